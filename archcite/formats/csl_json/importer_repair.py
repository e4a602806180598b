"""Items that an importer put into the wrong variables: what they hold, and where it belongs.

Importers of the Wilson Center's portal put the *portal* into ``archive``, and the archive, the reference and the
people into ``archive_location``; where the document is an excerpt of a book, the book.  All formats that
reference managers write carry such items, so that this works on the variables of CSL.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from attrs import define, field

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError
from archcite.formats.common.portal_vocabulary import is_portal, is_portal_address
from archcite.formats.csl_json.values import format_value
from archcite.notation import find_archive
from archcite.record import Agent, Holding
from archcite.record.csl_variables import to_agent

if TYPE_CHECKING:
    from archcite.formats.wilson_center.citation_parser import ParsedCitation

# Other portals name themselves so; an archive may too, and only what stands beside it can tell.
_PORTAL = pattern(r"\b(?:digital archives?|digital collections?|online archive)\b", re.IGNORECASE)
_NUMBER = pattern(r"/(?:document/)?(?P<id>\d{4,})(?:[/?.].*)?$")
_LONGEST = 2000


@define(eq=False, repr=False)
class Repair:
    """What belongs elsewhere: variables (None: to be taken out), holdings, people, notes; and what was done."""

    variables: dict[str, Any] = field(factory=dict)
    holdings: tuple[Holding, ...] = ()
    agents: tuple[Agent, ...] = ()
    fields: dict[str, str] = field(factory=dict)
    notes: list[str] = field(factory=list)
    moved: list[str] = field(factory=list)


def find_misplaced(item: Mapping[str, Any]) -> Repair | None:
    """Return what is to be moved in an item of CSL variables; None if all is in its place.

    >>> repair = find_misplaced({"archive": "History and Public Policy Program Digital Archive",
    ...     "archive_location": "RGANI, f. 5, op. 49, d. 131, ll. 193-194. Translated by Gary Goldberg."})
    >>> str(repair.holdings[0]), repair.agents[0].name, repair.variables["source"]
    ('RGANI, f. 5, op. 49, d. 131, ll. 193-194', 'Gary Goldberg', 'History and Public Policy Program Digital Archive')
    >>> find_misplaced({"archive": "Virginia Digital Archive", "archive_location": "box 3, folder 2"})
    """
    archive, location = _get_text(item, "archive"), _get_text(item, "archive_location")
    if len(archive) > _LONGEST or len(location) > _LONGEST:
        return None
    is_known = is_portal(archive)
    if archive and not is_known and not (_PORTAL.search(archive) and find_archive(archive) is None):
        return None
    if not (archive or location):
        return None
    found = _parse_location(location) if location else None
    if not is_known and not _has_source(found, bool(archive)):
        return None
    repair = Repair()
    if archive:
        _move_portal(item, archive, repair)
    if found is not None:
        repair.variables["archive_location"] = None
        repair.notes.extend(found.notes)
        repair.moved.extend(warning.rstrip(".") for warning in found.warnings)
        if found.edition and not found.holdings:
            _move_edition(item, found, repair)
        else:
            _move_reference(item, found, repair)
    return repair


@functools.lru_cache(maxsize=1024)
def _parse_location(location: str) -> ParsedCitation | None:
    # Few items need what all of this needs.
    from archcite.formats.wilson_center.citation_parser import parse_citation

    return parse_citation(location)


def _has_source(found: ParsedCitation | None, has_portal: bool) -> bool:
    """Return whether “archive_location” itself says who has the original, or who it was obtained from."""
    if found is None:
        return False
    holders = [str(holding.repository) for holding in found.holdings if holding.repository]
    if has_portal:
        return bool(holders or found.agents or found.edition)
    return bool(found.agents and (holders or not found.holdings)) or any(map(find_archive, holders))


def _move_portal(item: Mapping[str, Any], archive: str, repair: Repair) -> None:
    repair.variables |= {"archive": None, "source": archive}
    if (source := _get_text(item, "source")) and source != archive:
        repair.notes.append(f"source: {source}")
    url = _get_text(item, "URL")
    if is_portal_address(url) and (number := _NUMBER.search(url)):
        repair.fields["copy.identifier"] = number["id"]


def _move_reference(item: Mapping[str, Any], found: ParsedCitation, repair: Repair) -> None:
    """Archive and reference into the holdings, credits to the people, the original's language to its field."""
    repair.holdings, repair.agents = found.holdings, found.agents
    if found.edition:
        repair.variables["references"] = found.edition
    if found.medium and not _get_text(item, "medium"):
        repair.variables["medium"] = found.medium
    language = _get_text(item, "language")
    if (found.agents and any(agent.role == "translator" for agent in found.agents)) or found.language:
        repair.fields["original_language"] = found.language or language
        repair.variables["language"] = None
    taken = []
    for holding in found.holdings:
        repository, path = str(holding.repository), str(Holding(parts=holding.parts, pages=holding.pages))
        taken += [f"“{repository}” was taken for the archive"] if repository else []
        taken += [f"“{path}” for the reference in it"] if path else []
    for role, names in _group_by_role(found.agents).items():
        taken.append(f"{' and '.join(names)} for {_ROLE_WORDS.get(role, role)}")
    where = (
        "“archive” is a portal"
        if "archive" in repair.variables
        else "“archive_location” holds more than that"
    )
    repair.moved.insert(0, f"{where}; {', '.join(taken)}: check it" if taken else where)


def _group_by_role(agents: tuple[Agent, ...]) -> dict[str, list[str]]:
    names: dict[str, list[str]] = {}
    for agent in agents:
        names.setdefault(agent.role, []).append(f"“{agent.name}”")
    return names


_ROLE_WORDS = {
    "translator": "who translated it",
    "obtained-by": "who obtained it",
    "contributed-by": "who contributed it",
    "provided-by": "who provided it",
    "donated-by": "who donated it",
    "transcribed-by": "who transcribed it",
    "editor": "who edited it",
}


def _move_edition(item: Mapping[str, Any], found: ParsedCitation, repair: Repair) -> None:
    """Make of a published excerpt what it is: a chapter, or the book where the item has no other title."""
    edition = found.edition or ""
    from archcite.formats.csl_json.imprint import parse_imprint

    imprint = parse_imprint(edition)
    if imprint is None:
        repair.variables["references"] = edition
        repair.agents = found.agents
        return
    for role in [name for name, value in imprint.items() if isinstance(value, list) and name != "author"]:
        repair.agents += tuple(imprint.pop(role))
    repair.agents += found.agents
    title, book = _get_text(item, "title"), imprint.pop("title")
    part = imprint.pop("part", None)
    if note := imprint.pop("note", None):
        repair.notes.append(note)
    if title and title.casefold() != book.casefold():
        repair.variables |= {"type": "chapter", "title": title, "container-title": book}
        if part and part.casefold() != title.casefold():
            repair.notes.append(f"Title in the book: {part}")
    else:
        repair.variables |= {"type": "book", "title": book}
    repair.variables |= _choose_authors(item, imprint.pop("author", []), repair)
    # The document's own date is not when the book came out.
    if (date := item.get("issued")) is not None and _get_text(item, "issued") != imprint["issued"]:
        repair.notes.append(f"Date of the document: {format_value('issued', date)}")
    repair.variables |= imprint
    repair.moved.append(
        f"“archive_location” is not an archive but a book, “{book}” ({imprint['issued']}), which the item was read as "
        f"{'a chapter of' if 'container-title' in repair.variables else 'being'}: check it"
    )


def _choose_authors(item: Mapping[str, Any], printed: list[Agent], repair: Repair) -> dict[str, Any]:
    """Return the authors of the excerpt: those of the book that the item names too, or else its own."""
    own = item.get("author") if isinstance(item.get("author"), list) else []
    if not printed:
        return {}
    families = {(agent.family or agent.name).casefold() for agent in printed}
    others = [name for name in own or [] if _get_family(name) not in families]
    if own and len(others) == len(own):
        return {"container-author": printed}
    if others:
        named = ", ".join(map(_format_name, others))
        repair.notes.append(f"Also named as author: {named}")
        repair.moved.append(f"{named}, named beside the author of the book, went into the notes")
    return {"author": printed}


def _get_family(name: Any) -> str:
    try:
        agent = to_agent(name, "author")
    except RecordError:
        return ""
    return (agent.family or agent.name).casefold()


def _format_name(name: Any) -> str:
    try:
        return to_agent(name, "author").name
    except RecordError:
        return format_value("author", name)


def _get_text(item: Mapping[str, Any], variable: str) -> str:
    value = item.get(variable)
    return value.strip() if isinstance(value, str) else ""

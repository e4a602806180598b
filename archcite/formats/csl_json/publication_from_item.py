"""Which items of CSL variables are published works, and the publications that they become.

A published work stays what it is: its item is kept variable for variable. Only the items of archival sources are
taken apart into records, in :mod:`archcite.formats.csl_json.record_from_item`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import Any

from archcite._foundation import resources
from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import DATES, NAMES
from archcite.errors import SourceLocation
from archcite.formats.csl_json.item_from_record import join_keywords, to_csl_date, to_language_tag
from archcite.formats.csl_json.stated_variables import parse_location
from archcite.formats.csl_json.values import parse_line_value
from archcite.record import Agent, ArchivalDate, Holding, Pages, Part, Publication, Repository
from archcite.record.csl_variables import from_agent
from archcite.record.vocabulary import CSL_TYPES, PUBLISHED_TYPES

# Variables that name an archive, or a place in it.
PLACES = ("archive", "archive_location", "archive_collection")
# Types of works that come out in print, on air or on a screen, whoever keeps a copy of them.
ALWAYS_PUBLISHED = PUBLISHED_TYPES | {"bill", "dataset", "regulation", "software", "standard"}
# Types of what people write, make and say without publishing it; with a mark of publication they are published.
UNPUBLISHED_TYPES = frozenset(
    (
        *("document", "graphic", "hearing", "interview", "manuscript", "map", "personal_communication"),
        *("speech", "treaty"),
    )
)
_PUBLICATION_MARKS = frozenset(
    (
        *("publisher", "container-title", "collection-title", "ISBN", "ISSN", "DOI", "PMID", "PMCID"),
        *("volume", "issue", "edition", "number-of-volumes", "event-title", "container-author"),
    )
)
_NOTE_LINE = pattern(r"\{?:?([-_A-Za-z]{2,40}):\s*([^{}\n]+?)\s*\}?")
# Fields that a format has beside the variables of CSL → the variable that holds them in an item.
_VARIABLE_OF_FIELD = {
    "rights": "license",
    "copy.portal": "source",
    "medium": "medium",
    "summary": "abstract",
    "published_in": "references",
}


def is_published(item: Mapping[str, Any]) -> bool:
    """Return whether the variables of an item are those of a published work.

    A type that may be either (a report, a film) is an archival source where an archive is named; a type of
    unpublished sources (a letter, a map) is a published work where a publisher, a journal or the like is.

    >>> is_published({"type": "book", "archive": "RGANI"}), is_published({"type": "report", "archive": "RGANI"})
    (True, False)
    >>> is_published({"type": "map"}), is_published({"type": "map", "publisher": "Perthes"})
    (False, True)
    >>> is_published({"type": "report", "archive": "ProQuest", "archive_location": "303"})
    True
    """
    csl_type = item.get("type")
    if csl_type in ALWAYS_PUBLISHED:
        return True
    if csl_type not in CSL_TYPES or (
        any(item.get(name) for name in PLACES) and not is_database(item.get("archive"))
    ):
        return False
    return csl_type not in UNPUBLISHED_TYPES or any(item.get(name) for name in _PUBLICATION_MARKS)


def names_place(item: Mapping[str, Any]) -> bool:
    """Return whether an item has the archive or a place in it, in variables or in its note.

    >>> names_place({"archive": "RGANI"}), names_place({"note": "archive: RGANI"}), names_place({"title": "War"})
    (True, True, False)
    """
    view = _read_note(item)
    return any(view.get(name) not in (None, "") for name in PLACES)


def is_database(name: object) -> bool:
    """Return whether a name is that of a database or a catalogue of publications, which keeps no originals.

    >>> is_database("JSTOR"), is_database("ProQuest Dissertations & Theses Global"), is_database("RGANI")
    (True, True, False)
    """
    return isinstance(name, str) and _has_database_name(name)


@functools.lru_cache(1024)
def _has_database_name(name: str) -> bool:
    words = re.findall(r"\w+", name.casefold())
    return any(" ".join(words[:count]) in _load_databases() for count in range(1, min(len(words), 4) + 1))


@functools.cache
def _load_databases() -> frozenset[str]:
    names = resources.read_table(__spec__, "reference_managers.toml")["databases"]["names"]
    return frozenset(" ".join(re.findall(r"\w+", name.casefold())) for name in names)


def to_publication(
    item: Mapping[str, Any],
    location: SourceLocation | None = None,
    *,
    parts: Iterable[Part] = (),
    pages: Pages | None = None,
    notes: Iterable[str] = (),
    fields: Mapping[str, Any] | None = None,
) -> Publication | None:
    """Return the publication that an item is, or None for the item of an archival source.

    The item is kept as it is; ``parts``, ``pages``, ``notes`` and ``fields`` are what a format says besides.
    """
    view = _read_note(item)
    if not is_published(view):
        return None
    whole = {
        name: value if type(value) is str else to_plain_value(name, value) for name, value in item.items()
    }
    _add_fields(whole, fields or {}, [*notes])
    return Publication(whole, holdings=_build_holdings(view, [*parts], pages), location=location)


def _read_note(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an item with the variables that lines of its note give it, where they decide what it is."""
    note = item.get("note")
    if not isinstance(note, str) or ":" not in note:
        return item
    view = dict(item)
    for line in note.splitlines():
        found = _NOTE_LINE.fullmatch(line.strip())
        if found is None:
            continue
        variable = found[1].replace("archive-", "archive_") if found[1] != "archive-place" else found[1]
        if variable == "type" and found[2] in CSL_TYPES:
            view["type"] = found[2]
        elif not view.get(variable) and variable != "id":
            view[variable] = parse_line_value(variable, found[2])
    return view


def to_plain_value(variable: str, value: Any) -> Any:
    """Return a value as CSL-JSON has it: readers of other formats have made agents and dates already."""
    if variable in NAMES and isinstance(value, list):
        return [from_agent(name) if isinstance(name, Agent) else name for name in value]
    if variable in DATES and isinstance(value, ArchivalDate):
        return to_csl_date(value)
    if variable == "keyword" and isinstance(value, list):
        return join_keywords(map(str, value))
    return value


def _add_fields(item: dict[str, Any], fields: Mapping[str, Any], notes: list[str]) -> None:
    """Put what a format says besides CSL's variables into an item: into a variable, or else into “annote”."""
    for field, value in fields.items():
        if field == "languages":
            codes = [to_language_tag(name) or name for name in value]
            if codes:
                item.setdefault("language", codes[0] if len(codes) == 1 else ", ".join(codes))
        elif (variable := _VARIABLE_OF_FIELD.get(field)) and variable not in item:
            item[variable] = value
        elif value:
            notes.append(f"{field.replace('_', ' ').replace('.', ' ').capitalize()}: {value}")
    if notes:
        item["annote"] = "\n".join([*([item["annote"]] if item.get("annote") else []), *notes])


def _build_holdings(view: Mapping[str, Any], parts: list[Part], pages: Pages | None) -> list[Holding]:
    """Return where an archive keeps a copy of a published work, if its item says so."""
    if not parts and not any(name in view for name in PLACES):
        return []
    archive, location, collection, place = (_get_text(view, name) for name in (*PLACES, "archive-place"))
    if is_database(archive) or not (archive or location or collection or parts):
        return []
    reference = parse_location(location, archive)
    path = [*([Part("fonds", None, collection)] if collection else []), *parts, *reference.parts]
    return [
        Holding(Repository(archive or None, place=place or None), path, reference.pages or pages or Pages())
    ]


def _get_text(item: Mapping[str, Any], variable: str) -> str:
    value = item.get(variable)
    return str(value).strip() if isinstance(value, (str, int)) else ""

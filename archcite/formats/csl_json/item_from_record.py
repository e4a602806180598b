"""The one table from a :class:`~archcite.record.Record` to the variables of CSL (CSL 1.0.2, appendices).

CSL has four flat strings for an archive.  This is what goes where, for our archival styles and for every
other:

======================  ====================================================================================
``archive``             the repository: its name, or its code where it has no name
``archive-place``       its place
``archive_collection``  the fonds and the series that have *names*, with their labels (“House Papers”)
``archive_location``    the rest of the path, in the archive's own order (“box 6, folder 179”; “f. 5, op. 30,
                        d. 273”), and leaves that are not pages (“ll. 12–15 ob.”)
``page``                pages, without their label, so that a style prints them in its own form
``section``             the same as they are written, with their label, for styles that print them so; not of types
                        whose sections official styles print
``call-number``         the path without leaves, where the location ends in leaves: a locator replaces them
``source``, ``URL``     the portal, where it is not the archive's own, and the address of the copy that was seen
``genre``               the kind of document, where neither the CSL type nor the title says it
``keyword``             the subjects
``references``          where the source was published
``license``             the rights
``note``                who obtained, contributed or transcribed it, and for whom, in one sentence
``annote``              everything that has no place in CSL, a line each
any other               the CSL variables that the record keeps (:attr:`~archcite.record.Record.variables`), and
                        those that a note has as ``variable: value``
======================  ====================================================================================

An item that was read is given back in its own words
(:mod:`archcite.formats.csl_json.stated_variables`).
"""

from __future__ import annotations

import functools
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from attrs import evolve

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import join_words
from archcite.csl.variables import DATES, NAMES
from archcite.dates import is_undated
from archcite.errors import RecordError
from archcite.formats.common import languages
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.csl_json.archive_path import build_place
from archcite.formats.csl_json.date_words import name_century
from archcite.formats.csl_json.stated_variables import read_kind, restore_stated
from archcite.formats.csl_json.well_formed import shape_item
from archcite.record import Agent, ArchivalDate, Publication, Record, Source
from archcite.record.csl_variables import from_agent, to_csl_parts
from archcite.record.source_list import check_source
from archcite.record.vocabulary import (
    CREATORS,
    DEFAULT_CSL_TYPE,
    DESCRIPTION_LABELS,
    KIND_OF_TYPE,
    KINDS,
    ROLES,
    TYPE_WORDS,
)

# Types whose “section” is printed by official styles: of a newspaper, of an act.
TYPES_WITH_SECTIONS = frozenset(
    (
        *("article-newspaper", "bill", "hearing", "interview", "legal_case", "legislation", "periodical"),
        *("regulation", "standard"),
    )
)
# Types that official styles format as printed works, by publisher, number or reporter: kept in an archive, they are
# documents of their kind.
PRINTED_TYPES = frozenset(
    (
        *("article", "article-newspaper", "bill", "hearing", "legislation", "map", "pamphlet", "patent"),
        *("periodical", "report", "thesis", "treaty"),
    )
)

# Who made or received a document; a translator says nothing of what it is.
_LEADING = frozenset((*CREATORS, "interviewer", "recipient"))

# Roles that CSL has no name for -> the participle that credits them.
CREDITED = {
    "obtained-by": "obtained",
    "contributed-by": "contributed",
    "provided-by": "provided",
    "donated-by": "donated",
    "transcribed-by": "transcribed",
    "translator": "translated",
}

# What a note may say: variables that a record has no field for.
NOTED = frozenset(
    """
    authority chapter-number collection-number collection-title container-title container-title-short
    dimensions division DOI edition event-date event-place event-title genre ISBN ISSN issue jurisdiction number
    number-of-pages number-of-volumes original-date original-publisher original-publisher-place original-title
    page-first part-number part-title PMCID PMID publisher publisher-place reviewed-genre reviewed-title scale
    section status submitted supplement-number title-short version volume volume-title
    """.split()  # noqa: SIM905
)

_DECADE, _CENTURY = pattern(r"(\d{3})X"), pattern(r"(\d\d)XX")
_LANGUAGE_TAG = pattern(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")


def to_csl_item(record: Source) -> dict[str, Any]:
    """Return the CSL-JSON item of a record or a publication: only the variables that it has something for.

    That of a publication is the item that it holds, and that of a record that was read from an item, and is still the
    same, that item; where it has no id, one is made of its contents.

    >>> from archcite.record import Agent, Holding, Part, Record, Repository
    >>> record = Record(id="house", kind="letter", date="1918-09-25",
    ...     agents=[Agent.parse("George Creel"), Agent.parse("Colonel House", role="recipient")],
    ...     holdings=[Holding(Repository("Yale University Library", place="New Haven, CT"),
    ...                       (Part("fonds", None, "Edward Mandell House Papers"), Part("box", "box", "6")))])
    >>> item = to_csl_item(record)
    >>> item["type"], item["archive_collection"], item["archive_location"], item["issued"]
    ('personal_communication', 'Edward Mandell House Papers', 'box 6', {'date-parts': [[1918, 9, 25]]})
    """
    if isinstance(record, Publication):
        return _add_identifier({**record.csl_item(), **_build_missing_place(record)}, record)
    if not isinstance(record, Record):
        check_source(record)
    as_read = record.item_as_read()
    return build_item(record) if as_read is None else _add_identifier(as_read, record)


def view_csl_item(record: Source) -> dict[str, Any]:
    """Return the item of :func:`to_csl_item` to be read only: its names, dates and lists may be the record's own.

    >>> view_csl_item(Publication({"id": "war", "type": "book", "title": "War"}))
    {'id': 'war', 'type': 'book', 'title': 'War'}
    """
    if isinstance(record, Publication):
        return _add_identifier({**record.item, **_build_missing_place(record)}, record)
    if isinstance(record, Record) and record.as_read is not None and record.is_as_read:
        item = dict(record.as_read.item.items())
        return _add_identifier(item if record.id == record.as_read.id else {**item, "id": record.id}, record)
    return to_csl_item(record)


def _build_missing_place(work: Publication) -> dict[str, str]:
    """Build the variables of the archive that keeps a published work, if its item has none of them."""
    if not work.holding:
        return {}
    from archcite.formats.csl_json.publication_from_item import names_place

    if names_place(work.item):
        return {}
    place = build_place(work.holding)
    # Where leaves are cited, the location has them; the pages of the item are those of the work.
    return {name: text for name, text in place.items() if name not in ("page", "section", "call-number")}


def _add_identifier(item: dict[str, Any], record: Source) -> dict[str, Any]:
    if item.get("id") not in (None, ""):
        return item
    return {"id": _build_identifier(record)} | {name: value for name, value in item.items() if name != "id"}


def to_archival_item(record: Source) -> dict[str, Any]:
    """Return the item that archival styles print: all that they can print, whichever item the record was read from.

    A note may have “Archive place: New Haven”, which the record models and no CSL processor reads there, and the portal
    of the archive itself is named once.

    >>> from archcite.record import Holding, OnlineCopy, Record, Repository
    >>> record = Record(holdings=[Holding(Repository("ERIC"))], copy=OnlineCopy("ERIC", "https://eric.ed.gov/1"))
    >>> "source" in to_archival_item(record)
    False
    """
    if isinstance(record, Publication):
        return shape_item(to_csl_item(record))
    return shape_item(build_item(record, with_leftovers=False, modelled=_get_modelled(record)))


def to_whole_archival_item(record: Record) -> dict[str, Any]:
    """Return the item of a record with each variable in its own place, and prose alone in the note.

    An item that was read may have “archive-place: New Haven” in its note, for want of a field. What no variable holds
    is in “annote”.

    >>> letter = Record(kind="letter", variables={"note": "archive-place: New Haven"})
    >>> to_csl_item(letter)["note"], "note" in to_whole_archival_item(letter)
    ('archive-place: New Haven', False)
    """
    modelled = _get_modelled(record)
    note = record.variables.get("note")
    if isinstance(note, str) and ":" in note:
        prose = [line for line in note.splitlines() if line.strip() in record.notes]
        others = {name: value for name, value in record.variables.items() if name != "note"}
        record = evolve(record, variables={**others, "note": "\n".join(prose)} if prose else others)
    return build_item(record, modelled=modelled)


def _get_modelled(record: Record) -> ModelledItem | None:
    """Return what the table made of a record when it was read, if the record is still the same."""
    return record.as_read.modelled if record.as_read is not None and record.is_as_read else None


class ModelledItem(NamedTuple):
    """What the table makes of a record, whatever variables of its own it has.

    ``fields`` are its variables in order, of which the type and the genre are empty: they depend on the others.
    ``place`` are those of them that say where it is kept, and ``from_notes`` those that notes say, with their notes.
    """

    fields: Mapping[str, Any]
    place: Mapping[str, str]
    from_notes: Mapping[str, tuple[Any, str]]


def model_item(record: Record) -> ModelledItem:
    """Return what the table makes of a record; the variables of the record may be completed later.

    >>> model_item(Record(id="creel", kind="letter", title="To House")).fields
    {'id': 'creel', 'type': '', 'title': 'To House', 'genre': ''}
    """
    from_notes = _read_noted_variables(record)
    place = build_place(record.holding)
    copy = record.copy
    fields = {
        **{variable: value for variable, (value, _) in from_notes.items()},
        "id": _build_identifier(record),
        "type": "",
        "title": " ".join((record.title or "").splitlines()),
        "genre": "",
        "issued": to_csl_date(record.date),
        **_build_names(record),
        **place,
        "source": copy.portal,
        "URL": copy.url,
        "accessed": to_csl_date(copy.accessed),
        "medium": record.medium,
        "references": record.published_in,
        "language": _choose_language(record),
        "abstract": record.summary,
        "keyword": join_keywords(record.subjects),
        "license": record.rights,
        "note": format_credits(record),
    }
    stated = {name: value for name, value in fields.items() if value or name == "type" or name == "genre"}
    return ModelledItem(stated, place, from_notes)


def build_item(
    record: Record, *, with_leftovers: bool = True, modelled: ModelledItem | None = None
) -> dict[str, Any]:
    """Return the item of a record by the table, whichever item it was read from.

    With ``with_leftovers``, what has no variable is in “annote”. ``modelled`` is that of :func:`model_item`, if it is
    known already.

    >>> build_item(Record(id="creel", kind="letter", notes=["A draft"]))
    {'id': 'creel', 'type': 'document', 'annote': 'A draft'}
    """
    fields, place, from_notes = modelled or model_item(record)
    csl_type = _choose_type(record, place, from_notes)
    item = {
        **fields,
        "id": record.id or fields["id"],
        "type": csl_type,
        "genre": _choose_genre(record, csl_type),
    }
    if "section" in place and record.csl_type in TYPES_WITH_SECTIONS:
        item["section"] = from_notes["section"][0] if "section" in from_notes else ""
    if with_leftovers:
        item["annote"] = "\n".join(_find_leftovers(record, _find_noted(record, from_notes)))
    item = restore_stated({variable: value for variable, value in item.items() if value}, record)
    if "source" in item and is_own_portal(item["source"], record.holding.repository.name):
        del item["source"]
    return item


def is_own_portal(portal: object, repository: str | None) -> bool:
    """Return whether a portal is that of the archive itself, as its name says, so that a citation need not name it.

    >>> is_own_portal("Library of Congress Digital Collections", "Library of Congress"), is_own_portal("DPLA", "NARA")
    (True, False)
    """
    return bool(repository) and str(portal).casefold().startswith(str(repository).casefold())


def to_language_tag(name: str) -> str | None:
    """Return the tag of a language that is given by its name, its code or its tag; None if it is unknown.

    >>> [to_language_tag(name) for name in ("Romanian", "pt-BR", "ger", "Klingon")]
    ['ro', 'pt-BR', 'de', None]
    """
    if len(name) == 3 and (found := languages.find_language_code(name)):
        # Catalogues have codes of three letters, CSL those of two: “ger”, “rus”.
        return found
    return name if _LANGUAGE_TAG.fullmatch(name) else languages.find_language_code(name)


def _build_identifier(record: Source) -> str:
    """Return the record's id, or one that only its contents decide."""
    if record.id:
        return record.id
    from zlib import crc32

    words = re.findall(r"[^\W_]+", record.title or record.kind)[:3]
    said = "\n".join(map(str, (record.title, record.date, record.holding, record.copy, *record.agents())))
    return "-".join((*words, f"{crc32(said.encode()):08x}")).lower()


def _read_noted_variables(record: Record) -> dict[str, tuple[Any, str]]:
    """Return the variables that notes say, of a record that no other field says them for, and the notes."""
    found: dict[str, tuple[Any, str]] = {}
    for note in record.notes:
        variable, divided, text = note.partition(": ")
        if not divided or variable not in NOTED or variable in found or not text.strip():
            continue
        value = to_csl_date(_parse_noted_date(text)) if variable in DATES else text.strip()
        if value:
            found[variable] = (value, note)
    return found


def _find_noted(record: Record, from_notes: Mapping[str, tuple[Any, str]]) -> set[str]:
    """Return the notes that other variables say: as a variable, or in the note of the item that was read."""
    note = record.variables.get("note")
    lines = note.splitlines() if isinstance(note, str) else []
    return {line for _, line in from_notes.values()} | {line.strip() for line in lines}


def _parse_noted_date(text: str) -> ArchivalDate:
    try:
        return ArchivalDate.parse(text)
    except RecordError:
        return ArchivalDate(None, text)


def _choose_type(record: Record, place: Mapping[str, Any], from_notes: Mapping[str, Any]) -> str:
    """Return the CSL type of the kind, or “document” for what an archive keeps, or might keep, as one."""
    is_known = record.title or record.date or any(agent.role in _LEADING for agent in record.agents())
    if place and record.kind == DEFAULT_CSL_TYPE and not is_known:
        # A bare reference: styles print no “n.d.” for it.
        return "manuscript" if "type" not in record.variables else record.csl_type
    if record.csl_type == "interview" and record.agents("interviewer"):
        return record.csl_type
    is_document = record.csl_type in PRINTED_TYPES if place else record.kind in KINDS and not from_notes
    return DEFAULT_CSL_TYPE if is_document and "type" not in record.variables else record.csl_type


def _choose_genre(record: Record, csl_type: str) -> str | None:
    """Return the kind of document, where neither the type nor the title, in any language, names it."""
    kind = record.kind.casefold()
    kind = TYPE_WORDS.get(kind, kind)
    kind = KIND_OF_TYPE.get(kind, kind)
    if kind in ("document", "letter") or kind == read_kind(csl_type, None):
        return None
    if record.title and (has_word(record.title, kind) or infer_document_kind(record.title) == kind):
        return None
    if record.title and kind == read_kind(record.csl_type, None):
        return None
    return record.kind


def has_word(text: str, word: str) -> bool:
    """Return whether a text has a word, or its plural, as a word of its own.

    >>> has_word("Border incidents", "order"), has_word("Minutes and Letters", "letter")
    (False, True)
    """
    return _compile_word(word.casefold()).search(text.casefold()) is not None


@functools.lru_cache(1024)
def _compile_word(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(word)}(?:s|es)?(?!\w)")


def _build_names(record: Record) -> dict[str, list[dict[str, str]]]:
    names: dict[str, list[dict[str, str]]] = {}
    for agent in record.agents():
        variable = ROLES.get(agent.role, agent.role if agent.role in NAMES else None)
        if variable:
            names.setdefault(variable, []).append(from_agent(agent))
    return names


def join_keywords(subjects: Iterable[str]) -> str:
    """Return subjects in one text; headings may have commas in them.

    >>> join_keywords(["war", "peace"]), join_keywords(["Wilson, Woodrow", "peace"])
    ('war, peace', 'Wilson, Woodrow; peace')
    """
    words = list(subjects)
    return ("; " if any("," in word for word in words) else ", ").join(words)


def to_csl_date(date: ArchivalDate | None) -> dict[str, Any] | None:
    """Return a date in CSL-JSON; None for one that only says that a source is undated."""
    if date is None:
        return None
    if date.edtf is None:
        return None if date.text is None or is_undated(date.text) else {"literal": date.text}
    if decade := _DECADE.fullmatch(date.edtf):
        return {"literal": date.text or f"{decade[1]}0s"}
    if century := _CENTURY.fullmatch(date.edtf):
        return {"literal": date.text or name_century(int(century[1]) + 1)}
    parts = date.parts
    if not all(parts):
        # CSL-JSON has no open interval.
        return {"literal": date.text or "–".join("-".join(map(str, end)) for end in parts)}
    value: dict[str, Any] = {"date-parts": [to_csl_parts(end) for end in parts]}
    if len(parts[0]) == 2 and parts[0][1] > 12:
        season = parts[0][1] - 20
        if len(parts) > 1 or season > 4:
            return {"literal": date.text or date.edtf}
        value = {"date-parts": [to_csl_parts(parts[0][:1])], "season": season}
    if date.is_approximate or date.is_uncertain:
        value["circa"] = True
    return value


def _choose_language(record: Record) -> str | None:
    """Return the language of the version that is cited, if it is certain: only English titles change their case."""
    versions = record.languages or ((record.original_language,) if not record.agents("translator") else ())
    return to_language_tag(versions[0]) if len(versions) == 1 and versions[0] else None


def format_credits(record: Source) -> str | None:
    """Return who brought the document here, in one sentence, where CSL's translator alone doesn't say it.

    The portals' form: “Obtained and translated for CWIHP by A”, “Contributed by A and translated by B”.
    """
    credited = [agent for agent in record.agents() if agent.role in CREDITED]
    if not any(agent.role != "translator" or agent.on_behalf_of for agent in credited):
        return None
    clauses: list[tuple[list[str], str | None, list[str]]] = []
    for (role, body), names in _group_names(credited):
        verb = CREDITED[role]
        if clauses and clauses[-1][1:] == (body, names):
            clauses[-1][0].append(verb)
        else:
            clauses.append(([verb], body, names))
    sentence = join_words(
        [
            f"{join_words(verbs)}{f' for {body}' if body else ''} by {join_words(names)}"
            for verbs, body, names in clauses
        ]
    )
    return sentence[0].upper() + sentence[1:]


def _group_names(agents: Iterable[Agent]) -> list[tuple[tuple[str, str | None], list[str]]]:
    """Return names under role and body, in the order in which these are first met."""
    groups: dict[tuple[str, str | None], list[str]] = {}
    for agent in agents:
        groups.setdefault((agent.role, agent.on_behalf_of), []).append(agent.name)
    return list(groups.items())


def _find_leftovers(record: Record, said: Collection[str]) -> Iterator[str]:
    """Return what CSL has no variable for, a line each; without the notes that are said already."""
    yield from (note for note in record.notes if note not in said)
    if record.holding.note:
        yield record.holding.note
    for holding in record.holdings[1:]:
        yield f"Also in {holding}"
    for agent in record.agents():
        if ROLES.get(agent.role) is None and agent.role not in CREDITED and agent.role not in NAMES:
            yield f"{agent.role}: {agent.name}"
    if record.languages and not _choose_language(record):
        yield f"Language: {' and '.join(record.languages)}"
    original = record.original_language or ""
    if original and _choose_language(record) not in (original, languages.find_language_code(original)):
        yield f"Original language: {original}"
    for name, label in DESCRIPTION_LABELS.items():
        if value := getattr(record, name):
            for text in value if isinstance(value, tuple) else (value,):
                yield f"{label}: {text}"

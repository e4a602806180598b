"""The pieces of a record that formats are made of, and the tables that say which piece goes where in a format.

A format is a :class:`FieldTable`: rows of a target in the format and a field group, and a target for notes if it has
one, which takes all that no row takes.  :func:`map_record` puts a record into it, and names what is lost.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from attrs import evolve, frozen

from archcite._foundation.wording import join_words
from archcite.formats.common.record_fields import format_notes, list_fields, warn_losses
from archcite.formats.csl_json.archive_path import format_path, join_location, split_path
from archcite.formats.csl_json.item_from_record import to_archival_item, to_language_tag
from archcite.record import Agent, ArchivalDate, OnlineCopy, Publication, Source, revise
from archcite.record.vocabulary import KIND_OF_TYPE, KINDS, ROLES

# What a piece is made of: text, or what a format writes in its own way.
Value: TypeAlias = "str | Agent | ArchivalDate | OnlineCopy"


@frozen
class FieldGroup:
    """How some fields of :data:`archcite.formats.common.record_fields.FIELDS` are made of a record."""

    fields: tuple[str, ...]
    values: Callable[[Source], Iterable[Value | None]]


@frozen
class FieldTable:
    """A format: its name in warnings, rows of (target, name of a piece), and the target for notes, if it has one.

    Where two rows have the same piece, both are written.  ``elsewhere`` are fields that the writer sees to itself.
    """

    name: str
    rows: tuple[tuple[str, str], ...]
    notes: str | None = None
    elsewhere: tuple[str, ...] = ()


def map_record(record: Source, table: FieldTable) -> list[tuple[str, Value]]:
    """Return the targets of a format with a record's values, in the order of the table.

    Warns, with an :class:`~archcite.errors.ArchciteWarning`, of each field that has no place in the format.

    >>> from archcite.record import Record
    >>> table = FieldTable("X", (("heading", "title"), ("who", "author")), notes="remark")
    >>> letter = Record(title="Letter", agents=[Agent.parse("A. Smith")], rights="CC BY")
    >>> [(target, str(value)) for target, value in map_record(letter, table)]
    [('heading', 'Letter'), ('who', 'A. Smith'), ('remark', 'Rights: CC BY')]
    """
    found: list[tuple[str, Value]] = []
    placed = set(table.elsewhere)
    for target, name in table.rows:
        piece = PIECES[name]
        if values := [value for value in piece.values(record) if value]:
            found += [(target, value) for value in values]
            placed.update(piece.fields, (value.role for value in values if isinstance(value, Agent)))
    left = [name for name in list_fields(record) if name not in placed]
    if table.notes and left:
        lines, done = format_notes(record, left)
        found += [(table.notes, line) for line in lines]
        left = [name for name in left if name not in done]
    warn_losses(record, left, table.name)
    return found


def format_heading(record: Source) -> str:
    """Return the title; for a document without one, its kind, recipient and interviewer (CMOS 18, 14.110, 14.119).

    >>> from archcite.record import Record
    >>> format_heading(Record(kind="letter", agents=[Agent.parse("Colonel House", "recipient")]))
    'Letter to Colonel House'
    """
    if record.title:
        return record.title
    to = join_words([agent.name for agent in record.agents("recipient")])
    by = join_words([agent.name for agent in record.agents("interviewer")])
    return f"{record.kind[:1].upper()}{record.kind[1:]}{f' to {to}' if to else ''}{f' by {by}' if by else ''}"


def list_stated_variables(record: Source) -> list[str]:
    """Return the type and the genre of CSL that a record states and that its kind does not say, as “variable: value”.

    >>> from archcite.record import Record
    >>> list_stated_variables(Record(kind="letter", variables={"type": "personal_communication"}))
    ['type: personal_communication']
    >>> list_stated_variables(Record(kind="letter"))
    []
    """
    if isinstance(record, Publication) or record.variables.keys().isdisjoint(("type", "genre")):
        return []
    others = {name: value for name, value in record.variables.items() if name not in ("type", "genre")}
    stated, plain = to_archival_item(record), to_archival_item(evolve(record, variables=others))
    return [
        f"{name}: {stated[name]}"
        for name in ("type", "genre")
        if name in stated and stated[name] != plain.get(name)
    ]


def drop_heading(source: Source) -> Source:
    """Return a source without a title that is only its heading: its kind, and whom it is to or by.

    >>> from archcite.record import Record
    >>> drop_heading(Record(kind="letter", title="Letter to Colonel House", agents=[Agent.parse("Colonel House",
    ...     "recipient")])).title is None
    True
    """
    title = (source.title or "").casefold()
    if not title.startswith(source.kind.casefold()):
        return source
    untitled = revise(source, title=None)
    return untitled if format_heading(untitled).casefold() == title else source


def format_holder(record: Source) -> str:
    """Return the repository with its place, if its name does not contain that already."""
    repository = record.holding.repository
    name, place = str(repository), repository.place
    return ", ".join(text for text in (name, place if place and place not in name else None) if text)


def format_plain_date(date: ArchivalDate | None) -> str | None:
    """Return a single, certain date in ISO 8601 (year, month or day); None for any other.

    >>> [format_plain_date(ArchivalDate(edtf)) for edtf in ("1958-09-09", "1958~", "1957/1958")]
    ['1958-09-09', None, None]
    """
    edtf = date.edtf if date else None
    return edtf if edtf and _DAY.fullmatch(edtf) and edtf[5:7] <= "12" else None


def format_day(date: ArchivalDate | None) -> str | None:
    """Return a single, certain day in ISO 8601; None for a month, a year, or any other date."""
    day = format_plain_date(date)
    return day if day and len(day) == 10 else None


def find_language_codes(record: Source) -> list[str]:
    """Return the codes of the languages of the version that is cited; empty unless all are known."""
    codes = [to_language_tag(name) for name in record.languages]
    return [code for code in codes if code] if all(codes) else []


def _format_path(record: Source) -> list[str]:
    return [format_path(record.holding, pages=record.holding.pages)]


def _format_holding(record: Source) -> list[str]:
    return [", ".join(text for text in (str(record.holding.repository), *_format_path(record)) if text)]


def _format_below_collection(record: Source) -> list[str]:
    """Return the path under CSL's collection, with pages or leaves."""
    item = to_archival_item(record)
    pages = format_path(record.holding, (), record.holding.pages) if "page" in item else ""
    return [", ".join(text for text in (join_location(item), pages) if text)]


def _format_location(record: Source) -> list[str]:
    """Return the path under the collection, without pages or leaves."""
    return [format_path(record.holding, split_path(record.holding.parts)[1])]


def _get_special_kind(record: Source) -> list[str | None]:
    """Return the kind if the CSL type does not express it already."""
    return [record.kind if record.kind != KIND_OF_TYPE.get(record.csl_type, record.csl_type) else None]


def _get_common_kind(record: Source) -> list[str | None]:
    """Return the kind if it is one of the vocabulary."""
    return [record.kind if record.kind in KINDS and record.kind != "document" else None]


def _get_rare_kind(record: Source) -> list[str | None]:
    """Return the kind if it is not one of the vocabulary: in the source's own words."""
    return [None if record.kind in KINDS else record.kind]


def _get_csl_variable(variable: str) -> Callable[[Source], Iterable[str | None]]:
    # Of the item that is made of the record: one that was read may have the variable in a line of its note.
    return lambda record: [to_archival_item(record).get(variable)]


def _get_edtf(record: Source) -> list[str | None]:
    return [record.date.edtf if record.date else None]


def _get_other_date(record: Source) -> list[str | None]:
    """Return in EDTF a date that is not a single, certain one."""
    return [None] if format_plain_date(record.date) else _get_edtf(record)


def _get_date_words(record: Source) -> list[str | None]:
    return [record.date.text if record.date else None]


def _format_date(record: Source) -> list[str | None]:
    return [(record.date.edtf or record.date.text) if record.date else None]


def _format_year(record: Source) -> list[str]:
    """Return the first year of a date that a year alone does not fully express."""
    ends = record.date.parts if record.date else ()
    return [f"{ends[0][0]:04}"] if ends and ends[0] and ends[0][0] >= 0 else []


def _format_year_or_words(record: Source) -> list[str]:
    day = format_plain_date(record.date)
    return [day[:4] if day else str(record.date or "")]


def _get_agents(role: str) -> Callable[[Source], Iterable[Agent]]:
    return lambda record: record.agents(role)


_DAY = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?", re.ASCII)
_REPOSITORY = "holding.repository.name"
_PATH = ("holding.parts", "holding.pages")

PIECES: Mapping[str, FieldGroup] = {
    "id": FieldGroup(("id",), lambda record: [record.id]),
    "kind": FieldGroup(("kind",), lambda record: [record.kind if record.kind != "document" else None]),
    "common kind": FieldGroup(("kind",), _get_common_kind),
    "rare kind": FieldGroup(("kind",), _get_rare_kind),
    "special kind": FieldGroup(("kind",), _get_special_kind),
    "title": FieldGroup(("title",), lambda record: [record.title]),
    "heading": FieldGroup(("title",), lambda record: [format_heading(record)]),
    "date": FieldGroup(("date",), _format_date),
    "date in EDTF": FieldGroup(("date",), _get_edtf),
    "other date": FieldGroup(("date",), _get_other_date),
    "date in words": FieldGroup(("date", "date.text"), _get_date_words),
    "written date": FieldGroup(("date", "date.text"), lambda record: [record.date]),
    "day": FieldGroup(("date",), lambda record: [format_plain_date(record.date)]),
    "year": FieldGroup((), _format_year),
    "month": FieldGroup((), lambda record: [(format_plain_date(record.date) or "")[5:7]]),
    "whole day": FieldGroup(("date",), lambda record: [format_day(record.date)]),
    "year or words": FieldGroup(("date",), _format_year_or_words),
    **{role: FieldGroup((role,), _get_agents(role)) for role in ROLES},
    "other agents": FieldGroup(
        (), lambda record: [each for each in record.agents() if each.role not in ROLES]
    ),
    "repository": FieldGroup((_REPOSITORY,), lambda record: [str(record.holding.repository)]),
    "code": FieldGroup(("holding.repository.code",), lambda record: [record.holding.repository.code]),
    "place": FieldGroup(("holding.repository.place",), lambda record: [record.holding.repository.place]),
    "country": FieldGroup(
        ("holding.repository.country",), lambda record: [record.holding.repository.country]
    ),
    "holder": FieldGroup((_REPOSITORY, "holding.repository.place"), lambda record: [format_holder(record)]),
    # With the location: the whole path; without one, the collection is everything.
    "collection": FieldGroup(("holding.parts",), _get_csl_variable("archive_collection")),
    "location": FieldGroup(("holding.parts",), _format_location),
    "location and leaves": FieldGroup(_PATH, _format_below_collection),
    "path": FieldGroup(_PATH, _format_path),
    "holding": FieldGroup((_REPOSITORY, *_PATH), _format_holding),
    "pages": FieldGroup(("holding.pages",), lambda record: [str(record.holding.pages)]),
    "page numbers": FieldGroup(("holding.pages",), _get_csl_variable("page")),
    "note on the holding": FieldGroup(("holding.note",), lambda record: [record.holding.note]),
    "further holdings": FieldGroup(("holding.2",), lambda record: map(str, record.holdings[1:])),
    "copy": FieldGroup(
        ("copy.portal", "copy.url", "copy.accessed"),
        lambda record: [record.copy if record.copy.url else None],
    ),
    "portal": FieldGroup(("copy.portal",), lambda record: [record.copy.portal]),
    "address": FieldGroup(("copy.url",), lambda record: [record.copy.url]),
    "number": FieldGroup(("copy.identifier",), lambda record: [record.copy.identifier]),
    "accessed": FieldGroup(("copy.accessed",), lambda record: [str(record.copy.accessed or "")]),
    "day of access": FieldGroup(("copy.accessed",), lambda record: [format_plain_date(record.copy.accessed)]),
    "whole day of access": FieldGroup(("copy.accessed",), lambda record: [format_day(record.copy.accessed)]),
    "original language": FieldGroup(("original_language",), lambda record: [record.original_language]),
    "languages": FieldGroup(("languages",), lambda record: record.languages),
    "language codes": FieldGroup(("languages",), find_language_codes),
    "medium": FieldGroup(("medium",), lambda record: [record.medium]),
    "published in": FieldGroup(("published_in",), lambda record: [record.published_in]),
    "summary": FieldGroup(("summary",), lambda record: [record.summary]),
    "contents": FieldGroup(("contents",), lambda record: [record.contents]),
    "subjects": FieldGroup(("subjects",), lambda record: record.subjects),
    "rights": FieldGroup(("rights",), lambda record: [record.rights]),
    "notes": FieldGroup(("notes",), lambda record: record.notes),
}

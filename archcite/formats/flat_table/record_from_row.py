"""Build a record from a row of a table whose columns are known."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from attrs import evolve

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError
from archcite.formats.common.catalogue_values import to_address
from archcite.formats.flat_table.columns import BAR, LISTED
from archcite.formats.flat_table.formula_guard import unguard_cell
from archcite.formats.flat_table.headings import REFERENCE, Column
from archcite.formats.flat_table.record_from_flat import from_dotted
from archcite.notation import parse_reference
from archcite.record import Part, Record, Repository, Source, revise

_POINTED_DATE = pattern(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_SLASHED_DATE = pattern(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_DATES = ("date", "copy.accessed")


def find_date_order(columns: Sequence[Column], rows: Iterable[Sequence[str]]) -> bool | None:
    """Return whether the dates of a table in figures have the day first; None if none of them tells, or they differ.

    >>> date = Column("Date", "date")
    >>> find_date_order([date], [["12/03/1951"], ["25/03/1951"]]), find_date_order([date], [["12/03/1951"]])
    (True, None)
    """
    places = [place for place, column in enumerate(columns) if column.name in _DATES]
    cells = (row[place].strip() for row in rows for place in places if place < len(row))
    found = [match for cell in cells if (match := _SLASHED_DATE.fullmatch(cell))]
    has_day_first = any(int(match[1]) > 12 for match in found)
    has_month_first = any(int(match[2]) > 12 for match in found)
    return has_day_first if has_day_first != has_month_first else None


def build_record(columns: Sequence[Column], row: Sequence[str], is_day_first: bool | None = None) -> Source:
    """Build the record of a row; ``is_day_first`` is the order of its dates in figures, if that is known.

    Raises :class:`~archcite.errors.RecordError` for an invalid row.
    """
    if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
        raise RecordError(
            f"the row has {len(row)} cells under {len(columns)} headings: put a cell that contains the "
            "delimiter into quotation marks."
        )
    flat: dict[str, str] = {}
    notes: list[str] = []
    reference = ""
    for column, cell in zip(columns, row, strict=False):
        text = unguard_cell(cell.strip() if column.name != "contents" else cell)
        if not text.strip():
            continue
        if column.name is None:
            notes.append(f"{column.heading or 'Without a heading'}: {text}")
        elif column.name == REFERENCE:
            reference = f"{reference}, {text}" if reference else text
        else:
            _set_field(flat, column, text, is_day_first)
    record = from_dotted(flat) if flat else Record()
    if reference:
        record = _add_reference(record, reference, notes)
    return revise(record, notes=(*record.notes, *notes)) if notes else record


def _set_field(flat: dict[str, str], column: Column, text: str, is_day_first: bool | None) -> None:
    name = column.name or ""
    if name == "publication" and not text.startswith("{"):
        name = "published_in"  # a column of other programs: the newspaper or the edition
    if column.is_divided and BAR.strip() not in text:
        text = BAR.join(piece for piece in re.split(r"\s*;\s*", text) if piece)
    elif name == "copy.url":
        text = to_address(text) or text
    elif name in _DATES:
        text = _parse_date(text, is_day_first)
    elif column.label and text[:1].isdigit():
        text = f"{_choose_label(column.label, text)} {text}"
    if name in flat and flat[name] != text:
        if name not in LISTED:
            raise RecordError(
                f"“{column.heading}” and another column have the same meaning: remove one of them."
            )
        text = f"{flat[name]}{BAR}{text}"
    flat[name] = text


def _choose_label(label: str, text: str) -> str:
    """Return “p.” for one page, “pp.” for several."""
    return "p." if label == "pp." and not re.search(r"\d\D+\d", text) else label


def _parse_date(text: str, is_day_first: bool | None) -> str:
    """Return the EDTF form of a date as spreadsheets write it; raise an error if it may be two days."""
    if found := _POINTED_DATE.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if found := _SLASHED_DATE.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        if is_day_first is None and first <= 12 and second <= 12 and first != second:
            raise RecordError(
                f"“{text}” may be two different days: write it as {found[3]}-{second:02}-{first:02} or "
                f"{found[3]}-{first:02}-{second:02}."
            )
        day, month = (first, second) if first > 12 or (is_day_first and second <= 12) else (second, first)
        return f"{found[3]}-{month:02}-{day:02}"
    return text


def _join_parts(given: Sequence[Part], read: Sequence[Part]) -> tuple[Part, ...] | None:
    """Return the parts of a path with those of a reference in it; None if they are not those of one path."""
    stated = {part.level: part.value or part.title for part in given}
    further = []
    for part in read:
        other = stated.get(part.level)
        if other is None:
            further.append(part)
        elif other != part.value:
            if part.label:
                return None
            # The level was guessed: a collection, and the shelfmark in it.
            further.append(evolve(part, level="part"))
    return (*given, *further)


def _add_reference(record: Source, text: str, notes: list[str]) -> Source:
    """Add a reference from one cell; as a note if other columns give another path."""
    holding = record.holding
    named = str(holding.repository)
    reference = parse_reference(text, named or None)
    parts = _join_parts(holding.parts, reference.parts)
    if parts is None:
        notes.append(f"Reference: {text}")
        return record
    repository = holding.repository if named else Repository(reference.repository)
    read = evolve(holding, repository=repository, parts=parts, pages=holding.pages or reference.pages)
    if holding.pages and reference.pages and holding.pages != reference.pages:
        notes.append(f"Reference: {text}")
    return revise(record, holdings=(read, *record.holdings[1:]))

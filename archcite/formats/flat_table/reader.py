"""Read spreadsheets, saved as CSV or as text with tabs: a row for each record, a column for each field.

Columns are those of :data:`archcite.formats.flat_table.writer.COLUMNS` (``title``, ``holding.repository.name``,
``holding.file``, ``copy.url``), or common names in English, German, French and Russian (``archive``,
``fonds``, ``Signatur``): ``reference_managers.toml`` has the list. The text of any other column becomes a note.
Tables that Zotero and AtoM export are recognized by their headings.
"""

from __future__ import annotations

import functools
import importlib
import itertools
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from attrs import evolve, frozen

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common.catalogue_values import to_address
from archcite.formats.common.reader_warnings import warn
from archcite.formats.common.text_decoding import LIMIT
from archcite.formats.csl_json.reference_managers import load_table
from archcite.formats.flat_table.flat_fields import BAR, LISTED, TableRow
from archcite.formats.flat_table.formula_guard import unguard_cell
from archcite.formats.flat_table.record_from_flat import from_dotted
from archcite.formats.flat_table.writer import COLUMNS
from archcite.notation import parse_reference
from archcite.record import Record, Repository, Source, revise
from archcite.record.serialization import COPY_KEYS, RECORD_KEYS
from archcite.record.vocabulary import LEVELS, ROLES

_NEWLINE = "\n"
_DELIMITERS = (",", ";", "\t", "|")
# In Excel's files the first line may say which sign divides the cells.
_SEPARATOR = pattern(r"\ufeff?\"?sep=(.)\"?\r?\n", re.IGNORECASE)
_NUMBERED = pattern(r"\.\d+(?=\.|$)")
_POINTED_DATE = pattern(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})", re.ASCII)
_SLASHED_DATE = pattern(r"(\d{1,2})/(\d{1,2})/(\d{4})", re.ASCII)
_DATES = ("date", "copy.accessed")
_REFERENCE = "reference"

# Headings of tables that other programs export → the module that reads their rows.
_EXPORTS: Mapping[str, frozenset[str]] = {
    "zotero_table": frozenset(("Key", "Item Type", "Publication Year")),
    "atom_table": frozenset(("title", "levelOfDescription")),
}


@frozen
class _Column:
    """The meaning of a column: its field, the label for bare numbers, and whether semicolons divide its texts."""

    heading: str
    name: str | None
    label: str = ""
    is_divided: bool = False


def read(text: str, name: str = "the text") -> list[Source]:
    """Parse the records of a table with headings; ``name`` is the file name for errors.

    Raises :class:`~archcite.errors.SourceError`, with the number of the row as a spreadsheet counts it, for an
    invalid row.

    >>> record, = read("Title;Author;Date;Archive;Fonds;File;Pages\\n"
    ...                "Letter;A. Smith | B. Jones;1958-09-09;ANIC;CC of the RCP;File 6/1955;719-720\\n")
    >>> [agent.name for agent in record.agents("author")], str(record.holding)
    (['A. Smith', 'B. Jones'], 'ANIC, CC of the RCP, File 6/1955, pp. 719-720')
    """
    return list(read_lines(text.removeprefix("\ufeff").split("\n"), name))


def read_lines(lines: Iterable[str], name: str = "the text") -> Iterator[Source]:
    """Yield the records of the lines of a table, a row at a time; raise as :func:`read` does."""
    rows = _iterate_rows(lines, name)
    headings = [unguard_cell(heading.strip()) for heading in next(rows).cells]
    first = next(rows, None)
    if first is None:
        raise SourceError(f"“{name}” has headings but no rows: add a row for each source.")
    rows = itertools.chain((first,), rows)
    if export := _find_export(headings):
        module = importlib.import_module(f"archcite.formats.flat_table.{export}")
        yield from module.read_rows(headings, rows, name)
        return
    columns = [_parse_heading(heading) for heading in headings]
    if not any(column.name for column in columns):
        raise SourceError(
            f"“{name}” has no column with a known heading: use title, date, author, archive, fonds, file …"
        )
    others = [column.heading for column in columns if column.name is None and column.heading]
    if others:
        named = ", ".join(f"“{heading}”" for heading in others[:10])
        warn(
            f"“{name}”",
            f"unknown column{'s' if len(others) > 1 else ''} {named}; the text was added to the notes",
        )
    for number, row in enumerate(rows, start=1):
        record = _build_record(columns, row.cells, f"“{name}”, row {row.number}")
        yield revise(record, location=SourceLocation(name, row.line, number, record.id or None))


def sniff(text: str) -> bool:
    """Return whether a text is a table with known headings.

    >>> sniff("title,date\\nLetter,1958\\n"), sniff('"A Letter," May 5, 1950, RGANI'), sniff("title: Letter")
    (True, False, False)
    """
    start = _SEPARATOR.sub("", text, count=1).lstrip("\ufeff\r\n")
    line, _, rest = start.partition("\n")
    if not rest.strip() or len(line) > 5000 or line.lstrip()[:1] in ("{", "[", "<", "@", "#", "%"):
        return False
    headings = _split_cells(line, _find_delimiter(line))
    if _find_export(headings):
        return True
    known = sum(_parse_heading(heading).name is not None for heading in headings)
    if len(headings) == 1:
        return headings[0] in COLUMNS
    names = [column.name or "" for column in map(_parse_heading, headings)]
    # A table of dates and people alone may be of anything.
    if not any(name in ("title", _REFERENCE) or name.startswith("holding") for name in names):
        return False
    # A title beside what others keep of people or things is not a source: “id, name, email, title”.
    told = [name for name in names if name and name != "id"]
    if len(told) < 2 and names.count("") > 1:
        return False
    return known >= 2 and known * 3 >= len([heading for heading in headings if heading.strip()])


def _find_export(headings: Sequence[str]) -> str | None:
    return next((module for module, known in _EXPORTS.items() if known.issubset(headings)), None)


# -- the table -----------------------------------------------------------------------------------------------


def _iterate_rows(lines: Iterable[str], name: str) -> Iterator[TableRow]:
    """Yield the rows of a table, the headings first; blank rows are left out.

    Raises :class:`~archcite.errors.SourceError` if there is not a row, or one is invalid.
    """
    import csv

    if csv.field_size_limit() < LIMIT:
        csv.field_size_limit(LIMIT)  # a cell can have the text of a document
    rest = iter(lines)
    start = next(rest, "")
    said = _SEPARATOR.match(f"{start.rstrip()}\n")
    before: list[str] = [] if said else [start]
    while not said and not before[-1].strip() and (line := next(rest, None)) is not None:
        before.append(line)
    delimiter = said[1] if said else _find_delimiter(before[-1].rstrip("\n"))
    numbered = (f"{line.removesuffix(_NEWLINE)}\n" for line in itertools.chain(before, rest))
    empty = True
    start_of_row = first = 1 + bool(said)
    try:
        reader = csv.reader(numbered, delimiter=delimiter)
        for number, cells in enumerate(reader, start=first):
            if any(map(str.strip, cells)):
                empty = False
                yield TableRow(number, start_of_row, cells)
            start_of_row = first + reader.line_num
    except csv.Error as error:
        raise SourceError(
            f"“{name}” is not a valid table ({error}): save it from the spreadsheet as CSV (UTF-8)."
        ) from None
    if empty:
        raise SourceError(
            f"“{name}” is empty: write headings into its first row, and one source into each row below."
        )


def _find_delimiter(line: str) -> str:
    """Return the delimiter: the one that gives the most known headings."""
    return max(_DELIMITERS, key=lambda sign: (_count_known(_split_cells(line, sign)), line.count(sign)))


def _count_known(headings: Sequence[str]) -> int:
    return sum(_parse_heading(heading).name is not None for heading in headings)


def _split_cells(line: str, delimiter: str) -> list[str]:
    import csv

    try:
        return next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return []


@functools.lru_cache(maxsize=1000)
def _parse_heading(heading: str) -> _Column:
    """Find the field of a heading: a dotted name, a short name, or a common name."""
    plain = heading.strip()
    bare = _NUMBERED.sub("", plain)
    if bare in COLUMNS or ("." in bare and bare.partition(".")[0] in _list_first_steps()):
        return _Column(plain, plain)
    word = re.sub(r"[\s_-]+", " ", plain.casefold()).strip()
    meant = load_table("table")["columns"].get(word)
    if meant is not None:
        meant, divided, _ = meant.partition(";")
        name, _, label = meant.partition("=")
        return _Column(plain, name, label, bool(divided))
    name = word.replace(" ", "_")
    name = _build_short_names().get(name, name)
    if name in COLUMNS:
        return _Column(plain, name, "pp." if name == "holding.pages" else "")
    return _Column(plain, None)


@functools.cache
def _build_short_names() -> Mapping[str, str]:
    """Map the short names of an archcite file to dotted names: “file” to “holding.file”."""
    return {
        "repository": "holding.repository.name",
        "pages": "holding.pages",
        **{level: f"holding.{level}" for level in LEVELS},
        **{key: f"copy.{key}" for key in COPY_KEYS},
    }


@functools.cache
def _list_first_steps() -> frozenset[str]:
    return frozenset((*RECORD_KEYS, *ROLES, "holding", "copy"))


# -- a row ---------------------------------------------------------------------------------------------------


def _build_record(columns: Sequence[_Column], row: Sequence[str], where: str) -> Source:
    if len(row) > len(columns) and any(cell.strip() for cell in row[len(columns) :]):
        raise SourceError(
            f"{where}: the row has {len(row)} cells under {len(columns)} headings: put a cell that contains the "
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
        elif column.name == _REFERENCE:
            reference = f"{reference}, {text}" if reference else text
        else:
            _set_field(flat, column, text, where)
    record = from_dotted(flat, where) if flat else Record()
    if reference:
        record = _add_reference(record, reference, notes)
    return revise(record, notes=(*record.notes, *notes)) if notes else record


def _set_field(flat: dict[str, str], column: _Column, text: str, where: str) -> None:
    name = column.name or ""
    if column.is_divided and BAR.strip() not in text:
        text = BAR.join(piece for piece in re.split(r"\s*;\s*", text) if piece)
    elif name == "copy.url":
        text = to_address(text) or text
    elif name in _DATES:
        text = _parse_date(text, where)
    elif column.label and text[:1].isdigit():
        text = f"{_choose_label(column.label, text)} {text}"
    if name in flat and flat[name] != text:
        if name not in LISTED:
            raise SourceError(
                f"{where}: “{column.heading}” and another column have the same meaning: remove one of them."
            )
        text = f"{flat[name]}{BAR}{text}"
    flat[name] = text


def _choose_label(label: str, text: str) -> str:
    """Return “p.” for one page, “pp.” for several."""
    return "p." if label == "pp." and not re.search(r"\d\D+\d", text) else label


def _parse_date(text: str, where: str) -> str:
    """Return the EDTF form of a date as spreadsheets write it; raise an error if it may be two days."""
    if found := _POINTED_DATE.fullmatch(text):
        return f"{found[3]}-{int(found[2]):02}-{int(found[1]):02}"
    if found := _SLASHED_DATE.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        if first <= 12 and second <= 12 and first != second:
            raise SourceError(
                f"{where}: “{text}” may be two different days: write it as {found[3]}-{second:02}-{first:02} or "
                f"{found[3]}-{first:02}-{second:02}."
            )
        day, month = (first, second) if first > 12 else (second, first)
        return f"{found[3]}-{month:02}-{day:02}"
    return text


def _add_reference(record: Source, text: str, notes: list[str]) -> Source:
    """Add a reference from one cell; as a note if other columns already give the path."""
    holding = record.holding
    if holding.parts:
        notes.append(f"Reference: {text}")
        return record
    named = str(holding.repository)
    reference = parse_reference(text, named or None)
    repository = holding.repository if named else Repository(reference.repository)
    read = evolve(
        holding, repository=repository, parts=reference.parts, pages=holding.pages or reference.pages
    )
    if holding.pages and reference.pages and holding.pages != reference.pages:
        notes.append(f"Reference: {text}")
    return revise(record, holdings=(read, *record.holdings[1:]))

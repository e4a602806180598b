"""The rows of a table, as a spreadsheet counts them."""

from __future__ import annotations

import csv
import itertools
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from archcite.errors import SourceError
from archcite.formats.common.text_decoding import LIMIT
from archcite.formats.flat_table.cells import SEPARATOR
from archcite.formats.flat_table.headings import find_delimiter

_NEWLINE = "\n"


class TableRow(NamedTuple):
    """A row of a table: its number as a spreadsheet counts it, the line of the file that it begins in, its cells."""

    number: int
    line: int
    cells: list[str]


def iterate_rows(lines: Iterable[str], name: str) -> Iterator[TableRow]:
    """Yield the rows of a table, the headings first; blank rows are left out.

    Raises :class:`~archcite.errors.SourceError` if there is not a row, or one is invalid.
    """
    if csv.field_size_limit() < LIMIT:
        csv.field_size_limit(LIMIT)  # a cell can have the text of a document
    rest = iter(lines)
    start = next(rest, "")
    said = SEPARATOR.match(f"{start.rstrip()}\n")
    before: list[str] = [] if said else [start]
    while not said and not before[-1].strip() and (line := next(rest, None)) is not None:
        before.append(line)
    delimiter = said[1] if said else find_delimiter(before[-1].rstrip("\n"))
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

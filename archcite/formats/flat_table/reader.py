"""Read spreadsheets, saved as CSV or as text with tabs: a row for each record, a column for each field.

Columns are those of :data:`archcite.formats.flat_table.columns.COLUMNS` (``title``, ``holding.repository.name``,
``holding.file``, ``copy.url``), or common names in eighteen languages (``archive``, ``fonds``,
``Signatur``, ``Zespół``): ``reference_managers.toml`` has the list. The text of any other column becomes a note.
Tables that Zotero and AtoM export are recognized by their headings.
"""

from __future__ import annotations

import importlib
import itertools
from collections.abc import Iterable, Iterator

from archcite.errors import RecordError, SourceError, SourceLocation
from archcite.formats.flat_table.cells import SEPARATOR, may_be_headings
from archcite.record import Source, revise

# The rows that show whether the dates of a table begin with the day or the month.
_ROWS_OF_EVIDENCE = 1000
_MOST_ERRORS = 20


def read(text: str, name: str = "the text") -> list[Source]:
    """Parse the records of a table with headings; ``name`` is the file name for errors.

    Raises :class:`~archcite.errors.SourceError`, with the number of the row as a spreadsheet counts it, for an
    invalid row; its ``records`` are those of the other rows.

    >>> record, = read("Title;Author;Date;Archive;Fonds;File;Pages\\n"
    ...                "Letter;A. Smith | B. Jones;1958-09-09;ANIC;CC of the RCP;File 6/1955;719-720\\n")
    >>> [agent.name for agent in record.agents("author")], str(record.holding)
    (['A. Smith', 'B. Jones'], 'ANIC, CC of the RCP, File 6/1955, pp. 719-720')
    """
    records: list[Source] = []
    try:
        records.extend(read_lines(text.removeprefix("\ufeff").split("\n"), name))
    except SourceError as error:
        raise SourceError(errors=error.errors, records=records) from None
    return records


def read_lines(lines: Iterable[str], name: str = "the text") -> Iterator[Source]:
    """Yield the records of the lines of a table, a row at a time; raise as :func:`read` does, at the end."""
    # Every text that may be a table is sniffed with this module, and few of them are.
    from archcite.formats.flat_table.formula_guard import unguard_cell
    from archcite.formats.flat_table.headings import parse_heading, warn_of_unknown
    from archcite.formats.flat_table.recognition import find_export
    from archcite.formats.flat_table.record_from_row import build_record, find_date_order
    from archcite.formats.flat_table.rows import iterate_rows

    rows = iterate_rows(lines, name)
    headings = [unguard_cell(heading.strip()) for heading in next(rows).cells]
    first = next(rows, None)
    if first is None:
        raise SourceError(f"“{name}” has headings but no rows: add a row for each source.")
    rows = itertools.chain((first,), rows)
    if export := find_export(headings):
        module = importlib.import_module(f"archcite.formats.flat_table.{export}")
        yield from module.read_rows(headings, rows, name)
        return
    columns = [parse_heading(heading) for heading in headings]
    if not any(column.name for column in columns):
        raise SourceError(
            f"“{name}” has no column with a known heading: use title, date, author, archive, fonds, file …"
        )
    others = [column.heading for column in columns if column.name is None and column.heading]
    warn_of_unknown(others, name)
    first_rows = list(itertools.islice(rows, _ROWS_OF_EVIDENCE))
    is_day_first = find_date_order(columns, (row.cells for row in first_rows))
    errors: list[SourceError] = []
    further = 0
    for number, row in enumerate(itertools.chain(first_rows, rows), start=1):
        location = SourceLocation(name, row.line, number, row=row.number)
        try:
            record = build_record(columns, row.cells, is_day_first)
        except RecordError as error:
            # One bad row costs one row: the others are read before it is reported.
            if len(errors) < _MOST_ERRORS:
                errors.append(SourceError(str(error), location=location))
            else:
                further += 1
            continue
        yield revise(record, location=location._replace(record=record.id or None))
    if further:
        errors.append(
            SourceError(f"“{name}”: {further} more row{'s are' if further > 1 else ' is'} not valid.")
        )
    if errors:
        raise SourceError(errors=errors)


def sniff(text: str) -> bool:
    """Return whether a text is a table with known headings.

    >>> sniff("title,date\\nLetter,1958\\n"), sniff('"A Letter," May 5, 1950, RGANI'), sniff("title: Letter")
    (True, False, False)
    """
    start = SEPARATOR.sub("", text, count=1).lstrip("\ufeff\r\n")
    line, _, rest = start.partition("\n")
    if not rest.strip() or len(line) > 5000 or line.lstrip()[:1] in ("{", "[", "<", "@", "#", "%"):
        return False
    if not may_be_headings(line):
        return False
    from archcite.formats.flat_table.recognition import are_known_headings

    return are_known_headings(line)

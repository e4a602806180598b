"""Write records as a table (CSV): a row for each record, a column for each field that one of them has.

The columns are the dotted names of :mod:`archcite.formats.flat_table.flat_fields`, in an order that does not
depend on the records. Those that are useful in a table written by hand are in
:data:`archcite.formats.flat_table.columns.COLUMNS`; all others are built in the same way.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from archcite.formats.flat_table.flat_fields import flatten, sort_names
from archcite.formats.flat_table.formula_guard import guard_cell
from archcite.record import Source

# Characters.
_MOST_IN_MEMORY = 5_000_000


def to_csv(records: Sequence[Source]) -> str:
    """Format records as CSV (RFC 4180), with a line of column names above them.

    A cell that a spreadsheet would take for a formula begins with an apostrophe.

    >>> from archcite.record import Agent, Record
    >>> print(to_csv([Record(title="Letter, signed", date="1918", agents=[Agent.parse("George Creel")])]))
    title,date,author
    "Letter, signed",1918,George Creel
    <BLANKLINE>
    """
    return "".join(iterate_csv(records))


def iterate_csv(records: Iterable[Source]) -> Iterator[str]:
    """Yield a table, a piece for each row. Rows wait in a file until all columns are known, if they are many."""
    import json
    from tempfile import SpooledTemporaryFile

    names: dict[str, None] = {}
    with SpooledTemporaryFile(_MOST_IN_MEMORY, "w+", encoding="utf-8") as waiting:
        for record in records:
            row = flatten(record)
            names.update(dict.fromkeys(row))
            waiting.write(f"{json.dumps(row)}\n")
        columns = sort_names(names) or ["title"]
        yield _format_row(columns)
        waiting.seek(0)
        for line in waiting:
            row = json.loads(line)
            yield _format_row([row.get(name, "") for name in columns])


def _format_row(cells: Iterable[str]) -> str:
    import csv
    from io import StringIO

    out = StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(map(guard_cell, cells))
    return out.getvalue()

"""Divide the line of a table's headings into cells; any text that may be a table comes here first."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern

# In Excel's files the first line may say which sign divides the cells.
SEPARATOR = pattern(r"\ufeff?\"?sep=(.)\"?\r?\n", re.IGNORECASE)
DELIMITERS = (",", ";", "\t", "|")


def may_be_headings(line: str) -> bool:
    """Return whether a line may have the headings of a table: one word, or two cells with letters in them.

    >>> may_be_headings("title;date"), may_be_headings("title"), may_be_headings("September 9, 1958")
    (True, True, False)
    """
    if len(line.split()) == 1:
        return True
    return any(
        sum(any(map(str.isalpha, cell)) for cell in line.split(delimiter)) > 1 for delimiter in DELIMITERS
    )


def split_cells(line: str, delimiter: str) -> list[str]:
    """Split the line of the headings; an invalid line has none."""
    if '"' not in line:
        return line.rstrip("\r").split(delimiter)
    import csv

    try:
        return next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return []

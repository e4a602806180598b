"""Recognize a table of sources by its headings, and the program that it comes from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from archcite.formats.flat_table.cells import split_cells
from archcite.formats.flat_table.columns import COLUMNS
from archcite.formats.flat_table.headings import REFERENCE, find_delimiter, parse_heading

# Headings of tables that other programs export → the module that reads their rows.
_EXPORTS: Mapping[str, frozenset[str]] = {
    "zotero_table": frozenset(("Key", "Item Type", "Publication Year")),
    "atom_table": frozenset(("title", "levelOfDescription")),
}


def are_known_headings(line: str) -> bool:
    """Return whether a line has the headings of a table of sources.

    >>> are_known_headings("Title;Author;Archive"), are_known_headings("id,name,email,title")
    (True, False)
    """
    headings = split_cells(line, find_delimiter(line))
    if find_export(headings):
        return True
    known = sum(parse_heading(heading).name is not None for heading in headings)
    if len(headings) == 1:
        return headings[0] in COLUMNS
    names = [column.name or "" for column in map(parse_heading, headings)]
    # A table of dates and people alone may be of anything, but for one of letters: who wrote to whom.
    is_of_letters = "recipient" in names and ("author" in names or "date" in names)
    if not is_of_letters and not any(
        name in ("title", REFERENCE) or name.startswith("holding") for name in names
    ):
        return False
    # A title beside what others keep of people or things is not a source: “id, name, email, title”.
    told = [name for name in names if name and name != "id"]
    if len(told) < 2 and names.count("") > 1:
        return False
    return known >= 2 and known * 3 >= len([heading for heading in headings if heading.strip()])


def find_export(headings: Sequence[str]) -> str | None:
    """Return the module that reads the tables that another program exports, by their headings; None for others."""
    if found := next((module for module, known in _EXPORTS.items() if known.issubset(headings)), None):
        return found
    from archcite.formats.flat_table.works_table import is_works_table

    return "works_table" if is_works_table(headings) else None

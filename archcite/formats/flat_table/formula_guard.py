"""Guard cells that a spreadsheet would run as formulas, and read the guarded ones back.

A spreadsheet takes a cell that begins with ``=``, ``+``, ``-``, ``@`` or a tab for a formula, which can start
programs and send data away. An apostrophe before it makes it text, as it does when typed into a cell.
"""

from __future__ import annotations

from archcite._foundation.lazy_regex import pattern

_FORMULA = pattern(r"'*[=+\-@\t\r]")
_GUARDED = pattern(r"''*[=+\-@\t\r]")


def guard_cell(text: str) -> str:
    """Return a cell that a spreadsheet shows as it is.

    >>> guard_cell("=1+1"), guard_cell("Letter"), guard_cell("'-5")
    ("'=1+1", 'Letter', "''-5")
    """
    return f"'{text}" if _FORMULA.match(text) else text


def unguard_cell(text: str) -> str:
    """Return what :func:`guard_cell` was given.

    >>> unguard_cell("'=1+1"), unguard_cell("'t Veld"), unguard_cell("''-5")
    ('=1+1', "'t Veld", "'-5")
    """
    return text[1:] if _GUARDED.match(text) else text

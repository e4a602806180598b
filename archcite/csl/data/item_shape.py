"""The shape of a cite: everything that a style's conditions can ask about it, and nothing else.

In a CSL style every condition (``type``, ``variable``, ``is-numeric``, ``position``, …) depends on the shape
alone, so a style is pruned once for each shape, and the items of a document share a handful of them.
"""

from __future__ import annotations

from typing import NamedTuple

# Positions, each with what it also counts as (CSL 1.0.2, "Position").
FIRST = frozenset(("first",))
SUBSEQUENT = frozenset(("subsequent",))
IBID = frozenset(("subsequent", "ibid"))
IBID_WITH_LOCATOR = frozenset(("subsequent", "ibid", "ibid-with-locator"))
NO_POSITION: frozenset[str] = frozenset()
NEAR_NOTE = "near-note"


class Shape(NamedTuple):
    """One shape.

    ``present`` holds the variables that have a value, of the item and of the cite (``locator``); ``numeric`` and
    ``uncertain`` those of them whose content is numeric, or a date that is uncertain.  ``disambiguate`` says how
    many of the style's ``disambiguate`` conditions hold, from the first on, and ``starts`` whether a term in first
    place begins a sentence.
    """

    type: str
    present: frozenset[str]
    numeric: frozenset[str] = frozenset()
    uncertain: frozenset[str] = frozenset()
    locator: str = ""
    position: frozenset[str] = NO_POSITION
    disambiguate: int = 0
    starts: bool = False
    language: str = "en"

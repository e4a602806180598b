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

    def meets(self, test: str, value: str) -> bool:
        """Whether one condition holds: ``test`` is the attribute's name, ``value`` its value.

        Types and locators come as a list, any of which will do.
        """
        if test == "type":
            return self.type in value.split()
        if test == "variable":
            return value in self.present
        if test == "is-numeric":
            return value in self.numeric
        if test == "is-uncertain-date":
            return value in self.uncertain
        if test == "locator":
            return self.locator in value.split()
        if test == "position":
            return value in self.position
        return False

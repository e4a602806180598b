"""Plans that tell items apart, and the lists of names that they are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple, Protocol

from archcite.csl.data.item import Item
from archcite.csl.data.name import ItemName
from archcite.csl.render.names import NamesRenderer, NameVisibility
from archcite.richtext.marks import NO_TEXT, Rich


class Plan(NamedTuple):
    """Disambiguation of one item: its lists of names, the number of conditions that hold, the year suffix."""

    names: Mapping[int, NameVisibility] | None = None
    disambiguate: int = 0
    year_suffix: Rich = NO_TEXT


NO_PLAN = Plan()


class RenderedNameList(NamedTuple):
    """List of names that a cite shows: its renderer, the names, and how many of them are shown by default."""

    renderer: NamesRenderer
    names: tuple[ItemName, ...]
    shown: int


class RenderForm(Protocol):
    """Function that renders the cite of an item under a plan, and if given, with the note that it is first cited in."""

    def __call__(self, item: Item, plan: Plan, first_note: int = 0) -> str:
        """Return the cite as plain text."""


# What an item shows, by default or where so many `disambiguate` conditions hold.
FindNameLists = Callable[[Item, int], Sequence[RenderedNameList]]
# What the bibliography is sorted by.
FindSortedLists = Callable[[Item], Sequence[RenderedNameList]]

"""Plans that tell items apart, and the lists of names that they are about."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

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


# The cite of an item under a plan, as plain text.
RenderForm = Callable[[Item, Plan], str]
# What an item shows, by default or where so many `disambiguate` conditions hold.
FindNameLists = Callable[[Item, int], Sequence[RenderedNameList]]
# What the bibliography is sorted by.
FindSortedLists = Callable[[Item], Sequence[RenderedNameList]]

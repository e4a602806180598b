"""Sort keys of items and cites (CSL 1.0.2, "Sorting")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from archcite.csl import collation
from archcite.csl.citation_label import citation_label
from archcite.csl.compile import Compiler
from archcite.csl.dates import sort_key as date_key
from archcite.csl.names import NamesRenderer
from archcite.csl.pieces import Context
from archcite.csl.shape import Shape
from archcite.csl.style import Names, SortKey
from archcite.csl.variables import DATES, NAMES, NUMBERS

T = TypeVar("T")


class Reversed:
    """A key that sorts the other way round."""

    __slots__ = ("key",)

    def __init__(self, key: Any) -> None:
        self.key = key

    def __lt__(self, other: Reversed) -> bool:
        return bool(other.key < self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reversed) and self.key == other.key

    __hash__ = None  # type: ignore[assignment]


def sort_key(compiler: Compiler, area: str, index: int, shape: Shape, context: Context) -> Any:
    """What an item is sorted by at the ``cs:key`` number ``index`` of an area; without a value it comes last."""
    node = compiler.area(area).sort[index]
    text = _text(compiler, area, index, node, shape, context)
    key: Any = collation.key(text, compiler.locale.lang)
    return not text.strip(), Reversed(key) if node.descending else key


def in_order(things: list[T], key: Callable[[T, int], Any], keys: int, first: int = 0) -> list[T]:
    """Things sorted by several keys, ``key(thing, number)``; what is equal stays as it stands.

    Only those that are still equal are asked for their next key: most bibliographies are in order after the names.

    >>> in_order([(2, 1), (1, 2), (1, 1)], lambda pair, number: pair[number], 2)
    [(1, 1), (1, 2), (2, 1)]
    """
    if first == keys or len(things) < 2:
        return things
    values = [key(thing, first) for thing in things]
    places = sorted(range(len(things)), key=values.__getitem__)
    found: list[T] = []
    start = 0
    for end in range(1, len(places) + 1):
        if end == len(places) or values[places[end]] != values[places[start]]:
            found += in_order([things[place] for place in places[start:end]], key, keys, first + 1)
            start = end
    return found


def _text(compiler: Compiler, area: str, index: int, node: SortKey, shape: Shape, context: Context) -> str:
    if node.macro:
        return compiler.sort_program(area, index, shape)(context)
    name, item = node.variable, context.item
    if name == "citation-number":
        return context.citation_number.zfill(8)
    if name == "citation-label":
        return citation_label(item)
    if name in DATES:
        date = item.dates.get(name)
        return date_key(date) if date else ""
    if name in NAMES:
        people = item.names.get(name)
        if not people:
            return ""
        renderer = _sort_names(compiler, area, node)
        return renderer.render(name, people).names
    if name in NUMBERS:
        return item.raw.get(name, "")
    return item.text(name)


def _sort_names(compiler: Compiler, area: str, node: SortKey) -> NamesRenderer:
    return compiler.renderer(Names(variables=(node.variable,)), area, False, True, node.options)

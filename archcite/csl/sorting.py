"""Sort keys of items and cites (CSL 1.0.2, "Sorting")."""

from __future__ import annotations

from typing import Any

from archcite.csl import collation
from archcite.csl.citation_label import citation_label
from archcite.csl.compile import Compiler
from archcite.csl.dates import sort_key as date_key
from archcite.csl.names import NamesRenderer
from archcite.csl.pieces import Context
from archcite.csl.shape import Shape
from archcite.csl.style import Names, SortKey
from archcite.csl.variables import DATES, NAMES, NUMBERS


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


def sort_keys(compiler: Compiler, area: str, shape: Shape, context: Context) -> tuple[Any, ...]:
    """What an item is sorted by in an area: a key for each ``cs:key``; items without a value come last."""
    keys = []
    for index, node in enumerate(compiler.area(area).sort):
        text = _text(compiler, area, index, node, shape, context)
        key: Any = collation.key(text)
        empty = not text.strip()
        keys.append((empty, Reversed(key) if node.descending else key))
    return tuple(keys)


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

"""Build the sort keys of items and cites (CSL 1.0.2, "Sorting")."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias, TypeVar

from archcite.collation import sort_key as collation
from archcite.csl.data.date import build_sort_key as date_key
from archcite.csl.data.item_shape import Shape
from archcite.csl.render.citation_label import build_citation_label
from archcite.csl.render.compiler import Compiler
from archcite.csl.render.context import Context
from archcite.csl.render.fragments import RenderFunction
from archcite.csl.style.model import Names, SortKey
from archcite.csl.variables import DATES, NAMES, NUMBERS
from archcite.richtext.marks import NO_TEXT, Rich

T = TypeVar("T")


class Reversed:
    """Sort key that sorts in descending order."""

    __slots__ = ("key",)

    def __init__(self, key: Any) -> None:
        self.key = key

    def __lt__(self, other: Reversed) -> bool:
        return bool(other.key < self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Reversed) and self.key == other.key

    __hash__ = None  # type: ignore[assignment]


# What a text is sorted by, whether it is empty first; by text.
MAX_KNOWN = 20_000
SortKeyCache: TypeAlias = dict[str, tuple[bool, tuple[str, str]]]


def build_sort_key(
    compiler: Compiler, area: str, index: int, shape: Shape, known: SortKeyCache
) -> Callable[[Context], Any]:
    """Return a function that builds sort key number ``index`` of an area for cites or entries of a shape.

    Empty values come last. ``known`` caches the keys of texts.
    """
    node = compiler.get_area(area).sort[index]
    run = _build_text_function(compiler, area, index, node, shape)
    language, descending = compiler.locale.lang, node.descending

    def key(context: Context) -> Any:
        text = run(context)
        found = known.get(text)
        if found is None:
            if len(known) > MAX_KNOWN:  # a process may sort without end
                known.clear()
            found = known[text] = not text.strip(), collation.build_sort_key(text, language)
        return (found[0], Reversed(found[1])) if descending else found

    return key


def sort_by_keys(things: list[T], key: Callable[[T, int], Any], keys: int, first: int = 0) -> list[T]:
    """Sort things by several keys, ``key(thing, number)``; equal things stay in their order.

    Only those that are still equal are asked for their next key: most bibliographies are in order after the names.

    >>> sort_by_keys([(2, 1), (1, 2), (1, 1)], lambda pair, number: pair[number], 2)
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
            found += sort_by_keys([things[place] for place in places[start:end]], key, keys, first + 1)
            start = end
    return found


def _build_text_function(
    compiler: Compiler, area: str, index: int, node: SortKey, shape: Shape
) -> RenderFunction:
    """Return a function that renders the text that is sorted by."""
    if node.macro:
        return compiler.compile_sort_macro(area, index, shape)
    name = node.variable
    if name == "citation-number":
        return lambda context: Rich(context.citation_number.zfill(8))
    if name == "citation-label":
        return lambda context: build_citation_label(context.item)
    if name in DATES:
        return lambda context: Rich(date_key(context.item.dates.get(name)))
    if name in NAMES:
        renderer = compiler.get_names_renderer(Names(variables=(name,)), area, False, True, node.options)

        def render_names(context: Context) -> Rich:
            names = context.item.names.get(name, ())
            if names and context.trace is not None:
                context.trace.append((renderer, name))
            return renderer.render(name, names).names

        return render_names
    if name in NUMBERS:
        return lambda context: context.item.raw.get(name, NO_TEXT)
    return lambda context: context.item.text(name)

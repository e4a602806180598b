"""Compile a style into functions, one for each item shape.

A shape decides all conditions of a style, so a style is pruned once for each shape: conditions and absent
variables disappear, terms and punctuation become constant strings. What is left is a handful of closures that look
up values and join them. Each takes a :class:`Context` and returns rich text, empty if it prints nothing.
"""

from __future__ import annotations

import functools
from _thread import RLock
from collections.abc import Mapping
from typing import Any

from archcite.csl.data.item_shape import Shape
from archcite.csl.render.build_state import CompiledMacro, MacroKey
from archcite.csl.render.dates import DateFormatter
from archcite.csl.render.fragments import (
    RenderFunction,
    combine,
)
from archcite.csl.render.names import NamesRenderer
from archcite.csl.render.specializer import StyleSpecializer
from archcite.csl.render.text_case import has_dotted_i
from archcite.csl.style.locale import Locale
from archcite.csl.style.model import (
    INHERITED_NAME_OPTIONS,
    Area,
    Date,
    Names,
    Node,
    Style,
)
from archcite.csl.style.reader import read_nodes
from archcite.richtext.marks import Rich


@functools.lru_cache(maxsize=32)
def get_compiler(style: Style, locale: Locale, *, links: bool = False) -> Compiler:
    """Return the compiler of a style in a locale: the same for all processors, with all that it has compiled."""
    return Compiler(style, locale, links=links)


class Compiler:
    """Style in a locale, with everything that does not depend on an item's shape worked out."""

    def __init__(self, style: Style, locale: Locale, *, links: bool = False) -> None:
        self.style = style
        self.locale = locale
        self.links = links
        self.scan = style.scan
        self.used = self.scan.values("variable")
        self.numeric, self.uncertain = self.scan.values("is-numeric"), self.scan.values("is-uncertain-date")
        self.macros: dict[tuple[object, ...], dict[int, dict[MacroKey, CompiledMacro]]] = {}
        self.affixes: dict[tuple[Node, bool, bool], tuple[Rich, Rich]] = {}
        self.caches: dict[Shape, Any] = {}  # what the renderer keeps for each shape
        self._lock = RLock()
        self._dates: dict[Date, DateFormatter] = {}
        self._renderers: dict[tuple[object, ...], NamesRenderer] = {}

    def compile_layout(self, area: str, shape: Shape, *, records_title: bool = False) -> RenderFunction:
        """Return a function that renders a cite (``area`` citation) or an entry (bibliography) of a shape."""
        with self._lock:  # compiled styles are shared between threads
            specializer = StyleSpecializer(self, area, shape, records_title=records_title)
            return specializer.build_macro("").as_function()

    def compile_running_names(self, shape: Shape) -> RenderFunction:
        """Return a function that renders the author names of an item for running text."""
        with self._lock:
            specializer = StyleSpecializer(self, "citation", shape)
            return combine(specializer.build_nodes(_read_running_names())).as_function()

    def compile_sort_macro(self, area: str, index: int, shape: Shape) -> RenderFunction:
        """Return a function that renders sort key number ``index`` of an area, which must be a macro."""
        key = self.get_area(area).sort[index]
        with self._lock:
            specializer = StyleSpecializer(self, area, shape, sorting=True, options=key.options)
            return specializer.build_macro(key.macro).as_function()

    def get_area(self, name: str) -> Area:
        """Return ``cs:citation`` or ``cs:bibliography``; a style without a bibliography has its citation for both."""
        if name == "bibliography" and self.style.bibliography is not None:
            return self.style.bibliography
        return self.style.citation

    def get_date_formatter(self, node: Date) -> DateFormatter:
        """Return the formatter of a ``cs:date``, the same for each call."""
        found = self._dates.get(node)
        if found is None:
            found = self._dates[node] = DateFormatter(node, self.locale)
        return found

    def get_names_renderer(
        self,
        node: Names,
        area: str,
        subsequent: bool,
        sorting: bool,
        options: Mapping[str, str],
        language: str = "",
    ) -> NamesRenderer:
        """Return the renderer of a ``cs:names`` in one area, for first or for subsequent cites.

        ``language`` is that of the items, whose names have its capitals; that of the style if it is not given.
        """
        language = language or self.locale.language
        parts = (node.name, node.et_al, node.label, node.label_first, node.delimiter, has_dotted_i(language))
        key = (*parts, area, subsequent, tuple(options.items()) if sorting else None)
        found = self._renderers.get(key)
        if found is None:
            inherited = {
                name: given[name]
                for given in (self.style.options, self.get_area(area).options)
                for name in INHERITED_NAME_OPTIONS
                if name in given
            }
            if node.name is not None:
                inherited.update(node.name.options)
            inherited.update(options)
            found = NamesRenderer(
                node,
                inherited,
                self.locale,
                self.style.options,
                subsequent=subsequent,
                sorting=sorting,
                language=language,
            )
            self._renderers[key] = found
        return found


@functools.cache
def _read_running_names() -> tuple[Node, ...]:
    return read_nodes(
        """<citation><names variable="author"><name form="short" and="text"/>
        <substitute><text variable="title" form="short"/></substitute></names></citation>"""
    )

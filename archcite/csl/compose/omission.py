"""A general style without some of its variables, for items of which the special style prints these itself.

A special style may add to what the general style prints: the archive of a book, of which the general style says
nothing, or half of it, or in a place of its own. So that nothing is there twice, the general style prints such items
without the variables that the special style adds.
"""

from __future__ import annotations

from collections.abc import Mapping

from archcite.csl.compose.name_options import find_reachable
from archcite.csl.style.xml import Element, expand, find_attributes

_RENDERING = frozenset(("text", "names", "date", "number", "label"))
_CONDITIONS = frozenset(("variable", "match"))


def list_printed(elements: list[Element], macros: dict[str, Element]) -> frozenset[str]:
    """Return the variables that elements print as texts, or the macros that they call."""
    printed = [*elements, *(macros[name] for name in find_reachable(elements, macros))]
    return frozenset(variable for element in printed for variable in _list_texts(element))


def _list_texts(element: Element) -> list[str]:
    here = [element.attrs["variable"]] if element.tag == "text" and "variable" in element.attrs else []
    return here + [variable for child in expand(element) for variable in _list_texts(child)]


class Omission:
    """The macros of a style without some variables; ``added`` has the macros that differ from those of the style."""

    __slots__ = ("_affected", "_macros", "_names", "_suffix", "_variables", "added")

    def __init__(self, macros: Mapping[str, Element], variables: frozenset[str], suffix: str) -> None:
        self._macros = macros
        self._variables = variables
        self._suffix = suffix
        self._affected: dict[str, bool] = {}
        # None for a macro that prints nothing without the variables.
        self._names: dict[str, str | None] = {}
        self.added: dict[str, Element] = {}

    def apply(self, elements: list[Element]) -> list[Element]:
        """Return copies of elements without the variables; what they call is in ``added``."""
        return [kept for element in elements for kept in self._reduce(element)]

    def _is_affected(self, name: str) -> bool:
        """Return whether a macro, or one that it calls, has to do with the variables."""
        if name not in self._affected:
            self._affected[name] = False  # a macro that calls itself is refused elsewhere
            if (macro := self._macros.get(name)) is not None:
                self._affected[name] = any(
                    map(self._has_variable, find_attributes(macro, "variable"))
                ) or any(self._is_affected(attrs["macro"]) for attrs in find_attributes(macro, "macro"))
        return self._affected[name]

    def _has_variable(self, attrs: Mapping[str, str]) -> bool:
        variable = attrs["variable"]
        return variable in self._variables or (
            " " in variable and not self._variables.isdisjoint(variable.split())
        )

    def _name_macro(self, name: str) -> str | None:
        """Return the name of the macro that is printed in place of another one, which is built when it is called."""
        if not self._is_affected(name):
            return name
        if name not in self._names:
            new = f"{name}-{self._suffix}"
            macro = Element("macro", {"name": new})
            macro.children = self.apply(expand(self._macros[name]))
            prints = any(map(_calls_variable, macro.children))
            if prints:
                self.added[new] = macro
            self._names[name] = new if prints else None
        return self._names[name]

    def _reduce(self, element: Element) -> list[Element]:
        """Return what is left of an element."""
        attrs = element.attrs
        if element.tag == "text":
            if attrs.get("variable") in self._variables:
                return []
            if "macro" in attrs:
                name = self._name_macro(attrs["macro"])
                attrs = {**attrs, "macro": name} if name is not None else {}
                if name is None:
                    return []
        elif element.tag in ("if", "else-if") and self._is_never_met(attrs):
            return []
        reduced = Element(element.tag, dict(attrs), element.line)
        reduced.children = self.apply(expand(element))
        if element.tag == "choose":
            return _close_ranks(reduced)
        is_emptied = len(reduced.children) < len(element.children) and not any(
            map(_calls_variable, reduced.children)
        )
        # A word beside the variable is printed with it alone.
        return [] if element.tag == "group" and is_emptied else [reduced]

    def _is_never_met(self, attrs: Mapping[str, str]) -> bool:
        """Return whether a branch asks for nothing but the variables, so that it is about them."""
        return (
            attrs.keys() <= _CONDITIONS
            and attrs.get("match") != "none"
            and self._variables.issuperset(attrs.get("variable", "").split())
        )


def _close_ranks(choose: Element) -> list[Element]:
    """Return a ``cs:choose`` that may have lost branches: its first one is an ``if``."""
    if not choose.children:
        return []
    first = choose.children[0]
    if first.tag == "else":
        return first.children
    first.tag = "if"
    return [choose]


def _calls_variable(element: Element) -> bool:
    if element.tag in _RENDERING and ("variable" in element.attrs or "macro" in element.attrs):
        return True
    return any(map(_calls_variable, element.children))

"""What a style can ask about a cite, and which part of it asks what.

Each question gets a bit of its own, so that the answers for a cite are one number, and what a macro can see of
them is that number cut down to the questions of the macro.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from archcite.csl.shape import Shape
from archcite.csl.style import Branch, Choose, Date, Group, Label, Names, Node, Number, Style, Text
from archcite.csl.variables import SHORT_FORMS


class Reach(NamedTuple):
    """The questions of some elements, with all macros that they call; and their ``disambiguate`` conditions."""

    questions: int = 0
    conditions: frozenset[Branch] = frozenset()


class Scan:
    """The questions of a style: ``(test, value)``, as in its conditions.

    >>> from archcite.csl.style import load
    >>> scan = Scan(load('''<style><macro name="note"><text variable="note"/></macro><citation><layout>
    ... <text macro="note"/><choose><if type="book"><text variable="title"/></if></choose>
    ... </layout></citation></style>'''))
    >>> sorted(scan.values("variable")), sorted(scan.values("type"))
    (['note', 'title'], ['book'])
    >>> report, book = (Shape(type, frozenset(("title", "URL"))) for type in ("report", "book"))
    >>> note = scan.macros["note"].questions
    >>> scan.answers(report) == scan.answers(book), scan.answers(report) & note == scan.answers(book) & note
    (False, True)
    """

    def __init__(self, style: Style) -> None:
        self._style = style
        self._bits: dict[tuple[str, str], int] = {}
        self.macros: dict[str, Reach] = {}
        self._shortens = _shortens(style.options) or _shortens(style.citation.options)
        areas = [area for area in (style.citation, style.bibliography) if area is not None]
        sorts = [Text(kind="macro", name=key.macro) for area in areas for key in area.sort if key.macro]
        self.whole = self._reach((*(node for area in areas for node in area.layout.children), *sorts))

    def values(self, test: str) -> frozenset[str]:
        """Everything that the style asks for with one test; ``variable`` has what it prints, too."""
        return frozenset(value for asked, value in self._bits if asked == test)

    def bit(self, name: str) -> int:
        """The bit that asks for a variable; 0 for one that the style never asks for."""
        return self._bits.get(("variable", name), 0)

    def answers(self, shape: Shape) -> int:
        """What a cite of that shape answers to all questions."""
        bits = self._bits
        later = self._shortens and "subsequent" in shape.position
        return (
            sum(bits.get(("variable", name), 0) for name in shape.present)
            | sum(bits.get(("is-numeric", name), 0) for name in shape.numeric)
            | sum(bits.get(("is-uncertain-date", name), 0) for name in shape.uncertain)
            | sum(bits.get(("position", name), 0) for name in shape.position)
            | bits.get(("type", shape.type), 0)
            | (bits.get(_LATER, 0) if later else 0)
        )

    @property
    def positional(self) -> bool:
        """Whether anything that the style prints depends on where a cite stands."""
        asked = self._bits
        return (
            any(test == "position" for test, _value in asked)
            or ("variable", "first-reference-note-number") in asked
            or (self._shortens and _LATER in asked)
        )

    def _reach(self, nodes: Iterable[Node]) -> Reach:
        questions, conditions, calls = 0, set(), set()
        for node in _walk(nodes):
            if isinstance(node, Text) and node.kind == "macro":
                calls.add(node.name)
            elif isinstance(node, Choose):
                for branch in node.branches:
                    for test, value in branch.tests:
                        if test == "disambiguate":
                            conditions.add(branch)
                        else:
                            for word in value.split():
                                questions |= self._bit(test, word)
            else:
                for name in _variables(node):
                    questions |= self._bit("variable", name)
                if isinstance(node, Names):
                    questions |= self._bit(*_LATER)
                    self._shortens = self._shortens or (
                        node.name is not None and _shortens(node.name.options)
                    )
        for name in calls:
            if name not in self.macros:
                self.macros[name] = self._reach(self._style.macros[name])
            questions |= self.macros[name].questions
            conditions |= self.macros[name].conditions
        return Reach(questions, frozenset(conditions))

    def _bit(self, test: str, value: str) -> int:
        return self._bits.setdefault((test, value), 1 << len(self._bits))


_LATER = ("names", "subsequent")  # asked by every list of names that may be shorter in later cites


def _shortens(options: Mapping[str, str]) -> bool:
    return any(name.startswith("et-al-subsequent") for name in options)


def _variables(node: Node) -> Iterable[str]:
    """The variables that an element prints."""
    if isinstance(node, Text):
        if node.kind != "variable":
            return ()
        return (
            (node.name, SHORT_FORMS.get(node.name, node.name + "-short"))
            if node.form == "short"
            else (node.name,)
        )
    if isinstance(node, (Number, Label, Date)):
        return (node.variable,)
    return node.variables if isinstance(node, Names) else ()


def _walk(nodes: Iterable[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from _walk(node.children)
        elif isinstance(node, Choose):
            for branch in node.branches:
                yield from _walk(branch.children)
        elif isinstance(node, Names):
            yield from _walk(node.substitute)

"""What a style can ask about a cite.  Each question has a bit of its own, so that all answers are one number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from archcite.csl.shape import Shape
from archcite.csl.style import Branch, Choose, Date, Group, Label, Names, Node, Number, Style, Text
from archcite.csl.variables import SHORT_FORMS

CONDITION = 1  # the bit of all `disambiguate` conditions, whose answers depend on how many there were before


class Scan:
    """The questions of a style: tests and their values, as in its conditions; and the variables that it prints.

    >>> from archcite.csl.style import load
    >>> scan = Scan(load('''<style><citation><layout><text variable="note"/><choose>
    ... <if type="book"><text variable="title"/></if></choose></layout></citation></style>'''))
    >>> sorted(scan.values("variable")), sorted(scan.values("type"))
    (['note', 'title'], ['book'])
    >>> answers = [scan.answers(Shape(type, frozenset(("title",)))) for type in ("book", "map")]
    >>> [bool(given & scan.bit("type", "book")) for given in answers]
    [True, False]
    """

    def __init__(self, style: Style) -> None:
        self._bits: dict[tuple[str, str], int] = {}
        self._masks: dict[Branch, tuple[int, ...]] = {}
        self.conditions = 0  # how many branches have a `disambiguate` condition
        self.shortens = _shortens(style.options) or _shortens(style.citation.options)  # later lists of names
        areas = [area.layout.children for area in (style.citation, style.bibliography) if area is not None]
        for nodes in (*style.macros.values(), *areas):
            for node in _walk(nodes):
                self._note(node)
        # Whether anything that the style prints depends on where a cite stands.
        tested = any(test == "position" for test, _value in self._bits)
        self.positional = tested or self.shortens or self.bit("variable", "first-reference-note-number") > 0
        self.later = self._mask("position", "subsequent")

    def values(self, test: str) -> frozenset[str]:
        """Everything that the style asks for with one test; ``variable`` has what it prints, too."""
        return frozenset(value for asked, value in self._bits if asked == test)

    def bit(self, test: str, value: str) -> int:
        """The bit of a question; 0 for one that the style never asks."""
        return self._bits.get((test, value), 0)

    def masks(self, branch: Branch) -> tuple[int, ...]:
        """For each test of a branch the bits any of which must be set for it to hold."""
        return self._masks[branch]

    def answers(self, shape: Shape) -> int:
        """What a cite of that shape answers to all questions."""
        bits = self._bits
        return (
            sum(bits.get(("variable", name), 0) for name in shape.present)
            | sum(bits.get(("is-numeric", name), 0) for name in shape.numeric)
            | sum(bits.get(("is-uncertain-date", name), 0) for name in shape.uncertain)
            | sum(bits.get(("position", name), 0) for name in shape.position)
            | bits.get(("type", shape.type), 0)
            | bits.get(("locator", shape.locator), 0)
        )

    def _note(self, node: Node) -> None:
        if isinstance(node, Choose):
            for branch in node.branches:
                self._masks[branch] = tuple(self._mask(test, value) for test, value in branch.tests)
                self.conditions += any(test == "disambiguate" for test, _value in branch.tests)
        elif isinstance(node, Text):
            if node.kind == "variable":
                self._mask("variable", node.name)
                if node.form == "short":
                    self._mask("variable", SHORT_FORMS.get(node.name, node.name + "-short"))
        elif isinstance(node, (Number, Label, Date)):
            self._mask("variable", node.variable)
        elif isinstance(node, Names):
            for name in node.variables:
                self._mask("variable", name)
            self.shortens = self.shortens or (node.name is not None and _shortens(node.name.options))

    def _mask(self, test: str, values: str) -> int:
        if test == "disambiguate":
            return CONDITION
        mask = 0
        for value in values.split():  # types and locators come as a list, any of which will do
            mask |= self._bits.setdefault((test, value), 2 << len(self._bits))
        return mask


def _shortens(options: Mapping[str, str]) -> bool:
    """Whether options make lists of names shorter in later cites."""
    return any(name.startswith("et-al-subsequent") for name in options)


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

"""What a part of a style can print and ask about; in all else two cites may differ, and it comes out the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from archcite.csl.shape import Shape
from archcite.csl.style import Branch, Choose, Date, Group, Label, Names, Node, Number, Style, Text
from archcite.csl.variables import SHORT_FORMS

_LATER = frozenset(("subsequent",))


class Reach(NamedTuple):
    """How far some elements reach, with all macros that they call.

    ``used`` are the variables that they print or test; ``numeric`` and ``uncertain``, ``types`` and ``positions``
    are what they tell apart; ``conditions`` are the branches with a ``disambiguate`` condition.  ``locators``,
    ``terms`` and ``names`` say whether they print or test such.
    """

    used: frozenset[str] = frozenset()
    numeric: frozenset[str] = frozenset()
    uncertain: frozenset[str] = frozenset()
    types: frozenset[str] = frozenset()
    positions: frozenset[str] = frozenset()
    conditions: frozenset[Branch] = frozenset()
    locators: bool = False
    terms: bool = False
    names: bool = False

    def narrow(self, shape: Shape) -> Shape:
        """The part of a shape that makes a difference here.

        >>> letter = Shape("letter", frozenset(("title", "URL")))
        >>> Reach(used=frozenset(("title",)), types=frozenset(("book",))).narrow(letter)[:2]
        ('', frozenset({'title'}))
        """
        return Shape(
            shape.type if shape.type in self.types else "",
            shape.present & self.used,
            shape.numeric & self.numeric,
            shape.uncertain & self.uncertain,
            shape.locator if self.locators else "",
            shape.position & (self.positions | _LATER if self.names else self.positions),
            shape.disambiguate if self.conditions else 0,
            shape.starts and self.terms,
            shape.language,
        )


def reach(nodes: Iterable[Node], macros: Mapping[str, Sequence[Node]], known: dict[str, Reach]) -> Reach:
    """The reach of elements; ``known`` collects that of the macros, which call one another without circles."""
    calls: set[str] = set()
    parts = [_alone(nodes, calls)]
    for name in calls:
        if name not in known:
            known[name] = reach(macros[name], macros, known)
        parts.append(known[name])
    if len(parts) == 1:
        return parts[0]
    used, numeric, uncertain, types, positions, conditions, locators, terms, names = zip(*parts, strict=True)
    return Reach(
        frozenset().union(*used),
        frozenset().union(*numeric),
        frozenset().union(*uncertain),
        frozenset().union(*types),
        frozenset().union(*positions),
        frozenset().union(*conditions),
        any(locators),
        any(terms),
        any(names),
    )


def printed(style: Style) -> list[Node]:
    """The elements from which all that a style can print or sort by is reached."""
    areas = [area for area in (style.citation, style.bibliography) if area is not None]
    sorts = [Text(kind="macro", name=key.macro) for area in areas for key in area.sort if key.macro]
    return [*(node for area in areas for node in area.layout.children), *sorts]


def depends_on_position(style: Style, whole: Reach) -> bool:
    """Whether anything that a style prints depends on where a cite stands."""
    return (
        bool(whole.positions)
        or "first-reference-note-number" in whole.used
        or any(name.startswith("et-al-subsequent") for name in (*style.options, *style.citation.options))
    )


def _alone(nodes: Iterable[Node], calls: set[str]) -> Reach:
    """The reach of elements without the macros that they call; the names of those go into ``calls``."""
    used: set[str] = set()
    tested: dict[str, set[str]] = {}
    conditions: set[Branch] = set()
    terms = names = False
    for node in _walk(nodes):
        if isinstance(node, Text):
            if node.kind == "variable":
                used.add(node.name)
                if node.form == "short":
                    used.add(SHORT_FORMS.get(node.name, node.name + "-short"))
            elif node.kind == "macro":
                calls.add(node.name)
            else:
                terms = terms or node.kind == "term"
        elif isinstance(node, (Number, Label, Date)):
            used.add(node.variable)
        elif isinstance(node, Names):
            used.update(node.variables)
            names = True
        elif isinstance(node, Choose):
            for branch in node.branches:
                for test, value in branch.tests:
                    tested.setdefault(test, set()).add(value)
                    if test == "disambiguate":
                        conditions.add(branch)

    def telling(test: str) -> frozenset[str]:
        return frozenset(word for value in tested.get(test, ()) for word in value.split())

    return Reach(
        frozenset(used) | telling("variable"),
        telling("is-numeric"),
        telling("is-uncertain-date"),
        telling("type"),
        telling("position"),
        frozenset(conditions),
        "locator" in used or "locator" in tested,
        terms,
        names,
    )


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

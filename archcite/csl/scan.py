"""What a style as a whole asks for: its variables, the tests it makes, how far it can disambiguate."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from archcite.csl.style import Choose, Date, Group, Label, Names, Node, Number, Style, Text
from archcite.csl.variables import SHORT_FORMS


def all_nodes(style: Style) -> tuple[Node, ...]:
    """All rendering elements of a style; the functions below look through them."""
    areas = [area.layout.children for area in (style.citation, style.bibliography) if area is not None]
    return tuple(node for nodes in (*style.macros.values(), *areas) for node in _walk(nodes))


def calls_year_suffix(nodes: Iterable[Node]) -> bool:
    return any(isinstance(node, Text) and node.name == "year-suffix" for node in nodes)


def used_variables(nodes: Sequence[Node]) -> frozenset[str]:
    """All variables that the style can print or ask for; the others make no shape of their own."""
    found: set[str] = set()
    for node in nodes:
        if isinstance(node, Text) and node.kind == "variable":
            found.add(node.name)
            if node.form == "short":
                found.add(SHORT_FORMS.get(node.name, node.name + "-short"))
        elif isinstance(node, (Number, Label, Date)):
            found.add(node.variable)
        elif isinstance(node, Names):
            found.update(node.variables)
    found.update(value for test, value in _tests(nodes) if test == "variable")
    return frozenset(found)


def count_conditions(nodes: Iterable[Node]) -> int:
    """How many ``disambiguate`` conditions the style has."""
    return sum(test == "disambiguate" for test, _value in _tests(nodes))


def depends_on_position(style: Style, nodes: Iterable[Node], used: frozenset[str]) -> bool:
    """Whether anything that a style prints depends on where a cite stands; ``used`` are its variables."""
    options = (*style.options, *style.citation.options)
    return (
        any(test == "position" for test, _value in _tests(nodes))
        or "first-reference-note-number" in used
        or any(name.startswith("et-al-subsequent") for name in options)
    )


def tested_variables(nodes: Iterable[Node]) -> Mapping[str, frozenset[str]]:
    """For each kind of test, the variables that the style tests with it."""
    found: dict[str, set[str]] = {"is-numeric": set(), "is-uncertain-date": set()}
    for test, value in _tests(nodes):
        found.setdefault(test, set()).add(value)
    return {test: frozenset(values) for test, values in found.items()}


def _tests(nodes: Iterable[Node]) -> Iterable[tuple[str, str]]:
    for node in nodes:
        if isinstance(node, Choose):
            for branch in node.branches:
                yield from branch.tests


def _walk(nodes: Iterable[Node]) -> Iterable[Node]:
    for node in nodes:
        yield node
        if isinstance(node, Group):
            yield from _walk(node.children)
        elif isinstance(node, Choose):
            for branch in node.branches:
                yield from _walk(branch.children)
        elif isinstance(node, Names):
            yield from _walk(node.substitute)

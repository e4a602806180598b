"""Find out what the bibliography of a style depends on, from the elements that it can reach."""

from __future__ import annotations

from collections.abc import Iterator

from archcite._foundation.immutable import Immutable
from archcite.csl.style.model import Area, Branch, Style, Text
from archcite.csl.variables import SHORT_FORMS


def iterate_elements(style: Style, area: Area) -> Iterator[Immutable]:
    """Yield the elements that an area can reach, in its layout, its sort keys and the macros that they call.

    >>> from archcite.csl.style.model import load
    >>> style = load('''<style><macro name="a"><text variable="title"/></macro><macro name="b"/><citation><layout>
    ... <text macro="a"/></layout></citation></style>''')
    >>> [element.name for element in iterate_elements(style, style.citation) if isinstance(element, Text)]
    ['a', 'title']
    """
    called: set[str] = set()
    waiting: list[object] = [area.layout, *(style.macros[key.macro] for key in area.sort if key.macro)]
    while waiting:
        found = waiting.pop()
        if isinstance(found, tuple):
            waiting.extend(reversed(found))
        elif isinstance(found, Immutable):
            yield found
            waiting.extend(value for value in vars(found).values() if isinstance(value, (Immutable, tuple)))
            if isinstance(found, Text) and found.kind == "macro" and found.name not in called:
                called.add(found.name)
                waiting.append(style.macros[found.name])


def has_ambiguity_test(style: Style, area: Area) -> bool:
    """Return whether an area has a ``disambiguate`` condition."""
    return any(
        name == "disambiguate"
        for element in iterate_elements(style, area)
        if isinstance(element, Branch)
        for name, _value in element.tests
    )


def prints_short_titles(style: Style, area: Area) -> bool:
    """Return whether an area prints a short form of the title, or asks whether there is one."""
    short = SHORT_FORMS.get("title", "title-short")
    for element in iterate_elements(style, area):
        if isinstance(element, Text) and element.kind == "variable":
            if element.name == short or (element.name == "title" and element.form == "short"):
                return True
        elif isinstance(element, Branch) and any(short in value.split() for _test, value in element.tests):
            return True
    return False

"""Collect the conditions of a style, and give each a bit, so that an item's answers fit in one int.

The XML is looked through as it is: what a style calls and asks has to be known before any of it is built, and most
of it never is.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from archcite.csl.data.item_shape import Shape
from archcite.csl.style.xml import Element, iterate_parts
from archcite.csl.variables import SHORT_FORMS

if TYPE_CHECKING:
    from archcite.csl.style.model import Branch

CONDITION = 1  # the bit of all `disambiguate` conditions, whose answers depend on how many there were before
_IDENTIFIERS = frozenset(("URL", "DOI", "ISBN", "ISSN", "PMID", "PMCID"))


class Scan:
    """Conditions of a style (tests and their values), and the variables that it prints.

    ``calls`` are the macros that each macro calls, with how often it does, and under the empty name those that the
    areas call; ``sizes`` are the numbers of elements, likewise.

    >>> from archcite.csl.style.xml import parse
    >>> scan = Scan(parse('''<style><macro name="note"><text variable="note"/></macro><citation><layout><choose>
    ... <if type="book"><text variable="title"/></if></choose></layout></citation></style>''', "example"))
    >>> sorted(scan.values("variable")), sorted(scan.values("type")), scan.calls
    (['note', 'title'], ['book'], {'note': {}, '': {}})
    >>> scan.tests_ambiguity("citation")
    False
    >>> answers = [scan.answers(Shape(type, frozenset(("title",)))) for type in ("book", "map")]
    >>> [bool(given & scan.get_bit("type", "book")) for given in answers]
    [True, False]
    """

    def __init__(self, root: Element) -> None:
        self._bits: dict[tuple[str, str], int] = {}
        self._known_masks: dict[tuple[str, str], int] = {}  # of tests and their values as they are written
        self._masks: dict[Branch, tuple[int, ...]] = {}
        self._present: dict[frozenset[str], int] = {}  # what some variables answer
        self.calls: dict[str, dict[str, int]] = {}
        self.sizes: dict[str, int] = {}
        # What each macro, and each area, calls, and whether it has a `disambiguate` condition.
        self._parts: dict[str, tuple[Iterable[str], bool]] = {}
        self._areas: dict[str, tuple[Iterable[str], bool]] = {}
        self._ambiguity: dict[str, bool] = {}
        self.conditions = 0  # how many branches have a `disambiguate` condition
        self.shortens = False  # whether lists of names are shorter in later cites
        self._collect_options(root.attrs)
        for child in root.children:
            if child.tag in ("macro", "citation", "bibliography"):
                self._collect_options(child.attrs)
                name = child.attrs.get("name", "") if child.tag == "macro" else ""
                calls: dict[str, int] = {}
                before = self.conditions
                inside = iterate_parts(child)
                next(inside)  # the macro or the area itself
                size = self.sizes.get(name, 0)
                for tag, attrs in inside:
                    size += 1
                    if attrs:
                        self._collect(tag, attrs, calls)
                self.sizes[name] = size
                if name:
                    self._parts[name] = calls, self.conditions > before
                else:
                    self._areas[child.tag] = calls, self.conditions > before
                known = self.calls.setdefault(name, {})
                known.update((called, known.get(called, 0) + times) for called, times in calls.items())
        # Whether anything that the style prints depends on where a cite stands.
        tested = any(test == "position" for test, _value in self._bits)
        self.positional = (
            tested or self.shortens or self.get_bit("variable", "first-reference-note-number") > 0
        )
        self.later = self._mask("position", "subsequent")

    def tests_ambiguity(self, area: str) -> bool:
        """Return whether an area has a ``disambiguate`` condition, in itself or in a macro that it calls."""
        answer = self._ambiguity.get(area)
        if answer is None:  # each processor asks, and the style stays the same
            answer = self._ambiguity[area] = self._find_ambiguity(area)
        return answer

    def _find_ambiguity(self, area: str) -> bool:
        calls, found = self._areas.get(area, ((), False))
        waiting, met = list(calls), set(calls)
        while waiting and not found:
            calls, found = self._parts.get(waiting.pop(), ((), False))
            waiting += (called for called in calls if called not in met)
            met.update(calls)
        return found

    def values(self, test: str) -> frozenset[str]:
        """Return all values that the style tests for; for ``variable``, also the variables that it prints."""
        return frozenset(value for asked, value in self._bits if asked == test)

    def get_bit(self, test: str, value: str) -> int:
        """Return the bit of a condition; 0 for one that the style does not have."""
        return self._bits.get((test, value), 0)

    def get_masks(self, branch: Branch) -> tuple[int, ...]:
        """Return for each test of a branch the bits of which at least one must be set for it to hold."""
        found = self._masks.get(branch)
        if found is None:
            found = self._masks[branch] = tuple([self._mask(test, value) for test, value in branch.tests])
        return found

    def answers(self, shape: Shape) -> int:
        """Return the bits of all conditions that hold for a cite of this shape."""
        bits = self._bits
        found = self._present.get(shape.present)
        if found is None:
            found = self._present[shape.present] = self._combine_bits("variable", shape.present)
        return (
            found
            | self._combine_bits("is-numeric", shape.numeric)
            | self._combine_bits("is-uncertain-date", shape.uncertain)
            | self._combine_bits("position", shape.position)
            | bits.get(("type", shape.type), 0)
            | bits.get(("locator", shape.locator), 0)
        )

    def _combine_bits(self, test: str, values: Iterable[str]) -> int:
        found = 0
        for value in values:
            found |= self._bits.get((test, value), 0)
        return found

    def _collect(self, tag: str, given: Mapping[str, str], calls: dict[str, int]) -> None:
        if tag in ("if", "else-if"):
            for test, value in given.items():
                if test == "disambiguate":
                    self.conditions += 1
                elif test != "match":
                    self._mask(test, value)
        elif "macro" in given:
            calls[given["macro"]] = calls.get(given["macro"], 0) + 1
        elif "variable" in given:
            if tag == "text":
                name = normalize_variable(given["variable"])
                self._mask("variable", name)
                if given.get("form") == "short":
                    self._mask("variable", SHORT_FORMS.get(name, name + "-short"))
            elif tag != "key":
                self._mask("variable", given["variable"])
        elif tag == "name":
            self._collect_options(given)

    def _collect_options(self, given: Mapping[str, str]) -> None:
        self.shortens = self.shortens or "et-al-subsequent" in " ".join(given)

    def _mask(self, test: str, values: str) -> int:
        if test == "disambiguate":
            return CONDITION
        mask = self._known_masks.get((test, values), 0)
        if not mask:
            for value in values.split():  # types and locators come as a list, any of which will do
                mask |= self._bits.setdefault((test, value), 2 << len(self._bits))
            self._known_masks[test, values] = mask
        return mask


@functools.cache
def normalize_variable(name: str) -> str:
    """Return the name of a variable as items have it, however the style spells it.

    >>> normalize_variable("Title"), normalize_variable("doi")
    ('title', 'DOI')
    """
    return name.upper() if name.upper() in _IDENTIFIERS else name.lower()

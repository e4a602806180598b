"""Cites and entries as rich text: a compiled style and its items, without a document.

What a document decides, such as positions, numbers and what must be told apart, is given with each call.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from archcite.csl.data.item import Item
from archcite.csl.data.item_shape import NEAR_NOTE, SUBSEQUENT, Shape
from archcite.csl.data.markup import to_rich
from archcite.csl.data.name import Name
from archcite.csl.document import collapsing as clusters
from archcite.csl.document.citation import Cite
from archcite.csl.document.disambiguation import NO_PLAN, Listing, Plan
from archcite.csl.document.sorting import Known, sort_key
from archcite.csl.render import numbers
from archcite.csl.render.compiler import Compiler
from archcite.csl.render.context import Context, Repeats
from archcite.csl.render.fragments import Run
from archcite.csl.render.names import NamesRenderer
from archcite.csl.style.locale import Locale
from archcite.csl.style.model import Style
from archcite.errors import ArchciteWarning

_AMBIGUOUS = SUBSEQUENT | {NEAR_NOTE}
_ENTRY = Cite({})  # an entry of the bibliography stands nowhere in the document


class Standing(NamedTuple):
    """What a document has decided for an item: its citation number, and how it is told apart."""

    number: int = 0
    plan: Plan = NO_PLAN


NO_STANDING = Standing()


class Standings:
    """What a document has decided for its items: their numbers, and the plans to tell them apart, by id."""

    __slots__ = ("_plans", "numbers")

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        self.numbers: dict[str, int] = {}
        self._plans = plans

    def of(self, key: str) -> Standing:
        """All that is decided for an item."""
        number, plan = self.numbers.get(key, 0), self._plans.get(key, NO_PLAN)
        return Standing(number, plan) if number or plan is not NO_PLAN else NO_STANDING

    def numbered(self, key: str) -> Standing:
        """Its number alone."""
        number = self.numbers.get(key)
        return Standing(number) if number else NO_STANDING


class _Kind:
    """All items of one shape, with the programs that their cites and entries have needed so far."""

    __slots__ = ("lists", "programs", "shape", "sort_keys")

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.programs: dict[tuple[object, ...], Run] = {}
        self.sort_keys: dict[tuple[str, int, bool], Callable[[Context], Any]] = {}
        # The lists of names that a cite shows, by how many `disambiguate` conditions hold.
        self.lists: dict[int, tuple[tuple[NamesRenderer, str], ...]] = {}


class Renderer:
    """Items and what a style makes of them; ``abbreviations`` are short forms by variable and value."""

    def __init__(
        self, style: Style, locale: Locale, *, abbreviations: Mapping[str, Mapping[str, str]], links: bool
    ) -> None:
        self.style = style
        self.locale = locale
        self.compiler = Compiler(style, locale, links=links)
        self.given: dict[str, Mapping[str, Any]] = {}
        self._in_notes = style.in_notes
        self._abbreviations = abbreviations
        self._items: dict[str, Item] = {}
        self._kinds: dict[Shape, _Kind] = {}
        self._kind_of: dict[str, _Kind] = {}
        self._sorted: Known = {}
        self._listings: dict[tuple[NamesRenderer, tuple[Name, ...]], Listing] = {}

    def add(self, items: Iterable[Mapping[str, Any]]) -> list[str]:
        """Make items known; their ids."""
        ids = []
        for given in items:
            key = str(given.get("id", ""))
            ids.append(key)
            self.given[key] = given
            self._items.pop(key, None)
            self._kind_of.pop(key, None)
        return ids

    def item(self, key: str) -> Item | None:
        """The item of that id; None where there is none."""
        found = self._items.get(key)
        if found is None and key in self.given:
            given = (
                abbreviated(self.given[key], self._abbreviations) if self._abbreviations else self.given[key]
            )
            found = self._items[key] = Item(given, self.locale.quotes)
            found.id = key
        return found

    def sort_key(self, area: str, index: int, item: Item, standing: Standing) -> Any:
        """What an item is sorted by in ``citation`` or ``bibliography``, at the key of that number."""
        kind = self._kind_of.get(item.id) or self._kind(item)
        key = (area, index, standing.plan.year_suffix != "")
        find = kind.sort_keys.get(key)
        if find is None:
            shape = kind.shape
            if standing.plan.year_suffix:
                shape = shape._replace(present=shape.present | {"year-suffix"})
            find = kind.sort_keys[key] = sort_key(self.compiler, area, index, shape, self._sorted)
        return find(self._context(item, standing))

    def form(self, item: Item, plan: Plan) -> str:
        """The cite of an item as disambiguation compares it: a later cite, without locator or affixes."""
        kind = self._kind_of.get(item.id) or self._kind(item)
        program = self._form(kind, plan.disambiguate)
        context = Context(item)
        context.plan = plan.names
        return program(context)

    def listings(self, item: Item, conditions: int) -> list[Listing]:
        """The lists of names that the cite of an item shows, where so many ``disambiguate`` conditions hold."""
        kind = self._kind_of.get(item.id) or self._kind(item)
        shown = kind.lists.get(conditions)
        if shown is None:  # it is the same for all items of the kind
            context = Context(item)
            context.trace = []
            self._form(kind, conditions)(context)
            shown = kind.lists[conditions] = tuple(context.trace)
        names, known = item.names, self._listings
        found = []
        for renderer, variable in shown:
            key = (renderer, names[variable])
            listing = known.get(key)
            if listing is None:
                listing = known[key] = Listing(*key, renderer.default_shown(len(key[1])))
            found.append(listing)
        return found

    def body(self, cite: Cite, standing: Standing, first: bool) -> clusters.Body:
        """A cite, and what its citation must know of it; ``first`` says that it is the first one there."""
        item = self.item(cite.id)
        if item is None:
            return _unknown(cite)
        plan = standing.plan
        starts = self._in_notes and clusters.begins_sentence(cite.prefix, first)
        context = self._cite_context(item, cite, standing)
        text = self._program("citation", item, cite, plan, starts)(context)
        names = context.first_names or ""
        if cite.author_only or cite.composite:
            names = names or self._names_alone(item, cite, context)
        if cite.author_only:
            text = names
        return clusters.Body(
            cite.id,
            text if text or cite.suppress_author else clusters.NO_PRINTED_FORM,
            names,
            cite.prefix,
            cite.suffix,
            plan.year_suffix,
            standing.number,
            cite.locator,
            partial(self._without_names, item, cite, standing, starts),
        )

    def _without_names(
        self, item: Item, cite: Cite, standing: Standing, starts: bool, with_suffix: bool
    ) -> str:
        if not with_suffix:
            standing = standing._replace(plan=standing.plan._replace(year_suffix=""))
        context = self._cite_context(item, cite, standing)
        context.suppress_author = True
        return self._program("citation", item, cite, standing.plan, starts)(context)

    def entries(self, standings: Iterable[tuple[Item, Standing]]) -> Iterable[str]:
        """The entries of a bibliography, in order; what prints nothing is left out."""
        assert self.style.bibliography is not None
        options = self.style.bibliography.options
        mark = options.get("subsequent-author-substitute")
        rule = options.get("subsequent-author-substitute-rule", "complete-all")
        repeats = None if mark is None else Repeats(mark, rule)
        numbered = "citation-number" in self.compiler.used
        for item, standing in standings:
            context = self._context(item, standing)
            context.repeats = repeats
            text = self._program("bibliography", item, _ENTRY, standing.plan, True)(context)
            if repeats is not None:
                names, each = (context.first_names or "", context.first_each) if context.leads else ("", ())
                repeats = repeats._replace(names=names, each=each)
            if text:
                yield text
            elif numbered:  # a numbered list has no gaps
                yield f"{standing.number}. {clusters.NO_PRINTED_FORM}"

    def _kind(self, item: Item) -> _Kind:
        """The kind of an item, where it is not known yet."""
        compiler, present = self.compiler, item.present
        numeric, uncertain = compiler.numeric & present, compiler.uncertain & present
        if numeric:
            numeric = frozenset(name for name in numeric if numbers.is_numeric(item.raw.get(name, "")))
        if uncertain:
            uncertain = frozenset(name for name in uncertain if name in item.dates and item.dates[name].circa)
        language = (item.language or self.locale.language).partition("-")[0]
        present = compiler.used & present | {"citation-number"}
        shape = Shape(item.type, present, numeric, uncertain, language=language)
        found = self._kinds.get(shape)
        if found is None:
            found = self._kinds[shape] = _Kind(shape)
        self._kind_of[item.id] = found
        return found

    def _program(self, area: str, item: Item, cite: Cite, plan: Plan, starts: bool) -> Run:
        """The program for an item where it is cited, or listed, as it has been told apart."""
        kind = self._kind_of.get(item.id) or self._kind(item)
        key = (
            area, cite.position, cite.locator and cite.label, cite.locator and self._is_numeric(cite.locator),
            cite.first_note > 0, plan.year_suffix != "", plan.disambiguate, starts,
        )  # fmt: skip
        found = kind.programs.get(key)
        if found is None:
            _, position, label, numeric, noted, suffixed, conditions, _ = key
            shape = kind.shape
            given = [("locator", label), ("first-reference-note-number", noted), ("year-suffix", suffixed)]
            shape = Shape(
                shape.type,
                shape.present.union(name for name, is_given in given if is_given),
                shape.numeric | {"locator"} if numeric else shape.numeric,
                shape.uncertain,
                label,
                position,
                conditions,
                starts,
                shape.language,
            )
            found = kind.programs[key] = self.compiler.program(area, shape)
        return found

    def _form(self, kind: _Kind, conditions: int) -> Run:
        """The program for what disambiguation compares."""
        found = kind.programs.get((conditions,))
        if found is None:
            shape = kind.shape
            present = shape.present - {"accessed"}
            shape = shape._replace(present=present, position=_AMBIGUOUS, disambiguate=conditions)
            found = kind.programs[conditions,] = self.compiler.program("citation", shape)
        return found

    def _is_numeric(self, locator: str) -> bool:
        return "locator" in self.compiler.numeric and numbers.is_numeric(locator)

    def _context(self, item: Item, standing: Standing) -> Context:
        context = Context(item)
        if standing is not NO_STANDING:
            context.citation_number = str(standing.number or "")
            context.year_suffix = standing.plan.year_suffix
        return context

    def _cite_context(self, item: Item, cite: Cite, standing: Standing) -> Context:
        context = self._context(item, standing)
        context.plan = standing.plan.names
        if cite.locator:
            context.locator = to_rich(cite.locator)
        if cite.first_note:
            context.first_note = str(cite.first_note)
        context.suppress_author = cite.suppress_author
        return context

    def _names_alone(self, item: Item, cite: Cite, printed: Context) -> str:
        """The names of an item whose cite prints none (a number, “ibid.”), as running text has them."""
        context = Context(item)
        context.plan = printed.plan
        kind = self._kind_of.get(item.id) or self._kind(item)
        key = ("running text", cite.position)
        program = kind.programs.get(key)
        if program is None:
            shape = kind.shape._replace(position=cite.position)
            program = kind.programs[key] = self.compiler.running_names(shape)
        return program(context)


def abbreviated(
    given: Mapping[str, Any], abbreviations: Mapping[str, Mapping[str, str]]
) -> Mapping[str, Any]:
    """An item with the short forms that a list of abbreviations has for its variables.

    What the item says itself is not overruled.

    >>> journals = {"container-title": {"Cold War History": "CWH"}}
    >>> abbreviated({"container-title": "Cold War History"}, journals)["container-title-short"]
    'CWH'
    """
    short: dict[str, Any] = {}
    for variable, table in abbreviations.items():
        value = given.get(variable)
        if isinstance(value, str) and value in table:
            short[f"{variable}-short"] = table[value]
    return {**short, **given} if short else given


def _unknown(cite: Cite) -> clusters.Body:
    warnings.warn(
        f"There is no item “{cite.id}”; the citation shows its key instead.", ArchciteWarning, stacklevel=6
    )
    mark = f"[?{to_rich(cite.id)}]"
    return clusters.Body(
        cite.id, mark, "", cite.prefix, cite.suffix, "", 0, cite.locator, lambda _suffix: mark
    )

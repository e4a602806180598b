"""Cites and entries as rich text: a compiled style and its items, without a document.

What a document decides, such as positions, numbers and what must be told apart, is given with each call.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from archcite.csl import cluster as clusters
from archcite.csl import numbers
from archcite.csl.cites import Cite
from archcite.csl.compile import Compiler
from archcite.csl.disambiguate import NO_PLAN, Listing, Plan
from archcite.csl.item import Item
from archcite.csl.locale import Locale
from archcite.csl.markup import to_rich
from archcite.csl.pieces import Context
from archcite.csl.shape import NEAR_NOTE, SUBSEQUENT, Shape
from archcite.csl.sorting import sort_key
from archcite.csl.style import Style
from archcite.errors import ArchciteWarning

_AMBIGUOUS = SUBSEQUENT | {NEAR_NOTE}


class Standing(NamedTuple):
    """What a document has decided for an item: its citation number, and how it is told apart."""

    number: int = 0
    plan: Plan = NO_PLAN


class Renderer:
    """Items and what a style makes of them; ``abbreviations`` are short forms by variable and value."""

    def __init__(
        self, style: Style, locale: Locale, *, abbreviations: Mapping[str, Mapping[str, str]], links: bool
    ) -> None:
        self.style = style
        self.locale = locale
        self.compiler = Compiler(style, locale, links=links)
        self.given: dict[str, Mapping[str, Any]] = {}
        self._abbreviations = abbreviations
        self._items: dict[str, Item] = {}
        self._shapes: dict[str, Shape] = {}
        self._forms: dict[tuple[str, Plan], str] = {}
        self._lists: dict[tuple[str, int], list[Listing]] = {}

    def add(self, items: Iterable[Mapping[str, Any]]) -> list[str]:
        """Make items known; their ids."""
        ids = []
        for given in items:
            key = str(given.get("id", ""))
            ids.append(key)
            self.given[key] = given
            self._items.pop(key, None)
            self._shapes.pop(key, None)
        self._forms.clear()
        self._lists.clear()
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
        shape = self._standing_shape(item, standing.plan)
        return sort_key(self.compiler, area, index, shape, self._context(item, standing))

    def form(self, item: Item, plan: Plan) -> str:
        """The cite of an item as disambiguation compares it: a later cite, without locator or affixes."""
        key = (item.id, plan) if plan.names is None else None
        if key is not None and (found := self._forms.get(key)) is not None:
            return found
        shape = self._shape(item)
        shape = shape._replace(
            present=shape.present - {"accessed"}, position=_AMBIGUOUS, disambiguate=plan.disambiguate
        )
        context = Context(item)
        context.plan = plan.names
        text = self.compiler.program("citation", shape)(context)
        if key is not None:
            self._forms[key] = text
        return text

    def listings(self, item: Item, conditions: int) -> list[Listing]:
        """The lists of names that the cite of an item shows, where so many ``disambiguate`` conditions hold."""
        found = self._lists.get((item.id, conditions))
        if found is None:
            shape = self._shape(item)._replace(position=_AMBIGUOUS, disambiguate=conditions)
            context = Context(item)
            context.trace = []
            self.compiler.program("citation", shape)(context)
            found = self._lists[item.id, conditions] = [
                Listing(renderer, item.names[variable], renderer.default_shown(len(item.names[variable])))
                for renderer, variable in context.trace
            ]
        return found

    def body(self, cite: Cite, standing: Standing, first: bool) -> clusters.Body:
        """A cite, and what its citation must know of it; ``first`` says that it is the first one there."""
        item = self.item(cite.id)
        if item is None:
            return _unknown(cite)
        plan = standing.plan
        starts = self.style.in_notes and clusters.begins_sentence(cite.prefix, first)
        shape = self._cite_shape(item, cite, plan)._replace(starts=starts)
        context = self._cite_context(item, cite, standing)
        text = self.compiler.program("citation", shape)(context)
        names = context.first_names or ""
        if cite.author_only or cite.composite:
            names = names or self._names_alone(item, shape, context)
        if cite.author_only:
            text = names

        def without_names(with_suffix: bool) -> str:
            bare = shape if with_suffix else shape._replace(present=shape.present - {"year-suffix"})
            kept = standing if with_suffix else standing._replace(plan=plan._replace(year_suffix=""))
            again = self._cite_context(item, cite, kept)
            again.suppress_author = True
            return self.compiler.program("citation", bare)(again)

        return clusters.Body(
            cite.id,
            text if text or cite.suppress_author else clusters.NO_PRINTED_FORM,
            names,
            cite.prefix,
            cite.suffix,
            plan.year_suffix,
            standing.number,
            cite.locator,
            without_names,
        )

    def entries(self, standings: Iterable[tuple[Item, Standing]]) -> Iterable[str]:
        """The entries of a bibliography, in order; what prints nothing is left out."""
        assert self.style.bibliography is not None
        options = self.style.bibliography.options
        mark = options.get("subsequent-author-substitute")
        rule = options.get("subsequent-author-substitute-rule", "complete-all")
        numbered = "citation-number" in self.compiler.used
        earlier: Context | None = None
        for item, standing in standings:
            plan = standing.plan
            shape = self._standing_shape(item, plan)._replace(disambiguate=plan.disambiguate, starts=True)
            program = self.compiler.program("bibliography", shape)
            context = self._context(item, standing)
            text = program(context)
            if mark is not None:
                count = _repeated(earlier, context, rule)
                earlier = context
                if count:
                    context = self._context(item, standing)
                    context.substitute = (mark, count)
                    text = program(context)
            if text:
                yield text
            elif numbered:  # a numbered list has no gaps
                yield f"{standing.number}. {clusters.NO_PRINTED_FORM}"

    def _shape(self, item: Item) -> Shape:
        found = self._shapes.get(item.id)
        if found is None:
            compiler = self.compiler
            present = compiler.used & item.present | {"citation-number"}
            found = self._shapes[item.id] = Shape(
                item.type,
                present,
                frozenset(
                    name
                    for name in compiler.numeric & item.present
                    if numbers.is_numeric(item.raw.get(name, ""))
                ),
                frozenset(
                    name
                    for name in compiler.uncertain & item.present
                    if name in item.dates and item.dates[name].circa
                ),
                language=(item.language or self.locale.language).partition("-")[0],
            )
        return found

    def _standing_shape(self, item: Item, plan: Plan) -> Shape:
        """The shape of an item with the year suffix that it may have been given."""
        shape = self._shape(item)
        return shape._replace(present=shape.present | {"year-suffix"}) if plan.year_suffix else shape

    def _cite_shape(self, item: Item, cite: Cite, plan: Plan) -> Shape:
        shape = self._standing_shape(item, plan)
        present = shape.present
        numeric = shape.numeric
        if cite.locator:
            present = present | {"locator"}
            if "locator" in self.compiler.numeric and numbers.is_numeric(cite.locator):
                numeric = numeric | {"locator"}
        if cite.first_note:
            present = present | {"first-reference-note-number"}
        return Shape(
            shape.type,
            present,
            numeric,
            shape.uncertain,
            cite.label if cite.locator else "",
            cite.position,
            plan.disambiguate,
            language=shape.language,
        )

    def _context(self, item: Item, standing: Standing) -> Context:
        context = Context(item)
        context.citation_number = str(standing.number or "")
        context.year_suffix = standing.plan.year_suffix
        return context

    def _cite_context(self, item: Item, cite: Cite, standing: Standing) -> Context:
        context = self._context(item, standing)
        context.plan = standing.plan.names
        context.locator = to_rich(cite.locator) if cite.locator else ""
        context.first_note = str(cite.first_note) if cite.first_note else ""
        context.suppress_author = cite.suppress_author
        return context

    def _names_alone(self, item: Item, shape: Shape, printed: Context) -> str:
        """The names of an item whose cite prints none (a number, “ibid.”), as running text has them."""
        context = Context(item)
        context.plan = printed.plan
        return self.compiler.running_names(shape)(context)


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


def _repeated(earlier: Context | None, context: Context, rule: str) -> int:
    """How many names of an entry repeat those of the one before, and are replaced; -1 for all of them at once.

    CSL 1.0.2, "Reference Grouping": ``subsequent-author-substitute-rule``.
    """
    if earlier is None or not context.first_names:
        return 0
    if rule.startswith("complete"):
        if context.first_names != earlier.first_names:
            return 0
        return len(context.first_each) if rule == "complete-each" and context.first_each else -1
    same = 0
    for name, before in zip(context.first_each, earlier.first_each, strict=False):
        if name != before:
            break
        same += 1
    return min(same, 1) if rule == "partial-first" else same

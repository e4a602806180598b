"""Render cites and entries as rich text from a compiled style and its items, without a document.

What a document decides, such as positions, numbers and disambiguation, is given with each call.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import Any, NamedTuple

from archcite._foundation.warning_collector import emit_warning
from archcite.csl.data.item import Item, get_id
from archcite.csl.data.item_shape import NEAR_NOTE, SUBSEQUENT, Shape
from archcite.csl.data.markup import to_rich
from archcite.csl.data.name import ItemName
from archcite.csl.document import collapsing
from archcite.csl.document.citation import Cite
from archcite.csl.document.collapsing import RenderedCite
from archcite.csl.document.plan import NO_PLAN, Plan, RenderedNameList
from archcite.csl.document.sorting import SortKeyCache, build_sort_key
from archcite.csl.render import numbers
from archcite.csl.render.compiler import get_compiler
from archcite.csl.render.context import ALL_NAMES, AuthorSubstitution, Context
from archcite.csl.render.fragments import RenderFunction
from archcite.csl.render.names import NamesRenderer
from archcite.csl.style.locale import Locale
from archcite.csl.style.model import Style
from archcite.csl.variables import CONTRIBUTORS, DATES, NAMES, TITLES
from archcite.errors import ArchciteError
from archcite.richtext.marks import NO_TEXT, Rich, to_plain

_AMBIGUOUS = SUBSEQUENT | {NEAR_NOTE}
_ENTRY = Cite({})  # an entry of the bibliography has no position in the document


class ItemAssignment(NamedTuple):
    """Citation number and disambiguation of an item."""

    number: int = 0
    plan: Plan = NO_PLAN


NO_ASSIGNMENT = ItemAssignment()


class ItemAssignments:
    """Citation numbers and disambiguation plans, by item id."""

    __slots__ = ("_plans", "numbers")

    def __init__(self, plans: Mapping[str, Plan]) -> None:
        self.numbers: dict[str, int] = {}
        self._plans = plans

    def get(self, key: str) -> ItemAssignment:
        """Return the number and the plan of an item."""
        number, plan = self.numbers.get(key, 0), self._plans.get(key, NO_PLAN)
        return ItemAssignment(number, plan) if number or plan is not NO_PLAN else NO_ASSIGNMENT

    def get_number(self, key: str) -> ItemAssignment:
        """Return the number of an item, without its plan."""
        number = self.numbers.get(key)
        return ItemAssignment(number) if number else NO_ASSIGNMENT


class _ShapeCache:
    """Cache of the programs that cites and entries of one shape have needed so far."""

    __slots__ = ("entry_lists", "lists", "programs", "shape", "sort_keys", "sorted_lists")

    def __init__(self, shape: Shape) -> None:
        self.shape = shape
        self.programs: dict[tuple[object, ...], RenderFunction] = {}
        self.sort_keys: dict[tuple[str, int, bool], Callable[[Context], Any]] = {}
        # The lists of names that a cite shows, by how many `disambiguate` conditions hold.
        self.lists: dict[int, tuple[tuple[NamesRenderer, str], ...]] = {}
        # The lists of names that an entry shows, likewise.
        self.entry_lists: dict[int, tuple[tuple[NamesRenderer, str], ...]] = {}
        # The lists of names that the bibliography is sorted by.
        self.sorted_lists: tuple[tuple[NamesRenderer, str], ...] | None = None


class Renderer:
    """Renderer of items in a style; ``abbreviations`` are short forms by variable and value."""

    def __init__(
        self,
        style: Style,
        locale: Locale,
        *,
        abbreviations: Mapping[str, Mapping[str, str]],
        links: bool,
        keep_resolvers: bool = False,
        on_warning: Callable[[str], object] | None = None,
    ) -> None:
        self.style = style
        self.locale = locale
        self.compiler = get_compiler(style, locale, links=links)
        self.given: dict[str, Mapping[str, Any]] = {}
        self._in_notes = style.in_notes
        self._keep_resolvers = keep_resolvers
        self._on_warning = on_warning
        if not isinstance(abbreviations, Mapping):
            raise ArchciteError(
                "The abbreviations are not a mapping; write them as "
                '{"container-title": {"Cold War History": "CWH"}}.'
            )
        self._abbreviations = {
            variable: {fold_for_abbreviation(long): short for long, short in table.items()}
            for variable, table in abbreviations.items()
            if isinstance(table, Mapping)
        }
        self._items: dict[str, Item] = {}
        self._caches: dict[Shape, _ShapeCache] = self.compiler.caches  # shared by all processors of the style
        self._cache_of: dict[str, _ShapeCache] = {}
        self._sorted: SortKeyCache = {}
        self._name_lists: dict[tuple[NamesRenderer, tuple[ItemName, ...]], RenderedNameList] = {}

    def add(self, items: Iterable[Mapping[str, Any]]) -> list[str]:
        """Add items, or replace those with the same ids; return the ids."""
        ids = []
        for given in items:
            key = get_id(given)
            ids.append(key)
            self.given[key] = given
            self._items.pop(key, None)
            self._cache_of.pop(key, None)
        return ids

    def warn(self, message: str) -> None:
        """Report a loss to ``on_warning``, or else as a warning."""
        if self._on_warning is not None:
            self._on_warning(message)
        else:
            emit_warning(message)

    def get_item(self, key: str) -> Item | None:
        """Return the item with an id, or None if it is unknown."""
        found = self._items.get(key)
        if found is None and key in self.given:
            found = self._items[key] = self.build_item(self.given[key], key)
        return found

    def build_item(self, given: Mapping[str, Any], key: str) -> Item:
        """Build an item, known by ``key``, without adding it; see :meth:`forget`."""
        if self._abbreviations:
            given = add_short_forms(given, self._abbreviations)
        item = Item(given, self.locale.quotes, keep_resolvers=self._keep_resolvers)
        item.id = key
        return item

    def forget(self, key: str) -> None:
        """Forget what was found out about an item that :meth:`build_item` built."""
        self._cache_of.pop(key, None)

    def get_sort_key(self, area: str, index: int, item: Item, assignment: ItemAssignment) -> Any:
        """Return the value of sort key number ``index`` of an item in ``citation`` or ``bibliography``."""
        cache = self._cache_of.get(item.id) or self._find_cache(item)
        key = (area, index, assignment.plan.year_suffix != "")
        find = cache.sort_keys.get(key)
        if find is None:
            shape = cache.shape
            if assignment.plan.year_suffix:
                shape = shape._replace(present=shape.present | {"year-suffix"})
            find = cache.sort_keys[key] = build_sort_key(self.compiler, area, index, shape, self._sorted)
        return find(self._build_context(item, assignment))

    def render_form(self, item: Item, plan: Plan) -> str:
        """Render the cite of an item as disambiguation compares it: a later cite, without locator or affixes.

        Formatting and quotation marks do not tell cites apart: *Rivers* and “Rivers” are ambiguous, as in citeproc-js.
        Nor does the number of the note that a later cite refers to: two works of an author need their titles there.
        """
        cache = self._cache_of.get(item.id) or self._find_cache(item)
        program = self._find_form_program(cache, plan.disambiguate)
        context = Context(item)
        context.visibility = plan.names
        return to_plain(program(context))

    def find_name_lists(self, item: Item, conditions: int) -> list[RenderedNameList]:
        """Find the lists of names that the cite of an item shows if so many ``disambiguate`` conditions hold."""
        cache = self._cache_of.get(item.id) or self._find_cache(item)
        shown = cache.lists.get(conditions)
        if shown is None:  # it is the same for all items of the cache
            context = Context(item)
            context.trace = []
            self._find_form_program(cache, conditions)(context)
            shown = cache.lists[conditions] = tuple(context.trace)
        return self._find_listings(item, shown)

    def find_sorted_name_lists(self, item: Item) -> list[RenderedNameList]:
        """Find the lists of names that the sort keys of the bibliography call for an item."""
        cache = self._cache_of.get(item.id) or self._find_cache(item)
        shown = cache.sorted_lists
        if shown is None:  # it is the same for all items of the cache
            context = Context(item)
            context.trace = []
            area = self.style.bibliography
            for index in range(len(area.sort) if area else 0):
                build_sort_key(self.compiler, "bibliography", index, cache.shape, {})(context)
            shown = cache.sorted_lists = tuple(dict.fromkeys(context.trace))
        return self._find_listings(item, shown)

    def find_entry_name_lists(self, item: Item, conditions: int = 0) -> list[RenderedNameList]:
        """Find the lists of names that the entry of an item shows if so many ``disambiguate`` conditions hold."""
        cache = self._cache_of.get(item.id) or self._find_cache(item)
        shown = cache.entry_lists.get(conditions)
        if shown is None:  # it is the same for all items of the cache
            context = Context(item)
            context.trace = []
            if self.style.bibliography is not None:
                plan = NO_PLAN._replace(disambiguate=conditions)
                self._find_program("bibliography", item, _ENTRY, plan, True)(context)
            shown = cache.entry_lists[conditions] = tuple(context.trace)
        return self._find_listings(item, shown)

    def _find_listings(
        self, item: Item, shown: Iterable[tuple[NamesRenderer, str]]
    ) -> list[RenderedNameList]:
        names, known = item.names, self._name_lists
        found = []
        for renderer, variable in shown:
            key = (renderer, names[variable])
            listing = known.get(key)
            if listing is None:
                listing = known[key] = RenderedNameList(*key, renderer.count_shown(len(key[1])))
            found.append(listing)
        return found

    def render_cite(self, cite: Cite, assignment: ItemAssignment, first: bool) -> RenderedCite:
        """Render a cite, with what its citation needs to know of it; ``first`` says that it is the first one there."""
        item = self.get_item(cite.id)
        if item is None:
            if cite.id:
                message = "the citation shows its id instead. Add the item, or correct the id."
                self.warn(f"Unknown item “{cite.id}”; {message}")
            else:
                self.warn("A cite has no id; give it the id of an item.")
            return _render_unknown(cite)
        plan = assignment.plan
        starts = self._in_notes and collapsing.is_sentence_start(cite.prefix, first)
        context = self._build_cite_context(item, cite, assignment)
        text = self._find_program("citation", item, cite, plan, starts)(context)
        names = context.first_names or NO_TEXT
        if cite.author_only or cite.composite:
            names = context.author or self._render_lead(item, cite, context)
        if cite.suppressed and not self._in_notes and self._is_cited_by_title(item, context):
            context = self._build_cite_context(item, cite, assignment)
            text = self._find_program("citation", item, cite, plan, starts, TITLES)(context)
        if starts and cite.suppressed and context.first_names is not None and text[:1].islower():
            # “to House, 3 May”, which its author does not begin any more; “ibid” is as the style has it
            text = Rich(text[0].upper() + text[1:])
        if cite.author_only:
            text = names
        return RenderedCite(
            cite.id,
            text if text or cite.suppressed else collapsing.NO_PRINTED_FORM,
            names,
            cite.prefix,
            cite.suffix,
            plan.year_suffix,
            assignment.number,
            cite.locator if "locator" in self.compiler.used else "",
            partial(self._render_without_names, item, cite, assignment, starts),
            partial(self._prints_text, item, cite, assignment, starts),
        )

    def _render_without_names(
        self, item: Item, cite: Cite, assignment: ItemAssignment, starts: bool, with_suffix: bool
    ) -> Rich:
        if not with_suffix:
            assignment = assignment._replace(plan=assignment.plan._replace(year_suffix=NO_TEXT))
        context = self._build_cite_context(item, cite, assignment)
        context.suppressed = ALL_NAMES
        return self._find_program("citation", item, cite, assignment.plan, starts)(context)

    def _prints_text(self, item: Item, cite: Cite, assignment: ItemAssignment, starts: bool) -> bool:
        """Return whether a cite prints a number or a text of its item, such as a title, beside names and dates."""
        cache = self._cache_of.get(item.id) or self._find_cache(item)
        texts = cache.shape.present - NAMES - DATES
        whole, bare = (
            self._find_program("citation", item, cite, assignment.plan, starts, without)(
                self._build_cite_context(item, cite, assignment)
            )
            for without in (frozenset(), texts)
        )
        return whole != bare

    def render_entries(self, assignments: Iterable[tuple[Item, ItemAssignment]]) -> Iterable[Rich]:
        """Yield the entries of a bibliography, in order, without those that print nothing."""
        assert self.style.bibliography is not None
        options = self.style.bibliography.options
        mark = options.get("subsequent-author-substitute")
        rule = options.get("subsequent-author-substitute-rule", "complete-all")
        substitution = None if mark is None else AuthorSubstitution(Rich(mark), rule)
        numbered = "citation-number" in self.compiler.used
        for item, assignment in assignments:
            context = self._build_context(item, assignment)
            context.substitution = substitution
            context.visibility = assignment.plan.names
            text = self._find_program("bibliography", item, _ENTRY, assignment.plan, True)(context)
            if substitution is not None and text:  # what prints nothing is between no entries
                substitution = substitution._replace(each=context.first_each if context.names_lead else ())
            if text:
                yield text
            elif numbered:  # a numbered list has no gaps
                yield Rich(f"{assignment.number}. {collapsing.NO_PRINTED_FORM}")

    def _find_cache(self, item: Item) -> _ShapeCache:
        """Find the cache of an item that has not been looked up yet."""
        compiler, present = self.compiler, item.present
        numeric, uncertain = compiler.numeric & present, compiler.uncertain & present
        if numeric:
            numeric = frozenset(name for name in numeric if numbers.is_numeric(item.raw.get(name, "")))
        if uncertain:
            uncertain = frozenset(name for name in uncertain if name in item.dates and item.dates[name].circa)
        language = (item.language or self.locale.language).partition("-")[0]
        if language.startswith("en"):  # “eng”, “English”, “en_US”
            language = "en"
        present = compiler.used & present | {"citation-number"}
        shape = Shape(item.type, present, numeric, uncertain, language=language)
        found = self._caches.get(shape)
        if found is None:
            found = self._caches[shape] = _ShapeCache(shape)
        self._cache_of[item.id] = found
        return found

    def _find_program(
        self,
        area: str,
        item: Item,
        cite: Cite,
        plan: Plan,
        starts: bool,
        without: frozenset[str] = frozenset(),
    ) -> RenderFunction:
        """Find the program for an item in a citation or the bibliography, under its disambiguation plan.

        The program prints none of the variables ``without``.
        """
        cache = self._cache_of.get(item.id) or self._find_cache(item)
        key = (
            area, cite.position, cite.locator and cite.label, cite.locator and self._is_numeric(cite.locator),
            cite.first_note > 0, plan.year_suffix != "", plan.disambiguate, starts, without,
        )  # fmt: skip
        found = cache.programs.get(key)
        if found is None:
            _, position, label, numeric, noted, suffixed, conditions, _, _ = key
            shape = cache.shape
            given = [("locator", label), ("first-reference-note-number", noted), ("year-suffix", suffixed)]
            shape = Shape(
                shape.type,
                shape.present.union(name for name, is_given in given if is_given) - without,
                shape.numeric | {"locator"} if numeric else shape.numeric,
                shape.uncertain,
                label,
                position,
                conditions,
                starts,
                shape.language,
            )
            found = cache.programs[key] = self.compiler.compile_layout(area, shape)
        return found

    def _find_form_program(self, cache: _ShapeCache, conditions: int) -> RenderFunction:
        """Find the program for what disambiguation compares."""
        found = cache.programs.get((conditions,))
        if found is None:
            present = cache.shape.present - {"accessed"}
            shape = cache.shape._replace(present=present, position=_AMBIGUOUS, disambiguate=conditions)
            found = cache.programs[conditions,] = self.compiler.compile_layout("citation", shape)
        return found

    def _is_numeric(self, locator: str) -> bool:
        return "locator" in self.compiler.numeric and numbers.is_numeric(locator)

    def _build_context(self, item: Item, assignment: ItemAssignment) -> Context:
        context = Context(item)
        if assignment is not NO_ASSIGNMENT:
            context.citation_number = Rich(assignment.number or "")
            context.year_suffix = assignment.plan.year_suffix
        return context

    def _build_cite_context(self, item: Item, cite: Cite, assignment: ItemAssignment) -> Context:
        context = self._build_context(item, assignment)
        context.visibility = assignment.plan.names
        if cite.locator:
            context.locator = to_rich(cite.locator)
        if cite.first_note:
            context.first_note = Rich(cite.first_note)
        context.suppressed = cite.suppressed
        return context

    @staticmethod
    def _is_cited_by_title(item: Item, printed: Context) -> bool:
        """Return whether the title of an item is in the author's place, outside ``cs:substitute``."""
        return "author" not in item.names and printed.author is None and not printed.has_contributor

    def _render_lead(self, item: Item, cite: Cite, printed: Context) -> Rich:
        """Render what running text calls an item, if its cite prints no author.

        The cite may be a number or “ibid.”.  An item without an author, also if a translator or an editor is cited in
        the author's place, has the title that a later cite of it would print without them.
        """
        cache = self._cache_of.get(item.id) or self._find_cache(item)
        if "author" not in item.names:
            context = Context(item)
            self._find_lead_program(cache)(context)
            if found := context.author or context.title:
                return found
        context = Context(item)
        context.visibility = printed.visibility
        key = ("running text", cite.position)
        program = cache.programs.get(key)
        if program is None:
            shape = cache.shape._replace(position=cite.position)
            program = cache.programs[key] = self.compiler.compile_running_names(shape)
        return program(context)

    def _find_lead_program(self, cache: _ShapeCache) -> RenderFunction:
        """Find the program for a later cite of an item without its contributors, which records the title."""
        found = cache.programs.get(("lead",))
        if found is None:
            shape = cache.shape._replace(present=cache.shape.present - CONTRIBUTORS, position=SUBSEQUENT)
            found = self.compiler.compile_layout("citation", shape, records_title=True)
            cache.programs["lead",] = found
        return found


def add_short_forms(
    given: Mapping[str, Any], abbreviations: Mapping[str, Mapping[str, str]]
) -> Mapping[str, Any]:
    """Add the short forms that a list of abbreviations has for an item's variables; return the item.

    What the item has itself is kept.

    ``abbreviations`` are short forms by variable and by value, as :func:`fold_for_abbreviation` returns that.

    >>> journals = {"container-title": {"cold war history": "CWH"}}
    >>> add_short_forms({"container-title": "<i>Cold War History</i>"}, journals)["container-title-short"]
    'CWH'
    """
    short: dict[str, Any] = {}
    for variable, table in abbreviations.items():
        value = given.get(variable)
        if isinstance(value, str) and (found := table.get(fold_for_abbreviation(value))):
            short[f"{variable}-short"] = found
    return {**short, **given} if short else given


def fold_for_abbreviation(text: str) -> str:
    """Return a text without case, markup and superfluous spaces, as lists of abbreviations are searched."""
    return " ".join(to_plain(to_rich(text)).casefold().split())


def _render_unknown(cite: Cite) -> RenderedCite:
    """Render the id of an unknown item in place of a cite, and of the names that a sentence would have of it."""
    mark = Rich(f"[?{to_rich(cite.id)}]")
    return RenderedCite(
        cite.id,
        mark,
        mark if cite.composite else NO_TEXT,
        cite.prefix,
        cite.suffix,
        NO_TEXT,
        0,
        cite.locator,
        lambda _suffix: mark,
        lambda: True,
    )

"""The items that a document lists: which ones, in which order, with which numbers, and how they are told apart."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import partial
from typing import Any

from archcite.csl.data.item import Item
from archcite.csl.document.bibliography_order import BibliographyOrder
from archcite.csl.document.disambiguation import DisambiguationRules, Disambiguator, depends_on_all
from archcite.csl.document.renderer import ItemAssignment, ItemAssignments, Renderer


class ListedItems:
    """Items that are cited or registered, kept in order and told apart while citations come and go."""

    def __init__(self, renderer: Renderer, rules: DisambiguationRules) -> None:
        style = renderer.style
        areas = (style.citation, style.bibliography)
        self._renderer = renderer
        self._numbered = "citation-number" in renderer.compiler.used or any(
            key.variable == "citation-number" for area in areas if area is not None for key in area.sort
        )
        self._disambiguator = Disambiguator(
            rules,
            renderer.render_form,
            renderer.find_name_lists,
            renderer.find_sorted_name_lists,
            renderer.find_entry_name_lists,
        )
        self._entries_depend_on_all = style.bibliography is not None and depends_on_all(style, rules)
        self.assignments = ItemAssignments(self._disambiguator.plans)
        keys = len(style.bibliography.sort) if style.bibliography else 0
        # The key does not know this object: a circle would stay in memory until the collector finds it.
        self._order = BibliographyOrder(partial(_get_entry_key, renderer, self.assignments), keys)
        self._registered: list[str] = []
        self._uncited: list[str] = []  # what was registered after something had been cited
        self._always: set[str] = set()
        self._unasked: list[str] = []  # all items, while none is cited or registered
        self._listed: dict[str, None] = {}
        self._outdated = True  # everything has to be computed again

    @property
    def items(self) -> Sequence[Item]:
        """The items in the order of the bibliography."""
        return self._order.items

    @property
    def is_outdated(self) -> bool:
        """Whether something else has changed than what is cited."""
        return self._outdated

    @property
    def has_registered(self) -> bool:
        """Whether any items are listed without being cited."""
        return bool(self._always)

    def __contains__(self, key: str) -> bool:
        return key in self._listed

    def register(self, ids: Collection[str], *, after_citations: bool) -> None:
        """List items whether they are cited or not; before what is cited unless ``after_citations``."""
        self.withdraw_unasked()
        (self._uncited if after_citations else self._registered).extend(ids)
        self._always.update(ids)
        self._outdated = True

    def list_unasked(self, ids: Iterable[str]) -> None:
        """List all items, since none is cited or registered; until one is, see :meth:`withdraw_unasked`."""
        unasked = list(ids)
        if unasked != self._unasked:
            self._unasked = unasked
            self._outdated = True

    def withdraw_unasked(self) -> None:
        """Leave out what is only listed while nothing is cited or registered."""
        if self._unasked:
            self._unasked = []
            self._outdated = True

    def get_registered(self) -> tuple[list[str], list[str]]:
        """Return what was registered, before and after citations, for :meth:`set_registered`."""
        return list(self._registered), list(self._uncited)

    def set_registered(self, registered: tuple[list[str], list[str]]) -> None:
        """Register what another document has registered."""
        for ids, after_citations in zip(registered, (False, True), strict=True):
            self.register(ids, after_citations=after_citations)

    def invalidate(self, ids: Iterable[str]) -> None:
        """Forget what was worked out: the data of these items are no longer what they were."""
        self._order.forget(list(ids))
        self._outdated = True
        self._listed = {}

    def update(
        self, recited: Iterable[str], cited: Collection[str], document: Iterable[str], *, within: bool
    ) -> set[str]:
        """Bring order, numbers and plans up to date; return the ids of the items whose number or plan is another.

        ``recited`` are the items that are cited in more or fewer places than before, ``cited`` all that are cited,
        and ``document`` yields them in the order in which they are cited. ``within`` says that something else than
        the end of the document has changed.
        """
        self._disambiguator.is_idle = not cited and not self._entries_depend_on_all
        listed = self._listed
        added = [key for key in recited if key in cited and key not in listed]
        removed = [key for key in recited if key in listed and not (key in cited or key in self._always)]
        # Where keys do not decide alone, a citation that comes earlier or later changes the order.
        by_document = within and (self._numbered or not self._order.keys or self._order.has_ties)
        if self._outdated or by_document or not self._insert(added, removed):
            return self._rebuild(document)
        for key in removed:
            del listed[key]
        listed.update(dict.fromkeys(added))
        items = self._find_items(added)
        if self._numbered:
            self.assignments.numbers.update(
                (item.id, number) for number, item in enumerate(items, len(self.assignments.numbers) + 1)
            )
        gone = [item.id for item in self._find_items(removed)]
        return self._disambiguator.update(items, gone, self._order.items)

    def _insert(self, added: Sequence[str], removed: Sequence[str]) -> bool:
        """Insert items into the order and remove others; return False if all must be sorted again."""
        order, items = self._order, self._find_items(added)
        if 4 * len(items) > len(order.items):
            return not items  # it is less work to sort them all
        if removed:
            gone = set(removed)
            order.items = [item for item in order.items if item.id not in gone]
        if order.keys:
            return not (items and self._numbered) and all(map(order.insert, items))
        order.items.extend(items)
        return not (items and self._uncited)  # which come after what is cited

    def _rebuild(self, document: Iterable[str]) -> set[str]:
        """Sort, number and tell apart all items; return the ids of those whose number or plan is another."""
        listed = dict.fromkeys((*self._registered, *self._unasked, *document, *self._uncited))
        self._outdated = False
        if list(listed) == list(self._listed):
            return set()
        self._listed = listed
        before = self.assignments.numbers
        items = self._find_items(listed)
        if self._numbered:
            self._number(items)
            self._order.forget()  # the numbers may be what is sorted by
        self._order.sort(items)
        items = self._order.items
        changed = self._disambiguator.start_over(items)
        if self._numbered:
            numbers = self._number(items)
            changed.update(key for key, number in numbers.items() if before.get(key) != number)
        return changed

    def _number(self, items: Iterable[Item]) -> dict[str, int]:
        numbers = self.assignments.numbers = {item.id: number for number, item in enumerate(items, 1)}
        return numbers

    def get_entry_assignment(self, key: str, *, cited: bool) -> ItemAssignment:
        """Return the number and the plan of an item for its entry.

        Names that tell cites apart are shown in entries of what is ``cited``: a method "only takes effect on the
        involved bibliographic entries after it has been used to disambiguate cites" (CSL 1.0.2, "Disambiguation").
        """
        found = self.assignments.get(key)
        names = self._disambiguator.find_entry_names(key) if cited else None
        if names == found.plan.names:
            return found
        return found._replace(plan=found.plan._replace(names=names))

    def _find_items(self, ids: Iterable[str]) -> list[Item]:
        return [item for key in ids if (item := self._renderer.get_item(key)) is not None]


def _get_entry_key(renderer: Renderer, assignments: ItemAssignments, item: Item, index: int) -> Any:
    """Return what an entry is sorted by, before anything is told apart."""
    return renderer.get_sort_key("bibliography", index, item, assignments.get_number(item.id))

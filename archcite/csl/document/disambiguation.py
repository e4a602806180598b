"""Disambiguate cites (CSL 1.0.2, "Disambiguation").

Only cites whose rendered form collides are touched: they are grouped by that form in a dict, so the cost is linear
in the number of cites. Each group then goes through the steps that the style allows, in order: more names, more of
the given names, the ``disambiguate`` condition, a year suffix.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from archcite._foundation.immutable import Immutable, replace
from archcite.csl.data.item import Item
from archcite.csl.document.given_names import EntryNameLevels, GivenNameLevels
from archcite.csl.document.plan import (
    NO_PLAN,
    FindNameLists,
    FindSortedLists,
    Plan,
    RenderedNameList,
    RenderForm,
)
from archcite.csl.render.names import FULL_GIVEN, INITIALS, NO_GIVEN, NameVisibility
from archcite.csl.style.model import Style
from archcite.richtext.marks import Rich


class DisambiguationRules(Immutable):
    """Disambiguation attributes of ``cs:citation``."""

    add_names: bool
    add_givenname: bool
    givenname_rule: str
    conditions: int
    year_suffix: bool

    @property
    def is_active(self) -> bool:
        """Whether the style disambiguates at all."""
        return self.add_names or bool(self.conditions) or self.add_givenname or self.year_suffix

    @property
    def by_cite(self) -> bool:
        """Whether given names are shown for ambiguous cites only, not for ambiguous names."""
        return self.add_givenname and self.givenname_rule == "by-cite"


def read_rules(options: Mapping[str, str], conditions: int) -> DisambiguationRules:
    """Read the rules from the attributes; ``conditions`` is how many ``disambiguate`` conditions the style has."""
    return DisambiguationRules(
        add_names=options.get("disambiguate-add-names") == "true",
        add_givenname=options.get("disambiguate-add-givenname") == "true",
        givenname_rule=options.get("givenname-disambiguation-rule", "by-cite"),
        conditions=conditions,
        year_suffix=options.get("disambiguate-add-year-suffix") == "true",
    )


def depends_on_all(style: Style, rules: DisambiguationRules) -> bool:
    """Return whether the entries of a bibliography depend on what tells its items apart: a letter, or a condition."""
    return rules.year_suffix or style.scan.tests_ambiguity("bibliography")


class Disambiguator:
    """Disambiguation of the items of a document, kept right while items come and go.

    ``render_form`` renders the cite of an item under a plan; ``find_lists`` finds the lists of names that it
    shows, ``find_entry_lists`` those of its entry, and ``find_sorted_lists`` those that the bibliography is sorted by.
    ``plans`` has a plan for each item that needs one, by id. While it ``is_idle``, since nothing that is printed
    depends on plans, items are not told apart.
    """

    def __init__(
        self,
        rules: DisambiguationRules,
        render_form: RenderForm,
        find_lists: FindNameLists,
        find_sorted_lists: FindSortedLists,
        find_entry_lists: FindNameLists,
    ) -> None:
        self._rules = rules
        self._render_form = render_form
        self._find_lists = find_lists
        self._find_sorted_lists = find_sorted_lists
        self._find_entry_lists = find_entry_lists
        self.plans: dict[str, Plan] = {}
        self.is_idle = False
        self._is_postponed = False
        self._begin()

    def _begin(self) -> None:
        rules = self._rules
        by_name = rules.add_givenname and not rules.by_cite
        self._levels = (
            GivenNameLevels(rules.givenname_rule, self._find_lists, self._find_sorted_lists)
            if by_name
            else None
        )
        self._entry_levels: EntryNameLevels | None = None  # worked out when an entry is asked for
        self._starts: dict[str, Plan] = {}  # where given names are needed, whatever cite they stand in
        self._items: dict[str, Item] = {}
        self._form_of: dict[str, str] = {}
        self._groups: dict[str, dict[str, Item]] = {}

    def start_over(self, items: Sequence[Item]) -> set[str]:
        """Begin again with all items, in the order of their year suffixes; return the ids whose plan changed."""
        before = dict(self.plans)
        self.plans.clear()
        self._begin()
        self._is_postponed = False
        self.update(items, (), items)
        return {key for key in before.keys() | self.plans.keys() if before.get(key) != self.plans.get(key)}

    def update(self, came: Sequence[Item], went: Iterable[str], order: Sequence[Item]) -> set[str]:
        """Add and remove items, of which ``order`` has all; return the ids of the items whose plan changed."""
        if not self._rules.is_active:
            return set()
        if self.is_idle:
            self._is_postponed = True
            return set()
        if self._is_postponed:
            return self.start_over(order)
        touched: set[str] = set()
        namesakes: set[str] = set()
        for key in went:
            if key in self._form_of:
                touched.add(self._remove_from_group(key))
            self.plans.pop(key, None)
            del self._items[key]
            if self._levels is not None:
                namesakes |= self._levels.remove(key)
        for item in came:
            self._items[item.id] = item
            if self._levels is not None:
                namesakes |= self._levels.add(item)
        if came or namesakes:
            self._entry_levels = None
        if self._levels is None and len(self._items) < 2 and not self._form_of:
            return set()  # nothing to tell a single item from: its form is rendered when another one comes
        if self._form_of:
            again = [*came, *(self._items[key] for key in namesakes if key in self._items)]
        else:
            again = list(self._items.values())
        for item in again:
            start = self._levels.build_plan(item) if self._levels is not None else NO_PLAN
            if item.id in self._form_of:
                if start == self._starts.get(item.id, NO_PLAN):
                    continue
                touched.add(self._remove_from_group(item.id))
            self._starts[item.id] = start
            form = self._form_of[item.id] = self._render_form(item, start)
            self._groups.setdefault(form, {})[item.id] = item
            touched.add(form)
        return self._resolve_groups(touched, None if len(came) == len(self._items) else order)

    def find_entry_names(self, key: str) -> Mapping[int, NameVisibility] | None:
        """Find what the lists of names in the entry of an item show, to tell apart its cites and its people.

        What tells cites apart "must be shown in the corresponding bibliography entries", in the first list of names.
        Where names are told apart, whatever cites they are in, those of entries count as well (CSL 1.0.2,
        "Disambiguation"): “all rendered ambiguous names” can be read both ways, and citeproc-js does so. What is shown
        of a given name depends on the options of the bibliography.
        """
        plan = self.plans.get(key, NO_PLAN)
        first = (plan.names or {}).get(0)
        if self._levels is None or plan.disambiguate or key not in self._items:
            return None if first is None else {0: first}
        if self._entry_levels is None:
            self._entry_levels = EntryNameLevels(self._levels, self._items.values(), self._find_entry_lists)
        names = self._entry_levels.find_names(self._items[key])
        if first is not None:
            own = names.get(0)
            names[0] = (
                first._replace(levels=())
                if own is None
                else own._replace(number=max(own.number, first.number))
            )
        return names or None

    def _remove_from_group(self, key: str) -> str:
        """Remove an item from its group; return the rendered form of that group."""
        form = self._form_of.pop(key)
        del self._groups[form][key]
        if not self._groups[form]:
            del self._groups[form]
        return form

    def _resolve_groups(self, forms: Iterable[str], order: Sequence[Item] | None) -> set[str]:
        """Build the plans for the groups with these forms; return the ids of the items whose plan changed."""
        changed = set()
        groups: list[list[Item]] = []
        for form in forms:
            members = list(self._groups.get(form, {}).values())
            if len(members) > 1:
                groups.append(members)
            elif members and self._set_plan(members[0].id, self._starts[members[0].id]):
                changed.add(members[0].id)
        if order is not None and groups:
            ids = {item.id for group in groups for item in group}
            ranks = {item.id: rank for rank, item in enumerate(order) if item.id in ids}
            for group in groups:
                group.sort(key=lambda item: ranks[item.id])
        for group in groups:
            start = {item.id: self._starts[item.id] for item in group}
            found = _resolve_group(group, start, self._rules, self._render_form, self._find_lists)
            changed.update(key for key, plan in found.items() if self._set_plan(key, plan))
        return changed

    def _set_plan(self, key: str, plan: Plan) -> bool:
        """Set the plan of an item; return whether it changed."""
        if plan == self.plans.get(key, NO_PLAN):
            return False
        self.plans[key] = plan
        return True


def _resolve_group(
    group: Sequence[Item],
    start: Mapping[str, Plan],
    rules: DisambiguationRules,
    render_form: RenderForm,
    find_lists: FindNameLists,
) -> dict[str, Plan]:
    plans = dict(start)
    left: list[list[Item]] = [list(group)]
    if rules.add_names or rules.by_cite:
        left = _add_names(group, plans, rules, render_form, find_lists)
    for level in range(1, rules.conditions + 1):
        left = _add_condition(left, plans, rules, render_form, find_lists, level)
    if rules.year_suffix:
        for members in left:
            for number, item in enumerate(members):
                plans[item.id] = plans[item.id]._replace(year_suffix=to_suffix_letters(number))
    return plans


def _add_names(
    group: Sequence[Item],
    plans: dict[str, Plan],
    rules: DisambiguationRules,
    render_form: RenderForm,
    find_lists: FindNameLists,
) -> list[list[Item]]:
    """Show more names, step by step, wherever a step splits the group; return the groups that no step splits."""
    lists = {item.id: find_lists(item, 0) for item in group}
    unresolved: list[list[Item]] = []
    steps = list(_iterate_steps(lists.values(), rules))
    # The groups that are left: their items, what has been tried for them, what of it helped, the step to try next.
    waiting = [(list(group), _NO_EXPANSION, _NO_EXPANSION, 0)]
    while waiting:
        members, tried, kept, step = waiting.pop()
        parts = [members]
        while step < len(steps) and len(parts) == 1:
            list_index, index, level = steps[step]
            step += 1
            tried = tried.expand(list_index, index, level)
            forms: dict[str, list[Item]] = {}
            for item in members:
                names = tried.to_visibility(lists[item.id], plans[item.id].names)
                forms.setdefault(render_form(item, plans[item.id]._replace(names=names)), []).append(item)
            parts = list(forms.values())
        if len(parts) > 1:
            kept = kept.accept(tried, list_index, index)
            waiting += [(part, tried, kept, step) for part in reversed(parts) if len(part) > 1]
            settled = [part[0] for part in parts if len(part) == 1]
        else:
            unresolved.append(members)
            settled = members
        if kept is not _NO_EXPANSION:
            for item in settled:
                names = kept.to_visibility(lists[item.id], plans[item.id].names)
                plans[item.id] = plans[item.id]._replace(names=names)
    return unresolved


class NameExpansion(Immutable):
    """Names to show beyond the default, and levels of given names, by list of names."""

    counts: dict[int, int]
    levels: dict[tuple[int, int], int]

    def expand(self, list_index: int, index: int, level: int) -> NameExpansion:
        """Return a copy one step further: a ``level`` for a given name, or (-1) one more name shown."""
        if level < 0:
            return replace(
                self, counts={**self.counts, list_index: max(index + 1, self.counts.get(list_index, 0))}
            )
        return replace(self, levels={**self.levels, (list_index, index): level})

    def accept(self, tried: NameExpansion, list_index: int, index: int) -> NameExpansion:
        """Return a copy with the expansion tried for the name at ``index``, and for the length of its list."""
        counts, levels = dict(self.counts), dict(self.levels)
        if list_index in tried.counts:
            counts[list_index] = tried.counts[list_index]
        if (list_index, index) in tried.levels:
            levels[list_index, index] = tried.levels[list_index, index]
        return NameExpansion(counts=counts, levels=levels)

    def to_visibility(
        self, lists: Sequence[RenderedNameList], base: Mapping[int, NameVisibility] | None
    ) -> dict[int, NameVisibility]:
        """Convert the expansion to the visibility of each list of names, on top of ``base``."""
        found = dict(base or {})
        for list_index, listing in enumerate(lists):
            earlier = found.get(list_index)
            count = max(self.counts.get(list_index, 0), earlier.number if earlier else listing.shown)
            wanted = [level for (where, index), level in self.levels.items() if where == list_index]
            if not wanted and count == listing.shown and earlier is None:
                continue
            levels = list(earlier.levels if earlier else ())
            for (where, index), level in self.levels.items():
                if where == list_index and index < len(listing.names):
                    levels.extend([NO_GIVEN] * (index + 1 - len(levels)))
                    if level == INITIALS and listing.renderer.options.initialize_with is None:
                        level = FULL_GIVEN
                    levels[index] = max(levels[index], level)
            found[list_index] = NameVisibility(min(count, len(listing.names)), tuple(levels))
        return found


_NO_EXPANSION = NameExpansion(counts={}, levels={})


def _iterate_steps(
    lists: Iterable[Sequence[RenderedNameList]], rules: DisambiguationRules
) -> Iterator[tuple[int, int, int]]:
    """Yield the steps of name expansion, in order: index of the list, index of the name, level (-1: one more name)."""
    lists = list(lists)
    for list_index in range(max((len(listing) for listing in lists), default=0)):
        here = [listing[list_index] for listing in lists if list_index < len(listing)]
        most = max(len(one.names) for one in here)
        shown = min(one.shown for one in here)
        initials = any(one.renderer.options.initialize_with is not None for one in here)
        for index in range(most if rules.add_names else min(most, max(one.shown for one in here))):
            if rules.add_names and index >= shown:
                yield list_index, index, -1
            if rules.by_cite:
                if initials:
                    yield list_index, index, INITIALS
                yield list_index, index, FULL_GIVEN


def _add_condition(
    left: Sequence[list[Item]],
    plans: dict[str, Plan],
    rules: DisambiguationRules,
    render_form: RenderForm,
    find_lists: FindNameLists,
    level: int,
) -> list[list[Item]]:
    """Let one more ``disambiguate`` condition hold; return the groups that it does not split.

    Names that only a condition brings in are compared in full where the style adds names, and are not
    themselves added to: names come before conditions, and no step is taken twice.
    """
    unresolved: list[list[Item]] = []
    for members in left:
        parts: dict[str, list[Item]] = {}
        for item in members:
            plan = plans[item.id] = plans[item.id]._replace(disambiguate=level)
            text = render_form(item, plan)
            if rules.add_names and (whole := _show_all(find_lists(item, level), plan.names)) != plan.names:
                text = render_form(item, plan._replace(names=whole))
            parts.setdefault(text, []).append(item)
        unresolved.extend(part for part in parts.values() if len(part) > 1)
    return unresolved


def _show_all(
    lists: Sequence[RenderedNameList], names: Mapping[int, NameVisibility] | None
) -> Mapping[int, NameVisibility] | None:
    """Return a visibility that also shows all names of the lists that are not decided yet."""
    whole = {
        place: NameVisibility(len(one.names), ())
        for place, one in enumerate(lists)
        if one.shown < len(one.names)
    }
    return {**whole, **(names or {})} or None


def to_suffix_letters(number: int) -> Rich:
    """Convert an index to a year suffix: a to z, then aa, ab and so on.

    >>> to_suffix_letters(0), to_suffix_letters(25), to_suffix_letters(26), to_suffix_letters(702)
    ('a', 'z', 'aa', 'aaa')
    """
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(ord("a") + rest) + letters
    return Rich(letters)

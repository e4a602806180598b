"""Tell people apart by their given names, whatever cites they are in (CSL 1.0.2, "givenname-disambiguation-rule")."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TypeAlias

from archcite.csl.data.item import Item
from archcite.csl.data.name import ItemName
from archcite.csl.document.plan import NO_PLAN, FindNameLists, FindSortedLists, Plan, RenderedNameList
from archcite.csl.render.initials import initialize
from archcite.csl.render.names import FULL_GIVEN, INITIALS, NO_GIVEN, NameVisibility


class GivenNameLevels:
    """Global given-name disambiguation (the all-names and primary-name rules).

    The names of cites are told apart from each other, and from those that the bibliography is sorted by, such as an
    editor's beside the author.  "All rendered ambiguous names" can be read both ways; citeproc-js does so.
    """

    def __init__(self, rule: str, find_lists: FindNameLists, find_sorted_lists: FindSortedLists) -> None:
        self.primary = rule.startswith("primary-name")
        self.with_initials = rule.endswith("-with-initials")
        self.find_lists = find_lists
        self.find_sorted_lists = find_sorted_lists
        # The people of each family name: by their initials, how many times each given name.
        self.given: dict[str, dict[str, dict[str, int]]] = {}
        self.people: dict[str, tuple[_Person, ...]] = {}  # who is in each item
        self._known: dict[ItemName, _Person] = {}
        self._alone: Item | None = None  # the only item, as long as its sort keys do not matter
        self.families: dict[str, dict[str, None]] = {}  # in which items it is

    def add(self, item: Item) -> set[str]:
        """Add an item; return the ids of all items that have a name to tell apart because of it."""
        touched: set[str] = set()
        if self._alone is not None:
            touched |= self._count_people(self._alone, self.find_sorted_lists(self._alone))
            self._alone = None
        touched |= self._count_people(item, self.find_lists(item, 0))
        if len(self.people) == 1 and not _repeats_family(item):
            self._alone = item  # to sort it takes time, and it has nobody to be taken for
            return touched
        return touched | self._count_people(item, self.find_sorted_lists(item))

    def _count_people(self, item: Item, listings: Iterable[RenderedNameList]) -> set[str]:
        """Count the people in lists of names of an item; return the ids of all items with a namesake of theirs."""
        touched: set[str] = set()
        known = self.people.get(item.id, ())
        people = dict.fromkeys(
            self._get_person(name, listing)
            for listing in listings
            for name in (listing.names[:1] if self.primary else listing.names)
            if not name.literal
        )
        added = tuple(person for person in people if person not in known)
        for family, short, bare in added:
            found = self.given.setdefault(family, {}).setdefault(short, {})
            if bare not in found:
                touched.update(self.families.get(family, ()))
            found[bare] = found.get(bare, 0) + 1
            self.families.setdefault(family, {})[item.id] = None
        self.people[item.id] = known + added
        return touched

    def remove(self, key: str) -> set[str]:
        """Remove an item; return the ids of all items that may no longer have a name to tell apart."""
        touched: set[str] = set()
        if self._alone is not None and self._alone.id == key:
            self._alone = None
        for family, short, bare in self.people.pop(key):
            self.families[family].pop(key, None)
            namesakes = self.given[family]
            namesakes[short][bare] -= 1
            if not namesakes[short][bare]:
                touched.update(self.families[family])
                del namesakes[short][bare]
                if not namesakes[short]:
                    del namesakes[short]
        return touched

    def build_plan(self, item: Item) -> Plan:
        """Build the plan of an item in which a given name must be shown; ``NO_PLAN`` if there is nothing to show."""
        if not any(map(self._has_namesake, self.people[item.id])):
            return NO_PLAN
        found = {}
        for list_index, listing in enumerate(self.find_lists(item, 0)):
            levels = tuple(
                self._find_level(name, listing) if not (self.primary and index) else NO_GIVEN
                for index, name in enumerate(listing.names)
            )
            if any(level > listing.renderer.options.given_level for level in levels):
                found[list_index] = NameVisibility(listing.shown, levels)
        return Plan(found) if found else NO_PLAN

    def _find_level(self, name: ItemName, listing: RenderedNameList) -> int:
        if name.literal:
            return NO_GIVEN
        person = family, short, _bare = self._get_person(name, listing)
        if not self._has_namesake(person):
            return NO_GIVEN
        namesakes = self.given[family]
        options = listing.renderer.options
        if self.with_initials:
            # "No disambiguation attempt is made when initialize-with is not set or when initialize is set to false".
            can_shorten = options.initialize_with is not None and options.initialize
            return INITIALS if can_shorten and len(namesakes) > 1 else NO_GIVEN
        if len(namesakes[short]) > 1 or options.initialize_with is None:
            return FULL_GIVEN
        return INITIALS

    def _has_namesake(self, person: _Person) -> bool:
        family, short, _bare = person
        namesakes = self.given[family]
        return len(namesakes) > 1 or len(namesakes[short]) > 1

    def _get_person(self, name: ItemName, listing: RenderedNameList) -> _Person:
        found = self._known.get(name)
        if found is None:
            family: str = name.family
            if listing.renderer.demote == "never" and name.non_dropping:
                family = f"{name.non_dropping} {family}"
            bare = " ".join(name.given.replace(".", " ").split())
            found = self._known[name] = family.replace(".", " "), initialize(bare, ""), bare
        return found


def _repeats_family(item: Item) -> bool:
    """Return whether a family name comes twice in an item, in whichever roles."""
    families = [name.family for names in item.names.values() for name in names if not name.literal]
    return len(set(families)) < len(families)


# A family name, initials and a given name.
_Person: TypeAlias = tuple[str, str, str]

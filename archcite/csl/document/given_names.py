"""Tell people apart by their given names, whatever cites they are in (CSL 1.0.2, "givenname-disambiguation-rule")."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from typing import TypeAlias

from archcite.csl.data.item import Item
from archcite.csl.data.name import ItemName
from archcite.csl.document.plan import NO_PLAN, FindNameLists, FindSortedLists, Plan, RenderedNameList
from archcite.csl.render.initials import initialize
from archcite.csl.render.names import FULL_GIVEN, INITIALS, NO_GIVEN, NameOptions, NameVisibility

# A family name, initials and a given name.
Person: TypeAlias = tuple[str, str, str]


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
        self.people: dict[str, tuple[Person, ...]] = {}  # who is in each item
        self._known: dict[ItemName, Person] = {}
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
            self.get_person(name, listing)
            for listing in listings
            for name in self.select_names(listing)
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
        if not any(map(self.count_namesakes, self.people[item.id])):
            return NO_PLAN
        found = {
            index: visibility
            for index, listing in enumerate(self.find_lists(item, 0))
            if (visibility := self.find_visibility(listing, self.count_namesakes))
        }
        return Plan(found) if found else NO_PLAN

    def find_visibility(
        self, listing: RenderedNameList, count: Callable[[Person], tuple[int, int] | None]
    ) -> NameVisibility | None:
        """Find which given names a list of names must show; None if it need not show more than it does.

        ``count`` counts the namesakes of a person, see :meth:`count_namesakes`.
        """
        options = listing.renderer.options
        if options.given_level >= (INITIALS if self.with_initials or not options.initialize else FULL_GIVEN):
            return None  # all that could be shown is shown
        needed = False
        levels = []
        for name in self.select_names(listing):
            level = NO_GIVEN
            namesakes = None if name.literal else count(self.get_person(name, listing))
            if namesakes is not None:
                level = self._find_level(options, *namesakes)
                needed = needed or level > options.given_level
            levels.append(level)
        if not needed:
            return None
        levels += [NO_GIVEN] * (len(listing.names) - len(levels))
        return NameVisibility(listing.shown, tuple(levels))

    def _find_level(self, options: NameOptions, forms: int, wholes: int) -> int:
        if self.with_initials:
            # "No disambiguation attempt is made when initialize-with is not set or when initialize is set to false".
            can_shorten = options.initialize_with is not None and options.initialize
            return INITIALS if can_shorten and forms > 1 else NO_GIVEN
        return FULL_GIVEN if wholes > 1 or options.initialize_with is None else INITIALS

    def count_namesakes(self, person: Person) -> tuple[int, int] | None:
        """Count the initials that come with a family name, and the given names with these initials.

        Return None if nobody else has the family name.
        """
        family, short, _bare = person
        namesakes = self.given[family]
        initials = namesakes[short]
        return (len(namesakes), len(initials)) if len(namesakes) > 1 or len(initials) > 1 else None

    def select_names(self, listing: RenderedNameList) -> Sequence[ItemName]:
        """Select the names of a list that are told apart."""
        return listing.names[:1] if self.primary else listing.names

    def get_person(self, name: ItemName, listing: RenderedNameList) -> Person:
        """Return the family name, the initials and the given name of a person in a list of names."""
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


class EntryNameLevels:
    """Given names in the entries of items, told apart from each other and from those of cites and sort keys.

    ``levels`` are those of cites, ``find_lists`` finds the lists of names that an entry shows. Initials may be enough
    in an entry where a cite, which has no initials, shows the whole name.
    """

    def __init__(self, levels: GivenNameLevels, items: Iterable[Item], find_lists: FindNameLists) -> None:
        self._levels = levels
        self._find_lists = find_lists
        # Who is in entries alone: by family name and initials, the given names.
        self._added: dict[str, dict[str, set[str]]] = {}
        for item in items:
            for listing in find_lists(item, 0):
                for name in levels.select_names(listing):
                    if not name.literal:
                        self._add(levels.get_person(name, listing))

    def _add(self, person: Person) -> None:
        family, short, bare = person
        if bare not in self._levels.given.get(family, _NOBODY).get(short, _NOBODY):
            self._added.setdefault(family, {}).setdefault(short, set()).add(bare)

    def find_names(self, item: Item) -> dict[int, NameVisibility]:
        """Find the lists of names in the entry of an item that must show more of given names."""
        found = {}
        for index, listing in enumerate(self._find_lists(item, 0)):
            visibility = self._levels.find_visibility(listing, self._count_namesakes)
            if visibility is not None:
                found[index] = visibility
        return found

    def _count_namesakes(self, person: Person) -> tuple[int, int] | None:
        family, short, _bare = person
        namesakes, added = self._levels.given.get(family, _NOBODY), self._added.get(family, _NOBODY)
        families = len(namesakes.keys() | added.keys()) if added else len(namesakes)
        initials = len(namesakes.get(short, ())) + len(added.get(short, ()))
        return (families, initials) if families > 1 or initials > 1 else None


_NOBODY: Mapping[str, Mapping[str, Collection[str]]] = {}

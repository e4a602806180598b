"""Keep a bibliography in order while items come and go."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from itertools import pairwise
from typing import Any

from archcite.csl.data.item import Item
from archcite.csl.document.sorting import sort_by_keys


class BibliographyOrder:
    """Items in the order of some sort keys, each built by ``key(item, number)`` when it is needed, and once.

    >>> order = BibliographyOrder(lambda item, number: item.raw["title"], 1)
    >>> order.sort([Item({"id": title, "title": title}) for title in "bda"])
    >>> order.insert(Item({"id": "c", "title": "c"})), [item.id for item in order.items]
    (True, ['a', 'b', 'c', 'd'])
    """

    def __init__(self, key: Callable[[Item, int], Any], keys: int) -> None:
        self.items: list[Item] = []
        self.keys = keys
        self._key = key
        self._known: tuple[dict[str, Any], ...] = tuple({} for _ in range(keys))  # by number and id
        self._tied: bool | None = False  # None where nobody has looked

    def sort(self, items: Iterable[Item]) -> None:
        """Begin with these items; equal items stay in the order in which they are given."""
        self.items = sort_by_keys(list(items), self._get_key, self.keys)
        self._tied = None

    def forget(self, ids: Collection[str] | None = None) -> None:
        """Forget the sort keys of some items, or of all, because they have changed."""
        for known in self._known:
            if ids is None:
                known.clear()
            elif known:
                for key in ids:
                    known.pop(key, None)

    @property
    def has_ties(self) -> bool:
        """Whether there are items that the keys leave in the order in which they came."""
        if self._tied is None:
            self._tied = any(self._compare(one, two) == 0 for one, two in pairwise(self.items))
        return self._tied

    def insert(self, item: Item) -> bool:
        """Insert an item; return False, without inserting it, if the keys alone do not decide its place."""
        low, high = 0, len(self.items)
        while low < high:
            middle = (low + high) // 2
            side = self._compare(item, self.items[middle])
            if not side:
                return False
            low, high = (low, middle) if side < 0 else (middle + 1, high)
        self.items.insert(low, item)
        return True

    def _get_key(self, item: Item, number: int) -> Any:
        known = self._known[number]
        found = known.get(item.id)
        if found is None:
            found = known[item.id] = self._key(item, number)
        return found

    def _compare(self, one: Item, two: Item) -> int:
        for number in range(self.keys):
            first, second = self._get_key(one, number), self._get_key(two, number)
            if first != second:
                return -1 if first < second else 1
        return 0

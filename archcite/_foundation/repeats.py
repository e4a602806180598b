"""Find repeated keys among more records than fit in memory."""

from __future__ import annotations

from array import array
from collections.abc import Collection, Hashable, Iterable, Iterator

_MASK = (1 << 64) - 1
# Bits of the filter for each key: the more, the fewer keys are looked at a second time.
_BITS = 16
_SMALLEST = 1 << 16


class RepeatLog:
    """A log of entries, each with some keys of eight bytes, that finds keys of several entries.

    A key is known by its hash, 64 bits. That two different keys out of ten million have the same happens once in
    a hundred thousand runs.

    >>> log = RepeatLog()
    >>> for keys in (("a", "b"), ("c",), ("b", "a")):
    ...     log.append(map(RepeatLog.to_digest, keys))
    >>> a, b, c, d = map(RepeatLog.to_digest, "abcd")
    >>> log.is_suspect(a), log.find_first([a, b, c, d]) == {a: 0, b: 0, c: 1}, log.find_repeated() == {a, b}
    (True, True, True)
    >>> log.find_later()
    {2}
    """

    def __init__(self) -> None:
        self._digests = array("Q")
        self._ends = array("Q")  # where the keys of each entry end
        self._seen = bytearray(_SMALLEST // 8)
        self._suspects: set[int] = set()  # those whose bit was set already

    def __len__(self) -> int:
        """Return the number of entries."""
        return len(self._ends)

    @staticmethod
    def to_digest(key: Hashable) -> int:
        """Return the digest that a key is known by in this process."""
        return hash(key) & _MASK

    def append(self, digests: Iterable[int]) -> None:
        """Append an entry with its keys, as digests."""
        for digest in digests:
            self._digests.append(digest)
            if self._set_bit(digest):
                self._suspects.add(digest)
        self._ends.append(len(self._digests))
        if len(self._digests) * _BITS > len(self._seen) * 8:
            self._grow()

    def is_suspect(self, digest: int) -> bool:
        """Return whether a key may have been logged; it is never False for one that was."""
        place = digest % (len(self._seen) * 8)
        return bool(self._seen[place >> 3] & 1 << (place & 7))

    def find_first(self, digests: Collection[int]) -> dict[int, int]:
        """Return for each of these keys the number of the first entry that has it, from 0; none for other keys."""
        wanted = set(digests)
        first: dict[int, int] = {}
        for number, digest in self._iterate():
            if digest in wanted:
                first.setdefault(digest, number)
        return first

    def find_repeated(self) -> set[int]:
        """Return the keys that more than one entry has."""
        met: set[int] = set()
        found: set[int] = set()
        for _number, digest in self._iterate():
            if digest in self._suspects:
                (found if digest in met else met).add(digest)
        return found

    def has(self, digest: int) -> bool:
        """Return whether a key was logged."""
        return self.is_suspect(digest) and bool(self.find_first((digest,)))

    def find_repeating(self) -> Iterator[int]:
        """Yield the number of each entry that has a key which another entry has as well."""
        repeated = self.find_repeated()
        last = -1
        for number, digest in self._iterate() if repeated else ():
            if number != last and digest in repeated:
                last = number
                yield number

    def find_later(self) -> set[int]:
        """Return the numbers of the entries that have a key of an earlier entry."""
        met: set[int] = set()
        found: set[int] = set()
        for number, digest in self._iterate():
            if digest in self._suspects:
                if digest in met:
                    found.add(number)
                met.add(digest)
        return found

    def _iterate(self) -> Iterator[tuple[int, int]]:
        """Yield each key with the number of its entry."""
        start = 0
        for number, end in enumerate(self._ends):
            for place in range(start, end):
                yield number, self._digests[place]
            start = end

    def _set_bit(self, digest: int) -> bool:
        """Set the bit of a key; return whether it was set already."""
        place = digest % (len(self._seen) * 8)
        byte, bit = place >> 3, 1 << (place & 7)
        was_set = self._seen[byte] & bit
        self._seen[byte] |= bit
        return bool(was_set)

    def _grow(self) -> None:
        self._seen = bytearray(len(self._seen) * 4)
        self._suspects = {digest for digest in self._digests if self._set_bit(digest)}

"""Sort more values than fit in memory: in runs on disk, which are merged while they are read."""

from __future__ import annotations

import heapq
import pickle
from collections.abc import Iterator
from operator import itemgetter
from typing import Any, Generic, TypeVar

from archcite._foundation.temporary import TemporaryStorage, report_storage_errors

T = TypeVar("T")

# How many values are sorted in memory, and how many of a run are read at a time.
RUN = 20_000
_BATCH = 50


class SortedRuns(TemporaryStorage, Generic[T]):
    """Things with sort keys, in any number; what is equal stays in the order in which it was added.

    Each thing is pickled when it is added. The first ``run`` things never reach the disk. Looping over the object
    yields all things in order, with their keys, any number of times.

    >>> things = SortedRuns(run=2)
    >>> for key, thing in ((2, "b"), (1, "a"), (3, "d"), (2, "c"), (0, "0")):
    ...     things.add(key, thing)
    >>> list(things)
    [(0, '0'), (1, 'a'), (2, 'b'), (2, 'c'), (3, 'd')]
    >>> len(things)
    5
    """

    def __init__(self, run: int | None = None) -> None:
        super().__init__()
        self._run = run or RUN
        self._runs: list[list[int]] = []  # for each run, where its batches begin in the file
        self._current: list[tuple[Any, int, bytes]] = []
        self._count = 0

    def __len__(self) -> int:
        return self._count

    def add(self, key: Any, thing: T) -> None:
        """Add a thing with its sort key."""
        if len(self._current) >= self._run:
            self._write_run()
        self._current.append((key, self._count, pickle.dumps(thing, pickle.HIGHEST_PROTOCOL)))
        self._count += 1

    def __iter__(self) -> Iterator[tuple[Any, T]]:
        self._current.sort(key=_GET_ORDER)
        runs = [*map(self._read_run, self._runs), iter(self._current)]
        merged = runs[0] if len(runs) == 1 else heapq.merge(*runs, key=_GET_ORDER)
        for key, _number, data in merged:
            yield key, pickle.loads(data)

    def _write_run(self) -> None:
        self._current.sort(key=_GET_ORDER)
        file = self.open()
        starts = []
        with report_storage_errors():
            file.seek(0, 2)
            for first in range(0, len(self._current), _BATCH):
                starts.append(file.tell())
                pickle.dump(self._current[first : first + _BATCH], file, pickle.HIGHEST_PROTOCOL)
            file.flush()
        self._runs.append(starts)
        self._current = []

    def _read_run(self, starts: list[int]) -> Iterator[tuple[Any, int, bytes]]:
        for start in starts:
            file = self.open()
            file.seek(start)
            yield from pickle.load(file)


_GET_ORDER = itemgetter(0, 1)

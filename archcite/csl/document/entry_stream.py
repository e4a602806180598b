"""The entries of a bibliography of any length: sorted on disk, each rendered when its turn comes."""

from __future__ import annotations

import itertools
from collections.abc import Container, Iterable, Iterator, Mapping
from operator import itemgetter
from typing import Any, NamedTuple

from archcite._foundation.sorted_runs import SortedRuns
from archcite._foundation.text_spool import TextSpool
from archcite.csl.data.item import Item
from archcite.csl.document.bibliography import BibliographyRenderer, measure_first_field
from archcite.csl.document.disambiguation import depends_on_all, read_rules
from archcite.csl.document.renderer import NO_ASSIGNMENT, ItemAssignment, Renderer
from archcite.csl.document.sorting import sort_by_keys
from archcite.csl.style.model import Style
from archcite.output.formats import Format
from archcite.richtext.marks import Rich

# How many entries that share a sort key are put in order in memory.
_GROUP = 2_000


class StreamedEntry(NamedTuple):
    """An entry: the number under which its item was added, its item, and its rich text, empty if it prints nothing."""

    number: int
    given: Mapping[str, Any]
    rich: Rich


class _Waiting:
    """An item on its way, with its number; it is built from its data when something of it is asked for."""

    __slots__ = ("given", "item", "number")

    def __init__(self, number: int, given: Mapping[str, Any]) -> None:
        self.number = number
        self.given = given
        self.item: Item | None = None

    def __reduce__(self) -> tuple[Any, ...]:
        return _Waiting, (self.number, self.given)


class _Turn:
    """The entry whose turn it is to be rendered, and its assignment."""

    __slots__ = ("assignment",)

    def __init__(self) -> None:
        self.assignment = NO_ASSIGNMENT

    def get_assignment(self, _key: str) -> ItemAssignment:
        return self.assignment


def can_stream(style: Style) -> bool:
    """Return whether the entries of a style depend on no other entries than those before them.

    The letters that tell years apart depend on all.

    >>> from archcite.csl.style.library import load
    >>> [can_stream(load(style)[0]) for style in ("modern-language-association", "ieee", "apa")]
    [True, True, False]
    """
    rules = read_rules(style.citation.options, style.scan.conditions)
    return style.bibliography is not None and not depends_on_all(style, rules)


class EntryStream:
    """Entries of a style that :func:`can_stream`, in its order; memory does not grow with their number.

    ``run`` is how many items are sorted in memory.
    """

    def __init__(self, renderer: Renderer, format: Format, run: int | None = None) -> None:
        assert renderer.style.bibliography is not None
        self._renderer = renderer
        self._format = format
        self._keys = len(renderer.style.bibliography.sort)
        self._numbered = "citation-number" in renderer.compiler.used or any(
            key.variable == "citation-number" for key in renderer.style.bibliography.sort
        )
        self._run = run
        self._margin = 0
        self._group = min(_GROUP, run or _GROUP)
        # It does not know the stream: a circle would keep the temporary file until the collector finds it.
        self._turn = _Turn()
        self._entries = BibliographyRenderer(renderer, format, self._turn.get_assignment)
        self._sorted: SortedRuns[_Waiting] = SortedRuns(run)

    def add(self, item: Mapping[str, Any], number: int) -> None:
        """Add an item; ``number`` is its place in the order of the input, from 0."""
        waiting = _Waiting(number, item)
        self._add_to(self._sorted, waiting, 0)

    def iterate(self, without: Container[int] = ()) -> Iterator[StreamedEntry]:
        """Yield all entries in order, but for the items with the numbers ``without``."""
        asked: list[_Waiting] = []  # rendered since the last entry; what prints nothing yields none

        def items() -> Iterator[Item]:
            rank = 0
            for waiting in self._sort(self._sorted, 0):
                if waiting.number in without:
                    self._renderer.forget(str(waiting.number))
                    continue
                rank += 1
                self._turn.assignment = ItemAssignment(rank) if self._numbered else NO_ASSIGNMENT
                asked.append(waiting)
                yield self._get_item(waiting)
                self._renderer.forget(str(waiting.number))

        for rich in self._entries.render(items()):
            self._margin = max(self._margin, measure_first_field(rich))
            *empty, last = asked
            asked.clear()
            yield from (StreamedEntry(waiting.number, waiting.given, Rich("")) for waiting in empty)
            yield StreamedEntry(last.number, last.given, rich)
        yield from (StreamedEntry(waiting.number, waiting.given, Rich("")) for waiting in asked)

    def write(self, rich: Rich) -> str:
        """Return rich text in the format of the stream."""
        return self._format.write(rich)

    def frame(self, entries: Iterable[str]) -> Iterator[str]:
        """Yield written entries of :meth:`iterate` as one text in pieces, set out as the style requires."""
        layout = self._entries.layout
        if not layout.second_field_align:
            yield from self._format.iterate_bibliography(entries, layout)
            return
        with TextSpool() as spool:  # all of them say how wide the first field is
            for entry in entries:
                spool.append(entry)
            yield from self._format.iterate_bibliography(spool, layout._replace(margin=self._margin))

    def _add_to(self, runs: SortedRuns[_Waiting], waiting: _Waiting, index: int) -> None:
        """Add an item to runs that are sorted by key number ``index``."""
        key = self._get_key(waiting, index) if index < self._keys else None
        self._renderer.forget(str(waiting.number))
        runs.add((key, waiting.number) if index < self._keys else (waiting.number,), waiting)

    def _sort(self, runs: Iterable[tuple[Any, _Waiting]], index: int) -> Iterator[_Waiting]:
        """Yield items that are sorted by key number ``index``, sorted by all later keys as well.

        Most are in order already, and only those that are equal are asked for their next key.
        """
        if index + 1 >= self._keys:
            yield from map(itemgetter(1), runs)
            return
        for _key, pairs in itertools.groupby(runs, lambda pair: pair[0][0]):
            group = map(itemgetter(1), pairs)
            first = list(itertools.islice(group, self._group + 1))
            if len(first) <= self._group:
                yield from sort_by_keys(first, self._get_key, self._keys, index + 1)
                continue
            with SortedRuns[_Waiting](self._run) as more:
                for waiting in itertools.chain(first, group):
                    self._add_to(more, waiting, index + 1)
                first.clear()
                yield from self._sort(more, index + 1)

    def _get_key(self, waiting: _Waiting, index: int) -> Any:
        assignment = ItemAssignment(waiting.number + 1) if self._numbered else NO_ASSIGNMENT
        return self._renderer.get_sort_key("bibliography", index, self._get_item(waiting), assignment)

    def _get_item(self, waiting: _Waiting) -> Item:
        if waiting.item is None:
            waiting.item = self._renderer.build_item(waiting.given, str(waiting.number))
        return waiting.item

"""A bibliography of more records than fit in memory: sorted on disk, written as it comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from archcite._foundation.repeats import RepeatLog
from archcite._foundation.sorted_runs import SortedRuns
from archcite.bibliography.short_titles import cut_title, get_name_of_work
from archcite.record import Publication, Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from archcite.csl.document.entry_stream import EntryStream

    # What makes the item that a style prints, of the one that a record is.
    Finish = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class StreamedBibliography:
    """The bibliography of any number of records, which are read once and not kept.

    ``stream`` renders the entries; ``to_item`` makes the CSL item of a record, and ``finish`` the one that is
    printed, of an item with its short title. Equal records are listed once. See :meth:`archcite.Bibliography.stream`.
    """

    def __init__(
        self,
        records: Iterable[Source],
        stream: EntryStream,
        to_item: Callable[[Source], Mapping[str, Any]],
        finish: Finish,
    ) -> None:
        shortens = stream.prints_short_titles
        self._stream = stream
        self._omitted: list[tuple[int, str]] = []
        equal, names = RepeatLog(), RepeatLog()
        late: SortedRuns[Mapping[str, Any]] = (
            SortedRuns()
        )  # works that have a short title if no other work has it
        for number, record in enumerate(records):
            equal.append((RepeatLog.to_digest(record),))
            item = to_item(record)
            short = cut_title(item) if shortens and isinstance(record, Publication) else ""
            if shortens:
                names.append((RepeatLog.to_digest(get_name_of_work(item, short)),))
            if short:
                late.add(number, item)
            else:
                stream.add(finish(item), number)
        self._later = equal.find_later()
        taken = names.find_repeated(self._later) if len(late) else set()
        for number, item in late:
            short = cut_title(item)
            if RepeatLog.to_digest(get_name_of_work(item, short)) not in taken:
                item = {**item, "title-short": short}
            stream.add(finish(item), number)
        late.close()

    def iterate_entries(self) -> Iterator[str]:
        """Yield the entries in the order of the style, each rendered when it is asked for."""
        self._omitted = []
        for entry in self._stream.iterate(self._later):
            if entry.rich:
                yield self._stream.write(entry.rich)
            else:
                given = entry.given
                self._omitted.append(
                    (entry.number, str(given.get("title") or given.get("genre") or given["id"]))
                )

    def iterate_pieces(self) -> Iterator[str]:
        """Yield the bibliography as one text in pieces, set out as the style requires."""
        yield from self._stream.frame(self.iterate_entries())

    def list_omitted(self) -> list[str]:
        """Return the titles of the records that the style does not list, once all entries have been asked for."""
        return [title for _number, title in sorted(self._omitted)]

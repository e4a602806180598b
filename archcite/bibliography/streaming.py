"""A bibliography of more records than fit in memory: sorted on disk, written as it comes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from archcite._foundation.repeats import RepeatLog
from archcite.record import Source

if TYPE_CHECKING:
    from collections.abc import Callable

    from archcite.csl.document.entry_stream import EntryStream

    # What makes the item that a style prints, of the one that a record is.
    Finish = Callable[[Mapping[str, Any]], Mapping[str, Any]]


class StreamedBibliography:
    """The bibliography of any number of records, which are read once and not kept.

    ``stream`` renders the entries; ``to_item`` makes the CSL item of a record, and ``finish`` the one that is
    printed. Equal records are listed once. See :meth:`archcite.Bibliography.stream`.
    """

    def __init__(
        self,
        records: Iterable[Source],
        stream: EntryStream,
        to_item: Callable[[Source], Mapping[str, Any]],
        finish: Finish,
    ) -> None:
        self._stream = stream
        self._omitted: list[tuple[int, str]] = []
        equal = RepeatLog()
        for number, record in enumerate(records):
            equal.append((RepeatLog.to_digest(record),))
            stream.add(finish(to_item(record)), number)
        self._later = equal.find_later()

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

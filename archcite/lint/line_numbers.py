"""Where in a source a record is, and in it what a finding is about: a line of its text."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

from archcite.errors import ArchciteError
from archcite.record import Record

# Larger sources are not read a second time; their findings have the record and no line.
_LARGEST = 8 * 1024 * 1024
_SURE = 24


class Places:
    """The lines of one source's records.

    Records know nothing of lines.  Each is looked for by what it says (id, title, address, reference), after
    the one before it; where nothing of a record stands in the text as it is, it has no line.
    """

    def __init__(self, source: str | os.PathLike[str], records: Sequence[Record]) -> None:
        self._text = _text(source)
        self._starts = _starts(self._text, records)

    def line(self, number: int, about: str | None) -> int | None:
        """The line of what a finding is about, or else of its record (counted from 1)."""
        start = self._starts[number - 1]
        if start is None:
            return None
        end = next((later for later in self._starts[number:] if later is not None), len(self._text))
        # What a record says may stand above what it was found by: in a collection, where it is declared once.
        found = self._text.find(about, start, end) if about else -1
        if found < 0 and about and len(about) >= _SURE:
            found = self._text.find(about)
        return self._text.count("\n", 0, found if found >= 0 else start) + 1


def _text(source: str | os.PathLike[str]) -> str:
    from archcite.formats.common.text_decoding import read_text

    if source == "-":
        return ""
    try:
        if os.path.getsize(source) > _LARGEST:
            return ""
        import warnings

        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # the reader has said it
            return read_text(source)
    except (ArchciteError, OSError, ValueError):
        return ""


def _starts(text: str, records: Sequence[Record]) -> list[int | None]:
    starts: list[int | None] = []
    after = 0
    for record in records:
        found = [at for word in _words(record) if (at := text.find(word, after)) >= 0]
        starts.append(min(found) if found else None)
        after = min(found) + 1 if found else after
    return starts


def _words(record: Record) -> Iterator[str]:
    """What a record says that is long enough to be found again."""
    words = [record.id, record.title, record.copy.url, str(record.date or "")]
    words += [part.value or part.title for part in record.holding.parts]
    for word in words:
        if word and len(word) > 2:
            yield word
            if len(word) > 2 * _SURE:
                yield word[:_SURE]

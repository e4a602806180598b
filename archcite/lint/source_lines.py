"""The line of a finding: within the lines of its record, which the reader has reported."""

from __future__ import annotations

import os
from array import array
from bisect import bisect_right

from archcite._foundation.warning_collector import collect_warnings
from archcite.errors import ArchciteError
from archcite.record import Source

# Larger sources are not read a second time; their findings have the line of the record.
_LARGEST = 8 * 1024 * 1024


class SourceLines:
    """The lines of one source, and where each of its records begins.

    The beginning of a record is the line in its ``location``. What a finding is about is looked for from there to
    the beginning of the next record, and nowhere else.
    """

    def __init__(self, source: str | os.PathLike[str]) -> None:
        self._source = source
        self._starts = array("q")  # 0 for a record of which the reader has reported no line
        self._sorted: list[int] | None = None
        self._lines: list[str] | None = None

    def append(self, record: Source) -> None:
        """Append the next record."""
        self._starts.append((record.location.line if record.location else None) or 0)
        self._sorted = None

    def find_line(self, number: int, about: str | None) -> int | None:
        """Return the line of ``about`` in the record of that number, or the line of the record (from 1).

        Return None if the reader has reported no line for the record.
        """
        is_whole = len(self._starts) == 1 and not self._starts[0]
        start = 1 if is_whole else self._starts[number - 1]
        if not start:
            return None
        if about:
            if self._lines is None:
                self._lines = _read_lines(self._source)
            for offset, line in enumerate(self._lines[start - 1 : self._find_end(start)]):
                if about in line:
                    return start + offset
        return start

    def _find_end(self, start: int) -> int | None:
        """Return the number of lines before the next record."""
        if self._sorted is None:
            self._sorted = sorted(set(self._starts))
        later = bisect_right(self._sorted, start)
        return self._sorted[later] - 1 if later < len(self._sorted) else None


def _read_lines(source: str | os.PathLike[str]) -> list[str]:
    """Return the lines of a source; none for standard input, and for a source that is too large or has no lines."""
    from archcite.formats.common.text_decoding import read_text

    if source == "-":
        return []
    try:
        if os.path.getsize(source) > _LARGEST:
            return []
        with collect_warnings():  # the reader has reported them
            return read_text(source).split("\n")
    except (ArchciteError, OSError, ValueError):
        return []

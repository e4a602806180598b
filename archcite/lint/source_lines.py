"""The line of a finding: within the lines of its record, which the reader has reported."""

from __future__ import annotations

import os
from collections.abc import Sequence

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

    def __init__(self, source: str | os.PathLike[str], records: Sequence[Source]) -> None:
        self._source = source
        self._starts = [record.location.line if record.location else None for record in records]
        if self._starts == [None]:
            self._starts = [1]
            self._is_whole = True
        else:
            self._is_whole = False
        self._lines: list[str] | None = None

    def find_line(self, number: int, about: str | None) -> int | None:
        """Return the line of ``about`` in the record of that number, or the line of the record (from 1).

        Return None if the reader has reported no line for the record.
        """
        start = self._starts[number - 1]
        if start is None:
            return None
        if about:
            later = [line for line in self._starts if line is not None and line > start]
            if self._lines is None:
                self._lines = _read_lines(self._source)
            lines = self._lines[start - 1 : min(later) - 1 if later else None]
            for offset, line in enumerate(lines):
                if about in line:
                    return start + offset
        return None if self._is_whole and number != 1 else start


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

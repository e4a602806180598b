"""Keep many texts on disk until they are needed."""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from archcite._foundation.temporary import TemporaryStorage, report_storage_errors

# So many bytes are kept in memory before they are written.
_MEMORY = 256 * 1024


class TextSpool(TemporaryStorage):
    """A list of texts in a temporary file that has no name and is gone with the process.

    >>> spool = TextSpool()
    >>> spool.append("Creel"), spool.append(""), spool.append("Köln"), spool[2], list(spool)
    (0, 1, 2, 'Köln', ['Creel', '', 'Köln'])
    """

    def __init__(self) -> None:
        super().__init__()
        self._ends = array("Q")
        self._waiting = bytearray()  # what is not written yet
        self._written = 0

    def __len__(self) -> int:
        return len(self._ends)

    def append(self, text: str) -> int:
        """Append a text, and return its index."""
        self._waiting += text.encode("utf-8", "surrogatepass")
        self._ends.append(self._written + len(self._waiting))
        if len(self._waiting) > _MEMORY:
            self._write()
        return len(self._ends) - 1

    def __getitem__(self, index: int) -> str:
        start, end = self._ends[index - 1] if index else 0, self._ends[index]
        if start >= self._written:
            data = bytes(self._waiting[start - self._written : end - self._written])
        else:
            file = self.open()
            file.seek(start)
            data = file.read(end - start)
        return data.decode("utf-8", "surrogatepass")

    def _write(self) -> None:
        file = self.open()
        with report_storage_errors():
            file.seek(self._written)
            file.write(self._waiting)
            file.flush()
        self._written += len(self._waiting)
        self._waiting.clear()

    def __iter__(self) -> Iterator[str]:
        return map(self.__getitem__, range(len(self)))

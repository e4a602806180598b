"""Temporary files without a name, which are gone when the process ends, however it ends."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from archcite.errors import OutputError

if TYPE_CHECKING:
    from typing import Self


class TemporaryStorage:
    """A temporary file that is opened when it is first written to; base of what keeps data on disk.

    >>> with TemporaryStorage() as storage:
    ...     _ = storage.open().write(b"Creel")
    """

    def __init__(self) -> None:
        self._file: Any = None

    def open(self) -> Any:
        """Return the open file, in binary mode."""
        if self._file is None:
            import tempfile

            with report_storage_errors():
                self._file = tempfile.TemporaryFile(prefix="archcite-")  # noqa: SIM115
        return self._file

    def close(self) -> None:
        """Remove the file."""
        if self._file is not None:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()

    def __del__(self) -> None:
        self.close()


@contextmanager
def report_storage_errors() -> Iterator[None]:
    """Turn an OSError with a temporary file into an OutputError that says what to do, as a context manager.

    >>> with report_storage_errors():
    ...     raise OSError(28, "No space left on device")
    Traceback (most recent call last):
    archcite.errors.OutputError: A temporary file could not be written (No space left on device): free some space, or \
set TMPDIR to another folder.
    """
    try:
        yield
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise OutputError(
            f"A temporary file could not be written ({reason}): free some space, or set TMPDIR to another folder."
        ) from None

"""Files that are written: where one cannot be, that is one sentence, and no trace of a program."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

from archcite.errors import OutputError


@contextmanager
def report_write_errors(path: str | os.PathLike[str]) -> Iterator[None]:
    """Turn an OSError while writing a file or a folder into an OutputError, as a context manager.

    >>> with report_write_errors("nowhere/a.csl"):
    ...     open("nowhere/a.csl", "w")
    Traceback (most recent call last):
    archcite.errors.OutputError: “nowhere/a.csl” could not be written (No such file or directory): check its folder.

    Raises :class:`~archcite.errors.OutputError` where the system does not let it.
    """
    try:
        yield
    except OSError as error:
        raise OutputError(
            f"“{os.fspath(path)}” could not be written ({error.strerror}): check its folder."
        ) from None

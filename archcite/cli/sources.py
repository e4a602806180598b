"""The sources of a command: files, folders with all that is in them, and patterns that the shell has left."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archcite.errors import SourceError


class Expanded(NamedTuple):
    """A file to read, and the folder or the pattern that it was found with, if one was given."""

    path: str
    folder: str | None = None


def expand(sources: Sequence[str], output: str | None = None) -> Iterator[Expanded]:
    """Yield the files that sources stand for, in the order given; in a folder, sorted by path.

    Hidden files and folders are left out, and so is the file ``output``, the result of an earlier run. A
    pattern (``*.txt``, ``**/*.yaml``) is expanded if no file has that name: the shell of Windows leaves it to the
    program.

    Raises :class:`~archcite.errors.SourceError` for a pattern that matches nothing, and for an empty folder.
    """
    for source in sources:
        if source != "-" and os.path.isdir(source):
            yield from _leave_out(output, _walk(source))
        elif source != "-" and not os.path.exists(source) and any(sign in source for sign in "*?["):
            yield from _leave_out(output, _match(source))
        else:
            yield Expanded(source)


def _walk(folder: str) -> Iterator[Expanded]:
    empty = True
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(files):
            if not name.startswith("."):
                empty = False
                yield Expanded(os.path.join(parent, name), folder)
    if empty:
        raise SourceError(f"The folder “{folder}” has no files.")


def _match(pattern: str) -> Iterator[Expanded]:
    from glob import glob

    found = sorted(path for path in glob(pattern, recursive=True) if os.path.isfile(path))
    if not found:
        raise SourceError(f"No file matches “{pattern}”.")
    for path in found:
        yield Expanded(path, pattern)


def _leave_out(output: str | None, found: Iterator[Expanded]) -> Iterator[Expanded]:
    for source in found:
        if output is None or not is_same_file(source.path, output):
            yield source


def is_same_file(one: str, other: str) -> bool:
    """Return whether two paths lead to the same file; a file that does not exist is the same as no other."""
    try:
        return os.path.samefile(one, other)
    except (OSError, ValueError):
        return False


def list_changes(sources: Sequence[str], output: str | None = None) -> list[tuple[str, int, int]]:
    """Return the path, time of change and size of each file that sources stand for, to compare with a later list."""
    found = []
    try:
        for source in expand(sources, output):
            status = os.stat(source.path)
            found.append((source.path, status.st_mtime_ns, status.st_size))
    except (OSError, SourceError):
        pass  # a file that is being replaced is there at the next look
    return found

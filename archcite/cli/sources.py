"""The sources of a command: files, folders with all that is in them, and patterns that the shell has left."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archcite._foundation.source_paths import get_fixed_path, iterate_files, prefer_fixed
from archcite.errors import SourceError


class Expanded(NamedTuple):
    """A file to read, the folder or pattern that it was found with, and the file whose correction it is."""

    path: str
    folder: str | None = None
    replaces: str | None = None


def expand(sources: Sequence[str], output: str | None = None) -> Iterator[Expanded]:
    """Yield the files that sources stand for, in the order given; in a folder, sorted by path.

    Hidden files and folders are left out, and so is the file ``output``, the result of an earlier run. A
    pattern (``*.txt``, ``**/*.yaml``) is expanded if no file has that name: the shell of Windows leaves it to the
    program. Of a file and the corrected version that ``archcite check --fix`` wrote beside it, the latter is read.

    Raises :class:`~archcite.errors.SourceError` for a pattern that matches nothing, and for an empty folder.
    """
    for given in _prefer_fixed([*sources], None):
        source = given.path
        if source != "-" and os.path.isdir(source):
            yield from _leave_out(output, _prefer_fixed(_list_files(source), source))
        elif source != "-" and not os.path.exists(source) and any(sign in source for sign in "*?["):
            yield from _leave_out(output, _prefer_fixed(_match(source), source))
        else:
            yield given


def _prefer_fixed(paths: list[str], folder: str | None) -> Iterator[Expanded]:
    """Yield files without those whose corrected version is among them, and name the file that each one replaces."""
    kept = prefer_fixed(paths)
    replaced = {get_fixed_path(path): path for path in set(paths).difference(kept)}
    for path in kept:
        yield Expanded(path, folder, replaced.get(path))


def _list_files(folder: str) -> list[str]:
    found = list(iterate_files(folder))
    if not found:
        raise SourceError(f"The folder “{folder}” has no files.")
    return found


def _match(pattern: str) -> list[str]:
    from glob import glob

    found = sorted(path for path in glob(pattern, recursive=True) if os.path.isfile(path))
    if not found:
        raise SourceError(f"No file matches “{pattern}”.")
    return found


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

"""Find the files that sources stand for: of folders and patterns, and corrected files in place of their originals."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from archcite._foundation.warning_collector import emit_warning
from archcite.errors import SourceError

_FIXED_ENDING = ".fixed.yaml"


def iterate_files(folder: str) -> Iterator[str]:
    """Yield the paths of the files in a folder, at any depth, sorted.

    Hidden ones are left out, and so are pipes, which would be waited for without end, and devices. A folder that may
    not be read is left out with a warning.

    >>> list(iterate_files("missing"))
    []
    """
    for parent, folders, files in os.walk(folder, onerror=_warn):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        paths = (os.path.join(parent, name) for name in sorted(files) if not name.startswith("."))
        yield from (path for path in paths if not _is_special(path))


def _warn(error: OSError) -> None:
    if isinstance(error, PermissionError):
        emit_warning(
            f"The folder “{error.filename}” may not be read, and was left out: check its permissions.",
        )


def _is_special(path: str) -> bool:
    """Return whether a path is that of a pipe, a socket or a device."""
    try:
        return not stat.S_ISREG(os.stat(path).st_mode)
    except OSError:
        return False  # It is reported when it is read.


def get_fixed_path(path: str) -> str:
    """Return the file beside a source that holds its corrected records.

    >>> get_fixed_path("letters/mao.txt")
    'letters/mao.fixed.yaml'
    """
    return f"{os.path.splitext(path)[0]}{_FIXED_ENDING}"


def prefer_fixed(paths: Sequence[str]) -> list[str]:
    """Return paths without the files whose corrected version is among them too.

    Where two files could be the original of a corrected one, both stay: one of them was never corrected.

    >>> prefer_fixed(["a.fixed.yaml", "a.txt", "b.txt"])
    ['a.fixed.yaml', 'b.txt']
    >>> prefer_fixed(["a.bib", "a.fixed.yaml", "a.txt"])
    ['a.bib', 'a.fixed.yaml', 'a.txt']
    """
    fixed = {path for path in paths if path.endswith(_FIXED_ENDING)}
    originals: dict[str, int] = {}
    for path in paths if fixed else ():
        if path not in fixed:
            originals[get_fixed_path(path)] = originals.get(get_fixed_path(path), 0) + 1
    replaced = {path for path in fixed if originals.get(path) == 1}
    return [path for path in paths if path in fixed or get_fixed_path(path) not in replaced]


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

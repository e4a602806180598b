"""Find the files that sources are read from: those of a folder, and corrected files in place of their originals."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence

_FIXED_ENDING = ".fixed.yaml"


def iterate_files(folder: str) -> Iterator[str]:
    """Yield the paths of the files in a folder, at any depth, sorted; hidden ones are left out.

    >>> list(iterate_files("missing"))
    []
    """
    for parent, folders, files in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        yield from (os.path.join(parent, name) for name in sorted(files) if not name.startswith("."))


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

"""Styles by the names that a project says: where they are, and whether they cite in notes."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from archcite.csl.style import library
from archcite.errors import StyleError
from archcite.styles import resolve


def resolve_style_path(name: str, folder: str | os.PathLike[str]) -> str | Path:
    """A style as :func:`archcite.styles.resolve` takes it: a file is looked for in the folder of the project."""
    is_file = name.endswith(".csl") and "://" not in name
    return Path(folder) / name if is_file else name


def is_in_notes(*names: str, folder: str | os.PathLike[str]) -> bool:
    """Whether citations are notes in the first of these styles that there is: a document's own, the project's.

    >>> is_in_notes("", "no-such-style", "chicago", folder=".")
    True
    """
    for name in filter(None, names):
        try:
            return _is_note_style(resolve_style_path(name, folder))
        except StyleError:
            continue
    return False


@cache
def _is_note_style(style: str | Path) -> bool:
    return library.load(resolve(style))[0].in_notes

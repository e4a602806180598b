"""Styles by the names that a project gives them: their files, and whether they cite in notes."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

from archcite.csl.style import library
from archcite.errors import StyleError
from archcite.styles import resolve


def resolve_style_path(name: str, folder: str | os.PathLike[str]) -> str | Path:
    """Return a style for :func:`archcite.styles.resolve`; the path of a file is relative to the folder."""
    is_file = name.endswith(".csl") and "://" not in name
    return Path(folder) / name if is_file else name


def is_in_notes(*names: str, folder: str | os.PathLike[str]) -> bool:
    """Return whether citations are notes in the first known style of those given.

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

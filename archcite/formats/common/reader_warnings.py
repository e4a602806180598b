"""Warnings of readers."""

from __future__ import annotations

import warnings
from collections.abc import Iterable

from archcite.errors import ArchciteWarning


def warn(where: str, what: str) -> None:
    """Tell the person who reads that something was guessed, moved or left out."""
    warnings.warn(f"{where}: {what}.", ArchciteWarning, stacklevel=3)


def warn_left_out(where: str, names: Iterable[str]) -> None:
    """Name, in one warning, what a record has no place for."""
    named = ", ".join(dict.fromkeys(name for name in names if name))
    if named:
        warn(where, f"no place for {named}, which was left out")


def shorten(text: str, length: int = 80) -> str:
    """The start of a text, for a warning."""
    return text if len(text) <= length else text[: length - 1].rstrip() + "…"

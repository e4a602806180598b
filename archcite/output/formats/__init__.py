"""The output formats: each a table of what opens and closes a span, and how text is escaped."""

from __future__ import annotations

import importlib

from archcite.errors import OutputError
from archcite.output.formats.base import Format

NAMES = ("text", "html", "markdown", "rst", "latex", "rtf", "typst")
_ALIASES = {"plain": "text", "txt": "text", "htm": "html", "md": "markdown", "tex": "latex", "restructuredtext": "rst"}


def get(name: str) -> Format:
    """The output format of that name.

    >>> get("html").write("R & D")
    'R &#38; D'

    Raises :class:`~archcite.errors.OutputError` for a name that is none, with the names that are.
    """
    key = _ALIASES.get(name.lower(), name.lower())
    if key not in NAMES:
        raise OutputError(f"There is no output format “{name}”; use one of {', '.join(NAMES)}.")
    module = importlib.import_module(f"archcite.output.formats.{key}")
    found: Format = module.FORMAT
    return found


__all__ = ["NAMES", "Format", "get"]

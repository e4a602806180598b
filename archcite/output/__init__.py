"""Write finished rich text in an output format: text, HTML, Markdown, reStructuredText, LaTeX, RTF or Typst."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archcite.output.formats.base import Format


def get(name: str | Format) -> Format:
    """Return the output format with this name or alias (``md``, ``tex`` …); return a format as it is.

    >>> get("html").write("R & D")
    'R &#38; D'

    Raises :class:`~archcite.errors.OutputError` for an unknown name, with the nearest known one.
    """
    from archcite.output import formats

    return formats.get(name)

"""Output formats: each is a table of what opens and closes a span, and how text is escaped."""

from __future__ import annotations

from collections.abc import Mapping

from archcite.errors import OutputError
from archcite.output.formats.base import NAMES, Format, Layout, Section, load_built_in

ALIASES: Mapping[str, str] = {
    "plain": "text",
    "txt": "text",
    "htm": "html",
    "md": "markdown",
    "restructuredtext": "rst",
    "tex": "latex",
    "typ": "typst",
}

__all__ = ["ALIASES", "NAMES", "Format", "Layout", "Section", "get"]


def get(name: str | Format) -> Format:
    """Return the output format with this name or alias; return a format as it is.

    >>> get("md").write("one * two")
    'one \\\\* two'

    Raises :class:`~archcite.errors.OutputError` for an unknown name, with the nearest known one.
    """
    if isinstance(name, Format):
        return name
    if not isinstance(name, str):
        raise OutputError(f"An output format is a name such as “html”, or a Format, not {name!r}.")
    key = name.strip().lower()
    key = ALIASES.get(key, key)
    if key not in NAMES:
        raise OutputError(_format_unknown(name, key))
    return load_built_in(key)


def _format_unknown(name: str, key: str) -> str:
    from archcite._foundation.close_matches import find_close_matches
    from archcite._foundation.wording import join_choices

    near = find_close_matches(key, [*NAMES, *ALIASES])
    hint = f"did you mean “{near[0]}”? Use" if near else "use"
    return f"Unknown output format “{name}”; {hint} {join_choices(NAMES)}."

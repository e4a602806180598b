"""Plain text: no formatting at all."""

from __future__ import annotations

from collections.abc import Iterable

from archcite.output.formats.base import BREAK, GAP, Format, Layout, count_columns, join_pieces, place_blocks
from archcite.richtext import marks as rt


def _settle(text: str) -> str:
    # Some styles end an entry with the space before a field that it does not have.
    return place_blocks(text, "\n").rstrip(" ")


def _format_entries(entries: Iterable[str], layout: Layout) -> Iterable[str]:
    return join_pieces("\n" * (1 + layout.entry_spacing), entries)


def _format_heading(title: str, level: int, _anchor: str) -> tuple[str, str]:
    return (f"{title}\n{'=-'[level - 1] * count_columns(title)}" if level < 3 else title), ""


FORMAT = Format(
    "text",
    {rt.RIGHT_INLINE: (GAP, ""), rt.BLOCK: (BREAK, BREAK), rt.INDENT: (BREAK + "\u2003", BREAK)},
    str,
    settle=_settle,
    frame=_format_entries,
    heading=_format_heading,
)

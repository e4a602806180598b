"""Plain text: no formatting at all."""

from __future__ import annotations

from collections.abc import Sequence

from archcite.output.formats.base import BREAK, GAP, Format, Layout, columns, set_out
from archcite.richtext import marks as rt


def _settle(text: str) -> str:
    return set_out(text, "\n")


def _frame(entries: Sequence[str], layout: Layout) -> str:
    return ("\n" * (1 + layout.entry_spacing)).join(entries)


def _heading(title: str, level: int, _anchor: str) -> tuple[str, str]:
    return (f"{title}\n{'=-'[level - 1] * columns(title)}" if level < 3 else title), ""


FORMAT = Format(
    "text",
    {rt.RIGHT_INLINE: (GAP, ""), rt.BLOCK: (BREAK, BREAK), rt.INDENT: (BREAK + "\u2003", BREAK)},
    str,
    settle=_settle,
    frame=_frame,
    heading=_heading,
)

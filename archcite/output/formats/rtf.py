"""RTF, which word processors paste and open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from archcite._foundation.lazy_regex import pattern
from archcite.output.formats.base import Format, Layout, join_pieces, to_one_line
from archcite.richtext import marks as rt

_SPECIAL = pattern(r"[\\{}]|[^\x20-\x7e]")
_NAMED = {"\\": r"\\", "{": r"\{", "}": r"\}", "\u00a0": r"\~", "\t": r"\tab "}
_TWIPS = 240  # a line of 12 points, in twentieths of a point
_INDENT = 720  # half an inch, likewise
_HEADING = 32  # the size of the highest heading, in half points


def escape(text: str) -> str:
    r"""Escape text so that RTF shows it as it is: ASCII, with everything else by its number.

    >>> escape("{é}")
    '\\{\\u233 ?\\}'
    """
    text = to_one_line(text)
    return _SPECIAL.sub(_encode_sign, text) if _SPECIAL.search(text) else text


def _encode_sign(match: re.Match[str]) -> str:
    """Encode a sign as UTF-16 code units (RTF 1.9.1, "Unicode RTF"), each with what older readers show.

    The space ends the number: without it, some readers take more than the one sign after it.
    """
    sign = match[0]
    if sign in _NAMED:
        return _NAMED[sign]
    units = sign.encode("utf-16-le", "replace")
    numbers = (int.from_bytes(units[at : at + 2], "little", signed=True) for at in range(0, len(units), 2))
    return "".join(f"\\u{number} ?" for number in numbers)


def _format_link(address: str, content: str) -> str:
    return f'{{\\field{{\\*\\fldinst{{HYPERLINK "{escape(address)}"}}}}{{\\fldrslt{{{content}}}}}}}'


def _format_entries(entries: Iterable[str], layout: Layout) -> Iterator[str]:
    """Format each entry as a paragraph."""
    hanging = layout.hanging_indent or bool(layout.second_field_align)
    indent = f"\\li{_INDENT}\\fi-{_INDENT}" if hanging else ""
    tab = f"\\tx{_INDENT}" if layout.second_field_align else ""
    lines = f"\\sl{_TWIPS * layout.line_spacing}\\slmult1" if layout.line_spacing != 1 else ""
    after = f"\\sa{_TWIPS * layout.entry_spacing}"
    yield from join_pieces("\n", (f"\\pard{indent}{tab}{lines}{after} {entry}\\par" for entry in entries))


def _format_heading(title: str, level: int, anchor: str) -> tuple[str, str]:
    """Format a bold paragraph that word processors know as a heading."""
    size = max(_HEADING - 4 * (level - 1), 24)
    mark = f"{{\\*\\bkmkstart {anchor}}}{{\\*\\bkmkend {anchor}}}" if anchor else ""
    outline = f"\\outlinelevel{min(level, 9) - 1}"
    return f"\\pard{outline}\\keepn\\sb{_TWIPS}\\sa{_TWIPS // 2} {mark}{{\\b\\fs{size} {title}}}\\par", ""


FORMAT = Format(
    "rtf",
    {
        rt.ITALIC: (r"{\i{}", "}"),
        rt.OBLIQUE: (r"{\i{}", "}"),
        rt.UPRIGHT: (r"{\i0{}", "}"),
        rt.BOLD: (r"{\b{}", "}"),
        rt.MEDIUM: (r"{\b0{}", "}"),
        rt.SMALL_CAPS: (r"{\scaps{}", "}"),
        rt.FULL_CAPS: (r"{\scaps0{}", "}"),
        rt.UNDERLINE: (r"{\ul{}", "}"),
        rt.NO_UNDERLINE: (r"{\ul0{}", "}"),
        rt.SUPERSCRIPT: (r"{\super{}", "}"),
        rt.SUBSCRIPT: (r"{\sub{}", "}"),
        rt.BASELINE: (r"{\nosupersub{}", "}"),
        rt.BLOCK: ("\\line{}", ""),
        rt.RIGHT_INLINE: (r"\tab{}", ""),
        rt.INDENT: (r"\line{}\tab{}", ""),
    },
    escape,
    link=_format_link,
    frame=_format_entries,
    heading=_format_heading,
    whole=("{\\rtf1\\ansi\\uc1\\deff0{\\fonttbl{\\f0 Times New Roman;}}\n", "\n}"),
)

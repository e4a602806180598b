"""Typst markup."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from archcite._foundation.lazy_regex import pattern
from archcite.output.formats.base import BREAK, GAP, Format, Layout, join_pieces, place_blocks, to_one_line
from archcite.richtext import marks as rt

_SPECIAL = pattern(r"[\\#*_`$<>@\[\]~\"']|-(?=[-?])|/(?=[/*])|(?<=/)/|\.(?=\.)|(?<=\.)\.")
# What makes a heading, a list or a term of a line, or of the content of a call, that begins with it.
_BLOCK_START = pattern(r"(?P<before>\A|(?<=[\w)])\[)(?P<number>\d+(?=\.)|(?=[-+/=]))")
_CALL = rt.SEPARATOR  # the end of a call, until it is known what follows
_CALLS = pattern(f"{_CALL}(?=[(\\[.;])")  # what would continue the call's expression


def escape(text: str) -> str:
    r"""Escape text so that Typst prints it as it is.

    >>> escape("#1 [sic]")
    '\\#1 \\[sic\\]'
    """
    text = to_one_line(text)
    return _SPECIAL.sub(r"\\\g<0>", text) if _SPECIAL.search(text) else text


def _format_link(address: str, content: str) -> str:
    return f'#link("{address}")[{content}]{_CALL}'


def _settle(text: str) -> str:
    text = place_blocks(text, "\\ ")
    text = text.strip()
    text = _BLOCK_START.sub(r"\g<before>\g<number>\\", text)
    return _CALLS.sub(";", text).replace(_CALL, "") if _CALL in text else text


def _format_entries(entries: Iterable[str], layout: Layout) -> Iterator[str]:
    rules = [f"spacing: {0.65 * layout.line_spacing + 1.2 * layout.entry_spacing:.4g}em"]
    if layout.line_spacing != 1:
        rules.append(f"leading: {1.2 * layout.line_spacing - 0.55:.4g}em")
    if layout.hanging_indent or layout.second_field_align:
        rules.append("hanging-indent: 2em")
    yield f"#[\n#set par({', '.join(rules)})\n\n"
    yield from join_pieces("\n\n", entries)
    yield "\n\n]"


def _format_heading(title: str, level: int, anchor: str) -> tuple[str, str]:
    return f"{'=' * level} {title}{f' <{anchor}>' if anchor else ''}", ""


def _build_call(function: str, arguments: str = "") -> tuple[str, str]:
    return f"#{function}{f'({arguments})' if arguments else ''}[", f"]{_CALL}"


FORMAT = Format(
    "typst",
    {
        rt.ITALIC: _build_call("emph"),
        rt.OBLIQUE: _build_call("text", 'style: "oblique"'),
        rt.UPRIGHT: _build_call("text", 'style: "normal"'),
        rt.BOLD: _build_call("strong"),
        rt.LIGHT: _build_call("text", 'weight: "light"'),
        rt.MEDIUM: _build_call("text", 'weight: "regular"'),
        rt.SMALL_CAPS: _build_call("smallcaps"),
        rt.UNDERLINE: _build_call("underline"),
        rt.SUPERSCRIPT: _build_call("super"),
        rt.SUBSCRIPT: _build_call("sub"),
        rt.BLOCK: (BREAK, BREAK),
        rt.RIGHT_INLINE: (GAP, ""),
        rt.INDENT: (BREAK + "#h(2em)", BREAK),
    },
    escape,
    link=_format_link,
    settle=_settle,
    frame=_format_entries,
    heading=_format_heading,
)

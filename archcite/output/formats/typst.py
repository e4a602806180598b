"""Typst markup."""

from __future__ import annotations

from collections.abc import Sequence

from archcite._foundation.lazy_regex import pattern
from archcite.output.formats.base import BREAK, GAP, Format, Layout, one_line, set_out
from archcite.richtext import marks as rt

_SPECIAL = pattern(r"[\\#*_`$<>@\[\]~\"']|-(?=[-?])|/(?=[/*])|(?<=/)/|\.(?=\.)|(?<=\.)\.")
# What makes a heading, a list or a term of a line that begins with it.
_LINE_START = pattern(r"[-+/=]|\d+(?=\.)")
_CALL = rt.SEPARATOR  # the end of a call, until it is known what follows
_CALLS = pattern(f"{_CALL}(?=[(\\[.;])")  # what would continue the call's expression


def escape(text: str) -> str:
    r"""Text that Typst prints as it is.

    >>> escape("#1 [sic]")
    '\\#1 \\[sic\\]'
    """
    text = one_line(text)
    return _SPECIAL.sub(r"\\\g<0>", text) if _SPECIAL.search(text) else text


def _link(address: str, content: str) -> str:
    return f'#link("{address}")[{content}]{_CALL}'


def _settle(text: str) -> str:
    text = set_out(text, "\\ ")
    text = text.strip()
    start = _LINE_START.match(text)
    if start:
        place = start.end() if start[0].isdigit() else 0
        text = f"{text[:place]}\\{text[place:]}"
    return _CALLS.sub(";", text).replace(_CALL, "") if _CALL in text else text


def _frame(entries: Sequence[str], layout: Layout) -> str:
    rules = [f"spacing: {0.65 * layout.line_spacing + 1.2 * layout.entry_spacing:.4g}em"]
    if layout.line_spacing != 1:
        rules.append(f"leading: {1.2 * layout.line_spacing - 0.55:.4g}em")
    if layout.hanging_indent or layout.second_field_align:
        rules.append("hanging-indent: 2em")
    body = "\n\n".join(entries)
    return f"#[\n#set par({', '.join(rules)})\n\n{body}\n\n]"


def _heading(title: str, level: int, anchor: str) -> tuple[str, str]:
    return f"{'=' * level} {title}{f' <{anchor}>' if anchor else ''}", ""


def _call(function: str, arguments: str = "") -> tuple[str, str]:
    return f"#{function}{f'({arguments})' if arguments else ''}[", f"]{_CALL}"


FORMAT = Format(
    "typst",
    {
        rt.ITALIC: _call("emph"),
        rt.OBLIQUE: _call("text", 'style: "oblique"'),
        rt.UPRIGHT: _call("text", 'style: "normal"'),
        rt.BOLD: _call("strong"),
        rt.LIGHT: _call("text", 'weight: "light"'),
        rt.MEDIUM: _call("text", 'weight: "regular"'),
        rt.SMALL_CAPS: _call("smallcaps"),
        rt.UNDERLINE: _call("underline"),
        rt.SUPERSCRIPT: _call("super"),
        rt.SUBSCRIPT: _call("sub"),
        rt.BLOCK: (BREAK, BREAK),
        rt.RIGHT_INLINE: (GAP, ""),
        rt.INDENT: (BREAK + "#h(2em)", BREAK),
    },
    escape,
    link=_link,
    settle=_settle,
    frame=_frame,
    heading=_heading,
)

"""Markdown (CommonMark), with HTML for what Markdown has no signs for."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

from archcite._foundation.lazy_regex import pattern
from archcite.output.formats.base import BREAK, GAP, Format, Layout, join_pieces, place_blocks, to_one_line
from archcite.richtext import marks as rt

# Only what would become markup is escaped, so that the source of a citation reads like the citation. A backslash
# escapes some signs in every kind of Markdown; the others are written as entities, since a kind that gives them no
# meaning (Python-Markdown's `<`, `~` …) prints a backslash before them.
_ADDRESS = pattern(r"(?:https?|ftp)://(?:[^\s<>\[\]()*`\\_&]|(?<=[^\W_])_(?=[^\W_])|&(?!#?\w+;))+")
_SPECIAL = pattern(
    r"[\\`*\[\]<]"
    r"|_(?!(?<=[^\W_]_)[^\W_])"  # within a word an underscore means nothing
    # Strike-through, raised text, mathematics. The next such sign is looked for, and not the last: that takes long.
    r"|~(?=[^\s~]*~)|\^(?=[^\s^]*\^)|\$(?=[^$\n]*\$)|(?<=\S)\$"
    r"|(?<=~)~|(?<=\^)\^|=(?==\S)|(?<==)=|\+(?=\+\S)|(?<=\+)\+"  # marked and inserted text
    r"|&(?=#?\w+;)|\{(?=[{%:#.])|\A\{|(?<!\w)@(?=\w|\Z)"
    r"|\A\^|:(?=(?:[a-z][a-z0-9_+-]*|[+-]1):)"  # a note at the start of a link, the name of an emoji
)
_BACKSLASHED = frozenset("\\`*_{}[]()#+-.!>")
# What makes a list, a heading, a quotation or a rule of a line that begins with it. For pandoc, letters and Roman
# numbers begin lists too: “f. 5”, “(a)”, “IV.”, but not the initial “A.”.
_ROMAN = "[ivxlcdm]+|[IVXLCDM]{2,}"
_LINE_START = pattern(
    r"(?:[-+](?=[\s+-]|$)|[#>=]|[|:](?=\s|$)"
    rf"|(\d{{1,9}}|[a-z]|{_ROMAN})[.)](?=\s|$)|([A-Z])\)(?=\s|$)"
    rf"|(\()(?:\d{{1,9}}|[A-Za-z]|@\w*|&#64;\w*|{_ROMAN})\)(?=\s|$))"
)
_LINK = rt.LINK  # before the bracket of a link, until it is known what precedes it
_IMAGE = pattern(f"!{_LINK}")

# Emphasis is set once the text around it is known: its asterisks only work beside the right characters.
_BEGIN_ITALIC, _END_ITALIC, _BEGIN_BOLD, _END_BOLD = rt.ITALIC, rt.UPRIGHT, rt.BOLD, rt.MEDIUM
_EMPHASIS = pattern(f"[{_END_ITALIC}{_END_BOLD}]")
_INWARD = pattern(f"([{_BEGIN_ITALIC}{_BEGIN_BOLD}])(\\s+)")
_OUTWARD = pattern(f"(\\s+)([{_END_ITALIC}{_END_BOLD}])")
_EMPTY = pattern(f"{_BEGIN_ITALIC}(\\s*){_END_ITALIC}|{_BEGIN_BOLD}(\\s*){_END_BOLD}")


def escape(text: str) -> str:
    """Escape text so that Markdown prints it as it is.

    >>> escape("ll. 12-15 (copy) [sic] *")
    'll. 12-15 (copy) \\\\[sic\\\\] \\\\*'
    """
    text = to_one_line(text)
    if _SPECIAL.search(text) is None:
        return text
    out: list[str] = []
    done = 0
    for address in _ADDRESS.finditer(text):  # a backslash would become part of a bare address
        out += (_SPECIAL.sub(_escape_sign, text[done : address.start()]), address[0])
        done = address.end()
    out.append(_SPECIAL.sub(_escape_sign, text[done:]))
    return "".join(out)


def _escape_sign(match: re.Match[str]) -> str:
    sign = match[0]
    if sign in _BACKSLASHED:
        return f"\\{sign}"
    return _ENTITIES.get(sign) or f"&#{ord(sign)};"


_ENTITIES = {"<": "&lt;", "&": "&amp;"}


def _settle(text: str) -> str:
    if _EMPHASIS.search(text):
        text = _set_emphasis(text)
    if _LINK in text:
        text = _IMAGE.sub(r"\\!", text).replace(_LINK, "")
    text = place_blocks(text, "<br>")
    text = text.strip()
    start = _LINE_START.match(text)
    if start is None:
        return text
    place = start.end(start.lastindex) - bool(start[3]) if start.lastindex else 0
    sign = text[place]
    return f"{text[:place]}{f'&#{ord(sign)};' if sign in '=|:' else chr(92) + sign}{text[place + 1 :]}"


def _set_emphasis(text: str) -> str:
    """Use asterisks where they work, and HTML tags in the middle of a word and beside other asterisks."""
    before = ""
    while before != text:  # no white space and no emptiness within emphasis
        before = text
        text = _EMPTY.sub(r"\1\2", _OUTWARD.sub(r"\2\1", _INWARD.sub(r"\2\1", text)))
    for begin, end, sign, tag in (
        (_BEGIN_BOLD, _END_BOLD, "**", "b"),
        (_BEGIN_ITALIC, _END_ITALIC, "*", "i"),
    ):
        while (stop := text.find(end)) >= 0:
            start = text.rfind(begin, 0, stop)
            left, inner, right = text[:start], text[start + 1 : stop], text[stop + 1 :]
            nested = begin in left  # within its like, where one would close the other
            works = not nested and _can_open(left[-1:], inner[0]) and _can_open(right[:1], inner[-1])
            text = f"{left}{sign}{inner}{sign}{right}" if works else f"{left}<{tag}>{inner}</{tag}>{right}"
    return text


def _can_open(outer: str, inner: str) -> bool:
    """Return whether asterisks between two characters open (or close) emphasis towards the inner one.

    CommonMark 0.31, 6.2, "left-flanking delimiter run" and "right-flanking delimiter run".
    """
    if (outer and outer in f"*{_MARKS}") or inner in f"*{_MARKS}":
        return False
    return not _is_punctuation(inner) or not outer or outer.isspace() or _is_punctuation(outer)


_MARKS = f"{_BEGIN_ITALIC}{_END_ITALIC}{_BEGIN_BOLD}{_END_BOLD}"


def _is_punctuation(sign: str) -> bool:
    return unicodedata.category(sign)[0] in "PS"


def _format_link(address: str, content: str) -> str:
    if content in (address, escape(address)):
        return f"<{address}>"
    target = f"<{address}>" if "(" in address or ")" in address else address
    return f"{_LINK}[{content}]({target})"


def _build_span(declaration: str) -> tuple[str, str]:
    return f'<span style="{declaration};">', "</span>"


def _format_entries(entries: Iterable[str], layout: Layout) -> Iterable[str]:
    return join_pieces("\n\n", entries)


def _format_heading(title: str, level: int, _anchor: str) -> tuple[str, str]:
    """Format a heading below that of the page; Markdown renderers make the anchors themselves."""
    return f"{'#' * min(level + 1, 6)} {title}", ""


FORMAT = Format(
    "markdown",
    {
        rt.ITALIC: (_BEGIN_ITALIC, _END_ITALIC),
        rt.OBLIQUE: (_BEGIN_ITALIC, _END_ITALIC),
        rt.UPRIGHT: _build_span("font-style:normal"),
        rt.BOLD: (_BEGIN_BOLD, _END_BOLD),
        rt.MEDIUM: _build_span("font-weight:normal"),
        rt.SMALL_CAPS: _build_span("font-variant:small-caps"),
        rt.FULL_CAPS: _build_span("font-variant:normal"),
        rt.UNDERLINE: ("<u>", "</u>"),
        rt.SUPERSCRIPT: ("<sup>", "</sup>"),
        rt.SUBSCRIPT: ("<sub>", "</sub>"),
        rt.BLOCK: (BREAK, BREAK),
        rt.RIGHT_INLINE: (GAP, ""),
        rt.INDENT: (BREAK + "&emsp;", BREAK),
    },
    escape,
    link=_format_link,
    settle=_settle,
    frame=_format_entries,
    heading=_format_heading,
)

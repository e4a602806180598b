"""reStructuredText, which has no markup within markup: each stretch of text gets its innermost."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping

from archcite._foundation.lazy_regex import pattern
from archcite.output.formats.base import (
    BREAK,
    GAP,
    Format,
    Layout,
    count_columns,
    join_pieces,
    place_blocks,
    to_one_line,
)
from archcite.richtext import marks as rt

# The last: docutils makes a link of every scheme that it knows, `javascript:` among them.
_SPECIAL = pattern(
    r"[\\*`|]|_(?!\w)|_(?=_)"
    r"|(?<=[A-Za-z]):(?=\S)(?<!http:)(?<!https:)(?<!ftp:)(?<!mailto:)",
    re.IGNORECASE,
)
# What makes a list, a field, a directive, a target, a doctest or a title of a line that begins with it.
_LINE_START = pattern(
    "(?!:su[pb]:`)(?:[-+:/=~^\"'#.\u2022\u2023\u2043](?=\\W|\\w+:|$)|>>>|__(?=\\s)"
    r"|\(?(?:[A-Za-z]|[ivxlcdm]+|[IVXLCDM]+|\d+)[.)](?=\s|$)|[-/]|([!-/:-@[-`{-~])\1{3,}$)"
)
_MARKED = pattern(f"([{rt.MARKS}])")
_SIGNS = {
    "italic": ("*", "*"),
    "bold": ("**", "**"),
    "sup": (":sup:`", "`"),
    "sub": (":sub:`", "`"),
    "link": ("", ""),  # what it takes is there already
}
_CHANGES: Mapping[str, tuple[str, bool]] = {
    rt.ITALIC: ("italic", True),
    rt.OBLIQUE: ("italic", True),
    rt.UPRIGHT: ("italic", False),
    rt.BOLD: ("bold", True),
    rt.MEDIUM: ("bold", False),
    rt.SUPERSCRIPT: ("sup", True),
    rt.SUBSCRIPT: ("sub", True),
    rt.LINK: ("link", True),
}
# What inline markup may stand beside (reStructuredText, "Inline markup recognition rules"): of ASCII these
# signs, of the rest these categories of Unicode.
_BEFORE, _AFTER = frozenset("'\"([{<-/:"), frozenset("'\")]}>-/\\:.,;!?")
_BEFORE_KINDS, _AFTER_KINDS = (
    frozenset(("Ps", "Pi", "Pf", "Pd", "Po")),
    frozenset(("Pe", "Pi", "Pf", "Pd", "Po")),
)
_UNDERLINES = "=-~\"'"
_PAIRS = frozenset(("''", '""', "()", "[]", "{}", "<>", "\u2018\u2019", "\u201c\u201d", "\u00ab\u00bb"))


# An address that is a link as it is written: without what begins or ends markup inside it (`/*/`, `a_/`).
_BARE = pattern(r"\w+://[A-Za-z0-9_/?#&=%.,~+@:;!-]*[A-Za-z0-9/]")
_LOOSE_UNDERSCORE = pattern(r"[^A-Za-z0-9_]_|_[^A-Za-z0-9_]")


def escape(text: str) -> str:
    r"""Escape text so that reStructuredText prints it as it is.

    >>> escape("2 * 3, fond_ [1]")
    '2 \\* 3, fond\\_ [1]'
    """
    text = to_one_line(text)
    return _SPECIAL.sub(r"\\\g<0>", text) if _SPECIAL.search(text) else text


def _is_bare(address: str) -> bool:
    return _BARE.fullmatch(address) is not None and not _LOOSE_UNDERSCORE.search(address)


def _format_link(address: str, content: str) -> str:
    if content in (address, escape(address)) and _is_bare(address):
        return rt.LINK + address + rt.CLOSE
    text = _MARKED.sub("", content).replace("<", r"\<")
    target = address.replace("_", r"\_")
    return f"{rt.LINK}`{text} <{target}>`__{rt.CLOSE}"


def _settle(text: str) -> str:
    text = place_blocks(_join_stretches(_split_stretches(text)), "\n").strip()
    if text.endswith("::"):  # would announce a literal block
        text = f"{text[:-1]}\\:"
    if "\n" in text:
        return "\n".join(f"| {line.strip()}" for line in text.split("\n"))
    if _LINE_START.match(text):
        return f"\\ {text}" if text[0] == "\\" else f"\\{text}"
    return text


def _split_stretches(text: str) -> list[tuple[str, str]]:
    """Split text into stretches, each with the one kind of markup that it gets: the innermost that is on."""
    found: list[tuple[str, str]] = []
    spans: list[tuple[str, ...]] = [()]
    tokens = _MARKED.split(text)
    for place, token in enumerate(tokens):
        if place % 2 and token in _CHANGES:
            kind, on = _CHANGES[token]
            spans.append((*(one for one in spans[-1] if one != kind), *((kind,) if on else ())))
        elif place % 2 and token == rt.CLOSE:
            spans.pop()
        elif token:
            kind = "link" if "link" in spans[-1] else spans[-1][-1] if spans[-1] else ""
            if found and found[-1][0] == kind != "link":
                token = found.pop()[1] + token
            found.append((kind, token))
    return found


def _join_stretches(stretches: list[tuple[str, str]]) -> str:
    out = ""
    ended = False  # whether markup has just ended
    for kind, text in stretches:
        inner = text.strip() if kind else text
        if not inner or not kind:
            out += _build_separator(out[-1:], text) + text if ended else text
            ended = ended and not text
            continue
        begin, end = _SIGNS[kind]
        lead = text[: len(text) - len(text.lstrip())]
        out += lead
        if (ended and not lead) or not _can_begin(out[-1:], inner, begin):
            out += "\\ "
        out += begin + inner + end
        tail = text[len(text.rstrip()) :]
        out += tail
        ended = not tail
    return out


def _can_begin(before: str, content: str, begin: str) -> bool:
    """Return whether markup may begin after a character, with the sign ``begin``, around ``content``."""
    if not before or before.isspace():
        return True
    if before == ":" and (begin + content)[0] == "`":  # “:smile:” would be the role of it
        return False
    return _is_one(before, _BEFORE, _BEFORE_KINDS) and before + content[0] not in _PAIRS


def _build_separator(end: str, text: str) -> str:
    """Return what keeps the end of markup apart from the text that follows it."""
    if end == "`" and text[0] == ":":  # “:smile:” would be the role of it
        return "\\ "
    return "" if text[0].isspace() or _is_one(text[0], _AFTER, _AFTER_KINDS) else "\\ "


def _is_one(sign: str, ascii_signs: frozenset[str], kinds: frozenset[str]) -> bool:
    return sign in ascii_signs if sign.isascii() else unicodedata.category(sign) in kinds


def _format_entries(entries: Iterable[str], layout: Layout) -> Iterable[str]:
    return join_pieces("\n\n", entries)


def _format_heading(title: str, level: int, anchor: str) -> tuple[str, str]:
    target = f".. _{anchor}:\n\n" if anchor else ""
    return f"{target}{title}\n{_UNDERLINES[min(level, len(_UNDERLINES)) - 1] * count_columns(title)}", ""


FORMAT = Format(
    "rst",
    {
        **{mark: (mark, rt.CLOSE) for mark in _CHANGES},
        rt.BLOCK: (BREAK, BREAK),
        rt.RIGHT_INLINE: (GAP, ""),
        rt.INDENT: (BREAK + "\u2003", BREAK),
    },
    escape,
    link=_format_link,
    settle=_settle,
    frame=_format_entries,
    heading=_format_heading,
)

"""The last pass over rich text, in output-neutral form: punctuation, quotation marks, flip-flop.

What a style prints is put together from fields, affixes and delimiters that know nothing of each other.  Here
colliding punctuation is resolved, full stops and commas go inside or outside quotation marks as the language
wants, quotation marks and italics alternate where they are nested, and quotation marks become characters.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from archcite.output import richtext as rt

# What two punctuation marks become that meet; a pair that is not here stays as it is.
COLLISIONS: Mapping[str, str] = {
    "..": ".", "::": ":", ";;": ";", ",,": ",", "!!": "!", "??": "?",
    "!.": "!", "!:": "!", "?.": "?", "?:": "?",
    ":.": ":", ":!": "!", ":?": "?",
    ";.": ";", ";:": ";", ";!": "!", ";?": "?",
}  # fmt: skip

_MEETING = re.compile("[.,:;!?][.,:;!?]|[ \u00a0] ")
_SPACES = ("  ", "\u00a0 ")  # a space is not printed after another
_MARKS = re.compile("([\ufdd0-\ufde7])")
_INSIDE = frozenset(".,!?")  # what goes inside a closing quotation mark, in languages that do so
_OUTSIDE = frozenset(",:;")  # what goes outside, in the others

# Spans that undo themselves when they are nested in their like (CSL 1.0.2, "Formatting").
_FLIPS: Mapping[str, str] = {
    rt.ITALIC: rt.UPRIGHT,
    rt.OBLIQUE: rt.UPRIGHT,
    rt.BOLD: rt.MEDIUM,
    rt.SMALL_CAPS: rt.FULL_CAPS,
    rt.UNDERLINE: rt.NO_UNDERLINE,
}
_UNFLIPS = {undone: kind for kind, undone in _FLIPS.items() if kind != rt.OBLIQUE}


def finish(rich: str, quotes: tuple[str, str, str, str], punctuation_in_quote: bool) -> str:
    """Rich text with nothing left to decide: only spans of formatting, links and display remain.

    ``quotes`` are the outer opening and closing, then the inner opening and closing quotation marks.

    >>> finish("Is it?.", ("“", "”", "‘", "’"), True)
    'Is it?'
    >>> finish(rt.QUOTE + "The " + rt.QUOTE + "Bomb" + rt.CLOSE + rt.CLOSE + ", 1945", ("“", "”", "‘", "’"), True)
    '“The ‘Bomb,’” 1945'
    """
    tokens = _MARKS.split(rich)
    if len(tokens) == 1:
        return _tidied(rich) if _MEETING.search(rich) else rich
    return _flipped(_punctuated(tokens, punctuation_in_quote), quotes)


def _tidied(text: str) -> str:
    """Text without marks, with its own collisions resolved."""
    position = 0
    while (match := _MEETING.search(text, position)) is not None:
        start = match.start()
        pair = match.group()
        merged = pair[0] if pair[1] == " " else COLLISIONS.get(pair)
        if merged is None:
            position = start + 1
        else:
            text = text[:start] + merged + text[match.end() :]
            position = max(start - 1, 0)
    return text


def _punctuated(tokens: list[str], in_quote: bool) -> list[str]:
    """The tokens with punctuation in its place; texts and marks alternate as before."""
    open_spans: list[str] = []
    last = -1  # where the last text stands
    closed_quote = False  # whether a quotation has been closed since
    shielded = False
    for index, token in enumerate(tokens):
        if index % 2:
            if token == rt.CLOSE:
                closed = open_spans.pop() if open_spans else ""
                if closed == rt.QUOTE:
                    closed_quote = True
                    if not in_quote:
                        _move_out(tokens, last, index)
            elif token == rt.SHIELD:
                shielded = True
            elif token != rt.SEPARATOR:
                open_spans.append(token)
            continue
        if not token:
            continue
        if open_spans and open_spans[-1] == rt.LINK and tokens[index - 1] == rt.LINK:
            continue  # the address of a link
        if _MEETING.search(token):
            token = tokens[index] = _tidied(token)
        if last >= 0 and not shielded:
            token = tokens[index] = _meet(tokens, last, token, closed_quote, in_quote)
        if token:
            last, closed_quote, shielded = index, False, False
    return tokens


def _meet(tokens: list[str], last: int, token: str, closed_quote: bool, in_quote: bool) -> str:
    """What is left of ``token`` after it has met the text before it, which may change too."""
    before = tokens[last]
    while token and before:
        pair = before[-1] + token[0]
        if pair in _SPACES:
            token = token[1:]
        elif closed_quote:
            if in_quote and token[0] in _INSIDE:
                before = before[:-1] + COLLISIONS.get(pair, pair)
                token = token[1:]
            else:
                break
        elif (merged := COLLISIONS.get(pair)) is not None:
            before = before[:-1] + merged
            token = token[1:]
        else:
            break
    tokens[last] = before
    return token


def _move_out(tokens: list[str], last: int, close: int) -> None:
    """Take punctuation that belongs outside the quotation mark closed at ``close`` out of it."""
    text = tokens[last] if last >= 0 else ""
    moved = ""
    while text and text[-1] in _OUTSIDE:
        moved = text[-1] + moved
        text = text[:-1]
    if moved:
        tokens[last] = text
        tokens[close + 1] = moved + tokens[close + 1]


def _flipped(tokens: list[str], quotes: tuple[str, str, str, str]) -> str:
    """Quotation marks by depth, spans by what they stand in."""
    out: list[str] = []
    kinds: list[str] = []  # of the open spans, as opened
    closers: list[str] = []
    depth = 0
    for token in tokens:
        if token == rt.CLOSE:
            if not kinds:
                continue
            if kinds.pop() == rt.QUOTE:
                depth -= 1
            out.append(closers.pop())
        elif token == rt.QUOTE:
            inner = depth % 2
            depth += 1
            out.append(quotes[2 if inner else 0])
            kinds.append(token)
            closers.append(quotes[3 if inner else 1])
        elif token == rt.NOCASE:
            kinds.append(token)
            closers.append("")
        elif token == rt.NODECOR:
            undone = [_FLIPS[kind] for kind in _FLIPS if _turned(kind, kinds) == _FLIPS[kind]]
            kinds.append(token)
            out += undone
            closers.append(rt.CLOSE * len(undone))
        elif token in _OPENING:
            kind = _turned(token, kinds)
            kinds.append(kind or token)
            out.append(kind)
            closers.append(rt.CLOSE if kind else "")
        elif token != rt.SHIELD:
            out.append(token)
    out.extend(reversed(closers))
    return "".join(out)


_OPENING = frozenset(chr(code) for code in range(ord(rt.ITALIC), ord(rt.CLOSE))) - {rt.QUOTE, rt.NOCASE}


def _turned(kind: str, around: list[str]) -> str:
    """The span to open for ``kind`` inside the spans ``around``; none for an undoing with nothing to undo."""
    if kind in _FLIPS:
        for outer in reversed(around):
            if outer == kind:
                return _FLIPS[kind]
            if outer == _FLIPS[kind]:
                return kind
        return kind
    if kind in _UNFLIPS:
        for outer in reversed(around):
            if outer == _UNFLIPS[kind]:
                return kind
            if outer == kind:
                return ""
        return ""
    return kind

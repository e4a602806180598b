"""The last pass over rich text, in output-neutral form: punctuation, quotation marks, flip-flop.

What a style prints is put together from fields, affixes and delimiters that know nothing of each other.  Here
spans that are nested in their like alternate, colliding punctuation is resolved, full stops and commas go
inside or outside quotation marks as the language wants, and quotation marks become characters.

It runs for every cite and every entry, so each step is one regular expression over the whole string, and
Python code runs only where an expression found something to do.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archcite.output import richtext as rt

# What two punctuation marks become that meet; a pair that is not here stays as it is.
COLLISIONS: Mapping[str, str] = {
    "..": ".", "::": ":", ";;": ";", ",,": ",", "!!": "!", "??": "?",
    "!.": "!", "!:": "!", "?.": "?", "?:": "?",
    ":.": ":", ":!": "!", ":?": "?",
    ";.": ";", ";:": ";", ";!": "!", ";?": "?",
}  # fmt: skip

_INSIDE = frozenset(".,!?")  # what goes inside a closing quotation mark, in languages that do so
_OUTSIDE = frozenset(",:;")  # what goes outside, in the others

# Until the end, a closing quotation mark is a mark of its own: punctuation moves across these and no others.
_OUTER_END, _INNER_END = "\ufdee", "\ufdef"
_ENDS = frozenset((_OUTER_END, _INNER_END))

# Each span that cancels another: the slot that both fill, and whether it is the cancelling one.  A slot holds
# the mark in force, so that a span is printed only if it changes something.
_SLOTS: Mapping[str, tuple[int, bool]] = {
    rt.ITALIC: (0, False), rt.OBLIQUE: (0, False), rt.UPRIGHT: (0, True),
    rt.BOLD: (1, False), rt.LIGHT: (1, False), rt.MEDIUM: (1, True),
    rt.SMALL_CAPS: (2, False), rt.FULL_CAPS: (2, True),
    rt.UNDERLINE: (3, False), rt.NO_UNDERLINE: (3, True),
}  # fmt: skip
_FLIPS: Mapping[str, tuple[str, str]] = {
    rt.FLIP_ITALIC: (rt.ITALIC, rt.UPRIGHT),
    rt.FLIP_BOLD: (rt.BOLD, rt.MEDIUM),
    rt.FLIP_SMALL_CAPS: (rt.SMALL_CAPS, rt.FULL_CAPS),
}
_UNDONE = (rt.UPRIGHT, rt.MEDIUM, rt.FULL_CAPS)  # what "no decoration" means

_M = f"[{rt.MARKS}]*"
_P = ".,:;!?"
_MARKED = re.compile(f"([{rt.MARKS}])")
# No span within another, and none but those that need no decision.
_FLAT = re.compile(
    f"[^{rt.MARKS}]*+(?:{rt.SHIELD}[^{rt.MARKS}]*+"
    f"|[{rt.ITALIC}{rt.OBLIQUE}{rt.BOLD}{rt.SMALL_CAPS}{rt.UNDERLINE}{rt.SUPERSCRIPT}{rt.SUBSCRIPT}{rt.QUOTE}]"
    f"(?:[^{rt.MARKS}]|{rt.SHIELD})*+{rt.CLOSE}[^{rt.MARKS}]*+)*+"
)
_QUOTED = re.compile(f"{rt.QUOTE}([^{rt.CLOSE}]*){rt.CLOSE}")
_ADDRESS = re.compile(f"{rt.LINK}([^{rt.MARKS}]*){rt.SEPARATOR}")
_SPACES = re.compile(f"([ \u00a0]{_M}) ")
_LEADING_SPACE = re.compile(f"\\A([{rt.BLOCK}-{rt.INDENT}]+) ")
# Punctuation marks that meet, through any marks; with what follows them.
_MEETING_INSIDE = re.compile(f"[{_P}{_OUTER_END}{_INNER_END}]{_M}[{_P}][{_P}{rt.MARKS}]*")
_MEETING_OUTSIDE = re.compile(f"[{_P}]{_M}[{_P}{_OUTER_END}{_INNER_END}][{_P}{rt.MARKS}]*")
# Chinese, Japanese and Korean have no italics, so text in them alone is not set in italics.
_CJK = re.compile("[\u2e80-\u9fff\uac00-\ud7af\uf900-\ufaff]")
_CJK_ITALIC = re.compile(
    f"[{rt.ITALIC}-{rt.UPRIGHT}]([^{rt.MARKS}0-9A-Za-z\u00c0-\u1fff]*){rt.CLOSE}"
)


def finish(rich: str, quotes: Sequence[str], punctuation_in_quote: bool) -> str:
    """Rich text with nothing left to decide: only spans of formatting, links and display remain.

    ``quotes`` are the outer opening and closing, then the inner opening and closing quotation marks;
    ``punctuation_in_quote`` is the locale option (CSL 1.0.2, "Locale Options").  Spans balance afterwards,
    whatever they were before.

    >>> english = ("“", "”", "‘", "’")
    >>> finish("Is it?.", english, True)
    'Is it?'
    >>> finish(rt.wrap(rt.QUOTE, "The " + rt.wrap(rt.QUOTE, "Bomb")) + ", 1945", english, True)
    '“The ‘Bomb,’” 1945'
    """
    addresses: list[str] = []
    if not rich.isascii():
        if rt.LINK in rich:
            addresses = _ADDRESS.findall(rich)
            rich = _ADDRESS.sub(rt.LINK, rich)
        if _FLAT.fullmatch(rich) is None:
            rich = _nested(rich)
        elif rt.QUOTE in rich:
            rich = _QUOTED.sub(f"{rt.QUOTE}\\1{_OUTER_END}", rich)
    if punctuation_in_quote:
        rich = _MEETING_INSIDE.sub(_met_inside, rich)
    else:
        rich = _MEETING_OUTSIDE.sub(_met_outside, rich)
    while _SPACES.search(rich):
        rich = _SPACES.sub(r"\1", rich)
    return rich if rich.isascii() else _printed(rich, quotes, addresses)


def _nested(rich: str) -> str:
    """Spans as they print: each by what it stands in, quotation marks by depth; all of them balanced."""
    out: list[str] = []
    ends: list[str] = []  # what closes each open span
    undo: list[tuple[int, str]] = []  # the slot that each open span changed, and what was in it
    force = ["", "", "", ""]  # the mark in force in each slot
    quote = ""  # the quotation marks that are open: none, outer or inner
    for token in _MARKED.split(rich):
        if token not in _MARKS:
            out.append(token)
            continue
        slot, end = _QUOTES, rt.CLOSE
        before = quote
        if token == rt.CLOSE:
            if ends:
                out.append(ends.pop())
                slot, before = undo.pop()
                if slot == _QUOTES:
                    quote = before
                else:
                    force[slot] = before
            continue
        if token == rt.SHIELD:
            out.append(token)
            continue
        if token in _FLIPS:
            on, off = _FLIPS[token]
            slot = _SLOTS[on][0]
            before = force[slot]
            force[slot] = off if before and before != off else on
            out.append(force[slot])
        elif token in _SLOTS:
            slot, cancels = _SLOTS[token]
            before = force[slot]
            if token == before or (cancels and not before):
                end = ""
            else:
                force[slot] = token
                out.append(token)
        elif token in (rt.QUOTE, rt.INNER_QUOTE):
            inner = quote == rt.QUOTE or (token == rt.INNER_QUOTE and not quote)
            quote = rt.INNER_QUOTE if inner else rt.QUOTE
            end = _INNER_END if inner else _OUTER_END
            out.append(quote)
        elif token == rt.NODECOR:
            undone = [mark for mark in _UNDONE if force[_SLOTS[mark][0]] not in ("", mark)]
            out += undone
            end = rt.CLOSE * len(undone)
        elif token in _OPENING:
            if token == rt.NOCASE:
                end = ""
            else:
                out.append(token)
        else:
            continue
        ends.append(end)
        undo.append((slot, before))
    out.extend(reversed(ends))
    return "".join(out)


_QUOTES = 4  # the slot of quotation marks
_MARKS = frozenset(map(chr, range(0xFDD0, 0xFDF0)))
_OPENING = frozenset(map(chr, range(ord(rt.ITALIC), ord(rt.CLOSE))))


def _met_inside(match: re.Match[str]) -> str:
    """Punctuation marks in a row, where full stops and commas go inside quotation marks.

    What stands outside a quotation mark meets first; what comes of it goes inside if it belongs there, and
    meets what is there.
    """
    out: list[str] = []
    last = outside = -1  # the last mark inside, and the last one outside
    end = -1  # the first quotation mark after the last mark inside
    fresh = False  # whether the last mark inside has just come from outside
    shielded = False
    for sign in match[0]:
        if sign == rt.SHIELD:
            shielded = True
            continue
        if sign in _MARKS:
            if sign in _ENDS and (end < 0 or outside >= 0):
                last = max(last, outside)
                end, outside, fresh = len(out), -1, False
            out.append(sign)
            continue
        merged = None
        if outside >= 0 and not shielded and (merged := _merged(out[outside], sign)) is not None:
            if merged not in _INSIDE:
                out[outside] = merged
                continue
            del out[outside]
            outside, sign = -1, merged
        goes_in = end >= 0 and outside < 0 and sign in _INSIDE and not shielded
        if last >= 0 and not shielded and (end < 0 or goes_in or fresh) and (
            (merged := _merged(out[last], sign)) is not None
        ):
            out[last] = merged
            fresh = goes_in
        elif goes_in:
            out.insert(end, sign)
            last, end, fresh = end, end + 1, True
        else:
            if end < 0:
                last = len(out)
            else:
                outside = len(out)
            out.append(sign)
            fresh = False
        shielded = False
    return "".join(out)


def _met_outside(match: re.Match[str]) -> str:
    """Punctuation marks in a row, where commas, colons and semicolons go outside quotation marks."""
    out: list[str] = []
    last = -1
    closed = shielded = False  # whether a quotation mark, or a shield, stands after the last punctuation mark
    for sign in match[0]:
        if sign == rt.SHIELD:
            shielded = True
        elif sign in _ENDS:
            out.append(sign)
            closed = True
            if last >= 0 and out[last] in _OUTSIDE:
                out.append(out.pop(last))
                last, closed = len(out) - 1, False
        elif sign in _MARKS:
            out.append(sign)
        else:
            merged = None if shielded or closed or last < 0 else _merged(out[last], sign)
            if merged is not None:
                out[last] = merged
            else:
                last = len(out)
                out.append(sign)
            closed = shielded = False
    return "".join(out)


def _merged(first: str, second: str) -> str | None:
    return COLLISIONS.get(first + second)


def _printed(rich: str, quotes: Sequence[str], addresses: list[str]) -> str:
    """Quotation marks as characters, and no trace of what only guided this pass."""
    if rt.SHIELD in rich:
        rich = rich.replace(rt.SHIELD, "")
    if rt.QUOTE in rich:
        rich = rich.replace(rt.QUOTE, quotes[0]).replace(_OUTER_END, quotes[1])
    if rt.INNER_QUOTE in rich:
        rich = rich.replace(rt.INNER_QUOTE, quotes[2]).replace(_INNER_END, quotes[3])
    if rich[:1] in _DISPLAY:
        rich = _LEADING_SPACE.sub(r" \1", rich)
    if _CJK.search(rich):
        rich = _CJK_ITALIC.sub(r"\1", rich)
    if addresses:
        found = iter(addresses)
        rich = re.sub(rt.LINK, lambda _match: f"{rt.LINK}{next(found)}{rt.SEPARATOR}", rich)
    return rich


_DISPLAY = frozenset((rt.BLOCK, rt.LEFT_MARGIN, rt.RIGHT_INLINE, rt.INDENT))

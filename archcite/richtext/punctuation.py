"""The last pass over rich text, in output-neutral form: punctuation, quotation marks, flip-flop.

What a style prints is put together from fields, affixes and delimiters that know nothing of each other.  Here
spans that are nested in their like alternate, colliding punctuation is resolved, full stops and commas go
inside or outside quotation marks as the language wants, and quotation marks become characters.

It runs for every cite and every entry, so each step is one regular expression over the whole string, and
Python code runs only where an expression found something to do.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping, Sequence

from archcite._foundation.lazy_regex import pattern
from archcite.richtext import marks as rt

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

# The slot that a span and what cancels it fill, and whether it is printed only where it cancels something; a
# slot holds the mark in force.
_SLOTS: Mapping[str, tuple[int, bool]] = {
    rt.ITALIC: (0, False), rt.OBLIQUE: (0, False), rt.UPRIGHT: (0, True),
    rt.BOLD: (1, False), rt.LIGHT: (1, False), rt.MEDIUM: (1, True),
    rt.SMALL_CAPS: (2, False), rt.FULL_CAPS: (2, True),
    rt.UNDERLINE: (3, False), rt.NO_UNDERLINE: (3, False),
}  # fmt: skip
_FLIPS: Mapping[str, str] = {
    rt.FLIP_ITALIC: rt.ITALIC,
    rt.FLIP_BOLD: rt.BOLD,
    rt.FLIP_SMALL_CAPS: rt.SMALL_CAPS,
}
_UNDONE = (rt.UPRIGHT, rt.MEDIUM, rt.FULL_CAPS)  # what "no decoration" means

_M = f"[{rt.MARKS}]*"
_P = ".,:;!?"
_MARKED = pattern(f"([{rt.MARKS}])")
_ADDRESS = pattern(f"{rt.LINK}([^{rt.MARKS}]*){rt.SEPARATOR}")
_LEADING_SPACE = pattern(f"\\A([{rt.BLOCK}-{rt.INDENT}]+) ")
# Punctuation marks that meet, through any marks; with what follows them.
# Inside, that is also a mark after closing quotation marks. They are looked for from the first mark of a row of marks:
# from each of the row it would take quadratic time.
_E = f"{_OUTER_END}{_INNER_END}"
_NO_END = f"[{rt.ITALIC}-{rt.SEPARATOR}]"
_MEETING_INSIDE = pattern(
    f"[{_P}{_E}{_NO_END[1:-1]}](?:(?<=[{_P}])|(?<![{rt.ITALIC}-{rt.SEPARATOR}{_E}].)(?:(?<=[{_E}])|{_NO_END}*+[{_E}]))"
    f"{_M}+[{_P}][{_P}{rt.MARKS}]*"
)
_MEETING_OUTSIDE = pattern(f"[{_P}]{_M}[{_P}{_E}][{_P}{rt.MARKS}]*")
_ITALIC_SPAN = pattern(f"[{rt.ITALIC}{rt.OBLIQUE}{rt.UPRIGHT}]([^{rt.MARKS}]*){rt.CLOSE}")


def resolve_punctuation(rich: rt.Rich, quotes: Sequence[str], punctuation_in_quote: bool) -> rt.Rich:
    """Resolve punctuation, quotation marks and flip-flop; only formatting, links and display remain.

    ``quotes`` are the outer opening and closing, then the inner opening and closing quotation marks;
    ``punctuation_in_quote`` is the locale option (CSL 1.0.2, "Locale Options").  Spans balance afterwards,
    whatever they were before.

    >>> english = ("“", "”", "‘", "’")
    >>> resolve_punctuation("Is it?.", english, True)
    'Is it?'
    >>> resolve_punctuation(rt.wrap(rt.QUOTE, "The " + rt.wrap(rt.QUOTE, "Bomb")) + ", 1945", english, True)
    '“The ‘Bomb,’” 1945'
    """
    addresses: list[str] = []
    text: str = rich
    if not text.isascii():
        if rt.LINK in text:
            addresses = _ADDRESS.findall(text)
            text = _ADDRESS.sub(rt.LINK + rt.SEPARATOR, text)
        tokens = _MARKED.split(text)
        if len(tokens) > 1:
            tokens[1::2], end = _resolve_marks("".join(tokens[1::2]))
            text = "".join(tokens) + end
    meeting = _MEETING_INSIDE if punctuation_in_quote else _MEETING_OUTSIDE
    met = _merge_punctuation_inside if punctuation_in_quote else _merge_punctuation_outside
    text = meeting.sub(lambda match: met(match[0]), text)
    while "  " in text:
        text = text.replace("  ", " ")
    return rt.Rich(text if text.isascii() else _replace_guides(text, quotes, addresses))


def append_final_suffix(rich: rt.Rich, suffix: rt.Rich) -> rt.Rich:
    """Append the suffix of a layout, a group or a macro, without its full stop after “?” or “!” and a quotation mark.

    The specification does not say so; citeproc-js and jgm/citeproc do it.  The suffix of the quoted text itself and a
    delimiter keep the full stop, as in citeproc-js: “‘Who?’. Next”.

    >>> [append_final_suffix(rt.wrap(rt.QUOTE, rt.Rich(text)), rt.Rich("."))[-1] for text in ("Who?", "Who")]
    ['\ufde9', '.']
    """
    if suffix[:1] == "." and rich[-1:] == rt.CLOSE and rich.rstrip(rt.CLOSE)[-1:] in ("?", "!"):
        suffix = rt.Rich(suffix[1:])
    return rich + suffix


@functools.lru_cache(maxsize=4096)
def _resolve_marks(marks: str) -> tuple[tuple[str, ...], str]:
    """Return what each mark of a text becomes, and what ends the text, so that all spans balance.

    How a span is printed depends on the span around it, and quotation marks on their depth. The text between the marks
    does not matter, and most texts of one style have the same marks.
    """
    out: list[str] = []
    spans: list[tuple[str, int, str]] = []  # what closes each open span; the slot that it changed; from what
    force: list[str] = [""] * 6  # the mark in force in each slot
    for place, mark in enumerate(marks):
        if mark == rt.CLOSE:
            end = ""
            if spans:
                end, slot, before = spans.pop()
                force[slot] = before
            out.append(end)
            continue
        end, slot = rt.CLOSE, _OTHER
        if mark in _SLOTS:
            slot, cancels = _SLOTS[mark]
            if cancels and force[slot] in ("", mark):
                mark = end = ""
        elif mark in _QUOTING:
            slot = _QUOTED
            outer = force[slot] == rt.INNER_QUOTE or (mark == rt.QUOTE and not force[slot])
            mark, end = (rt.QUOTE, _OUTER_END) if outer else (rt.INNER_QUOTE, _INNER_END)
        elif mark in _FLIPS:
            on = _FLIPS[mark]
            off = rt.UNDONE_BY[on]
            slot = _SLOTS[on][0]
            mark = off if force[slot] not in ("", off) else on
        elif mark == rt.NODECOR:
            undone = [one for one in _UNDONE if force[_SLOTS[one][0]] not in ("", one)]
            mark, end = "".join(undone), rt.CLOSE * len(undone)
        elif mark == rt.NOCASE:
            mark = end = ""
        elif mark == rt.LINK:
            has_address = marks[place + 1 : place + 2] == rt.SEPARATOR
            mark, end = (mark + rt.SEPARATOR, end) if has_address else ("", "")
        elif mark not in _PLACING:
            out.append(mark if mark == rt.SHIELD else "")
            continue
        spans.append((end, slot, force[slot]))
        if mark:
            force[slot] = mark
        out.append(mark)
    return tuple(out), "".join(end for end, _slot, _before in reversed(spans))


_QUOTED, _OTHER = 4, 5  # the slot of quotation marks, and that of spans that nothing cancels
_QUOTING = frozenset((rt.QUOTE, rt.INNER_QUOTE))
_DISPLAY = frozenset((rt.BLOCK, rt.LEFT_MARGIN, rt.RIGHT_INLINE, rt.INDENT))
_PLACING = _DISPLAY | {rt.SUPERSCRIPT, rt.SUBSCRIPT, rt.BASELINE}
_MARKS = frozenset(map(chr, range(0xFDD0, 0xFDF0)))


@functools.lru_cache(maxsize=4096)
def _merge_punctuation_inside(signs: str) -> str:
    """Merge punctuation marks in a row, where full stops and commas go inside quotation marks.

    What stands outside a quotation mark meets first; what comes of it goes inside if it belongs there, and
    meets what is there.
    """
    out: list[str] = []
    last = outside = -1  # the last mark inside, and the last one outside
    end = -1  # the first quotation mark after the last mark inside
    fresh = False  # whether the last mark inside has just come from outside
    shielded = stays = False  # whether a shield stands before the next mark, and before the last one outside
    for sign in signs:
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
        if outside >= 0 and not shielded and (merged := _merge_pair(out[outside], sign)) is not None:
            if merged not in _INSIDE or stays:
                out[outside] = merged
                continue
            del out[outside]
            outside, sign = -1, merged
        goes_in = end >= 0 and outside < 0 and sign in _INSIDE and not shielded
        if (
            last >= 0
            and not shielded
            and (end < 0 or goes_in or fresh)
            and ((merged := _merge_pair(out[last], sign)) is not None)
        ):
            out[last] = merged
            fresh = goes_in
        elif goes_in:
            out.insert(end, sign)
            last, end, fresh = end, end + 1, True
        elif end < 0:
            last = len(out)
            out.append(sign)
        elif shielded or last < 0 or outside >= 0 or out[last] != sign:  # not what stands inside already
            outside, fresh, stays = len(out), False, shielded
            out.append(sign)
        shielded = False
    return "".join(out)


@functools.lru_cache(maxsize=4096)
def _merge_punctuation_outside(signs: str) -> str:
    """Merge punctuation marks in a row, where commas, colons and semicolons go outside quotation marks."""
    out: list[str] = []
    last = -1
    closed = shielded = False  # whether a quotation mark, or a shield, stands after the last punctuation mark
    for sign in signs:
        if sign == rt.SHIELD:
            shielded = True
        elif sign in _ENDS:
            out.append(sign)
            closed = True
            if last >= 0 and out[last] in _OUTSIDE and not shielded:
                out.append(out.pop(last))
                last, closed = len(out) - 1, False
            shielded = False
        elif sign in _MARKS:
            out.append(sign)
        else:
            merged = None
            if last >= 0 and not shielded:  # through a quotation mark, only what is there already is left out
                merged = _merge_pair(out[last], sign) if not closed or sign == out[last] else None
            if merged is not None:
                out[last] = merged
            else:
                last = len(out)
                out.append(sign)
            closed = shielded = False
    return "".join(out)


def _merge_pair(first: str, second: str) -> str | None:
    return COLLISIONS.get(first + second)


def _replace_guides(rich: str, quotes: Sequence[str], addresses: list[str]) -> str:
    """Replace marks of quotation by characters, and remove those that only guided this pass."""
    if rt.SHIELD in rich:
        rich = rich.replace(rt.SHIELD, "")
    if rt.QUOTE in rich:
        rich = rich.replace(rt.QUOTE, quotes[0]).replace(_OUTER_END, quotes[1])
    if rt.INNER_QUOTE in rich:
        rich = rich.replace(rt.INNER_QUOTE, quotes[2]).replace(_INNER_END, quotes[3])
    if rich[:1] in _DISPLAY:
        rich = _LEADING_SPACE.sub(r" \1", rich)
    if rt.ITALIC in rich or rt.OBLIQUE in rich or rt.UPRIGHT in rich:
        rich = _ITALIC_SPAN.sub(lambda match: match[1] if _is_east_asian(match[1]) else match[0], rich)
    if addresses:
        found = iter(addresses)
        rich = re.sub(rt.LINK, lambda _match: rt.LINK + next(found), rich)
    return rich


def _is_east_asian(text: str) -> bool:
    """Return whether a text is Chinese, Japanese or Korean only, which have no italics."""
    if text.isascii():
        return False
    found = False
    for sign in text:
        if "0" <= sign <= "9" or "A" <= sign <= "Z" or "a" <= sign <= "z" or "\u00c0" <= sign <= "\u1fff":
            return False
        found = (
            found
            or "\u2e80" <= sign <= "\u9fff"
            or "\uac00" <= sign <= "\ud7af"
            or "\uf900" <= sign <= "\ufaff"
        )
    return found

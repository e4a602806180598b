"""The text of a field, as CSL-JSON writes it, into rich text.

CSL-JSON allows a little HTML (``<i>``, ``<b>``, ``<sup>``, ``<sub>``, ``<sc>`` and two kinds of ``<span>``).
Quotation marks become spans, so that they can alternate with those that the style adds, and straight
apostrophes become typographic ones.  What does not balance is left as it was written.
"""

from __future__ import annotations

import functools
import re

from archcite.output import richtext as rt

_SPECIAL = re.compile("[<\"'\u2018\u2019\u201c\u201d\u00ab\u00bb\u201e\u201a]|[.,:;!?]{2}|[\\x00-\\x1f\\x7f\ufdd0-\ufdef\ufffe\uffff]|  ")
_TOKENS = re.compile(
    r"""(<i>|</i>|<b>|</b>|<sup>|</sup>|<sub>|</sub>|<sc>|</sc>|</span>
    |<span\s+style=["']font-variant:\s*small-caps;?["']>|<span\s+class=["']no(?:case|decor)["']>
    |["'\u2018\u2019\u201c\u201d])""",
    re.VERBOSE,
)
_TAGS = {
    "<i>": (rt.ITALIC, "</i>"),
    "<b>": (rt.BOLD, "</b>"),
    "<sup>": (rt.SUPERSCRIPT, "</sup>"),
    "<sub>": (rt.SUBSCRIPT, "</sub>"),
    "<sc>": (rt.SMALL_CAPS, "</sc>"),
}
_TYPOGRAPHIC = {"\u201c": "\u201d", "\u2018": "\u2019"}
# French quotation marks stand a narrow space apart from what they quote.
_FRENCH_SPACE = re.compile("(?<=\u00ab) | (?=\u00bb)")
_ADJACENT = re.compile(r"(?<=[.,:;!?])(?=[.,:;!?])")


@functools.lru_cache(maxsize=20_000)
def to_rich(text: str) -> str:
    """A field's text as rich text.

    >>> to_rich("The <i>Titanic</i>") == "The " + rt.ITALIC + "Titanic" + rt.CLOSE
    True
    >>> to_rich("l'état") , to_rich("1 < 2 & <em>")
    ('l’état', '1 < 2 & <em>')
    """
    if _SPECIAL.search(text) is None:
        return text
    text = rt.clean(text)
    text = _ADJACENT.sub(rt.SHIELD, text)
    text = _FRENCH_SPACE.sub("\u202f", text)
    tokens = _TOKENS.split(text)
    if len(tokens) == 1:
        return text
    return _balanced(tokens)


def _balanced(tokens: list[str]) -> str:
    out: list[str] = []
    waiting: list[tuple[str, int]] = []  # what would close an open span, and where in `out` it opened
    for index, token in enumerate(tokens):
        if index % 2 == 0:
            out.append(token)
            continue
        before, after = _neighbours(tokens, index)
        if token in _TAGS:
            mark, closing = _TAGS[token]
            waiting.append((closing, len(out)))
            out.append(mark)
        elif token.startswith("<span"):
            waiting.append(("</span>", len(out)))
            out.append(rt.NOCASE if "nocase" in token else rt.NODECOR if "nodecor" in token else rt.SMALL_CAPS)
        elif token.startswith("</"):
            _close(token, out, waiting, tokens, token)
        elif token in ('"', "'"):
            _straight(token, before, after, out, waiting, tokens)
        elif token in _TYPOGRAPHIC:
            waiting.append((_TYPOGRAPHIC[token], len(out)))
            out.append(rt.QUOTE)
        else:
            _close(token, out, waiting, tokens, token)
    for _closing, place in waiting:
        out[place] = _literal(tokens[place])
    return "".join(out)


def _neighbours(tokens: list[str], index: int) -> tuple[str, str]:
    """The characters around a token, looking through tags."""
    before = after = ""
    place = index - 1
    while place >= 0 and not before:
        token = tokens[place]
        before = "" if token.startswith("<") and place % 2 else token[-1:]
        place -= 1
    place = index + 1
    while place < len(tokens) and not after:
        token = tokens[place]
        after = "" if token.startswith("<") and place % 2 else token[:1]
        place += 1
    return before, after


def _straight(
    token: str, before: str, after: str, out: list[str], waiting: list[tuple[str, int]], tokens: list[str]
) -> None:
    """A straight quotation mark or apostrophe: what it is depends on what stands around it."""
    open_here = not before or before.isspace() or before in "([{\u2013\u2014-/\"'\u201c\u2018\u00a0"
    close_here = not after or not after.isalnum()
    if any(closing == token for closing, _place in waiting) and close_here and before and not before.isspace():
        _close(token, out, waiting, tokens, "\u2019" if token == "'" else token)
    elif open_here and after and not after.isspace():
        waiting.append((token, len(out)))
        out.append(rt.QUOTE)
    else:
        out.append("\u2019" if token == "'" else token)


def _close(
    closing: str, out: list[str], waiting: list[tuple[str, int]], tokens: list[str], otherwise: str
) -> None:
    """Close the innermost span that waits for ``closing``; what opened inside it and did not close is literal."""
    for depth in range(len(waiting) - 1, -1, -1):
        if waiting[depth][0] == closing:
            for _closing, place in waiting[depth + 1 :]:
                out[place] = _literal(tokens[place])
            del waiting[depth:]
            out.append(rt.CLOSE)
            return
    out.append(otherwise)


def _literal(token: str) -> str:
    return "\u2019" if token == "'" else token

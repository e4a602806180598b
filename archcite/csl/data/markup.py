"""The text of a field, as CSL-JSON writes it, into rich text.

CSL-JSON allows a little HTML (``<i>``, ``<b>``, ``<sup>``, ``<sub>``, ``<sc>`` and some
``<span>``).  Quotation marks become spans, so that they can alternate with those that the style adds, and
straight apostrophes become typographic ones.  What does not balance is left as it was written.
"""

from __future__ import annotations

import functools
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.richtext import marks as rt

ENGLISH = ("\u201c", "\u201d", "\u2018", "\u2019")
APOSTROPHE = "\u2019"

# What has to be looked at: signs that may be markup, and punctuation marks in a row or after a space.
_SIGN = pattern(
    "[<\"'\u2018\u2019\u201a\u201c-\u201e\u2039\u203a\u00ab\u00bb\u300c-\u300f"
    f"{rt.MARKS}\\x00-\\x1f\\x7f\ufffe\uffff\ud800-\udfff]"
)
_MET = pattern("[.,:;!? ][.,:;!?]")
_TAGS: Mapping[str, tuple[str, str]] = {
    "<i>": (rt.FLIP_ITALIC, "</i>"),
    "<b>": (rt.FLIP_BOLD, "</b>"),
    "<sup>": (rt.SUPERSCRIPT, "</sup>"),
    "<sub>": (rt.SUBSCRIPT, "</sub>"),
    "<sc>": (rt.NOCASE + rt.FLIP_SMALL_CAPS, "</sc>"),
    "<span nocase": (rt.NOCASE, "</span>"),
    "<span nodecor": (rt.NOCASE + rt.NODECOR, "</span>"),
    "<span small-caps": (rt.NOCASE + rt.FLIP_SMALL_CAPS, "</span>"),
}
_TAG = (
    r"</?(?:i|b|sup|sub|sc)>|</span>"
    r"|<span\s+style=[\"']font-variant:\s*small-caps;?[\"']\s*>|<span\s+class=[\"']no(?:case|decor)[\"']\s*>"
)
_SPAN_KIND = pattern("nocase|nodecor|small-caps")
_AUTHORED = pattern(f"(?<=[.,:;!?])([{rt.MARKS}]*)(?=[.,:;!?])")
# French sets these marks apart by a narrow space; who writes a space there means that one.
_SPACED = pattern(" (?=[:;?!\u00bb])|(?<=\u00ab) ")
_NARROW_SPACE = "\u202f"
_DECADE = pattern(r"\d\ds?(?![\d'])")
_PUNCTUATION = ".,:;!?"
_BEFORE_QUOTE = "([{\u2013\u2014/\u00bf\u00a1"


@functools.lru_cache(maxsize=64)
def build_reader(quotes: Sequence[str]) -> Callable[[str], rt.Rich]:
    """Build a function that turns the text of fields into rich text, with a cache.

    ``quotes`` are the quotation marks of a locale (outer opening and closing, inner opening and closing); those of
    other languages are left as the author wrote them.

    >>> build_reader(("„", "“", "‚", "‘"))("die „Lage“") == "die " + rt.wrap(rt.QUOTE, "Lage")
    True
    """
    marks = tuple(quotes)

    @functools.lru_cache(maxsize=20_000)
    def read(text: str) -> rt.Rich:
        if _SIGN.search(text) is None and _MET.search(text) is None:
            return rt.Rich(text)
        text = _SPACED.sub(_NARROW_SPACE, rt.strip_unsafe(text))
        tokens = _compile_tokens(marks).split(text)
        if len(tokens) > 1:
            text = _Reader(tokens, marks).read()
        return rt.Rich(_AUTHORED.sub(f"\\1{rt.SHIELD}", text))

    return read


def to_rich(text: str, quotes: Sequence[str] | None = None) -> rt.Rich:
    """Convert a field's text to rich text; ``quotes`` as in :func:`build_reader`, English by default.

    >>> rt.to_plain(to_rich("The <i>Titanic</i>"))
    'The Titanic'
    >>> to_rich("l'état"), to_rich("1 < 2 & <em>")
    ('l’état', '1 < 2 & <em>')
    """
    return build_reader(ENGLISH if quotes is None else tuple(quotes))(text)


@functools.lru_cache(maxsize=64)
def _compile_tokens(quotes: tuple[str, ...]) -> re.Pattern[str]:
    """Compile a pattern of tags and quotation marks, with the space that the language sets beside the latter."""
    patterns = {'"', "'", APOSTROPHE}
    for sign in quotes:
        bare = re.escape(sign.strip())
        if bare:
            before = r"\s?" if sign[0].isspace() else ""
            after = r"\s?" if sign[-1].isspace() else ""
            patterns.add(before + bare + after)
    return re.compile(f"({_TAG}|{'|'.join(sorted(patterns))})")


class _Open(NamedTuple):
    """Span that is open: what closes it, where it opened, and whether it is a quotation."""

    closing: str
    place: int
    quotation: bool


class _Reader:
    """Reader of one field; ``tokens`` are texts and, at odd indices, tags and quotation marks."""

    def __init__(self, tokens: list[str], quotes: tuple[str, ...]) -> None:
        self.tokens = tokens
        self.outer_open, self.outer_close = quotes[0].strip(), quotes[1].strip()
        self.inner_open, self.inner_close = quotes[2].strip(), quotes[3].strip()
        self.out: list[str] = []  # one for each token, so that places are the same in both
        self.waiting: list[_Open] = []
        self.awaited: Counter[str] = Counter()  # how many spans wait for each sign or tag that closes one
        self.straight: list[tuple[int, str]] = []  # quotations in straight marks: place and mark

    def read(self) -> str:
        """Read the field, and return it as rich text."""
        for index, token in enumerate(self.tokens):
            if index % 2 == 0:
                self.out.append(token)
            elif token[0] == "<":
                self._read_tag(token)
            else:
                self._read_sign(token.strip(), index)
        for span in self.waiting:
            self._undo(span)
        # The first sort of straight marks is the outer one, wherever the other is used.
        outer = min(self.straight)[1] if self.straight else ""
        for place, sign in self.straight:
            self.out[place] = rt.QUOTE if sign == outer else rt.INNER_QUOTE
        return "".join(self.out)

    def _read_tag(self, tag: str) -> None:
        if tag[1] == "/":
            if self.awaited[tag]:
                place = self._take(tag)
                self.out.append(rt.CLOSE * len(self.out[place]))
            else:
                self.out.append(tag)
            return
        kind = _SPAN_KIND.search(tag)
        mark, closing = _TAGS[f"<span {kind[0]}" if kind else tag]
        self._wait(_Open(closing, len(self.out), False), mark)

    def _read_sign(self, sign: str, index: int) -> None:
        """Read a quotation mark or an apostrophe: the characters around it decide which."""
        before, after = self._find_before(index), self._find_after(index)
        single = sign in ("'", APOSTROPHE)
        if sign == "'" and not before.isalnum() and _DECADE.match(self.tokens[index + 1]):
            self.out.append(APOSTROPHE)
        elif self._can_close(sign, before, after, single):
            self._close(sign, before, after)
        elif self._can_open(sign, before, after):
            self._open(sign)
        else:
            self.out.append(APOSTROPHE if single else self.tokens[index])

    def _can_open(self, sign: str, before: str, after: str) -> bool:
        if not after or after.isspace():
            return False
        free = not before or before.isspace() or before in _BEFORE_QUOTE
        if sign in ('"', "'"):
            return free or (sign == '"' and before == "-")
        if sign == self.outer_open:
            return free or sign != self.outer_close
        return sign == self.inner_open and (free or not before.isalnum())

    def _can_close(self, sign: str, before: str, after: str, single: bool) -> bool:
        if not before or before.isspace() or not self.awaited[sign]:
            return False
        if single:  # an apostrophe, unless it can close what was opened last
            return self.waiting[-1].closing == sign and not after.isalnum()
        could_open = sign in ('"', self.outer_open, self.inner_open) and self._can_open(sign, before, after)
        return not could_open or before in ("-", "\u2013", "\u2014")

    def _open(self, sign: str) -> None:
        if sign in ('"', "'"):
            mark, closing = rt.QUOTE, sign
        elif sign == self.outer_open:
            mark, closing = rt.QUOTE, self.outer_close
        else:
            mark, closing = rt.INNER_QUOTE, self.inner_close
        self._wait(_Open(closing, len(self.out), True), mark)

    def _close(self, sign: str, before: str, after: str) -> None:
        place = self._take(sign)
        if sign in ('"', "'"):
            self.straight.append((place, sign))
        # Who writes punctuation before or after the quotation mark, inside a text, wants it there.
        first = rt.SHIELD if after and before in _PUNCTUATION else ""
        last = rt.SHIELD if after and after in _PUNCTUATION else ""
        self.out.append(first + rt.CLOSE + last)

    def _wait(self, span: _Open, mark: str) -> None:
        """Open a span."""
        self.waiting.append(span)
        self.awaited[span.closing] += 1
        self.out.append(mark)

    def _take(self, closing: str) -> int:
        """Return where the last span that a sign or tag closes was opened; what was opened in it stays as written."""
        while True:
            span = self.waiting.pop()
            self.awaited[span.closing] -= 1
            if span.closing == closing:
                return span.place
            self._undo(span)

    def _undo(self, span: _Open) -> None:
        """Leave what opened a span, and was not closed, as it was written."""
        token = self.tokens[span.place]
        self.out[span.place] = APOSTROPHE if token == "'" else token

    def _find_before(self, index: int) -> str:
        """Return the character before a token, skipping tags; empty where the text or a quotation begins."""
        for place in range(index - 1, -1, -1):
            token = self.tokens[place]
            if place % 2 and self.waiting and self.waiting[-1].place == place and self.waiting[-1].quotation:
                return ""
            if token and not (place % 2 and token[0] == "<"):
                return token[-1]
        return ""

    def _find_after(self, index: int) -> str:
        """Return the character after a token, skipping tags."""
        for place in range(index + 1, len(self.tokens)):
            token = self.tokens[place]
            if token and not (place % 2 and token[0] == "<"):
                return token[0]
        return ""

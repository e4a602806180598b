"""Sort keys for text: how a reader looks a word up, not how a computer numbers its letters.

Case, accents, quotation marks and brackets do not count at first; numbers sort by value; what is still equal is
told apart by accents and then by case.
"""

from __future__ import annotations

import functools
import unicodedata

from archcite._patterns import pattern
from archcite.output.richtext import plain

_DIGITS = pattern(r"\d+")
_UNSORTED = pattern(r"[^\w\s]|_")
_SPACES = pattern(r"\s+")


@functools.lru_cache(maxsize=50_000)
def key(text: str) -> tuple[str, str]:
    """The sort key of a piece of (rich) text.

    >>> sorted(["Éa", "ez", "“Ea”", "item 10", "item 9"], key=key)
    ['Éa', '“Ea”', 'ez', 'item 9', 'item 10']
    """
    text = plain(text)
    if not text.isascii():
        folded = unicodedata.normalize("NFKD", text)
        base = "".join(letter for letter in folded if not unicodedata.combining(letter))
    else:
        base = text
    base = _SPACES.sub(" ", _UNSORTED.sub("", base.replace("-", " "))).strip().casefold()
    base = _DIGITS.sub(lambda match: match.group().zfill(12), base)
    return base, ""

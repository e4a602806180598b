"""Pages, folios and leaves: ranges, versos, Roman numerals, lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern

_NUMBER = r"(?:[A-Za-zА-Яа-я]?\d+[a-zа-я]?|[ivxlcIVXLC]+)"
_SIDE = (
    r"(?:\s?(?:ob|об|v|r|R|verso|recto|зв|zv|gr|гр|vº|rº|p|bis|back|Rs|RS|zvorot|зворот|oborot|оборот)\b\.?)?"
)
_ONE = rf"{_NUMBER}{_SIDE}(?:\s?ff?\.)?"
_RANGE = rf"{_ONE}(?:\s*[-–—‑]\s*{_ONE})?"
_BARE_ONE = r"\d+[a-z]?(?:\s?(?:ob|об|v|r|зв|zv|gr|гр)\b\.?)?"
BARE_LEAVES = pattern(rf"{_BARE_ONE}(?:\s*[-–—‑]\s*{_BARE_ONE})?")
_LEAVES = pattern(_RANGE)
# The most frequent form, and a cheap test that excludes most other text.
_PLAIN = pattern(r"\d+(?:[-–]\d+)?")
_BEGINS = pattern(r".?\d|[ivxlcIVXLC]")
_BETWEEN = pattern(r"\s*(?:,\s*and|[,;&]|and|и|und|et)\s*")

_SPAN = pattern(rf"(?P<first>{_NUMBER}){_SIDE}\.?\s*[-–—‑]\s*(?P<last>{_NUMBER}){_SIDE}(?![\w])")
_ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}


class LeafRange(NamedTuple):
    """A range of leaves: its text, and its first and last number."""

    text: str
    first: int
    last: int

    @property
    def is_backwards(self) -> bool:
        """Whether the last leaf comes before the first."""
        return self.last < self.first


def find_leaf_ranges(value: str) -> Iterator[LeafRange]:
    """Yield the ranges in a value; a shortened end (719-20) is completed, and Roman numbers are counted too.

    >>> [span[1:] for span in find_leaf_ranges("719-20, 12-15 ob., xiv-xvi; 7")]
    [(719, 720), (12, 15), (14, 16)]
    >>> [span.text for span in find_leaf_ranges("20-15, 3-4") if span.is_backwards]
    ['20-15']
    """
    for found in _SPAN.finditer(value):
        first, last = _count(found["first"]), _count(found["last"])
        if first is not None and last is not None:
            written, end = re.sub(r"\D", "", found["first"]), re.sub(r"\D", "", found["last"])
            if end and len(end) < len(written):
                last = int(written[: -len(end)] + end)
            yield LeafRange(found.group(), first, last)


def _count(number: str) -> int | None:
    """Return the value of a number, Arabic (with or without a letter) or Roman."""
    if digits := re.sub(r"\D", "", number):
        return int(digits)
    values = [_ROMAN[sign] for sign in number.casefold() if sign in _ROMAN]
    if len(values) != len(number):
        return None
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def is_leaves(text: str) -> bool:
    """Return whether a text can continue a list of leaves.

    >>> [is_leaves(text) for text in ("7", "i-iv", "3v", "Bl. 7")]
    [True, True, True, False]
    """
    if _PLAIN.fullmatch(text):
        return True
    return _BEGINS.match(text) is not None and _LEAVES.fullmatch(text) is not None


def split_leaves(value: str) -> tuple[str, str | None]:
    """Split the numbers at the start of a value from the rest.

    >>> split_leaves("12-15 ob."), split_leaves("25 (English)"), split_leaves("A3 to end")
    (('12-15 ob.', None), ('25', '(English)'), ('A3', 'to end'))
    """
    if _PLAIN.fullmatch(value):
        return value, None
    found = _LEAVES.match(value)
    end = 0
    while found is not None:
        end = found.end()
        between = _BETWEEN.match(value, end)
        found = _LEAVES.match(value, between.end()) if between is not None else None
    leaves, behind = value[:end], value[end:]
    rest = behind.strip(" ,;")
    if not leaves or rest in ("", ".") or not re.match(r"[\s,;(\[]", behind):
        return value, None
    return leaves, rest

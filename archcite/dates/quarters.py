"""Quarters of a year: “Q3 1962”, “3. Quartal 1962”, “III квартал 1962 г.”."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping

from archcite._foundation.lazy_regex import pattern
from archcite.dates.vocabulary import find_fillers, find_numbers, find_words, fold, join_words

_LAST = 0
_MOST_QUARTERS = 4
_SHORT = pattern(
    r"(?:(?P<year>\d{4})[\s,./-]*)?(?:(?P<kind>[QTK])\s?(?P<number>[1-4])|(?P<first>[1-4])\s?(?P<after>[QTK]))"
    r"(?:[\s,./-]*(?P<last>\d{4}))?",
    re.IGNORECASE,
)
_ORDINAL_SIGN = pattern(
    r"(?<=[1-4])(?:\.?(?:st|nd|rd|th|er|re|eme|ieme|nde|de|ste|e|o|°|a)|-?(?:и|е|я|го|ше|ге|те|ро|inci|ci))(?!\w)"
)
_WORD = pattern(r"[^\W\d_]+(?:-[^\W\d_]+)?|\d+|[^\s.,'’()\[\]]")
_HAS_QUARTER = pattern(lambda: rf"\b(?:{join_words('year_quarter')})\b")


@functools.cache
def _find_quarter_numbers() -> Mapping[str, int]:
    """Return the numbers of quarters by the words for them."""
    return {
        **dict.fromkeys(find_words("last"), _LAST),
        **{word: number for word, number in find_numbers("ordinals").items() if number <= _MOST_QUARTERS},
        **{"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4},
    }


def read_quarter(text: str) -> str | None:
    """Read a quarter of one year as the interval that it is; None for other text.

    >>> read_quarter("Q3 1962"), read_quarter("3rd quarter of 1962"), read_quarter("letztes Quartal 1943")
    ('1962-07/1962-09', '1962-07/1962-09', '1943-10/1943-12')
    >>> read_quarter("third quarter of the 19th century"), read_quarter("quarter 1962")
    (None, None)
    """
    if found := _SHORT.fullmatch(text):
        year = found["year"] or found["last"]
        is_reference = (
            "/" in text and (found["kind"] or found["after"]).upper() != "Q"
        )  # “T 1/1765” of an archive
        if not year or is_reference or (found["year"] and found["last"]):
            return None
        return _format_quarter(int(year), int(found["number"] or found["first"]))
    folded = fold(text)
    if not _HAS_QUARTER.search(folded):
        return None
    numbers = _find_quarter_numbers()
    year_number, number, has_quarter = 0, -1, False
    for word in _WORD.findall(_ORDINAL_SIGN.sub("", folded)):
        if len(word) == 4 and word.isdecimal() and not year_number:
            year_number = int(word)
        elif word in find_words("year_quarter") and not has_quarter:
            has_quarter = True
        elif word in numbers and number < 0:
            number = numbers[word]
        elif word not in find_fillers():
            return None
    return _format_quarter(year_number, number) if year_number and number >= 0 and has_quarter else None


def _format_quarter(year: int, number: int) -> str:
    """Return the interval of a quarter; number 0 is the last."""
    last = number * 3 or 12
    return f"{year:04}-{last - 2:02}/{year:04}-{last:02}"

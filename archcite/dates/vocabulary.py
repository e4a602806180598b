"""The words of ``vocabulary.toml`` that dates are written with, compared without case and accents (:func:`fold`)."""

from __future__ import annotations

import unicodedata
from bisect import bisect_left

from archcite._foundation.resources import read_table

_PLAIN_LETTERS = str.maketrans({"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "’": "'"})

_TABLE = read_table(__spec__, "vocabulary.toml")
MONTH_NAMES: tuple[str, ...] = tuple(_TABLE["months"])
# Words in front of a date, by what they mean.
APPROXIMATE, PARTS_OF_PERIODS, UNCERTAIN, BEFORE, AFTER, BETWEEN, FROM, TO, AND = (
    _TABLE["before_dates"][name].split()
    for name in (
        "approximate",
        "parts_of_periods",
        "uncertain",
        "before",
        "after",
        "between",
        "from",
        "to",
        "and",
    )
)
# Words, folded and without spaces and full stops, that say that there is no date.
UNDATED = frozenset(_TABLE["undated"].split())
NOISE = frozenset(_TABLE["noise"].split())


def fold(text: str) -> str:
    """Return a word without case, accents and national letters.

    >>> fold("Września"), fold("Märch"), fold("МАЙ") == fold("май")
    ('wrzesnia', 'march', True)
    """
    if text.isascii():
        return text.casefold()
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_PLAIN_LETTERS)


def find_month(word: str) -> int:
    """Return the number of the month that a folded word names, or 0.

    A word of at least three letters may be the beginning of names of one month only.

    >>> find_month("september"), find_month("wrzes"), find_month("ju"), find_month("letter")
    (9, 9, 0, 0)
    """
    if month := _ABBREVIATIONS.get(word) or _MONTHS.get(word):
        return month
    if len(word) < 3:
        return 0
    months = set()
    for index in range(bisect_left(_NAMES, word), len(_NAMES)):
        if not _NAMES[index].startswith(word):
            break
        months.add(_MONTHS[_NAMES[index]])
    return months.pop() if len(months) == 1 else 0


_ABBREVIATIONS = {
    fold(name): int(number)
    for number, names in _TABLE["month_abbreviations"].items()
    for name in names.split()
}
# A name of two months is that of the first: “listopad” is October in Croatian only.
_MONTHS: dict[str, int] = {}
for _number, _text in enumerate(MONTH_NAMES, start=1):
    _MONTHS.update((_name, _number) for _name in fold(_text).split() if _name not in _MONTHS)
_NAMES = sorted(_MONTHS)
SEASONS: dict[str, int] = {
    fold(name): int(number) for number, names in _TABLE["seasons"].items() for name in names.split()
}

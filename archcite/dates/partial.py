"""One date of which parts may be left out, the era that it names, and the signs of doubt before it."""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.dates.vocabulary import find_parts, find_words, fold, iterate_texts, join_words, may_have

_BC = pattern(lambda: rf"\s*(?<![^\W\d_])(?:{join_words('bc')})$", re.IGNORECASE)
_AD = pattern(lambda: rf"\s*(?<![^\W\d_])(?:{join_words('ad')})$", re.IGNORECASE)
_AD_BEFORE = pattern(lambda: rf"(?:{join_words('ad_before')})\s*(?=\d)", re.IGNORECASE)
_BC_BEFORE = pattern(lambda: rf"(?:{join_words('bc_before')})\s*(?=\d)", re.IGNORECASE)

# Patterns that ignore case take “İ” for an i, and so do Turkish and Azerbaijani writers: “XİX əsr”.
_ROMAN_VALUES = {"I": 1, "İ": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LAST_LETTERS = pattern(r"[^\W\d_]*(?=[ .]*$)")
_ENDS_WITHOUT_ERA = ("", *"0123456789)]?")
_LONGEST_ERA = 24
_HALF_BEGINS = ("ordinals", "first", "last", "half")
_FRACTIONS = ("half", "quarter", "third", "year_quarter")
# “first half of 1943”, “2. Hälfte des 18. Jahrhunderts”; “quarter 1943” without its number is not one.
_HALF = pattern(
    lambda: (
        rf"(?:(?:{join_words('ordinals', 'first', 'last')}|"
        r"[1-4](?:\.|st|re|er|ère|ème|ième|nd|rd|th|e|º|ª|-я|-ша|-га)?|I{1,3}V?)\s+"
        rf"(?:{join_words(*_FRACTIONS)})\.?"
        rf"|(?:{join_words('half', shortest=4)}))"
        r"\s+(?:(?:of|des|du|del|dello|de|do|van|av|af|al)\s+)?(?:(?:the|de|het|la)\s+)?"
    ),
    re.IGNORECASE,
)


class Partial(NamedTuple):
    """What one text says of a date; 0 is what it leaves out."""

    year: int = 0
    month: int = 0
    day: int = 0
    mark: str = ""

    def format(self) -> str:
        """Return it in EDTF; a year before Christ in the astronomers' count."""
        year = self.year if self.year > 0 else self.year + 1
        text = f"-{-year:04}" if year < 0 else f"{year:04}"
        if self.month:
            text += f"-{self.month:02}"
            if self.day:
                text += f"-{self.day:02}"
        return text + self.mark


def format_partial(date: Partial) -> str | None:
    """Return a date in EDTF; None for a day that no calendar has."""
    if date.month > 12 and date.month not in (21, 22, 23, 24):
        return None
    if date.day:
        longest = 29 if date.month == 2 else 30 if date.month in (4, 6, 9, 11) else 31
        year = date.year
        if date.month == 2 and year > 0 and (year % 4 or (year % 100 == 0 and year % 400)):
            longest = 28
        if date.day > longest:
            return None
    return date.format()


@functools.cache
def _find_ends_of_eras() -> frozenset[str]:
    """Return the last letters of words for eras: most texts are seen not to have one by these alone."""
    texts = (fold(text).rstrip(" .") for text in iterate_texts("bc", "ad"))
    return frozenset(map(_find_last_letters, texts))


def _find_last_letters(text: str) -> str:
    found = _LAST_LETTERS.search(text)
    return found[0] if found else ""


def take_era(text: str) -> tuple[str, str]:
    """Return the era that a text names, BC or AD, and the text without it."""
    folded = fold(text)
    if len(folded) != len(text):
        folded = text.casefold()
    if len(folded) != len(text):
        return "", text
    if folded[-1:] not in _ENDS_WITHOUT_ERA and _find_last_letters(folded) in _find_ends_of_eras():
        for era, form in (("BC", _BC), ("AD", _AD)):
            if found := form.search(folded, max(0, len(folded) - _LONGEST_ERA)):
                return era, text[: found.start()]
    for era, form in (("BC", _BC_BEFORE), ("AD", _AD_BEFORE)):
        if found := form.match(folded):
            return era, text[found.end() :]
    return "", text


_FIRST_WORD = pattern(r"([^\W\d_]+(?:-[^\W\d_]+)*)(?![^\W\d_])[.:]?[\s/-]*(?=\S)|[~≈]\s*")


def take_marks(text: str) -> tuple[str, str]:
    """Return the EDTF mark that the first words of a text and a question mark make, and the text without them."""
    approximate = False
    uncertain = text[:1] == "?"
    text = text.lstrip("? ") if uncertain else text
    if (half := _match_half(text)) and half.end() < len(text):
        approximate, text = True, text[half.end() :]
    while True:
        word = _FIRST_WORD.match(text)
        if word is None:
            break
        first = fold(word[1] or "~")
        if first == "~" or first in find_words("approximate") or first in find_parts():
            approximate = True
        elif "-" in first and (part := first.partition("-")[0]) in find_parts():
            approximate, text = True, text[len(part) + 1 :]  # “mid-July”
            continue
        elif first in find_words("uncertain"):
            uncertain = True
        elif not (
            len(first) > 1
            and first in find_words("link")
            and (approximate or uncertain or first == "sometime")
        ):
            break
        text = text[word.end() :]
        if (half := _match_half(text)) and half.end() < len(text):
            approximate, text = True, text[half.end() :]
    before, _, last = text.rpartition(" ")
    if len(last) > 2 and before[-1:].strip(".,").isalnum() and fold(last) in find_parts():
        approximate, text = True, before  # “1900-luvun alku”
    if text.endswith("?"):
        uncertain, text = True, text.rstrip("? ")
    return "%" if approximate and uncertain else "~" if approximate else "?" if uncertain else "", text


def _match_half(text: str) -> re.Match[str] | None:
    first = text.partition(" ")[0]
    may_match = first[:1].isdigit() or first[:1] == "I" or fold(first) in find_words(*_HALF_BEGINS)
    return _HALF.match(text) if may_match and may_have(text, *_FRACTIONS) else None


def join_marks(first: str, second: str) -> str:
    """Return the mark that two marks make together.

    >>> join_marks("~", "?"), join_marks("", "~"), join_marks("?", "?")
    ('%', '~', '?')
    """
    return first if first == second or not second else second if not first else "%"


def count_roman(number: str) -> int:
    """Return the number that a Roman numeral is.

    >>> count_roman("XIX"), count_roman("mdcxlviii")
    (19, 1648)
    """
    counted = [_ROMAN_VALUES[sign] for sign in number.upper()]
    return sum(-one if one < after else one for one, after in zip(counted, [*counted[1:], 0], strict=True))

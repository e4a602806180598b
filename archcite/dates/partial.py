"""One date of which parts may be left out, the era that it names, and the signs of doubt before it."""

from __future__ import annotations

import re
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.dates import vocabulary
from archcite.dates.vocabulary import fold

_BC = pattern(
    r"\s*\b(?:b\.?\s?c\.?(?:\s?e\.?)?|v\.\s?(?:chr\.?|u\.\s?z\.?)|vor christus|av(?:ant|\.)?\s?j\.?-?\s?c\.?|"
    r"a\.?\s?(?:de\s?)?c\.?|a\.\s?c\.?\s?n\.?|a\.\s?ch\.?r?\.?|a\.\s?hr\.?|i\.\s?h?r\.?(?:\s?hr\.?)?|i\.\s?chr\.?|"
    r"до н\.?\s?э?е?\.?|п\.\s?н\.\s?е\.?|пр\.\s?н\.\s?е\.?|пр\.?\s?хр\.?|п\.\s?хр\.?|p\.\s?n\.\s?e\.?|przed chr\.?|"
    r"pr\.(?:\s?n\.\s?l\.?|\s?kr\.?|n\.\s?e\.?)|m\.?\s?o\.|i\.\s?e\.?|kr\.\s?e\.|ekr\.?|e\.\s?m\.\s?a\.?|"
    r"pr\.\s?m\.\s?e\.?|f\.\s?v\.\s?t\.?|f\.\s?kr\.?|v\.\s?chr\.?|v\.\s?g\.\s?j\.?|π\.\s?χ\.?|p\.\s?e\.\s?s\.?)$"
)
_AD = pattern(
    r"\s*\b(?:a\.?d\.?|c\.?e\.?|n\.\s?(?:chr\.?|u\.\s?z\.?|e\.?|l\.?|kr\.?)|nach christus|u\.\s?z\.?|"
    r"ap(?:res|\.)?\s?j\.?-?\s?c\.?|"
    r"d\.?\s?(?:de\s?)?c\.?|p\.\s?ch\.?r?\.?|d\.\s?(?:c?hr|ch)\.?|н\.?\s?э?е?\.?|i\.\s?sz\.|kr\.\s?u\.|j\.?\s?kr\.?|"
    r"m\.\s?a\.\s?j\.?|"
    r"e\.\s?v\.\s?t\.?|e\.\s?kr\.?|m\.\s?s\.?|μ\.\s?χ\.?)$|(?<=\d)\s?م$"
)
_AD_BEFORE = pattern(r"(?:anno domini|a\.?\s?d\.?|c\.?\s?e\.?|m\.\s?s\.?|公元|西元|西暦|서기)\s*(?=\d)")
_BC_BEFORE = pattern(
    r"(?:kr\.?\s?e\.|i\.\s?e\.|ekr\.?|f\.\s?kr\.|b\.?\s?c\.?(?:\s?e\.?)?|m\.\s?o\.?|公元前|西元前|紀元前|기원전)\s*(?=\d)"
)

_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_ENDS_WITHOUT_ERA = ("", *"0123456789)]?")
_LONGEST_ERA = 24
_TRAILING_PARTS = frozenset(vocabulary.PARTS_OF_PERIODS)
_JOINING = (
    "in",
    "the",
    "of",
    "sometime",
    "de",
    "du",
    "der",
    "des",
    "dem",
    "del",
    "do",
    "dos",
    "della",
    "van",
    "av",
    "af",
    "la",
    "le",
    "el",
    "il",
    "den",
    "het",
)
# “first half of 1943”, “2. Hälfte des 18. Jahrhunderts”
_HALF = pattern(
    r"(?:(?:first|second|third|last|1st|2nd|3rd|4th|erstes?|zweites?|drittes?|viertes|letztes?|première|premier|seconde|deuxième|dernier|prima|seconda|"
    r"ultimo|primo|primera|segunda|último|primeira|první|druhá|pierwsza|druga|drugie|ostatnia|первая|вторая|последняя|перша|друга|"
    r"eerste|tweede|laatste|första|andra|förra|senare|siste|sidste|fyrri|seinni|latter|former|første|anden|annen|első|második|[1-4](?:\.|re|er|ère|ème|ième|nd|rd|th|e|º|ª|-я|-ша|-га)?|I{1,3}V?)\s+)?"
    r"(?:half|quarter|third|hälfte|viertel|drittel|moitié|quart|tiers|metà|quarto|terzo|mitad|metade|половина|четверть|треть|половини|половины|"
    r"чверть|połowa|ćwierć|polovina|polovica|čtvrtina|helft|kwart|hälften|halvdel|halvpart|fele|felében|pol\.|poł\.|пол\.|четв\.|yarısı|halbjahr|jahreshälfte|jahresviertel|quartal|semester|semestre|trimestre|trimester|kwartał|półrocze|полугодие|квартал|півріччя|"
    r"félév|negyedév|pololetí|čtvrtletí|halvår|kvartal|polugodište|tromjesečje|h\.)"
    r"\s+(?:(?:of|des|du|del|dello|de|do|van|av|af)\s+)?(?:(?:the|de|het|la)\s+)?",
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


def take_era(text: str) -> tuple[str, str]:
    """Return the era that a text names, BC or AD, and the text without it."""
    folded = fold(text)
    if len(folded) != len(text):
        return "", text
    if folded[-1:] not in _ENDS_WITHOUT_ERA:
        for era, form in (("BC", _BC), ("AD", _AD)):
            if found := form.search(folded, max(0, len(folded) - _LONGEST_ERA)):
                return era, text[: found.start()]
    for era, form in (("BC", _BC_BEFORE), ("AD", _AD_BEFORE)):
        if found := form.match(folded):
            return era, text[found.end() :]
    return "", text


def take_marks(text: str) -> tuple[str, str]:
    """Return the EDTF mark that the first words of a text and a question mark make, and the text without them."""
    approximate = False
    uncertain = text[:1] == "?"
    text = text.lstrip("? ") if uncertain else text
    if (half := _HALF.match(text)) and half.end() < len(text):
        approximate, text = True, text[half.end() :]
    while True:
        word = re.match(r"([^\W\d_]+(?:-[^\W\d_]+)*)(?![^\W\d_])[.:]?[\s/-]*(?=\S)|[~≈]\s*", text)
        if word is None:
            break
        first = fold(word[1] or "~")
        if first == "~" or first in vocabulary.APPROXIMATE or first in vocabulary.PARTS_OF_PERIODS:
            approximate = True
        elif "-" in first and (part := first.partition("-")[0]) in vocabulary.PARTS_OF_PERIODS:
            approximate, text = True, text[len(part) + 1 :]  # “mid-July”
            continue
        elif first in vocabulary.UNCERTAIN:
            uncertain = True
        elif not (first in _JOINING and (approximate or uncertain or first == "sometime")):
            break
        text = text[word.end() :]
        if (half := _HALF.match(text)) and half.end() < len(text):
            approximate, text = True, text[half.end() :]
    before, _, last = text.rpartition(" ")
    if len(last) > 2 and before[-1:].strip(".,").isalnum() and fold(last) in _TRAILING_PARTS:
        approximate, text = True, before  # “1900-luvun alku”
    if text.endswith("?"):
        uncertain, text = True, text.rstrip("? ")
    return "%" if approximate and uncertain else "~" if approximate else "?" if uncertain else "", text


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

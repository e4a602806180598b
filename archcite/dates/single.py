"""One date in words or figures, of which parts may be left out."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern
from archcite.dates.partial import Partial, take_era
from archcite.dates.vocabulary import (
    find_fillers,
    find_month,
    find_month_after_stop,
    find_season,
    find_words,
    fold,
)

_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# Words may have a sign in them: quarta-feira, п’ятниця.
_TOKEN = pattern(r"\d+|[^\W\d_]+-feira|[а-яіїєґ]+['’][а-яіїєґ]+|[^\W\d_]+|[?~&/–—‒‑−-]|\S", re.IGNORECASE)
# Numbers may have an ordinal behind them: 4th, 1er, 3º, 15-én, 1-go, 20-е.
_ORDINAL = pattern(
    r"(?<=\d)\s?(?:-?\.?(?:st|nd|rd|th|d|ter|ten|te|t|sten|er|ère|re|ème|de|ste|η|ης|ª|º|°|o(?=\s+de\b)|\.º|ých|ého|го|е|ого|tego|go|gada|ųjų|ųjų|aisiais)|-(?:a|e|i|"
    r"á|é|j?[aáeé]n|án|én|[aeiou]?j?ei)|-?jén|-?ján|:(?:e|a|s|nen))(?![^\W\d_])|(?<=\d)'?(?=s\b)",
    re.IGNORECASE,
)
_FIGURES = pattern(r"(\d{1,4})\s?([-./\s])\s?(\d{1,2}|[IVX]{1,4})\.?\s?\2\s?(\d{1,4})\.?", re.IGNORECASE)
_MONTH_FIGURES = pattern(r"(\d{1,2}|[IVX]{1,4})\s?[./]\s?(\d{4})|(\d{4})\s?[./]\s?(\d{1,2}|[IVX]{1,4})\.?")
# “16.01.1890 г.”
_YEAR_WORD = pattern(r"(?<=\d{4})\s?(?:г|р|r|god|роки|року|года|roku)\.?$")
_YEAR_OF_REPUBLIC = pattern(r"\b(?:an|année|year|Jahr) [IVX]+\b", re.IGNORECASE)  # “an III (1795)”
# “D 1956”, “p. 1956”, “SR 1701”: a call number, a page; “1956 r.” and “w 1956” are years.
_MARK_BEFORE_NUMBER = pattern(r"(?:[^\W\d_]\.|[^\W\d_a-zà-öø-ÿа-я]{1,2})\s?\d+$")
_GLUED = pattern(r"[^\W\d_]\d", re.ASCII)


def read_partial(text: str, *, is_end: bool = False) -> Partial | None:
    """Read one date, of which parts may be left out; None where a word is not one of a date.

    Only the end of an interval may have a day and a year without a month: “Nov. 7-8, 1917”.
    """
    text = text.strip(" ,.")
    if (figures := _read_figures(_YEAR_WORD.sub("", text))) is not None:
        return figures
    era, plain = take_era(text)
    plain = _ORDINAL.sub("", plain)
    year = month = day = 0
    mark = ""
    if _GLUED.search(plain):
        return None  # “P150”: a call number
    tokens = _TOKEN.findall(plain)
    for index, token in enumerate(tokens):
        if token.isdigit():
            if not token.isascii() or len(token) > 4:
                return None
            number = int(token)
            is_day = len(token) <= 2 and 1 <= number <= 31 and not (era and len(tokens) == 1)
            if is_day and not day:
                day = number
            elif not year and (len(token) > 2 or (era and number)):
                year = number
            else:
                return None
            continue
        word = fold(token)
        if token == "?":
            mark = "?"
        elif not month and (named := _find_month(word, tokens, index)):
            month = named
        elif (
            not month and (season := _find_season(word, token)) and not re.search(r"(?<!\d)\d{3}(?!\d)", text)
        ):
            month = season
        elif (
            token in _ROMANS
            and not month
            and not _YEAR_OF_REPUBLIC.search(text)
            and not re.search(rf"\d{token}(?!\w)", plain)
        ):
            month = _ROMANS.index(token) + 1
        elif (
            word not in find_fillers()
            and token not in ".,[]()'’׳،․"
            and not (token == ":" and tokens[index - 1].isalpha())
        ):
            return None
    if era == "BC":
        if day and not month and not year:
            year, day = day, 0
        year = -year
    elif era and day and not month and not year:
        year, day = day, 0
    if year and not (month or day or era) and _MARK_BEFORE_NUMBER.match(text):
        return None
    if (day and month > 12) or not (year or month or day) or (year and day and not (month or is_end)):
        return None
    return Partial(year, month, day, mark)


def _find_month(word: str, tokens: list[str], index: int) -> int:
    named = find_month(word)
    if named and index > 1 and tokens[index - 1] == "." and tokens[index - 2].isdigit():
        named = find_month_after_stop(word) or named
    return named if named and _can_be_month(word, tokens, index) else 0


def _find_season(word: str, token: str) -> int:
    """Return the number of a season; “Tel” without its accent is another word."""
    season = find_season(word)
    return 0 if season and word == token.casefold() and word in find_words("other_words") else season


def _can_be_month(word: str, tokens: list[str], index: int) -> bool:
    """Return False for a word that is noise rather than a month where another month follows: “mar” in “mar 3 mars”.

    A word of its own that only begins as a month does (“лист 1945”) is one after a day.
    """
    if word in find_words("other_words") and not any(map(str.isdigit, tokens[:index])):
        return False
    return not (
        word in find_fillers()
        and any(find_month(fold(token)) and fold(token) != word for token in tokens[index + 1 :])
    )


def _read_figures(text: str) -> Partial | None:
    """Read dates in figures: 20. 12. 1917, 1945.12.10, 10.VI.1981.  None where day and month may be exchanged."""
    if found := _FIGURES.fullmatch(text):
        first, sign, middle, last = found.groups()
        if (month := _count_month(middle)) is None and not (sign == "/" and middle.isdigit()):
            return None
        if len(first) == 4 and len(last) <= 2:
            return Partial(int(first), month or 0, int(last)) if month and 1 <= int(last) <= 31 else None
        if len(last) != 4 or len(first) > 2:
            return None
        if sign in "/-" and middle.isdigit():
            # Americans put the month first: only one reading must be possible.
            day, other = int(first), int(middle)
            if day > 12 >= other or day == other:
                return Partial(int(last), other, day)
            return Partial(int(last), day, other) if other > 12 >= day else None
        return Partial(int(last), month or 0, int(first)) if month and 1 <= int(first) <= 31 else None
    if found := _MONTH_FIGURES.fullmatch(text):
        written, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        month = _count_month(written)
        if "/" in text and written == str((int(year) + 1) % (100 if len(written) > 1 else 10)) and found[4]:
            return None  # “1407/8”: two years
        return Partial(int(year), month) if month else None
    return None


def _count_month(written: str) -> int | None:
    if written.isdigit():
        return int(written) if 1 <= int(written) <= 12 else None
    return _ROMANS.index(written.upper()) + 1 if written.upper() in _ROMANS else None

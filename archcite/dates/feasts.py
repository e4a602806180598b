"""Days of the Church's year: “Michaelmas 1450”, “the Monday after Easter 1338”, “vigil of St Andrew 1320”."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from typing import NamedTuple, TypeAlias

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.dates.vocabulary import find_numbers, fold, join_words, load_feasts, load_languages

# Names that are also those of holidays of several days: alone, they are the day only in older sources.
_HOLIDAYS = frozenset(
    """christmas weihnachten noel natale navidad natal easter ostern paques pasqua pascua whitsun pfingsten
    pentecote wielkanoc midsummer""".split()  # noqa: SIM905
)
_Feast: TypeAlias = tuple[int, int] | int


class _Feasts(NamedTuple):
    """The month and day, or the days from Easter, of each folded name of a feast; and which of them are English."""

    days: Mapping[str, _Feast]
    english: frozenset[str]


@functools.cache
def _load_feasts() -> _Feasts:
    days: dict[str, _Feast] = {}
    english: set[str] = set()
    whens = load_feasts()
    for code, language in load_languages().items():
        for feast, texts in language.get("feasts", {}).items():
            when = whens[feast]
            names = [fold(text) for text in texts]
            days.update(
                dict.fromkeys(names, when if isinstance(when, int) else (int(when[:2]), int(when[3:])))
            )
            if code == "en":
                english.update(names)
    return _Feasts(days, frozenset(english))


# Names of people are feasts only beside “St”, “feast” or “day”.
_NEEDS_SAINT = frozenset(
    """david patrick george mark james matthew luke denis denys martin andrew nicholas lucy thomas stephen michael
    lawrence laurence laurent catherine katherine cecilia valentine barnabas bartholomew matthias innocents lady
    nativity twelfth boxing conversion reyes silvester sylvester lucia andreas nikolaus nicolas magdalene
    nikolai lukas katharina laurentius""".split()  # noqa: SIM905
)
_RELATIONS = {
    "eve": -1,
    "vigil": -1,
    "vigilia": -1,
    "vorabend": -1,
    "veille": -1,
    "morrow": 1,
    "octave": 7,
    "quindene": 14,
}
_TEXT = pattern(
    lambda: (
        rf"(?:on\s|at\s|in\s|am\s|an\s|zu\s|le\s|la\s)?"
        rf"(?:(?P<weekday>{join_words('weekdays', shortest=4)})\s(?:next\s|nach\s|vor\s)?"
        r"(?P<where>after|before|following|preceding|in|nach|vor)?\s?)?"
        rf"(?:(?P<relation>{join_alternatives(_RELATIONS)})\s(?:of\s|de\s|von\s)?)?"
        r"(?P<feast>(?:feasts?|festival|day|tag)\s(?:of\s)?|fete\sde\s)?"
        r"(?P<saint>(?:ss|sts?|saints?|san|sankt|santa|sancti)\b\.?\s)?(?P<name>.+?)"
        r"(?P<day>(?:'s)?\s(?:day|tag|eve))?,?(?:\s(?:of\s|in\s)?(?:year\s)?(?P<year>\d{3,4}))"
    ),
    re.IGNORECASE,
)
_HAS_FEAST = pattern(
    lambda: rf"(?<!\w)(?:{join_alternatives({name.split()[-1] for name in _load_feasts().days})})",
    re.IGNORECASE,
)
_FIRST_GREGORIAN = 1583
_FIRST_YEAR_OF_HOLIDAYS = 1800
_FIRST_GREGORIAN_IN_ENGLAND = 1753


@functools.cache
def find_feast_words() -> frozenset[str]:
    """Return the words of feasts, folded.

    >>> "michaelmas" in find_feast_words()
    True
    """
    names = (*_load_feasts().days, *_RELATIONS)
    return frozenset(word for name in names for word in re.findall(r"[^\W\d_]+", name))


def read_feast(text: str) -> str | None:
    """Read a feast of a year that is stated; None for other text, and where two calendars give two days.

    Until 1752 England counted by the Julian calendar, in which the day is given, as people wrote it.

    >>> read_feast("Michaelmas 1450"), read_feast("Easter Monday 1916"), read_feast("St Andrew's Day 1320")
    ('1450-09-29', '1916-04-24', '1320-11-30')
    >>> read_feast("Monday after the feast of St Michael 1338"), read_feast("Easter 1450"), read_feast("Easter 1916")
    ('1338-10-05', '1450-04-05', None)
    """
    folded = fold(text).replace("the ", "").replace("’", "'")
    found = _TEXT.fullmatch(folded) if _HAS_FEAST.search(folded) else None
    if found is None or not 300 <= int(found["year"]) <= 2100:
        return None
    name, year = found["name"].removesuffix("'s"), int(found["year"])
    feasts = _load_feasts()
    name = name if name in feasts.days else found["name"]
    when = feasts.days.get(name)
    is_bare = not any(found[part] for part in ("saint", "feast", "day", "weekday", "relation"))
    is_doubtful = name in _NEEDS_SAINT or (name in _HOLIDAYS and year >= _FIRST_YEAR_OF_HOLIDAYS)
    if when is None or (is_bare and is_doubtful):
        return None
    is_open = not isinstance(when, tuple) or found["weekday"]
    if is_open and _FIRST_GREGORIAN <= year < _FIRST_GREGORIAN_IN_ENGLAND and name not in feasts.english:
        return None
    is_julian = year < (_FIRST_GREGORIAN_IN_ENGLAND if name in feasts.english else _FIRST_GREGORIAN)
    day = (
        count_days(year, *when, is_julian) if isinstance(when, tuple) else find_easter(year, is_julian) + when
    )
    day += -1 if (found["day"] or "").endswith("eve") else _RELATIONS.get(found["relation"] or "", 0)
    if found["weekday"]:
        moved = _move_to_weekday(day, find_numbers("weekdays")[found["weekday"]] - 1, found["where"] or "")
        if moved is None:
            return None
        day = moved
    return format_day(day, is_julian)


def _move_to_weekday(day: int, weekday: int, where: str) -> int | None:
    if where in ("after", "following", "nach"):
        return day + ((weekday - day - 1) % 7) + 1
    if where in ("before", "preceding", "vor"):
        return day - ((day - weekday - 1) % 7) - 1
    return day if where == "" and day % 7 == weekday else None


def find_easter(year: int, is_julian: bool) -> int:
    """Return the Julian day of Easter Sunday in the Julian or the Gregorian calendar.

    >>> format_day(find_easter(1450, True), True), format_day(find_easter(1916, False), False)
    ('1450-04-05', '1916-04-23')
    """
    if is_julian:
        moon = (19 * (year % 19) + 15) % 30
        rest = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7
        month, day = divmod(moon + rest + 114, 31)
        return count_days(year, month, day + 1, is_julian)
    century, rest = divmod(year, 100)
    moon = (19 * (year % 19) + century - century // 4 - (century - (century + 8) // 25 + 1) // 3 + 15) % 30
    week = (32 + 2 * (century % 4) + 2 * (rest // 4) - moon - rest % 4) % 7
    shift = (year % 19 + 11 * moon + 22 * week) // 451
    month, day = divmod(moon + week - 7 * shift + 114, 31)
    return count_days(year, month, day + 1, is_julian)


def count_days(year: int, month: int, day: int, is_julian: bool) -> int:
    """Return the Julian day number of a day in the Julian or the Gregorian calendar; a multiple of 7 is a Monday.

    >>> count_days(2000, 1, 1, False), count_days(1582, 10, 4, True) + 1 == count_days(1582, 10, 15, False)
    (2451545, True)
    """
    late = (14 - month) // 12
    years, months = year + 4800 - late, month + 12 * late - 3
    number = day + (153 * months + 2) // 5 + 365 * years + years // 4
    return number - 32083 if is_julian else number - years // 100 + years // 400 - 32045


def format_day(number: int, is_julian: bool) -> str:
    """Return a Julian day number as a date of the Julian or the Gregorian calendar.

    >>> format_day(2451545, False)
    '2000-01-01'
    """
    shifted = number + 1401
    if not is_julian:
        shifted += (4 * number + 274277) // 146097 * 3 // 4 - 38
    shifted = 4 * shifted + 3
    rest = 5 * (shifted % 1461 // 4) + 2
    month = (rest // 153 + 2) % 12 + 1
    return f"{shifted // 1461 - 4716 + (14 - month) // 12:04}-{month:02}-{rest % 153 // 5 + 1:02}"

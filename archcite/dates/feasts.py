"""Days of the Church's year: “Michaelmas 1450”, “the Monday after Easter 1338”, “vigil of St Andrew 1320”."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.dates.vocabulary import fold

# Names of feasts, folded, without “Saint”, “feast” and “day”, the English ones before the semicolon, by month and day.
_FIXED: Mapping[str, str] = {
    "01-01": "circumcision, new year's; neujahr, neujahrstag, nouvel an, jour de l'an",
    "01-06": "epiphany, twelfth; dreikonig, heilige drei konige, epiphanie, epiphania, reyes",
    "01-25": "conversion of paul; pauli bekehrung",
    "02-02": "candlemas, purification, purification of mary, purification of blessed mary; lichtmess, maria "
    "lichtmess, chandeleur, candelora",
    "02-14": "valentine, valentine's",
    "02-24": "matthias",
    "03-01": "david, david's",
    "03-17": "patrick, patrick's",
    "03-25": "lady, annunciation, annunciation of mary, annunciation of blessed mary; maria verkundigung, "
    "annonciation",
    "04-23": "george, george's; georgi",
    "04-25": "mark, mark evangelist",
    "05-01": "philip and james; walpurgis",
    "05-03": "invention of holy cross",
    "06-11": "barnabas",
    "06-24": "midsummer, john baptist, john's, nativity of john baptist; johannis, johannistag, johanni, "
    "saint-jean, jean-baptiste, san giovanni battista",
    "06-29": "peter and paul, peter and paul apostles; peter und paul, pierre et paul",
    "07-07": "translation of thomas martyr",
    "07-22": "mary magdalene, mary magdalen, magdalene",
    "07-25": "james, james apostle, james's; jakobi, jacobi, jakobus",
    "08-01": "lammas, peter ad vincula, peter in chains",
    "08-10": "lawrence, laurence; laurentius, laurent",
    "08-15": "assumption, assumption of mary, assumption of blessed mary; maria himmelfahrt, assomption, assunzione",
    "08-24": "bartholomew, bartholomew apostle; bartholomaus, bartholomai, barthelemy",
    "09-08": "nativity of mary, nativity of blessed mary; maria geburt",
    "09-14": "exaltation of holy cross, holy cross, holyrood; kreuzerhohung",
    "09-21": "matthew, matthew apostle; matthaus",
    "09-29": "michaelmas, michael, michael archangel, michael's; michaelis, michaeli, saint-michel",
    "10-09": "denis, denys; dionysius",
    "10-18": "luke, luke evangelist; lukas",
    "10-28": "simon and jude; simon und juda",
    "11-01": "all saints, all saints', all hallows, hallowmas; allerheiligen, toussaint, ognissanti, todos los "
    "santos",
    "11-02": "all souls, all souls'; allerseelen",
    "11-11": "martinmas, martin, martin's; martini, saint-martin",
    "11-22": "cecilia",
    "11-25": "catherine, katherine; katharina",
    "11-30": "andrew, andrew apostle, andrew's; andreas",
    "12-06": "nicholas, nicholas's; nikolaus, nikolai, nicolas",
    "12-08": "conception of mary, immaculate conception",
    "12-13": "lucy; lucia",
    "12-21": "thomas, thomas apostle",
    "12-25": "christmas, nativity, nativity of lord, nativity of our lord, nativity of christ; weihnachten, noel, "
    "natale, navidad, natal, boze narodzenie",
    "12-26": "stephen, stephen's, boxing; stephani, stephanstag",
    "12-27": "john evangelist",
    "12-28": "holy innocents, innocents, childermas",
    "12-31": "sylvester; silvester",
}  # fmt: skip
# Days from Easter.
_MOVABLE: Mapping[int, str] = {
    -47: "shrove tuesday; fastnacht",
    -46: "ash wednesday; aschermittwoch, mercredi des cendres",
    -14: "passion sunday",
    -7: "palm sunday; palmsonntag, dimanche des rameaux, domenica delle palme",
    -3: "maundy thursday; grundonnerstag, jeudi saint",
    -2: "good friday; karfreitag, vendredi saint, venerdi santo, viernes santo",
    -1: "holy saturday; karsamstag",
    0: "easter, easter sunday; ostern, ostersonntag, paques, pasqua, pascua, wielkanoc",
    1: "easter monday; ostermontag, lundi de paques",
    7: "low sunday; quasimodo",
    35: "rogation sunday",
    39: "ascension, ascension of lord; christi himmelfahrt, himmelfahrt",
    49: "pentecost, whitsun, whitsunday, whit sunday; pfingsten, pfingstsonntag, pentecote, pentecoste, pentecostes",
    50: "whit monday; pfingstmontag, lundi de pentecote",
    56: "trinity sunday, holy trinity; trinitatis",
    60: "corpus christi; fronleichnam, fete-dieu",
}
# Names that are also those of holidays of several days: alone, they are the day only in older sources.
_HOLIDAYS = frozenset(
    """christmas weihnachten noel natale navidad natal easter ostern paques pasqua pascua whitsun pfingsten
    pentecote wielkanoc midsummer""".split()  # noqa: SIM905
)
_Feast: TypeAlias = tuple[int, int] | int


def _list_feasts() -> Iterator[tuple[str, _Feast, bool]]:
    """Yield each name of a feast, its month and day or its days from Easter, and whether the name is English."""
    fixed = (((int(day[:2]), int(day[3:])), names) for day, names in _FIXED.items())
    for when, names in itertools.chain[tuple[_Feast, str]](fixed, _MOVABLE.items()):
        english, _, others = names.partition(";")
        yield from ((name.strip(), when, True) for name in english.split(","))
        yield from ((name.strip(), when, False) for name in others.split(",") if name)


_FEASTS = {name: when for name, when, _ in _list_feasts()}
_ENGLISH = frozenset(name for name, _, is_english in _list_feasts() if is_english)
# Names of people are feasts only beside “St”, “feast” or “day”.
_NEEDS_SAINT = frozenset(
    """david patrick george mark james matthew luke denis denys martin andrew nicholas lucy thomas stephen michael
    lawrence laurence laurent catherine katherine cecilia valentine barnabas bartholomew matthias innocents lady
    nativity twelfth boxing conversion reyes silvester sylvester lucia andreas nikolaus nicolas magdalene
    nikolai lukas katharina laurentius""".split()  # noqa: SIM905
)
_WEEKDAYS = {
    name: number
    for number, names in enumerate(
        ("monday montag", "tuesday dienstag", "wednesday mittwoch", "thursday donnerstag", "friday freitag",
         "saturday samstag sonnabend", "sunday sonntag")
    )
    for name in names.split()
}  # fmt: skip
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
WORDS = frozenset(
    word for name in (*_FEASTS, *_WEEKDAYS, *_RELATIONS) for word in re.findall(r"[^\W\d_]+", name)
)
_TEXT = pattern(
    rf"(?:on\s|at\s|in\s|am\s|an\s|zu\s|le\s|la\s)?"
    rf"(?:(?P<weekday>{join_alternatives(_WEEKDAYS)})\s(?:next\s|nach\s|vor\s)?(?P<where>after|before|following|preceding|in|nach|vor)?\s?)?"
    rf"(?:(?P<relation>{join_alternatives(_RELATIONS)})\s(?:of\s|de\s|von\s)?)?"
    r"(?P<feast>(?:feasts?|festival|day|tag)\s(?:of\s)?|fete\sde\s)?"
    r"(?P<saint>(?:ss|sts?|saints?|san|sankt|santa|sancti)\b\.?\s)?(?P<name>.+?)"
    r"(?P<day>(?:'s)?\s(?:day|tag|eve))?,?(?:\s(?:of\s|in\s)?(?:year\s)?(?P<year>\d{3,4}))",
    re.IGNORECASE,
)
_HAS_FEAST = pattern(
    rf"(?<!\w)(?:{join_alternatives({name.split()[-1] for name in _FEASTS})})", re.IGNORECASE
)
_FIRST_GREGORIAN = 1583
_FIRST_YEAR_OF_HOLIDAYS = 1800
_FIRST_GREGORIAN_IN_ENGLAND = 1753


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
    name = name if name in _FEASTS else found["name"]
    when = _FEASTS.get(name)
    is_bare = not any(found[part] for part in ("saint", "feast", "day", "weekday", "relation"))
    is_doubtful = name in _NEEDS_SAINT or (name in _HOLIDAYS and year >= _FIRST_YEAR_OF_HOLIDAYS)
    if when is None or (is_bare and is_doubtful):
        return None
    is_open = not isinstance(when, tuple) or found["weekday"]
    if is_open and _FIRST_GREGORIAN <= year < _FIRST_GREGORIAN_IN_ENGLAND and name not in _ENGLISH:
        return None
    is_julian = year < (_FIRST_GREGORIAN_IN_ENGLAND if name in _ENGLISH else _FIRST_GREGORIAN)
    day = (
        count_days(year, *when, is_julian) if isinstance(when, tuple) else find_easter(year, is_julian) + when
    )
    day += -1 if (found["day"] or "").endswith("eve") else _RELATIONS.get(found["relation"] or "", 0)
    if found["weekday"]:
        moved = _move_to_weekday(day, _WEEKDAYS[found["weekday"]], found["where"] or "")
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

"""Dates of the Islamic calendar, as Ottoman and Arabic archives write them."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern
from archcite.dates.feasts import count_days, format_day
from archcite.dates.partial import take_marks
from archcite.dates.vocabulary import fold

# The months in Turkish, in English and German transliterations, and the letters that Ottoman scribes wrote for them.
_MONTH_NAMES = (
    "muharrem muharram moharram moharrem محرم",
    "safer safar sefer saphar صفر",
    "rebiulevvel rebiyulevvel rebiulewwel rabii rabialawwal rabiulawwal rabialawal",
    "rebiulahir rebiyulahir rebiulakhir rabiii rabialthani rabiaththani rabiulakhir rabialakhir",
    "cemaziyelevvel cemaziyulevvel cumadelula cemaziyelula jumadai jumadaalula jumadaalawwal jumadalula",
    "cemaziyelahir cemaziyulahir cumadelahire jumadaii jumadaalthani jumadaalakhira jumadaalakhir jumadalakhira",
    "receb recep rajab redscheb radjab رجب",
    "saban shaban schaban chaban شعبان",
    "ramazan ramadan ramadhan رمضان",
    "sevval shawwal schawwal chawwal شوال",
    "zilkade zulkade zilkaade dhualqada dhualqadah dhualqida dhulqada dhulqadah dhulqida",
    "zilhicce zulhicce dhualhijja dhulhijja dhualhijjah dhulhijjah",
)
MONTHS = {name: number for number, names in enumerate(_MONTH_NAMES, start=1) for name in names.split()}
_MONTH_LETTERS = ("M", "S", "RA", "R", "CA", "C", "B", "Ş", "N", "L", "ZA", "Z")
_DATE = pattern(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|\.)?\s+|(?P<part>ev[aâ][ıi]l|ev[aâ]s[ıi]t|ev[aâ]h[ıi]r)-?i?\s+)?(?:şehr-i\s+)?(?P<month>[^\d,.()]{1,20}?)(?:\s+sene)?"
    r"[.,]?\s+(?P<year>\d{3,4})(?:\s?(?:A?\.?\s?H\.?|Hicr[iî]))?"
)
_YEAR = pattern(
    r"(?:(?:hicr[iî]|A\.?H\.?|H\.)\s?(?P<first>\d{3,4})|(?P<last>\d{3,4})\s?(?:A\.?\s?H\b\.?|Hicr[iî]|Hijri|H\b\.?|هـ))",
    re.IGNORECASE,
)
# “H-27-12-1337”, as the Ottoman archives’ catalogue has it.
_FIGURES = pattern(r"H\.?[\s:-]{0,2}(?P<day>\d{1,2})[-./](?P<month>\d{1,2})[-./](?P<year>\d{3,4})")
_FIRST_YEAR_OF_LETTERS = 1000
_PARTS = {"evail": (1, 10), "evasit": (11, 20), "evahir": (21, 29)}
# “5 Teşrinievvel 1324”, “R. 12 Mart 1325”
_RUMI = pattern(
    r"(?P<count>R(?:um[iî]|\.)?[\s-])?(?P<day>\d{1,2})\.?\s(?P<month>[^\d,.()]{3,20}?)(?:\s+sene)?[.,]?\s+(?P<year>\d{4})"
)
RUMI_MONTHS = {
    name: number
    for number, names in enumerate(
        ("kanunusani kanunisani kanunevelsani", "subat", "mart", "nisan", "mayis", "haziran", "temmuz", "agustos",
         "eylul", "tesrinievvel tesrinevvel", "tesrinisani", "kanunuevvel kanunievvel"),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_ONLY_RUMI = (1, 10, 11, 12)
_RUMI_YEARS = range(1256, 1342)
_MARCH = 3
_FIRST_GREGORIAN_RUMI = (1333, 0)  # year, and month from March on
_EPOCH = 1948439  # the day before 16 July 622, in Julian days
_GREGORIAN = 2299161


def read_islamic(text: str) -> str | None:
    """Read a date of the Islamic calendar: approximate, since a month began when the moon was seen.

    >>> read_islamic("12 Safer 1134"), read_islamic("29 Z 1255"), read_islamic("H. 1255"), read_islamic("12 May 1134")
    ('1721-12-02~', '1840-03-04~', '1839~/1840~', None)
    """
    mark, bare = take_marks(text)
    text = bare if mark == "~" else text  # “end of Shaʿbān 1119”: all of its dates are approximate
    if year := _YEAR.fullmatch(text):
        number = int(year["first"] or year["last"])
        if not 1 <= number <= 1500:
            return None
        return f"{_to_date(number, 1, 1)[:4]}~/{_to_date(number, 12, 29)[:4]}~"
    if figures := _FIGURES.fullmatch(text):
        day, month, number = (int(figures[name]) for name in ("day", "month", "year"))
        is_date = 1 <= day <= 30 and 1 <= month <= 12 and 1 <= number <= 1450
        return f"{_to_date(number, month, day)}~" if is_date else None
    found = _DATE.fullmatch(text)
    if found is None or not 1 <= int(found["year"]) <= 1450:
        return None
    # “29 Z 1255” is of the Ottoman archives; “1 M 617” is a shelfmark.
    has_letters = bool(found["day"]) and int(found["year"]) >= _FIRST_YEAR_OF_LETTERS
    month = _find_month(found["month"], has_letters=has_letters)
    if not month:
        return None
    year_number = int(found["year"])
    if found["day"]:
        return f"{_to_date(year_number, month, int(found['day']))}~" if 1 <= int(found["day"]) <= 30 else None
    first, last = _PARTS.get(fold(found["part"] or ""), (1, 29))
    begin, end = _to_date(year_number, month, first), _to_date(year_number, month, last)
    return f"{begin}~/{end}~" if found["part"] else f"{begin[:7]}~/{end[:7]}~"


def read_rumi(text: str, *, is_certain: bool = False) -> str | None:
    """Read a date of the Ottoman financial calendar, in our calendar; its months were Julian until March 1917.

    Four months are only its own; with the names of ours, it must be certain that a year is one of its years.

    >>> read_rumi("5 Teşrinievvel 1324"), read_rumi("3 Şubat 1338"), read_rumi("3 Şubat 1338", is_certain=True)
    ('1908-10-18', None, '1922-02-03')
    """
    found = _RUMI.fullmatch(text)
    month = RUMI_MONTHS.get(re.sub(r"[^\w]|_", "", fold(found["month"]))) if found else None
    if found is None or month is None:
        return None
    day, year = int(found["day"]), int(found["year"])
    is_certain = is_certain or bool(found["count"]) or month in _ONLY_RUMI
    if not (is_certain and 1 <= day <= 31 and year in _RUMI_YEARS):
        return None
    if (year, (month - _MARCH) % 12) < _FIRST_GREGORIAN_RUMI:
        # The year began in March.
        return format_day(count_days(year + 584 + (month < _MARCH), month, day, True), is_julian=False)
    return f"{year + 584:04}-{month:02}-{day:02}"


def _find_month(written: str, *, has_letters: bool) -> int:
    """Return the number of a month, or 0; its letters count only beside a day of such a year, in capitals."""
    if has_letters and written.isupper() and written in _MONTH_LETTERS:
        return _MONTH_LETTERS.index(written) + 1
    return MONTHS.get(re.sub(r"[^\w]|_", "", fold(written)), 0)


def _to_date(year: int, month: int, day: int) -> str:
    """Return the day in our calendar: Julian until 1582, as historians write it."""
    number = day + (59 * (month - 1) + 1) // 2 + (year - 1) * 354 + (3 + 11 * year) // 30 + _EPOCH
    return format_day(number, is_julian=number < _GREGORIAN)

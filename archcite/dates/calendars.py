"""Dates of the French Republic; dates of other calendars with ours in brackets."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern
from archcite.dates.partial import count_roman
from archcite.dates.vocabulary import fold

# The first day of each year of the French Republic: in September of the year given, on that day.
_REPUBLICAN_YEARS = ((1792, 22), (1793, 22), (1794, 22), (1795, 23), (1796, 22), (1797, 22), (1798, 22), (1799, 23),
                     (1800, 23), (1801, 23), (1802, 23), (1803, 24), (1804, 23), (1805, 23))  # fmt: skip
REPUBLICAN_MONTHS = ("vendemiaire", "brumaire", "frimaire", "nivose", "pluviose", "ventose", "germinal", "floreal",
                      "prairial", "messidor", "thermidor", "fructidor", "complementaire")  # fmt: skip
_REPUBLICAN = pattern(
    r"(?:(?:le|du) )?(?:(?P<day>\d{1,2})(?:er|e)?(?: jour)? )?(?:(?P<month>[^\W\d_]+?)s?[ ,]+)?"
    r"(?:(?:de |en )?l['’])?"
    r"(?P<word>an|year|jahr|anno) ?(?P<year>[IVX]+|\d{1,2})"
    r"(?: de la republique(?: francaise)?)?"
    r"(?: \((?:(?:(?P<day_after>\d{1,2})(?:er)? )?(?P<month_after>[^\W\d_]+?)s?|(?P<ours>[^()]+))\))?",
    re.IGNORECASE,
)
# “28 Ramazan 1333 (9 August 1915)”, “5 Iyar 5708 [14 May 1948]”, “1339 (1923)”.
_WITH_OURS = pattern(
    r"(?P<theirs>[^()\[\]]*\d{3,4}(?:\s?A?H\.?)?)\s[(\[]\s*(?:[Mm](?:ilad[iî])?\.?\s)?(?P<ours>[^()\[\]]*\d{4})(?:\s?[AC]\.?[DE]\.?)?\s*[)\]]"
)
# “1938 (1357 Hijri)”
_OURS_FIRST = pattern(
    r"(?P<ours>[^()\[\]]*\d{4})\s[(\[](?:[^()\[\]]*\d{3,4}\s?(?:A\.?\s?H\.?|H\.?|Hijri|Hicr[iî])|(?:A\.?\s?H\.?|H\.)\s?\d{3,4})[)\]]",
    re.IGNORECASE,
)
# “ה' באייר תש"ח (14 במאי 1948)”
_HEBREW_FIRST = pattern(r"""[א-ת\d\s'’׳"״”-]*[א-ת]["״”][א-ת]\s?[(\[](?P<ours>[^()\[\]]*\d{4})[)\]]""")


def read_republican(text: str) -> str | None:
    """Read dates of the French Republic: “18 brumaire an VIII”.

    >>> read_republican("18 brumaire an VIII"), read_republican("thermidor an II"), read_republican("an II")
    ('1799-11-09', '1794-07-19/1794-08-17', '1793-09-22/1794-09-21')
    """
    found = _REPUBLICAN.fullmatch(fold(text))
    if found is None:
        return None
    from datetime import date, timedelta

    year = int(found["year"]) if found["year"].isdigit() else count_roman(found["year"])
    if not 1 <= year < len(_REPUBLICAN_YEARS):
        return None
    first = date(_REPUBLICAN_YEARS[year - 1][0], 9, _REPUBLICAN_YEARS[year - 1][1])
    month, day = found["month"] or found["month_after"], found["day"] or found["day_after"]
    if not month and found["word"].casefold() != "an":
        return None  # “year V” may be of anything
    if not month:
        following = date(_REPUBLICAN_YEARS[year][0], 9, _REPUBLICAN_YEARS[year][1])
        return None if day else f"{first}/{following - timedelta(days=1)}"
    if month not in REPUBLICAN_MONTHS:
        return None
    first += timedelta(days=30 * REPUBLICAN_MONTHS.index(month))
    if not day:
        return f"{first}/{first + timedelta(days=29)}"
    return str(first + timedelta(days=int(day) - 1)) if 1 <= int(day) <= 30 else None


def _find_date_before(text: str) -> str | None:
    """Return our date before one of the Islamic calendar, or behind one of the Hebrew: “1938 (1357 Hijri)”."""
    found = _OURS_FIRST.fullmatch(text) or _HEBREW_FIRST.fullmatch(text)
    return found["ours"] if found else None


def find_date_beside(text: str) -> str | None:
    """Return our date beside one of another calendar: “28 Ramazan 1333 (9 August 1915)”; None for other text.

    >>> find_date_beside("28 Ramazan 1333 (9 August 1915)"), find_date_beside("1958 (1959)")
    ('9 August 1915', None)
    """
    found = _WITH_OURS.fullmatch(text)
    if found is None:
        return _find_date_before(text)
    from archcite.dates.islamic import read_islamic, read_rumi

    rumi = read_rumi(found["theirs"].strip(), is_certain=True)
    if rumi and found["ours"].isdigit() and found["ours"] == rumi[:4]:
        return rumi  # “3 Şubat 1338 (1922)”
    theirs = read_islamic(found["theirs"].strip())
    if theirs and found["ours"].isdigit() and found["ours"] == theirs[:4] and "/" not in theirs:
        return found["theirs"].strip()  # “19 Zilkade 1262 (1846)”: theirs has the day
    years = [int(re.findall(r"\d{3,4}", found[name])[-1]) for name in ("theirs", "ours")]
    return found["ours"].strip() if abs(years[0] - years[1]) > 200 else None

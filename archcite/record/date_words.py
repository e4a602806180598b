"""Dates in words, as portals, letterheads and finding aids have them, into EDTF.

Months are known in English and, by name, in the languages that archival dates are quoted in most.
"""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "january jan januar janvier enero gennaio января styczeń stycznia január janeiro",
            "february feb februar février febrero febbraio февраля luty lutego február fevereiro",
            "march mar märz mars marzo марта marzec marca március março",
            "april apr avril abril aprile апреля kwiecień kwietnia április",
            "may mai mayo maggio мая maj maja május maio",
            "june jun juni juin junio giugno июня czerwiec czerwca június junho",
            "july jul juli juillet julio luglio июля lipiec lipca július julho",
            "august aug août agosto августа sierpień sierpnia augusztus",
            "september sept sep septembre septiembre settembre сентября wrzesień września szeptember setembro",
            "october oct oktober octobre octubre ottobre октября październik października október outubro",
            "november nov novembre noviembre ноября listopad listopada novembro",
            "december dec dezember décembre diciembre dicembre декабря grudzień grudnia dezembro",
        ),
        start=1,
    )
    for name in names.split()
}
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_UNDATED = {
    "undated",
    "n.d.",
    "n. d.",
    "nd",
    "no date",
    "s.d.",
    "s. d.",
    "o. d.",
    "o.d.",
    "б. д.",
    "not dated",
    "without date",
    "date unknown",
    "no date given",
    "date not given",
}

_CIRCA = pattern(r"(?:circa|ca\.?|c\.|about|approximately|around)\s+", re.IGNORECASE)
_MONTH = r"(?P<month>[^\W\d_]+)\.?"
_YEAR = r"(?P<year>\d{4})"
_FORMS = tuple(
    re.compile(form, re.ASCII if "month" not in form else 0)
    for form in (
        rf"{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
        rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th|º)?\.?\s+(?:of\s+|de\s+)?{_MONTH},?\s+(?:de\s+)?{_YEAR}",
        rf"{_YEAR},?\s+{_MONTH}\s+(?P<day>\d{{1,2}})",
        rf"{_MONTH},?\s+(?:of\s+)?{_YEAR}",
        rf"{_YEAR}",
    )
)
_DECADE = pattern(r"(\d{3})0s", re.ASCII)
# “5 V 1972”, “5.V.1972”: the month in Roman numbers.
_ROMAN_MONTH = pattern(r"(\d{1,2})\.?\s?(I{1,3}|IV|VI{0,3}|IX|XI{0,2})\.?\s?(\d{4})", re.ASCII)
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
# “Winter 1953-54” begins in the first of its years.
_WINTER = pattern(r"(winter\s+(?:of\s+)?)(\d{2})(\d{2})\s?[-–/]\s?(?:\2)?(\d{2})", re.IGNORECASE)
_BETWEEN = pattern(r"between\s+(.+?)\s+and\s+(.+)", re.IGNORECASE)
_SUPPLIED = pattern(r"(?P<said>[^\[(]+?),?\s*(?P<date>\[.+\]|\(.+\))")
_DASH = pattern(r"\s*[–—]\s*|\s+-\s+|\s+to\s+|(?<=\d{4})-(?=\d{4}$)")
_DAYS_BEFORE_MONTH = pattern(rf"(\d{{1,2}})\s*[-–]\s*(\d{{1,2}})\.?\s+{_MONTH},?\s+{_YEAR}")
_DAYS_OF_MONTH = pattern(rf"{_MONTH}\s+(\d{{1,2}})\s*[-–]\s*(\d{{1,2}}),?\s+{_YEAR}")


def to_edtf(text: str) -> str | None:
    """The EDTF date that ``text`` says in words; None where it says none.

    A bracketed date was supplied by somebody, and is marked uncertain.

    >>> to_edtf("September 9, 1958"), to_edtf("6 Dec. 1813"), to_edtf("April, 1955")
    ('1958-09-09', '1813-12-06', '1955-04')
    >>> to_edtf("ca. 1955"), to_edtf("1950s"), to_edtf("Spring 1968"), to_edtf("[1955]")
    ('1955~', '195X', '1968-21', '1955?')
    >>> to_edtf("5 V 1972"), to_edtf("undated [1961?]"), to_edtf("winter 1953-54"), to_edtf("between 1 and 4 May 1955")
    ('1972-05-05', '1961?', '1953-24', '1955-05-01/1955-05-04')
    >>> to_edtf("February 24-26, 1968"), to_edtf("1946–1950"), to_edtf("the day after")
    ('1968-02-24/1968-02-26', '1946/1950', None)
    """
    text = text.strip()
    if text.startswith("[") and text.endswith("]"):
        inner = to_edtf(text[1:-1].removesuffix("?").rstrip())
        return f"{inner}?" if inner and not set(inner) & set("~?%/X") else inner
    if (supplied := _SUPPLIED.fullmatch(text)) and is_undated(supplied["said"]):
        return to_edtf(f"[{supplied['date'][1:-1]}]")
    if between := _BETWEEN.fullmatch(text):
        return to_edtf(f"{between[1]}-{between[2]}") or to_edtf(f"{between[1]} – {between[2]}")
    if (winter := _WINTER.fullmatch(text)) and int(winter[4]) == (int(winter[3]) + 1) % 100:
        return to_edtf(f"winter {winter[2]}{winter[3]}")
    circa = _CIRCA.match(text)
    if circa:
        inner = to_edtf(text[circa.end() :])
        return f"{inner}~" if inner and not set(inner) & set("~?%/X") else inner
    if decade := _DECADE.fullmatch(text):
        return f"{decade[1]}X"
    if days := _DAYS_OF_MONTH.fullmatch(text):
        first, last = (_single(f"{days['month']} {days[n]}, {days['year']}") for n in (2, 3))
        return f"{first}/{last}" if first and last else None
    if days := _DAYS_BEFORE_MONTH.fullmatch(text):
        first, last = (_single(f"{days['month']} {days[n]}, {days['year']}") for n in (1, 2))
        return f"{first}/{last}" if first and last else None
    if (single := _single(text)) is not None:
        return single
    return _interval(text)


def is_undated(text: str) -> bool:
    """True for the words that say that there is no date.

    >>> is_undated("n.d."), is_undated("Undated"), is_undated("1958")
    (True, True, False)
    """
    return text.strip(" []").casefold() in _UNDATED


def _interval(text: str) -> str | None:
    ends = _DASH.split(text)
    if len(ends) != 2:
        return None
    first, last = _single(ends[0]), _single(ends[1])
    if last and not first:
        # “24 February – 26 February 1968”, “June 5 – July 6, 1968”: the year is said once.
        year = last[:4]
        first = _single(f"{ends[0]}, {year}") or _single(f"{ends[0]} {year}")
    return f"{first}/{last}" if first and last else None


def _single(text: str) -> str | None:
    if roman := _ROMAN_MONTH.fullmatch(text):
        return f"{roman[3]}-{_ROMANS.index(roman[2]) + 1:02}-{int(roman[1]):02}"
    for form in _FORMS:
        found = form.fullmatch(text)
        if found is None:
            continue
        groups = found.groupdict()
        year = groups["year"]
        if "month" not in groups:
            return year
        name = groups["month"].casefold()
        if "day" not in groups and name in _SEASONS:
            return f"{year}-{_SEASONS[name]}"
        if (month := _MONTHS.get(name)) is None:
            continue
        return f"{year}-{month:02}" if "day" not in groups else f"{year}-{month:02}-{int(groups['day']):02}"
    return None

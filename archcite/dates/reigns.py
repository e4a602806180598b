"""Years of the reigns of English and British sovereigns: “12 Edward III”, “5 Eliz.”, “20 May 3 Hen. VIII”."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from archcite._foundation import resources
from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.dates.feasts import count_days, find_easter, format_day
from archcite.dates.partial import count_roman
from archcite.dates.vocabulary import fold, load_languages

_ASCENSION = 39
_MOST_ORDINALS = 20
# A name without a number is that of the first: nobody numbered them before there was a second.
_NUMBERED_LATER = ("mary", "elizabeth")
_LAST_JULIAN = "1752-09-02"
# All names begin with one of these.
_HAS_NAME = pattern(
    r"\b(?:will|wm|gul|hen|hy|ric|edw?|mar|eliz|ja|jo|ch|car|geo|vic|ann|phi?l?|steph|[whrep]\b)",
    re.IGNORECASE,
)


def read_reign(text: str, read: Callable[[str], str | None]) -> str | None:
    """Read a year of a reign, with or without a day in it; ``read`` reads the day once its year is known.

    >>> from archcite.dates import to_edtf
    >>> read_reign("12 Edward III", to_edtf), read_reign("5 Eliz.", to_edtf), read_reign("temp. Hen. VIII", to_edtf)
    ('1338-01-25/1339-01-24', '1562-11-17/1563-11-16', '1509/1547')
    >>> read_reign("Michaelmas 12 Edw. III", to_edtf), read_reign("20 Edward VI", to_edtf)
    ('1338-09-29', None)
    """
    if not _HAS_NAME.search(text):
        return None
    form, reigns = _load_reigns()
    found = re.fullmatch(form, fold(text.replace("’", "'")))
    if found is None:
        return None
    reign = _find_reign(found, reigns)
    if reign is None:
        return None
    if found["whole"]:
        return f"{reign['first'][:4]}/{reign['last'][:4]}"
    first, last = _to_number(found["year"]), _to_number(found["until"] or found["year"])
    begin, end = _find_year(reign, first), _find_year(reign, last)
    if begin is None or end is None or last < first:
        return None
    if not found["day"]:
        return f"{begin[0]}/{end[1]}"
    for year in dict.fromkeys((begin[0][:4], end[1][:4])):
        day = read(f"{found['day'].strip(' ,')} {year}")
        if day and begin[0] <= day.rstrip("~?%").split("/")[0] <= end[1]:
            return day
    return None


@functools.cache
def _list_ordinals() -> tuple[str, ...]:
    return tuple(words[0] for words in load_languages()["en"]["ordinals"][:_MOST_ORDINALS])


@functools.cache
def find_reign_words() -> frozenset[str]:
    """Return the words of names of sovereigns and of their abbreviations, folded.

    >>> "edw" in find_reign_words()
    True
    """
    return frozenset(word for name in _load_reigns()[1].names for word in re.findall(r"[^\W\d_]+", name))


class _Reigns(NamedTuple):
    """Full names by each form of them, and the reigns by full name and number; 0 for a name without numbers."""

    names: Mapping[str, str]
    reigns: Mapping[tuple[str, int], Mapping[str, Any]]


@functools.cache
def _load_reigns() -> tuple[str, _Reigns]:
    """Return the pattern of years of reigns, and the reigns by the folded names that they may have."""
    table = resources.read_table(__spec__, "reigns.toml")
    names: dict[str, list[str]] = {}
    reigns = {}
    for reign in table["reign"]:
        name, _, number = reign["name"].rpartition(" ")
        if not name or not set(number) <= set("IVX"):
            name, number = reign["name"], ""
        reigns[fold(name), count_roman(number) if number else 0] = reign
        names.setdefault(name, [])
    for name, short in table["abbreviations"].items():
        names[name] = [name, *short]
    canonical = {fold(form): fold(name) for name, forms in names.items() for form in [name, *forms]}
    alternatives = re.sub(r"\\? (?:&|\\&|and)\\? ", r"\\.? (?:&|and) ", join_alternatives(canonical))
    form = (
        r"(?:(?P<whole>temp(?:ore|\.)?|reign of|regn\.|time of)\s|"
        r"(?:(?P<day>.*[^\W\d_].*?)[,\s]\s*(?:in the\s|anno\s)?)?(?P<year>\d{1,2}|"
        + "|".join(_list_ordinals())
        + ")"
        r"(?:st|nd|rd|th)?(?:\s?(?:[-–&/]|and|to)\s?(?P<until>\d{1,2})(?:st|nd|rd|th)?)?\s"
        r"(?:(?:reg(?:nal)?\.?\s)?years?\s)?(?:of\s)?(?:the\sreign\sof\s)?)"
        rf"(?:(?:king|queen)\s)?(?P<name>{alternatives})\.?"
        r"(?:,?\s?(?:the\s)?(?P<number>[ivx]+|\d|" + "|".join(_list_ordinals()) + r"))?\.?"
    )
    return form, _Reigns(canonical, reigns)


def _find_reign(found: re.Match[str], table: _Reigns) -> Mapping[str, Any] | None:
    """Return the reign of a name and a number; a name alone is that of the only, or the first, who has it as such."""
    written = re.sub(r"\s+", " ", found["name"]).replace(".", "")
    names, reigns = table
    name = (
        names.get(written)
        or names.get(written.replace(" and ", " & "))
        or names.get(written.replace(" & ", " and "))
    )
    if name is None:
        return None
    if not found["number"]:
        return reigns.get((name, 0)) or (reigns.get((name, 1)) if name in _NUMBERED_LATER else None)
    number = found["number"]
    count = _to_number(number) if number.isdigit() or number in _list_ordinals() else count_roman(number)
    return reigns.get((name, count))


def _to_number(written: str) -> int:
    return int(written) if written.isdigit() else _list_ordinals().index(written) + 1


def _find_year(reign: Mapping[str, Any], number: int) -> tuple[str, str] | None:
    """Return the first and the last day of a year of a reign."""
    if number < 1:
        return None
    begin, following = _find_first_day(reign, number), _find_first_day(reign, number + 1)
    if begin > reign["last"]:
        return None
    is_julian = following <= _LAST_JULIAN
    year, month, day = map(int, following.split("-"))
    end = format_day(count_days(year, month, day, is_julian) - 1, is_julian)
    return begin, min(end, reign["last"])


def _find_first_day(reign: Mapping[str, Any], number: int) -> str:
    year = int(reign["first"][:4]) + number - 1
    if reign.get("counts_from_ascension"):
        return format_day(find_easter(year, True) + _ASCENSION, True)
    day = reign["first"][5:]
    if year > int(_LAST_JULIAN[:4]) and "first_after_1752" in reign:
        day = reign["first_after_1752"]
    return f"{year:04}-{day}"

"""Dates in RIS: year/month/day/other information."""

from __future__ import annotations

import datetime
import functools
import re
from collections.abc import Iterable

from archcite._foundation.lazy_regex import pattern
from archcite.errors import ArchciteError
from archcite.formats.common import catalogue_values as catalogue
from archcite.record import ArchivalDate

_DATE = pattern(r"(?P<year>\d{4})(?:/(?P<month>\d{0,2})(?:/(?P<day>\d{0,2})(?:/(?P<other>.*))?)?)?")


# Nearly all dates are so, and are read without the words that dates may have.
_DAY = pattern(r"(\d{4})(?:/(\d\d?)?(?:/(\d\d?)?/?)?)?", re.ASCII)


def find_fullest_day(values: Iterable[str]) -> list[int]:
    """Return year, month and day of dates in figures, as far as the fullest has them; empty if one is not so written.

    >>> find_fullest_day(["1958/09//", "1958", "1958/09/09/"]), find_fullest_day(["1958///Spring"])
    ([1958, 9, 9], [])
    """
    fullest: list[int] = []
    for value in values:
        found = _DAY.fullmatch(value)
        if found is None:
            return []
        year, month, day = found.groups(default="")
        parts = [int(part) for part in ((year, month, day) if month else (year,)) if part]
        try:
            datetime.date(*(*parts, 1, 1)[:3])
        except ValueError:
            return []
        if parts[: len(fullest)] == fullest:
            fullest = parts
    return fullest


@functools.lru_cache(maxsize=8192)
def parse_ris_date(value: str) -> ArchivalDate:
    """Return a date: “1958/09/09/”, “1958///Spring”, “1958-09-09”, or words.

    >>> [parse_ris_date(value).edtf for value in ("1958/09/09/", "1958///Spring", "1958-09-09", "1958//")]
    ['1958-09-09', '1958-21', '1958-09-09', '1958']
    """
    found = _DATE.fullmatch(value.strip())
    if found is None:
        return catalogue.parse_date(value, value) or ArchivalDate(None, value)
    edtf = found["year"]
    for part in (found["month"], found["day"]):
        if not part or not part.strip("0"):
            break
        edtf += f"-{int(part):02}"
    other = (found["other"] or "").strip()
    try:
        if other:
            words = catalogue.parse_date(f"{other} {found['year']}")
            if words and words.edtf and edtf == found["year"]:
                return words
        return ArchivalDate(edtf)
    except ArchciteError:
        return ArchivalDate(found["year"], value)

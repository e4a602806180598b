"""Dates in RIS: year/month/day/other information."""

from __future__ import annotations

import functools

from archcite._foundation.lazy_regex import pattern
from archcite.errors import ArchciteError
from archcite.formats.common import catalogue_values as catalogue
from archcite.record import ArchivalDate

_DATE = pattern(r"(?P<year>\d{4})(?:/(?P<month>\d{0,2})(?:/(?P<day>\d{0,2})(?:/(?P<other>.*))?)?)?")


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

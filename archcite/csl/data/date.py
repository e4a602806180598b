"""The date of a CSL item: its parts, and the key that it is sorted by."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

YEAR, MONTH, DAY = 0, 1, 2
NAMES = ("year", "month", "day")


FIRST_SEASON = 13  # months 13 to 16 are spring, summer, autumn and winter


class ItemDate(NamedTuple):
    """A date, or a range of two.

    ``start`` and ``end`` are year, month and day, as far as known: years before Christ are negative, and the
    months 13 to 16 are the seasons.  ``end`` is None for a single date, and empty for an open range; so is
    ``start`` for a range that is open to the past.  ``season`` is a season that has no number ("Michaelmas"),
    or a word that is kept beside the number ("Fall"); ``literal`` is a text that replaces the whole date, and
    ``dual_year`` one that replaces the year: “1749/50”, of a date in Old Style.
    """

    start: tuple[int, ...] = ()
    end: tuple[int, ...] | None = None
    season: str = ""
    circa: bool = False
    literal: str = ""
    dual_year: str = ""


def build_sort_key(date: ItemDate | None, parts: Iterable[str] = NAMES) -> str:
    """Return a string of digits that sorts as the date does; "" for None and for a date that is only text.

    ``parts`` are the date parts that count.  Earlier years sort first, BC too; a year before its months; a
    single date before a range with the same start; a season counts as its year.

    >>> range_, month, year = ItemDate((2000, 5), (2001,)), ItemDate((2000, 5)), ItemDate((2000,))
    >>> dates = [range_, month, year, ItemDate((-44,)), ItemDate((-100,))]
    >>> [date.start for date in sorted(dates, key=build_sort_key)]
    [(-100,), (-44,), (2000,), (2000, 5), (2000, 5)]
    """
    if date is None or not (date.start or date.end):
        return ""
    wanted = frozenset(parts)
    start = date.start or date.end or ()  # “before 1956” sorts as 1956
    return _format_key(start, wanted) + (_format_key(date.end, wanted) if date.end else _NO_KEY)


def _format_key(values: tuple[int, ...], wanted: frozenset[str]) -> str:
    year = values[0] if values and "year" in wanted else 0
    month = values[1] if len(values) > 1 and "month" in wanted and values[1] < FIRST_SEASON else 0
    day = values[2] if len(values) > 2 and "day" in wanted else 0
    era, number = ("1", min(year, 999_999)) if year >= 0 else ("0", max(999_999 + year, 0))
    return f"{era}{number:06d}{month:02d}{day:02d}"


_NO_KEY = _format_key((), frozenset())

"""Which items can be read without an error or a warning, so that their records may be built when they are needed."""

from __future__ import annotations

import datetime
import functools
from collections.abc import Mapping
from typing import Any

from archcite.csl.variables import DATES, NAMES

# Lines of notes may set any variable.
_NOTES = frozenset(("note", "annote"))
_NOT_TEXTS = DATES | NAMES | _NOTES
_NAME_PARTS = frozenset(("family", "given", "suffix", "dropping-particle", "non-dropping-particle"))


def is_regular(item: Mapping[str, Any]) -> bool:
    """Return whether all variables of an item have plain values that are valid: texts, names, single days.

    Most items of most libraries are so. What is not regular may be valid too.

    >>> is_regular({"title": "To House", "author": [{"family": "Creel"}], "issued": {"date-parts": [[1918, 9]]}})
    True
    >>> is_regular({"issued": {"date-parts": [[1918, 2, 30]]}}), is_regular({"author": "Creel"})
    (False, False)
    """
    for variable, value in item.items():
        kind = type(value)
        if kind is str or kind is int:
            if variable in _NOT_TEXTS:
                return False
        elif variable in NAMES:
            if kind is not list:
                return False
            for name in value:
                if not _is_regular_name(name):
                    return False
        elif variable not in DATES or not _is_single_day(value):
            return False
    return True


def _is_regular_name(name: Any) -> bool:
    if type(name) is not dict:
        return False
    for part in name.values():
        if type(part) is not str:
            return False
    if "literal" in name:
        return len(name) == 1 and bool(name["literal"].strip())
    return _NAME_PARTS.issuperset(name) and bool(name.get("family", "").strip())


def _is_single_day(value: Any) -> bool:
    """Return whether a value is one day, month or year of our era, and nothing else."""
    if type(value) is not dict or len(value) != 1:
        return False
    ends = value.get("date-parts")
    if type(ends) is not list or len(ends) != 1 or type(ends[0]) is not list or not 1 <= len(ends[0]) <= 3:
        return False
    for part in ends[0]:
        if type(part) is not int and type(part) is not str:
            return False
    return _is_day(*ends[0])


@functools.lru_cache(4096)  # documents of one file share their dates
def _is_day(year: int | str, month: int | str = 1, day: int | str = 1) -> bool:
    try:
        datetime.date(int(year), int(month), int(day))
    except (ValueError, OverflowError):
        return False
    return True

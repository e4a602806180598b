"""What the rest of archcite asks of a text: which date it states, and whether it says that it has no date.

Most dates are in figures or in plain English. They are read here, without the words of all languages.
"""

from __future__ import annotations

import datetime
import re

from archcite.dates.months import MONTHS

_MONTH_NUMBERS = {name: number for number, name in enumerate(MONTHS, start=1)}


def to_edtf(text: str, *, month_first: bool = False) -> str | None:
    """Return the EDTF date that a text states, or None if it does not state one (:func:`.words.to_edtf`).

    >>> to_edtf("September 9, 1958"), to_edtf("9 September 1958"), to_edtf("1958"), to_edtf("wrzesień 1958")
    ('1958-09-09', '1958-09-09', '1958', '1958-09')
    >>> to_edtf("3/4/1958"), to_edtf("3/4/1958", month_first=True), to_edtf("the day after")
    (None, '1958-03-04', None)
    """
    if (plain := _read_plain(text)) is not None:
        return plain
    from archcite.dates import words

    return words.to_edtf(text, month_first=month_first)


def is_undated(text: str) -> bool:
    """Return whether a text says, in one of many languages, that a document has no date.

    >>> is_undated("n.d."), is_undated("[б. д.]"), is_undated("September 1958")
    (True, True, False)
    """
    if any(map(str.isdecimal, text)):
        return False
    from archcite.dates import vocabulary

    return vocabulary.is_undated(text)


def _read_plain(text: str) -> str | None:
    """Return a year, a month or a day in English or in figures as EDTF; None for everything else.

    >>> _read_plain("May 1958"), _read_plain("1958-05-31"), _read_plain("May 32, 1958"), _read_plain("5. Mai 1958")
    ('1958-05', '1958-05-31', None, None)
    """
    words = text.split()
    if not 1 <= len(words) <= 3 or not text.isascii():
        return None
    year = words[-1]
    if len(words) == 1:
        return year if re.fullmatch(r"[12]\d{3}(-\d\d-\d\d)?", year) and _is_day(year) else None
    if not (len(year) == 4 and year.isdecimal() and year[0] in "12"):
        return None
    named = [word for word in words[:-1] if word in _MONTH_NUMBERS]
    if len(named) != 1:
        return None
    month = f"{year}-{_MONTH_NUMBERS[named[0]]:02}"
    if len(words) == 2:
        return month
    day = words[1][:-1] if words[0] == named[0] and words[1].endswith(",") else words[0]
    found = f"{month}-{day:>02}"
    return found if day.isdecimal() and _is_day(found) else None


def _is_day(date: str) -> bool:
    try:
        datetime.date.fromisoformat(date if len(date) > 4 else f"{date}-01-01")
    except ValueError:
        return False
    return True

"""Segments that are known by themselves: quoted titles and dates."""

from __future__ import annotations

import functools
import re

from archcite._foundation.lazy_regex import pattern
from archcite.dates import is_undated, to_edtf
from archcite.errors import RecordError
from archcite.record import ArchivalDate

# No document has a later date; numbers that look like one do.
_LAST_YEAR = 2050
QUOTED = pattern(r"[“«„‘\"'「『《〈](?P<title>.*?)[,.]?[”»“’\"'」』》〉][,.]?", re.DOTALL)


_DAY_AND_MONTH = pattern(r"(\d{1,2})/(\d{1,2}) (\d{4})\.?")
# “C 1257”, “HP 1”, “D.1605”: letters of a series, and no month or era.
_CALL_NUMBER = pattern(r"(?!AD\b|[IVX]+[.\s])[A-ZА-Я]{1,3}\.?\s?\d")


def is_quoted(text: str) -> bool:
    """Return whether a segment is a title in quotation marks.

    >>> is_quoted("“A Letter,”"), is_quoted("A “Letter”")
    (True, False)
    """
    return QUOTED.fullmatch(text) is not None


def read_edtf(text: str) -> str | None:
    """Read the date that a segment is; “3/5 1925” has the day first, as Scandinavians write it.

    >>> read_edtf("3/5 1925"), read_edtf("3/5/1925")
    ('1925-05-03', None)
    """
    figures = _DAY_AND_MONTH.fullmatch(text) if "/" in text else None
    return to_edtf(f"{figures[1]}.{figures[2]}.{figures[3]}" if figures else text)


# The segments of a citation are asked several times while it is divided and described.
@functools.lru_cache(1024)
def parse_date(text: str) -> ArchivalDate | None:
    """Parse a segment that is a date as a whole; a year alone counts up to the present century.

    >>> parse_date("Dec. 1798").edtf, parse_date("2079"), parse_date("n.d.").text
    ('1798-12', None, 'n.d.')
    """
    if is_undated(text):
        return ArchivalDate(None, text)
    if not re.search(r"[^\W\d]", text) and not re.search(r"(?<!\d)\d{4}(?!\d)", text):
        return None
    if re.match(r"(?:20[5-9]|2[1-9]|[3-9])\d*", text) and re.match(r"\d{4}(?!\d)", text):
        return None  # “2345/12” is a number
    if re.fullmatch(r"\d+", text) and not 1000 <= int(text) <= 2050:
        return None
    if not re.search(r"\d", text) or re.fullmatch(r"\d{1,3}(?:[-–]\d{1,3})?", text):
        return None
    if _CALL_NUMBER.match(text):
        return None
    edtf = read_edtf(text)
    if edtf is None or (edtf[0] == "0" and not re.search(r"[^\W\d]{2}", text)):
        return None  # “0123.1”, “102r-103v”: numbers
    if edtf[:4].isdigit() and int(edtf[:4]) > _LAST_YEAR:
        return None  # “III-2460-1”
    try:
        return ArchivalDate(edtf, text if text != edtf else None)
    except RecordError:
        return None

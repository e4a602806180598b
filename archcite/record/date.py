"""Dates of sources: EDTF (ISO 8601-2, levels 0 to 2), and the words of the source.

Plain dates (1958, 1958-09, 1958-09-09 and intervals of these) are checked here; anything else is left to the
``edtf`` library, which is slow to load and therefore loaded only then.
"""

from __future__ import annotations

import re
from typing import Any

from attrs import field, frozen

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError
from archcite.record.converters import text

_PLAIN = pattern(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_MEAN = "write it as 1958, 1958-09, 1958-09-09 or 1958-09/1958-11, about 1958 as 1958~, in quotes."


@frozen
class ArchivalDate:
    """A date: ``edtf`` for computing, ``text`` as the source has it; either may be absent, not both.

    Raises :class:`~archcite.errors.RecordError` when ``edtf`` is no EDTF date.

    >>> ArchivalDate("1958-09-09", "September 9, 1958").parts
    ((1958, 9, 9),)
    >>> ArchivalDate("1958-02-30")
    Traceback (most recent call last):
    ...
    archcite.errors.RecordError: “1958-02-30” is no date: \
write it as 1958, 1958-09, 1958-09-09 or 1958-09/1958-11, about 1958 as 1958~, in quotes.
    """

    edtf: str | None = field(default=None, converter=text)
    text: str | None = field(default=None, converter=text)

    def __attrs_post_init__(self) -> None:
        if self.edtf is None:
            if self.text is None:
                raise RecordError("A date is empty: give it as 1958-09-09 or in words, or leave it out.")
        elif _plain_parts(self.edtf) is None:
            _edtf_bounds(self.edtf)

    @classmethod
    def parse(cls, written: str) -> ArchivalDate:
        """A date as EDTF, or in the words of a source (“September 9, 1958”, “ca. 1955”, “n.d.”).

        Words are kept in ``text``. Raises :class:`~archcite.errors.RecordError` when they are no date.

        >>> ArchivalDate.parse("1958-09-09")
        ArchivalDate(edtf='1958-09-09', text=None)
        >>> ArchivalDate.parse("July 06, 1949")
        ArchivalDate(edtf='1949-07-06', text='July 06, 1949')
        """
        from archcite.record.date_words import is_undated, to_edtf

        words = " ".join(written.split())
        if _plain_parts(words) is not None:
            return cls(words)
        if (edtf := to_edtf(words)) is not None:
            try:
                return cls(edtf, words)
            except RecordError:
                raise RecordError(f"“{words}” is no date: {_MEAN}") from None
        if is_undated(words):
            return cls(None, words)
        return cls(words)

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """Year, month and day, as far as they are sure, of the date, or of the two ends of an interval.

        Empty where there is no EDTF date; an open or unknown end is an empty tuple.

        >>> ArchivalDate("1958-09/1959").parts
        ((1958, 9), (1959,))
        """
        if self.edtf is None:
            return ()
        plain = _plain_parts(self.edtf)
        return plain if plain is not None else _loose_parts(self.edtf)

    @property
    def is_approximate(self) -> bool:
        """True where the date is approximate or uncertain (EDTF “~”, “?”, “%”).

        >>> ArchivalDate("1958~").is_approximate
        True
        """
        return any(mark in (self.edtf or "") for mark in "~?%")

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Orders dates by their first day, then by their last; what has no EDTF date comes last.

        >>> sorted(map(ArchivalDate, ["1958-09-09", "195X", "1957"]), key=lambda date: date.sort_key)[0].edtf
        '195X'
        """
        if self.edtf is None:
            return (1, (0, 0, 0), (0, 0, 0), self.text or "")
        plain = _plain_parts(self.edtf)
        if plain is not None:
            first, last = ((*plain[0], 1, 1)[:3], (*plain[-1], 12, 31)[:3])
            return (0, first, last, "")
        return (0, *_edtf_bounds(self.edtf), "")

    def __str__(self) -> str:
        return self.text or self.edtf or ""


def _plain_parts(text: str) -> tuple[tuple[int, ...], ...] | None:
    """The parts of a plain date or interval; None if not plain, an error for a day in no calendar."""
    found = [_PLAIN.fullmatch(piece) for piece in text.split("/", 1)]
    if not all(found):
        return None
    parts = tuple(tuple(int(group) for group in end.groups() if group is not None) for end in found if end)
    if any(len(part) > 1 and not 1 <= part[1] <= 12 for part in parts):
        # Months from 21 on are EDTF seasons and the like, which the library knows.
        return None
    for part in parts:
        if len(part) == 3 and not 1 <= part[2] <= _days_in_month(part[0], part[1]):
            raise RecordError(f"“{text}” is no date: {_MEAN}")
    shared = min(map(len, parts))
    if len(parts) == 2 and parts[0][:shared] > parts[1][:shared]:
        raise RecordError(f"“{text}” ends before it begins: put the earlier date first.")
    return parts


def _days_in_month(year: int, month: int) -> int:
    if month == 2 and (year % 4 or (year % 100 == 0 and year % 400)):
        return 28
    return _DAYS[month - 1]


def _loose_parts(edtf: str) -> tuple[tuple[int, ...], ...]:
    """What is sure of a date that is not plain: the numbers before the first unspecified one, ends apart."""
    if edtf[:1] in "[{":
        first, last = _edtf_bounds(edtf)
        return (first[:1], last[:1]) if first[0] != last[0] else (first[:1],)
    ends: list[tuple[int, ...]] = []
    for end in edtf.split("/", 1):
        bare = re.sub(r"[~?%]|S\d+$|T.*", "", end).strip(".")
        if not bare:
            ends.append(())
            continue
        found = re.fullmatch(r"Y?(-?\d+)(?:-(\d\d))?(?:-(\d\d))?(?:-[X\d]{2})*", bare, re.ASCII)
        if found:
            ends.append(tuple(int(group) for group in found.groups() if group is not None))
        else:
            # A decade or century (195X), or an exponential year: its first and last year are what is sure.
            first, last = _edtf_bounds(end)
            if "/" not in edtf and first[0] != last[0]:
                return (first[:1], last[:1])
            ends.append(first[:1])
    return tuple(ends)


def _edtf_bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """First and last day of any EDTF date, through the library; an end that is open is far away."""
    from edtf import EDTFParseException, parse_edtf

    try:
        parsed = parse_edtf(text)
    except EDTFParseException:
        raise RecordError(f"“{text}” is no date: {_MEAN}") from None
    bounds = []
    for limit, open_end in ((parsed.lower_strict, -(10**12)), (parsed.upper_strict, 10**12)):
        day = limit()
        bounds.append((open_end, 1, 1) if isinstance(day, float) else tuple(day)[:3])
    if bounds[0] > bounds[1]:
        raise RecordError(f"“{text}” ends before it begins: put the earlier date first.")
    return bounds[0], bounds[1]

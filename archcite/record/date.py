"""Dates of sources: EDTF (ISO 8601-2, levels 0 to 2), and the words of the source.

Dates of levels 0 and 1 that sources have (1958, 1958-09, 1958-09-09~, 195X, intervals, also open ones) are read
here. Anything else in the signs of EDTF is left to the ``edtf`` library, which is slow to load.
"""

from __future__ import annotations

import datetime
import functools
import re
from typing import TYPE_CHECKING, Any

from attrs import field, frozen

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import format_value, shorten_text
from archcite.errors import RecordError
from archcite.record.converters import format_repr, to_text

_PLAIN = pattern(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?", re.ASCII)
# One end of a date of level 1.
_END = pattern(
    r"(?:(?P<masked>-?(?:\d{3}X|\d\dXX))|(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?)[?~%]?",
    re.ASCII,
)
_SIGNS = pattern(r"[-+\dXYSETZ?~%/.,:{}\[\]u ]+", re.ASCII)
# A year of more than four digits has a Y in front; the library takes long to find that out.
_LONG_NUMBER = pattern(r"(?<![\dYE-])\d{5,}", re.ASCII)
# “2015-2020”, “1992-9”: months have two digits.
_WRONG_MONTH = pattern(r"(?<!\d)\d{4}-(?:\d(?![\dX])|\d{3})", re.ASCII)
# How far away an end is that is not known (“1984/”), as in the library.
_YEARS_TO_UNKNOWN = 10
_LONGEST = 100
_LONGEST_SET = 600
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
# Season → its first and last day in EDTF's default, that of the north.
_SEASONS = {21: ((3, 1), (5, 31)), 22: ((6, 1), (8, 31)), 23: ((9, 1), (11, 30)), 24: ((12, 1), (12, 31))}
# “31-May-64”, “24 Oct 62”, “3.4.55”, “May ’56”
_SHORT_YEAR = pattern(
    r"(?:\d{1,2}[\s./-]+)?(?P<month>[^\W\d_]{3,}|[IVX]+)\.?[\s./-]+(?:\d{1,2},\s)?['’]?\d\d"
    r"|\d{1,2}(?P<sign>[./-])\s?\d{1,2}(?P=sign)\s?\d\d"
)
_FIGURES = pattern(r"(\d{1,2})[/-](\d{1,2})[/-](\d{4})")
_MEAN = "write it as 1958, 1958-09, 1958-09-09 or 1958-09/1958-11, about 1958 as 1958~, in quotes."


@frozen
class ArchivalDate:
    """A date: ``edtf`` for computing, ``text`` as the source has it; either may be absent, not both.

    Raises :class:`~archcite.errors.RecordError` when ``edtf`` is not an EDTF date.

    >>> ArchivalDate("1958-09-09", "September 9, 1958").parts
    ((1958, 9, 9),)
    >>> ArchivalDate("1958-02-30")
    Traceback (most recent call last):
    ...
    archcite.errors.RecordError: “1958-02-30” is not a valid date: \
write it as 1958, 1958-09, 1958-09-09 or 1958-09/1958-11, about 1958 as 1958~, in quotes.
    """

    edtf: str | None = field(default=None, converter=to_text)
    text: str | None = field(default=None, converter=to_text)

    def __attrs_post_init__(self) -> None:
        if self.edtf is None:
            if self.text is None:
                raise RecordError("A date is empty: give it as 1958-09-09 or in words, or leave it out.")
        elif _read_plain(self.edtf) is None:
            _find_bounds(self.edtf)

    @classmethod
    def parse(cls, written: str | datetime.date | int) -> ArchivalDate:
        """Parse a date: EDTF, or the words of a source (“September 9, 1958”, “ca. 1955”, “n.d.”).

        A :class:`datetime.date`, or a year as a number, is taken too. Words are kept in ``text``. Raises
        :class:`~archcite.errors.RecordError` when they do not state a date.

        >>> ArchivalDate.parse("1958-09-09")
        ArchivalDate(edtf='1958-09-09')
        >>> ArchivalDate.parse("July 06, 1949")
        ArchivalDate(edtf='1949-07-06', text='July 06, 1949')
        """
        from archcite.dates import is_undated, to_edtf

        if not isinstance(written, str):
            if (found := to_date(written)) is None:
                raise RecordError(_describe_wrong(written, "date"))
            return found
        words = " ".join(written.split())
        if _read_plain(words) is not None:
            return cls(words)
        if (edtf := to_edtf(words)) is not None:
            try:
                return cls(edtf, words if words != edtf else None)
            except RecordError:
                raise RecordError(f"“{shorten_text(words)}” is not a valid date: {_MEAN}") from None
        if is_undated(words):
            return cls(None, words)
        _refuse_ambiguous(words)
        return cls(words)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Raise the error of an attribute that a date does not have, with what has it."""
            from archcite._foundation.attributes import get_missing, join_hints

            hints = join_hints(
                ("parts", ("year", "month", "day", "start", "end")),
                ("edtf", ("isoformat", "iso", "value")),
                ("str(date)", ("strftime", "format")),
            )
            return get_missing(self, name, hints.get)

    @property
    def parts(self) -> tuple[tuple[int, ...], ...]:
        """Return year, month and day, as far as they are sure, of the date, or of the two ends of an interval.

        Empty where there is not an EDTF date; an open or unknown end is an empty tuple.

        >>> ArchivalDate("1958-09/1959").parts
        ((1958, 9), (1959,))
        """
        if self.edtf is None:
            return ()
        plain = _read_plain(self.edtf)
        return plain if plain is not None else _find_sure_parts(self.edtf)

    @property
    def is_approximate(self) -> bool:
        """Return whether the date is about right (“ca. 1958”; EDTF “~” or “%”).

        >>> ArchivalDate("1958~").is_approximate, ArchivalDate("1958?").is_approximate
        (True, False)
        """
        return any(mark in (self.edtf or "") for mark in "~%")

    @property
    def is_uncertain(self) -> bool:
        """Return whether the date may be wrong (“1958?”, “probably 1958”; EDTF “?” or “%”).

        >>> ArchivalDate.parse("probably 1958").is_uncertain
        True
        """
        return any(mark in (self.edtf or "") for mark in "?%")

    @property
    def is_inferred(self) -> bool:
        """Return whether the date, or a part of it, was inferred and put into brackets.

        >>> ArchivalDate.parse("[1958]").is_inferred, ArchivalDate.parse("ca. 1958").is_inferred
        (True, False)
        """
        return self.edtf is not None and "[" in (self.text or "")

    @property
    def sort_key(self) -> tuple[Any, ...]:
        """Return a key that orders dates by their first day, then by their last; what has no EDTF date comes last.

        >>> sorted(map(ArchivalDate, ["1958-09-09", "195X", "1957"]), key=lambda date: date.sort_key)[0].edtf
        '195X'
        """
        if self.edtf is None:
            return (1, (0, 0, 0), (0, 0, 0), self.text or "")
        plain = _read_plain(self.edtf)
        if plain is not None:
            first, last = ((*plain[0], 1, 1)[:3], (*plain[-1], 12, 31)[:3])
            return (0, first, last, "")
        return (0, *_find_bounds(self.edtf), "")

    def __str__(self) -> str:
        return self.text or self.edtf or ""

    __repr__ = format_repr


def to_date(
    value: ArchivalDate | datetime.date | str | int | None, what: str = "date"
) -> ArchivalDate | None:
    """Convert what Python programs have for a date: text, a :class:`datetime.date`, a year.

    Blank text is None. Raises :class:`~archcite.errors.RecordError` for anything else, with ``what`` as its name.

    >>> to_date(1958), to_date(datetime.date(1958, 9, 9)), to_date(" ")
    (ArchivalDate(edtf='1958'), ArchivalDate(edtf='1958-09-09'), None)
    """
    if value is None or isinstance(value, ArchivalDate):
        return value
    if isinstance(value, str):
        return ArchivalDate.parse(value) if value.strip() else None
    if isinstance(value, datetime.date):  # or a datetime, whose time is not part of a citation's date
        return ArchivalDate(f"{value.year:04}-{value.month:02}-{value.day:02}")
    if isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= 9999:
        return ArchivalDate(f"{value:04}")
    raise RecordError(_describe_wrong(value, what))


def _describe_wrong(value: object, what: str) -> str:
    given = format_value(value)
    return f"The {what} must be a date, not {given}: use 1958, “1958-09-09” or “September 9, 1958”."


def _refuse_ambiguous(text: str) -> None:
    """Raise RecordError for a year of two figures, and for figures of which either may be the month.

    >>> _refuse_ambiguous("24 Oct 62")
    Traceback (most recent call last):
    ...
    archcite.errors.RecordError: “24 Oct 62” has two figures for the year: write the whole year, such as 1958-09-09.
    >>> _refuse_ambiguous("09/10/1958")
    Traceback (most recent call last):
    ...
    archcite.errors.RecordError: “09/10/1958” may be 9 October or 10 September: write 1958-10-09 or 1958-09-10.
    """
    from archcite.dates.vocabulary import find_month, fold

    short = _SHORT_YEAR.fullmatch(text)
    if short and (
        not short["month"] or short["month"].strip("IVX") == "" or find_month(fold(short["month"]))
    ):
        raise RecordError(
            f"“{shorten_text(text)}” has two figures for the year: write the whole year, such as 1958-09-09."
        )
    found = _FIGURES.fullmatch(text)
    if found is None:
        return
    one, other, year = int(found[1]), int(found[2]), found[3]
    if 1 <= one <= 12 and 1 <= other <= 12:
        from archcite.dates.months import MONTHS

        names = f"{one} {MONTHS[other - 1]} or {other} {MONTHS[one - 1]}"
        dates = f"{year}-{other:02}-{one:02} or {year}-{one:02}-{other:02}"
        raise RecordError(f"“{text}” may be {names}: write {dates}.")


# A date is asked for its parts and its order several times, and many records have one date.
@functools.lru_cache(4096)
def _read_plain(text: str) -> tuple[tuple[int, ...], ...] | None:
    """Return the parts of a plain date or interval, or None; raise RecordError for a day that does not exist."""
    found = [_PLAIN.fullmatch(piece) for piece in text.split("/", 1)]
    if not all(found):
        return None
    parts = tuple(tuple(int(group) for group in end.groups() if group is not None) for end in found if end)
    if any(len(part) > 1 and not 1 <= part[1] <= 12 for part in parts):
        # Months from 21 on are EDTF seasons and the like, which the library knows.
        return None
    for part in parts:
        if len(part) == 3 and not 1 <= part[2] <= _count_days(part[0], part[1]):
            raise RecordError(f"“{shorten_text(text)}” is not a valid date: {_MEAN}")
    shared = min(map(len, parts))
    if len(parts) == 2 and parts[0][:shared] > parts[1][:shared]:
        raise RecordError(f"“{shorten_text(text)}” ends before it begins: put the earlier date first.")
    return parts


def _count_days(year: int, month: int) -> int:
    if month == 2 and (year % 4 or (year % 100 == 0 and year % 400)):
        return 28
    return _DAYS[month - 1]


def _find_sure_parts(edtf: str) -> tuple[tuple[int, ...], ...]:
    """Return the parts of a date before the first unspecified one, for each end of an interval."""
    if edtf[:1] in "[{":
        first, last = _find_bounds(edtf)
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
            first, last = _find_bounds(end)
            if "/" not in edtf and first[0] != last[0]:
                return (first[:1], last[:1])
            ends.append(first[:1])
    return tuple(ends)


def _find_bounds(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return first and last day of a date in EDTF; raise RecordError for what is not one."""
    if text[:1] in ("[", "{") and (bounds := _read_set(text)) is not None:
        return bounds
    # “[1918..1920]”, a day within these years, has the bounds of the interval.
    start, divided, end = (
        text[1:-1].partition("..") if text.startswith("[") and text.endswith("]") else ("", "", "")
    )
    is_span = divided and (start or end) and not start.endswith(".") and not end.startswith(".")
    interval = f"{start or '..'}/{end or '..'}" if is_span else text
    ends = [_read_end(end) if end else _read_unknown_end(text) for end in interval.split("/", 1)]
    known = [end for end in ends if end is not None]
    if len(known) < len(ends):
        return _ask_library(text)
    first, last = known[0][0], known[-1][1]
    if first > last:
        raise RecordError(f"“{shorten_text(text)}” ends before it begins: put the earlier date first.")
    return first, last


def _read_set(text: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Return first and last day of a list of dates, “{1936,1941..1942}”; None for what the library has to read."""
    if text[0] + text[-1] not in ("[]", "{}") or len(text) > _LONGEST_SET:
        return None
    bounds = []
    for item in text[1:-1].split(","):
        ends = [_read_end(end) for end in item.strip().split("..", 1)]
        if not all(ends):
            return None
        bounds.append((ends[0][0], ends[-1][1]))  # type: ignore[index]
    return min(first for first, _ in bounds), max(last for _, last in bounds)


def _read_end(text: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Return first and last day of one end of a date of level 1; None for what the library has to read."""
    if text == "..":
        return (-(10**12), 1, 1), (10**12, 1, 1)
    found = _END.fullmatch(text)
    if found is None:
        return None
    if found["masked"]:
        years = sorted(int(found["masked"].replace("X", digit)) for digit in "09")
        return (years[0], 1, 1), (years[1], 12, 31)
    year, month, day = (int(found[name] or 0) for name in ("year", "month", "day"))
    if month in _SEASONS and not day:
        return (year, *_SEASONS[month][0]), (year, *_SEASONS[month][1])
    if month > 12 or (found["month"] and not month) or (found["day"] and not day):
        return None
    longest = _count_days(year, month) if month else 0
    if day > longest:
        raise RecordError(f"“{shorten_text(text)}” is not a valid date: {_MEAN}")
    return (year, month or 1, day or 1), (year, month or 12, day or longest or 31)


def _read_unknown_end(interval: str) -> tuple[tuple[int, ...], tuple[int, ...]] | None:
    """Return the bounds of the end that an interval does not name: ten years from the other, as in the library."""
    other = interval.strip("/")
    bounds = _read_end(other) if other[:1].isdecimal() and "X" not in other else None
    if bounds is None:
        return None
    (first, last), years = bounds, _YEARS_TO_UNKNOWN if interval.endswith("/") else -_YEARS_TO_UNKNOWN
    year, month, day = first if years > 0 else last
    moved = (year + years, month, min(day, _count_days(year + years, month)))
    return moved, moved


def _ask_library(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return first and last day of any EDTF date, through the library; an end that is open is far away."""
    if (
        len(text) > _LONGEST
        or _SIGNS.fullmatch(text) is None
        or _LONG_NUMBER.search(text)
        or _WRONG_MONTH.search(text)
    ):
        raise RecordError(f"“{shorten_text(text)}” is not a valid date: {_MEAN}")
    import contextlib
    import io

    from edtf import parse_edtf

    bounds = []
    try:
        # The library prints some of what it tries to standard output, and lets errors of every kind through.
        with contextlib.redirect_stdout(io.StringIO()):
            parsed = parse_edtf(text)
            for limit, open_end in ((parsed.lower_strict, -(10**12)), (parsed.upper_strict, 10**12)):
                day = limit()
                bounds.append((open_end, 1, 1) if isinstance(day, float) else tuple(day)[:3])
    except Exception:
        raise RecordError(f"“{shorten_text(text)}” is not a valid date: {_MEAN}") from None
    if bounds[0] > bounds[1]:
        raise RecordError(f"“{shorten_text(text)}” ends before it begins: put the earlier date first.")
    return bounds[0], bounds[1]

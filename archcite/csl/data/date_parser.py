"""Dates that come as text: Extended Date/Time Format, and what people write.

EDTF is ISO 8601-2:2019, levels 0 and 1, and of level 2 what a citation can show.  The rest reads English
dates, numeric dates and ranges of both; a text with a word in it that no date has is kept as it is.
"""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern
from archcite.csl.data.date import DAY, FIRST_SEASON, MONTH, Date
from archcite.richtext.marks import strip_unsafe

MONTHS = {
    "january": 1, "february": 2, "march": 3, "april": 4, "may": 5, "june": 6,
    "july": 7, "august": 8, "september": 9, "october": 10, "november": 11, "december": 12,
}  # fmt: skip
MONTHS |= {name[:3]: number for name, number in MONTHS.items()} | {"sept": 9}
SEASONS = {"spring": 13, "summer": 14, "autumn": 15, "fall": 15, "winter": 16}

_IGNORED = frozenset(
    (
        "a", "of", "on", "in", "the", "year",
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        "mon", "tue", "tues", "wed", "thu", "thur", "thurs", "fri", "sat", "sun",
    )
)  # fmt: skip
_CIRCA = frozenset(("c", "ca", "circa", "about", "around", "approximately", "approx", "probably", "?", "~"))
_BC = frozenset(("bc", "bce"))
_AD = frozenset(("ad", "ce"))
_TO = frozenset(("to", "and", "until", "till", "through", "–", "—", "-", "/"))
_FROM = frozenset(("from", "between"))

_TIME = pattern(
    r"(?<=[0-9])(?:T|\s+)[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?(?:[.,][0-9]+)?\s*(?:Z|[+-][0-9]{2}:?[0-9]{2})?$"
)
_TOKEN = pattern(r"[0-9]+(?:st|nd|rd|th)\b|[0-9]+|[^\W\d_]+|[-\u2010-\u2015/?~]|\S")
_NO_PART = pattern(r"(?<=[0-9]{4})(?:-00){1,2}$")  # databases write a month and a day that are unknown so
_LONGEST = 200


def parse_raw(text: str) -> Date | None:
    """Parse a date in any notation. Other text becomes a literal; an empty text gives None.

    >>> parse_raw("2010-02-15/2010-03-01")
    Date(start=(2010, 2, 15), end=(2010, 3, 1), season='', circa=False, literal='')
    >>> parse_raw("[3 March 1999?]")
    Date(start=(1999, 3, 3), end=None, season='', circa=True, literal='')
    >>> parse_raw("shortly after the war").literal
    'shortly after the war'

    A text in quotation marks is a literal on purpose.  Of two numbers that may both be months the first is
    the month, unless dots part them: 3/4/1999 is in March, 3.4.1999 in April.
    """
    text = _NO_PART.sub("", text.strip())
    if not text.strip("0"):
        return None
    if len(text) > 2 and text[0] == text[-1] == '"':
        return Date(literal=text[1:-1])
    if len(text) > _LONGEST:
        return Date(literal=text)
    return parse_edtf(text) or _parse_words(text) or Date(literal=text)


_EDTF = pattern(
    r"(?P<year>Y?-?[0-9X]{4,9})(?:-(?P<month>[0-9X]{2}))?(?:-(?P<day>[0-9X]{2}))?(?P<circa>[?~%]?)", re.ASCII
)
_EDTF_CHARS = pattern(r"[-0-9XYuT?~%/.:Z+ ]+", re.ASCII)
_QUALIFIER = pattern(r"[?~%]")


def parse_edtf(text: str) -> Date | None:
    """Parse a date in Extended Date/Time Format; return None if the text is something else.

    >>> parse_edtf("1958~/1960-09").end, parse_edtf("1958-21").start, parse_edtf("199X").end
    ((1960, 9), (1958, 13), (1999,))

    EDTF counts the year before 1 as 0: ``-0044`` is 45 BC.
    """
    if _EDTF_CHARS.fullmatch(text) is None:
        return None
    first, slash, second = text.partition("/")
    start = _parse_edtf_side(first, open_side=bool(slash))
    if start is None:
        return None
    if not slash:
        return start
    end = _parse_edtf_side(second, open_side=True)
    if end is None or not (start.start or end.start):
        return None
    # An unknown decade as the end of an interval ends with its last year.
    last = end.end or end.start
    return Date(start.start, last, circa=start.circa or end.circa)


def _parse_edtf_side(text: str, open_side: bool) -> Date | None:
    if open_side and text in ("", ".."):
        return Date()
    text = text.split("T", 1)[0] if "T" in text else text
    qualified = _QUALIFIER.search(text) is not None
    found = _EDTF.fullmatch(_QUALIFIER.sub("", text).replace("u", "X"))
    if found is None:
        return None
    digits = found["year"]
    if not digits.startswith(("Y", "-Y")) and len(digits.lstrip("-")) != 4:
        return None
    month, day = found["month"], found["day"]
    unknown = "X" in digits
    years = digits.lstrip("Y")
    if "X" in years.rstrip("X"):
        return None
    if unknown:
        low, high = _to_historical_year(years.replace("X", "0")), _to_historical_year(years.replace("X", "9"))
        if years.startswith("-"):
            low, high = high, low
        return Date((low,), (high,), circa=True)
    values = [_to_historical_year(years)]
    if month and "X" not in month:
        number = _parse_edtf_month(int(month))
        if number < 0:
            return None
        if number:
            values.append(number)
            if day and "X" not in day and number <= 12:
                if not 1 <= int(day) <= 31:
                    return None
                values.append(int(day))
    return Date(tuple(values), circa=qualified)


def _to_historical_year(digits: str) -> int:
    """Convert an astronomical year to a historical one: 0 is 1 BC."""
    year = int(digits)
    return year if year > 0 else year - 1


def _parse_edtf_month(number: int) -> int:
    """Return a month or season; 0 for a part of the year that citations do not show, -1 if invalid."""
    if 1 <= number <= 12:
        return number
    if 21 <= number <= 32:
        return FIRST_SEASON + (number - 21) % 4
    return 0 if 33 <= number <= 41 else -1


class _Side:
    """Side of a range while its words are read."""

    __slots__ = ("bc", "day", "month", "numbers", "year")

    def __init__(self) -> None:
        self.year = self.month = self.day = 0
        self.bc = False
        self.numbers: list[str] = []


def _parse_words(text: str) -> Date | None:
    text = _TIME.sub("", text)
    numeric = _parse_numeric(text)
    if numeric is not None:
        return numeric
    negative = re.fullmatch(r"-([0-9]{1,4})", text)
    if negative:
        return Date((-int(negative[1]),)) if int(negative[1]) else None
    sides = [_Side()]
    circa = False
    for token in _TOKEN.findall(text.lower()):
        side = sides[-1]
        if token[0] in "0123456789":
            side.numbers.append(token)
        elif token in MONTHS:
            if side.month:
                return None
            side.month = MONTHS[token]
        elif token in SEASONS:
            if side.month:
                return None
            side.month = SEASONS[token]
        elif token in _CIRCA:
            circa = True
        elif token in _TO:
            if not (side.numbers or side.month):
                return None
            sides.append(_Side())
        elif token in _BC:
            side.bc = True
        elif not (token in _AD or token in _FROM or token in _IGNORED or token in "[](),.'’"):
            return None
    return _from_sides(sides, circa)


def _from_sides(sides: list[_Side], circa: bool) -> Date | None:
    if len(sides) > 2:
        return None
    for side in sides:
        if not _assign_numbers(side):
            return None
    first, last = sides[0], sides[-1]
    if len(sides) == 1:
        return _build_single(first, circa)
    if not (last.year or last.month or last.day):
        # "1958-": the range is open.
        return Date(_build_values(first), (), circa=circa) if first.year else None
    if last.bc and not first.bc and first.year >= last.year:
        first.bc = True
    first.year = first.year or last.year
    _share_values(first, last)
    start, end = _build_values(first), _build_values(last)
    if not start or not end or end < start:
        return None
    return Date(start, end, circa=circa)


def _share_values(first: _Side, last: _Side) -> None:
    """Share what only one side of a range has: ``3-5 March 1999``, ``March 3-5, 1999``, ``1914-18``."""
    if not first.month and first.day:
        first.month = last.month
    if first.day and last.day and not last.month:
        last.month = first.month
    if not last.year and last.day and not last.month and not first.day and not first.month:
        # A number after a year is the end of the year's digits.
        digits = str(first.year)
        last.year, last.day = int(digits[: max(0, len(digits) - 2)] + f"{last.day:02d}"), 0
    last.year = last.year or first.year
    if first.bc and not last.bc and first.year < last.year:
        first.bc = False


def _assign_numbers(side: _Side) -> bool:
    """Decide which number is the year and which the day; return False if there are too many."""
    for token in side.numbers:
        digits = token.rstrip("stndrh")
        number = int(digits[:9])
        is_year = len(digits) == 3 or len(digits) == 4
        if token != digits or not is_year:
            if side.day or len(digits) > 2 or not 1 <= number <= 99:
                return False
            side.day = number
        elif side.year or not number:
            return False
        else:
            side.year = number
    if side.day and not side.month and not side.year and side.bc:
        side.year, side.day = side.day, 0
    return side.day <= 31 or not (side.month or side.year)


def _build_single(side: _Side, circa: bool) -> Date | None:
    if side.day and not side.month:
        # A number alone is a year, however small; a year and a day without a month are not a date.
        if side.year:
            return None
        side.year, side.day = side.day, 0
    values = _build_values(side)
    return Date(values, circa=circa) if values else None


def _build_values(side: _Side) -> tuple[int, ...]:
    if not side.year or (side.day and not side.month) or (side.day and side.month > 12):
        return ()
    year = -side.year if side.bc else side.year
    if not side.month:
        return (year,)
    return (year, side.month, side.day) if side.day else (year, side.month)


_YEAR_FIRST = pattern(r"([0-9]{4})([-/.])([0-9]{1,2})(?:\2([0-9]{1,2}))?")
_YEAR_LAST = pattern(r"([0-9]{1,2})([-/.])(?:\s?([0-9]{1,2})\2\s?)?([0-9]{4})")


def _parse_numeric(text: str) -> Date | None:
    """Parse a date in figures alone: ``1999/3/15``, ``15.3.1999``, ``3/1999``, or a range of them."""
    values = _parse_figures(text)
    if values:
        return Date(values)
    for delimiter in ("/", " - ", "\u2013", " \u2013 ", " to ", "-"):
        first, found, second = text.partition(delimiter)
        if found and (start := _parse_figures(first.strip())) and (end := _parse_figures(second.strip())):
            return Date(start, end) if start <= end and len(start) > 1 else None
    return None


def _parse_figures(text: str) -> tuple[int, ...]:
    found = _YEAR_FIRST.fullmatch(text)
    if found:
        month, day = int(found[3]), int(found[4] or 0)
        return _check_values(int(found[1]), month, day)
    found = _YEAR_LAST.fullmatch(text)
    if not found:
        return ()
    if found[3] is None:
        return _check_values(int(found[4]), int(found[1]), 0)
    first, second = int(found[1]), int(found[3])
    day_first = found[2] == "." or first > 12
    month, day = (second, first) if day_first else (first, second)
    return _check_values(int(found[4]), month, day)


def _check_values(year: int, month: int, day: int) -> tuple[int, ...]:
    if not year or not 1 <= month <= 12 or day > 31:
        return ()
    return (year, month, day) if day else (year, month)


def parse_date(value: object) -> Date | None:
    """Parse the date of an item: CSL-JSON, EDTF, natural language or a year; None if it has no date.

    >>> parse_date({"date-parts": [["1958", 9, 9]]}).start
    (1958, 9, 9)
    >>> parse_date({"raw": "Spring 1999 - Summer 2001"}).end
    (2001, 14)
    >>> parse_date("1958~").circa, parse_date({"date-parts": [[]]})
    (True, None)

    Never raises: other text becomes a literal, and any other value None.
    """
    date = _parse_value(value)
    if date is None or not (date.literal or date.season):
        return date
    date = date._replace(literal=strip_unsafe(date.literal).strip(), season=strip_unsafe(date.season).strip())
    return date if date.start or date.end is not None or date.literal or date.season else None


def _parse_value(value: object) -> Date | None:
    if isinstance(value, dict):
        return _from_json(value)
    if isinstance(value, str):
        return parse_raw(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return Date((value,)) if value else None
    if isinstance(value, (list, tuple)):
        if value and all(isinstance(one, dict) for one in value):  # as older versions of pandoc wrote dates
            return _from_parts([_list_parts(one) for one in value], value[0])
        return _from_parts(value, {})
    return None


def _from_json(value: dict[object, object]) -> Date | None:
    date = _from_parts(value.get("date-parts"), value)
    if date is not None:
        return date
    if "year" in value and (date := _from_parts([_list_parts(value)], value)):
        return date
    for key in ("edtf", "raw"):
        text = value.get(key)
        if isinstance(text, (str, int)) and not isinstance(text, bool) and (date := parse_raw(str(text))):
            return date._replace(circa=True) if value.get("circa") else date
    literal = value.get("literal")
    if isinstance(literal, (str, int)) and str(literal).strip():
        return Date(literal=str(literal).strip(), circa=bool(value.get("circa")))
    month, season = _parse_season(value.get("season"))
    if month or season:
        return Date(season=season or str(month - FIRST_SEASON + 1), circa=bool(value.get("circa")))
    return None


def _list_parts(value: dict[object, object]) -> list[object]:
    """Return the date-parts of ``{"year": 2020, "month": 5}``."""
    return [value.get(name) for name in ("year", "month", "day")]


def _from_parts(parts: object, value: dict[object, object]) -> Date | None:
    """Build a date from date-parts: two lists of year, month and day, in whatever shape they come."""
    if not isinstance(parts, (list, tuple)) or not parts:
        return None
    if not isinstance(parts[0], (list, tuple)):
        parts = [parts]
    start = _parse_numbers(parts[0])
    end = _parse_numbers(parts[1]) if len(parts) > 1 and isinstance(parts[1], (list, tuple)) else None
    if not start and not end:
        return None
    if end == () and not parts[1]:
        end = None
    month, season = _parse_season(value.get("season")) if len(start) == 1 else (0, "")
    literal = value.get("literal")
    return Date(
        (*start, month) if month else start,
        end,
        season,
        bool(value.get("circa")) and value.get("circa") not in ("false", "0"),
        literal.strip() if isinstance(literal, str) else "",
    )


def _parse_numbers(parts: list[object] | tuple[object, ...]) -> tuple[int, ...]:
    """Return year, month and day, up to the first that is missing or invalid."""
    found: list[int] = []
    for index, (part, greatest) in enumerate(zip(parts, (None, 24, 31), strict=False)):
        number = part if type(part) is int and abs(part) < 10**9 else _to_int(part)
        if not number or (greatest and not 0 < number <= greatest) or (index == DAY and found[MONTH] > 12):
            break
        if index == MONTH and number > 16:
            # CSL-JSON has the seasons at 13 to 16 and 21 to 24, and 17 to 20 in between.
            number = FIRST_SEASON + (number - FIRST_SEASON) % 4
        found.append(number)
    return tuple(found)


_INTEGER = pattern(r"\s*([-+]?[0-9]{1,9})(?![0-9])")


def _to_int(value: object) -> int:
    if isinstance(value, bool):
        return 0
    if isinstance(value, int):
        return value if abs(value) < 10**9 else 0
    if isinstance(value, float):
        return int(value) if abs(value) < 10**9 else 0
    if isinstance(value, str) and (found := _INTEGER.match(value)):
        return int(found[1])
    return 0


def _parse_season(value: object) -> tuple[int, str]:
    """Return a season as a month number, or as text."""
    if value is None or isinstance(value, (bool, dict, list, tuple)):
        return 0, ""
    number = _to_int(value)
    if 1 <= number <= 4:
        return FIRST_SEASON + number - 1, ""
    if FIRST_SEASON <= number <= 24:
        return FIRST_SEASON + (number - FIRST_SEASON) % 4, ""
    text = str(value).strip()
    known = SEASONS.get(text.lower())
    return (known, "") if known else (0, "" if text == "0" else text)

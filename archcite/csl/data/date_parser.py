"""Parse the dates of CSL items: date-parts, Extended Date/Time Format, and dates in words.

EDTF is ISO 8601-2:2019, levels 0 and 1, and of level 2 what a citation can show.  Dates in words are read by
:mod:`archcite.dates`, as everywhere else; a text that is not a date is kept as it is.
"""

from __future__ import annotations

import functools
import re

from archcite._foundation.lazy_regex import pattern
from archcite.csl.data.date import DAY, FIRST_SEASON, MONTH, ItemDate
from archcite.richtext.marks import to_line

_NO_PART = pattern(
    r"(?<=[0-9]{4})(?:-00){1,2}$|(?<=[0-9]{4}-[0-9]{2})-00$"
)  # databases write a month and a day that are unknown so
_SHORT_YEAR = pattern(r"-?0*[1-9][0-9]{0,2}", re.ASCII)  # -44 is 44 BC here, not 45 BC as in EDTF
_SINGLE_DIGIT = pattern(r"-([1-9])(?=[-/]|$)")  # 1992-9/1992-12
_LONGEST = 200


def parse_raw(text: str) -> ItemDate | None:
    """Parse a date in any notation. Other text becomes a literal; an empty text gives None.

    >>> parse_raw("2010-02-15/2010-03-01")
    ItemDate(start=(2010, 2, 15), end=(2010, 3, 1), season='', circa=False, literal='', dual_year='')
    >>> parse_raw("[3 March 1999?]")
    ItemDate(start=(1999, 3, 3), end=None, season='', circa=True, literal='', dual_year='')
    >>> parse_raw("shortly after the war").literal
    'shortly after the war'

    A text in quotation marks is a literal on purpose.  If two numbers may both be months, the first is the month,
    unless dots separate them: 3/4/1999 is in March, 3.4.1999 in April.  What CSL cannot express in numbers
    (“1990s”, “before 1956”) is printed as written, and sorted by its date.
    """
    text = _NO_PART.sub("", text.strip())
    if not text.strip("0"):
        return None
    if len(text) > 2 and text[0] == text[-1] == '"':
        return ItemDate(literal=text[1:-1])
    if len(text) > _LONGEST:
        return ItemDate(literal=text)
    padded = _SINGLE_DIGIT.sub(r"-0\1", text) if "/" in text else text
    return parse_edtf(padded) or _parse_words(text)


@functools.lru_cache(maxsize=4096)
def _parse_words(text: str) -> ItemDate:
    """Parse a date in words or figures; other text becomes a literal."""
    from archcite.dates import to_edtf  # not needed by most items

    if _SHORT_YEAR.fullmatch(text):
        return ItemDate((int(text),))
    edtf = to_edtf(text, month_first=True)
    date = parse_edtf(edtf) if edtf else None
    if edtf is None or date is None:
        return ItemDate(literal=text)
    if len(date.start) == MONTH + 1 and date.end is None and (found := _ENGLISH_SEASON.search(text)):
        date = date._replace(season=found[0])
    is_open_in_words = ".." in edtf and not text.rstrip().endswith(_DASHES)
    return date._replace(literal=text, circa=False) if "X" in edtf or is_open_in_words else date


_DASHES = ("-", "\u2013", "\u2014")
# English words that the terms “Spring” to “Winter” do not print. They are kept beside the number, for styles in
# English: “Fall” is not “Autumn”, and MLA has “spring 2010”.
_ENGLISH_SEASON = pattern(r"\b(?:spring|summer|autumn|[Ff]all|winter)\b")


_EDTF = pattern(
    r"(?P<year>Y?-?[0-9X]{4,9})(?:-(?P<month>[0-9X]{2}))?(?:-(?P<day>[0-9X]{2}))?(?P<circa>[?~%]?)", re.ASCII
)
_EDTF_CHARS = pattern(r"[-0-9XYuT?~%/.:Z+ ]+", re.ASCII)
_QUALIFIER = pattern(r"[?~%]")


def parse_edtf(text: str) -> ItemDate | None:
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
    return ItemDate(start.start, last, circa=start.circa or end.circa)


def _parse_edtf_side(text: str, open_side: bool) -> ItemDate | None:
    if open_side and text in ("", ".."):
        return ItemDate()
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
        return ItemDate((low,), (high,), circa=True)
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
    return ItemDate(tuple(values), circa=qualified)


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


def parse_date(value: object) -> ItemDate | None:
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
    date = date._replace(literal=to_line(date.literal).strip(), season=to_line(date.season).strip())
    return date if date.start or date.end is not None or date.literal or date.season else None


def _parse_value(value: object) -> ItemDate | None:
    if isinstance(value, dict):
        return _from_json(value)
    if isinstance(value, str):
        return parse_raw(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return ItemDate((value,)) if value else None
    if isinstance(value, (list, tuple)):
        if value and all(isinstance(one, dict) for one in value):  # as older versions of pandoc wrote dates
            return _from_parts([_list_parts(one) for one in value], value[0])
        return _from_parts(value, {})
    return None


def _from_json(value: dict[object, object]) -> ItemDate | None:
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
        return ItemDate(literal=str(literal).strip(), circa=bool(value.get("circa")))
    month, season = _parse_season(value.get("season"))
    if month or season:
        return ItemDate(season=season or str(month - FIRST_SEASON + 1), circa=bool(value.get("circa")))
    return None


def _list_parts(value: dict[object, object]) -> list[object]:
    """Return the date-parts of ``{"year": 2020, "month": 5}``."""
    return [value.get(name) for name in ("year", "month", "day")]


def _from_parts(parts: object, value: dict[object, object]) -> ItemDate | None:
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
    literal, dual_year = value.get("literal"), value.get("dual-year")
    return ItemDate(
        (*start, month) if month else start,
        end,
        season,
        bool(value.get("circa")) and value.get("circa") not in ("false", "0"),
        literal.strip() if isinstance(literal, str) else "",
        to_line(dual_year).strip() if isinstance(dual_year, str) else "",
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
    from archcite.dates.vocabulary import find_season, fold  # only for seasons in words

    text = str(value).strip()
    known = find_season(fold(text))
    if known:
        return _parse_edtf_month(known), text if _ENGLISH_SEASON.fullmatch(text) else ""
    return 0, "" if text == "0" else text

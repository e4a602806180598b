"""Dates in ``.bib`` files, and in CSL: EDTF as biblatex takes it (manual, 2.3.8), or year, month and day of BibTeX."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.dates.months import MONTHS
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.csl_json.item_from_record import to_csl_date
from archcite.record import ArchivalDate
from archcite.record.csl_variables import DATE_ERRORS, to_csl_parts, to_date

_POINT = pattern(
    r"(?P<year>-?\d{4})(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?(?:T[\d:.Z+-]+)?(?P<doubt>[~?%]?)"
)
# What biblatex reads as a date: EDTF level 1, and open intervals.
_EDTF_POINT = r"-?\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?|\d{3}X|\d{2}XX|\d{4}-XX(?:-XX)?|\d{4}-\d\d-XX"
_EDTF = pattern(rf"(?:{_EDTF_POINT})(?:/(?:{_EDTF_POINT}|\.\.)?)?|(?:\.\.)?/(?:{_EDTF_POINT})")
_MONTH_NUMBERS = {name[:3].casefold(): number for number, name in enumerate(MONTHS, start=1)}


def parse_bib_date(text: str) -> Any:
    """Return a date of a ``.bib`` file in CSL's form.

    >>> parse_bib_date("1958-09/1958-10~"), parse_bib_date("1987/")
    ({'date-parts': [[1958, 9], [1958, 10]], 'circa': True}, {'literal': '1987–'})
    >>> parse_bib_date("1958-21"), parse_bib_date("9 September 1958"), parse_bib_date("forthcoming")
    ({'date-parts': [[1958]], 'season': 1}, {'date-parts': [[1958, 9, 9]]}, {'literal': 'forthcoming'})
    """
    text = " ".join(text.split())
    first, divided, last = text.replace("--", "/").partition("/")
    start, end = _POINT.fullmatch(first.strip()), _POINT.fullmatch(last.strip())
    if start and (end or not divided):
        return _build_date([point for point in (start, end) if point])
    if divided and start and last.strip() in ("", ".."):
        return {"literal": f"{_write_point(first.strip())}–"}
    if divided and end and first.strip() in ("", ".."):
        return {"literal": f"–{_write_point(last.strip())}"}
    date = catalogue.parse_date(text)
    if date is not None and date.edtf:
        return to_csl_date(ArchivalDate(date.edtf))
    return {"literal": text}


def parse_parts(year: str, month: str, day: str) -> Any:
    """Return BibTeX's year, month and day as a date in CSL's form; None without a year.

    >>> parse_parts("1958", "9~September".replace("~", " "), ""), parse_parts("1958", "10", "3")
    ({'date-parts': [[1958, 9, 9]]}, {'date-parts': [[1958, 10, 3]]})
    """
    if not year:
        return {"literal": f"{day} {month}".strip()} if month else None
    if not month:
        return parse_bib_date(year)
    words = re.findall(r"[^\W\d_]+|\d+", month)
    named = [_MONTH_NUMBERS[word[:3].casefold()] for word in words if word[:3].casefold() in _MONTH_NUMBERS]
    numbers = [int(word) for word in words if word.isdecimal()]
    if re.fullmatch(r"-?\d{1,4}", year) and len(named) + len(numbers) <= 2:
        if not named and len(numbers) == 1:
            named, numbers = numbers, []
        if day.isdecimal():
            numbers = [int(day)]
        if len(named) == 1 and 1 <= named[0] <= 12 and all(1 <= number <= 31 for number in numbers):
            return {"date-parts": [[int(year), *named, *numbers]]}
    return parse_bib_date(f"{day} {month} {year}".strip())


def format_date(value: Any) -> str:
    """Return a CSL date as biblatex reads it; empty if it is one in words.

    >>> format_date({"date-parts": [["1958", 9], [1959]], "circa": True}), format_date({"literal": "1987–"})
    ('1958-09~/1959~', '1987/')
    >>> format_date({"literal": "forthcoming"})
    ''
    """
    edtf = _find_edtf(value)
    return edtf if is_biblatex_date(edtf) else ""


def is_biblatex_date(edtf: str) -> bool:
    """Return whether biblatex reads a date in EDTF: levels 0 and 1, and open intervals.

    >>> is_biblatex_date("1958-09~/1959"), is_biblatex_date("[1958, 1960]")
    (True, False)
    """
    return _EDTF.fullmatch(edtf) is not None


def format_words(value: Any) -> str:
    """Return a CSL date in words, with the hyphens that TeX makes a dash of: “1956--1958”."""
    if isinstance(value, Mapping) and (words := value.get("literal") or value.get("raw")):
        return str(words)
    return write_words(_find_edtf(value))


def write_words(edtf: str) -> str:
    """Return EDTF in words.

    >>> write_words("1958~"), write_words("1956/1958"), write_words("1968-21")
    ('ca. 1958', '1956–1958', 'Spring 1968')
    >>> write_words("1918-03/1918-05"), write_words("1918-03-05/1919"), write_words("1990-05/..")
    ('March–May 1918', '5 March 1918 – 1919', 'May 1990–')
    >>> write_words("-0043")
    '44 BC'
    """
    about = "ca. " if "~" in edtf or "%" in edtf else ""
    ends = edtf.replace("~", "").replace("%", "?").replace("..", "").split("/")
    first, *others = map(_write_point, ends)
    if not others:
        return about + first
    if ends[0][:5] == ends[1][:5] and first.endswith(ends[0][:4]) and others[0] != first:
        # A year that both ends have is written once.
        first = first.removesuffix(ends[0][:4]).rstrip()
    return f"{about}{first}{' – ' if ' ' in first and others[0] else '–'}{others[0]}"


def _write_point(edtf: str) -> str:
    """Return one end of a date in words: “3 May 1918”, “Spring 1968”; a doubtful one as it is."""
    if before_christ := re.fullmatch(r"-(\d{4})|0000", edtf):
        return f"{int(before_christ[1] or 0) + 1} BC"
    point = re.fullmatch(r"(\d{4})-(\d\d)(?:-(\d\d))?", edtf)
    if point is None or not 1 <= int(point[2]) <= 24 or 12 < int(point[2]) < 21:
        return edtf
    month = int(point[2])
    name = MONTHS[month - 1] if month < 13 else ("Spring", "Summer", "Autumn", "Winter")[month - 21]
    return f"{f'{int(point[3])} ' if point[3] else ''}{name} {point[1]}"


def _find_edtf(value: Any) -> str:
    if isinstance(value, Mapping) and not value.get("date-parts"):
        words = str(value.get("literal") or value.get("raw") or "")
        if open_range := re.fullmatch(r"(?P<start>[^–/]*\d{4})\s*[–-]|[–-]\s*(?P<end>[^–/]*\d{4})", words):
            date = catalogue.parse_date(open_range["start"] or open_range["end"])
            edtf = (date.edtf if date else None) or ""
            return edtf and (f"{edtf}/" if open_range["start"] else f"/{edtf}")
    try:
        return to_date(value).edtf or ""
    except DATE_ERRORS:
        return ""


def _build_date(points: list[re.Match[str]]) -> dict[str, Any]:
    parts = [
        to_csl_parts([int(number) for number in point.group("year", "month", "day") if number])
        for point in points
    ]
    date: dict[str, Any] = {"date-parts": parts}
    if len(points) == 1 and len(parts[0]) == 2 and 21 <= parts[0][1] <= 24:
        date = {"date-parts": [parts[0][:1]], "season": parts[0][1] - 20}
    elif any(len(end) > 1 and not 1 <= end[1] <= 12 for end in parts):
        return {"literal": "/".join(point[0] for point in points)}
    if any(point["doubt"] for point in points):
        date["circa"] = True
    return date

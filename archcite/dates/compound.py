"""Dates made of several dates: lists, spans of unlike ends, a date with a remark on it.

Each part is read by the reader of single dates, so that a part may be whatever a date may be: “1821 agosto - sec. XX”,
“2007; April 29, 1998”, “19. und 22. Juli 1777”, “2001, reproduced 2007”.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Iterator

from archcite._foundation.lazy_regex import pattern
from archcite.dates.calendars import REPUBLICAN_MONTHS
from archcite.dates.islamic import MONTHS as ISLAMIC_MONTHS
from archcite.dates.partial import Partial, format_partial, take_era, take_marks
from archcite.dates.single import read_partial
from archcite.dates.vocabulary import find_month, find_phrases, find_words, fold, is_undated, join_words

# No document has dates that are as many years apart.
_LONGEST_LIFE = 300
_MOST_ITEMS = 24
_SEPARATOR = pattern(
    lambda: (
        rf"\s*[;,،、]\s*(?:(?P<late>{join_words('and', 'or')})\s+)?"
        rf"|\s+(?P<word>{join_words('and', 'or')})\s+|\s*&\s*|\s+\+\s+"
    ),
    re.IGNORECASE,
)
_SPAN = pattern(
    lambda: rf"\s*[–—‒‑−-]\s*|\s+/\s+|\s*[~～〜]\s*|\s+(?P<word>{join_words('to')})\s+|\s?[x×]\s?",
    re.IGNORECASE,
)
_CHARTER_SPAN = pattern(r"\D*\d{4}\s?[x×]\s?\D*\d{4}\D*", re.IGNORECASE)
_REMARK = pattern(
    r"(?P<date>.*?\d.*?)(?:,?\s*[\[(](?P<inner>[^\[\]()]+(?:\([^()]*\)[^\[\]()]*)?)[\])](?P<more>,.*)?|[,;]\s(?P<after>[^,;]*))"
)
# “designed c. 1950, manufactured 1963”, “Qianlong period (1736–1795)”
_REMARK_BEFORE = pattern(r"(?P<word>[^\W\d_]{3,})[:,]?\s(?P<date>.*\d.*)")
_PERIOD = pattern(
    lambda: (
        rf"[^\d()\[\]]*\b(?:{join_words('period')})"
        r"\b,?\s?[(（]?(?:r\.\s)?(?P<years>\d[^()]*)[)）]?(?:,\s(?P<closer>.+))?"
    ),
    re.IGNORECASE,
)
# “(1899-) 1933-1945 (1950)”: a German archive puts the years of a few older and newer papers in brackets.
_OUTLIERS = pattern(
    r"(?:[(\[](?P<older>\d{4})\s?(?:[-–]\s?(?:\d{4}\s?)?|,\s?)?[)\]]\s?[-–]?\s?)?(?P<span>\d{4}(?:\s?[-–]\s?\d{4})?)"
    r"(?:\s?[-–]?\s?[(\[](?:[-–]\s?)?(?P<newer>\d{4})(?:\s?[-–,]\s?\d{4})?[)\]])?"
)
_BEFORE_SEPARATOR = pattern(lambda: rf"(?<=\d)(?={_SEPARATOR.pattern})", re.IGNORECASE)
_HAS_YEAR = pattern(r"(?<!\d)\d{4}(?!\d)")
_MOST_SPANS = 6
_SHARED_ORDER = pattern(
    r"(?<![\w./])(?P<first>\d{1,2})(?P<sign>[/-])(?P<second>\d{1,2})(?P=sign)(?P<year>\d{4})(?!\d)"
)

_DATE_MEANINGS = (
    *(
        "approximate",
        "uncertain",
        "early",
        "middle",
        "late",
        "turn",
        "before",
        "after",
        "between",
        "from",
        "to",
    ),
    *(
        "and",
        "or",
        "filler",
        "weekdays",
        "undated",
        "seasons",
        "century",
        "century_short",
        "century_beside_roman",
    ),
    *(
        "decade",
        "half",
        "quarter",
        "third",
        "year_quarter",
        "ordinals",
        "first",
        "last",
        "link",
        "in_forms",
        "near",
    ),
    *("not_before", "not_after", "earlier", "later"),
)


@functools.cache
def find_date_words() -> frozenset[str]:
    """Return all words of dates but months: a text with another word is not made of dates.

    >>> "jahrhundert" in find_date_words(), "letter" in find_date_words()
    (True, False)
    """
    phrases = (word for phrase in find_phrases(*_DATE_MEANINGS) for word in phrase.split())
    return find_words(*_DATE_MEANINGS).union(phrases, ISLAMIC_MONTHS, REPUBLICAN_MONTHS)


Reader = Callable[[str], str | None]


def read_compound(text: str, read: Reader) -> str | None:
    """Read a text that is more than one date; ``read`` reads one.

    >>> from archcite.dates import to_edtf
    >>> read_compound("2007; April 29, 1998", to_edtf), read_compound("19. und 22. Juli 1777", to_edtf)
    ('{2007,1998-04-29}', '{1777-07-19,1777-07-22}')
    """
    words = {fold(word) for word in re.findall(r"[^\W\d_]{3,}", text)}
    may_have_remark = not words.isdisjoint(find_words("remark")) or "[" in text or "(" in text
    if may_have_remark and (found := _read_outliers(text, read) or _read_remark(text, read)) is not None:
        return found
    if (period := _PERIOD.fullmatch(text)) is not None:
        return read(period["closer"] or period["years"])
    if not all(word in find_date_words() or find_month(word) or not word.strip("ivx") for word in words):
        return None
    if (ordered := _put_in_order(text)) != text:
        return read(ordered)
    return _read_list(text, read) or _read_span(text, read)


def _is_bare_number(text: str) -> bool:
    """Return whether a text is numbers that are too short for years, such as the leaves “197–203”."""
    return not any(map(str.isalpha, text)) and re.search(r"\d{4}", text) is None


def _put_in_order(text: str) -> str:
    """Write “18/09/1942-02/06/1943” in ISO form, if one of the dates shows which number is the day."""
    dates = [*_SHARED_ORDER.finditer(text)]
    day_first = any(int(date["first"]) > 12 for date in dates)
    month_first = any(int(date["second"]) > 12 for date in dates)
    if len(dates) < 2 or day_first == month_first:
        return text
    names = ("second", "first") if day_first else ("first", "second")
    ordered = _SHARED_ORDER.sub(
        lambda date: f"{date['year']}-{int(date[names[0]]):02}-{int(date[names[1]]):02}", text
    )
    return re.sub(r"(?<=\d-\d\d)\s?[-–—]\s?(?=\d{4}-)", " - ", ordered)


def _read_outliers(text: str, read: Reader) -> str | None:
    found = _OUTLIERS.fullmatch(text)
    if found is None or not (found["older"] or found["newer"]):
        return None
    first, last = int(found["span"][:4]), int(found["span"][-4:])
    if first <= last and int(found["older"] or 0) < first and int(found["newer"] or 9999) > last:
        return read(found["span"])
    return None


def _read_remark(text: str, read: Reader) -> str | None:
    word = _REMARK_BEFORE.fullmatch(text)
    if word and fold(word["word"]) in find_words("remark"):
        return read(word["date"]) or _read_remark(word["date"], read)
    found = _REMARK.fullmatch(text)
    if found is None:
        return None
    remark = found["inner"] or found["after"] or ""
    words = [fold(word) for word in re.findall(r"[^\W\d_]+", remark)]
    is_bound = bool(found["inner"]) and any(word in find_words("before", "after") for word in words)
    if not (is_bound or any(word in find_words("remark") for word in words)):
        return None
    if _is_bare_number(found["date"]):
        return None
    date = read(found["date"])
    years = set(_HAS_YEAR.findall(remark))
    if date is None and len(years) == 1 and not _HAS_YEAR.search(found["date"]):
        return read(f"{found['date']} {years.pop()}")  # “5 May (received 7 May 1956)”
    return date


def _read_list(text: str, read: Reader) -> str | None:
    if text[0] == "[" and text[-1] == "]" and text.count("[") == 1:
        text = text[1:-1]
    era, without = take_era(text)
    if era == "BC" and _BEFORE_SEPARATOR.search(without) and " BC" not in without:  # “108 sau 107 a.Chr.”
        return _read_list(_BEFORE_SEPARATOR.sub(" BC", without) + " BC", read)
    separators = [*_SEPARATOR.finditer(text)]
    if not 0 < len(separators) < _MOST_ITEMS:
        return None
    starts = [0, *(separator.end() for separator in separators)]
    ends = [*(separator.start() for separator in separators), len(text)]
    items = _read_items(
        [text[start:end] for start, end in zip(starts, ends, strict=True)], text, starts, ends, read
    )
    if items is None:
        return None
    words = {fold(separator["word"] or separator["late"] or "") for separator in separators} - {""}
    items = list(dict.fromkeys(items))
    if len(items) == 1:
        return items[0]
    if len(items) == 2 and items[0].endswith("/..") and items[1].startswith("../"):
        return items[0][:-2] + items[1][3:]  # “not before 1248 and not after 1348”
    if any(item.startswith("../") or item.endswith("/..") for item in items):
        return None
    years = [int(year) for item in items for year in re.findall(r"(?<![\d-])\d{4}(?=$|-\d\d)", item)]
    has_day = any(re.search(r"\d-\d\d-\d\d", item) for item in items)
    if has_day and years and max(years) - min(years) > _LONGEST_LIFE and not words:
        return None  # “tel. 1002, 8 August 1955”: the number of a document, and its date
    is_choice = bool(words) and words <= find_words("or")
    joined = ",".join(item.replace("/", "..") for item in items)
    return f"[{joined}]" if is_choice else f"{{{joined}}}"


def _read_items(
    pieces: list[str], text: str, starts: list[int], ends: list[int], read: Reader
) -> list[str] | None:
    """Read the dates of a list; a comma may be within one, and several may share a year or a month."""
    found: list[str | Partial] = []
    index = 0
    while index < len(pieces):
        for count in (1, 2) if _HAS_YEAR.search(pieces[index]) else (3, 2, 1):
            if index + count > len(pieces):
                continue
            part = text[starts[index] : ends[index + count - 1]].strip(" .")
            item = _read_item(part, read, is_single=count == 1)
            if item is not None:
                if item:
                    found.append(item)
                index += count
                break
        else:
            return None
    return _complete_items(found, is_year_first=re.match(r"\d{4} [^\W\d_]", text) is not None)


def _read_item(part: str, read: Reader, *, is_single: bool) -> str | Partial | None:
    """Read a date or a part of one, such as “22. Juli”; return "" for “undated”, None for other text."""
    if is_single and is_undated(part):
        return ""
    if not is_single and re.search(r"\d{4}.*[;,].*\d{4}|;", part):
        return None
    if _is_bare_number(part) and len(part) > 2:
        return None
    if (date := read(part)) is not None:
        return date if "{" not in date and not date.startswith("[") else None
    mark, bare = take_marks(part)
    partial = read_partial(bare, is_end=True)
    return partial._replace(mark=partial.mark or mark) if partial else None


def _complete_items(items: list[str | Partial], *, is_year_first: bool) -> list[str] | None:
    """Give each part of a date the year and the month that its neighbours have."""
    year = month = 0
    for index in range(len(items) - 1, -1, -1):
        item = items[index]
        if isinstance(item, str):
            known = re.match(r"(\d{4})(?:-(\d\d))?", item)
            year, month = (int(known[1]), int(known[2] or 0)) if known else (0, 0)
        else:
            before = items[index - 1] if index else None
            if not item.year and isinstance(before, str) and before.isdigit():
                return None  # “1709, December 24, 1710”: of which year?
            year = item.year or year
            month = item.month or (month if item.day else 0)
            items[index] = item._replace(year=year, month=item.month or (month if item.day else 0))
    month = 0
    made: list[str] = []
    for item in items:
        if isinstance(item, str):
            made.append(item)
            continue
        if not item.year and is_year_first and made:
            item = _complete_from_left(item, made[-1])  # “1907 June, September”, “1962 December 10, 21”
        if item.day and not item.month:
            item = item._replace(month=month)
        month = item.month
        if not item.year or (item.day and not item.month) or (written := format_partial(item)) is None:
            return None
        made.append(written)
    return made


def _complete_from_left(item: Partial, before: str) -> Partial:
    known = re.match(r"(\d{4})(?:-(\d\d))?", before)
    if known is None:
        return item
    return item._replace(year=int(known[1]), month=item.month or int(known[2] or 0))


def _read_span(text: str, read: Reader) -> str | None:
    """Read “an VII-1835”, “circa 1950s-1985”, “1154 × 1189”: ends of two kinds."""
    for first, last in _iterate_ends(text):
        begin, end = read(first), read(last)
        if begin is None or end is None or "," in begin + end:
            continue
        begin, end = begin.split("/")[0], end.split("/")[-1]
        if begin == ".." or end == "..":
            continue
        if _count_years(begin, "0") <= _count_years(end, "9"):
            return f"{begin}/{end}"
    return None


def _count_years(edtf: str, digit: str) -> int:
    """Return the first or the last year of a date, with ``digit`` for what is not known."""
    year = re.match(r"-?[\dX]+", edtf)
    if year is None:
        return 0
    masked = digit if edtf[0] != "-" else "9" if digit == "0" else "0"
    return int(year[0].replace("X", masked))


def _iterate_ends(text: str) -> Iterator[tuple[str, str]]:
    is_charter = _CHARTER_SPAN.fullmatch(text)
    divisions = [*_SPAN.finditer(text)]
    for found in divisions if len(divisions) <= _MOST_SPANS else []:
        if "x" in found[0].casefold() and not found["word"] and not is_charter:
            continue
        first, last = text[: found.start()], text[found.end() :]
        if any(map(str.isdigit, first)) or re.search(r"[IVX]", first):
            yield first, last

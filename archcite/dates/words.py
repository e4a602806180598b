"""Dates as people write them, in many languages and orders, into Extended Date/Time Format.

A text is cut into words and numbers.  It is a date only if every word is one that dates are written with
(:mod:`archcite.dates.vocabulary`); which number is the year and which the day follows from their size and from the
month, so that no order of the three is preferred.
"""

from __future__ import annotations

import functools
import re

from archcite._foundation.lazy_regex import pattern
from archcite.dates import vocabulary
from archcite.dates.calendars import find_date_beside, read_republican
from archcite.dates.east_asian import read_east_asian
from archcite.dates.partial import Partial, format_partial, join_marks, take_era, take_marks
from archcite.dates.periods import read_period
from archcite.dates.quarters import read_quarter
from archcite.dates.single import read_partial
from archcite.dates.vocabulary import find_fillers, find_words, fold, is_undated

_LONGEST = 120
_LONGEST_RAW = 1000  # with the spaces that are dropped
_MOST_REWRITINGS = 2
_MOST_SPACES = 12
# Every date has a number in it, in figures or in Roman or Chinese numerals.
_HAS_NUMBER = pattern(
    r"[\d〇零一二三四五六七八九十元]|(?<!\w)[IVXІХ]+(?!\w)|[IVX]+e|(?<!\w)[ivx]{2,}(?!\w)|(?<!\w)M[MDCLXVI. ]{3,}"
    r"|cento(?!\w)"
)
_PLAIN_DATE = pattern(
    r"(?!(?:anni|anos|lata|leta|anii|anys|jaren) \d{3}0$)"
    r"(?:[^\W\d_]{3,}\.? \d{1,2}, |\d{1,2} [^\W\d_]{3,}\.? |[^\W\d_]{3,}\.? )?\d{4}",
    re.ASCII,
)
# “196?”, “196-”, “19--”, “18??”: digits that are not known.
_GAP = r"(?P<years>1\d\d?|20\d?)(?P<gap>--|\?\?|__|\.\.|uu|xx|XX|[-?_uxX])"
_UNKNOWN_DIGITS = pattern(rf"\[?{_GAP}(?P<doubt>\?)?\]?")
# “14..-1472”, “10..-11..”
_UNKNOWN_SPAN = pattern(r"(?P<first>\d{4}|\d\d\.\.|\d{3}\.)\s?[-–/]\s?(?P<last>\d{4}|\d\d\.{0,2}|\d{3}\.?)")
_COMPACT = pattern(r"(?P<year>1\d{3}|20\d\d)(?P<month>0[1-9]|1[0-2])(?P<day>0[1-9]|[12]\d|3[01])", re.ASCII)
# “1950, 1951, 1956-1960”
_LIST = pattern(
    r"\[?(?P<items>\d{4}(?:\s?[-–]\s?\d{4})?(?:(?:[,;]| and| et| und| e| y| i| и),? \d{4}(?:\s?[-–]\s?\d{4})?)+)\]?",
    re.ASCII,
)
_CALENDAR = pattern(
    lambda: rf",?\s*[\[(]?(?<!\w)(?:{vocabulary.join_words('old_style', 'new_style')})\.?[\])]?$",
    re.IGNORECASE,
)
# “A.H. 1255/A.D. 1839”, “h. 1265/m. 1849”
_OTHER_COUNT = pattern(
    r"^(?:(?:A\.?\s?H\.?|h\.|hicr[iî])\s?\d{3,4}|\d{3,4}\s?(?:A\.?\s?H\b\.?|H\b\.?|hicr[iî]))\s?/\s?(?:(?=\d{4})|(?=A\.?D)|(?:m\.?|C\.?E\.?|milad[iî])\s?(?=\d))",
    re.IGNORECASE,
)
_PRECISE = pattern(
    r"(\d{4}-\d\d-\d\d)(?:(?:T|\s+)\d{1,2}:\d\d(?::\d\d)?|T\d{4}(?:\d\d)?)(?:[.,]\d+)?\s*(?:[A-Z]{1,4}|[+-]\d\d:?\d\d)?"
)
_SPLIT_YEAR = pattern(r"\b(?P<first>\d{4})\s?[-–—/]\s?(?P<last>\d{1,2})(?![\d.\w])(?!\s?[-–./]\s?\d)")
_YEARS_AT_A_STROKE = pattern(r"(?P<first>\d{4})/(?P<last>\d\d)", re.ASCII)
_SHORT_YEARS = pattern(r"(?P<first>\d{1,4})\s?[-–—/]\s?(?P<last>\d{1,4})", re.ASCII)  # “82-81 BC”
_TWO_YEARS = pattern(r"(?P<season>[^\W\d_]+)\s(?P<first>\d{4})\s?[-–—/]\s?(?P<last>\d{4})")
_SPLIT_DAY = pattern(r"\b(?P<first>\d{1,2})\s?/\s?(?P<last>\d{1,2})(?=\.?\s+[^\W\d_])")
# Two numbers that may both be months. Dots put the day first everywhere.
_AMBIGUOUS = pattern(r"(?<![\w./-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_SUPPLIED = pattern(r"(?P<undated>[^\[(]+?),?\s*[\[(](?P<date>.+)[\])]")
# “1999-2004, undated”, “1939-1956 et s.d.”
_UNDATED_AFTER = pattern(
    lambda: (
        rf"(?P<date>.*\d.*?)(?:\s*[,;]\s*|\s+(?:{vocabulary.join_words('and')})\s+|\s+(?=[^\d,;]{{6,}}))(?P<undated>[^\d,;]{{2,20}})"
    ),
    re.IGNORECASE,
)
_UNDATED_BEFORE = pattern(
    lambda: (
        rf"(?P<undated>[^\d,;]{{2,20}}?)(?:\s*[,;:]\s*|\s+(?:{vocabulary.join_words('and')})\s+)(?P<date>.*\d.*)"
    ),
    re.IGNORECASE,
)
_DAY_AND_MONTH = pattern(r"\d{1,2}\.\s?(?:\d{1,2}|[IVX]+)\.?")
_DOUBT = pattern(r"\s*[\[(]\s*\?\s*[\])]")
_BOUNDS = ("not_before", "not_after")
_BOUND = pattern(
    lambda: (
        rf"(?:(?P<early>{vocabulary.join_words('not_before')})|(?:{vocabulary.join_words('not_after')}))\s"
        r"(?:(?:the|le|dem|den|am|il)\s)?"
    ),
    re.IGNORECASE,
)
_BETWEEN_BOUNDS = pattern(
    lambda: (
        rf"\s*(?:[–—-]|,)\s*(?:(?:{vocabulary.join_words('and')})\s)?|\s(?:{vocabulary.join_words('and')})\s"
    ),
    re.IGNORECASE,
)
# “shortly before”, “kurz nach”: how near a bound is, which EDTF has no sign for.
_NEARNESS = pattern(lambda: rf"^(?:{vocabulary.join_words('near')})\s+(?=\S+\s+\S)", re.IGNORECASE)
_CHOICE = pattern(lambda: rf"(\d{{4}}) (?:{vocabulary.join_words('or')}) (\d{{4}})")
_OTHER_DIGIT = pattern(r"(?![0-9])\d")
_SUPERSCRIPTS = str.maketrans("ᵉʳᵐᵗʰˢⁿᵈ¹²", "ermthsnd12")
_DASHES = "–—‒‑−-"


def to_edtf(text: str, *, month_first: bool = False) -> str | None:
    """Return the EDTF date that a text states in words or figures, or None if it does not state one.

    “ca.” makes a date approximate (``~``), “?” and “probably” uncertain (``?``). Square brackets say that a date was
    inferred, which EDTF has no sign for: the words keep them (:attr:`archcite.record.ArchivalDate.is_inferred`).
    “3/4/1958” may be in March or in April, so it is not a date; with ``month_first`` it is in March, as Americans
    write it.

    >>> to_edtf("September 9, 1958"), to_edtf("6 Dec. 1813"), to_edtf("10 VI 1981"), to_edtf("1949年10月1日")
    ('1958-09-09', '1813-12-06', '1981-06-10', '1949-10-01')
    >>> to_edtf("ca. 1955"), to_edtf("1955?"), to_edtf("[1955]"), to_edtf("1950s"), to_edtf("Spring 1968")
    ('1955~', '1955?', '1955', '195X', '1968-21')
    >>> to_edtf("24 March 1749/50"), to_edtf("1943-44"), to_edtf("before 1956"), to_edtf("44 BC")
    ('1750-03-24', '1943/1944', '../1956', '-0043')
    >>> to_edtf("February 24-26, 1968"), to_edtf("1944. március 19–22."), to_edtf("the day after")
    ('1968-02-24/1968-02-26', '1944-03-19/1944-03-22', None)
    >>> to_edtf("3/4/1958"), to_edtf("3/4/1958", month_first=True), to_edtf("1958–"), to_edtf("100-44 BC")
    (None, '1958-03-04', '1958/..', '-0099/-0043')
    """
    if month_first:
        text = _AMBIGUOUS.sub(_put_month_first, text)
    return _read_whole(text) if len(text) <= _LONGEST_RAW else None


@functools.lru_cache(maxsize=1024)
def _read_whole(text: str) -> str | None:
    """Read a text, once: readers of citations try the same text in several places."""
    return _read_text(text, _MOST_REWRITINGS)


def _read_text(text: str, rewritings: int) -> str | None:
    if not text.isascii():
        text = text.translate(_SUPERSCRIPTS)
        text = _OTHER_DIGIT.sub(lambda digit: str(int(digit[0])), text)
    text = " ".join(text.replace("\u00ad", "").split()).strip(" ,;.")
    if not text or len(text) > _LONGEST or not _HAS_NUMBER.search(text):
        return None
    if _PLAIN_DATE.fullmatch(text):
        return _read_phrase(text) or _read_islamic(text) or _read_named_day(text)
    # It knows the words of all readers, which plain dates do not need.
    from archcite.dates.recognition import may_be_date

    if not may_be_date(text):
        return None
    if (supplied := _SUPPLIED.fullmatch(text)) and _says_no_date(supplied["undated"]):
        return _read_text(supplied["date"], rewritings)
    for cut in (_UNDATED_BEFORE, _UNDATED_AFTER):
        if (beside := cut.fullmatch(text)) and is_undated(beside["undated"]):
            return _read_text(beside["date"], rewritings)
    unknown = _UNKNOWN_DIGITS.fullmatch(text)
    if unknown and len(unknown["years"] + unknown["gap"]) == 4:
        return unknown["years"] + "X" * len(unknown["gap"]) + (unknown["doubt"] or "")
    if (several := _read_several(text)) is not None:
        return several
    if text[0] in "[(<" and text[-1] in "])>?" and text.count(text[0]) == 1:
        text = re.sub(r"[\])>]", "", text[1:])
    if "/" in text:
        text = _OTHER_COUNT.sub("", text)
    text = _CALENDAR.sub("", _DOUBT.sub("?", text))
    for reader in (_read_machine_form, read_east_asian, read_quarter, read_period, _read_phrase):
        if (found := reader(text)) is not None:
            return found
    if rewritings and text.count(" ") <= _MOST_SPACES:
        from archcite.dates.rewritings import iterate_rewritten  # few dates need them

        for rewritten in iterate_rewritten(text):
            if (found := _read_text(rewritten, rewritings - 1)) is not None:
                return found
    if (ours := find_date_beside(text)) is not None:
        return _read_text(ours, 0)
    if (found := read_republican(text)) is not None or not rewritings or text.count(" ") > _MOST_SPACES * 3:
        return found
    if (found := _read_islamic(text) or _read_named_day(text)) is not None:
        return found
    from archcite.dates.compound import read_compound

    return read_compound(text, lambda part: _read_text(part, rewritings - 1))


def _says_no_date(text: str) -> bool:
    """Return whether a text before a supplied date says that there is none, or no more than the day of the week."""
    words = re.findall(r"[^\W\d_]+", text)
    is_of_week = bool(words) and fold(words[0]) in vocabulary.find_numbers("weekdays")
    return is_undated(text) or (is_of_week and all(fold(word) in _find_hours() for word in words[1:]))


@functools.cache
def _find_hours() -> frozenset[str]:
    return find_words("day_part") | find_fillers()


def _read_islamic(text: str) -> str | None:
    from archcite.dates.islamic import read_islamic, read_rumi  # few dates need it

    return read_islamic(text) or read_rumi(text)


def _read_named_day(text: str) -> str | None:
    """Read a feast, or a year of a reign."""
    from archcite.dates.feasts import read_feast
    from archcite.dates.reigns import read_reign

    return read_feast(text) or read_reign(text, to_edtf)


def _read_several(text: str) -> str | None:
    """Read years that have gaps between them, spans with unknown digits, and “19350829”."""
    if (span := _UNKNOWN_SPAN.fullmatch(text)) and "." in text:
        return "/".join(f"{span[name].rstrip('.'):X<4}" for name in ("first", "last"))
    if found := _COMPACT.fullmatch(text):
        return format_partial(Partial(int(found["year"]), int(found["month"]), int(found["day"])))
    if found := _LIST.fullmatch(text):
        items = re.findall(r"(\d{4})(?:\s?[-–]\s?(\d{4}))?", found["items"])
        years = [int(year) for item in items for year in item if year]
        if years == sorted(set(years)):
            return f"{{{','.join(first + (last and f'..{last}') for first, last in items)}}}"
    return None


def _put_month_first(found: re.Match[str]) -> str:
    month, day = int(found[1]), int(found[3])
    return f"{found[4]}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 12 else found[0]


def _read_machine_form(text: str) -> str | None:
    """Read “1968-08-21T07:30Z” and “1989-07-08 00:00:00”."""
    found = _PRECISE.fullmatch(text)
    return found[1] if found else None


def _read_phrase(text: str) -> str | None:
    """Read a date, an interval, or one end of an interval."""
    text = _NEARNESS.sub("", text)
    if bound := _read_bound(text):
        return bound
    mark, bare = take_marks(text)
    first, _, rest = bare.partition(" ")
    word = fold(first.rstrip("."))
    # “do século XIX” has an article.
    is_before = word in find_words("before") and (rest[:1].isdigit() or word not in find_fillers())
    if is_before and (limit := _read_limit(rest, is_end=True)):
        return f"../{limit}{mark}"
    if word in find_words("after") and (limit := _read_limit(rest)):
        return f"{limit}{mark}/.."
    if rest.isascii() and rest[:1].isalpha() and (is_before or word in find_words("after")):
        from archcite.dates.feasts import read_feast

        if day := read_feast(rest):  # “after Michaelmas 1310”
            return f"../{day}{mark}" if is_before else f"{day}{mark}/.."
    if mark and (bound := _read_bound(bare)):
        return bound
    if "~" in mark and (span := _YEARS_AT_A_STROKE.fullmatch(bare)) and span["last"] > span["first"][2:]:
        return f"{span['first']}{mark}/{span['first'][:2]}{span['last']}{mark}"  # “um 1400/10”
    if (choice := _CHOICE.fullmatch(bare)) is not None:
        return f"[{','.join(year + ('?' if '?' in mark else '') for year in choice.groups())}]"
    if (single := read_partial(bare)) is not None and single.year:
        return format_partial(single._replace(mark=join_marks(mark, single.mark)))
    if found := _read_split_year(bare, mark):
        return found
    if bare.endswith(tuple(_DASHES)) and (limit := _read_limit(bare.rstrip(f" {_DASHES}"))):
        return f"{limit}{mark}/.."
    return _read_interval(bare, mark)


def _read_bound(text: str) -> str | None:
    """Read “not before 1955” and “not later than May 1955”."""
    found = _BOUND.match(text) if vocabulary.may_have(text, *_BOUNDS) else None
    if found is None:
        return None
    rest = text[found.end() :]
    if limit := _read_limit(rest):
        return f"{limit}/.." if found["early"] else f"../{limit}"
    return _read_both_bounds(rest) if found["early"] else None


def _read_both_bounds(text: str) -> str | None:
    """Read what follows “not before” in “not before 1 April – not after 5 May 1921”."""
    for division in _BETWEEN_BOUNDS.finditer(text):
        later = _BOUND.match(text, division.end())
        ends = (
            _read_ends(text[: division.start()], text[later.end() :])
            if later and not later["early"]
            else None
        )
        if ends and ends[0][:3] <= ends[1][:3]:
            return f"{format_partial(ends[0])}/{format_partial(ends[1])}"
    return None


def _read_limit(text: str, *, is_end: bool = False) -> str | None:
    mark, bare = take_marks(text)
    bare = re.sub(r"^(?:or|to|than|a|al|à|de|del|do|the|le|dem)\s+", "", bare)
    if (found := read_partial(bare)) and found.year:
        return format_partial(found._replace(mark=join_marks(mark, found.mark)))
    period = read_period(bare)
    if period is None and re.search(r"\d\s?[-–/]\s?\d", bare):
        split = _read_split_year(bare, "")
        if split and "/" not in split:
            return split + mark  # “before 13 January 1613/14”
        span = _read_interval(bare, "") or split
        return span.split("/")[-1 if is_end else 0] + mark if span else None  # “before 1955-1956”
    return period + ("" if mark in period else mark) if period and "/" not in period else None


def _read_split_year(text: str, mark: str) -> str | None:
    """Read “1943-44”, a winter of two years, and the two years of a date in Old Style, of which the later is ours."""
    found = _SPLIT_YEAR.search(text)
    if found is None:
        return _read_long_winter(text)
    first, short = int(found["first"]), found["last"]
    last = int(found["first"][: -len(short)] + short)
    if last <= first:
        is_month = found[0] == text and "-" in text and 1 <= int(short) <= 12
        return f"{first}-{int(short):02}{mark}" if is_month else None
    if found[0] == text:
        # “1955-06” and “1955-1” are months; “1955-56” and “1955–6” are two years.
        return f"{first}{mark}/{last}{mark}"
    whole = read_partial(text[: found.start()] + str(last) + text[found.end() :])
    if whole is None or last != first + 1:
        return None
    if whole.month == 24:
        return format_partial(whole._replace(year=first, mark=mark))
    if whole.day or whole.month in (1, 2, 3):
        return format_partial(whole._replace(mark=join_marks(mark, whole.mark)))
    return None


def _read_long_winter(text: str) -> str | None:
    """Read “vinteren 1247-1248”, one winter."""
    found = _TWO_YEARS.fullmatch(text)
    if found is None or int(found["last"]) != int(found["first"]) + 1:
        return None
    season = read_partial(f"{found['season']} {found['first']}")
    return format_partial(season) if season and season.month == 24 else None


def _read_interval(text: str, mark: str) -> str | None:
    """Read two dates: what one of them leaves out is that of the other."""
    era, years = take_era(text)
    if era and (span := _SHORT_YEARS.fullmatch(years)):
        sign = -1 if era == "BC" else 1
        end = span["last"] if era == "BC" else span["first"][: -len(span["last"])] + span["last"]
        first, last = (Partial(sign * int(year), mark=mark) for year in (span["first"], end))
        return (
            f"{first.format()}/{last.format()}"
            if 0 not in (first.year, last.year) and first <= last
            else None
        )
    if (days := _SPLIT_DAY.search(text)) and (dual := _read_dual_day(text, days)):
        return dual + mark
    words = [*re.finditer(rf"[^\s{_DASHES}]+|[{_DASHES}]|(?<=\S)/", text)]
    first_word = fold(words[0][0].strip(".,")) if words else ""
    is_between = first_word in find_words("between")
    begins = is_between or first_word in find_words("from")
    start = words[1].start() if begins and len(words) > 1 else 0
    divisions = find_words("to", "and") if is_between else find_words("to")
    for found in re.finditer(rf"\s*[{_DASHES}]\s*|\s*/\s*|\s+(?P<word>[^\W\d_]+|&)\.?(?=\s)", text):
        if found.start() < start or (found["word"] and fold(found["word"]) not in divisions):
            continue
        ends = _read_ends(text[start : found.start()], text[found.end() :])
        if ends is None:
            continue
        first, last = (end._replace(mark=join_marks(mark, end.mark)) for end in ends)
        if "/" in found[0] and (dual := _read_dual_date(first, last)):
            return dual
        if "/" in found[0] and first.month in (1, 2, 3) and last == Partial(first.year + 1, mark=last.mark):
            return format_partial(first._replace(year=last.year))  # “13 January 1613/1614”
        made = format_partial(first), format_partial(last)
        if all(made) and first[:3] <= last[:3]:
            return f"{made[0]}/{made[1]}" if made[0] != made[1] else made[0]
    return None


def _read_ends(first_text: str, last_text: str) -> tuple[Partial, Partial] | None:
    first_mark, first_text = take_marks(first_text.strip(" ,"))
    last_mark, last_text = take_marks(last_text.strip(" ,"))
    first, last = read_partial(first_text), read_partial(last_text, is_end=True)
    if first is None and last and last.month and last.day and not last.year:
        first = read_partial(first_text, is_end=True)  # “1896. gada 25.–28. maijs”
    if first is None and last and last.day and (short := _DAY_AND_MONTH.fullmatch(first_text)):
        first = read_partial(f"{short[0].rstrip('.')}. {last.year}")  # “28. 2.–2. 3. 1956”
    if first is None or last is None:
        return None
    first = first._replace(mark=join_marks(first_mark, first.mark))
    last = last._replace(mark=join_marks(last_mark, last.mark))
    if not last.year and last.day and not last.month and first.year and not first.month:
        return None
    if last.year < 0 and first.year >= -last.year:
        first = first._replace(year=-first.year)  # “100–44 BC”
    if not last.year:
        last = last._replace(year=first.year)
    if not first.year:
        first = first._replace(year=last.year)
    if last.day and not last.month:
        last = last._replace(month=first.month)
    if first.day and not first.month:
        first = first._replace(month=last.month)
    if any(end.day and not end.month for end in (first, last)):
        return None  # “1/2 1955”
    return (first, last) if first.year and last.year else None


def _read_dual_day(text: str, days: re.Match[str]) -> str | None:
    """Read “27/17 février 1693” and “10/23 March 1917”: the day of the Gregorian calendar is the later."""
    first, last = int(days["first"]), int(days["last"])
    if not 10 <= abs(first - last) <= 13:
        return None
    found = read_partial(f"{text[: days.start()]}{max(first, last)}{text[days.end() :]}")
    return format_partial(found) if found and found.year and found.day else None


def _read_dual_date(first: Partial, last: Partial) -> str | None:
    """Read “24 February/9 March 1917”: one day in two calendars, ten to thirteen days apart."""
    if not (first.day and last.day):
        return None
    from datetime import date

    try:
        apart = (date(*last[:3]) - date(*first[:3])).days
    except ValueError:
        return None
    return format_partial(last) if 10 <= apart <= 13 else None

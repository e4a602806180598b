"""Dates as people write them, in many languages and orders, into Extended Date/Time Format.

A text is cut into words and numbers.  It is a date only if every word is one that dates are written with
(:mod:`archcite.dates.vocabulary`); which number is the year and which the day follows from their size and from the
month, so that no order of the three is preferred.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.dates import vocabulary
from archcite.dates.vocabulary import MONTHS, SEASONS, UNDATED, fold

_LONGEST = 120
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII")
_TOKEN = pattern(r"\d+|[^\W\d_]+|[?~&/–—‒‑−-]|\S")
# Numbers may have an ordinal behind them: 4th, 1er, 3º, 15-én, 1-go, 20-е.
_ORDINAL = pattern(
    r"(?<=\d)\s?(?:-?(?:st|nd|rd|th|er|ère|re|ème|de|ste|ª|º|°|o(?=\s+de\b)|\.º|ých|ého|го|е|ого|tego|go|gada)|-(?:a|e|i|"
    r"á|é|j?[aáeé]n|án|én|[aeiou]?j?ei)|-?jén|-?ján)(?![^\W\d_])|(?<=\d)'?(?=s\b)",
    re.IGNORECASE,
)
_CLOCK = pattern(
    r"[,;—–]?\s*(?:\b(?:at|um|à|alle|ore|ob|o|klo|kl|saat|в|a las|à)\.?\s+)?"
    r"(?:\d{1,2}[:.h]\d{2}(?::\d{2})?(?:[.,]\d+)?\s*(?:a\.?m\.?|p\.?m\.?|hrs?\.?|hours?|Uhr|h\b|Z\b|GMT|UTC)?(?:\s?[+-]\d\d:?\d\d)?"
    r"|\d{1,4}\s*(?:a\.?m\b\.?|p\.?m\b\.?|hours|hrs\.?|Uhr|o[’']clock|Z\b|ч\b\.?|час\w*|heures?|h\b)"
    r"|[½¼¾]?\s?\d{1,2}-(?:kor|ra)|(?<=[\s,])(?:noon|midnight|midday))\s*$",
    re.IGNORECASE,
)
_CALENDAR = pattern(
    r",?\s*[\[(]?\b(?:O\.?\s?S|N\.?\s?S|old style|new style|ст\.\s?ст|н\.\s?ст|(?:по )?(?:старому|новому) стилю|"
    r"a\. ?St|n\. ?St)\b\.?[\])]?$",
    re.IGNORECASE,
)
_PRECISE = pattern(
    r"(\d{4}-\d\d-\d\d)(?:T|\s+)\d{1,2}:\d\d(?::\d\d)?(?:[.,]\d+)?\s*(?:Z|UTC|[+-]\d\d:?\d\d)?"
)
_EAST_ASIAN = pattern(
    r"(?P<year>\d{1,4}|[元])\s*[年년](?:\s*(?P<month>\d{1,2})\s*[月월])?(?:\s*(?P<day>\d{1,2})\s*[日일号號])?"
)
_CHINESE_NUMBER = pattern(r"[〇零一二三四五六七八九十]+")
_CHINESE_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {"零": "0"}
# Era -> the year before its first.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911,
         "meiji": 1867, "taisho": 1911, "showa": 1925, "heisei": 1988, "reiwa": 2018,
         "中華民國": 1911}  # fmt: skip
_ERA = pattern("|".join(sorted(_ERAS, key=len, reverse=True)), re.IGNORECASE)
_VIETNAMESE = pattern(
    r"(?:ngày\s+(?P<day>\d{1,2})[,\s]+)?tháng\s+(?P<month>\d{1,2})[,\s]+năm\s+(?P<year>\d{4})", re.IGNORECASE
)
_CENTURY = pattern(
    r"(?P<number>\d{1,2}|[IVX]+)\s?(?:st|nd|rd|th|e|ème|o|\.)?[\s-]*(?:century|centuries|cent\.?|c\.|jahrhunderts?|jh\.?|jhdt?\.?|"
    r"siècle|s\.?|в\.?|вв\.?|век\w*|века|століття|ст\.?|wieku?|w\.?|stoleti|století|stol\.|eeuw|secolo|sec\.|század|század|yüzyıl|"
    r"århundre\w*|talet)"
    r"|(?:siglo|s\.|secolo|sec\.|século|séc\.|secolul|saec\.|saeculo)\s+(?P<after>[IVX]+)",
    re.IGNORECASE,
)
_DECADE = pattern(
    r"(?:the\s+|années\s+|anni\s+|años\s+|lata\s+)?(?P<years>\d{3})0(?:['’]?s|[-\s]?(?:er|е|x|ых|te)(?:\s+(?:Jahren?|гг\.?|годы|годов|leta|let))?)"
    r"|(?:années|anni|lata|decada de|década de)\s+(?P<named>\d{3})0",
    re.IGNORECASE,
)
_SPLIT_YEAR = pattern(r"\b(?P<first>\d{4})\s?[-–—/]\s?(?P<last>\d{1,2})(?![\d.\w])(?!\s?[-–./]\s?\d)")
_SPLIT_DAY = pattern(r"\b(?P<first>\d{1,2})\s?/\s?(?P<last>\d{1,2})(?=\.?\s+[^\W\d_])")
_DUAL_DATE = pattern(r"(?P<first>[^/]+)/(?P<last>[^/]+)")
_FIGURES = pattern(r"(\d{1,4})\s?([-./\s])\s?(\d{1,2}|[IVX]{1,4})\.?\s?\2\s?(\d{1,4})\.?", re.IGNORECASE)
# Two numbers that may both be months. Dots put the day first everywhere.
_AMBIGUOUS = pattern(r"(?<![\w./-])(\d{1,2})([/-])(\d{1,2})\2(\d{4})(?!\d)", re.ASCII)
_MONTH_FIGURES = pattern(r"(\d{1,2}|[IVX]{1,4})\s?[./]\s?(\d{4})|(\d{4})\s?[./]\s?(\d{1,2}|[IVX]{1,4})\.?")
_BC = pattern(
    r"\s*\b(?:b\.?\s?c\.?(?:\s?e\.?)?|v\.\s?chr\.?|av(?:ant|\.)?\s?j\.?-?\s?c\.?|a\.\s?c\.?|до н\.?\s?э\.?"
    r"|p\.\s?n\.\s?e\.?|pr\.\s?n\.\s?l\.?|m\.?\s?o\.)$"
)
_AD = pattern(r"\s*\b(?:a\.?d\.?|c\.?e\.?|n\.\s?chr\.?|ap(?:res|\.)?\s?j\.?-?\s?c\.?|d\.\s?c\.|н\.?\s?э\.?)$")
_AD_BEFORE = pattern(r"a\.?\s?d\.?\s+(?=\d)")
_SUPPLIED = pattern(r"(?P<undated>[^\[(]+?),?\s*[\[(](?P<date>.+)[\])]")
_DOUBT = pattern(r"\s*[\[(]\s*\?\s*[\])]")
_DASHES = "–—‒‑−-"
_GLUED = pattern(r"[^\W\d_]\d", re.ASCII)


class Partial(NamedTuple):
    """What one text says of a date; 0 is what it leaves out."""

    year: int = 0
    month: int = 0
    day: int = 0
    mark: str = ""

    def format(self) -> str:
        """Return it in EDTF; a year before Christ in the astronomers' count."""
        year = self.year if self.year > 0 else self.year + 1
        text = f"-{-year:04}" if year < 0 else f"{year:04}"
        if self.month:
            text += f"-{self.month:02}"
            if self.day:
                text += f"-{self.day:02}"
        return text + self.mark


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
    text = " ".join(text.replace("\u00ad", "").split()).strip(" ,;.")
    if not text or len(text) > _LONGEST:
        return None
    if (supplied := _SUPPLIED.fullmatch(text)) and is_undated(supplied["undated"]):
        return to_edtf(supplied["date"])
    if text[0] in "[(" and text[-1] in "])?" and text.count(text[0]) == 1:
        text = text[1:].replace("]", "").replace(")", "")
    text = _CALENDAR.sub("", _DOUBT.sub("?", text))
    for reader in (_read_machine_form, _read_east_asian, _read_period, _read_phrase):
        if (found := reader(text)) is not None:
            return found
    shorter = _CLOCK.sub("", text)
    return to_edtf(shorter) if shorter != text else None


def _put_month_first(found: re.Match[str]) -> str:
    month, day = int(found[1]), int(found[3])
    return f"{found[4]}-{month:02}-{day:02}" if 1 <= month <= 12 and 1 <= day <= 12 else found[0]


def is_undated(text: str) -> bool:
    """Return whether a text says, in one of many languages, that there is not a valid date.

    >>> [is_undated(text) for text in ("n.d.", "Undated", "o. D.", "[б. д.]", "1958")]
    [True, True, True, True, False]
    """
    return re.sub(r"[\s.\[\]()]+", "", fold(text)) in UNDATED


def _read_machine_form(text: str) -> str | None:
    """Read “1968-08-21T07:30Z” and “1989-07-08 00:00:00”."""
    found = _PRECISE.fullmatch(text)
    return found[1] if found else None


def _read_east_asian(text: str) -> str | None:
    """Read Chinese, Japanese, Korean and Vietnamese dates; years of an era are counted from its first."""
    era = _ERA.match(text)
    rest = text[era.end() :].strip() if era else text
    if (found := _VIETNAMESE.fullmatch(text)) is None:
        rest = _CHINESE_NUMBER.sub(lambda number: _count_chinese(number[0]), rest)
        found = _EAST_ASIAN.fullmatch(rest)
    if found is None:
        if era and (words := re.fullmatch(r"(\d{1,2})(?:\s*\((\d{4})\))?", rest)):
            return f"{int(words[1]) + _ERAS[era[0].casefold()]:04}"
        return None
    year = 1 if found["year"] == "元" else int(found["year"])
    if era:
        year += _ERAS[era[0].casefold()]
    elif len(found["year"]) < 3:
        return None
    return _format(Partial(year, int(found["month"] or 0), int(found["day"] or 0)))


def _count_chinese(number: str) -> str:
    if "十" not in number:
        return "".join(map(_CHINESE_DIGITS.__getitem__, number))
    tens, _, ones = number.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return number
    return str(int(_CHINESE_DIGITS.get(tens, "1")) * 10 + int(_CHINESE_DIGITS.get(ones, "0")))


def _read_period(text: str) -> str | None:
    """Read centuries and decades."""
    mark, bare = _take_marks(text)
    if found := _CENTURY.fullmatch(bare):
        written = found["number"] or found["after"]
        number = int(written) if written.isdigit() else _count_roman(written)
        return f"{number - 1:02}XX{mark}" if 1 <= number <= 21 else None
    if found := _DECADE.fullmatch(bare):
        return f"{found['years'] or found['named']}X{mark}"
    return None


def _count_roman(number: str) -> int:
    values = ["IVX".find(sign) for sign in number.upper()]
    counted = [(1, 5, 10)[value] for value in values]
    return sum(-one if one < after else one for one, after in zip(counted, [*counted[1:], 0], strict=True))


def _take_marks(text: str) -> tuple[str, str]:
    """Return the EDTF mark that the first words of a text and a question mark make, and the text without them."""
    approximate = uncertain = False
    while True:
        word = re.match(r"([^\W\d_]+(?:-[^\W\d_]+)*)\.?[\s-]*(?=\S)|[~≈]\s*", text)
        if word is None:
            break
        first = fold(word[1] or "~")
        if first == "~" or first in vocabulary.APPROXIMATE or first in vocabulary.PARTS_OF_PERIODS:
            approximate = True
        elif first in vocabulary.UNCERTAIN:
            uncertain = True
        elif not (
            first in ("in", "the", "of", "sometime", "de", "du")
            and (approximate or uncertain or first == "sometime")
        ):
            break
        text = text[word.end() :]
    if text.endswith("?"):
        uncertain, text = True, text.rstrip("? ")
    return "%" if approximate and uncertain else "~" if approximate else "?" if uncertain else "", text


def _read_phrase(text: str) -> str | None:
    """Read a date, an interval, or one end of an interval."""
    mark, bare = _take_marks(text)
    first, _, rest = bare.partition(" ")
    word = fold(first.rstrip("."))
    if word in vocabulary.BEFORE and (limit := _read_limit(rest)):
        return f"../{limit}{mark}"
    if word in vocabulary.AFTER and (limit := _read_limit(rest)):
        return f"{limit}{mark}/.."
    if re.match(r"n(?:o|ot) (?:later|earlier) than\s", bare, re.IGNORECASE):
        limit = _read_limit(bare.split(" than ", 1)[-1]) or ""
        return (limit and (f"../{limit}" if " later " in bare.casefold() else f"{limit}/..")) or None
    if (single := _read_partial(bare)) is not None and single.year:
        return _format(single._replace(mark=_join_marks(mark, single.mark)))
    if found := _read_split_year(bare, mark):
        return found
    if bare.endswith(tuple(_DASHES)) and (limit := _read_limit(bare[:-1].rstrip())):
        return f"{limit}{mark}/.."
    return _read_interval(bare, mark)


def _read_limit(text: str) -> str | None:
    mark, bare = _take_marks(text)
    found = _read_partial(re.sub(r"^(?:or|to|than)\s+", "", bare))
    return _format(found._replace(mark=_join_marks(mark, found.mark))) if found and found.year else None


def _join_marks(first: str, second: str) -> str:
    return first if first == second or not second else second if not first else "%"


def _read_split_year(text: str, mark: str) -> str | None:
    """Read “1943-44”, a winter of two years, and the two years of a date in Old Style, of which the later is ours."""
    found = _SPLIT_YEAR.search(text)
    if found is None:
        return None
    first, short = int(found["first"]), found["last"]
    last = int(found["first"][: -len(short)] + short)
    if last <= first:
        is_month = found[0] == text and "-" in text and 1 <= int(short) <= 12
        return f"{first}-{int(short):02}{mark}" if is_month else None
    if found[0] == text:
        # “1955-06” and “1955-1” are months; “1955-56” and “1955–6” are two years.
        return f"{first}{mark}/{last}{mark}"
    whole = _read_partial(text[: found.start()] + str(last) + text[found.end() :])
    if whole is None or last != first + 1:
        return None
    if whole.month == 24:
        return _format(whole._replace(year=first, mark=mark))
    if whole.day or whole.month in (1, 2, 3):
        return _format(whole._replace(mark=_join_marks(mark, whole.mark)))
    return None


def _read_interval(text: str, mark: str) -> str | None:
    """Read two dates: what one of them leaves out is that of the other."""
    if (days := _SPLIT_DAY.search(text)) and (dual := _read_dual_day(text, days)):
        return dual + mark
    words = [*re.finditer(rf"[^\s{_DASHES}]+|[{_DASHES}]|(?<=\S)/", text)]
    first_word = fold(words[0][0].strip(".,")) if words else ""
    begins = first_word in vocabulary.BETWEEN or first_word in vocabulary.FROM
    start = words[1].start() if begins and len(words) > 1 else 0
    divisions = vocabulary.TO + (vocabulary.AND if first_word in vocabulary.BETWEEN else [])
    for found in re.finditer(rf"\s*[{_DASHES}]\s*|\s*/\s*|\s+(?P<word>[^\W\d_]+|&)\s+", text):
        if found.start() < start or (found["word"] and fold(found["word"]) not in divisions):
            continue
        ends = _read_ends(text[start : found.start()], text[found.end() :])
        if ends is None:
            continue
        first, last = (end._replace(mark=_join_marks(mark, end.mark)) for end in ends)
        if "/" in found[0] and (dual := _read_dual_date(first, last)):
            return dual
        made = _format(first), _format(last)
        if all(made) and first[:3] <= last[:3]:
            return f"{made[0]}/{made[1]}"
    return None


def _read_ends(first_text: str, last_text: str) -> tuple[Partial, Partial] | None:
    first_mark, first_text = _take_marks(first_text.strip(" ,"))
    last_mark, last_text = _take_marks(last_text.strip(" ,"))
    first, last = _read_partial(first_text), _read_partial(last_text, is_end=True)
    if first is None or last is None:
        return None
    first = first._replace(mark=_join_marks(first_mark, first.mark))
    last = last._replace(mark=_join_marks(last_mark, last.mark))
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
    return (first, last) if first.year and last.year else None


def _read_dual_day(text: str, days: re.Match[str]) -> str | None:
    """Read “27/17 février 1693” and “10/23 March 1917”: the day of the Gregorian calendar is the later."""
    first, last = int(days["first"]), int(days["last"])
    if not 10 <= abs(first - last) <= 13:
        return None
    found = _read_partial(f"{text[: days.start()]}{max(first, last)}{text[days.end() :]}")
    return _format(found) if found and found.year and found.day else None


def _read_dual_date(first: Partial, last: Partial) -> str | None:
    """Read “24 February/9 March 1917”: one day in two calendars, ten to thirteen days apart."""
    if not (first.day and last.day):
        return None
    from datetime import date

    try:
        apart = (date(*last[:3]) - date(*first[:3])).days
    except ValueError:
        return None
    return _format(last) if 10 <= apart <= 13 else None


def _read_partial(text: str, *, is_end: bool = False) -> Partial | None:
    """Read one date, of which parts may be left out; None where a word is not one of a date.

    Only the end of an interval may have a day and a year without a month: “Nov. 7-8, 1917”.
    """
    text = text.strip(" ,.")
    if (figures := _read_figures(text)) is not None:
        return figures
    plain = _ORDINAL.sub("", text)
    era, plain = _take_era(plain)
    year = month = day = 0
    mark = ""
    if _GLUED.search(plain):
        return None  # “P150”: a call number
    tokens = _TOKEN.findall(plain)
    for index, token in enumerate(tokens):
        if token.isdigit():
            if not token.isascii() or len(token) > 4:
                return None
            number = int(token)
            is_day = len(token) <= 2 and 1 <= number <= 31 and not (era and len(tokens) == 1)
            if is_day and not day:
                day = number
            elif not year and (len(token) > 2 or (era and number)):
                year = number
            else:
                return None
            continue
        word = fold(token)
        if token == "?":
            mark = "?"
        elif word in MONTHS and not month and _can_be_month(word, tokens, index):
            month = MONTHS[word]
        elif word in SEASONS and not month:
            month = SEASONS[word]
        elif token in _ROMANS and not month and not re.search(rf"\d{token}(?!\w)", plain):
            month = _ROMANS.index(token) + 1
        elif word not in vocabulary.NOISE and token not in ".,[]()'’":
            return None
    if era == "BC":
        if day and not month and not year:
            year, day = day, 0
        year = -year
    elif era and day and not month and not year:
        year, day = day, 0
    if (day and month > 12) or not (year or month or day) or (year and day and not (month or is_end)):
        return None
    return Partial(year, month, day, mark)


def _can_be_month(word: str, tokens: list[str], index: int) -> bool:
    """Return False for a word that is noise rather than a month where another month follows: “mar” in “mar 3 mars”."""
    return not (
        word in vocabulary.NOISE
        and any(fold(token) in MONTHS and fold(token) != word for token in tokens[index + 1 :])
    )


def _take_era(text: str) -> tuple[str, str]:
    """Return the era that a text names, BC or AD, and the text without it."""
    folded = fold(text)
    if len(folded) != len(text):
        return "", text
    for era, form in (("BC", _BC), ("AD", _AD)):
        if found := form.search(folded):
            return era, text[: found.start()]
    if found := _AD_BEFORE.match(folded):
        return "AD", text[found.end() :]
    return "", text


def _read_figures(text: str) -> Partial | None:
    """Read dates in figures: 20. 12. 1917, 1945.12.10, 10.VI.1981.  None where day and month may be exchanged."""
    if found := _FIGURES.fullmatch(text):
        first, sign, middle, last = found.groups()
        if (month := _count_month(middle)) is None and not (sign == "/" and middle.isdigit()):
            return None
        if len(first) == 4 and len(last) <= 2:
            return Partial(int(first), month or 0, int(last)) if month and 1 <= int(last) <= 31 else None
        if len(last) != 4 or len(first) > 2:
            return None
        if sign in "/-" and middle.isdigit():
            # Americans put the month first: only one reading must be possible.
            day, other = int(first), int(middle)
            if day > 12 >= other or day == other:
                return Partial(int(last), other, day)
            return Partial(int(last), day, other) if other > 12 >= day else None
        return Partial(int(last), month or 0, int(first)) if month and 1 <= int(first) <= 31 else None
    if found := _MONTH_FIGURES.fullmatch(text):
        written, year = (found[1], found[2]) if found[1] else (found[4], found[3])
        month = _count_month(written)
        return Partial(int(year), month) if month else None
    return None


def _count_month(written: str) -> int | None:
    if written.isdigit():
        return int(written) if 1 <= int(written) <= 12 else None
    return _ROMANS.index(written.upper()) + 1 if written.upper() in _ROMANS else None


def _format(date: Partial) -> str | None:
    """Return a date in EDTF; None for a day that no calendar has."""
    if date.month > 12 and date.month not in (21, 22, 23, 24):
        return None
    if date.day:
        longest = 29 if date.month == 2 else 30 if date.month in (4, 6, 9, 11) else 31
        year = date.year
        if date.month == 2 and year > 0 and (year % 4 or (year % 100 == 0 and year % 400)):
            longest = 28
        if date.day > longest:
            return None
    return date.format()

"""Dates of East Asia, with their eras, and of the French Republic; dates of other calendars with ours in brackets."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.dates.partial import Partial, count_roman, format_partial
from archcite.dates.vocabulary import fold

_EAST_ASIAN = pattern(
    r"(?P<year>\d{1,4}|[元])\s*[年년](?:\s*(?P<month>\d{1,2})\s*[月월](?P<part>[上中下]旬|초|말)?)?"
    r"(?:\s*(?P<day>\d{1,2})\s*[日일号號])?"
    r"(?P<season>[春夏秋冬봄]|여름|가을|겨울)?(?:に|の)?"
    r"(?:(?:[夜朝晚晨夕]|午前|午後|上午|下午|오전|오후)[^年]*)?"
)
_SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24, "봄": 21, "여름": 22, "가을": 23, "겨울": 24}
_CHINESE_NUMBER = pattern(r"[〇零一二三四五六七八九十]+")
_CHINESE_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {"零": "0"}
# Era -> the year before its first.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911,
         "meiji": 1867, "taisho": 1911, "showa": 1925, "heisei": 1988, "reiwa": 2018,
         "中華民國": 1911, "中华民国": 1911, "단기": -2333, "檀紀": -2333, "단군기원": -2333, "광무": 1896,
         "융희": 1906, "พ.ศ.": -543}  # fmt: skip
# Eras of the lunar calendar, whose months and days are not ours: only the year is certain.
_LUNAR_ERAS = {"宣統": 1908, "宣统": 1908, "光緒": 1874, "光绪": 1874, "同治": 1861, "咸豐": 1850, "咸丰": 1850,
               "道光": 1820, "嘉慶": 1795, "嘉庆": 1795, "乾隆": 1735, "雍正": 1722, "康熙": 1661, "慶応": 1864,
               "文久": 1860, "安政": 1853, "嘉永": 1847, "天保": 1829}  # fmt: skip
_LUNAR_DATE = pattern(rf"(?P<era>{'|'.join(_LUNAR_ERAS)})(?P<year>元|\d{{1,2}})年.*")
# “平成10年 (1998) 6月30日”, “明治27（1894）年”, “1939年(民國28年)1月”: the year again, in the other count.
_YEAR_AGAIN = pattern(
    rf"\s*[(（]\s*(?:(?:{'|'.join((*_ERAS, *_LUNAR_ERAS))})\s*(?:元|\d{{1,2}}|[〇一二三四五六七八九十]+)|\d{{4}})"
    r"\s*[年년]?\s*[)）]\s*",
    re.IGNORECASE,
)
_ERA = pattern(join_alternatives(_ERAS), re.IGNORECASE)
_VIETNAMESE = pattern(
    r"(?:ngày\s+(?P<day>\d{1,2})[,\s]+)?tháng\s+(?P<month>\d{1,2})[,\s]+năm\s+(?P<year>\d{4})", re.IGNORECASE
)


# The first day of each year of the French Republic: in September of the year given, on that day.
_REPUBLICAN_YEARS = ((1792, 22), (1793, 22), (1794, 22), (1795, 23), (1796, 22), (1797, 22), (1798, 22), (1799, 23),
                     (1800, 23), (1801, 23), (1802, 23), (1803, 24), (1804, 23), (1805, 23))  # fmt: skip
REPUBLICAN_MONTHS = ("vendemiaire", "brumaire", "frimaire", "nivose", "pluviose", "ventose", "germinal", "floreal",
                      "prairial", "messidor", "thermidor", "fructidor", "complementaire")  # fmt: skip
_REPUBLICAN = pattern(
    r"(?:(?P<day>\d{1,2})(?:er|e)?(?: jour)? )?(?:(?P<month>[^\W\d_]+?)s?[ ,]+)?(?:de l['’])?"
    r"an (?P<year>[IVX]+|\d{1,2})"
    r"(?: de la republique(?: francaise)?)?"
    r"(?: \((?:(?:(?P<day_after>\d{1,2})(?:er)? )?(?P<month_after>[^\W\d_]+?)s?|(?P<ours>[^()]+))\))?",
    re.IGNORECASE,
)
# “28 Ramazan 1333 (9 August 1915)”, “5 Iyar 5708 [14 May 1948]”, “1339 (1923)”.
_WITH_OURS = pattern(
    r"(?P<theirs>[^()\[\]]*\d{3,4}(?:\s?A?H\.?)?)\s[(\[]\s*(?:[Mm](?:ilad[iî])?\.?\s)?(?P<ours>[^()\[\]]*\d{4})(?:\s?[AC]\.?[DE]\.?)?\s*[)\]]"
)


def read_east_asian(text: str) -> str | None:
    """Read Chinese, Japanese, Korean and Vietnamese dates; years of an era are counted from its first.

    >>> read_east_asian("昭和16年12月8日"), read_east_asian("光绪二十四年八月"), read_east_asian("1949年夏")
    ('1941-12-08', '1898', '1949-22')
    """
    if text.isascii() and not text[:1].isalpha():
        return None
    text = _YEAR_AGAIN.sub("", text)
    era = _ERA.match(text)
    rest = text[era.end() :].strip() if era else text
    if (found := _VIETNAMESE.fullmatch(text)) is None:
        rest = _CHINESE_NUMBER.sub(lambda number: _count_chinese(number[0]), rest)
        if lunar := _LUNAR_DATE.fullmatch(
            _CHINESE_NUMBER.sub(lambda number: _count_chinese(number[0]), text)
        ):
            year = 1 if lunar["year"] == "元" else int(lunar["year"])
            return f"{_LUNAR_ERAS[lunar['era']] + year:04}"
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
    named = found.groupdict()
    month = int(found["month"] or 0) or _SEASONS.get(named.get("season") or "", 0)
    return format_partial(Partial(year, month, int(found["day"] or 0), "~" if named.get("part") else ""))


def read_republican(text: str) -> str | None:
    """Read dates of the French Republic: “18 brumaire an VIII”.

    >>> read_republican("18 brumaire an VIII"), read_republican("thermidor an II"), read_republican("an II")
    ('1799-11-09', '1794-07-19/1794-08-17', '1793-09-22/1794-09-21')
    """
    found = _REPUBLICAN.fullmatch(fold(text))
    if found is None:
        return None
    from datetime import date, timedelta

    year = int(found["year"]) if found["year"].isdigit() else count_roman(found["year"])
    if not 1 <= year < len(_REPUBLICAN_YEARS):
        return None
    first = date(_REPUBLICAN_YEARS[year - 1][0], 9, _REPUBLICAN_YEARS[year - 1][1])
    month, day = found["month"] or found["month_after"], found["day"] or found["day_after"]
    if not month:
        following = date(_REPUBLICAN_YEARS[year][0], 9, _REPUBLICAN_YEARS[year][1])
        return None if day else f"{first}/{following - timedelta(days=1)}"
    if month not in REPUBLICAN_MONTHS:
        return None
    first += timedelta(days=30 * REPUBLICAN_MONTHS.index(month))
    if not day:
        return f"{first}/{first + timedelta(days=29)}"
    return str(first + timedelta(days=int(day) - 1)) if 1 <= int(day) <= 30 else None


def find_date_beside(text: str) -> str | None:
    """Return our date beside one of another calendar: “28 Ramazan 1333 (9 August 1915)”; None for other text.

    >>> find_date_beside("28 Ramazan 1333 (9 August 1915)"), find_date_beside("1958 (1959)")
    ('9 August 1915', None)
    """
    found = _WITH_OURS.fullmatch(text)
    if found is None:
        return None
    from archcite.dates.islamic import read_islamic

    theirs = read_islamic(found["theirs"].strip())
    if theirs and found["ours"].isdigit() and found["ours"] == theirs[:4] and "/" not in theirs:
        return found["theirs"].strip()  # “19 Zilkade 1262 (1846)”: theirs has the day
    years = [int(re.findall(r"\d{3,4}", found[name])[-1]) for name in ("theirs", "ours")]
    return found["ours"].strip() if abs(years[0] - years[1]) > 200 else None


def _count_chinese(number: str) -> str:
    if "十" not in number:
        return "".join(map(_CHINESE_DIGITS.__getitem__, number))
    tens, _, ones = number.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return number
    return str(int(_CHINESE_DIGITS.get(tens, "1")) * 10 + int(_CHINESE_DIGITS.get(ones, "0")))

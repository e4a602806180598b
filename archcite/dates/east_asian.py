"""Dates of China, Japan, Korea and Thailand, with their eras, and spans, decades and centuries of them."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.dates.partial import Partial, format_partial
from archcite.dates.vocabulary import fold

_DATE = pattern(
    r"(?P<year>\d{1,4}|元)\s*[年년](?P<year_part>[初末底]|[前后後]半|[前后後]期|초|말|중반)?"
    r"(?:\s*(?P<month>\d{1,2})\s*[月월](?P<part>[上中下]旬|[初底末]|초순?|말|중순|하순|상순)?)?"
    r"(?:\s*(?P<day>\d{1,2})\s*[日일号號])?"
    r"(?P<season>[春夏秋冬봄]|여름|가을|겨울)?季?(?:に|の)?"
    r"(?:(?:[夜朝晚晨夕]|午前|午後|上午|下午|오전|오후)[^年]*)?"
)
_SEASONS = {"春": 21, "夏": 22, "秋": 23, "冬": 24, "봄": 21, "여름": 22, "가을": 23, "겨울": 24}
_PART = (
    r"(?P<part>[前后後上下]半[期叶葉]?|[前中后後初末早晚]期|初頭|初|末葉?|中[葉叶頃]?|半ば"
    r"|초반?|중[반엽기]?|후[반기]|전[반기]|말기?)?"
)
_CENTURY = pattern(
    rf"(?P<century>\d{{1,2}})\s*(?:世[紀纪]|세기)\s*(?:の|의\s)?\s*(?:(?P<decade>\d)0\s*年代)?{_PART}"
)
_DECADE = pattern(rf"(?P<years>\d{{3}})0\s*(?:年代|년대)\s*{_PART}")
_QUARTER = pattern(r"(?P<year>\d{4})\s*[年년]\s*第?(?P<quarter>[1-4])\s*(?:四半期|季度|/4\s?분기|분기)")
_CHINESE_NUMBER = pattern(r"[〇零一二三四五六七八九十]+")
_CHINESE_DIGITS = {sign: str(number) for number, sign in enumerate("〇一二三四五六七八九")} | {"零": "0"}
_WEEKDAY = pattern(
    r"\s*[（(]?(?:[日月火水木金土]曜日?|(?:星期|礼拜|禮拜|週|周)[一二三四五六日天]|[월화수목금토일]요일)[)）]?"
    r"|(?<=[日일])\s*[（(][日月火水木金土월화수목금토일一二三四五六][)）]"
)
_ABOUT = pattern(r"^(?:大?[約约]|およそ|약)\s*|\s*(?:頃|ごろ|左右|前[後后]|경|무렵)$")
_BEFORE = pattern(r"\s*(?:以前|之前|이전|まで|까지|より前|[之]?前|전)$")
_AFTER = pattern(r"\s*(?:以[後后来來降]|之[後后]|이후|から|より後|[之]?[后後]|후)$")
_SPAN = pattern(r"\s*(?:[–—―‒‑−~～〜\-至到]|から|부터|에서)\s*(?=\S)")
_LAST_UNIT = pattern(r"\d+\s*(世[紀纪]|세기|年代|년대|[年년月월日일号號])")
# Era -> the year before its first.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018, "民國": 1911, "民国": 1911,
         "meiji": 1867, "taisho": 1911, "showa": 1925, "heisei": 1988, "reiwa": 2018, "minguo": 1911,
         "中華民國": 1911, "中华民国": 1911, "단기": -2333, "檀紀": -2333, "단군기원": -2333, "광무": 1896,
         "융희": 1906, "公元": 0, "西元": 0, "西暦": 0, "서기": 0}  # fmt: skip
# Eras of the lunar calendar, whose months and days are not ours: only the year is certain.
_LUNAR_ERAS = {"宣統": 1908, "宣统": 1908, "光緒": 1874, "光绪": 1874, "同治": 1861, "咸豐": 1850, "咸丰": 1850,
               "道光": 1820, "嘉慶": 1795, "嘉庆": 1795, "乾隆": 1735, "雍正": 1722, "康熙": 1661, "慶応": 1864,
               "文久": 1860, "安政": 1853, "嘉永": 1847, "天保": 1829, "順治": 1643, "顺治": 1643, "崇禎": 1627,
               "萬曆": 1572, "万历": 1572, "嘉靖": 1521, "洪武": 1367, "永樂": 1402, "永乐": 1402, "享保": 1715,
               "寛永": 1623, "元禄": 1687, "慶長": 1595, "文化": 1803, "文政": 1817, "弘化": 1843, "万延": 1859,
               "元治": 1863}  # fmt: skip
_LUNAR_DATE = pattern(rf"(?P<era>{'|'.join(_LUNAR_ERAS)})\s*(?P<year>元|\d{{1,2}})(?:年.*)?")
# Every text that is read here has one of these.
_SIGN = pattern(
    r"[年년世세民민대代\u0e00-\u0e7f]|\b(?:meiji|taish|sh[oō]wa|heisei|reiwa|minguo)|\bB\.\s?E\.|"
    + join_alternatives((*_ERAS, *_LUNAR_ERAS)),
    re.IGNORECASE,
)
# “平成10年 (1998) 6月30日”, “明治27（1894）年”, “1939年(民國28年)1月”: the year again, in the other count.
_YEAR_AGAIN = pattern(
    rf"\s*[(（\[]\s*(?:(?:{'|'.join((*_ERAS, *_LUNAR_ERAS))})\s*(?:元|\d{{1,2}}|[〇一二三四五六七八九十]+)|\d{{4}})"
    r"\s*[年년]?\s*[)）\]]\s*",
    re.IGNORECASE,
)
_ERA = pattern(join_alternatives(_ERAS), re.IGNORECASE)
# “Shōwa 20”, “昭和20.8.15”, “Meiji 37, 5 May”
_ERA_FIGURES = pattern(
    r"(?P<year>\d{1,4})(?:\s?[./-]\s?(?P<month>\d{1,2})\s?[./-]\s?(?P<day>\d{1,2}))?(?:\s*\(\d{4}\))?"
)
_THAI_MONTHS = {
    name: number
    for number, names in enumerate(
        ("มกราคม ม.ค.", "กุมภาพันธ์ ก.พ.", "มีนาคม มี.ค.", "เมษายน เม.ย.", "พฤษภาคม พ.ค.", "มิถุนายน มิ.ย.",
         "กรกฎาคม ก.ค.", "สิงหาคม ส.ค.", "กันยายน ก.ย.", "ตุลาคม ต.ค.", "พฤศจิกายน พ.ย.", "ธันวาคม ธ.ค."),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
_THAI = pattern(
    rf"(?:(?:วัน\S*ที่\s*)?(?:(?P<day>\d{{1,2}})\s*)?(?:เดือน\s*)?(?P<month>{join_alternatives(_THAI_MONTHS)})\s*)?"
    r"(?:ปี\s*)?(?P<era>พุทธศักราช|พ\.?\s?ศ\.?|คริสต์ศักราช|ค\.?\s?ศ\.?|B\.\s?E\.)?\s*(?P<year>\d{4})"
)
_FIRST_YEAR_FROM_JANUARY = 1941  # until then, a year of Thailand began in April


def read_east_asian(text: str) -> str | None:
    """Read dates in Chinese, Japanese, Korean and Thai; years of an era are counted from its first.

    >>> read_east_asian("昭和16年12月8日"), read_east_asian("光绪二十四年八月"), read_east_asian("1949年夏")
    ('1941-12-08', '1898', '1949-22')
    >>> read_east_asian("1956年2月28日–3月2日"), read_east_asian("1830年代"), read_east_asian("19世紀後半")
    ('1956-02-28/1956-03-02', '183X', '18XX~')
    >>> read_east_asian("约1955年"), read_east_asian("1949年以前"), read_east_asian("24 มิถุนายน พ.ศ. 2475")
    ('1955~', '../1949', '1932-06-24')
    """
    if not _SIGN.search(text):
        return None
    if (thai := _THAI.fullmatch(text)) is not None and (thai["era"] or thai["month"]):
        return _read_thai(thai)
    text = _WEEKDAY.sub("", _YEAR_AGAIN.sub("", text))
    text = text.replace("廿", "二十").replace("卅", "三十")
    if (date := _read_date(text)) is not None:
        return date
    text = re.sub(r"(?<=\S)\s*(?:まで|까지|間|间|之間|之间)$", "", text) if _SPAN.search(text) else text
    if (span := _read_span(text)) is not None:
        return span
    if text[-1] == "?" and (date := _read_date(text.rstrip("? "))) is not None:
        return f"{date}?" if "/" not in date and date[-1] != "~" else None
    for form, prefix, suffix in ((_ABOUT, "", "~"), (_BEFORE, "../", ""), (_AFTER, "", "/..")):
        bare = form.sub("", text, count=1)
        if bare != text and (date := _read_date(bare)) is not None:
            return f"{prefix}{date}{'' if date.endswith(suffix) else suffix}" if "/" not in date else None
    return None


def _read_date(text: str) -> str | None:
    """Read a year, month, day, decade, century or quarter."""
    plain = _CHINESE_NUMBER.sub(lambda number: _count_chinese(number[0]), text)
    if (lunar := _LUNAR_DATE.fullmatch(plain)) is not None:
        year = 1 if lunar["year"] == "元" else int(lunar["year"])
        return f"{_LUNAR_ERAS[lunar['era']] + year:04}"
    partial = _read_partial(plain)
    if partial is not None:
        return format_partial(partial)
    if (found := _CENTURY.fullmatch(plain)) and 1 <= int(found["century"]) <= 21:
        return f"{int(found['century']) - 1:02}{found['decade'] or 'X'}X{'~' if found['part'] else ''}"
    if found := _DECADE.fullmatch(plain):
        return f"{found['years']}X{'~' if found['part'] else ''}"
    if found := _QUARTER.fullmatch(plain):
        last = int(found["quarter"]) * 3
        return f"{found['year']}-{last - 2:02}/{found['year']}-{last:02}"
    return None


def _read_partial(text: str) -> Partial | None:
    era = _ERA.match(text) or _ERA.match(fold(text))
    first = _ERAS[era[0].casefold()] if era else 0
    rest = text[era.end() :].strip() if era else text
    if found := _DATE.fullmatch(rest):
        year = 1 if found["year"] == "元" else int(found["year"])
        if not era and len(found["year"]) < 3:
            return None
        if found["day"] and not found["month"]:
            return None
        month = int(found["month"] or 0) or _SEASONS.get(found["season"] or "", 0)
        return Partial(
            year + first, month, int(found["day"] or 0), "~" if found["part"] or found["year_part"] else ""
        )
    if era and (figures := _ERA_FIGURES.fullmatch(rest)):
        return Partial(int(figures["year"]) + first, int(figures["month"] or 0), int(figures["day"] or 0))
    return None


def _read_span(text: str) -> str | None:
    """Read two dates, of which the second has the year and the month of the first, if it has none of its own."""
    for division in _SPAN.finditer(text):
        first, last = text[: division.start()], text[division.end() :]
        if first[-1:].isdigit() and (unit := _LAST_UNIT.match(last)):
            first += unit[1]  # “1-3月”
        elif first[-1:].isdigit() and re.fullmatch(r"\d+", last) is None:
            continue
        begin, end = _read_date(first), _read_date(last)
        if begin and end is None:
            known = re.match(r"(?:.*[年년])?\s*(?:\d+\s*[月월])?", first)
            year = re.match(r".*?[年년]", first)
            era = _ERA.match(first)
            end = (
                (era and _read_date(era[0] + last))
                or (year and _read_date(year[0] + last))
                or (known and _read_date(known[0] + last))
                or None
            )
        if begin and end and "/" not in begin + end and begin[:4] <= end[:4]:
            return f"{begin}/{end}"
    return None


def _read_thai(found: re.Match[str]) -> str | None:
    year, month = int(found["year"]), _THAI_MONTHS.get(found["month"], 0)
    is_buddhist = year > 2300 if not found["era"] else found["era"].lstrip("ค") == found["era"]
    if is_buddhist:
        year -= 543
        year += month in (1, 2, 3) and year < _FIRST_YEAR_FROM_JANUARY
    return format_partial(Partial(year, month, int(found["day"] or 0)))


def _count_chinese(number: str) -> str:
    if "十" not in number:
        return "".join(map(_CHINESE_DIGITS.__getitem__, number))
    tens, _, ones = number.partition("十")
    if len(tens) > 1 or len(ones) > 1:
        return number
    return str(int(_CHINESE_DIGITS.get(tens, "1")) * 10 + int(_CHINESE_DIGITS.get(ones, "0")))

"""How dates that are not read as they are written are rewritten: “fl. 1130”, “10 heures du soir”, “184[8]”."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from archcite._foundation.lazy_regex import LazyPattern, pattern
from archcite.dates import vocabulary
from archcite.dates.expressions import EXPRESSIONS
from archcite.dates.months import MONTHS
from archcite.dates.partial import count_roman
from archcite.dates.vocabulary import find_month, find_words, fold, join_words

_ZONE = (
    r"(?:\s?(?:\(?(?:(?:GMT|UTC|EST|EDT|CST|CDT|MST|MDT|PST|PDT|BST|DBST|CET|CEST|EET|EEST|WET|WEST|JST|IST|HKT|"
    r"AST|NST|MSK|MEZ|MESZ|Z)\b|local time|Ortszeit|hora local|"
    r"heure locale)\)?))"
)
_CLOCK = pattern(
    lambda: (
        rf"[,;—–]?\s*(?:\b(?:{join_words('at')}|alle|ore|ob|klo|kl|saat|в|о|v|ve|às|om|u|w|o)\.?\s+)?"
        r"(?:\d{1,2}(?:[:.h]|\sh\s|"
        rf"\s(?:{join_words('hour')})\.?\s)\d{{2}}(?::\d{{2}})?(?:[.,]\d+)?\s*"
        rf"(?:(?:{join_words('hour')}|мин|минут\w*|min|Z)\b\.?)?{_ZONE}?(?:\s?[+-]\d\d:?\d\d)?"
        rf"|\d{{1,4}}\s*(?:(?:{join_words('hour')}|Z)\b\.?){_ZONE}?"
        r"|[½¼¾]?\s?\d{1,2}-(?:kor|ra)|(?<=[\s,])(?:noon|midnight|midday))\s*$"
    ),
    re.IGNORECASE,
)
# Two figures that may be of this century or the last, in a form that is about as old as 1940.
_UNCLEAR_YEARS_OF_GROUPS = range(31, 40)
_FIRST_IN_BRACKETS = pattern(r"\[([^\[\]]+)\]\s?[–—-]\s?\S")
# The first year of England that began in January.
_FIRST_YEAR_FROM_JANUARY = 1752
_ITALIAN_CENTURIES = {
    "duecento": "XIII",
    "trecento": "XIV",
    "quattrocento": "XV",
    "cinquecento": "XVI",
    "seicento": "XVII",
    "settecento": "XVIII",
    "ottocento": "XIX",
    "novecento": "XX",
}
_PARTS = ("early", "middle", "late")
_ESCAPED_HYPHEN = re.escape("-")
# “anno MDCXLVIII”: whole years in Roman numerals; shorter ones are also words and initials.
_ROMAN_YEAR = r"(?<!\w)(?=[MDCLXVI]{4,})M{1,2}(?:CM|CD|D?C{0,4})(?:XC|XL|L?X{0,4})(?:IX|IV|V?I{0,4})(?!\w)"


def _join_digits(found: re.Match[str]) -> str:
    return found["digits"] or found["first"]


def _count_day(found: re.Match[str]) -> str:
    return f"{vocabulary.find_numbers('ordinals')[fold(found['day']).replace(' ', '-')]} "


def _put_day_first(found: re.Match[str]) -> str:
    written = fold(found["day"]).replace(" ", "-")
    day = vocabulary.find_numbers("ordinals").get(written) or re.sub(r"\D", "", written)
    return f"{day} {found['month']}" if day else found[0]


def _count_year(found: re.Match[str]) -> str:
    return str(count_roman(found[0]))


def _read_message_group(found: re.Match[str]) -> str:
    """Write the day of a group such as “121530Z SEP 62”, which messages have had since the Second World War."""
    year = found["year"]
    if len(year) == 2:
        if int(year) in _UNCLEAR_YEARS_OF_GROUPS:
            return found[0]
        year = f"19{year}" if int(year) > _UNCLEAR_YEARS_OF_GROUPS[-1] else f"20{year}"
    return f"{found['day']} {found['month']} {year}"


def _translate_vietnamese(found: re.Match[str]) -> str:
    day = f"{found['first']} " if found["first"] else ""
    return f"{day}{MONTHS[int(found['month']) - 1]}"


def _choose_new_style(found: re.Match[str]) -> str:
    """Write the later of two years of a day before 25 March: “13 January 1613/1614”."""
    first, short = found["first"], found["last"]
    last = int(first[: 4 - len(short)] + short)
    if last != int(first) + 1 or find_month(fold(found["month"].rstrip("."))) not in (1, 2, 3):
        return found[0]
    day = f"{found['after']} " if found["after"] else found["day"]
    return f"{day}{found['month']} {last}"


def _name_quaker_month(found: re.Match[str]) -> str:
    """Write a month of the Quakers, who had numbers for names: the first was March until 1752, January since then."""
    month, year = int(found["month"]), int(found["year"])
    day = found["day"] or found["late"] or ""
    if not 1 <= month <= 12 or (found["day"] and found["late"]):
        return found[0]
    if year < _FIRST_YEAR_FROM_JANUARY:
        month += 2
        if month > 12:
            month, year = month - 12, year + 1
    return f"{day} {MONTHS[month - 1]} {year}".strip()


def _put_doubt_first(found: re.Match[str]) -> str:
    if fold(found["word"]) not in find_words("approximate", "uncertain"):
        return found[0]
    return f"{found['word']} {found['date']}"


def _put_doubt_before_day(found: re.Match[str]) -> str:
    if fold(found["word"]) not in find_words("approximate", "uncertain"):
        return found[0]
    return f"{found['word']} {found['date']} {found['year']}"


def _put_part_first(found: re.Match[str]) -> str:
    named = found.groupdict()
    part = named["part"] or named["inner"]
    if not find_words("remark").isdisjoint(map(fold, part.split())):
        return found[0]  # “1992, printed later”
    return f"{part} {found['whole']}"


def _strip_brackets(found: re.Match[str]) -> str:
    first = _FIRST_IN_BRACKETS.match(found[0])
    words = map(fold, re.findall(r"[^\W\d_]+", first[1])) if first else ()
    if not find_words("approximate", "uncertain").isdisjoint(words):
        return found[0]  # “[ca. 1650]-1795”: the mark is of the first date alone
    doubt = "?" if "?]" in found[0] else ""
    return re.sub(r"\?\]|[\[\]]", "", found[0]) + doubt


# What is tried on a text that is not a date as it is: a pattern, and what replaces its matches.
REWRITINGS: tuple[tuple[LazyPattern, str | Callable[[re.Match[str]], str]], ...] = (
    # “[Anfang April?] [1677]”, “[vor September] 1684”: parts that are supplied
    (pattern(r"^(?=[^\[\]]*\[)[^()]*$"), _strip_brackets),
    # “1916 or later”, “1945 und früher”
    (
        pattern(
            lambda: (
                rf"^(?P<date>[^,;]*\d{{4}}[^\s,;]*?),?\s(?:(?:{join_words('or', 'and')})\s)?"
                rf"(?:{join_words('later')})$"
            ),
            re.IGNORECASE,
        ),
        r"after \g<date>",
    ),
    (
        pattern(
            lambda: (
                rf"^(?P<date>.*\d{{4}}\S*?),?\s(?:{join_words('or', 'and')})\s(?:{join_words('earlier')})$"
            ),
            re.IGNORECASE,
        ),
        r"before \g<date>",
    ),
    # “ночь с 20 на 21 августа 1968 г.”, “w nocy z 20 na 21 sierpnia 1968”
    (
        pattern(
            r"^(?:(?:в|w|v|u)\s)?(?:ночь|ночи|nocy|noci|noc)\s(?:(?:с|со|z|ze|s)\s(?P<first>\d{1,2}\.?)\s)?(?:на|na)\s(?=\d)",
            re.IGNORECASE,
        ),
        lambda found: f"{found['first']}–" if found["first"] else "",
    ),
    # “inizi del Novecento”, “primo Cinquecento”
    (
        pattern(
            r"(?<![^\W\d_])(?:duecento|trecento|quattrocento|cinquecento|seicento|settecento|ottocento|novecento)"
            r"(?![^\W\d_])",
            re.IGNORECASE,
        ),
        lambda found: f"{_ITALIAN_CENTURIES[found[0].casefold()]} secolo",
    ),
    # “1.ª mitad del s. XVII”
    (pattern(r"(?<=\d)\.(?=[ªº])"), ""),
    # “v. J. 1525”, “im J. 1525”, “d. J. 1525”
    (pattern(r"^(?:[vdi]\.|vom|im|des)\s?J\.\s?(?=\d{3,4}(?!\d))"), ""),
    # “the week of 3 March 1947”
    (
        pattern(r"^(?:the\s)?week\s(?:of|beginning|commencing|ending)\s(?:the\s)?(?=\S)", re.IGNORECASE),
        "about ",
    ),
    # “7th day of 8th month 1652”, “8th mo. 7, 1652”: before 1752 the first month of the Quakers was March
    (
        pattern(
            r"^(?:(?:the\s)?(?P<day>\d{1,2})(?:st|nd|rd|th)?(?:\sday)?(?:,?\sof)?(?:\sthe)?[\s,]\s?)?"
            r"(?P<month>\d{1,2})(?:st|nd|rd|th)?\s?(?:month|mo)\b\.?(?:\s(?P<late>\d{1,2})(?:st|nd|rd|th)?)?,?"
            r"\s(?:in\s)?(?:the\syear\s)?(?P<year>1[67]\d\d)(?:/\d\d?)?$",
            re.IGNORECASE,
        ),
        _name_quaker_month,
    ),
    # “Mo., 3. Mai 1955”, “пн, 3 мая 1955 г.”: days of the week in two letters
    (pattern(lambda: rf"^(?:{join_words('weekday_letters')})\.?, (?=\d)", re.IGNORECASE), ""),
    (
        pattern(
            lambda: (
                rf"^(?:{join_words('weekdays', shortest=4)})"
                rf"(?:\s(?:{join_words('day_part')}))?,?\s(?=\d)"
            ),
            re.IGNORECASE,
        ),
        "",
    ),
    # “12 August, circa 1881”, “Oct. 22, (probably) 1983”
    (
        pattern(r"^(?P<date>[^,\d]*\d{1,2}[^,\d]*),?\s\(?(?P<word>[^\W\d_]+)\.?\)?\s(?P<year>\d{4})$"),
        _put_doubt_before_day,
    ),
    # “27 Ramaḍān 1108 (year 42 of ʿĀlamgīr)”: the year of a reign beside the date
    (pattern(r"\s\((?:(?:in )?(?:year|yr)|\d{1,2}(?:st|nd|rd|th) year)\b[^()]*\)$", re.IGNORECASE), ""),
    # “early to mid 1950s”
    (
        pattern(
            lambda: (
                rf"^(?:{join_words(*_PARTS)})(?:\s(?:{join_words('to', 'and', 'or')})\s|\s?[-–/]\s?)"
                rf"(?=(?:{join_words(*_PARTS)})\b)"
            ),
            re.IGNORECASE,
        ),
        "",
    ),
    # “this 3rd day of May 1791”, “the fourth of July, 1776”, “primero de mayo de 1886”
    (
        pattern(
            r"^(?:(?:on|at)\s)?(?:(?:the|this)\s)?(?P<day>\d{1,2}(?:st|nd|rd|th|d)?)\s(?:day\s)?of\s",
            re.IGNORECASE,
        ),
        r"\g<day> ",
    ),
    (
        pattern(
            lambda: (
                r"^(?:(?:on|at)\s)?(?:(?:the|this|el|il|le)\s)?"
                rf"(?P<day>{join_words('ordinals', shortest=4).replace(_ESCAPED_HYPHEN, '[- ]')})"
                r"\s(?:(?:day\s)?(?:of|de)\s)?(?=[^\W\d_]{3,}[ ,.].*\d{4})"
            ),
            re.IGNORECASE,
        ),
        _count_day,
    ),
    # “July the fourth, 1776”, “May the 4th 1886”
    (
        pattern(
            r"^(?P<month>[^\W\d_]{3,})\sthe\s(?P<day>\d{1,2}(?:st|nd|rd|th)|[a-z]{5,11}(?:[ -][a-z]{5,7})?)"
            r"(?=,?\s(?:of\s)?\d{4}$)",
            re.IGNORECASE,
        ),
        _put_day_first,
    ),
    # “den 3/5 1925”, as Scandinavians write it, also “13/5 1925”; “1/2 1925” may be a double number of a journal.
    # “a 2 de mayo de 1808”
    (
        pattern(
            r"^(?:(?:den|d\.|am|vom)\s(?P<day>\d{1,2})|(?P<late>1[3-9]|[23]\d))/(?P<month>1[0-2]|[1-9])\s(?=\d{4}$)"
            r"|^a\s(?:los\s)?(?=\d{1,2}\s(?:días\s)?de[l ])",
            re.IGNORECASE,
        ),
        lambda found: f"{found['day'] or found['late']}.{found['month']}." if found["month"] else "",
    ),
    (pattern(_ROMAN_YEAR), _count_year),
    # “211430Z AUG 68”: groups of day and hour in messages
    (
        pattern(
            r"^(?P<day>[0-3]\d)\s?[0-2]\d[0-5]\d\s?[A-Z]?\s?(?P<month>[A-Za-z]{3,})\.?\s?(?P<year>\d\d(?:\d\d)?)$"
        ),
        _read_message_group,
    ),
    # “M.DCC.XLIX”, “M DCC XLIX”: years in Roman numerals of old imprints
    (pattern(r"(?<=[MDCLXVI])(?:\.\s?|\s)(?=[MDCLXVI]+\b)"), ""),
    (pattern(r"^v\.\s?(?=\d{4}(?!\d))"), "ca. "),  # “v. 1955”, as French archives abbreviate “vers”
    # “12 9bre 1710”, “3 Xber 1688”: months that are named after the seventh to the tenth
    *(
        (pattern(rf"(?<!\w)(?:{numeral})\s?(?:bris|bre|ber|bri|br)s?\b\.?", re.IGNORECASE), month)
        for numeral, month in (
            ("7|vii", "september"),
            ("8|viii", "october"),
            ("9|ix", "november"),
            ("10|x", "december"),
        )
    ),
    # “FY 1962”, “Schuljahr 1961/62”
    (
        pattern(
            lambda: rf"^(?:{join_words('year_kind')})\s(?=\d{{4}})",
            re.IGNORECASE,
        ),
        "",
    ),
    # “1945 to date”, “1945-present”
    (
        pattern(
            lambda: (
                rf"^(?P<date>.*\d.*?)(?:\s?[-–—]\s?|,?\s(?:{join_words('to')})\s)"
                rf"(?:(?:the|la|le|el|il|o)\s)?(?:{join_words('now')})$"
            ),
            re.IGNORECASE,
        ),
        r"\g<date>–",
    ),
    # “1946 és 1949 között”, “vuosien 1946 ja 1949 välillä”: the word after the two dates
    (
        pattern(
            lambda: (
                rf"^(?P<first>.*\d.*?)(?:\s?[-–]\s?|\s(?:{join_words('and')})\s|['’]?(?:ile|ve)\s)(?P<last>.*\d.*?)"
                rf"(?:\s(?:yıl(?:lar)?ı|években|{join_words('between_postposed')}))+$"
            ),
            re.IGNORECASE,
        ),
        r"between \g<first> and \g<last>",
    ),
    (pattern(r"^(?P<first>.*\d\.?)-?(?:t[oóeéöő]l|t[óő]l)\s(?P<last>.*\d\.?)-?ig$"), r"\g<first> – \g<last>"),
    # “2 de mayo de 1808, viernes” has its comma; “1968-Aug-21”
    (
        pattern(r"^(?P<year>\d{4})[-/](?P<month>[^\W\d_]{3,})[-/](?P<day>\d{1,2})$"),
        r"\g<day> \g<month> \g<year>",
    ),
    # “fl. 1130”, “active 9th century”, “©1926”, “1950 c” (as in Canada), “2月28日（金）”
    (
        pattern(
            r"^(?:paulo (?=ante|post)|(?:fl|active|flourished|floruit|tätig|actif|attivo|activo)\b\.?\s|"
            r"©\s?|copyright\s|cop\.\s?)"
            r"|\s(?:fl|flourished)\.?$|\s?[（(][日月火水木金土](?:曜日?)?[）)]",
            re.IGNORECASE,
        ),
        "",
    ),
    (pattern(r"^(?P<date>\d{4}(?:\s?[-–]\s?\d{4})?),? (?:ca|c|circa)$", re.IGNORECASE), r"ca. \g<date>"),
    # “1862 (uncertain)”, “Feb 1812 approx.”
    (pattern(r"^(?P<date>.*\d\S*?),? \(?(?P<word>[^\W\d_]+)\.?\)?$"), _put_doubt_first),
    # “May 14 '53 [14 May 1953]”, “7.9.71 [7 September 1971]”
    (
        pattern(
            r"^(?:[\d./\s-]+|[^\W\d_]{3,}\.? \d{1,2},? ['’]?|\d{1,2}\.? [^\W\d_]{3,}\.? ['’]?)(?P<short>\d\d) "
            r"\[(?P<ours>[^\]]*\d\d(?P=short))\]$"
        ),
        r"\g<ours>",
    ),
    # “XIVe siècle (début)”, “20. Jahrhundert, 1. Hälfte”
    (
        pattern(
            r"^(?P<whole>[^,()]*[\dIVX][^,()]*)(?:,\s(?P<part>[^\d,()]*(?:\d\S{0,3})?\s?[^\d,()]{3,})|"
            r"\s\((?P<inner>[^\d()]+)\))$"
        ),
        _put_part_first,
    ),
    # “9 (22) января 1905 г.”, “25 октября (7 ноября) 1917 г.”, “25.X.(7.XI.)1917”: two calendars
    (pattern(r"(?P<first>\d{1,2})\.?\s?\((?P<last>\d{1,2})\.?\)(?=\.?\s[^\W\d_])"), r"\g<first>/\g<last>"),
    (
        pattern(r"(?P<first>\d{1,2}\.?\s[^\W\d_]+)\s?\((?P<last>\d{1,2}\.?\s[^\W\d_]+)\)"),
        r"\g<first>/\g<last>",
    ),
    # “1937 г., не ранее августа”
    (pattern(r"(?P<whole>\d{4})(?:\s?(?:г|р|r)\.?)?,\s(?P<part>[^\d].*[^\W\d_]{3}.*)"), _put_part_first),
    # “10 heures du soir”, “ore 15”, “noon, 13 August 1961”, “délelőtt”
    (
        pattern(
            lambda: (
                r"^(?:at\s)?(?:noon|midnight|midday),?\s(?:of\s|on\s)?"
                r"|[,;]?\s*(?:(?<!\d)\d{1,2}\s?(?:h|heures?|Uhr|часов|ч\.|godz\.|hod\.|óra)?\s+)?"
                rf"(?:(?:du|de|della|di|in the|at|de la|da|à|w)\s)?(?:{join_words('day_part')})\.?$"
                rf"|,?\s(?:{join_words('at')}|um|в|о|ore)\.?\s\d{{1,2}}(?:[.:,]\d\d)?$"
            ),
            re.IGNORECASE,
        ),
        "",
    ),
    # “late 12th or early 13th century”: the word is that of both
    (
        pattern(
            lambda: (
                rf"^(?P<first>(?:[^\W\d_]+\s){{0,3}}(?:\d{{1,2}}(?:st|nd|rd|th|er|e|ème|º|\.)?|[IVX]+(?:e|ème|-го|\.)?))"
                rf"\s(?P<choice>{join_words('and', 'or')})\s(?P<last>.*?[\dIVX].*?\s(?P<word>{join_words('century')}))$"
            ),
            re.IGNORECASE,
        ),
        r"\g<first> \g<word> \g<choice> \g<last>",
    ),
    # “184[8]”, “[18]48”: a year that is supplied in part
    (pattern(r"(?<=\d)\[(?P<digits>\d{1,3})\]|\[(?P<first>\d{1,3})\](?=\d)"), _join_digits),
    # “1867 körül”, “1526 előtt”, “1950年頃”: words after the date
    (
        pattern(
            lambda: (
                rf"(?P<date>.*\d.*?)(?:['’]?[td]?[ae]?n?\s(?:{join_words('approximate_postposed')})|頃|ごろ|左右)"
            )
        ),
        r"ca. \g<date>",
    ),
    (
        pattern(
            lambda: (
                rf"(?P<date>.*\d.*?)(?:(?:-ig|['’]?[td][ea]n)?\s(?:{join_words('before_postposed')})|(?<=\d)-ig$|"
                r"['’][ey]e kadar|以前|之前)"
            )
        ),
        r"before \g<date>",
    ),
    (
        pattern(
            lambda: (
                rf"(?P<date>.*\d.*?)(?:['’]?[td][ea]n)?(?:\s(?:{join_words('after_postposed')})|"
                r"(?<=\d)-t[óő]l$|以後|以后|之后)"
            )
        ),
        r"after \g<date>",
    ),
    # “14 tháng 6, 1870”, “thg 7 năm 1929”, “Thứ Bảy, …”: Vietnamese months in ours
    (
        pattern(
            r"(?:ngày\s)?(?:(?:Thứ\s(?:Hai|Ba|Tư|Năm|Sáu|Bảy)|"
            r"Chủ\s[Nn]hật),?\s(?:ngày\s)?)?(?:(?P<first>\d{1,2})\s)?(?:tháng|"
            r"thg)\s?(?P<month>1[0-2]|[1-9])(?!\d)(?:,?\snăm)?",
            re.IGNORECASE,
        ),
        _translate_vietnamese,
    ),
    (pattern(r"^năm\s(?=\d{4}$)", re.IGNORECASE), ""),
    # “1862(e)ko apirilaren 20(a)”
    (pattern(r"(?<=\d)(?:\((?:e|a)\)['’]?(?:ko)?|e?['’]?ko(?!\w)|a(?=,|$))"), ""),
    (pattern(r"^יום [א-ת]+,? (?=\d)|^e (?=(?:hënë|martë|mërkurë|enjte|premte|shtunë|diel),)"), ""),
    (pattern(r"\s(?:t/m|t\.?e\.?m\.?)\s"), " – "),
    # “pre-1850”, “mi-juin 1940”
    (
        pattern(r"^(?P<word>pre|post|ante|mid)-(?=\d)|^mi-(?=\d|[^\W\d_]{3})", re.IGNORECASE),
        lambda found: f"{found['word'] or 'mid'} ",
    ),
    # “13 January 1613/1614”
    (
        pattern(
            r"(?P<day>\b\d{1,2}\s|"
            r"\b)(?P<month>[^\W\d_]{3,}\.?)\s(?:(?P<after>\d{1,2}),?\s)?(?P<first>\d{4})\s?/\s?(?P<last>\d{4}|"
            r"\d{1,2})(?!\d)"
        ),
        _choose_new_style,
    ),
    # “ngày 2-9-1945”, “ב-29 בנובמבר 1947”, “A.H. 1255/A.D. 1839”
    (pattern(r"^ngày (?P<day>\d{1,2})[-/](?P<month>\d{1,2})[-/](?=\d{4}$)"), r"\g<day>.\g<month>."),
    (pattern(r"(?<![א-ת])(?:ב-?(?=\d|[א-ת]{3})|ה-(?=\d))"), ""),
    # “26. prosince1489”, “12.März 1944”, “25/set/2026”, “12-III-1944”
    (pattern(r"(?<=[^\W\d_]{3})(?=\d{4}(?!\d))|(?<=\d\.)(?=[^\W\d_]{3})"), " "),
    (pattern(r"^(\d{1,2})\s?([-/.])\s?([^\W\d_]{3,}\.?)\s?\2\s?(\d{4})$"), r"\1 \3 \4"),
    *EXPRESSIONS,
    (pattern(r"^(?P<year>\d{4})\s?\+$"), r"after \g<year>"),  # “1315+”
    (_CLOCK, ""),
    # “4:30 p.m., 22 November 1963”
    (
        pattern(
            r"^\d{1,2}(?::\d\d|\.\d\d(?=\s?(?:Uhr|[ap]\.?m)))\s*(?:[ap]\.?m\.?|Uhr|h)?,?\s+(?:on\s)?",
            re.IGNORECASE,
        ),
        "",
    ),
    (pattern(r"(?P<year>\d{4})\sff?\.?(?!\w)"), r"after \g<year>"),  # “1933 ff.”
)


def iterate_rewritten(text: str) -> Iterator[str]:
    """Yield what the text of a date becomes by each rewriting that changes it.

    >>> list(iterate_rewritten("184[8]"))
    ['1848']
    """
    seen = {text}
    for form, replacement in REWRITINGS:
        rewritten = form.sub(replacement, text)
        if rewritten not in seen:
            seen.add(rewritten)
            yield rewritten

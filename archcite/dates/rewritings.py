"""How dates that are not read as they are written are rewritten: “fl. 1130”, “10 heures du soir”, “184[8]”."""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcite._foundation.lazy_regex import pattern
from archcite.dates import vocabulary
from archcite.dates.compound import REMARK_WORDS
from archcite.dates.vocabulary import fold

_CLOCK = pattern(
    r"[,;—–]?\s*(?:\b(?:at|um|à|alle|ore|ob|o|klo|kl|saat|в|a las|à)\.?\s+)?"
    r"(?:\d{1,2}(?:[:.h]|\sh\s)\d{2}(?::\d{2})?(?:[.,]\d+)?\s*(?:a\.?m\.?|p\.?m\.?|hrs?\.?|hours?|Uhr|h\b|Z\b|GMT|UTC)?(?:\s?[+-]\d\d:?\d\d)?"
    r"|\d{1,4}\s*(?:a\.?m\b\.?|p\.?m\b\.?|hours|hrs\.?|Uhr|o[’']clock|Z\b|ч\b\.?|час\w*|heures?|h\b)"
    r"|[½¼¾]?\s?\d{1,2}-(?:kor|ra)|(?<=[\s,])(?:noon|midnight|midday))\s*$",
    re.IGNORECASE,
)
# “1916 or later”, “1945 und früher”
_JOINING = "(?:or|and|oder|und|ou|et|o|e|lub|i|или|и|nebo|a|vagy|eller|of|en|ja|tai|sau|și)"
_PART_OF_DAY = (
    r"(?:noon|midnight|midday|morning|afternoon|evening|night|vormittags?|nachmittags?|mittags?|morgens|abends|nachts|früh|"
    r"matin|après-midi|soir|midi|minuit|mattina|mattino|pomeriggio|sera|mezzogiorno|mañana|tarde|noche|manhã|noite|"
    r"утра|дня|вечера|ночи|утро|вечер|утром|вечером|rano|wieczorem|wieczór|po południu|w południe|ráno|večer|odpoledne|"
    r"dopoledne|délelőtt|délután|este|reggel|délben|ochtend|middag|avond|morgen|kväll|formiddag|eftermiddag|aften|kveld|"
    r"sabah|akşam)"
)


def _join_digits(found: re.Match[str]) -> str:
    return found["digits"] or found["first"]


def _put_doubt_first(found: re.Match[str]) -> str:
    if fold(found["word"]) not in (*vocabulary.APPROXIMATE, *vocabulary.UNCERTAIN):
        return found[0]
    return f"{found['word']} {found['date']}"


def _put_part_first(found: re.Match[str]) -> str:
    named = found.groupdict()
    part = named["part"] or named["inner"]
    if not REMARK_WORDS.isdisjoint(map(fold, part.split())):
        return found[0]  # “1992, printed later”
    return f"{part} {found['whole']}"


def _strip_brackets(found: re.Match[str]) -> str:
    doubt = "?" if "?]" in found[0] else ""
    return re.sub(r"\?\]|[\[\]]", "", found[0]) + doubt


# What is tried on a text that is not a date as it is: a pattern, and what replaces its matches.
_REWRITINGS = (
    # “[Anfang April?] [1677]”, “[vor September] 1684”: parts that are supplied
    (pattern(r"^(?=[^\[\]]*\[)[^()]*$"), _strip_brackets),
    # “1916 or later”, “1945 und früher”
    (
        pattern(
            rf"^(?P<date>[^,;]*\d{{4}}[^\s,;]*?),?\s(?:{_JOINING}\s)?"
            r"(?:later|after|thereafter|onwards?|später|danach|après|depuis|dopo|después|depois|później|позже|позднее|později|"
            r"senare|senere|later|myöhemmin|későbbi|ulterior)$",
            re.IGNORECASE,
        ),
        r"after \g<date>",
    ),
    (
        pattern(
            rf"^(?P<date>.*\d{{4}}\S*?),?\s{_JOINING}\s"
            r"(?:earlier|before|früher|davor|avant|prima|antes|wcześniej|ранее|раньше|dříve|tidigare|tidligere|eerder)$",
            re.IGNORECASE,
        ),
        r"before \g<date>",
    ),
    # “Mo., 3. Mai 1955”, “пн, 3 мая 1955 г.”: days of the week in two letters
    (
        pattern(
            r"^(?:Mo|Di|Mi|Do|Fr|Sa|So|пн|вт|ср|чт|пт|сб|вс|pn|wt|śr|pt|po|út|st|čt|pá|so|ne)\.?, (?=\d)",
            re.IGNORECASE,
        ),
        "",
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
            r"^(?P<whole>[^,()]*[\dIVX][^,()]*)(?:,\s(?P<part>[^\d,()]*(?:\d\S{0,3})?\s?[^\d,()]{3,})|\s\((?P<inner>[^\d()]+)\))$"
        ),
        _put_part_first,
    ),
    # “9 (22) января 1905 г.”, “25 октября (7 ноября) 1917 г.”, “25.X.(7.XI.)1917”: two calendars
    (pattern(r"(?P<first>\d{1,2})\s?\((?P<last>\d{1,2})\)(?=\.?\s[^\W\d_])"), r"\g<first>/\g<last>"),
    (
        pattern(r"(?P<first>\d{1,2}\.?\s[^\W\d_]+)\s?\((?P<last>\d{1,2}\.?\s[^\W\d_]+)\)"),
        r"\g<first>/\g<last>",
    ),
    # “1937 г., не ранее августа”
    (pattern(r"(?P<whole>\d{4})(?:\s?(?:г|р|r)\.?)?,\s(?P<part>[^\d].*[^\W\d_]{3}.*)"), _put_part_first),
    # “10 heures du soir”, “ore 15”, “noon, 13 August 1961”, “délelőtt”
    (
        pattern(
            r"^(?:at\s)?(?:noon|midnight|midday),?\s(?:of\s|on\s)?"
            r"|[,;]?\s*(?:(?<!\d)\d{1,2}\s?(?:h|heures?|Uhr|часов|ч\.|godz\.|hod\.|óra)?\s+)?"
            rf"(?:(?:du|de|della|di|in the|at|de la|da|à|w)\s)?{_PART_OF_DAY}\.?$"
            r"|,?\s(?:ore|klo|kl\.|godz\.|hod\.|saat|um|в|о)\s\d{1,2}(?:[.:,]\d\d)?$",
            re.IGNORECASE,
        ),
        "",
    ),
    # “184[8]”, “[18]48”: a year that is supplied in part
    (pattern(r"(?<=\d)\[(?P<digits>\d{1,3})\]|\[(?P<first>\d{1,3})\](?=\d)"), _join_digits),
    # “1867 körül”, “1526 előtt”, “1950年頃”: words after the date
    (pattern(r"(?P<date>.*\d.*?)(?:\s(?:körül|táján|civarında|civarı)|頃|ごろ|左右)"), r"ca. \g<date>"),
    (pattern(r"(?P<date>.*\d.*?)(?:\s(?:előtt|öncesi|önce)|以前|之前)"), r"before \g<date>"),
    (pattern(r"(?P<date>.*\d.*?)(?:\s(?:után|sonrası|sonra)|以後|以后|之后)"), r"after \g<date>"),
    # “ngày 2-9-1945”, “ב-29 בנובמבר 1947”, “A.H. 1255/A.D. 1839”
    (pattern(r"^ngày (?P<day>\d{1,2})[-/](?P<month>\d{1,2})[-/](?=\d{4}$)"), r"\g<day>.\g<month>."),
    (pattern(r"(?<![א-ת])ב-?(?=\d|[א-ת]{3})"), ""),
    # “26. prosince1489”, “12.März 1944”, “25/set/2026”, “12-III-1944”
    (pattern(r"(?<=[^\W\d_]{3})(?=\d{4}(?!\d))|(?<=\d\.)(?=[^\W\d_]{3})"), " "),
    (pattern(r"^(\d{1,2})\s?([-/.])\s?([^\W\d_]{3,}\.?)\s?\2\s?(\d{4})$"), r"\1 \3 \4"),
    # “in or around 1950”, “în jur de 1900”, “en torno a 1500”
    (
        pattern(
            r"^(?:(?:in|on|at) or (?:about|around|near)|(?:on|at|in) (?:about|around)|în jur(?:ul)?(?: de| anului)?|"
            r"en torno a|u\.þ\.b\.|um það bil|a eso de|intorno al(?:l['’])?|"
            r"por volta d[eo]|aux? (?:environs|alentours) d[eu]|in etwa|rond het jaar|"
            r"alrededor de|cerca d[ei]|cerca del|in de jaren rond)\s?",
            re.IGNORECASE,
        ),
        "ca. ",
    ),
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
    for form, replacement in _REWRITINGS:
        rewritten = form.sub(replacement, text)
        if rewritten not in seen:
            seen.add(rewritten)
            yield rewritten

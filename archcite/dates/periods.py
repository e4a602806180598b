"""Centuries and decades, their halves, and spans of them."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.dates import vocabulary
from archcite.dates.partial import count_roman, join_marks, take_era, take_marks

# “ХХ ст.”, with letters that only look like Roman numerals.
_CYRILLIC_NUMERAL = pattern(r"(?<!\w)[IVXІХ]*[ІХ][IVXІХ]*(?!\w)")
_LATIN_LETTERS = str.maketrans("ІХ", "IX")
_NUMBER = r"\d{1,2}|[IVX]+"
_CENTURY_WORD = (
    r"(?:century|centuries|cent\.?|c\.?|jahrhunderts?|jh\.?|jhs\.?|jhdt?\.?|jhd\.?|siècles?|s\.?|в\.?|вв\.?|век\w*|"
    r"століття|століть|ст\.?|wieku?|wieków|w\.?|stoleti|století|stol\.?|storočie|storočia|stor\.?|eeuw|(?<=e )e\.?|"
    r"secolo|secoli|sec\.?|"
    r"század\w*|sz\.?|yüzyıl\w*|yy\.?|århundre\w*|vuosisata|vuosisadan|gadsimts|gs\.?|stoljeć[ae]|stoletj[ea]|век\w*|amžius|amžiaus|sajand|sajandi)"
)
_CENTURY = pattern(
    rf"(?P<number>{_NUMBER})\s?(?:st|nd|rd|th|er|ème|ième|ième|de|ste|e|o|º|\.|-го|-е|-й)?[\s-]*{_CENTURY_WORD}"
    rf"|(?:siglo|siglos|ss?\.|secolo|secoli|sec\.|secc\.|século|séculos|sécs?\.|secolul|secolului|"
    rf"saec\.|saeculo|segles?|thế kỷ)"
    rf"\s+(?:al\s)?(?P<after>{_NUMBER})\.?(?:-lea)?"
    r"(?P<end>\s?(?:in|ex|med)\.?|(?<=[IVX]\.)[12]|(?<=[IVX])/[12])?",
    re.IGNORECASE,
)
_CENTURY_AT_END = pattern(rf"(?:{_NUMBER})(?P<word>\S*[\s-]*{_CENTURY_WORD})", re.IGNORECASE)
# “1700-tallet”, “1800-luku”: the hundred years from 1700 on.
_HUNDRED_YEARS = pattern(
    r"(?P<hundred>\d{1,2})(?P<decade>\d)0-(?:tallet|talet|tal|luku|luvun|luvulla)", re.IGNORECASE
)
_DECADE_WORD = (
    r"(?:['’]?s|[-\s]?(?:er|е|x|х|ых|ті|их|te|talet|tallet|luku|luvun|luvulla|as évek|es évek)"
    r"(?:\s+(?:Jahren?|гг\.?|годы|годов|рр\.?|роки|років|leta|let))?|\.?\s?(?:lat[ay]?|leta|let)\b)"
)
_DECADE = pattern(
    rf"(?:the\s+|années\s+|anni\s+|años\s+|anos\s+|lata\s+|jaren\s+)?(?P<years>\d{{3}})0{_DECADE_WORD}"
    r"|(?:années|anni|años|anos|lata|léta|anii|decada de|década de|década dos|jaren)\s+(?P<named>\d{3})0",
    re.IGNORECASE,
)
# “20er Jahre des 20. Jahrhunderts”, “lata 50. XX w.”
_DECADE_OF_CENTURY = pattern(
    rf"(?:(?:the|les|années|anni|años|anos|lata|léta|jaren)\s+)?['’]?(?P<decade>\d)0(?:{_DECADE_WORD}|\.)?"
    rf"\s+(?:(?:of|des|du|del|de|van|do)\s+)?(?:(?:the|de|el|la)\s+)?(?P<century>.+)",
    re.IGNORECASE,
)
_ABOUT = pattern(rf"(?:{join_alternatives(vocabulary.APPROXIMATE)})\b\.?\s*", re.IGNORECASE)
_DIVISION = pattern(
    r"\s?[–—/-]\s?|\s(?:to|through|until|bis|au|al|a|do|по|до|till|til|tot|and|und|et|e|y|i|и)\s(?:the\s)?"
)


def read_period(text: str) -> str | None:
    """Read centuries, decades and spans of them.

    >>> read_period("XVIIIe siècle"), read_period("3rd century BC"), read_period("lata 50. XX w.")
    ('17XX', '-02XX', '195X')
    >>> read_period("2. Hälfte des 18. Jahrhunderts"), read_period("XVI–XVII вв."), read_period("1958")
    ('17XX~', '15XX/16XX', None)
    """
    text = _CYRILLIC_NUMERAL.sub(lambda found: found[0].translate(_LATIN_LETTERS), text)
    if (single := _read_single(text)) is not None:
        return single
    if (about := _ABOUT.match(text)) and (span := read_period(text[about.end() :])):
        ends = (re.fullmatch(r"(.*?)([~?%]?)", end) for end in span.split("/"))
        return "/".join(end[1] + join_marks("~", end[2]) for end in ends if end)  # “ca. 5./6. Jh.”
    for found in _DIVISION.finditer(text):
        first_text, last_text = text[: found.start()], text[found.end() :]
        before = re.match(r"\D+?(?=[\dIVX])", first_text)
        # “siglos XV-XVI” has the word before the first.
        last = _read_single(last_text) or (before and _read_single(before[0] + last_text))
        if last is None:
            continue
        mark, first = take_marks(first_text)
        number = re.match(_NUMBER, first)
        word = _CENTURY_AT_END.fullmatch(take_marks(last_text)[1])
        begin = _read_single(first_text) or _read_year(first_text)
        if (
            begin is None
            and word
            and number
            and not first[number.end() :][:1].isdigit()
            and len(first) - number.end() < 4
        ):
            begin = _read_single(number[0] + word["word"])  # “XVI–XVII вв.”
            begin = begin and begin + mark
        if begin and begin[:3] <= last[:3]:
            return f"{begin}/{last}"
    return None


def _read_single(text: str) -> str | None:
    mark, bare = take_marks(text)
    if found := _HUNDRED_YEARS.fullmatch(bare):
        return f"{found['hundred']:0>2}{'X' if found['decade'] == '0' else found['decade']}X{mark}"
    if found := _DECADE.fullmatch(bare):
        years = found["years"] or found["named"]
        is_century = years.endswith("0") and re.search(r"00['’]?s$", bare)  # “the 1800s”
        return f"{years[:2]}XX{mark}" if is_century else f"{years}X{mark}"
    if (found := _DECADE_OF_CENTURY.fullmatch(bare)) and (century := _read_century(found["century"])):
        return f"{century[:2]}{found['decade']}X{mark}" if century[0] != "-" else None
    century = _read_century(bare)
    if century is None:
        return None
    return century.rstrip("~") + join_marks("~" if "~" in century else "", mark)


def _read_year(text: str) -> str | None:
    mark, bare = take_marks(text)
    return bare + mark if re.fullmatch(r"\d{4}", bare, re.ASCII) else None


def _read_century(text: str) -> str | None:
    era, bare = take_era(text)
    found = _CENTURY.fullmatch(bare)
    if found is None:
        return None
    written = found["number"] or found["after"]
    number = int(written) if written.isdigit() else count_roman(written)
    if not 1 <= number <= 21:
        return None
    return f"{'-' if era == 'BC' else ''}{number - 1:02}XX{'~' if found['end'] else ''}"

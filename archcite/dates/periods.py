"""Centuries and decades, their halves, and spans of them."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern
from archcite.dates.partial import count_roman, join_marks, take_era, take_marks
from archcite.dates.vocabulary import find_parts, find_words, fold, join_words

# “ХХ ст.”, with letters that only look like Roman numerals.
_CYRILLIC_NUMERAL = pattern(r"(?<!\w)[IVXІХ]*[ІХ][IVXІХ]*(?!\w)")
_LATIN_LETTERS = str.maketrans("ІХ", "IX")
_NUMBER = r"\d{1,2}|[IVX]+"
# “17e e.” has a sign of order before the letter.
_CENTURY = pattern(
    lambda: (
        rf"(?P<number>{_NUMBER})\s?(?:st|nd|rd|th|er|ème|ième|de(?![^\W\d_])|ste|e|o|º|\.|-го|-е|-й)?[\s-]*{_join_centuries()}"
        rf"|(?:(?:{join_words('century')})\b\.?|ss?\.|(?:{join_words('century_short', shortest=3)})\.)"
        rf"(?:\s+|(?<=\.))(?:al\s)?(?P<after>{_NUMBER})\.?(?:-lea)?"
        r"(?P<end>\s?(?:in|ex|med)\.?|(?<=[IVX])\.?[12]|(?<=[IVX])/[12])?"
        r"|(?P<bare>[IVX]{2,})\s(?P<part>in|ex|med)\b\.?"
    ),
    re.IGNORECASE,
)
_CENTURY_AT_END = pattern(lambda: rf"(?:{_NUMBER})(?P<word>\S*[\s-]*{_join_centuries()})", re.IGNORECASE)
# “1700-tallet”, “1800-luku”: the hundred years from 1700 on.
_HUNDRED_YEARS = pattern(
    r"(?P<hundred>\d{1,2})(?P<decade>\d)0-(?:tallets?|talets?|tal|luku|luvun|luvulla)", re.IGNORECASE
)
_DECADE_WORD = (
    r"(?:['’]?s|au|['’]?l[aeıiu]r\w*|['’]?l[ıiuü] y[ıi]llar\w*|['’]erne|[-\s]?(?:er|ern|ih|te|a|arene|årene|е|x|х|"
    r"ых|ті|их|te|talets?|tallets?|luku|luvun|luvulla|as évek|es évek)"
    r"(?:[\s-]+(?:Jahren?|години|годините|godine|godina|гг\.?|годы|годов|рр\.?|роки|років|leta|let))?|"
    r"\.?\s?(?:lat[ay]?|leta|let)\b)"
)
_DECADE = pattern(
    rf"(?:the\s+|années\s+|anni\s+|años\s+|anos\s+|lata\s+|jaren\s+)?(?P<years>\d{{3}})0{_DECADE_WORD}"
    r"|(?:(?:les|gli|los|os|de|els)\s+)?(?:années|anni|años|anos(?:\sde)?|lata|léta|anii|anys|decada de|"
    r"decennio|decennium|десятилетие|"
    r"década de|década dos|jaren)"
    r"\s+(?P<named>\d{3})0",
    re.IGNORECASE,
)
# “20er Jahre des 20. Jahrhunderts”, “lata 50. XX w.”
_DECADE_OF_CENTURY = pattern(
    rf"(?:(?:the|les|années|anni|años|anos|lata|lat|léta|let|jaren)\s+)?['’]?(?P<decade>\d)0(?:{_DECADE_WORD}|"
    rf"\.(?:\sl[eé]t[aá]?)?)?"
    rf"\s+(?:(?:of|des|du|del|de|van|do)\s+)?(?:(?:the|de|el|la)\s+)?(?P<century>.+)",
    re.IGNORECASE,
)
_ABOUT = pattern(lambda: rf"(?:{join_words('approximate')})\b\.?\s*", re.IGNORECASE)
_LONGEST_PERIOD = 90
_WORD = pattern(r"\d+|[^\W\d_]+|\S")
_ROMAN = pattern(r"X{0,2}(?:IX|IV|V?I{0,3})", re.IGNORECASE)
_NUMBER_SUFFIX = pattern(
    r"(?<=[\dIVXivx])\s?-\s?(?:lea|го|й|е|я|th|st|nd|rd|ый|ого|та|ти|го)(?!\w)"
    r"|(?<=\d)\s?(?:st|nd|rd|th|e|ème|º|ª|-?inci|ος|ου|ο|[iıuü]nc[iıuü])(?!\w)",
    re.IGNORECASE,
)
# “1/2 sec. XX”, “4/4 sec. XVII”: a half, a quarter.
_FRACTION_FIGURES = pattern(r"(?<![\d/])(?:[12]/2|[1-3]/3|[1-4]/4)(?![\d/.])")
_DIVISION = pattern(lambda: rf"\s?[–—/-]\s?|\s(?:{join_words('to', 'and')})\s(?:the\s)?")


def read_period(text: str) -> str | None:
    """Read centuries, decades and spans of them.

    >>> read_period("XVIIIe siècle"), read_period("3rd century BC"), read_period("lata 50. XX w.")
    ('17XX', '-02XX', '195X')
    >>> read_period("2. Hälfte des 18. Jahrhunderts"), read_period("XVI–XVII вв."), read_period("1958")
    ('17XX~', '15XX/16XX', None)
    """
    text = _CYRILLIC_NUMERAL.sub(lambda found: found[0].translate(_LATIN_LETTERS), text)
    return _read_by_form(text) or _read_by_words(text)


def _join_centuries() -> str:
    return rf"(?:(?:{join_words('century')})|(?:{join_words('century_short')})\.?|(?<=e )e\.?)"


def _read_by_form(text: str) -> str | None:
    if (single := _read_single(text)) is not None:
        return single
    if (about := _ABOUT.match(text)) and (span := _read_by_form(text[about.end() :])):
        ends = (re.fullmatch(r"(.*?)([~?%]?)", end) for end in span.split("/"))
        return "/".join(end[1] + join_marks("~", end[2]) for end in ends if end)  # “ca. 5./6. Jh.”
    for found in _DIVISION.finditer(text):
        first_text, last_text = text[: found.start()], text[found.end() :]
        before = re.match(r"\D+?\b(?=(?:\d|[IVX]+\b))", first_text, re.IGNORECASE)
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
        if begin and re.fullmatch(r"\d{3}X~?", last) and re.fullmatch(r"\d{3}0", begin):
            begin = f"{begin[:3]}X"  # “1920–1930-е гг.”
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
    written = found["number"] or found["after"] or found["bare"]
    number = int(written) if written.isdigit() else count_roman(written)
    if not 1 <= number <= 21:
        return None
    return f"{'-' if era == 'BC' else ''}{number - 1:02}XX{'~' if found['end'] or found['part'] else ''}"


def _read_by_words(text: str) -> str | None:
    """Read a century, or two that share its word, from the meaning of the words, in any order.

    >>> _read_by_words("a doua jumătate a secolului al XVI-lea"), _read_by_words("VI e V secolo a.C.")
    ('15XX~', '-05XX/-04XX')
    """
    if len(text) > _LONGEST_PERIOD:
        return None
    era, bare = take_era(text)
    mark, bare = take_marks(bare)
    bare = _NUMBER_SUFFIX.sub("", bare)
    without_fraction = _FRACTION_FIGURES.sub("half", bare)
    if re.search(r"[\dIVX]", without_fraction, re.IGNORECASE):
        bare = without_fraction
    tokens = [token for token in _WORD.findall(bare) if token not in ".,()[]"]
    words = [fold(token) for token in tokens]
    centuries, fractions = find_words("century"), find_words("half", "quarter", "third")
    numbers: list[int] = []
    divisions = 0
    has_century = False
    for index, word in enumerate(words):
        following = words[index + 1] if index + 1 < len(words) else ""
        number = _count_century(tokens[index], is_after_word=index > 0 and words[index - 1] in centuries)
        if number and not (number <= 4 and following in fractions):
            numbers.append(number)
        elif numbers and (
            word in "–—-/" or (word in find_words("to", "and") and _count_century(following, True))
        ):
            divisions += 1
        elif word in centuries or (
            word in find_words("century_short", "century_beside_roman")
            and index
            and _ROMAN.fullmatch(tokens[index - 1])
        ):
            has_century = True
        elif word in fractions or word in find_parts():
            mark = join_marks("~", mark)
        elif not (number or word in find_words("ordinals", "first", "last", "link")):
            return None
    if not has_century or len(numbers) != 1 + divisions or len(numbers) > 2:
        return None
    sign = "-" if era == "BC" else ""
    if numbers != sorted(numbers, reverse=bool(sign)):
        return None
    return "/".join(f"{sign}{number - 1:02}XX{mark}" for number in numbers)


def _count_century(token: str, is_after_word: bool = False) -> int:
    """Return the number of a century, or 0; small single letters are numerals only behind the word for it."""
    if token.isdecimal():
        number = int(token) if len(token) < 3 else 0
    elif token and _ROMAN.fullmatch(token) and (token.isupper() or len(token) > 1 or is_after_word):
        number = count_roman(token)
    else:
        number = 0
    return number if 1 <= number <= 21 else 0

"""Quarters of a year: “Q3 1962”, “3. Quartal 1962”, “III квартал 1962 г.”."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.dates.vocabulary import NOISE, fold

_QUARTERS = """quarter qtr quartal vierteljahr vierteljahres quartals trimestre trimestres trimester kvartal kvartalet
    kwartal kwartale kwartalu kwartaal квартал квартала квартале ctvrtleti stvrtrok cetrtletje negyedev negyedeve
    negyedeveben tromjesecje tromesecje тримесечие тромесечје кварталі кварталу ceyrek ceyregi neljannes
    neljanneksen vuosineljannes trimestru trimestrul trim kw kv кв""".split()  # noqa: SIM905
_ORDINALS = (
    """first erstes erste ersten premier premiere primer primera primeiro primeira primo prima prvni prve prvy prvo
    первый первое первая первой перший перше перша pierwszy pierwsze pierwsza pierwszym eerste forsta forste elso ilk
    birinci ensimmainen primul първо прво""",
    """second zweites zweite zweiten deuxieme seconde segundo segunda secondo seconda druhe druhy druha drugi drugie
    druga drugiej drugim drugo второй второе вторая второго второму другий друге друга tweede andra andre anden annet
    masodik ikinci toinen doilea second latter""",
    """third drittes dritte dritten troisieme tercer tercero terceiro terzo treti trzeci trzecim третий третій derde
    tredje harmadik ucuncu kolmas trece treilea трето треће""",
    """fourth viertes vierte vierten quatrieme cuarto quarto ctvrte ctvrty czwarty czwartym четвертый четвертий vierde
    fjarde fjerde negyedik dorduncu neljas patrulea четвърто четврто""",
)
_LAST = """last letzte letztes letzten dernier derniere ultimo ultima ostatni ostatnia ostatnie posledni последний
    последняя последнее останній остання laatste sista siste sidste utolso son viimeinen ultimul ultimele""".split()  # noqa: SIM905
_NUMBERS = {
    **dict.fromkeys(map(fold, _LAST), 0),
    **{word: number for number, words in enumerate(_ORDINALS, start=1) for word in fold(words).split()},
    **{"i": 1, "ii": 2, "iii": 3, "iv": 4, "1": 1, "2": 2, "3": 3, "4": 4},
}
_QUARTER_WORDS = frozenset(map(fold, _QUARTERS))
_SHORT = pattern(
    r"(?:(?P<year>\d{4})[\s,./-]*)?(?:(?P<kind>[QTK])\s?(?P<number>[1-4])|(?P<first>[1-4])\s?(?P<after>[QTK]))"
    r"(?:[\s,./-]*(?P<last>\d{4}))?",
    re.IGNORECASE,
)
_ORDINAL_SIGN = pattern(
    r"(?<=[1-4])(?:\.?(?:st|nd|rd|th|er|re|eme|ieme|nde|de|ste|e|o|°|a)|-?(?:и|е|я|го|ше|ге|те|ро|inci|ci))(?!\w)"
)
WORDS = frozenset((*_QUARTER_WORDS, *_NUMBERS))
_WORD = pattern(r"[^\W\d_]+(?:-[^\W\d_]+)?|\d+|[^\s.,'’()\[\]]")
_HAS_QUARTER = pattern(rf"\b(?:{join_alternatives(_QUARTER_WORDS)})\b")


def read_quarter(text: str) -> str | None:
    """Read a quarter of one year as the interval that it is; None for other text.

    >>> read_quarter("Q3 1962"), read_quarter("3rd quarter of 1962"), read_quarter("letztes Quartal 1943")
    ('1962-07/1962-09', '1962-07/1962-09', '1943-10/1943-12')
    >>> read_quarter("third quarter of the 19th century"), read_quarter("quarter 1962")
    (None, None)
    """
    if found := _SHORT.fullmatch(text):
        year = found["year"] or found["last"]
        if not year or (found["year"] and found["last"]):
            return None
        return _format_quarter(int(year), int(found["number"] or found["first"]))
    folded = fold(text)
    if not _HAS_QUARTER.search(folded):
        return None
    year_number, number, has_quarter = 0, -1, False
    for word in _WORD.findall(_ORDINAL_SIGN.sub("", folded)):
        if len(word) == 4 and word.isdecimal() and not year_number:
            year_number = int(word)
        elif word in _QUARTER_WORDS and not has_quarter:
            has_quarter = True
        elif word in _NUMBERS and number < 0:
            number = _NUMBERS[word]
        elif word not in NOISE:
            return None
    return _format_quarter(year_number, number) if year_number and number >= 0 and has_quarter else None


def _format_quarter(year: int, number: int) -> str:
    """Return the interval of a quarter; number 0 is the last."""
    last = number * 3 or 12
    return f"{year:04}-{last - 2:02}/{year:04}-{last:02}"

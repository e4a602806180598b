"""Split references at commas, semicolons and full stops outside quotation marks and brackets."""

from __future__ import annotations

from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern

_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "(": ")", "[": "]"}
_OPENING = {sign: [opening for opening, closing in _CLOSING.items() if sign in closing] for sign in '"“”»)]'}
_PAIRED = pattern('["“”„«»()\\[\\]]')
# “Ф. 1429. Оп. 1. — Спр. 5”: Ukrainian and Russian standards separate labelled parts with full stops.
_STOP = pattern(
    r"(?<=[\w)\]])\.\s*[—–]?\s+(?=(?P<label>[^\W\d_])\w{0,4}\.\s*(?:[^\W\d_]-)?\d)"
    r"|(?<=\d)\.\s+(?=(?P<word>[^\W\d_])\w{2,8}\s\d)"
    r"|\s+//?\s+(?=[^\W\d_]{1,4}\.\s*\d)"
)
# “vom 3. Mai 1952”: the stop of a day.
_DAY = pattern(r"(?<!\S)\d{1,2}\.\s+[^\W\d_]{3,9}\s\d{4}(?!\S*\d)")
# “Jap. Sin. 13”, “F. No. 12”: an abbreviated name, and no label.
_ABBREVIATION = pattern(r"(?:\A|[,;]\s|\s)[A-Z][a-z]{,3}$")
_ROMAN_AND_NUMBER = pattern(r"[IVXLC]+\.\d|[IVX]{2,}\.\s\d")  # “sygn. I.303.4.2011”, “br. VI. 3481”
_SEPARATOR = pattern("[,，、;；]")


class Token(NamedTuple):
    """A token of a reference: its text, the separator before it, and its position."""

    text: str
    before: str
    start: int
    end: int


def split_tokens(text: str) -> list[Token]:
    """Split a reference at commas and semicolons that are not inside brackets or quotation marks.

    >>> [token.text for token in split_tokens('file no. 9(1) EAD/60, "Possibility, of course," ll. 5')]
    ['file no. 9(1) EAD/60', '"Possibility, of course"', 'll. 5']
    >>> [token.text for token in split_tokens("Ф. 1429. Оп. 1. — Спр. 5")]
    ['Ф. 1429', 'Оп. 1', 'Спр. 5']
    """
    stops = {
        found.start(): found.end()
        for found in _STOP.finditer(text)
        if (found["label"] or found["word"] or "F").isupper()
        and not (found["word"] and _is_in_date(text, found.start()))
        and not _ROMAN_AND_NUMBER.match(text, found.end())
        and not _ABBREVIATION.search(text, max(0, found.start() - 6), found.start())
    }
    tokens: list[Token] = []
    start, before = 0, ""
    next_index = 0
    closings = _find_closings(text)
    separators = (found.start() for found in _SEPARATOR.finditer(text))
    for index in sorted({*stops, *closings, *separators}):
        if index < next_index:
            continue
        next_index = index + 1
        sign = text[index]
        if (end := closings.get(index)) is not None:
            if text[end - 1] == "," and sign in '"“„' and text[end + 1 : end + 2] in (" ", ""):
                # The comma of the list, drawn inside the quotation mark as Americans do.
                _add(tokens, text, start, end + 1, before)
                start, before = end + 1, ", "
            next_index = end + 1
        elif index in stops:
            _add(tokens, text, start, index, before)
            start = next_index = stops[index]
            before = ". "
        elif sign in ";；":
            _add(tokens, text, start, index, before)
            start, before = next_index, "; "
        elif not (text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()):
            _add(tokens, text, start, index, before)
            start, before = next_index, ", "
    _add(tokens, text, start, len(text), before)
    return tokens


def _is_in_date(text: str, stop: int) -> bool:
    """Return whether a full stop belongs to a day with its month and year.

    >>> _is_in_date("vom 3. Mai 1952", 5), _is_in_date("Ф. 3. Опись 1952", 4)
    (True, False)
    """
    found = _DAY.match(text, text.rfind(" ", 0, stop) + 1)
    if found is None:
        return False
    from archcite.dates import to_edtf

    return to_edtf(found.group()) is not None


def _find_closings(text: str) -> dict[int, int]:
    """Return the index of the matching sign for that of each bracket or quotation mark that is closed.

    >>> _find_closings("a (b (c)) (d")
    {5: 7, 2: 8}
    """
    closings: dict[int, int] = {}
    open_signs: dict[str, list[int]] = {}
    for found in _PAIRED.finditer(text):
        sign, at = found[0], found.start()
        for opening in _OPENING.get(sign, ""):
            if waiting := open_signs.get(opening):
                closings[waiting.pop()] = at
        if sign not in _CLOSING:
            continue
        if sign in _CLOSING[sign]:
            if sign == '"' and at and text[at - 1].isdigit():
                continue  # inches and seconds open nothing
            open_signs[sign] = [at]  # one that opens and closes cannot be inside itself
        else:
            open_signs.setdefault(sign, []).append(at)
    return closings


def _add(tokens: list[Token], text: str, start: int, end: int, before: str) -> None:
    written = text[start:end]
    lead = len(written) - len(written.lstrip())
    inner = written.strip()
    if inner[-2:-1] == "," and inner[-1] in '"”“':
        inner = inner[:-2] + inner[-1]
    if inner:
        tokens.append(Token(inner, before if tokens else "", start + lead, end))

"""Split references at commas, semicolons and full stops outside quotation marks and brackets."""

from __future__ import annotations

from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern

_CLOSING = {'"': '"', "“": "”", "„": "“”", "«": "»", "(": ")", "[": "]"}
# “Ф. 1429. Оп. 1. — Спр. 5”: Ukrainian and Russian standards separate labelled parts with full stops.
_STOP = pattern(
    r"(?<=[\w)\]])\.\s*[—–]?\s+(?=(?P<label>[^\W\d_])\w{0,4}\.\s*(?:[^\W\d_]-)?\d)"
    r"|(?<=\d)\.\s+(?=(?P<word>[^\W\d_])\w{2,8}\s\d)"
    r"|\s+//?\s+(?=[^\W\d_]{1,4}\.\s*\d)"
)
# “Jap. Sin. 13”: an abbreviated name, and no label.
_ABBREVIATION = pattern(r"(?:\A|[,;]\s|\s)[A-Z][a-z]{1,3}$")
_LIST_COMMA = ",，、"


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
        and not _ABBREVIATION.search(text, max(0, found.start() - 6), found.start())
    }
    tokens: list[Token] = []
    start, before = 0, ""
    index = 0
    while index < len(text):
        sign = text[index]
        if sign in _CLOSING and (end := _find_closing(text, index)) is not None:
            if text[end - 1] == "," and sign in '"“„' and text[end + 1 : end + 2] in (" ", ""):
                # The comma of the list, drawn inside the quotation mark as Americans do.
                _add(tokens, text, start, end + 1, before)
                start, before = end + 1, ", "
            index = end + 1
        elif index in stops:
            _add(tokens, text, start, index, before)
            start, before = stops[index], ". "
            index = start
        elif sign in _LIST_COMMA and not (
            text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()
        ):
            _add(tokens, text, start, index, before)
            index += 1
            start, before = index, ", "
        elif sign in ";；":
            _add(tokens, text, start, index, before)
            index += 1
            start, before = index, "; "
        else:
            index += 1
    _add(tokens, text, start, len(text), before)
    return tokens


def _find_closing(text: str, index: int) -> int | None:
    """Return the index of the matching closing bracket or quotation mark, or None if it is never closed."""
    opening = text[index]
    closing = _CLOSING[opening]
    if opening == '"' and index and text[index - 1].isdigit():
        return None  # inches and seconds
    depth = 0
    for at in range(index + 1, len(text)):
        if text[at] in closing:
            if not depth:
                return at
            depth -= 1
        elif text[at] == opening:
            depth += 1
    return None


def _add(tokens: list[Token], text: str, start: int, end: int, before: str) -> None:
    written = text[start:end]
    lead = len(written) - len(written.lstrip())
    inner = written.strip()
    if inner[-2:-1] == "," and inner[-1] in '"”“':
        inner = inner[:-2] + inner[-1]
    if inner:
        tokens.append(Token(inner, before if tokens else "", start + lead, end))

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
_LIST_COMMA = ",，、"


class Piece(NamedTuple):
    """A piece of a reference: its text, the separator before it, and its position."""

    text: str
    before: str
    start: int
    end: int


def split_pieces(text: str) -> list[Piece]:
    """Split a reference at commas and semicolons that are not inside brackets or quotation marks.

    >>> [piece.text for piece in split_pieces('file no. 9(1) EAD/60, "Possibility, of course," ll. 5')]
    ['file no. 9(1) EAD/60', '"Possibility, of course"', 'll. 5']
    >>> [piece.text for piece in split_pieces("Ф. 1429. Оп. 1. — Спр. 5")]
    ['Ф. 1429', 'Оп. 1', 'Спр. 5']
    """
    stops = {
        found.start(): found.end()
        for found in _STOP.finditer(text)
        if (found["label"] or found["word"] or "F").isupper()
    }
    pieces: list[Piece] = []
    start, before = 0, ""
    index = 0
    while index < len(text):
        sign = text[index]
        if sign in _CLOSING and (end := _find_closing(text, index)) is not None:
            if text[end - 1] == "," and sign in '"“„' and text[end + 1 : end + 2] in (" ", ""):
                # The comma of the list, drawn inside the quotation mark as Americans do.
                _add(pieces, text, start, end + 1, before)
                start, before = end + 1, ", "
            index = end + 1
        elif index in stops:
            _add(pieces, text, start, index, before)
            start, before = stops[index], ". "
            index = start
        elif sign in _LIST_COMMA and not (
            text[index - 1 : index].isdigit() and text[index + 1 : index + 2].isdigit()
        ):
            _add(pieces, text, start, index, before)
            index += 1
            start, before = index, ", "
        elif sign in ";；":
            _add(pieces, text, start, index, before)
            index += 1
            start, before = index, "; "
        else:
            index += 1
    _add(pieces, text, start, len(text), before)
    return pieces


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


def _add(pieces: list[Piece], text: str, start: int, end: int, before: str) -> None:
    written = text[start:end]
    lead = len(written) - len(written.lstrip())
    inner = written.strip()
    if inner[-2:-1] == "," and inner[-1] in '"”“':
        inner = inner[:-2] + inner[-1]
    if inner:
        pieces.append(Piece(inner, before if pieces else "", start + lead, end))

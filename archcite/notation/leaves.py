"""Pages, folios and leaves: ranges, versos, Roman numerals, several of them."""

from __future__ import annotations

import re

_NUMBER = r"(?:[A-Za-zА-Яа-я]?\d+[a-zа-я]?|[ivxlcIVXLC]+)"
_SIDE = r"(?:\s?(?:ob|об|v|r|R|verso|recto|зв|zv|gr|гр|vº|rº|p|bis|back|Rs)\b\.?)?"
_ONE = rf"{_NUMBER}{_SIDE}(?:\s?ff?\.)?"
_RANGE = rf"{_ONE}(?:\s*[-–—‑]\s*{_ONE})?"
_BARE_ONE = r"\d+[a-z]?(?:\s?(?:ob|об|v|r)\b\.?)?"
BARE_LEAVES = re.compile(rf"{_BARE_ONE}(?:\s*[-–—‑]\s*{_BARE_ONE})?")
_LEAVES = re.compile(rf"{_RANGE}(?:\s*(?:[,;&]|and|и|und|et|,\s*and)\s*{_RANGE})*")


def split_leaves(value: str) -> tuple[str, str | None]:
    """The numbers at the start of a value, and what stands behind them.

    >>> split_leaves("12-15 ob."), split_leaves("25 (English)"), split_leaves("A3 to end")
    (('12-15 ob.', None), ('25', '(English)'), ('A3', 'to end'))
    """
    found = _LEAVES.match(value)
    if found is None or not (rest := value[found.end() :].strip(" ,;")) or rest == ".":
        return value, None
    if not re.match(r"[\s,;(\[]", value[found.end() :]):
        return value, None
    return found.group(), rest

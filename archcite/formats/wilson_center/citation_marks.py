"""Cheap marks of citations, so that only lines that may be one are parsed."""

from __future__ import annotations

from archcite._foundation.lazy_regex import LazyPattern, pattern
from archcite.formats.common.portal_vocabulary import build_portal_pattern, is_portal_address
from archcite.notation import find_archive

OPENING = ("“", '"', "„", "«")
LONGEST = 5000
# A reference on its own: longer ones, or ones with more pieces, are prose or the rows of a table.
_LONGEST_REFERENCE = 600
_MOST_PIECES = 30
_NOT_TEXT = ("{", "[", "<", "@", "-", "#", "%")
# Values of a row: the separator has no space after it, unlike that of a sentence.
_SEPARATORS = pattern(r"[;|\t](?=\S)|;;|\t\t|,(?=[^\s\d”\"’])|\d,(?=\d+\.\d)")
_MOST_SEPARATORS = 3
_PIECE = pattern(r"[,;.:]\s")
_LETTER = pattern(r"[^\W\d_]")
# A label and its number (“f. 5”, “box 6”, “MS 466”, “Фонд 5”), pages, or a year.
_NUMBERED = pattern(r"[^\W\d_][.:]?\s*(?:No\.?\s*|Nr\.?\s*|№\s*)?\d")
_UNBROKEN = pattern(r"[^\s/.:-]{60,}")


def is_possible_citation(line: str) -> bool:
    """Return whether it is worth while to parse a line as a citation; takes time linear in its length.

    >>> [is_possible_citation(line) for line in ("“Cable, Liu to Mao,” July 18, 1949", "RGANI, f. 5, op. 49")]
    [True, True]
    >>> [is_possible_citation(line) for line in ("0;Letter;Creel;House;25.9.1918;Yale;6", "0.134,0.847,0.764,0.2")]
    [False, False]
    """
    if not 8 < len(line) <= LONGEST or line.startswith(_NOT_TEXT[:3]):
        return False
    if line.startswith(OPENING):
        return _count(_SEPARATORS, line) <= 2 * _MOST_SEPARATORS
    if is_portal_address(line) or build_portal_pattern().search(line):
        return True
    return is_possible_reference(line)


def is_possible_reference(line: str) -> bool:
    """Return whether a line may be an archival reference on its own."""
    if len(line) > _LONGEST_REFERENCE or line.startswith(_NOT_TEXT) or _UNBROKEN.search(line):
        return False
    if _count(_SEPARATORS, line) > _MOST_SEPARATORS or _count(_PIECE, line) > _MOST_PIECES:
        return False
    if 4 * _count(_LETTER, line) < len(line.replace(" ", "")):
        return False
    return _NUMBERED.search(line) is not None or find_archive(line.partition(",")[0].strip()) is not None


def _count(marks: LazyPattern, line: str) -> int:
    return sum(1 for _ in marks.finditer(line))

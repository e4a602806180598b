"""References that differ in their numbers alone are parsed once: “f. 5, op. 30, d. 273” and “f. 3, op. 22, d. 145”.

Nothing in a reference depends on which number it has, but for years and for numbers that begin with a zero. So the
reading of one tells where the values of the next are.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.notation.reference_model import Reference
from archcite.record import Pages, Part

_NUMBER = pattern("[0-9]+")
_YEAR = pattern("(?:1[5-9]|20)..")
_WORD = pattern(r"\w")
# A shape that many references have is short.
_LONGEST = 200

# Where a string is in a reference.
_Span = tuple[int, int]


class Template(NamedTuple):
    """The reading of one reference, to read others of the same shape: where the values of its parts and pages are.

    >>> from archcite.notation import parse_reference
    >>> template = build_template("f. 5, op. 30", parse_reference("f. 5, op. 30", "RGANI"))
    >>> [str(part) for part in template.read("f. 3, op. 22").parts]
    ['f. 3', 'op. 22']
    """

    reference: Reference
    parts: tuple[tuple[str, str | None, _Span], ...]
    pages: tuple[str, _Span] | None

    def read(self, text: str) -> Reference:
        """Return the reference that a text of the same shape is."""
        parts = tuple(
            [_share_part(level, label, text[start:end]) for level, label, (start, end) in self.parts]
        )
        pages = Pages()
        if self.pages:
            label, (start, end) = self.pages
            pages = Pages(label, text[start:end])
        return self.reference._replace(parts=parts, pages=pages)


# Records of one collection share most parts.
_share_part = functools.lru_cache(8192)(Part)


def find_shape(text: str) -> str | None:
    """Return what references that differ in their numbers alone share; None for a text that is too long.

    >>> find_shape("f. 5, op. 30, d. 273"), find_shape("AJ, 1931, 04/7")
    ('f. 7, op. 77, d. 777', 'AJ, 1931, 04/7')
    """
    return _NUMBER.sub(_hide_number, text) if len(text) <= _LONGEST else None


def _hide_number(found: re.Match[str]) -> str:
    number = found[0]
    if number[0] == "0" or (len(number) == 4 and _YEAR.match(number)):
        return number
    return "7" * len(number)


def build_template(text: str, reference: Reference) -> Template | None:
    """Return a template of a reference that was parsed from a text; None if the text says more than its values."""
    if reference.warnings or reference.rest or reference.medium or not reference.exact:
        return None
    parts = []
    at = 0
    for part in reference.parts:
        value = part.value or ""
        if part.title or not value:
            return None
        span = _find_span(text, at, part.label, value)
        if span is None:
            return None
        start, end, at = span
        parts.append((part.level, part.label, (start, end)))
    pages = None
    if reference.pages:
        span = _find_span(text, at, reference.pages.label, reference.pages.value)
        if span is None:
            return None
        start, end, at = span
        pages = (reference.pages.label or "", (start, end))
    return None if _WORD.search(text, at) else Template(reference, tuple(parts), pages)


def _find_span(text: str, at: int, label: str | None, value: str) -> tuple[int, int, int] | None:
    """Return where a value is from ``at`` on, next to its label, and where both end; None if words are between."""
    first, second = (
        (label, value) if label and text.find(label, at) <= text.find(value, at) else (value, label)
    )
    ends = []
    for piece in (first, second):
        if not piece:
            continue
        start = text.find(piece, at)
        if start < 0 or _WORD.search(text, at, start):
            return None
        at = start + len(piece)
        ends.append((start, at, piece is value))
    start, end = next((start, end) for start, end, is_value in ends if is_value)
    return None if label and _NUMBER.search(label) else (start, end, at)

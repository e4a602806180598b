"""A piece of a printed citation."""

from __future__ import annotations

from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern

# “San Ildefonso”, where a letter was written.
PLACE = pattern(r"[^\W\d_a-zа-я][^\W\d_]+(?:[ -][^\W\d_]+){0,2}")


class Segment(NamedTuple):
    """A piece of a citation: its text, the separator before it, and its position."""

    text: str
    before: str
    start: int
    end: int
    # Whether a date follows, at once or after a place: “Mercy an Kaunitz, Paris, 18. August 1774”.
    is_dated: bool = False
    # Whether a date follows at once: “Paris, 18. August 1774”.
    is_before_date: bool = False

"""Dates in words, in many languages, and their Extended Date/Time Format (ISO 8601-2).

Used by the record model and by every reader; imports nothing of either.
"""

from __future__ import annotations

from archcite.dates.reading import is_undated, to_edtf

__all__ = ["is_undated", "to_edtf"]

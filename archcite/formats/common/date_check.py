"""Warn of dates that readers keep as text although they are written in figures: “../x”, “1950-13”."""

from __future__ import annotations

from collections.abc import Mapping

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import shorten_text
from archcite.errors import SourceLocation
from archcite.formats.common import reader_warnings
from archcite.record import Publication, Record, Source

# “Spring”, “in press”, “б. г.”, “昭和”: words, which a style prints. Three letters at least where they are Latin.
_WORDS = pattern(r"[^\W\d_]{3,}|[^\W\d_\x00-\x7f]")
# “1987–”: CSL-JSON has no other form for a range that is open.
_OPEN = pattern(r"\d{4}(?:-\d\d){0,2}\s*[–—]|[–—]\s*\d{4}(?:-\d\d){0,2}")

# “1920s”, “the 1920s–1930s” without its words; “c1988”, the year of a copyright.
_DECADE = pattern(r"\d{3}0s(?:\s*[-–—/]\s*\d{3}0s)?|c\d{4}")


def warn_of_invalid_date(record: Source) -> None:
    """Warn if the date of a record is neither a date nor words.

    >>> from archcite.record import ArchivalDate, Record
    >>> warn_of_invalid_date(Record(title="Letter", date=ArchivalDate(None, "forthcoming")))
    """
    text = _find_text(record)
    if not text or _WORDS.search(text) or _OPEN.fullmatch(text.strip()) or _DECADE.fullmatch(text.strip()):
        return
    from archcite.dates import is_undated

    if not is_undated(text):
        message = (
            f"“{shorten_text(text)}” is not a valid date and is kept as text: write it as 1958, 1958-09 or "
            "1958-09-09."
        )
        reader_warnings.warn(record.location or SourceLocation(record=record.id or None), message)


def _find_text(record: Source) -> str | None:
    """Return the date of a record if it is kept as text."""
    if isinstance(record, Record) and record.is_deferred:
        return None
    if not isinstance(record, Publication):
        return record.date.text if record.date is not None and record.date.edtf is None else None
    issued = record.item.get("issued")
    if not isinstance(issued, Mapping) or issued.get("date-parts"):
        return None
    if isinstance(literal := issued.get("literal"), str):
        return literal
    if not isinstance(raw := issued.get("raw"), str):
        return None
    from archcite.csl.data.date_parser import parse_raw

    parsed = parse_raw(raw)
    return parsed.literal if parsed is not None and not parsed.start else None

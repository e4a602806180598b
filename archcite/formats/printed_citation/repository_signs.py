"""Signs of an archive in a segment: abbreviations, places, the end of the description of a document."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.printed_citation.segment import PLACE, Segment
from archcite.formats.printed_citation.segment_kinds import is_quoted, parse_date
from archcite.formats.printed_citation.vocabulary import (
    is_classification,
    is_collection,
    is_name,
    load_words,
)
from archcite.notation import vocabulary
from archcite.notation.archives import Archive
from archcite.notation.labels import find_label
from archcite.notation.traditions import Tradition, get_tradition

CODE = pattern(r"[^\W\d_a-zа-я][\w.’'&-]*[^\W\d_a-zа-я](?:[ /-][^\W\d_a-zа-я-]+|\s-\s[^\W\d_a-zа-я])*")
# “BnF”, “StAZH”, “ÖStA/HHStA”: at least two capitals in one word.
MIXED_CODE = pattern(
    r"(?=\w{0,9}[^\W\d_a-zа-я]\w{0,9}[^\W\d_a-zа-я])[^\W\d_a-zа-я][^\W\d_]{1,9}(?:[/–-][^\W\d_a-zа-я][^\W\d_]{1,9}){0,2}"
)
REGION = pattern(r"[A-Z]{2}|(?:[A-Z]\.){2,3}?[A-Z]?|[A-Z]\.[A-Z]")
_ISIL = pattern(r"[A-Z]{2}-[A-Za-z0-9/-]{1,11}")
# “Real Cédula hecha en Madrid el 16 de marzo de 1789”
_DATE_AT_END = pattern(
    r"\s(?P<date>\d{1,2}\.?(?:\s(?:de\s)?[^\W\d_]{3,12}\.?\s(?:de\s)?|\s?[./]\s?(?:\d{1,2}|[IVX]{1,4})[./]\s?|\s[IVX]{1,4}\s)"
    r"\d{4}(?:\s(?:г|р|r)\.?)?)$"
)
# “від 25 грудня 1906 року”
_YEAR_AT_END = pattern(r"\s\d{4}(?:\s(?:года?|г|року|р|rok|r|year)\.?)?$")


class Place(NamedTuple):
    """The archive of a citation: its first and last segment, and the text of it."""

    first: int
    last: int
    start: int
    end: int
    archive: Archive | None
    # How sure it is: a known archive, a word for an archive, a code, a body.
    strength: int


def find_before_place(segments: Sequence[Segment]) -> Place | None:
    """Find an archive without a word for one: the name before the place at the end, “Hocken Collections, Dunedin”."""
    last = len(segments) - 1
    index = last
    while index > 1 and is_place_or_region(segments[index].text):
        is_region = REGION.fullmatch(segments[index].text) or vocabulary.is_region(segments[index].text)
        index -= 1
        if is_region and segments[index].text.isalpha() and segments[index - 1].before != ", ":
            index -= 1  # “Dunedin, N.Z.”: a city that is in no list
    if (
        index == last
        and last > 1
        and PLACE.fullmatch(segments[last].text)
        and is_family(segments[last - 1].text)
    ):
        index -= 1  # “Roe family, Chester”
    if index < 0 or index == last:
        return None
    name = segments[index]
    if is_family(name.text):
        return Place(index, last, name.start, segments[last].end, None, 3)  # “Roe family, Chester”
    if not is_name(name.text) or len(name.text.split()) > 6 or name.before not in (". ", ", "):
        return None
    if parse_date(name.text) or (is_collection(name.text) and not name.text.endswith("s")):
        return None
    return Place(index, last, name.start, segments[last].end, None, 3)


def is_family(text: str) -> bool:
    """Return whether a text names a family that keeps its papers: “Roe family”."""
    return (
        re.fullmatch(r"[^\W\d_a-z]\w+ (?:family|Familie|famille|famiglia|familia|família)", text) is not None
    )


def is_place_or_region(text: str) -> bool:
    """Return whether a text is a place, or looks like the abbreviation of a state: “Chester”, “N.Z.”."""
    return (
        vocabulary.is_place(text.rstrip("."))
        or vocabulary.is_place(text)
        or REGION.fullmatch(text) is not None
    )


def is_house_code(text: str) -> bool:
    """Return whether a text may be the abbreviation of an archive: capitals, and not a place or a classification."""
    return (
        2 <= len(text) <= 8
        and (CODE.fullmatch(text) or MIXED_CODE.fullmatch(text)) is not None
        and not (vocabulary.is_place(text) or is_classification(text))
        and (REGION.fullmatch(text) is None or text in load_words()["archives"]["abbreviations"])
        and re.fullmatch(r"[IVXLC]+", text) is None
    )


def is_after_document(text: str) -> bool:
    """Return whether a segment ends the description of a document: a date with a day, or a quoted title."""
    if is_quoted(text):
        return True
    date = parse_date(text)
    return date is not None and (date.edtf is None or date.edtf.count("-") > 1)


def is_dated(text: str) -> bool:
    """Return whether a segment is a date, of a year at least, or ends with one.

    >>> is_dated("ca. 1808"), is_dated("Real Cédula del 16 de marzo de 1789"), is_dated("Patronato 1789")
    (True, True, False)
    """
    if parse_date(text) is not None:
        return True
    found = _DATE_AT_END.search(text) if text.rstrip(" .гrр")[-4:].isdigit() else None
    return found is not None and parse_date(found["date"]) is not None


def is_end_of_document(text: str) -> bool:
    """Return whether a segment ends the description of a document, with a date or the word for a kind."""
    is_kind = text[:1].islower() and infer_document_kind(text) != "document"
    return is_after_document(text) or _YEAR_AT_END.search(text) is not None or is_kind


def is_isil(text: str) -> bool:
    """Return whether a text is the code of a library in the international standard (ISO 15511)."""
    return _ISIL.fullmatch(text) is not None


def has_label(text: str, known: Tradition) -> bool:
    """Return whether a segment is a labelled part of a reference, in its tradition or in English.

    >>> has_label("box 5", get_tradition("soviet")), has_label("Moscow", get_tradition("soviet"))
    (True, False)
    """
    return any(
        (found := find_label(text, one, certain=False)) is not None and found.label is not None
        for one in (known, get_tradition("international"))
    )

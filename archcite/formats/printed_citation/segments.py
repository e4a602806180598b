"""Split a printed citation into segments: at commas, semicolons, colons, full stops and slashes that separate."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from archcite._foundation.lazy_regex import pattern
from archcite.dates import to_edtf
from archcite.formats.common.document_kinds import is_kind_word
from archcite.formats.printed_citation.segment import PLACE, Segment
from archcite.formats.printed_citation.segment_breaks import find_break, load_labels
from archcite.formats.printed_citation.segment_pieces import (
    is_full_date,
    join_quoted_label,
    split_brackets,
    split_segment,
)
from archcite.formats.printed_citation.vocabulary import (
    find_kind,
)
from archcite.notation.tokenizer import split_tokens
from archcite.notation.traditions import label_key
from archcite.notation.vocabulary import is_place

_QUOTES = {
    "“": "”",
    "«": "»",
    "„": "“”",
    "‘": "’",
    '"': '"',
    "'": "'",
    "「": "」",
    "『": "』",
    "《": "》",
    "〈": "〉",
}
_DATE_AT_END = pattern(r"(?:[^\W\d_]{3,}\.?\s\d{1,2}|\d{1,2}\.?\s[^\W\d_]{3,}\.?)$")
_COLON_AFTER_QUOTE = pattern(r"\s*:\s+")
_KIND_AND_NUMBER = pattern(
    r"(?P<kind>[^\W\d_]{4,})\s(?:(?:[Nn][or]|n|č|núm)\.?\s?[º°]?\s?|№\s?|#)?\d[\d/–-]*"
)
_NUMBER_WITH_SLASH = pattern(r"\d{1,5}/\d{1,3}")
_LONGEST_MONTH = 16
# “1575. l.”, “4. doboz”
_NUMBER_AND_LABEL = pattern(r"\d[\w/]*\.\s?(?P<label>[^\W\d_][^\d]{0,14}?)\.?")


def split_citation(text: str) -> list[Segment]:
    """Split a citation into segments, outside quotation marks and brackets; dates stay whole.

    >>> [segment.text for segment in split_citation("Adams to Lee, July 7, 1944, RGANI: f. 5. Secret")]
    ['Adams to Lee', 'July 7, 1944', 'RGANI', 'f. 5', 'Secret']
    """
    segments: list[Segment] = []
    for token in split_tokens(text):
        end = token.end
        before = token.before
        for start, stop, separator in _split_piece(text, token.start, end):
            written = text[start:stop].strip(" ,;")
            if written:
                at = text.index(written, start)
                segments.append(Segment(written, before or separator, at, at + len(written)))
                before = ""
            elif not before:
                before = separator
    pieces = [piece for segment in segments for piece in split_segment(text, segment)]
    opened = list(join_quoted_label(pieces))
    return list(_mark_dated(list(_join_dates(text, list(split_brackets(opened))))))


def _mark_dated(segments: Sequence[Segment]) -> Iterator[Segment]:
    """Yield the segments, marked if a date with a day follows."""
    for index, segment in enumerate(segments):
        following = [one.text for one in segments[index + 1 : index + 3]]
        if len(following) > 1 and not (
            is_place(following[0]) or PLACE.fullmatch(following[0]) or _is_numbered_kind(following[0])
        ):
            following.pop()
        dated = [is_full_date(text) for text in following]
        yield segment._replace(is_dated=any(dated), is_before_date=dated[:1] == [True])


def _is_numbered_kind(text: str) -> bool:
    """Return whether a text is a kind of document with its number: “télégramme n° 1234-1238”."""
    found = _KIND_AND_NUMBER.fullmatch(text)
    return found is not None and (is_kind_word(found["kind"]) or find_kind(found["kind"]) is not None)


def _split_piece(text: str, start: int, end: int) -> Iterator[tuple[int, int, str]]:
    """Yield start, end and the separator before each segment of a piece between commas."""
    separator = ""
    while True:
        closing = _find_closing_quote(text, start, end)
        if closing is not None and closing + 1 < end:
            yield start, closing + 1, separator
            colon = _COLON_AFTER_QUOTE.match(text, closing + 1, end)
            start, separator = (colon.end(), ": ") if colon else (closing + 1, " ")
        found = find_break(text, start, end)
        if found is None:
            yield start, end, separator
            return
        yield start, found.start(), separator
        separator = "//" if found["slashes"] else ": " if found["colon"] else ". "
        start = found.end()


def _find_closing_quote(text: str, start: int, end: int) -> int | None:
    """Return the index of the mark that closes the quotation at ``start``, or None."""
    closing = _QUOTES.get(text[start : start + 1])
    if closing is None:
        return None
    for at in range(start + 1, end):
        if text[at] in closing and (closing in "」』》〉" or not text[at + 1 : at + 2].isalnum()):
            return at
    return None


def _join_dates(text: str, segments: list[Segment]) -> Iterator[Segment]:
    """Join the segments of a date: “July 7, 1944”, “1945. október 15.”."""
    index = 0
    while index < len(segments):
        for count in (3, 2):
            group = segments[index : index + count]
            if len(group) < count:
                continue
            whole = text[group[0].start : group[-1].end]
            if not all(map(_can_be_of_date, group)):
                continue
            if (
                len(whole) < 40
                and re.search(r"[^\W\d]{3}", whole)
                and to_edtf(whole)
                and not to_edtf(group[0].text)
            ):
                yield Segment(whole, group[0].before, group[0].start, group[-1].end)
                index += count
                break
            if count == 2 and _is_cut_date(*group):
                yield Segment(whole, group[0].before, group[0].start, group[-1].end)
                index += count
                break
            if (
                len(whole) < 40
                and re.fullmatch(r"\d{4}", group[0].text)
                and count == 2
                and to_edtf(whole)
                and not _has_own_year(text, segments[index + 1 : index + 3])
            ):
                yield Segment(whole, group[0].before, group[0].start, group[-1].end)
                index += count
                break
        else:
            yield segments[index]
            index += 1


def _has_own_year(text: str, segments: Sequence[Segment]) -> bool:
    """Return whether a day has its year behind it, and not before: “tel. 1002, October 25, 1956”."""
    if len(segments) < 2 or not re.fullmatch(r"[12]\d{3}", segments[1].text):
        return False
    return to_edtf(text[segments[0].start : segments[1].end]) is not None


def _is_cut_date(first: Segment, second: Segment) -> bool:
    """Return whether a segment ends with a day, and the next is its year: “Entry for June 4, 1942”."""
    day = _DATE_AT_END.search(first.text)
    if day is None or not day.start() or not re.fullmatch(r"\d{4}", second.text):
        return False
    return to_edtf(f"{day[0]}, {second.text}") is not None


def _can_be_of_date(segment: Segment) -> bool:
    """Return whether a segment may be a part of a date: it has a number, or is a month.

    A number with a slash (“14/72, 23 Şevval 1306”) or before a label (“1575. l.”) does not belong to a date.
    """
    numbered = _NUMBER_AND_LABEL.fullmatch(segment.text)
    if (
        numbered
        and label_key(numbered["label"]) in load_labels()
        and not to_edtf(f"1 {numbered['label']} 1900")
    ):
        return False
    if _NUMBER_WITH_SLASH.fullmatch(segment.text):
        return False
    if any(map(str.isdigit, segment.text)):
        return True
    return len(segment.text) <= _LONGEST_MONTH and to_edtf(f"1 {segment.text} 1900") is not None

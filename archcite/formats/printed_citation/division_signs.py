"""What a segment of a citation is by its words: a part of a reference, a kind of document, a title with its date."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common.document_kinds import infer_document_kind, is_kind_word
from archcite.formats.printed_citation.segment_kinds import is_quoted, parse_date
from archcite.formats.printed_citation.segment_pieces import CONTAINERS
from archcite.formats.printed_citation.vocabulary import (
    compile_number_label,
    find_kind,
    is_collection,
    strip_introduction,
)
from archcite.notation.labels import find_label
from archcite.notation.traditions import Tradition, get_tradition

# “MS Gr. th. e. 7 (P)”, “Ms. Rawlinson A 174”, “Cod. lat. 3922”
_SHELFMARK = pattern(r"(?:M[Ss]{1,2}|Cod(?:ex)?|Hs|Rkp|rps)\.?\s(?=[^\W\d_])[^,;]*\d[^,;]{0,12}")
# “AATJ 6091 W5098 6050-1 R17313148”: letters of series and numbers only.
_NUMBERS_ALONE = pattern(
    r"(?=.*[A-Z])(?:[A-Z]{1,6}|[A-Z]{0,3}[\d/.-]*\d[\d/.-]*[A-Z]?)(?:\s(?:[A-Z]{1,6}|[A-Z]{0,3}[\d/.-]*\d[\d/.-]*[A-Z]?)){2,}"
)
# “(Series Ref: AA77)”, “(kut. br. 272)”
_LABEL_IN_BRACKETS = pattern(
    r"\((?:[^()]{2,30}:\s*[^()]{1,20}|[^\W\d_]{1,8}\.\s?(?:[^\W\d_]{1,3}\.\s?)?\d[\w/-]{0,12}\s?|\d[\w/]{0,8}\.\s[^\W\d_]{1,8})\)\.?"
)
# “Note du 2e Bureau”, “Protokoll der 9. Tagung”
_ORDINAL = pattern(r"^\D+\s\d{1,3}(?:\.|e|er|ère|ème|st|nd|rd|th|º|ª|-[^\W\d_]+)\s[^\W\d_]\D*$")
# “šk. 812”, “kansio 12”, “bind III”: a word in lower case and a number.
_UNKNOWN_LABEL = pattern(
    r"[^\W\d_A-ZА-Я]{1,12}\.?\s?(?:[^\W\d_A-ZА-Я]{1,4}\.\s?)?\d[^\s]*|[^\W\d_A-ZА-Я]{3,12}\s[IVXLC]+"
)
# “muistio 3. marraskuuta 1956”
_WITH_DATE = pattern(
    r"(?P<title>.*[^\W\d_]{3}.*?)\s(?P<date>(?:\d{1,2}\.?\s[^\W\d_]{3,}|[^\W\d_]{3,}\s\d{1,2},?)\.?\s\d{4}"
    r"|\d{1,2}\.\s?\d{1,2}\.\s?\d{4}|\d{1,2}/\d{1,2}[/ ]\d{4})"
)


def has_date_at_end(text: str) -> bool:
    """Return whether a segment is a title that ends with a date."""
    found = _WITH_DATE.fullmatch(text)
    return found is not None and parse_date(found["date"]) is not None and parse_date(text) is None


def is_kind_of_document(text: str) -> bool:
    """Return whether a text says what a document is: “Cable”, “Register of baptisms”."""
    first = text.partition(" ")[0]
    has_number = re.search(r"\d", text) is not None and not (is_kind_word(first) and _ORDINAL.search(text))
    if has_number or is_collection(text) or is_quoted(text):
        return False
    return infer_document_kind(text) != "document" or (first[0].isupper() and find_kind(first) is not None)


def is_reference(text: str, known: Tradition) -> bool:
    """Return whether a segment is a labelled part of a reference, or a number of one."""
    text = strip_introduction(text, labels=True)
    if (parse_date(text) and re.search(r"[^\W\d]{3}", text)) or has_date_at_end(text):
        return False
    if is_collection(text):
        return True
    if len(text.split()) > 9 or text[:1] in '“«„‘"(':
        return bool(text[:1] == "(" and _LABEL_IN_BRACKETS.fullmatch(text))
    for one in (known, get_tradition("international")):
        found = find_label(text, one)
        if found is not None and found.label and re.search(r"\d|[IVX]", found.value):
            return True
        if found is not None and found.label and found.value[0] in '“„«"' and found.levels[0] in CONTAINERS:
            return True  # “folder “Germany””
        if (
            found is not None
            and found.label
            and found.levels[0] in ("fonds", "series", "folder")
            and (found.label[0].islower() and found.value[:1].isupper())
        ):
            return True  # “f. Ústredný výbor KSS”
    if compile_number_label().fullmatch(text):
        return True
    if parse_date(text) is not None:
        return False
    if _SHELFMARK.fullmatch(text) or _UNKNOWN_LABEL.fullmatch(text) or _NUMBERS_ALONE.fullmatch(text):
        return True
    is_kind = is_kind_word(text.partition(" ")[0]) and _ORDINAL.search(text) is not None
    return (
        re.search(r"\d", text) is not None and len(text.split()) <= 4 and not (text[:1].islower() or is_kind)
    )

"""Where a citation may be split: at a colon, a full stop, a slash or a dash that separates two segments."""

from __future__ import annotations

import functools
import re

from archcite._foundation.lazy_regex import pattern
from archcite.dates import to_edtf
from archcite.dates.vocabulary import find_month, fold
from archcite.formats.common.document_kinds import is_kind_word
from archcite.formats.printed_citation.vocabulary import (
    compile_before_recipient,
    compile_credits,
    compile_number_label,
    find_kind,
    is_classification,
    is_collection,
    is_section,
    is_version,
)
from archcite.notation.archives import find_archive_at_start
from archcite.notation.labels import find_label
from archcite.notation.traditions import get_tradition, label_key, load_traditions
from archcite.notation.vocabulary import is_holder, is_parent

# Where a segment may end, beside commas and semicolons.
_BREAK = pattern(
    r"(?P<slashes>\s+(?://?|=)\s+)|(?P<colon>:)\s+|(?P<stop>\.)(?:\s*[—–-])?\s+(?=[^\W_a-zа-я]|[(\[“«„]|[^\W\d_]{1,4}\.\s?\d|[^\W\d_]{3,14}\s\d|[^\W\d_]{4,20}[,.]|[^\W\d_]{2,12}\.\s[^\W\d_a-zа-я]|(?:n\.\s?d|s\.\s?[dfal]|o\.\s?[DJ]|b\.\s?[dг])\.|\d{1,2}(?:\.\d{1,2})+\.?\s[^\W\d_a-zа-я])|\s+(?P<dash>[—–-])\s+"
)
# “Memorandum. n.d. Knox Papers”
_UNDATED_AT_END = pattern(r"(?:^|\s)(?:n\.\s?d|s\.\s?[dfal]|o\.\s?[DJ]|b\.\s?[dг])$")
_UNDATED_AT_START = pattern(r"(?:n\.\s?d|s\.\s?[dfal]|o\.\s?[DJ]|b\.\s?[dг])\.(?=\s|$)")
_LABEL_AHEAD = pattern(r"(?:[^\W\d_]\w{0,11}\.?\s*){1,2}\d")
_INITIAL_AT_END = pattern(r"(?:^|[\s.])[^\W\d_a-zа-я]$")
# “4 May”, “March 4”: a day without its year.
DAY = pattern(r"\d{1,2}\.? [^\W\d_]{3,}\.?|[^\W\d_]{3,}\.? \d{1,2}")
# “14. 3. 1956”, “12. III. 1938”: the stops of a date.
_FIGURES = pattern(r"(?<!\d)\d{1,2}\.\s(?:\d{1,2}|[IVX]{1,4})\.\s?\d{4}(?!\d)")
# “Protokoll der 9. Tagung”: an ordinal number.
_ORDINAL_AT_END = pattern(r"\s(?P<word>[a-zà-ž]{2,})\s\d{1,3}$")
# “Notatka ppłk. J. Kowalskiego”: a title before initials.
_SMALL_WORD_AT_END = pattern(r"\s[^\W\d_A-ZА-Я]{1,5}$")
_INITIALS = pattern(r"[^\W\d_a-zа-я]\.(?:[\s-]?[^\W\d_a-zа-я]\.)?\s[^\W\d_a-zа-я][^\W\d_]{2}")
_LAST_YEAR = 2050  # no document has a later date
# “D. 331”
_LABELLED_NUMBER_AT_END = pattern(r"[^\W\d_]\.?\s\d+$")
_PARTICLE_AT_END = pattern(r"\s(?:de|von|van|der|la|le|du|di|da|af|zu)$")
_ABBREVIATED_ROLE = pattern(r"[^\W\d_]{2,12}\.\s[^\W\d_a-zа-я]")
# Also the abbreviation of what has a number: “tel. 1002”, “lib. 1232”, “C.P. (56) 240”.
_NUMBER_WORD_AT_END = pattern(
    r"(?<!\w)(?:[Bb]r|[Nn]r|[Nn]o|[Nn]úm|[Nn]um|бр|č|sz"
    r"|[Tt]elg?|[Dd]e[ps]p|[Cc]irc|[Ll]i?b|[Pp]roc|[CW]\.\s?[PM]|C\.\s?O\.\s?S)$"
)
_SHORT_LABEL = pattern(r"[A-Z][a-z]{0,2}")  # “B: 16”, “Fr: 1404–8”
_LABEL_AT_END = pattern(r"\d[\w/-]*\.\s(?P<label>[^\W\d_]{1,4}(?:\.\s?[^\W\d_]{1,2})?)$")
_EXTENT = pattern(r"\d+\s(?P<label>[^\W\d_]{1,4})\.?(?:\s\[.*\]\.?)?")
_CALL_NUMBER = pattern(r"[A-Z]{1,5}(?:\s[A-Z]{1,3})?(?:[-/]|\s?\d)")
_ABBREVIATION = pattern(r"(?:^|\s)[^\W\d_a-zа-я][^\W\d_A-ZА-Я]{1,3}$")
_SHORT_WORD = pattern(r"(?:^|[\s(])(?P<word>[^\W\d_]{1,3})$|^\d{1,2}$")


def find_break(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the first colon, full stop, slash or dash that separates two segments."""
    dates = [found.span() for found in _FIGURES.finditer(text, start, end)]
    for found in _BREAK.finditer(text, start, end):
        if any(first < found.start() < last for first, last in dates):
            continue
        before, after = text[start : found.start()].strip(), text[found.end() : end]
        if found["stop"] and _is_abbreviated(text, start, before, after):
            continue
        if not _is_in_brackets(before) and _is_break(before, after, found):
            return found
    return None


def _is_abbreviated(text: str, start: int, before: str, after: str) -> bool:
    """Return whether a word before a stop is abbreviated: “AAV, Segr. Stato, Germania”, where commas separate."""
    archive = find_archive_at_start(text) if _ABBREVIATION.search(before) and start else None
    return (
        archive is not None
        and text[len(archive[0]) : len(archive[0]) + 1] in (",", " ")
        and text[start - 1 : start] != "."
        and "," in text[len(archive[0]) : start]
        and find_archive_at_start(after) is None
        and not is_classification(after.strip(" ."))
        and not is_classification(before)
    )


def _is_break(before: str, after: str, found: re.Match[str]) -> bool:
    """Return whether a colon, a full stop, a slash or a dash separates the texts before and after it."""
    if not before or not after.strip():
        return False
    if found["dash"] == "-":
        # “Державний архів Тернопільської області - Ф. 487”
        is_path = _LABEL_AHEAD.match(after) or re.match(r"[^\W\d_a-zа-я]{1,3}[\s(]*\d", after)
        return is_holder(before) and not is_holder(after) and is_path is not None
    if found["slashes"] or found["dash"]:
        is_remark = before[-1].isdigit() and after[0].islower()  # “Folder 7 — three letters”
        return bool(found["slashes"]) or is_remark or find_archive_at_start(after) is not None
    if found["colon"] and compile_before_recipient().match(f"{before}: {after}"):
        return False  # “alıcı: David Rieff”
    if found["colon"] and (
        (_SHORT_LABEL.fullmatch(before) and after[0].isdigit())
        or (after[0].isdigit() and compile_number_label().fullmatch(f"{before} 1"))
        or (label_key(before) in load_labels() and re.fullmatch(r"[A-Z]{0,5}[\s-]?\d\S*", after))
    ):
        return False  # “Dosya No: 12”, “Film: BSP 11407-1”
    if found["stop"] and (_UNDATED_AT_END.search(before) or _UNDATED_AT_START.match(after)):
        return True
    if found["stop"] and after[0].islower() and _ABBREVIATED_ROLE.match(after):
        return compile_credits().match(after) is not None  # “1931. yön. Jane Roe”
    lower = re.match(r"[^\W\d_]{4,20}(?=[,.])", after) if found["stop"] and after[0].islower() else None
    if lower:
        return (
            is_collection(before) and find_kind(lower[0]) is not None
        )  # “Knox Papers. muhtıra, Concerning …”
    if found["stop"] and after[1:2] == "." and _SMALL_WORD_AT_END.search(before) and _INITIALS.match(after):
        return False  # “Notatka ppłk. J. Kowalskiego”
    if found["stop"] and is_section(before):
        return False  # “Abt. Hauptstaatsarchiv Stuttgart”
    if found["stop"] and label_key(before) in load_labels() and _CALL_NUMBER.match(after):
        return False  # “sygn. XI/1023”, “sygn. BU 0236/344”, “sygn. XI A/14”
    if found["stop"] and _NUMBER_WORD_AT_END.search(before) and re.match(r"[IVXLC]+\b|\(?\d", after):
        return False  # “br. VI. 3481”
    if found["stop"] and is_classification(before.strip(" .")):
        return True
    if found["colon"]:
        return before[:1] not in '“«„‘"' and len(before) < 120
    if find_archive_at_start(after) is not None and not _SHORT_WORD.search(before):
        return True
    if re.match(r"[^\W\d_a-zа-я][^\W\d_A-ZА-Я]{2}", after) and _has_numbered_label_at_end(before):
        return True
    word = re.search(r"[^\W_]+$", before)
    following = re.match(r"[^\s.,;:]+(?:\s[^\s.,;:]+){0,3}", after)
    if is_classification(after.strip(" .")) or (following and is_classification(following[0])):
        return True
    if after[:1] in "([“«„" or before[-1:] in "”»“)]" or "—" in found.group():
        return True
    if word is not None and _is_day_before(word[0], after):
        return False  # “Bericht vom 12. Mai 1745”
    if found["stop"] and is_month_or_day(before) and not re.match(r"\d{4}(?!\d)", after):
        return True  # “1649. January. SP 16/517”, “March 12. 00:12:30”
    if (
        before[-1].isdigit()
        and is_kind_word(after.partition(",")[0])
        and _LABELLED_NUMBER_AT_END.search(before)
    ):
        return True  # “D. 331. Cable, Filippov to Mao”
    if re.fullmatch(r"\d{4}(?:[-–/]\d{2,4})?", before) or _is_date_at_end(before) or _is_date_at_start(after):
        return not _INITIAL_AT_END.search(before)
    if after[:4].isdigit() and after[4:5] == "." and _PARTICLE_AT_END.search(before):
        return True  # “Robien, Louis de. 1917.”
    if word is None or (len(word[0]) < 3 and not word[0].isdigit()):
        return False
    kind = re.match(r"[^\W\d_]+", after)
    if kind and after[kind.end() : kind.end() + 1] == "." and _is_title_before_kind(before, kind[0]):
        return True  # “Note on Refugees. Memorandum. 28 July 1951”
    if re.match(r"(?:1\d|20)\d\d(?:\s?[-–/]\s?(?:\d{4}|\d\d))?(?:[.,;]|$)", after) and (
        label_key(word[0]) not in load_labels() or is_kind_word(before) or is_collection(before)
    ):
        return True
    if (
        word[0].isdigit()
        and (extent := _EXTENT.fullmatch(after))
        and label_key(extent["label"]) in load_labels()
    ):
        return True  # “Д. 1. 214 л.”: the number of leaves
    if after[0].isdigit() and not word[0].isdigit():
        # “sygn. 237” has the stop of a label, “Narodni odbor grada Zagreba. 3.1. Sjednice” that of a name.
        return len(word[0]) > 4 and re.match(r"\d{1,2}(?:\.\d{1,2})+\.?\s[^\W\d_a-zа-я]", after) is not None
    if _LABEL_AHEAD.match(after):
        ahead = label_key(re.match(r"[^\W\d_]+", after)[0])  # type: ignore[index]
        is_word = len(word[0]) > 4 or (
            len(word[0]) > 2 and word[0].isupper()
        )  # “Fond CC al PCR. Dosar 6/1955”
        if len(ahead) > 3 and ahead in load_labels() and after[0].isupper() and is_word:
            return (
                is_collection(before) or label_key(word[0]) not in load_labels()
            )  # “Waterlands Archief, Purmerend. Toegang 0939”
        if word[0].isdigit():
            return not after[0].islower()  # “288. f. 5/60. ő. e.” has its labels after the numbers
        label = find_label(after, get_tradition("international"))
        if re.match(r"[A-Z]{2}\s\d{1,4}\s\S", after) and (is_parent(before) or is_holder(before)):
            return True  # “…, University of York. GB 193 R/DT/1”
        is_whole = is_collection(before) or (" " in before and len(before) > 12)
        return is_whole and label is not None and label.label is not None
    ordinal = _ORDINAL_AT_END.search(before)
    if ordinal and label_key(ordinal["word"]) not in load_labels():
        return False
    if re.fullmatch(r"\d+[rv]?", word[0]) and (
        re.match(r"[^\W\d_a-zа-я][^\W\d_A-ZА-Я]{2,}\s+\S", after)
        or is_version(after.partition(". ")[0].strip(" ."))
    ):
        return True
    if re.search(r"[^\W\d]\.?\s*[\d/–-]+$", before) and re.match(r"[^\W\d_a-zа-я]{2,}(?:\s|$)", after):
        return True
    name = re.split(r"[,.;:(]", after)[0]
    return (
        is_holder(before)
        or is_holder(name)
        or is_collection(name)
        or (len(word[0]) > 3 and not word[0].isdigit())
    )


def _is_day_before(number: str, after: str) -> bool:
    """Return whether a number is the day or the year of the date that goes on after its stop."""
    can_be = number.isdigit() and int(number) <= _LAST_YEAR
    return can_be and to_edtf(" ".join([f"{number}.", *after.split()[:2]])) is not None


def is_month_or_day(text: str) -> bool:
    """Return whether a text is a month, or a day of one, without its year.

    >>> [is_month_or_day(text) for text in ("November", "March 12", "March 1912", "Report")]
    [True, True, False, False]
    """
    if text.isalpha():
        return find_month(fold(text)) > 0 and to_edtf(f"1 {text} 1900") is not None
    return DAY.fullmatch(text) is not None and to_edtf(f"{text} 1900") is not None


def _is_title_before_kind(before: str, kind: str) -> bool:
    return kind[0].isupper() and is_kind_word(kind) and before.count(" ") > 1 and len(before) > 12


def _has_numbered_label_at_end(text: str) -> bool:
    """Return whether a text ends with a number and the short label that comes after it: “5/472. ő. e”."""
    found = _LABEL_AT_END.search(text)
    return found is not None and label_key(found["label"]) in _load_numbered_labels()


@functools.cache
def _load_numbered_labels() -> frozenset[str]:
    """Return the keys of the labels that come after their numbers."""
    return frozenset(
        label_key(label)
        for known in load_traditions().values()
        for level in known.levels.values()
        if level.number_first
        for label in level.list_labels()
    )


def _is_date_at_start(text: str) -> bool:
    words = text.replace(",", " ").split()
    if DAY.fullmatch(" ".join(words[:2]).rstrip(".")) and to_edtf(f"{' '.join(words[:2])} 1900"):
        return True  # the year follows a comma, or came before
    return any(
        to_edtf(written) is not None and re.search(r"[^\W\d]{3}", written) is not None
        for count in (4, 3, 2)
        if len(words) >= count
        for written in [" ".join(words[:count]).strip(".;")]
    )


def _is_date_at_end(text: str) -> bool:
    words = text.split()
    return any(to_edtf(" ".join(words[-count:])) for count in (3, 2) if len(words) >= count)


def _is_in_brackets(text: str) -> bool:
    return (
        text.count("(") > text.count(")")
        or text.count("[") > text.count("]")
        or text.count("“") > text.count("”")
    )


@functools.cache
def load_labels() -> frozenset[str]:
    """Return the keys of the labels of all traditions."""
    return frozenset(key for known in load_traditions().values() for key in known.keys)

"""A number variable taken apart into numbers, the labels written among them, and what joins them.

CSL 1.0.2, "Number", has the rules for commas, hyphens and ampersands.  That people write ``fol. 12, fig. 3``
into one field, labels and all, is practice rather than specification; the labels are recognised so that
they can be printed in the reader's language and take part in singular and plural.
"""

from __future__ import annotations

import functools
import re
from typing import NamedTuple

from archcite._foundation.lazy_regex import join_alternatives, pattern

# Abbreviations that people write before a number -> the CSL term that they stand for.
LABELS: dict[str, str] = {
    "app": "appendix", "art": "article-locator", "bk": "book", "ch": "chapter", "chap": "chapter",
    "col": "column", "fig": "figure", "fol": "folio", "l": "line", "n": "note", "no": "issue",
    "op": "opus", "p": "page", "para": "paragraph", "pp": "page", "pt": "part", "r": "rule",
    "sec": "section", "supp": "supplement", "sv": "sub-verbo", "tbl": "table", "tit": "title-locator",
    "vol": "volume", "vrs": "verse",
}  # fmt: skip

# Variables whose value may begin with a label that cs:label prints; elsewhere a label is text (“no. 511”).
_LABELLED = frozenset(("locator", "page"))
_LONGEST = 1000  # beyond this a value is prose

_ESCAPED = "\x1f"  # replaces an escaped hyphen while a value is taken apart
_L = r"[^\W\d_]"  # a letter of any script
# A prefix ("S", "8n0"), digits, and a suffix: letters ("5th", "12a-c"), thousands, an alternative ("12/13"),
# or more digits after an escaped hyphen; and a plus ("25+", continued elsewhere).
_NUMBER = pattern(
    rf"([0-9]*{_L}+0*)?([0-9]+(?:{_L}*(?:[-,:{_ESCAPED}]{_L}+)*|(?:,[0-9]{{3}})+|(?:/[0-9]+)+|(?:{_ESCAPED}[0-9]+)+)\+?)"
)
# A leaf with a word after it: "12 ob.", "15 verso", "20 ff."
_WORDED = pattern(rf"[0-9]+{_L}*(?: {_L}+\.?)+")
_ROMAN = pattern(r"(?=.)m*(?:cm|cd|d?c{0,3})(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")
_LABEL = pattern(rf"(?:^|(?<=\s))({join_alternatives(LABELS)})\.(\s*)(?=[0-9A-Za-z])")
_COMMAS = pattern(r"[0-9]+(?:,[0-9]+)+")
_THOUSANDS = pattern(r"[0-9]{1,3}(?:,[0-9]{3})+")
_LETTERED = pattern(rf".*[0-9]{_L}+", re.DOTALL)
_LETTERS = pattern(rf"{_L}+")
_DIGITS = pattern(r"[0-9]{1,15}")
_HYPHENS_BETWEEN_NUMBERS = pattern(r"(?<=\d)\s?[\u2010-\u2012\u2212]\s?(?=\d)")  # as they come from PDFs
_SPACES = pattern(r"(\s)\s+")


class NumberPart(NamedTuple):
    """One number, or one piece of text, of a value."""

    label: str  # the CSL term of the label that it goes with: the variable's own, or one written before it
    shown: str  # that label as written, spaces and all, where it has to be printed; else ""
    prefix: str  # letters before a number
    text: str
    joiner: str  # what joins it to the next part, " & " and hyphens still to be localised
    numeric: bool
    ranges: bool  # whether it can begin or end a range: a number, a Roman numeral, "12 verso"
    plural: bool = False  # whether its label is plural


class ParsedNumber(NamedTuple):
    """A value taken apart.

    ``numeric``: it has nothing but numbers.  ``plural``: its (first) label is plural.  ``label``: the CSL
    term of a label that the value itself begins with, where that is not the variable's own; else "".
    """

    parts: tuple[NumberPart, ...]
    numeric: bool
    plural: bool
    label: str


@functools.lru_cache(maxsize=4096)
def parse_number(text: str, variable: str = "", label: str = "", and_word: str = "") -> ParsedNumber:
    """Take a value apart.

    ``variable`` is the CSL variable that it comes from, ``label`` the CSL term that a locator comes with,
    ``and_word`` the word for "and" in the locale.  Never raises.

    >>> [part.text for part in parse_number("2-4, 7 & 9a").parts]
    ['2', '4', '7', '9a']
    >>> parse_number("367-368, fig. 333", "locator").parts[2].label
    'figure'
    """
    own = (label or "page") if variable in ("locator", "page", "page-first") else variable
    if len(text) > _LONGEST:
        return ParsedNumber((NumberPart(own, "", "", text, "", False, False),), False, False, "")
    parts: list[NumberPart] = []
    for chunk, joiner in _split_chunks(text, and_word):
        parts += _split_segments(chunk, joiner, own, variable, parts)
    first = parts[0]
    return ParsedNumber(
        tuple(_mark_plurals(parts, variable)),
        all(part.numeric for part in parts),
        _is_plural(parts, first.label, variable),
        first.label if first.label != own else "",
    )


def _split_chunks(text: str, and_word: str) -> list[tuple[str, str]]:
    """Split a value at commas, semicolons, ampersands, "and" and hyphens; return each piece and its joiner."""
    if not text.isascii():
        text = _HYPHENS_BETWEEN_NUMBERS.sub("-", text)
    text = _SPACES.sub(r"\1", text.strip()).replace("\\-", _ESCAPED).replace("\\\u2013", _ESCAPED)
    if "," in text:
        text = _COMMAS.sub(_add_spaces, text)
    cut = _compile_joiners(and_word).split(text)
    if not cut[0]:
        # A value that begins with a hyphen is not a range.
        cut = ["".join(cut[:3]), *cut[3:]]
    chunks = cut[0::2]
    joiners = [*cut[1::2], ""]
    # "12a-c" is one number with a suffix, and so is the Cyrillic "5-й".
    for index in range(len(chunks) - 2, -1, -1):
        left, right = chunks[index : index + 2]
        if joiners[index] != "-" or _LETTERS.fullmatch(right) is None:
            continue
        if _LETTERED.fullmatch(left) or (left.isdecimal() and not right.isascii()):
            chunks[index : index + 2] = [f"{left}-{right}"]
            del joiners[index]
    return [(chunk, _normalize_joiner(joiners[index], chunks, index)) for index, chunk in enumerate(chunks)]


def _add_spaces(found: re.Match[str]) -> str:
    """Add the space of a list to ``2,3``; leave ``2,300``, which is one number."""
    return found[0] if _THOUSANDS.fullmatch(found[0]) else found[0].replace(",", ", ")


@functools.lru_cache(maxsize=64)
def _compile_joiners(and_word: str) -> re.Pattern[str]:
    words = "and" if and_word in ("", "and") else f"and|{re.escape(and_word)}"
    return re.compile(rf"(\s*&\s*|,?\s+(?:{words})\s+|\s*[,;]\s+|\s*[-\u2013]+\s*)")


def _normalize_joiner(written: str, chunks: list[str], index: int) -> str:
    """Return what joins a chunk to the next, with the spacing that CSL wants between numbers."""
    mark = written.strip()
    if mark in (",", ";"):
        return mark + " "
    if not mark or mark[0] not in "&-\u2013":
        return written
    between = has_number(chunks[index]) and has_number(chunks[index + 1])
    if mark == "&":
        return " & " if between else written
    if between:
        return mark[0]
    return written if mark[0] != "-" or not has_number(chunks[index] + chunks[index + 1]) else "-"


def _split_segments(
    chunk: str, joiner: str, own: str, variable: str, before: list[NumberPart]
) -> list[NumberPart]:
    """Split a piece that may have labels in it, such as ``vol. 1 fol. 12``, into parts."""
    labels = _find_labels(chunk, own, variable, first=not before) if "." in chunk else []
    current = before[-1].label if before else own
    if not labels:
        return [_build_part(current, "", chunk, joiner)]
    parts = []
    if head := chunk[: labels[0].start()].strip():
        parts.append(_build_part(current, "", head, " "))
    for found, after in zip(labels, [*labels[1:], None], strict=True):
        term = LABELS[found[1]]
        text = chunk[found.end() : after.start() if after else len(chunk)].strip()
        opens = not before and not parts
        # cs:label prints the label that a value opens with, except in pages, where it expects pages.
        hidden = variable != "page" or term == "page" if opens else term == current
        shown = "" if hidden else f"{found[1]}.{found[2]}"
        parts.append(_build_part(term, shown, text, " " if after else joiner))
        current = term
    return parts


def _find_labels(chunk: str, own: str, variable: str, first: bool) -> list[re.Match[str]]:
    """Find the labels before a number; those within the piece must follow a number as well."""
    found = []
    start = 0
    for label in _LABEL.finditer(chunk):
        number = chunk[label.end() :].split(" ", 1)[0]
        if not (has_number(number) or is_roman(number)):
            continue
        if label.start() == 0:
            if first and variable not in _LABELLED:
                return []
        elif _NUMBER.fullmatch(chunk[start : label.start()].strip()) is None:
            continue
        found.append(label)
        start = label.end()
    return found


def _build_part(label: str, shown: str, text: str, joiner: str) -> NumberPart:
    found = _NUMBER.fullmatch(text)
    if found is not None:
        prefix, number = found.groups()
        return NumberPart(label, shown, prefix or "", number.replace(_ESCAPED, "-"), joiner, True, True)
    roman = is_roman(text) or (text.isupper() and is_roman(text.lower()))
    numeric = roman and text.islower() and (len(text) > 1 or text in "ivx")
    ranges = roman or (_WORDED.fullmatch(text) is not None and text == text.lower())
    text = text.replace(_ESCAPED, "-").replace("\\.", ".")  # “l\\.” is text, and not the label of a line
    return NumberPart(label, shown, "", text, joiner, numeric, ranges)


def _mark_plurals(parts: list[NumberPart], variable: str) -> list[NumberPart]:
    """Mark the printed label of each part as singular or plural."""
    if not any(part.shown for part in parts):
        return parts
    return [
        part._replace(plural=_is_plural(parts[index:], part.label, variable)) if part.shown else part
        for index, part in enumerate(parts)
    ]


def _is_plural(parts: list[NumberPart], label: str, variable: str) -> bool:
    """Return whether the first part and those that share its label are several numbers."""
    if not parts[0].ranges:
        return False
    numbers = 0
    for part in parts:
        if part.label != label:
            break
        numbers += part.ranges
    if numbers > 1:
        return True
    return variable.startswith("number-of-") and _parse_amount(parts[0].text) > 1


def _parse_amount(text: str) -> int:
    """Return the number that a text begins with: 12 for ``12a``; 0 if it begins with something else."""
    digits = _DIGITS.match(text)
    return int(digits[0]) if digits else 0


def has_number(text: str) -> bool:
    """Return whether a text has a digit in it."""
    return any("0" <= char <= "9" for char in text)


def is_roman(text: str) -> bool:
    """Return whether a text is a Roman numeral in small letters."""
    return bool(text) and _ROMAN.fullmatch(text) is not None

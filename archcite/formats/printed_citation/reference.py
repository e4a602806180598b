"""The reference within an archive: the path and the leaves, and parts whose labels are in no table."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator

from archcite._foundation.lazy_regex import pattern
from archcite.formats.printed_citation.vocabulary import compile_number_label, compile_shelfmark, load_words
from archcite.notation import Reference, parse_reference, parse_references
from archcite.notation.traditions import LEAVES, label_key, load_traditions
from archcite.notation.vocabulary import is_place, is_year
from archcite.record import Holding, Pages, Part, Repository

# “Te. 6”, “Br.kutije 82”, “rkps 6532 IV”: a word before a number, as a part of a reference.
_UNKNOWN_LABEL = pattern(
    r"(?P<label>[^\W\d_][^\W\d_]{1,14}\.(?:[^\W\d_]{2,10}\.?)?|[^\W\d_A-ZА-Я]{2,15})"
    r"\s+(?P<value>\d[\w/.:-]*(?: [IVXLC]+)?|[IVXLC]+)"
)
# “Drawing 2021”, “Sala IX”: the same with a capital, which may also be a name.
_CAPITALIZED_LABEL = pattern(
    r"(?P<label>[^\W\d_a-zа-я][^\W\d_A-ZА-Я]{3,13})\s+(?P<value>\d[\w/.:-]*|[IVXLC]+)"
)
_NAME_AND_NUMBER = pattern(r"(?P<name>[^\W\d_]\D*?)\s+(?P<number>\d+/\d[\w/.-]*|[A-Z]{0,3}\d[\w/.-]*)")
_NAME_AND_FONDS = pattern(r"(?P<name>[^\W\d]\D*?)\s+(?P<number>\d(?:\.\d{2}){2,})")
# “MS. lat. 15168”, “Cod. gall. 7”: the language or the owner is a part of the number.
_MANUSCRIPT_IN = pattern(
    r"(?P<label>(?:M[Ss]{1,2}|Cod|Codex|Hs|ms)\.?\s(?:lat|gr|fr|français|latin|grec|ital|it|esp|allemand|germ|hebr|héb|syr|arab|copt|slav)\.?)"
    r"\s+(?P<value>\d[\d.]*\w?)"
)
_MANUSCRIPT = pattern(r"(?P<label>(?:M[Ss]{1,2}|Hss?|Cod|Codex|Rkps?|Rps)\.?)\s+(?P<value>[^\W\d_].*\d.*)")
# “Tetrad’ (Te.) 6”
_LABEL_AND_SHORT_FORM = pattern(r"(?P<label>[^\W\d_][\w’']+ \([^\W\d_]{1,6}\.\))\s*(?P<value>\d[\w/-]*)")
_NUMBER_AND_NAME = pattern(r"(?P<number>\d[\d.]*)\s+(?P<name>[^\W\d_a-z][^\W\d_]+(?:[\s-][^\d]+)?)")
# “Acc: 72/73”
_LABEL_AND_COLON = pattern(r"(?P<label>[^\W\d_]{1,20}:)\s*(?P<value>\S*\d\S*)")
# “26.-45. str.”
_PAGES_AND_LABEL = pattern(r"(?P<value>\d[\d.]*[-–]\d+)\.?\s(?P<label>[^\W\d_]{1,6}\.?)")
# “H(039) 2 n° 176-177”
_CODE_AND_NUMBER = pattern(r"(?P<code>(?=\S*\d)[^,]*\S)\s(?P<label>n[°º]|№)\s?(?P<value>\d[\d/–-]*)")


def parse_path(
    text: str, written: str | None, repository: Repository
) -> tuple[list[Holding], list[str], list[str]]:
    """Parse the text of a path; return the holdings, text that has no place in them, and warnings.

    >>> holdings, rest, warnings = parse_path("f. 5, op. 30, d. 273, ll. 12-15", "RGANI", Repository("RGANI"))
    >>> str(holdings[0]), rest
    ('RGANI, f. 5, op. 30, d. 273, ll. 12-15', [])
    """
    if not text.strip(" ,;:."):
        return [Holding(repository)], [], []
    found = (
        parse_references(text, written)
        if ";" in text or " and " in text
        else [parse_reference(text, written)]
    )
    holdings, rest, warnings = [], [], []
    for one in found:
        holdings.append(_build_holding(one, repository, written))
        rest += [one.rest] if one.rest else []
        rest += [one.medium] if one.medium else []
        warnings += [warning for warning in one.warnings if "has no label" not in warning]
    return holdings, rest, warnings


def _build_holding(one: Reference, repository: Repository, written: str | None) -> Holding:
    if one.repository and one.repository != written:
        from archcite.formats.printed_citation.repository import build_repository

        repository = build_repository(one.repository, one.archive)
    # “DY 30/J IV 2/2/508”: a number of a file that a known archive reads to the letter.
    is_settled = one.archive is not None and one.exact
    parts: list[Part] = []
    for whole in one.parts:
        is_as_read = is_settled and whole.level == "file" and "/" in (whole.value or "")
        parts += [whole] if is_as_read else _refine(whole, first=whole is one.parts[0])
    pages = Pages(one.pages)
    if not pages and (leaf := next(filter(_is_leaf, parts), None)):
        # “vol. 2, fol. 12v, Parish of St Oswald”: from the document up
        parts.remove(leaf)
        pages = Pages(leaf.label or "", leaf.value or "")
    return Holding(repository, tuple(parts), pages)


def _is_leaf(part: Part) -> bool:
    """Return whether a part counts leaves or pages: “fol. 12v”, “pp. 719–20”."""
    if part.level in LEAVES and part.label:
        return True
    return (
        label_key(part.label or "") in ("fol", "fols", "fo", "ff")
        and re.search(r"\d[rv]", part.value or "") is not None
    )


def _refine(part: Part, *, first: bool) -> Iterator[Part]:
    """Split a part without a label into label and number, or name and number, where its words tell."""
    value = part.value or ""
    if (part.label or value).startswith("(") and value.endswith(")"):
        # “(Series Ref: GO1)”: a reference in brackets.
        part = Part(part.level, (part.label or "").lstrip("(") or None, value.strip("()"), part.title)
        value = part.value or ""
    if (
        part.level == "fonds"
        and part.label
        and not part.title
        and (found := _NUMBER_AND_NAME.fullmatch(value))
    ):
        yield Part("fonds", part.label, found["number"], found["name"])  # “Toegang 0939 Anti-Tol Comité”
    elif part.label or not value or value[0] in '“«„"':
        yield part
    elif named := _split_label_and_name(value):
        yield named
    elif ", " in value and all(_CAPITALIZED_LABEL.fullmatch(one) for one in value.split(", ")):
        for one in value.split(", "):  # “District 2, Drawing 2021”, where semicolons separate
            found = _CAPITALIZED_LABEL.fullmatch(one)
            yield Part("part", found["label"], found["value"]) if found else part
    elif found := _LABEL_AND_COLON.fullmatch(value):
        yield Part(part.level if part.level != "fonds" else "part", found["label"], found["value"])
    elif (found := _PAGES_AND_LABEL.fullmatch(value)) and label_key(found["label"]) in _load_page_labels():
        yield Part("pages", found["label"], found["value"])
    elif found := _CODE_AND_NUMBER.fullmatch(value):
        yield Part(part.level, None, found["code"])
        yield Part("number", found["label"], found["value"])
    elif found := _NAME_AND_FONDS.fullmatch(value):
        yield Part("fonds", None, found["number"], found["name"])  # “VOC 1.04.02”
    elif found := _LABEL_AND_SHORT_FORM.fullmatch(value):
        yield Part("part" if part.level == "fonds" else part.level, found["label"], found["value"])
    elif found := compile_number_label().fullmatch(value):
        yield Part(part.level if part.level != "fonds" else "number", found["label"].strip(), found["value"])
    elif (
        found := _MANUSCRIPT_IN.fullmatch(value)
        or _MANUSCRIPT.fullmatch(value)
        or compile_shelfmark().fullmatch(value)
    ):
        yield Part("part" if part.level == "fonds" else part.level, found["label"], found["value"])
    elif (found := _NUMBER_AND_NAME.fullmatch(value)) and first:
        yield Part("fonds", None, found["number"], found["name"])
    elif (found := _UNKNOWN_LABEL.fullmatch(value) or _CAPITALIZED_LABEL.fullmatch(value)) and _is_label(
        found["label"], found["value"], first
    ):
        yield Part("part" if part.level == "fonds" else part.level, found["label"], found["value"])
    elif (found := _NAME_AND_NUMBER.fullmatch(value)) and (
        _is_series(found["name"], found["number"])
        or (
            part.level == "fonds"
            and " " in found["name"]
            and re.fullmatch(r"(?!1[5-9]|20[0-4])\d{2,5}|\d{2,4}-\d{3,6}", found["number"])
        )
    ):
        yield Part("fonds" if first else "series", None, found["name"])
        yield Part("file", None, found["number"])
    else:
        yield part


@functools.cache
def _load_page_labels() -> frozenset[str]:
    """Return the keys of the labels of pages and leaves, in all traditions."""
    return frozenset(
        label_key(label)
        for known in load_traditions().values()
        for level in ("pages", "leaves")
        if level in known.levels
        for label in known.levels[level].list_labels()
    )


def _split_label_and_name(value: str) -> Part | None:
    """Return the part of a label in full and a name in lower case: “sección colonia”, “fondo judicial”."""
    label, _, name = value.partition(" ")
    level = _load_levels().get(label) if name[:1].islower() and "," not in name else None
    return Part(level, label, name) if level and not re.search(r"\d", name) else None


@functools.cache
def _load_levels() -> dict[str, str]:
    """Return the levels of the labels in full that name a fonds or a series: “sección”, “fondo”."""
    return {
        label: level
        for known in load_traditions().values()
        for level in ("series", "fonds")
        if level in known.levels
        for label in known.levels[level].list_labels()
        if label.isalpha() and label.islower()
    }


def _is_label(word: str, number: str, first: bool) -> bool:
    """Return whether a word before a number is a label, and not a place or a series.

    >>> _is_label("Drawing", "2021/2", False), _is_label("Charcas", "45", True), _is_label("Sala", "IX", True)
    (True, False, True)
    """
    return not (is_place(word) or is_year(number) or (first and word[0].isupper() and number[0].isdigit()))


def _is_series(name: str, number: str) -> bool:
    """Return whether a name before a number is that of a series: several words, and not a span of years."""
    if is_year(number) or " " not in name:
        return False
    return "/" in number or name.split()[-1].casefold() in load_words()["series"]["ends"]

"""Where a source is kept, in CSL: the path in the archive as its readers write it, divided at the collection."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from archcite._foundation.lazy_regex import pattern
from archcite.notation import find_archive_of, format_reference, get_tradition
from archcite.record import Holding, Pages, Part

# Levels that may be an archival collection with a name; below them are containers and documents.
_COLLECTION_LEVELS = frozenset(("fonds", "subfonds", "series", "subseries"))
# A value with a word in it is a name (“Foreign Relations Section”); codes (“FO 371”, “XIX-J-1-j”, “GEB Series 1.3”) are
# not, and may be followed by their title (“RW 19 (Rüstungsamt)”).
_CODE = pattern(r"(?:[A-Z]{1,6}\.?(?: Series)? ?\d[\w/.-]*(?: \(.*\))?|[A-Z]{2,6})\Z")
_NAME = pattern(r"[^\W\d_]{4,}")
_RECORD_GROUP = pattern(r"(?:R\.?\s?G\.?|Record Group)\s?\d+", re.IGNORECASE)
# Labels for which a style's own “p.” and “pp.” say the same.
_PAGE_LABELS = frozenset(("p", "pp", "pg", "pgs", "page", "pages"))
_PAGE_NUMBERS = pattern(r"[A-Za-z]?\d+[a-z]?(?:\s*[-–,&]\s*[A-Za-z]?\d+[a-z]?)*")


def build_place(holding: Holding, *, semicolons: bool = True) -> dict[str, str]:
    """Build the CSL variables of where a source is kept, without empty ones.

    Without ``semicolons`` there are commas between all parts of the path, as in print: “RG 59, Files, 1964–66, box 5”.
    """
    collection, location = split_path(holding.parts)
    has_page_label = is_page(holding)
    path = format_path(holding, location, semicolons=semicolons)
    has_leaves = bool(holding.pages) and not has_page_label
    place = {
        "archive": str(holding.repository),
        "archive-place": holding.repository.place or "",
        "archive_collection": format_path(holding, collection, semicolons=semicolons),
        "archive_location": (
            format_path(holding, location, holding.pages, semicolons=semicolons) if has_leaves else path
        ),
        "page": holding.pages.value if has_page_label else "",
        "section": format_path(holding, (), holding.pages) if has_page_label else "",
        "call-number": path if has_leaves else "",
    }
    return {variable: text for variable, text in place.items() if text}


def join_location(item: Mapping[str, Any]) -> str:
    """Return the location and the call number of an item, which may be all of the path, a part of it, or a second one.

    >>> join_location({"archive_location": "box 6, fol. 3", "call-number": "box 6"})
    'box 6, fol. 3'
    >>> join_location({"archive_location": "box 6, fol. 3", "call-number": "MS 5"})
    'box 6, fol. 3, MS 5'
    """
    location, called = str(item.get("archive_location", "")), str(item.get("call-number", ""))
    is_more = called not in f"{item.get('archive_collection', '')}, {location}"
    return ", ".join(text for text in (location, called if is_more else "") if text)


def format_part(part: Part) -> str:
    """Return a part with its title before its number, where it has a title and no code.

    >>> fonds = Part("fonds", "RG", "26", "Records of the U.S. Coast Guard")
    >>> format_part(fonds), format_part(Part("fonds", "f.", "5", "CC"))
    ('Records of the U.S. Coast Guard, RG 26', 'f. 5')
    """
    return f"{part.title}, {part}" if part.title and part.value and _is_named(part) else str(part)


def format_path(
    holding: Holding,
    parts: Iterable[Part] | None = None,
    pages: Pages | str = "",
    *,
    semicolons: bool = True,
) -> str:
    """Return the path in a holding, or some parts and leaves of it, as the readers of its repository write them.

    >>> from archcite.record import Repository
    >>> format_path(Holding(Repository(code="BArch"), [Part("fonds", None, "B 136"), Part("file", None, "59748")]))
    'B 136/59748'
    >>> format_path(Holding(Repository("ÁBTL")), (), Pages("o.", "12"))
    '12. o.'
    """
    shown = holding.parts if parts is None else tuple(parts)
    if not shown and not pages:
        return ""
    archive = find_archive_of(holding.repository)
    known = get_tradition(archive.tradition) if archive else None
    return format_reference(map(_drop_unprinted_title, shown), pages, known=known, semicolons=semicolons)


def find_unprinted_titles(holding: Holding) -> list[Part]:
    """Return the parts whose titles :func:`format_part` leaves out: those of codes."""
    return [part for part in holding.parts if part.title and part.value and not _is_named(part)]


def split_path(parts: tuple[Part, ...]) -> tuple[tuple[Part, ...], tuple[Part, ...]]:
    """Return the named collection at the top of a path, and the rest of it.

    A path of codes stays in one piece: no historian takes “f. 5, op. 30, d. 273” apart. A record group is a
    collection, though it has a number for a name: “file 71A-F15, RG 46, National Archives” (CMOS 18, 14.193).

    >>> [len(half) for half in split_path((Part("fonds", None, "House Papers"), Part("box", "box", "6")))]
    [1, 1]
    >>> [len(half) for half in split_path((Part("fonds", "RG", "59"), Part("file", None, "611.61/9-852")))]
    [1, 1]
    """
    top = 1 if parts and parts[0].level == "fonds" and _RECORD_GROUP.fullmatch(str(parts[0])) else 0
    while top < len(parts) and parts[top].level in _COLLECTION_LEVELS and _is_named(parts[top]):
        top += 1
    return parts[:top], parts[top:]


def is_page(holding: Holding) -> bool:
    """Return whether the pages of a holding are pages of a book or file, and not folios or leaves."""
    label = (holding.pages.label or "").rstrip(".").casefold()
    return label in _PAGE_LABELS and _PAGE_NUMBERS.fullmatch(holding.pages.value) is not None


def _drop_unprinted_title(part: Part) -> Part:
    return evolve(part, title=None) if part.title and part.value and not _is_named(part) else part


def _is_named(part: Part) -> bool:
    """Return whether a part has a name; abbreviated labels (“f.”, “op.”) announce a code, as “PREM 11” is."""
    if part.value and (
        (part.label and part.label.endswith(".")) or (not part.title and _CODE.match(part.value))
    ):
        return False
    return _NAME.search(part.title or part.value or "") is not None

"""The references of a printed item: further holdings, their notes, the order of a path, and ranges of leaves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.formats.csl_json.archive_path import build_place, format_path, is_page, split_path
from archcite.formats.csl_json.fitted_item import ALSO, FILE, announce_file
from archcite.notation import find_archive_of, get_tradition
from archcite.notation.formatter import find_tradition_of
from archcite.notation.traditions import Tradition
from archcite.record import Holding, Pages, Part, Record

_RANGE = pattern(r"(?<=\d)(\s?(?:ob|v|r|verso|recto|об)\.?)?-(?=\d)")
_EDITION_PAGES = pattern(r"((?:\b(?:pp?|[Ss]|[Сс]|str|fols?|ff)\.\s?|(?<=\d):)\d+)-(?=\d)")


def order_reference(item: dict[str, Any], holding: Holding) -> None:
    """Have styles put the archive before the path where its tradition does."""
    if holding.parts and (tradition := _find_path_tradition(holding)):
        item["jurisdiction"] = tradition.id


def write_commas(item: dict[str, Any], holding: Holding) -> None:
    """Put commas between the parts of a reference, where only what reads it needs semicolons to tell them apart.

    >>> from archcite.record import Repository
    >>> holding = Holding(Repository("NARA"), [Part("fonds", "RG", "59"), Part("series", None, "Files, 1964")])
    >>> item = {"archive_collection": "RG 59; Files, 1964"}
    >>> write_commas(item, holding)
    >>> item
    {'archive_collection': 'RG 59, Files, 1964'}
    """
    if not any(", " in str(part) for part in holding.parts):
        return
    divided, plain = build_place(holding), build_place(holding, semicolons=False)
    item |= {name: plain[name] for name, text in divided.items() if item.get(name) == text}


def _find_path_tradition(holding: Holding) -> Tradition | None:
    """Return the tradition of a reference, if it puts the archive before the path."""
    known = find_tradition(holding)
    return known if known.archive_first else None


def find_tradition(holding: Holding) -> Tradition:
    """Return the tradition of a holding: that of its archive, or of the labels in its reference."""
    archive = find_archive_of(holding.repository)
    return get_tradition(archive.tradition) if archive else find_tradition_of(holding.parts, holding.pages)


def format_range(pages: str) -> str:
    """Return pages or leaves with an en dash between numbers.

    >>> format_range("12-15"), format_range("7ob.-9"), format_range("12-a")
    ('12–15', '7ob.–9', '12-a')
    """
    return _RANGE.sub(r"\1–", pages)


def format_edition_ranges(edition: str) -> str:
    """Return an edition with an en dash in the range of its pages, which a label or a colon announces.

    >>> format_edition_ranges("FRUS 1946, vol. VI, pp. 696-709"), format_edition_ranges("FRUS, 6:696-709, no. 2-4")
    ('FRUS 1946, vol. VI, pp. 696–709', 'FRUS, 6:696–709, no. 2-4')
    """
    return _EDITION_PAGES.sub(r"\1–", edition)


def format_leaf_ranges(item: dict[str, Any], holding: Holding) -> None:
    """Give leaves and pages at the end of a location an en dash; pages in their own variable get it from the style."""
    if "section" in item:
        item["section"] = format_range(item["section"])
    if "-" not in holding.pages.value:
        return
    leaves = format_path(holding, (), holding.pages)
    location = item.get("archive_location", "")
    if location.endswith(leaves):
        item["archive_location"] = location[: len(location) - len(leaves)] + format_range(leaves)


def add_file(item: dict[str, Any], file_name: str) -> None:
    """Put the name of a file at the end of the path, before the leaves.

    >>> item = {"archive_location": "box 6, fol. 3v", "call-number": "box 6"}
    >>> add_file(item, "memo.wpd")
    >>> item["archive_location"], item["call-number"]
    ('box 6, file memo.wpd, fol. 3v', 'box 6, file memo.wpd')
    """
    location, path = str(item.get("archive_location", "")), str(item.get("call-number", ""))
    path = path if path and location.startswith(path) else location
    named = join_texts(", ", path, announce_file(file_name))
    item[FILE] = file_name
    item["archive_location"] = named + location[len(path) :]
    if "call-number" in item:
        item["call-number"] = named


def add_references(item: dict[str, Any], record: Record) -> None:
    """Add the note of the first holding, and all other holdings."""
    first, *others = record.holdings
    near = [holding for holding in others if _is_near(first, holding)]
    if near and is_page(first):
        # The style would print the pages after all references.
        pages = item.pop("section", "")
        item["archive_location"] = join_texts(", ", item.get("archive_location"), pages)
        item.pop("page", None)
    if near or first.note:
        item.pop("section", None)  # it is within the location
    location = _add_note(item.get("archive_location", ""), first.note)
    for last, holding in zip([first, *near], near, strict=False):
        location = join_texts("; ", location, _add_note(_format_rest(last, holding), holding.note))
    if location:
        item["archive_location"] = location
    if also := list(_list_elsewhere(record, near)):
        item["division"] = join_texts("; ", f"{ALSO} {'; '.join(also)}", item.get("division"))


def _is_near(first: Holding, other: Holding) -> bool:
    """Return whether another holding is in the repository and the collection of the first one."""
    same_repository = not other.repository or str(other.repository) == str(first.repository)
    here, there = split_path(first.parts)[0], split_path(other.parts)[0]
    return same_repository and (here == there or not there)


def _format_rest(first: Holding, other: Holding) -> str:
    """Return a reference without what the one before it has said."""
    before, parts = split_path(first.parts)[1], split_path(other.parts)[1]
    shared = 0
    while shared < min(len(before), len(parts)) and before[shared] == parts[shared]:
        shared += 1
    if shared == len(parts) and not other.pages:
        shared -= 1
    return _format(other, parts[max(shared, 0) :])


def _format(holding: Holding, parts: tuple[Part, ...]) -> str:
    leaves = holding.pages
    if leaves.label:
        leaves = Pages(leaves.label, format_range(leaves.value))
    return format_path(holding, parts, leaves)


def _list_elsewhere(record: Record, near: list[Holding]) -> Iterator[str]:
    """Yield the references in other collections or repositories, each repository once in a row."""
    last = record.holding.repository
    for holding in record.holdings[1:]:
        if holding in near:
            continue
        repository = holding.repository
        name = "" if not repository or str(repository) == str(last) else str(repository)
        last = repository or last
        reference = join_texts(", ", name, repository.place if name else "", _format(holding, holding.parts))
        yield _add_note(reference, holding.note)


def _add_note(reference: str, note: str | None) -> str:
    """Return a reference with a note on it in brackets.

    >>> _add_note("box 6", "carbon copy"), _add_note("", "on loan")
    ('box 6 (carbon copy)', 'on loan')
    """
    text = (note or "").strip().rstrip(".")
    if not text:
        return reference
    return f"{reference} ({text})" if reference else text


def join_texts(delimiter: str, *texts: str | None) -> str:
    """Join those texts that are not empty.

    >>> join_texts(", ", "box 6", None, "folder 2")
    'box 6, folder 2'
    """
    return delimiter.join(text for text in texts if text)

"""Published works as lines of RIS, by the table in :mod:`archcite.formats.ris.works`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.formats.csl_json.noted_variables import format_noted, format_noted_date
from archcite.formats.csl_json.publication_from_item import is_database, is_published
from archcite.formats.csl_json.values import use_current_names
from archcite.formats.ris import works
from archcite.formats.ris.names import format_ris_name
from archcite.record import ArchivalDate
from archcite.record.csl_variables import DATE_ERRORS, is_names, to_date

# Variables that only programs need, or that another one repeats.
_UNSAID = frozenset(
    (
        "id",
        "type",
        "issued",
        "note",
        "citation-key",
        "citation-label",
        "categories",
        "custom",
        "page-first",
        "_graph",
    )
)


_SINGLE_DATE = pattern(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")
# Types whose lone number of a page is the number of pages.
_COUNTED = frozenset(("BOOK", "THES"))


def build_lines(item: Mapping[str, Any]) -> list[str]:
    """Return the lines of an item, without the one that ends it.

    An archive is “DB”, and the way to the source in it “AN”, the collection first.

    >>> build_lines({"id": "a", "type": "article-journal", "title": "On Letters", "volume": 9, "page": "1-5"})
    ['TY  - JOUR', 'ID  - a', 'TI  - On Letters', 'VL  - 9', 'SP  - 1', 'EP  - 5']
    """
    item = use_current_names(item)
    csl_type = str(item.get("type") or "document")
    is_archival = not is_published(item)
    types = works.ARCHIVAL_TYPES if is_archival else works.TYPES
    ris_type = types.get(csl_type, "GEN")
    lines = [f"TY  - {ris_type}"]
    notes = []
    if is_archival or csl_type not in types or ris_type in works.TOLD_TYPES:
        notes.append(f"type: {csl_type}")
    # A database would be read as such, and has its place in the notes.
    has_path = is_archival and bool(item.get("archive")) and not is_database(item["archive"])
    if has_path:
        lines += _format_archive(item)
    if item.get("id"):
        lines.append(f"ID  - {item['id']}")
    tags, name_tags = works.get_tags(ris_type), works.get_name_tags(ris_type)
    for variable, value in item.items():
        if variable in _UNSAID or value in (None, "", [], {}):
            continue
        if has_path and variable in ("archive", "archive_location"):
            continue
        if variable in NAMES and is_names(value):
            if variable in name_tags:
                lines += [
                    f"{name_tags[variable]}  - {text}" for name in value if (text := format_ris_name(name))
                ]
            else:
                notes += format_noted(variable, value)
        elif variable == "accessed" and (day := _format_day(_find_date(value))):
            lines.append(f"Y2  - {day}")
        elif variable == "page" and ris_type in _COUNTED and str(value).isdecimal():
            notes.append(f"page: {value}")
        elif variable == "page":
            lines += _format_pages(str(value))
        elif variable == "keyword":
            lines += [f"KW  - {word}" for word in _split_keywords(value)]
        elif variable == "number-of-pages" and not str(value).isdecimal():
            notes.append(f"{variable}: {value}")
        elif (
            variable in tags
            and isinstance(value, (str, int, float))
            and not (tags[variable] == "SP" and "page" in item)
        ):
            lines.append(f"{tags[variable]}  - {_join(value)}")
        else:
            notes += format_noted(variable, value)
    lines += _format_issued(item.get("issued"), notes)
    note = item.get("note")
    # Variables stand before prose, where CSL processors look for them.
    lines += [f"N1  - {_join(line)}" for line in (*notes, *str(note or "").splitlines()) if line.strip()]
    return lines


def _format_archive(item: Mapping[str, Any]) -> Iterator[str]:
    """Yield the archive and the path in it, which begins with the collection; a line of the notes has that too."""
    yield f"DB  - {_join(item['archive'])}"
    path = [_join(item[name]) for name in ("archive_collection", "archive_location") if item.get(name)]
    if path:
        yield f"AN  - {', '.join(path)}"


def _format_pages(pages: str) -> list[str]:
    first, dash, last = pages.partition("-")
    if dash and first.strip() and last.strip() and first != last and not re.search(r"[-,&;]", last):
        return [f"SP  - {first}", f"EP  - {last}"]
    return [f"SP  - {_join(pages)}"]


def _format_issued(value: Any, notes: list[str]) -> Iterator[str]:
    """Yield the date of publication; one that RIS cannot write is a line of the notes, too."""
    if not value:
        return
    date = _find_date(value)
    day = _format_day(date)
    if day:
        yield f"DA  - {day}"
    ends = date.parts if date else ()
    if ends and ends[0]:
        yield f"PY  - {ends[0][0]:04}"
    if not day:
        notes.append(f"issued: {format_noted_date(value)}")


def _format_day(date: ArchivalDate | None) -> str:
    """Return a single, certain date as RIS has it: “1958/09/09/”; empty for another one."""
    edtf = (date.edtf if date else None) or ""
    if _SINGLE_DATE.fullmatch(edtf):
        return "/".join([*edtf.split("-"), "", "", ""][:4])
    return ""


def _find_date(value: Any) -> ArchivalDate | None:
    try:
        return to_date(value)
    except DATE_ERRORS:
        return None


def _split_keywords(value: Any) -> list[str]:
    words = (
        value
        if isinstance(value, list)
        else re.split(r"\s*;\s*" if ";" in str(value) else r"\s*,\s*", str(value))
    )
    return [_join(word) for word in words if str(word).strip()]


def _join(value: Any) -> str:
    """Return a value on one line: the next would be another tag."""
    return " ".join(str(value).split())

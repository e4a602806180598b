"""Tables of published works: a column for the journal or publisher, none for an archive (EndNote, Scopus, by hand)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.csl_json.item_from_record import join_keywords, to_csl_date, to_language_tag
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.formats.endnote.item import TYPES as ENDNOTE_TYPES
from archcite.formats.flat_table.formula_guard import unguard_cell
from archcite.formats.flat_table.headings import parse_heading, warn_of_unknown
from archcite.formats.flat_table.rows import TableRow
from archcite.formats.ris.names import parse_ris_name
from archcite.record import Source, revise

# Heading, in small letters → CSL variable. Where two have the same, the first that is given counts.
VARIABLES: Mapping[str, str] = {
    **{"id": "id", "key": "id", "citation key": "id", "title": "title", "article title": "title"},
    **dict.fromkeys(("author full names", "author", "authors"), "author"),
    **dict.fromkeys(("editor", "editors"), "editor"),
    **dict.fromkeys(("translator", "translators"), "translator"),
    **dict.fromkeys(("date", "publication date", "year", "publication year"), "issued"),
    **dict.fromkeys(
        ("journal", "journal title", "source title", "publication", "publication title", "secondary title"),
        "container-title",
    ),
    **dict.fromkeys(("book title", "container title"), "container-title"),
    **{
        "volume": "volume",
        "vol": "volume",
        "issue": "issue",
        "edition": "edition",
        "series": "collection-title",
    },
    **{"pages": "page", "page": "page", "art. no.": "page", "article number": "page"},
    **{"doi": "DOI", "isbn": "ISBN", "issn": "ISSN", "pubmed id": "PMID", "pmid": "PMID"},
    **dict.fromkeys(("url", "link"), "URL"),
    "publisher": "publisher",
    **dict.fromkeys(
        ("place", "place published", "place of publication", "city", "publisher place"), "publisher-place"
    ),
    **{"abstract": "abstract", "language": "language", "language of original document": "language"},
    **dict.fromkeys(("keywords", "author keywords"), "keyword"),
    **dict.fromkeys(("type", "item type", "reference type", "document type"), "type"),
    **{"notes": "note", "note": "note"},
}
_PUBLISHED = ("container-title", "publisher", "ISSN", "ISBN")
_PAGES = ("page start", "page end")
_TYPES: Mapping[str, str] = {
    **ENDNOTE_TYPES,
    **{"article": "article-journal", "review": "article-journal", "book chapter": "chapter"},
    **{"conference review": "paper-conference", "chapter": "chapter", "editorial": "article-journal"},
}
# “Li W.”: the family name before initials, without a comma.
_INITIALS = pattern(r"(?P<family>[^,.]+) (?P<given>(?:[^\W\d_]\.[ -]?)+)")
_NUMBER = pattern(r"\s*\(\d+\)$")


def is_works_table(headings: Sequence[str]) -> bool:
    """Return whether headings are those of a table of published works.

    >>> is_works_table(["Author", "Year", "Title", "Journal"]), is_works_table(["Title", "Year", "Publisher", "Box"])
    (True, False)
    """
    headings = [heading.strip() for heading in headings]
    known = {VARIABLES.get(heading.casefold()) for heading in headings}
    if not {"title", "issued"} <= known or known.isdisjoint(_PUBLISHED):
        return False
    names = [parse_heading(heading).name or "" for heading in headings if heading.casefold() not in VARIABLES]
    return not any(name.startswith("holding") or name == "reference" for name in names)


def read_rows(headings: Sequence[str], rows: Iterable[TableRow], name: str) -> list[Source]:
    """Return the sources of the rows of a table; ``name`` is what errors call it.

    >>> source, = read_rows(["Author", "Year", "Title", "Journal"],
    ...     [TableRow(2, 2, ["Roe, Jane; Lee, Cy", "1990", "On letters", "AHR"])], "a.csv")
    >>> [agent.name for agent in source.agents("author")], source.csl_item()["container-title"]
    (['Jane Roe', 'Cy Lee'], 'AHR')
    """
    others = [one for one in headings if one and one.casefold() not in (*VARIABLES, *_PAGES)]
    warn_of_unknown(others, name)
    sources = []
    for number, row in enumerate(rows, start=1):
        cells = [unguard_cell(cell.strip()) for cell in row.cells]
        item = _build_item(dict(zip(headings, cells, strict=False)))
        location = SourceLocation(name, row.line, number)
        sources.append(revise(from_csl_item(item, location), location=location))
    return sources


def _build_item(row: Mapping[str, str]) -> dict[str, Any]:
    texts: dict[str, str] = {}
    cells = {heading.casefold(): text for heading, text in row.items() if text}
    for heading, variable in VARIABLES.items():
        if heading in cells:
            texts.setdefault(variable, cells[heading])
    first, last = (cells.get(heading, "") for heading in _PAGES)
    if first:
        texts["page"] = "-".join(dict.fromkeys(filter(None, (first, last))))
    item: dict[str, Any] = {"type": _find_type(texts)}
    for variable, text in texts.items():
        if variable in ("author", "editor", "translator"):
            item[variable] = [parsed for name in _split_names(text) if (parsed := _parse_name(name))]
        elif variable == "issued":
            item[variable] = to_csl_date(catalogue.parse_date(text))
        elif variable == "keyword":
            item[variable] = join_keywords(re.split(r"\s*[;|]\s*", text))
        elif variable == "language":
            item[variable] = to_language_tag(text) or text
        elif variable != "type":
            item[variable] = text
    known = {*VARIABLES, *_PAGES}
    notes = [
        f"{heading}: {text}" for heading, text in row.items() if text and heading.casefold() not in known
    ]
    if notes:
        item["annote"] = "\n".join(notes)
    return {variable: value for variable, value in item.items() if value}


def _find_type(texts: Mapping[str, str]) -> str:
    """Return the type that a cell names; without one, that of a work with a journal, or of a book."""
    if known := _TYPES.get(texts.get("type", "").casefold()):
        return known
    return (
        "article-journal"
        if "container-title" in texts and "publisher" not in texts
        else ("chapter" if "container-title" in texts else "book")
    )


def _split_names(text: str) -> list[str]:
    """Return the names of a cell, which semicolons, bars or “and” divide."""
    return [
        name for one in re.split(r"\s*[;|\n]\s*|\s+and\s+", text) if (name := _NUMBER.sub("", one.strip()))
    ]


def _parse_name(name: str) -> dict[str, Any] | None:
    found = _INITIALS.fullmatch(name)
    return parse_ris_name(f"{found['family']}, {found['given'].strip()}" if found else name)


__all__ = ["VARIABLES", "is_works_table", "read_rows"]

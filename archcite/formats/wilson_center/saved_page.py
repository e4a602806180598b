"""Read a saved page of the Wilson Center Digital Archive: its headings and the text under each.

The pages have no machine-readable description, but a heading over each part of one, in the present layout and in
the former one. The source note under “Source” is the end of the portal's citations.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from archcite._foundation.wording import shorten_text
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.credit_sentences import extract_credits
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.portal_vocabulary import is_portal_address
from archcite.formats.wilson_center.exported_record import find_languages
from archcite.formats.wilson_center.reader import read_citation
from archcite.record import Agent, OnlineCopy, Record

if TYPE_CHECKING:
    from lxml.etree import _Element

PORTAL = "Wilson Center Digital Archive"

# Heading, in lower case and without its colon → what is under it.
HEADINGS = {
    "citation": "citation",
    "source": "source",
    "summary": "summary",
    "description": "summary",
    "author": "authors",
    "authors": "authors",
    "author(s)": "authors",
    "creator": "authors",
    "creators": "authors",
    "original archive": "archive",
    "language": "original_language",
    "languages": "original_language",
    "original language": "original_language",
    "rights": "rights",
    "copyright": "rights",
    "record id": "record_id",
    "subjects": "subjects",
    "subjects discussed": "subjects",
    "associated people & organizations": "subjects",
    "associated people": "subjects",
    "associated places": "subjects",
    "coverage": "subjects",
    "type": "kind",
    "document type": "kind",
    "original classification": "classification",
    "donors": "donors",
    "donor": "donors",
    "document contributors": "contributors",
    "document contributor": "contributors",
    "date": "date",
    "document date": "date",
}
_HEADING_TAGS = ("h2", "h3", "h4", "h5", "h6", "dt", "th", "strong", "b")
_HEADING_CLASSES = re.compile(r"\b(?:sub-title|field__label|label)\b")
_ITEMS = ("li", "a", "dd")
_SILENT = ("script", "style", "noscript", "svg", "button")


def is_page(page: _Element, address: str | None) -> bool:
    """Return whether a page is a document of the portal, by its address, or its name and its source note."""
    title = " ".join(get_visible_text(one) for one in page.iter("title"))
    if not (address and is_portal_address(address)) and PORTAL not in title:
        return False
    return bool({"source", "citation"} & _find_sections(page).keys())


def read(page: _Element, address: str | None, location: SourceLocation) -> Record:
    """Return the record of a page; ``location`` is for warnings and errors."""
    sections = _find_sections(page)
    title = next((get_visible_text(one) for one in page.iter("h1") if get_visible_text(one)), None)
    date = " ".join(sections.get("date", ())) or _find_class_text(page, "date")
    citation = " ".join(sections.get("citation", ()))
    record = _read_citation(citation or " ".join(sections.get("source", ())), location)
    credits = extract_credits(_find_class_text(page, "donated") or "")
    contents = [_join_paragraphs(one) for one in page.iter() if "tab-pane" in _get_classes(one)]
    tabs = [
        get_visible_text(one)
        for one in page.iter("a")
        if "nav-link" in _get_classes(one) or one.get("data-toggle") == "tab"
    ]
    number = " ".join(sections.get("record_id", ())) or record.copy.identifier
    fields: dict[str, Any] = {
        "id": number or record.id,
        "title": record.title or title,
        "kind": record.kind if record.kind != "document" else _find_kind(sections, title),
        "date": record.date or (catalogue.parse_date(date) if date else None),
        "agents": [*_find_authors(sections, record), *record.agents(), *_drop_known(credits.agents, record)],
        "original_language": record.original_language
        or ", ".join(sections.get("original_language", ()))
        or None,
        "languages": find_languages("\n".join(tabs)) or record.languages,
        "classification": ", ".join(sections.get("classification", ())) or None,
        "summary": " ".join(sections.get("summary", ())) or _find_class_text(page, "text-block"),
        "contents": "\n\n".join(one for one in contents if one) or None,
        "subjects": list(dict.fromkeys(sections.get("subjects", ()))),
        "rights": " ".join(sections.get("rights", ())) or None,
        "notes": [*record.notes, *_build_notes(sections, record)],
        "copy": OnlineCopy(
            record.copy.portal or PORTAL, address or record.copy.url, number, record.copy.accessed
        ),
    }
    return evolve(record, **fields)


def get_visible_text(element: _Element) -> str:
    """Return the text that a reader of the page sees, on one line."""
    pieces: list[str] = []
    for one in element.iter():
        if one.tag in _SILENT or not isinstance(one.tag, str):
            pieces.append(" " if one is element else one.tail or "")
            continue
        pieces += [one.text or "", " " if one.tag in ("p", "br", "li", "div", "td") else ""]
        if one is not element:
            pieces.append(one.tail or "")
    return " ".join("".join(pieces).split())


def _read_citation(text: str, location: SourceLocation) -> Record:
    if not text:
        return Record(location=location)
    try:
        return read_citation(text, location)
    except SourceError:
        reader_warnings.warn(
            location, f"“{shorten_text(text)}” is not an archival reference; kept as a note."
        )
        return Record(notes=[f"Source: {text}"], location=location)


def _find_sections(page: _Element) -> dict[str, list[str]]:
    """Return the texts under each known heading: the items of a list, or one text."""
    found: dict[str, list[str]] = {}
    for one in page.iter():
        if one.tag not in _HEADING_TAGS and not _HEADING_CLASSES.search(one.get("class") or ""):
            continue
        into = HEADINGS.get(get_visible_text(one).rstrip(" :").casefold())
        values = _find_section_texts(one) if into else []
        if into and values:
            found.setdefault(into, []).extend(values)
    return found


def _find_section_texts(heading: _Element) -> list[str]:
    """Return the texts after a heading in its block, or after the element that only contains the heading."""
    following = heading.getnext()
    parent = heading.getparent()
    if (
        following is None
        and not (heading.tail or "").strip()
        and parent is not None
        and get_visible_text(parent) == get_visible_text(heading)
    ):
        following = parent.getnext()
    elif following is None or (heading.tail or "").strip():
        rest = get_visible_text(parent)[len(get_visible_text(heading)) :] if parent is not None else ""
        return [rest.strip(" :")] if rest.strip(" :") else []
    if following is None:
        return []
    items = [
        one
        for one in following.iter(*_ITEMS)
        if get_visible_text(one) and not any(inner.tag in _ITEMS for inner in one)
    ]
    listed = [get_visible_text(one) for one in items]
    # A link within a sentence is not a list.
    if listed and len(" ".join(listed)) >= 0.8 * len(get_visible_text(following)):
        return listed
    return [get_visible_text(following)] if get_visible_text(following) else []


def _find_class_text(page: _Element, name: str) -> str | None:
    return next(
        (text for one in page.iter() if name in _get_classes(one) and (text := get_visible_text(one))), None
    )


def _join_paragraphs(element: _Element) -> str:
    """Return the text of the document with its paragraphs."""
    return "\n\n".join(filter(None, map(get_visible_text, element.iter("p")))) or get_visible_text(element)


def _get_classes(element: _Element) -> list[str]:
    return (element.get("class") or "").split() if isinstance(element.tag, str) else []


def _find_kind(sections: dict[str, list[str]], title: str | None) -> str:
    named = next(filter(None, map(catalogue.find_kind, sections.get("kind", ()))), None)
    return named or infer_document_kind(title)


def _find_authors(sections: dict[str, list[str]], record: Record) -> list[Agent]:
    if record.agents("author"):
        return []
    return [agent for name in sections.get("authors", ()) if (agent := catalogue.parse_agent(name))]


def _drop_known(agents: tuple[Agent, ...], record: Record) -> list[Agent]:
    known = {(one.role, one.name) for one in record.agents()}
    return [one for one in agents if (one.role, one.name) not in known]


def _build_notes(sections: dict[str, list[str]], record: Record) -> list[str]:
    """Build notes of what archcite has no field for, each with its heading."""
    labels = {"donors": "Donors", "contributors": "Contributors"}
    notes = [f"{label}: {', '.join(sections[key])}" for key, label in labels.items() if sections.get(key)]
    archives = ", ".join(sections.get("archive", ()))
    if archives and archives not in (record.holding.repository.name, str(record.holding.repository)):
        notes.append(f"Original archive: {archives}")
    return notes

"""A saved page of the Wilson Center Digital Archive: its headings and what stands under each.

The portal's pages have no description for programs.  They do have a heading over each piece of one, in the
present layout and in the one before, and the source note under “Source” is what its citations end in.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from attrs import evolve

from archcite.errors import SourceError
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

# Heading, in small letters and without its colon → what stands under it.
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
    """Whether a page is a document of the portal: by its address, or by its name and its source note."""
    title = " ".join(get_visible_text(one) for one in page.iter("title"))
    if not (address and is_portal_address(address)) and PORTAL not in title:
        return False
    return bool({"source", "citation"} & _find_sections(page).keys())


def read(page: _Element, address: str | None, where: str) -> Record:
    """The record of a page; ``where`` is what warnings and errors call it.

    Raises :class:`~archcite.errors.SourceError` where neither its citation nor its source note can be read.
    """
    said = _find_sections(page)
    title = next((get_visible_text(one) for one in page.iter("h1") if get_visible_text(one)), None)
    date = " ".join(said.get("date", ())) or _find_class_text(page, "date")
    citation = " ".join(said.get("citation", ()))
    record = _read_citation(citation or " ".join(said.get("source", ())), where)
    credits = extract_credits(_find_class_text(page, "donated") or "")
    contents = [_join_paragraphs(one) for one in page.iter() if "tab-pane" in _get_classes(one)]
    tabs = [
        get_visible_text(one)
        for one in page.iter("a")
        if "nav-link" in _get_classes(one) or one.get("data-toggle") == "tab"
    ]
    number = " ".join(said.get("record_id", ())) or record.copy.identifier
    fields: dict[str, Any] = {
        "id": number or record.id,
        "title": record.title or title,
        "kind": record.kind if record.kind != "document" else _find_kind(said, title),
        "date": record.date or (catalogue.parse_date(date) if date else None),
        "agents": [*_find_authors(said, record), *record.agents(), *_drop_known(credits.agents, record)],
        "original_language": record.original_language or ", ".join(said.get("original_language", ())) or None,
        "languages": find_languages("\n".join(tabs)) or record.languages,
        "summary": " ".join(said.get("summary", ())) or _find_class_text(page, "text-block"),
        "contents": "\n\n".join(one for one in contents if one) or None,
        "subjects": list(dict.fromkeys(said.get("subjects", ()))),
        "rights": " ".join(said.get("rights", ())) or None,
        "notes": [*record.notes, *_build_notes(said, record)],
        "copy": OnlineCopy(
            record.copy.portal or PORTAL, address or record.copy.url, number, record.copy.accessed
        ),
    }
    return evolve(record, **fields)


def get_visible_text(element: _Element) -> str:
    """The text that a reader of the page sees, on one line."""
    pieces: list[str] = []
    for one in element.iter():
        if one.tag in _SILENT or not isinstance(one.tag, str):
            pieces.append(" " if one is element else one.tail or "")
            continue
        pieces += [one.text or "", " " if one.tag in ("p", "br", "li", "div", "td") else ""]
        if one is not element:
            pieces.append(one.tail or "")
    return " ".join("".join(pieces).split())


def _read_citation(said: str, where: str) -> Record:
    if not said:
        return Record()
    try:
        return read_citation(said, where)
    except SourceError:
        reader_warnings.warn(
            where, f"“{reader_warnings.shorten(said)}” is no archival reference, and is kept as a note"
        )
        return Record(notes=[f"Source: {said}"])


def _find_sections(page: _Element) -> dict[str, list[str]]:
    """What stands under each heading that is known: the items of a list, or one text."""
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
    """What follows a heading in its block, or follows the element that the heading is alone in."""
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
    # A link in a sentence is no list.
    if listed and len(" ".join(listed)) >= 0.8 * len(get_visible_text(following)):
        return listed
    return [get_visible_text(following)] if get_visible_text(following) else []


def _find_class_text(page: _Element, name: str) -> str | None:
    return next(
        (said for one in page.iter() if name in _get_classes(one) and (said := get_visible_text(one))), None
    )


def _join_paragraphs(element: _Element) -> str:
    """The document itself, which keeps its paragraphs."""
    return "\n\n".join(filter(None, map(get_visible_text, element.iter("p")))) or get_visible_text(element)


def _get_classes(element: _Element) -> list[str]:
    return (element.get("class") or "").split() if isinstance(element.tag, str) else []


def _find_kind(said: dict[str, list[str]], title: str | None) -> str:
    named = next(filter(None, map(catalogue.find_kind, said.get("kind", ()))), None)
    return named or infer_document_kind(title)


def _find_authors(said: dict[str, list[str]], record: Record) -> list[Agent]:
    if record.agents("author"):
        return []
    return [agent for name in said.get("authors", ()) if (agent := catalogue.parse_agent(name))]


def _drop_known(agents: tuple[Agent, ...], record: Record) -> list[Agent]:
    known = {(one.role, one.name) for one in record.agents()}
    return [one for one in agents if (one.role, one.name) not in known]


def _build_notes(said: dict[str, list[str]], record: Record) -> list[str]:
    """What has no field of its own, under its heading."""
    labels = {"donors": "Donors", "contributors": "Contributors", "classification": "Original classification"}
    notes = [f"{label}: {', '.join(said[key])}" for key, label in labels.items() if said.get(key)]
    archives = ", ".join(said.get("archive", ()))
    if archives and archives not in (record.holding.repository.name, str(record.holding.repository)):
        notes.append(f"Original archive: {archives}")
    return notes

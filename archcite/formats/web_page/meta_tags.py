"""Read the meta tags, COinS and OpenGraph tags of a web page.

All but OpenGraph, and published works, become names and values of Dublin Core, and are read by its reader.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.record_draft import Draft
from archcite.formats.dublin_core import reader as dublin_core
from archcite.formats.web_page import described_works
from archcite.record import OnlineCopy, Record, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

# Highwire's names → Dublin Core's.
HIGHWIRE = {
    "citation_title": "title",
    "citation_author": "creator",
    "citation_authors": "creator",
    "citation_editor": "contributor",
    "citation_publication_date": "date",
    "citation_date": "date",
    "citation_online_date": "available",
    "citation_year": "date",
    "citation_language": "language",
    "citation_keywords": "subject",
    "citation_abstract": "description",
    "citation_publisher": "publisher",
    "citation_doi": "identifier",
    "citation_public_url": "identifier",
    "citation_abstract_html_url": "identifier",
    "citation_fulltext_html_url": "identifier",
    "citation_collection_title": "isPartOf",
    "citation_archive": "source",
    "citation_journal_title": "isReferencedBy",
    "citation_inbook_title": "isReferencedBy",
    "citation_conference_title": "isReferencedBy",
}
# Keys of an OpenURL → Dublin Core's names.
OPENURL = {
    "rft.title": "title",
    "rft.atitle": "title",
    "rft.btitle": "title",
    "rft.jtitle": "isReferencedBy",
    "rft.au": "creator",
    "rft.creator": "creator",
    "rft.aucorp": "creator",
    "rft.contributor": "contributor",
    "rft.date": "date",
    "rft.pub": "publisher",
    "rft.publisher": "publisher",
    "rft.language": "language",
    "rft.subject": "subject",
    "rft.description": "description",
    "rft.rights": "rights",
    "rft.source": "source",
    "rft.relation": "relation",
    "rft.type": "type",
    "rft.genre": "type",
    "rft.identifier": "identifier",
    "rft_id": "identifier",
}
_DUBLIN_CORE = re.compile(r"(?:dc|dcterms|dct|dcq)[.:](?P<name>[\w.:-]+)", re.IGNORECASE)
# Genres of an OpenURL that do not tell the kind of document.
_VAGUE_GENRES = frozenset(("document", "unknown", "preprint", "issue", "proceeding"))
_MOST_FIELDS = 200


def read_meta_tags(page: _Element, location: SourceLocation) -> Source | None:
    """Return what a page's Highwire and Dublin Core meta tags describe; None if they tell nothing but a title."""
    texts: dict[str, list[str]] = {}
    for name, value in _iterate_metas(page):
        texts.setdefault(name, []).append(value)
    if work := described_works.read_highwire(texts, location):
        return work
    pairs = [*_iterate_highwire(page), *_iterate_dublin_core(page)]
    names = {name for name, _ in pairs}
    if "title" not in names and not names.isdisjoint(("creator", "date", "source")):
        # Some pages have the title in one vocabulary, and all else in another.
        titles = texts.get("og:title") or [" ".join((one.text or "").split()) for one in page.iter("title")]
        pairs += [("title", title) for title in titles[:1] if title]
    return _from_pairs(pairs, location)


def read_coins(page: _Element, location: SourceLocation) -> list[Source]:
    """Return what the OpenURLs in a page describe (COinS: ``<span class="Z3988">``)."""
    from urllib.parse import parse_qs

    found: list[Source] = []
    for element in page.iter("span"):
        if "Z3988" not in (element.get("class") or ""):
            continue
        try:
            values = parse_qs(element.get("title") or "", max_num_fields=_MOST_FIELDS)
        except ValueError:
            reader_warnings.warn(location, "An OpenURL in the page cannot be read; left out.")
            continue
        if work := described_works.read_openurl(values, location):
            found.append(work)
            continue
        pairs = [
            (OPENURL[key], value)
            for key, texts in values.items()
            if key in OPENURL
            for value in texts
            if value not in _VAGUE_GENRES
        ]
        names = zip(values.get("rft.aulast", ()), values.get("rft.aufirst", ()), strict=False)
        if not any(key in values for key in ("rft.au", "rft.creator")):
            pairs += [("creator", f"{family}, {given}") for family, given in names]
        record = _from_pairs(pairs, location)
        if record is not None:
            found.append(record)
    return found


def read_open_graph(page: _Element, location: SourceLocation) -> Record | None:
    """Return the record of a page's OpenGraph tags; None if they have no title."""
    values: dict[str, str] = {}
    for name, value in _iterate_metas(page):
        if name.startswith(("og:", "article:")):
            values.setdefault(name, value)
    title = values.get("og:title")
    if not title:
        return None
    draft = Draft(location, kind="webpage", title=title, summary=values.get("og:description"))
    draft.date = catalogue.parse_date(None, values.get("article:published_time", ""))
    if author := values.get("article:author"):
        found = catalogue.parse_agent(author) if "://" not in author else None
        draft.agents = [found] if found else []
    draft.copy = OnlineCopy(values.get("og:site_name"), catalogue.to_address(values.get("og:url", "")))
    return draft.build()


def _iterate_highwire(page: _Element) -> Iterator[tuple[str, str]]:
    for name, value in _iterate_metas(page):
        if name in HIGHWIRE:
            # “1967/10” is a month.
            yield HIGHWIRE[name], value.replace("/", "-") if HIGHWIRE[name] == "date" else value


def _iterate_dublin_core(page: _Element) -> Iterator[tuple[str, str]]:
    """Yield elements and values: “DC.date.created” is “created”, “DC.creator.personalName” is “creator”."""
    for name, value in _iterate_metas(page):
        found = _DUBLIN_CORE.fullmatch(name)
        if found is None:
            continue
        pieces = re.split(r"[.:]", found["name"].casefold())
        known = dublin_core.ELEMENTS.keys() | dublin_core.IGNORED
        yield next((piece for piece in reversed(pieces) if piece in known), pieces[0]), value


def _from_pairs(pairs: list[tuple[str, str]], location: SourceLocation) -> Record | None:
    # Pages often have the same value in both vocabularies.
    unlike = list(dict.fromkeys(pairs))
    if not any(name == "title" for name, _ in unlike):
        return None
    return dublin_core.from_elements(unlike, location)


def _iterate_metas(page: _Element) -> Iterator[tuple[str, str]]:
    for element in page.iter("meta"):
        name = (element.get("name") or element.get("property") or "").strip().casefold()
        value = " ".join((element.get("content") or "").split())
        if name and value:
            yield name, value

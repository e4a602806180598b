"""References of TEI (``<biblStruct>``), as Zotero and GROBID write them, as published works."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.published_work import PublishedWork, join_subtitle
from archcite.formats.common.xml_reading import (
    find_children,
    find_descendants,
    get_attribute,
    get_text,
)
from archcite.formats.tei.names import build_agent, find_all, find_text, parse_date
from archcite.formats.zotero.works import load_item_types
from archcite.record import Agent, Publication

if TYPE_CHECKING:
    from lxml.etree import _Element

# Unit of <biblScope> → CSL variable.
SCOPES: Mapping[str, str] = {
    "volume": "volume",
    "vol": "volume",
    "issue": "issue",
    "number": "issue",
    "page": "page",
    "pp": "page",
    "pages": "page",
    "chapter": "chapter-number",
    "part": "part-number",
}


def build_publication(element: _Element, location: SourceLocation) -> Publication:
    """Build the publication that a ``<biblStruct>`` describes.

    >>> from lxml import etree
    >>> build_publication(etree.XML('''<biblStruct><analytic><title level="a">On letters</title></analytic><monogr>
    ... <title level="j">AHR</title><imprint><biblScope unit="volume">3</biblScope><biblScope unit="page" from="5"
    ... to="10"/><date when="1990"/></imprint></monogr></biblStruct>'''), SourceLocation()).csl_item()
    {'type': 'article-journal', 'title': 'On letters', 'container-title': 'AHR', 'volume': '3', 'page': '5-10',
    'issued': {'date-parts': [[1990]]}}
    """
    analytic, monograph = find_children(element, "analytic")[:1], find_children(element, "monogr")[:1]
    work = PublishedWork(location, id=get_attribute(element, "id"), type=_find_type(element))
    for one in analytic:
        work.set("title", _join_title(one))
    for one in monograph:
        work.set("container-title" if work.variables.get("title") else "title", _join_title(one))
        work.set_edition(find_text(one, "edition"))
        for imprint in find_children(one, "imprint"):
            _read_imprint(work, imprint)
    for one in find_children(element, "series"):
        work.set("collection-title", _join_title(one))
        work.set("collection-number", find_text(one, "biblScope"))
    own = analytic or monograph
    for around in (*analytic, *monograph):
        is_host = around not in own
        for name, role in (("author", "author"), ("editor", "editor")):
            for person in find_children(around, name):
                # The author of the book is not the author of the chapter in it.
                said = catalogue.find_role(get_attribute(person, "role") or None, default=role)
                if agent := build_agent(person, "container-author" if is_host and name == "author" else said):
                    work.agents.append(agent)
        if not is_host:
            work.agents += _iterate_responsible(around)
            dates = map(parse_date, find_children(around, "date"))
            work.date = work.date or next(filter(None, dates), None)
    for one in find_descendants(element, "idno"):
        work.set_identifier(_label_identifier(get_attribute(one, "type"), get_text(one)))
    for one in find_descendants(element, "ref", "ptr"):
        work.set_identifier(get_attribute(one, "target"))
    work.notes += filter(None, map(get_text, find_children(element, "note")))
    return work.build()


def _iterate_responsible(element: _Element) -> Iterator[Agent]:
    """Yield those whom a statement of responsibility names with a role that archcite knows."""
    for one in find_children(element, "respStmt"):
        for resp in find_children(one, "resp")[:1]:
            term = get_attribute(resp, "ref").rpartition("/")[2] or get_text(resp)
            role = catalogue.find_role(term, default="")
            known = role in ("author", "editor", "translator", "contributor")
            for person in find_children(one, "persName", "orgName", "name") if known else ():
                if agent := build_agent(person, role):
                    yield agent


def _find_type(element: _Element) -> str:
    known = load_item_types().get(get_attribute(element, "type"))
    if known is not None:
        return known.csl_type
    if not find_children(element, "analytic"):
        return "book"
    if not find_all(element, "monogr", "title"):
        return "article-journal"
    levels = [get_attribute(one, "level") for one in find_all(element, "monogr", "title")]
    return "article-journal" if "j" in levels else "chapter"


def _join_title(element: _Element) -> str:
    """Return the title with its subtitle; a short title is another form of it."""
    titles = [one for one in find_children(element, "title") if get_attribute(one, "type") != "short"]
    main = next((get_text(one) for one in titles if get_attribute(one, "type") != "sub"), "")
    sub = next((get_text(one) for one in titles if get_attribute(one, "type") == "sub"), "")
    return join_subtitle(main, sub)


def _read_imprint(work: PublishedWork, imprint: _Element) -> None:
    work.set_imprint(find_text(imprint, "pubPlace"), find_text(imprint, "publisher"))
    for one in find_children(imprint, "date"):
        if get_attribute(one, "type") not in ("accessed", "access"):
            work.date = work.date or parse_date(one)
    for one in find_children(imprint, "biblScope"):
        variable = SCOPES.get(get_attribute(one, "unit") or get_attribute(one, "type"))
        ends = [get_attribute(one, name) for name in ("from", "to")]
        text = get_text(one) or "-".join(dict.fromkeys(filter(None, ends)))
        if variable:
            work.set(variable, text.replace("–", "-") if variable == "page" else text)


def _label_identifier(kind: str, text: str) -> str:
    return f"doi:{text}" if kind.upper() == "DOI" and text.startswith("10.") else text


__all__ = ["SCOPES", "build_publication"]

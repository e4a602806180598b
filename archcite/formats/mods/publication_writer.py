"""Published works as MODS: the inverse of :mod:`archcite.formats.mods.publication`.

A journal or a book that a work is in is its host, a series its series (MODS 3.8 user guidelines, ``relatedItem``). The
type of CSL, which MODS has no list for, is a genre of an authority of its own, beside that of MARC's list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from archcite.csl.variables import NAMES
from archcite.formats.common.relators import RELATORS
from archcite.formats.common.xml_building import add_element, put_path
from archcite.formats.csl_json.item_from_record import view_csl_item
from archcite.formats.csl_json.noted_variables import format_noted, format_noted_date
from archcite.formats.csl_json.values import use_current_names
from archcite.record import Agent, Publication
from archcite.record.csl_variables import DATE_ERRORS, to_date

if TYPE_CHECKING:
    from lxml.etree import _Element

# Authority of a genre that is a type of CSL.
CSL = "csl"
# Type of a note that styles print; other notes are for readers.
CITED_NOTE = "csl-note"
# Type of a note that is a variable of CSL without an element of its own: “status: forthcoming”.
VARIABLE_NOTE = "csl-variable"
# CSL type → term of MARC's list of genres.
_GENRES: Mapping[str, str] = {
    "article-journal": "article",
    "article-magazine": "article",
    "article-newspaper": "article",
    "book": "book",
    "dataset": "numeric data",
    "entry-dictionary": "dictionary",
    "entry-encyclopedia": "encyclopedia",
    "legal_case": "legal case and case notes",
    "legislation": "legislation",
    "motion_picture": "motion picture",
    "paper-conference": "conference publication",
    "patent": "patent",
    "periodical": "periodical",
    "report": "technical report",
    "review": "review",
    "review-book": "review",
    "speech": "speech",
    "standard": "standard or specification",
    "thesis": "thesis",
    "treaty": "treaty",
    "webpage": "web site",
}
_RESOURCES: Mapping[str, str] = {
    "graphic": "still image",
    "map": "cartographic",
    "motion_picture": "moving image",
    "musical_score": "notated music",
    "software": "software, multimedia",
    "song": "sound recording",
}
_IDENTIFIERS: Mapping[str, str] = {"ISBN": "isbn", "ISSN": "issn", "DOI": "doi"}
_DETAILS: Mapping[str, str] = {
    "volume": "volume",
    "issue": "issue",
    "chapter-number": "chapter",
    "section": "section",
}
# Names that belong to the book that a work is in.
_OF_HOST = ("container-author", "editor")
_PAGE_RANGE = re.compile(r"(?P<start>[\w.]+)-(?P<end>[\w.]+)")
# Variables that are written, or that only programs need.
_WRITTEN = frozenset(
    (
        *("id", "type", "title", "title-short", "genre", "publisher", "publisher-place", "edition", "issued"),
        *(
            "container-title",
            "collection-title",
            "collection-number",
            "page",
            "URL",
            "accessed",
            "source",
            "abstract",
        ),
        *("language", "keyword", "note", "annote", "call-number", "number-of-pages", "number-of-volumes"),
        *("citation-key", "citation-label", "categories", "custom", "page-first", *_IDENTIFIERS, *_DETAILS),
    )
)


def put_publication(mods: _Element, publication: Publication) -> None:
    """Write a published work into an empty ``<mods>``; what MODS has no element for is a note."""
    item = use_current_names(view_csl_item(publication))
    csl_type = str(item.get("type") or "document")
    host = None
    _put_text(mods, "titleInfo>title", item.get("title"))
    _put_text(mods, "titleInfo@type=abbreviated>title", item.get("title-short"))
    has_host = bool(item.get("container-title"))
    agents = publication.agents()
    for agent in agents:
        if not (has_host and agent.role in _OF_HOST):
            put_name(mods, agent, whole="")
    _put_text(mods, "typeOfResource", _RESOURCES.get(csl_type, "text"))
    _put_text(mods, "genre@authority=marcgt", _GENRES.get(csl_type))
    _put_text(mods, f"genre@authority={CSL}", csl_type)
    _put_text(mods, "genre@authority=local", item.get("genre"))
    if not has_host:
        _put_imprint(mods, item)
    _put_date(mods, item.get("issued"))
    _put_text(mods, "language>languageTerm@type=code@authority=rfc5646", item.get("language"))
    _put_text(mods, "physicalDescription>extent", _format_number(item.get("number-of-pages"), "pages"))
    _put_text(mods, "+physicalDescription>extent", _format_number(item.get("number-of-volumes"), "vols"))
    _put_text(mods, "abstract", item.get("abstract"))
    # XML readers fold lines, and lines of a note may be variables.
    for line in str(item.get("note") or "").splitlines():
        _put_text(mods, f"note@type={CITED_NOTE}", line.strip())
    for line in str(item.get("annote") or "").splitlines():
        _put_text(mods, "note", line)
    for subject in publication.subjects:
        _put_text(mods, "+subject>topic", subject)
    if has_host:
        host = put_path(mods, "relatedItem@type=host")
        _put_text(host, "titleInfo>title", item.get("container-title"))
        _put_text(host, "titleInfo@type=abbreviated>title", item.get("container-title-short"))
        for agent in agents:
            if agent.role in _OF_HOST:
                put_name(host, agent, whole="")
        _put_imprint(host, item)
    _put_series(mods, item)
    for variable, kind in _IDENTIFIERS.items():
        is_of_host = host is not None and variable != "DOI"
        _put_text(
            host if host is not None and is_of_host else mods, f"identifier@type={kind}", item.get(variable)
        )
    _put_address(mods, publication)
    _put_text(mods, "location>shelfLocator", item.get("call-number"))
    _put_part(mods if host is None else host, item)
    _put_text(mods, "recordInfo>recordIdentifier", item.get("id"))
    # The portal and the day of access stand with the address.
    written = _WRITTEN if item.get("URL") else _WRITTEN - {"source", "accessed"}
    if host is not None:
        written |= {"container-title-short"}
    for name, value in item.items():
        if value not in (None, "", [], {}) and name not in written and name not in NAMES:
            for line in format_noted(name, value):
                _put_text(mods, f"note@type={VARIABLE_NOTE}", line)


def _put_text(parent: _Element, path: str, value: Any) -> None:
    if value not in (None, ""):
        put_path(parent, path, str(value))


def _format_number(value: Any, unit: str) -> str:
    return f"{value} {unit}" if value not in (None, "") else ""


def _put_imprint(parent: _Element, item: Mapping[str, Any]) -> None:
    _put_text(parent, "originInfo>place>placeTerm@type=text", item.get("publisher-place"))
    _put_text(parent, "originInfo>publisher", item.get("publisher"))
    _put_text(parent, "originInfo>edition", item.get("edition"))


def _put_date(mods: _Element, value: Any) -> None:
    if not value:
        return
    try:
        date = to_date(value)
    except DATE_ERRORS:
        _put_text(mods, "originInfo>dateIssued", format_noted_date(value))
        return
    if date.edtf:
        put_path(mods, "originInfo>dateIssued@encoding=edtf@keyDate=yes", date.edtf)
    else:
        _put_text(mods, "originInfo>dateIssued", date.text)


def _put_series(mods: _Element, item: Mapping[str, Any]) -> None:
    if item.get("collection-title") or item.get("collection-number"):
        series = put_path(mods, "relatedItem@type=series")
        _put_text(series, "titleInfo>title", item.get("collection-title"))
        _put_text(series, "part>detail@type=number>number", item.get("collection-number"))


def _put_address(mods: _Element, publication: Publication) -> None:
    item = publication.item
    if item.get("URL"):
        accessed = publication.copy.accessed
        attributes = {
            "displayLabel": str(item.get("source") or ""),
            "dateLastAccessed": str(accessed.edtf or accessed) if accessed else "",
        }
        add_element(put_path(mods, "location"), "url", attributes, str(item["URL"]))


def _put_part(parent: _Element, item: Mapping[str, Any]) -> None:
    """Write volume, issue and pages: of the host, or of a work by itself."""
    for variable, kind in _DETAILS.items():
        _put_text(parent, f"part>detail@type={kind}>number", item.get(variable))
    pages = str(item.get("page") or "")
    if (found := _PAGE_RANGE.fullmatch(pages)) and found["start"] != found["end"]:
        put_path(parent, "part>extent@unit=pages>start", found["start"])
        put_path(parent, "part>extent@unit=pages>end", found["end"])
    else:
        _put_text(parent, "part>extent@unit=pages>list", pages)


def put_name(parent: _Element, agent: Agent, *, whole: str = "personal") -> None:
    """Write a name with its role, by the relators of MARC; ``whole`` is the type of one that is not in parts."""
    kind = "corporate" if agent.corporate else whole if agent.literal else "personal"
    name = add_element(parent, "name", {"type": kind})
    given = " ".join(text for text in (agent.given, agent.dropping_particle) if text)
    family = " ".join(text for text in (agent.particle, agent.family) if text)
    for part, text in (("family", family), ("given", given), ("termsOfAddress", agent.suffix)):
        if text:
            add_element(name, "namePart", {"type": part}, text)
    if agent.literal:
        add_element(name, "namePart", {}, agent.literal)
    if agent.affiliation:
        add_element(name, "affiliation", {}, agent.affiliation)
    role = add_element(name, "role", {})
    code, term = RELATORS.get(agent.role, ("", ""))
    if code:
        add_element(role, "roleTerm", {"type": "code", "authority": "marcrelator"}, code)
        add_element(role, "roleTerm", {"type": "text", "authority": "marcrelator"}, term)
    else:
        add_element(role, "roleTerm", {"type": "text"}, agent.role)

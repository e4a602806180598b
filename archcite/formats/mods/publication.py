"""Published works in MODS: books, articles, theses and the like, as publications."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from attrs import evolve

from archcite.csl.variables import NAMES
from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.published_work import PublishedWork
from archcite.formats.common.xml_reading import find_children, find_descendants, get_attribute, get_text
from archcite.formats.csl_json.item_from_record import to_csl_date
from archcite.formats.csl_json.noted_variables import set_variable
from archcite.formats.mods.publication_writer import CITED_NOTE, CSL, VARIABLE_NOTE
from archcite.formats.mods.values import format_title, is_code, parse_agent, parse_date, read_extent
from archcite.record import Agent, Publication
from archcite.record.vocabulary import CSL_TYPES

if TYPE_CHECKING:
    from lxml.etree import _Element

# Genre (of MARC's list, of Zotero's and of repositories) → CSL type.
GENRES: Mapping[str, str] = {
    "abstract or summary": "article-journal",
    "academic journal": "article-journal",
    "article": "article-journal",
    "atlas": "book",
    "bibliography": "book",
    "biography": "book",
    "blog post": "post-weblog",
    "book": "book",
    "book chapter": "chapter",
    "blogpost": "post-weblog",
    "bookitem": "chapter",
    "book review": "review-book",
    "booksection": "chapter",
    "chapter": "chapter",
    "conference publication": "paper-conference",
    "conference paper": "paper-conference",
    "dictionary": "book",
    "conferencepaper": "paper-conference",
    "dictionaryentry": "entry-dictionary",
    "dissertation": "thesis",
    "doctoral thesis": "thesis",
    "encyclopedia": "book",
    "encyclopediaarticle": "entry-encyclopedia",
    "festschrift": "book",
    "journal": "periodical",
    "journal article": "article-journal",
    "journalarticle": "article-journal",
    "legal case and case notes": "legal_case",
    "magazine": "periodical",
    "magazine article": "article-magazine",
    "magazinearticle": "article-magazine",
    "master thesis": "thesis",
    "newspaper article": "article-newspaper",
    "newspaperarticle": "article-newspaper",
    "novel": "book",
    "patent": "patent",
    "periodical": "periodical",
    "review": "review",
    "series": "book",
    "standard or specification": "standard",
    "technical report": "report",
    "theses": "thesis",
    "thesis": "thesis",
    "web site": "webpage",
}
# Genre of the periodical that a work is in → CSL type of the work.
_IN_HOSTS: Mapping[str, str] = {
    "academic journal": "article-journal",
    "journal": "article-journal",
    "magazine": "article-magazine",
    "newspaper": "article-newspaper",
    "periodical": "article-journal",
}
# typeOfResource → CSL type, of what is published; text is a book.
_RESOURCES: Mapping[str, str] = {
    "cartographic": "map",
    "moving image": "motion_picture",
    "notated music": "musical_score",
    "software, multimedia": "software",
    "sound recording": "song",
    "sound recording-musical": "song",
    "still image": "graphic",
}
_ISSUED = frozenset(
    ("monographic", "single unit", "multipart monograph", "continuing", "serial", "integrating resource")
)


def is_published(element: _Element) -> bool:
    """Return whether a description is that of a published work: by issuance, genre, ISBN, or its journal."""
    resources = find_children(element, "typeOfResource")
    if any(
        "yes" in (get_attribute(one, "manuscript"), get_attribute(one, "collection")) for one in resources
    ):
        return False
    if _find_csl_type(element) or _find_genre(element) or _has_number(element):
        return True
    if any(_find_periodical(one) for one in _find_hosts(element)):
        return True
    has_publisher = any(get_text(one) for one in _find_in_origin(element, "publisher"))
    if any(get_text(one) for one in _find_in_origin(element, "edition")):
        return has_publisher
    issued = {get_text(one) for one in _find_in_origin(element, "issuance")} & _ISSUED
    if "serial" in issued:
        return True
    has_place = bool(find_descendants(element, "shelfLocator")) or bool(
        _find_in_origin(element, "dateCreated")
    )
    return has_publisher and bool(issued or _find_in_origin(element, "dateIssued")) and not has_place


def build_publication(element: _Element, location: SourceLocation) -> Publication:
    """Build the publication that a ``<mods>`` element of a published work describes."""
    work = PublishedWork(location, id=get_attribute(element, "ID"))
    for one in find_children(element, "recordInfo"):
        work.id = work.id or next(filter(None, map(get_text, find_children(one, "recordIdentifier"))), "")
    resource = next(map(get_text, find_children(element, "typeOfResource")), "")
    genre = _find_genre(element)
    work.type = genre or _RESOURCES.get(resource, "book")
    if {get_text(one) for one in _find_in_origin(element, "issuance")} & {
        "continuing",
        "serial",
    } and not genre:
        work.type = "periodical"
    if csl_type := _find_csl_type(element):
        work.type, work.is_exact = csl_type, True
        for one in find_children(element, "genre"):
            if get_attribute(one, "authority") == "local":
                work.set("genre", get_text(one))
    for one in find_children(element, "titleInfo"):
        title = format_title(one)
        if not get_attribute(one, "type"):
            work.set("title", title)
        elif get_attribute(one, "type") == "abbreviated":
            work.set("title-short", title)
    _read_people(element, work)
    _read_origin(element, work)
    for one in find_children(element, "relatedItem"):
        _read_related(one, work)
    for one in find_children(element, "part"):
        _read_part(one, work)
    for one in find_children(element, "identifier"):
        _read_identifier(one, work)
    for one in find_descendants(element, "url"):
        if work.is_exact:
            work.set("URL", get_text(one))
        else:
            work.set_identifier(get_text(one))
        work.set("source", get_attribute(one, "displayLabel"))
        if accessed := to_csl_date(catalogue.parse_date(get_attribute(one, "dateLastAccessed"))):
            work.variables.setdefault("accessed", accessed)
    for one in find_descendants(element, "shelfLocator"):
        work.set("call-number", get_text(one))
    for one in find_descendants(element, "extent"):
        if not find_children(one):
            work.set_extent(get_text(one))
    work.set("abstract", " ".join(map(get_text, find_children(element, "abstract"))))
    for one in find_children(element, "language"):
        terms = sorted(find_children(one, "languageTerm"), key=lambda term: not is_code(term))
        if terms and get_attribute(terms[0], "authority") == "rfc5646":
            work.languages.append(get_text(terms[0]))
            continue
        work.languages += [name for term in terms[:1] if (name := catalogue.find_language(get_text(term)))]
    for one in find_children(element, "subject"):
        work.subjects += filter(None, [" -- ".join(filter(None, map(get_text, find_children(one))))])
    _read_notes(element, work)
    return work.build()


def _read_people(element: _Element, work: PublishedWork) -> None:
    for one in find_children(element, "name"):
        agent = _parse_whole_name(one) if work.is_exact else parse_agent(one)
        terms = {get_text(term).casefold() for term in find_descendants(one, "roleTerm")}
        if agent and {"degree granting institution", "dgg", "degree grantor"} & terms:
            work.variables["publisher"] = agent.name
        elif agent and agent.role != "publisher":
            work.agents.append(evolve(agent, role="author") if agent.role == "creator" else agent)


def _parse_whole_name(element: _Element) -> Agent | None:
    """Parse a name that archcite wrote: one without a type is printed as it is, and roles are variables of CSL."""
    agent = parse_agent(element)
    if agent is None:
        return None
    role = next(filter(NAMES.__contains__, map(get_text, find_descendants(element, "roleTerm"))), agent.role)
    if get_attribute(element, "type"):
        return evolve(agent, role=role)
    return Agent(literal=" ".join(map(get_text, find_children(element, "namePart"))), role=role)


def _read_origin(element: _Element, work: PublishedWork) -> None:
    for one in find_children(element, "originInfo"):
        place = next((get_text(term) for term in find_descendants(one, "placeTerm") if not is_code(term)), "")
        work.set_imprint(place, next(map(get_text, find_children(one, "publisher")), ""))
        for edition in find_children(one, "edition"):
            work.set_edition(get_text(edition))
        for name in ("dateIssued", "copyrightDate", "dateCreated", "dateOther"):
            if work.date is None and (dated := find_children(one, name)):
                work.date = parse_date(dated)


def _read_related(element: _Element, work: PublishedWork) -> None:
    """Read the journal or the book that the work is in, or its series."""
    kind = get_attribute(element, "type")
    titles = find_children(element, "titleInfo")
    titles = [one for one in titles if get_attribute(one, "type") != "abbreviated"] or titles
    title = next(filter(None, map(format_title, titles)), None)
    if kind == "series":
        number = next((get_text(one) for one in find_descendants(element, "number")), "")
        work.set("collection-title", title)
        work.set("collection-number", number)
        return
    if kind != "host":
        return
    work.set("container-title", title)
    for one in find_children(element, "titleInfo"):
        if get_attribute(one, "type") == "abbreviated":
            work.set("container-title-short", format_title(one))
    for one in find_children(element, "name"):
        if agent := _parse_whole_name(one) if work.is_exact else parse_agent(one):
            work.agents.append(
                evolve(agent, role="container-author") if agent.role in ("author", "creator") else agent
            )
    _read_origin(element, work)
    for one in find_children(element, "identifier"):
        _read_identifier(one, work)
    for one in find_children(element, "part"):
        _read_part(one, work)
    if work.is_exact:
        return
    periodical = _find_periodical(element)
    if work.type in ("book", "periodical") and periodical:
        work.type = periodical
    elif work.type == "book" and title:
        work.type = "article-journal" if {"ISSN", "issue"} & work.variables.keys() else "chapter"
    elif work.type == "article-journal" and "ISBN" in work.variables:
        work.type = "chapter"


def _read_part(element: _Element, work: PublishedWork) -> None:
    for one in find_children(element, "detail"):
        number = next(
            (get_text(text) for text in find_children(one, "number", "caption") if get_text(text)), ""
        )
        variable = {
            "volume": "volume",
            "issue": "issue",
            "number": "issue",
            "chapter": "chapter-number",
            "section": "section",
        }
        work.set(variable.get(get_attribute(one, "type").casefold(), "issue"), number)
    for one in find_children(element, "extent"):
        pages, listed = read_extent(one)
        if get_attribute(one, "unit") in ("", "page", "pages"):
            work.set("page", pages or listed)
    if work.date is None and (dated := find_children(element, "date")):
        work.date = parse_date(dated)


def _read_identifier(element: _Element, work: PublishedWork) -> None:
    kind, text = get_attribute(element, "type").casefold(), get_text(element)
    if work.is_exact:
        work.set({"isbn": "ISBN", "issn": "ISSN", "doi": "DOI"}.get(kind, ""), text)
    elif get_attribute(element, "invalid") != "yes" and kind in ("isbn", "issn", "doi", "uri", "hdl"):
        work.set_identifier(f"{kind}:{text}" if kind in ("doi", "hdl") and ":" not in text else text)


def _read_notes(element: _Element, work: PublishedWork) -> None:
    cited: list[str] = []
    for one in find_children(element, "note"):
        if get_attribute(one, "type").casefold() in ("thesis", "degree"):
            work.set_thesis(get_text(one), work.variables.get("publisher", ""))
        elif get_attribute(one, "type") == CITED_NOTE:
            cited.append(get_text(one))
        elif get_attribute(one, "type") == VARIABLE_NOTE:
            set_variable(work.variables, get_text(one))
        elif get_attribute(one, "type") != "statement of responsibility" and get_text(one):
            work.notes.append(get_text(one))
    work.set("note", "\n".join(cited))


def _find_csl_type(element: _Element) -> str | None:
    genres = find_children(element, "genre")
    types = (get_text(one) for one in genres if get_attribute(one, "authority") == CSL)
    return next((text for text in types if text in CSL_TYPES), None)


def _find_genre(element: _Element) -> str | None:
    texts = (
        get_text(one).casefold().rpartition("/")[2].strip(" .") for one in find_children(element, "genre")
    )
    return next((GENRES[text] for text in texts if text in GENRES), None)


def _find_hosts(element: _Element) -> list[_Element]:
    return [one for one in find_children(element, "relatedItem") if get_attribute(one, "type") == "host"]


def _find_periodical(host: _Element) -> str | None:
    """Return the CSL type of an article in a host; None for a host that is not a periodical."""
    texts = [get_text(one).casefold() for one in find_children(host, "genre")]
    return next((found for text, found in _IN_HOSTS.items() if text in texts), None)


def _find_in_origin(element: _Element, name: str) -> list[_Element]:
    return [one for origin in find_children(element, "originInfo") for one in find_children(origin, name)]


def _has_number(element: _Element) -> bool:
    """Return whether the work has an ISBN, or is in a journal with an ISSN or numbered issues."""
    hosts = _find_hosts(element)
    types = {
        get_attribute(one, "type").casefold()
        for part in (element, *hosts)
        for one in find_children(part, "identifier")
    }
    details = {
        get_attribute(detail, "type").casefold()
        for part in (element, *hosts)
        for one in find_children(part, "part")
        for detail in find_children(one, "detail")
    }
    return bool({"isbn", "issn"} & types) or {"volume", "issue"} <= details

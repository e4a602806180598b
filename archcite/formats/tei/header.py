"""The header of a TEI document: a letter or another manuscript as a record, a printed text as a publication."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from attrs import evolve

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.published_work import PublishedWork, join_subtitle
from archcite.formats.common.record_draft import Draft
from archcite.formats.common.title_language import find_title_language
from archcite.formats.common.xml_reading import (
    find_children,
    find_descendants,
    get_attribute,
    get_name,
    get_text,
)
from archcite.formats.tei import references
from archcite.formats.tei.names import build_agent, find_all, find_text, parse_date
from archcite.notation import parse_reference
from archcite.record import Agent, Pages, Part, Record, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

_TITLES = ("fileDesc", "titleStmt")
_PUBLISHED = ("fileDesc", "publicationStmt")
# Words between the names in the title of a letter.
_WORDS_OF_LETTERS = frozenset(
    "letter from to and the brief von an und der die das lettre de à et lettera di a e carta para y list do".split()  # noqa: SIM905
)
_WORD = pattern(r"\w+")
_SENT = frozenset(("sent", "sentBy", "sender"))
_RECEIVED = frozenset(("received", "receivedBy", "recipient", "addressee"))


def build_source(header: _Element, location: SourceLocation) -> Source:
    """Build the source of a header: what the text was transcribed from, and where it is online.

    Raises :class:`~archcite.errors.SourceError` if the header has no title.
    """
    manuscripts = find_descendants(header, "msDesc", "msIdentifier")
    letters = find_all(header, "profileDesc", "correspDesc")
    if manuscripts or letters:
        return _build_record(header, manuscripts[:1], letters[:1], location)
    return _build_publication(header, location)


def read_letter(letter: _Element, draft: Draft) -> None:
    """Read a ``<correspDesc>``: who sent the letter to whom, when and from where."""
    for action in find_children(letter, "correspAction"):
        kind = get_attribute(action, "type") or "sent"
        role = "author" if kind in _SENT else "recipient" if kind in _RECEIVED else None
        if role is None:
            continue
        for one in find_children(action, "persName", "orgName", "name", "rs"):
            if agent := build_agent(one, role):
                draft.agents.append(agent)
        if role == "author":
            draft.date = draft.date or next(
                filter(None, map(parse_date, find_children(action, "date"))), None
            )
            if place := find_text(action, "placeName") or find_text(action, "settlement"):
                draft.description["place"] = place


def _build_record(
    header: _Element, manuscripts: list[_Element], letters: list[_Element], location: SourceLocation
) -> Record:
    draft = Draft(location)
    draft.title = _join_titles(header) or None
    for letter in letters:
        read_letter(letter, draft)
    if not draft.agents:
        draft.agents = [
            *_list_people(find_descendants(header, "msItem", "msContents")),
            *_list_people(find_all(header, *_TITLES)),
        ]
    if letters and draft.title and _names_only_people(draft.title, draft.agents):
        draft.title = None
    for one in manuscripts:
        _read_manuscript(one, draft)
    creation = find_all(header, "profileDesc", "creation", "date")
    dates = [*creation, *find_descendants(header, "origDate")]
    draft.date = draft.date or next(filter(None, map(parse_date, dates)), None)
    draft.kind = "letter" if letters else infer_document_kind(draft.title)
    _read_publication(header, draft)
    draft.languages = _list_languages(header)
    draft.summary = (
        find_text(header, "profileDesc", "abstract")
        or find_text(header, "profileDesc", "creation", "ab")
        or None
    )
    draft.subjects = list(dict.fromkeys(filter(None, map(get_text, find_descendants(header, "term")))))
    if not draft.title and not draft.agents:
        raise _build_title_error(location)
    return draft.build()


def _names_only_people(title: str, agents: Iterable[Agent]) -> bool:
    """Return whether a title names the sender and the recipient, and nothing else: a citation names them anyway."""
    rest = title
    for name in sorted((agent.name for agent in agents), key=len, reverse=True):
        rest = rest.replace(name, " ")
    words = _WORD.findall(rest.casefold())
    return rest != title and all(word in _WORDS_OF_LETTERS for word in words)


def _read_manuscript(element: _Element, draft: Draft) -> None:
    """Read where a manuscript is: the archive, its place, the collection and the shelfmark."""
    identifier = (
        element
        if get_name(element) == "msIdentifier"
        else next(iter(find_children(element, "msIdentifier")), None)
    )
    if identifier is None:
        return
    name = find_text(identifier, "repository") or find_text(identifier, "institution")
    draft.repository = catalogue.parse_repository(name, find_text(identifier, "settlement") or None)
    collection = find_text(identifier, "collection")
    shelfmark = find_text(identifier, "idno")
    reference = parse_reference(shelfmark, name or None) if shelfmark else None
    parts = reference.parts if reference else ()
    above = [Part("fonds", None, collection)] if collection else []
    draft.parts = (*above, *(parts or ([Part("item", None, shelfmark)] if shelfmark else ())))
    draft.pages = reference.pages if reference and reference.pages else _find_leaves(element)


def _find_leaves(element: _Element) -> Pages:
    """Return the leaves of the first text of a manuscript, which a ``<locus>`` gives."""
    for locus in find_descendants(element, "locus")[:1]:
        first, last = get_attribute(locus, "from"), get_attribute(locus, "to")
        if first:
            several = bool(last) and last != first
            return Pages("fols.", f"{first}–{last}") if several else Pages("fol.", first)
        return Pages(get_text(locus))
    return Pages()


def _read_publication(header: _Element, draft: Draft) -> None:
    """Read where the edition is online, and what it is called."""
    for one in _iterate_addresses(header):
        draft.set_address(one)
    portal = find_text(header, "fileDesc", "seriesStmt", "title") or find_text(
        header, *_PUBLISHED, "publisher"
    )
    if portal and draft.copy.url:
        draft.set_portal(portal)
    for licence in find_descendants(header, "licence", "license")[:1]:
        draft.rights = get_text(licence) or get_attribute(licence, "target") or None


def _iterate_addresses(header: _Element) -> Iterator[str]:
    for one in find_all(header, *_PUBLISHED):
        yield from (get_text(number) for number in find_descendants(one, "idno"))
        yield from (get_attribute(link, "target") for link in find_children(one, "ptr", "ref"))
    yield from (get_attribute(one, "ref") for one in find_all(header, "profileDesc", "correspDesc"))


def _build_publication(header: _Element, location: SourceLocation) -> Source:
    structures = find_descendants(header, "biblStruct")
    if structures:
        found = references.build_publication(structures[0], location)
        item = found.csl_item()
        url = next(filter(None, map(catalogue.to_address, _iterate_addresses(header))), None)
        if url and "DOI" not in item and "URL" not in item:
            item["URL"] = url
        if "language" not in item and (guessed := _guess_language(found.title or "")):
            item["language"] = guessed[0]
        return evolve(found, item=item)
    # A text that was printed is described in full, or else by the header of its edition.
    printed = find_all(header, "fileDesc", "sourceDesc", "biblFull")
    described = printed[0] if printed else next(iter(find_children(header, "fileDesc")), header)
    work = PublishedWork(location)
    titles = find_all(described, "titleStmt")
    work.set("title", _join_statement(titles))
    if not work.variables.get("title"):
        raise _build_title_error(location)
    work.agents += _list_people(titles) or _list_foreign_authors(titles)
    for one in find_children(described, "publicationStmt"):
        work.set_imprint(find_text(one, "pubPlace"), find_text(one, "publisher"))
        work.date = work.date or next(filter(None, map(parse_date, find_descendants(one, "date"))), None)
    for one in find_all(described, "editionStmt", "edition"):
        dates = find_children(one, "date")
        if get_text(one) != " ".join(map(get_text, dates)):
            work.set_edition(get_text(one))
        elif work.date is None:
            # Programs note when they converted the text, and nothing of the edition.
            work.date = next(filter(None, map(parse_date, dates)), None)
    work.set("collection-title", find_text(described, "seriesStmt", "title"))
    for address in _iterate_addresses(header):
        work.set_identifier(address)
    work.languages = _list_languages(header) or _guess_language(work.variables["title"])
    return work.build()


def _guess_language(title: str) -> list[str]:
    """Return the language that a title is certainly in, unless it is English: its case stays as it is."""
    found = find_title_language(title)
    return [] if found is None or found.code == "en" else [found.code]


def _list_languages(header: _Element) -> list[str]:
    used = find_all(header, "profileDesc", "langUsage", "language")
    found = (catalogue.find_language(get_attribute(one, "ident") or get_text(one)) for one in used)
    return list(filter(None, found))


def _list_people(around: Iterable[_Element]) -> list[Agent]:
    people = []
    for one in around:
        for person in find_children(one, "author", "editor"):
            role = catalogue.find_role(get_attribute(person, "role") or None, default=get_name(person))
            if agent := build_agent(person, role):
                people.append(agent)
    return people


def _list_foreign_authors(around: Iterable[_Element]) -> list[Agent]:
    """Return the authors whom journals name in elements of their own: “<dhq:author_name>”."""
    named = [name for one in around for name in find_descendants(one, "author_name", "authorName")]
    # The family name is an element within the text of the name.
    names = (" ".join(" ".join(map(str, one.itertext())).split()) for one in named)
    return [agent for name in names if (agent := catalogue.parse_agent(name, body=False))]


def _join_titles(header: _Element) -> str:
    return _join_statement(find_all(header, *_TITLES))


def _join_statement(statements: Iterable[_Element]) -> str:
    """Return the title of a statement with its subtitle; other titles are of the series or are short forms."""
    titles = [title for one in statements for title in find_children(one, "title")]
    main = [get_text(one) for one in titles if get_attribute(one, "type") in ("", "main", "full")]
    sub = [get_text(one) for one in titles if get_attribute(one, "type") == "sub"]
    first = next(filter(None, main), "") or next(filter(None, map(get_text, titles)), "")
    return join_subtitle(first, next(iter(sub), ""))


def _build_title_error(location: SourceLocation) -> SourceError:
    return SourceError("The header has no title: add <title> to its <titleStmt>.", location=location)


__all__ = ["build_source", "read_letter"]

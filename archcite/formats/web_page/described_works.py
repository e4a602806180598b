"""Published works that a page describes in Highwire's meta tags or in an OpenURL: articles, chapters, theses, books."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Mapping, Sequence

from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.published_work import PublishedWork
from archcite.record import Agent, Publication

# Names of tags or keys, each with the texts that a page has for it.
Texts = Mapping[str, Sequence[str]]

# Highwire's tag that only a work of one type has → CSL type; the first that is there tells.
_TYPE_OF_TAG: Mapping[str, str] = {
    "citation_dissertation_institution": "thesis",
    "citation_technical_report_institution": "report",
    "citation_conference_title": "paper-conference",
    "citation_conference": "paper-conference",
    "citation_inbook_title": "chapter",
    "citation_book_title": "chapter",
    "citation_journal_title": "article-journal",
    "citation_isbn": "book",
}
_HIGHWIRE: Mapping[str, str] = {
    "citation_title": "title",
    "citation_journal_title": "container-title",
    "citation_inbook_title": "container-title",
    "citation_book_title": "container-title",
    "citation_conference_title": "container-title",
    "citation_conference": "container-title",
    "citation_series_title": "collection-title",
    "citation_volume": "volume",
    "citation_issue": "issue",
    "citation_dissertation_institution": "publisher",
    "citation_technical_report_institution": "publisher",
    "citation_technical_report_number": "number",
    "citation_publisher": "publisher",
    "citation_publisher_place": "publisher-place",
    "citation_abstract": "abstract",
}
_HIGHWIRE_DATES = (
    "citation_publication_date",
    "citation_cover_date",
    "citation_date",
    "citation_year",
    "citation_online_date",
)
_HIGHWIRE_IDENTIFIERS = (
    *("citation_doi", "citation_issn", "citation_isbn"),
    *("citation_public_url", "citation_abstract_html_url", "citation_fulltext_html_url"),
)

# Genre of an OpenURL → CSL type (ANSI/NISO Z39.88-2004, the matrices of journals, books and dissertations).
_TYPE_OF_GENRE: Mapping[str, str] = {
    "article": "article-journal",
    "book": "book",
    "bookitem": "chapter",
    "conference": "book",
    "dissertation": "thesis",
    "proceeding": "paper-conference",
    "report": "report",
}
_OPENURL: Mapping[str, str] = {
    "rft.atitle": "title",
    "rft.btitle": "title",
    "rft.title": "title",
    "rft.series": "collection-title",
    "rft.volume": "volume",
    "rft.issue": "issue",
    "rft.pages": "page",
    "rft.inst": "publisher",
    "rft.pub": "publisher",
    "rft.place": "publisher-place",
}
_JOURNALS = ("article-journal", "article")


def read_highwire(texts: Texts, location: SourceLocation) -> Publication | None:
    """Return the published work of a page's Highwire tags; None if they have no title, or do not tell the type.

    >>> work = read_highwire({"citation_title": ["On letters"], "citation_journal_title": ["AHR"],
    ...     "citation_firstpage": ["5"], "citation_lastpage": ["9"]}, SourceLocation("page.html"))
    >>> work.csl_item()
    {'type': 'article-journal', 'title': 'On letters', 'container-title': 'AHR', 'page': '5-9'}
    """
    csl_type = next((found for tag, found in _TYPE_OF_TAG.items() if texts.get(tag)), None)
    if csl_type is None or not texts.get("citation_title") or texts.get("citation_archive"):
        return None
    work = PublishedWork(location, type=csl_type)
    _set_texts(work, texts, _HIGHWIRE)
    _set_pages(work, texts, "citation_firstpage", "citation_lastpage")
    names = texts.get("citation_author") or [
        name for text in texts.get("citation_authors", ()) for name in text.split(";")
    ]
    work.agents += _parse_names(names, "author")
    work.agents += _parse_names(texts.get("citation_editor", ()), "editor")
    _set_date(work, _list_texts(texts, _HIGHWIRE_DATES))
    _set_identifiers(work, _list_texts(texts, _HIGHWIRE_IDENTIFIERS))
    for text in texts.get("citation_language", ()):
        work.languages += catalogue.find_languages(text)
    for text in texts.get("citation_keywords", ()):
        work.subjects += filter(None, re.split(r"\s*[;,]\s*", text))
    return work.build()


def read_openurl(texts: Texts, location: SourceLocation) -> Publication | None:
    """Return the published work of an OpenURL; None if it has no title, or does not tell the type.

    >>> work = read_openurl({"rft.genre": ["bookitem"], "rft.atitle": ["On letters"], "rft.btitle": ["Essays"],
    ...     "rft.aulast": ["Roe"], "rft.aufirst": ["Ann"], "rft_id": ["info:doi/10.1000/1"]}, SourceLocation())
    >>> work.csl_item()["container-title"], work.csl_item()["author"], work.csl_item()["DOI"]
    ('Essays', [{'family': 'Roe', 'given': 'Ann'}], '10.1000/1')
    """
    genre = next(iter(texts.get("rft.genre", ())), "").casefold()
    format_ = next(iter(texts.get("rft_val_fmt", ())), "").rpartition(":")[2].casefold()
    csl_type = _TYPE_OF_GENRE.get(genre) or _TYPE_OF_GENRE.get({"journal": "article"}.get(format_, format_))
    if csl_type is None or (format_ == "journal" and not texts.get("rft.atitle")):
        return None
    work = PublishedWork(location, type=csl_type)
    if texts.get("rft.atitle"):
        # What is left of the titles is that of the journal or the book.
        hosts = _list_texts(texts, ("rft.jtitle", "rft.btitle", "rft.title", "rft.stitle"))
        work.set("container-title", next(iter(hosts), None))
    _set_texts(work, texts, _OPENURL)
    if "title" not in work.variables:
        return None
    _set_pages(work, texts, "rft.spage", "rft.epage")
    for text in texts.get("rft.edition", ()):
        work.set_edition(text)
    work.agents += _parse_names(_list_texts(texts, ("rft.au", "rft.aucorp")), "author") or [
        Agent(family=family, given=given)
        for family, given in itertools.zip_longest(texts.get("rft.aulast", ()), texts.get("rft.aufirst", ()))
        if family
    ]
    _set_date(work, texts.get("rft.date", ()))
    identifiers = [text.removeprefix("info:doi/") for text in texts.get("rft_id", ())]
    _set_identifiers(work, [*identifiers, *texts.get("rft.issn", ()), *texts.get("rft.isbn", ())])
    for text in texts.get("rft.language", ()):
        work.languages += catalogue.find_languages(text)
    return work.build()


def _list_texts(texts: Texts, names: Iterable[str]) -> list[str]:
    return [text for name in names for text in texts.get(name, ())]


def _set_texts(work: PublishedWork, texts: Texts, variables: Mapping[str, str]) -> None:
    for name, variable in variables.items():
        if variable == "publisher" and work.type in _JOURNALS:
            continue  # Citations of articles leave it out.
        for text in texts.get(name, ()):
            work.set(variable, text)


def _set_pages(work: PublishedWork, texts: Texts, first: str, last: str) -> None:
    pages = [text.strip() for text in _list_texts(texts, (first, last))]
    work.set("page", "-".join(dict.fromkeys(filter(None, pages))))


def _set_date(work: PublishedWork, texts: Iterable[str]) -> None:
    """Set the first date that is understood; “1967/10” is a month."""
    for text in texts:
        plain = re.sub(r"(?<=\d)/(?=\d)", "-", text.strip())
        plain = re.sub(r"-(?=\d(?:-|$))", "-0", plain)
        if date := catalogue.parse_date(plain, plain):
            work.date = date
            return


def _set_identifiers(work: PublishedWork, texts: Iterable[str]) -> None:
    for text in texts:
        work.set_identifier(text)
    if "DOI" in work.variables:
        work.variables.pop("URL", None)


def _parse_names(names: Iterable[str], role: str) -> list[Agent]:
    return [agent for name in names if name.strip() and (agent := catalogue.parse_agent(name, role))]

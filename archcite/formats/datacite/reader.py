"""Read DOIs of DataCite: answers of its JSON:API, and the metadata of one DOI in DataCite JSON."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.json_reading import (
    as_mappings,
    build_each,
    find_mappings,
    find_text,
    has_keys,
    load_json,
    to_text,
)
from archcite.formats.common.published_work import PublishedWork, join_subtitle
from archcite.record import Agent, Publication
from archcite.record.vocabulary import CSL_TYPES

# resourceTypeGeneral → CSL type; None if the words of resourceType, or “citeproc”, say more.
TYPES: Mapping[str, str | None] = {
    "Audiovisual": "motion_picture",
    "Book": "book",
    "BookChapter": "chapter",
    "Collection": "collection",
    "ComputationalNotebook": "software",
    "ConferencePaper": "paper-conference",
    "ConferenceProceeding": "book",
    "DataPaper": "article-journal",
    "Dataset": "dataset",
    "Dissertation": "thesis",
    "Event": "event",
    "Image": "graphic",
    "InteractiveResource": "webpage",
    "Journal": "periodical",
    "JournalArticle": "article-journal",
    "Model": "software",
    "OutputManagementPlan": "report",
    "PeerReview": "review",
    "Poster": "graphic",
    "Preprint": "article",
    "Presentation": "speech",
    "Report": "report",
    "Software": "software",
    "Sound": "song",
    "Standard": "standard",
    "Text": None,
    "Workflow": "software",
}
# Words in resourceType, in lower case → CSL type, for what is “Text” or “Other” in general.
WORDS: Mapping[str, str] = {
    "thesis": "thesis",
    "dissertation": "thesis",
    "conference": "paper-conference",
    "proceeding": "paper-conference",
    "chapter": "chapter",
    "preprint": "article",
    "article": "article-journal",
    "report": "report",
    "working paper": "report",
    "book": "book",
    "monograph": "book",
    "map": "map",
    "manuscript": "manuscript",
    "letter": "personal_communication",
    "interview": "interview",
}
# Attribute, or path of keys → CSL variable; then those of “container”, and of a related item that contains it.
VARIABLES: Mapping[str, str] = {
    "container.volume": "volume",
    "container.issue": "issue",
}
OF_RELATED_ITEM: Mapping[str, str] = {
    "titles.title": "container-title",
    "volume": "volume",
    "issue": "issue",
    "number": "number",
    "edition": "edition",
    "publisher": "publisher",
}
CONTRIBUTORS: Mapping[str, str] = {"Editor": "editor", "Translator": "translator", "Producer": "producer"}
# CSL types for which resourceType says more: “Photograph” of an image, “Working paper” of a report.
_WITH_GENRE = frozenset(("article", "document", "graphic", "manuscript", "report", "speech"))
# What is in a journal or a book, even if its container is called a series.
_IN_JOURNALS = frozenset(("article-journal", "chapter", "paper-conference"))
_PAGES = pattern(r"[A-Za-z]?\d+[A-Za-z]?(?:-[A-Za-z]?\d+[A-Za-z]?)?")
# “GMS Medizin; 15(1-2):Doc10”.
_PLACE = pattern(r"(?P<title>[^;]+); ?(?P<volume>\d+)(?:\((?P<issue>[^()]+)\))?(?::(?P<page>[\w-]+))?")


def sniff(text: str) -> bool:
    """Return whether a text is JSON of DataCite.

    >>> sniff('{"data": {"type": "dois", "attributes": {"types": {"resourceTypeGeneral": "Text"}}}}'), sniff("{}")
    (True, False)
    """
    return has_keys(text, "resourceTypeGeneral")


def read(text: str, name: str = "the text") -> list[Publication]:
    """Return the publications of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> work, = read('''{"data": {"id": "10.1000/x", "type": "dois", "attributes": {"doi": "10.1000/x",
    ... "titles": [{"title": "Letters, a data set"}], "creators": [{"name": "Roe, Jane", "nameType": "Personal"}],
    ... "publisher": "Zenodo", "publicationYear": 2020, "types": {"resourceTypeGeneral": "Dataset"}}}}''')
    >>> work.title, work.agents("author")[0].name, work.csl_item()["type"]
    ('Letters, a data set', 'Jane Roe', 'dataset')
    """
    found = find_mappings(load_json(text, name), "titles", "types")
    described = [one for one in found if find_text(one, "titles.title")]
    return build_each(
        described,
        build_publication,
        name,
        "The answer of DataCite has no work: ask for https://api.datacite.org/dois/DOI.",
    )


def build_publication(given: Mapping[str, Any], location: SourceLocation) -> Publication:
    """Build the publication that the attributes of a DOI describe."""
    said, general = (find_text(given, f"types.{key}") for key in ("resourceType", "resourceTypeGeneral"))
    work = PublishedWork(location, type=_find_type(given))
    if work.type == "thesis":
        work.set_thesis(said, "")
    elif work.type in _WITH_GENRE and said.casefold() not in ("text", general.casefold(), work.type):
        work.set("genre", said)
    _set_titles(work, given)
    for path, variable in VARIABLES.items():
        work.set(variable, find_text(given, path))
    if work.type in ("dataset", "software"):
        work.set("version", find_text(given, "version"))
    _set_container(work, given)
    work.set("publisher", find_text(given, "publisher") or find_text(given, "publisher.name"))
    for creator in as_mappings(given.get("creators")):
        work.agents += _iterate_agents(creator, "author")
    for contributor in as_mappings(given.get("contributors")):
        if role := CONTRIBUTORS.get(find_text(contributor, "contributorType")):
            work.agents += _iterate_agents(contributor, role)
    work.date = catalogue.parse_date(_find_date(given))
    work.set_identifier(f"doi:{find_text(given, 'doi')}")
    for identifier in as_mappings(given.get("identifiers")):
        work.set_identifier(find_text(identifier, "identifier"))
    if "DOI" not in work.variables:
        work.set_identifier(find_text(given, "url"))
    work.set("language", find_text(given, "language"))
    for description in as_mappings(given.get("descriptions")):
        if find_text(description, "descriptionType") == "Abstract":
            work.set("abstract", catalogue.strip_markup(find_text(description, "description")))
    work.subjects += filter(None, (find_text(one, "subject") for one in as_mappings(given.get("subjects"))))
    return work.build()


def _find_type(given: Mapping[str, Any]) -> str:
    general, said, csl = (
        find_text(given, f"types.{key}") for key in ("resourceTypeGeneral", "resourceType", "citeproc")
    )
    if found := TYPES.get(general):
        return found
    words = said.casefold()
    if found := next((csl_type for word, csl_type in WORDS.items() if word in words), None):
        return found
    # “article” is what DataCite gives everything that it has no better type for.
    return csl if csl in CSL_TYPES and csl != "article" else "document"


def _set_titles(work: PublishedWork, given: Mapping[str, Any]) -> None:
    titles = as_mappings(given.get("titles"))
    main = next((one for one in titles if not to_text(one.get("titleType"))), next(iter(titles), {}))
    title = catalogue.to_csl_markup(find_text(main, "title"))
    for one in titles:
        subtitle = catalogue.to_csl_markup(find_text(one, "title"))
        if find_text(one, "titleType") == "Subtitle":
            title = join_subtitle(title, subtitle)
    work.set("title", title)


def _set_container(work: PublishedWork, given: Mapping[str, Any]) -> None:
    """Set the journal, book or series that a work is in, from the container or a related item."""
    for related in as_mappings(given.get("relatedItems")):
        if find_text(related, "relationType") == "IsPublishedIn":
            for path, variable in OF_RELATED_ITEM.items():
                work.set(variable, find_text(related, path))
            work.set("page", _join_pages(related))
            for person in as_mappings(related.get("contributors")):
                if find_text(person, "contributorType") == "Editor":
                    work.agents += _iterate_agents(person, "editor")
    pages = _join_pages(given.get("container"))
    if _PAGES.fullmatch(pages):
        work.set("page", pages)
    else:
        # “Bd. 1 Nr. 1 (2018)”, where the repository had no other field for it.
        work.set_host_part(pages)
    kind, title = find_text(given, "container.type"), find_text(given, "container.title")
    if (place := _PLACE.fullmatch(title)) and work.type == "article-journal":
        title = place["title"]
        for variable in ("volume", "issue", "page"):
            work.set(variable, place[variable])
    is_series = kind in ("Series", "Book Series") and work.type not in _IN_JOURNALS
    if kind != "DataRepository":
        work.set("collection-title" if is_series else "container-title", title)


def _join_pages(given: Any) -> str:
    return "-".join(filter(None, (find_text(given, key) for key in ("firstPage", "lastPage"))))


def _iterate_agents(given: Mapping[str, Any], role: str) -> Iterator[Agent]:
    family, own, name = (find_text(given, key) for key in ("familyName", "givenName", "name"))
    is_body = find_text(given, "nameType") == "Organizational"
    if family and not is_body:
        yield Agent(family=family, given=own, role=role)
    elif found := catalogue.parse_agent(
        name, role, body=is_body or (None if not find_text(given, "nameType") else False)
    ):
        yield found


def _find_date(given: Mapping[str, Any]) -> str:
    """Return the date of issue, or else the year of publication."""
    year = find_text(given, "publicationYear")
    issued = (
        find_text(one, "date")
        for one in as_mappings(given.get("dates"))
        if find_text(one, "dateType") == "Issued"
    )
    full = next(issued, "")
    return full if full and full.startswith(year) else year


__all__ = ["TYPES", "VARIABLES", "build_publication", "read", "sniff"]

"""Published works in JSON-LD of schema.org, as CSL items; :mod:`.works` writes what is read here."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.json_reading import as_mappings, to_text, to_texts
from archcite.formats.common.published_work import PublishedWork
from archcite.formats.csl_json.noted_variables import set_variable
from archcite.formats.json_ld.nodes import collect_names, get_types
from archcite.record import Agent, Publication
from archcite.record.vocabulary import CSL_TYPES

# Type of schema.org → CSL type. An Article may be anything that a website has: it is one of a periodical that it names.
TYPES: Mapping[str, str] = {
    "NewsArticle": "article-newspaper",
    "ScholarlyArticle": "article-journal",
    "BlogPosting": "post-weblog",
    "Chapter": "chapter",
    "Book": "book",
    "Thesis": "thesis",
    "Report": "report",
    "Review": "review",
    "Dataset": "dataset",
    "Legislation": "legislation",
    "SoftwareApplication": "software",
    "SoftwareSourceCode": "software",
}
_PERIODICALS: Mapping[str, str] = {"Periodical": "article-magazine", "Newspaper": "article-newspaper"}
# Types that schema.org has no type for: archcite writes them into the credits.
STATED_TYPES = CSL_TYPES - {"manuscript", "personal_communication", "collection"}
# Types and properties of what an archive keeps.
_ARCHIVAL = frozenset(("ArchiveComponent", "Manuscript", "Message", "EmailMessage", "Photograph"))
_HELD = ("holdingArchive", "itemLocation")
_TEXTS: Mapping[str, str] = {
    "alternateName": "title-short",
    "genre": "genre",
    "numberOfPages": "number-of-pages",
    "pagination": "page",
    "isbn": "ISBN",
    "abstract": "abstract",
    "description": "abstract",
    "version": "version",
    "volumeNumber": "volume",
    "issueNumber": "issue",
}
_PEOPLE: Mapping[str, str] = {
    **{"author": "author", "creator": "author", "editor": "editor", "translator": "translator"},
    **{"illustrator": "illustrator", "director": "director", "composer": "composer", "musicBy": "composer"},
}
_DEEPEST = 5

Resolve = Callable[[Any], Any]


def find_csl_type(node: Mapping[str, Any], resolve: Resolve) -> str | None:
    """Return the CSL type of a published work; None for other works, and for what an archive keeps."""
    types = get_types(node)
    if not _ARCHIVAL.isdisjoint(types) or any(node.get(name) for name in _HELD):
        return None
    credits = node.get("creditText")
    stated = credits.partition("\n")[0].removeprefix("type: ") if isinstance(credits, str) else ""
    if stated in STATED_TYPES:
        return stated
    if found := next((TYPES[name] for name in types if name in TYPES), None):
        return found
    if "Article" in types:
        hosts = [kind for host in _iterate_hosts(node, resolve) for kind in get_types(host)]
        return next((_PERIODICALS[kind] for kind in hosts if kind in _PERIODICALS), None)
    return None


def build_publication(
    node: Mapping[str, Any], csl_type: str, resolve: Resolve, location: SourceLocation
) -> Publication:
    """Build the publication that a node is; ``resolve`` returns the full node for one that has only an id.

    >>> build_publication({"@type": "NewsArticle", "headline": "The Wall", "datePublished": "2009-11-09T10:00Z",
    ...     "publisher": {"name": "The Times"}}, "article-newspaper", lambda one: one, SourceLocation()).csl_item()
    {'type': 'article-newspaper', 'title': 'The Wall', 'container-title': 'The Times',
    'issued': {'date-parts': [[2009, 11, 9]]}}
    """
    work = PublishedWork(location, type=csl_type)
    for name in ("name", "headline"):
        work.set("title", next(iter(collect_names(node.get(name))), None))
    for name, variable in _TEXTS.items():
        work.set(variable, next(iter(collect_names(node.get(name))), None))
    for text in collect_names(node.get("bookEdition")):
        work.set_edition(text)
    for name, role in _PEOPLE.items():
        work.agents += _iterate_agents(node.get(name), role, resolve)
    _set_pages(work, node)
    _set_hosts(work, node, resolve)
    _set_publisher(work, node, resolve)
    for name in ("datePublished", "dateCreated"):
        said = to_text(node.get(name)).partition("T")[0]
        work.date = work.date or catalogue.parse_date(said, said)
    for name in ("identifier", "sameAs", "url", "mainEntityOfPage", "@id"):
        for text in collect_names(node.get(name)):
            work.set_identifier(text)
    if "DOI" in work.variables and work.variables.get("URL", "").endswith(work.variables["DOI"]):
        del work.variables["URL"]
    for text in collect_names(node.get("inLanguage")):
        work.languages += catalogue.find_languages(text) or [text]
    work.subjects += [
        term.strip() for text in collect_names(node.get("keywords")) for term in text.split(";")
    ]
    credits = node.get("creditText")
    for line in credits.splitlines() if isinstance(credits, str) else ():
        if line == f"type: {csl_type}":
            continue
        # archcite writes variables there that schema.org has no property for.
        if line.strip() and not set_variable(work.variables, line):
            work.notes.append(line.strip())
    return work.build()


def _set_pages(work: PublishedWork, node: Mapping[str, Any]) -> None:
    pages = [to_text(node.get(name)) for name in ("pageStart", "pageEnd")]
    work.set("page", "-".join(dict.fromkeys(filter(None, pages))))


def _set_hosts(work: PublishedWork, node: Mapping[str, Any], resolve: Resolve) -> None:
    """Set the periodical or book that the work is in, with its volume and issue, and its series."""
    for host in _iterate_hosts(node, resolve):
        types = get_types(host)
        work.set("volume", to_text(host.get("volumeNumber")))
        work.set("issue", to_text(host.get("issueNumber")))
        work.set("ISSN", next(iter(to_texts(host.get("issn"))), None))
        name = next(iter(collect_names(host.get("name"))), None)
        if "CreativeWorkSeries" in types or "BookSeries" in types:
            work.set("collection-title", name)
        elif not {"PublicationVolume", "PublicationIssue"}.intersection(types):
            work.set("container-title", name)


def _iterate_hosts(node: Mapping[str, Any], resolve: Resolve) -> Iterator[Mapping[str, Any]]:
    """Yield what a work is part of, from the nearest on, a few steps up."""
    waiting = [resolve(one) for one in as_mappings(node.get("isPartOf"))]
    for _ in range(_DEEPEST):
        yield from waiting
        waiting = [resolve(one) for host in waiting for one in as_mappings(host.get("isPartOf"))]


def _set_publisher(work: PublishedWork, node: Mapping[str, Any], resolve: Resolve) -> None:
    for name in ("publisher", "sourceOrganization"):
        for one in map(
            resolve, as_mappings(node.get(name)) or [{"name": text} for text in to_texts(node.get(name))]
        ):
            said = next(iter(collect_names(one.get("name"))), None)
            if work.type in ("article-newspaper", "post-weblog"):
                work.set("container-title", said)  # The newspaper or the website itself.
            elif work.type != "article-journal":
                work.set("publisher", said)
                work.set("publisher-place", next(iter(collect_names(one.get("location"))), None))


def _iterate_agents(value: Any, role: str, resolve: Resolve) -> Iterator[Agent]:
    for name in to_texts(value):
        if "://" not in name and (found := catalogue.parse_agent(name, role)):
            yield found
    for one in map(resolve, as_mappings(value)):
        family, given, name = (to_text(one.get(key)) for key in ("familyName", "givenName", "name"))
        if family or given:
            suffix = to_text(one.get("honorificSuffix")) or None
            yield Agent(family=family or given, given=given if family else None, suffix=suffix, role=role)
        elif name:
            is_body = "Organization" in get_types(one) or (None if "Person" not in get_types(one) else False)
            if found := catalogue.parse_agent(name, role, body=is_body):
                yield found

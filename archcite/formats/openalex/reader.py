"""Read works of OpenAlex: one work, or an answer with a list of results."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.json_reading import (
    as_mappings,
    build_each,
    find_mappings,
    find_text,
    has_keys,
    load_json,
)
from archcite.formats.common.published_work import PublishedWork
from archcite.record import Publication

# Type of a work → CSL type. What journals print besides articles (letters to the editor, errata) is in them too.
TYPES: Mapping[str, str] = {
    **dict.fromkeys(("article", "editorial", "erratum", "letter", "retraction", "review"), "article-journal"),
    "book": "book",
    "book-chapter": "chapter",
    "dataset": "dataset",
    "dissertation": "thesis",
    "other": "document",
    "paratext": "document",
    "peer-review": "review",
    "preprint": "article",
    "reference-entry": "entry",
    "report": "report",
    "software": "software",
    "standard": "standard",
}
# Path of keys → CSL variable.
VARIABLES: Mapping[str, str] = {
    "biblio.volume": "volume",
    "biblio.issue": "issue",
    "ids.pmid": "PMID",
    "ids.pmcid": "PMCID",
    "language": "language",
    "primary_location.source.issn_l": "ISSN",
}
_SOURCE = "primary_location.source"
# Kinds of sources that are not what a work was published in: “Cambridge University Press eBooks”.
_PLATFORMS = frozenset(("ebook platform", "metadata", "other", "repository"))


def sniff(text: str) -> bool:
    """Return whether a text is JSON with works of OpenAlex.

    >>> sniff('{"id": "https://openalex.org/W1", "title": "On letters", "authorships": []}'), sniff("{}")
    (True, False)
    """
    return has_keys(text, "authorships") and "openalex.org" in text


def read(text: str, name: str = "the text") -> list[Publication]:
    """Return the publications of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> work, = read('''{"id": "https://openalex.org/W1", "title": "On letters", "type": "article",
    ... "publication_year": 1990, "publication_date": "1990-01-01", "biblio": {"volume": "3", "first_page": "5",
    ... "last_page": "10"}, "authorships": [{"author": {"display_name": "Jane Roe"}}]}''')
    >>> work.title, work.date.edtf, work.csl_item()["page"]
    ('On letters', '1990', '5-10')
    """
    works = find_mappings(load_json(text, name), "authorships")
    return build_each(
        works,
        build_publication,
        name,
        "The answer of OpenAlex has no work: ask for https://api.openalex.org/works/ID.",
    )


def build_publication(given: Mapping[str, Any], location: SourceLocation) -> Publication:
    """Build the publication that a work is."""
    work = PublishedWork(location, type=TYPES.get(find_text(given, "type"), "document"))
    work.set("title", catalogue.to_csl_markup(find_text(given, "title") or find_text(given, "display_name")))
    for path, variable in VARIABLES.items():
        # PMID and PMCID are addresses: https://pubmed.ncbi.nlm.nih.gov/123.
        text = find_text(given, path)
        work.set(variable, text.rstrip("/").rpartition("/")[2] if variable.startswith("PM") else text)
    work.set("page", _join_pages(given))
    _set_source(work, given)
    for authorship in as_mappings(given.get("authorships")):
        name = find_text(authorship, "author.display_name") or find_text(authorship, "raw_author_name")
        if agent := catalogue.parse_agent(name):
            work.agents.append(agent)
    work.date = catalogue.parse_date(_find_date(given))
    if not work.set_identifier(find_text(given, "doi")):
        work.set_identifier(find_text(given, "primary_location.landing_page_url"))
    work.set("abstract", _join_abstract(given.get("abstract_inverted_index")))
    work.subjects += filter(
        None, (find_text(one, "display_name") for one in as_mappings(given.get("keywords")))
    )
    return work.build()


def _set_source(work: PublishedWork, given: Mapping[str, Any]) -> None:
    """Set what a work was published in, or the repository or publisher that has it."""
    name, kind, host = (
        find_text(given, f"{_SOURCE}.{key}") for key in ("display_name", "type", "host_organization_name")
    )
    if work.type == "thesis":
        work.set("publisher", find_text(given, "authorships.institutions.display_name") or host or name)
    elif kind == "repository":
        # “arXiv (Cornell University)”: the host is in brackets.
        work.set("publisher", name.removesuffix(f" ({host})") if host else name)
    elif kind not in _PLATFORMS and work.type not in ("book", "report"):
        work.set("container-title", name)
    elif kind == "book series":
        work.set("collection-title", name)
    if work.type in ("book", "chapter", "report"):
        work.set("publisher", host)
    if work.type == "article-journal" and kind == "conference":
        work.type = "paper-conference"
    if work.type == "article":
        work.set("genre", "preprint")
    elif work.type == "chapter":
        # The book that it is in is not named; a chapter without any is printed like a book.
        work.set("container-title", name)


def _join_pages(given: Mapping[str, Any]) -> str:
    first, last = find_text(given, "biblio.first_page"), find_text(given, "biblio.last_page")
    return f"{first}-{last}" if last and last != first else first


def _find_date(given: Mapping[str, Any]) -> str:
    """Return the day of publication; the year alone where January 1 only fills the field."""
    day, year = find_text(given, "publication_date"), find_text(given, "publication_year")
    return year if not day or day.endswith("-01-01") else day


def _join_abstract(index: Any) -> str:
    """Return an abstract from its words with their positions."""
    placed: dict[int, str] = {}
    for word, positions in index.items() if isinstance(index, Mapping) else ():
        for position in positions if isinstance(positions, list) else []:
            if isinstance(position, str) and position.isdecimal():
                placed[int(position)] = word
    return " ".join(placed[position] for position in sorted(placed))


__all__ = ["TYPES", "VARIABLES", "build_publication", "read", "sniff"]

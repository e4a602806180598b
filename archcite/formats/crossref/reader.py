"""Read works of the Crossref REST API: one work, a list of works, or an answer of the API that holds them."""

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
    find_value,
    has_keys,
    load_json,
    to_texts,
)
from archcite.formats.common.published_work import PublishedWork, join_subtitle
from archcite.record import Agent, Publication

# Type of a work → CSL type.
TYPES: Mapping[str, str] = {
    **dict.fromkeys(("journal-article", "journal-article-component"), "article-journal"),
    **dict.fromkeys(("book-chapter", "book-part", "book-section", "book-track"), "chapter"),
    **dict.fromkeys(("book", "book-set", "edited-book", "monograph", "reference-book"), "book"),
    **dict.fromkeys(("book-series", "proceedings", "proceedings-series"), "book"),
    **dict.fromkeys(("journal", "journal-issue", "journal-volume"), "periodical"),
    **dict.fromkeys(("report", "report-component", "report-series"), "report"),
    **dict.fromkeys(("standard", "standard-series"), "standard"),
    **dict.fromkeys(("dataset", "database"), "dataset"),
    "dissertation": "thesis",
    "peer-review": "review",
    "posted-content": "article",
    "proceedings-article": "paper-conference",
    "reference-entry": "entry",
}
# Key, or path of keys → CSL variable.
VARIABLES: Mapping[str, str] = {
    "DOI": "DOI",
    "edition-number": "edition",
    "event.location": "event-place",
    "event.name": "event-title",
    "issue": "issue",
    "page": "page",
    "publisher-location": "publisher-place",
    "volume": "volume",
}
PEOPLE: Mapping[str, str] = {"author": "author", "editor": "editor", "translator": "translator"}
# The date of the issue that has the volume and the pages; otherwise the first publication of any kind.
_DATES = ("published-print", "issued", "published-online", "published", "posted", "approved", "created")
# Types whose “container” is a series.
_IN_SERIES = frozenset(("book", "report", "standard"))
_LIST_OF_TITLES = pattern(r'"(?:title|container-title)"\s*:\s*\[')


def sniff(text: str) -> bool:
    """Return whether a text is JSON with works of Crossref, whose titles are lists.

    >>> sniff('{"message-type": "work", "message": {"DOI": "10.1000/x", "title": ["On letters"]}}')
    True
    >>> sniff('{"DOI": "10.1000/x", "is-referenced-by-count": 1, "title": "On letters"}')
    False
    """
    if has_keys(text, "message-type", "message"):
        return True
    return has_keys(text, "DOI", "is-referenced-by-count") and _LIST_OF_TITLES.search(text) is not None


def read(text: str, name: str = "the text") -> list[Publication]:
    """Return the publications of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> work, = read('''{"message-type": "work", "message": {"DOI": "10.1000/x", "type": "journal-article",
    ... "title": ["On letters"], "container-title": ["Cold War History"], "volume": "3",
    ... "author": [{"family": "Roe", "given": "Jane"}], "issued": {"date-parts": [[1990, 5]]}}}''')
    >>> work.title, work.date.edtf, work.csl_item()["container-title"]
    ('On letters', '1990-05', 'Cold War History')
    """
    works = find_mappings(load_json(text, name), "DOI")
    return build_each(
        works,
        build_publication,
        name,
        "The answer of Crossref has no work: ask for https://api.crossref.org/works/DOI.",
    )


def build_publication(given: Mapping[str, Any], location: SourceLocation) -> Publication:
    """Build the publication that a work is."""
    work = PublishedWork(location, type=TYPES.get(find_text(given, "type"), "document"))
    if title := _join_title(given):
        work.set("title", title)
    for path, variable in VARIABLES.items():
        work.set(variable, find_text(given, path))
    _set_container(work, given)
    _set_publisher(work, given)
    if "page" not in work.variables:
        work.set("number", find_text(given, "article-number"))
    for key, role in PEOPLE.items():
        work.agents += _iterate_agents(given.get(key), role)
    dates = (_to_date_parts(find_value(given, key)) for key in _DATES)
    if date := next(filter(None, dates), None):
        work.variables["issued"] = date
    work.set("language", find_text(given, "language"))
    work.set("abstract", catalogue.strip_markup(find_text(given, "abstract")))
    for key in ("ISBN", "ISSN"):
        # Addresses in older records: http://id.crossref.org/isbn/9780000000002.
        work.set_identifier(find_text(given, key).rpartition("/")[2])
    if not work.variables.get("DOI"):
        work.set("URL", find_text(given, "URL"))
    work.subjects += to_texts(given.get("subject"))
    return work.build()


def _join_title(given: Mapping[str, Any]) -> str:
    """Return title and subtitle, each with the markup that CSL knows."""
    title, subtitle = (catalogue.to_csl_markup(find_text(given, key)) for key in ("title", "subtitle"))
    return join_subtitle(title or catalogue.to_csl_markup(find_text(given, "original-title")), subtitle)


def _set_container(work: PublishedWork, given: Mapping[str, Any]) -> None:
    """Set the journal, book or series; of two for a chapter, the first is the series of the book."""
    titles = [catalogue.to_csl_markup(title) for title in to_texts(given.get("container-title"))]
    if not titles:
        return
    is_series = work.type in _IN_SERIES or len(titles) > 1
    if work.type in _IN_SERIES:
        work.set("collection-title", titles[0])
    else:
        work.set("container-title", titles[-1])
        if len(titles) > 1:
            work.set("collection-title", titles[0])
        elif (short := find_text(given, "short-container-title")) and short != titles[0]:
            work.set("container-title-short", catalogue.to_csl_markup(short))
    if is_series and work.type != "article-journal" and "volume" in work.variables:
        work.set("collection-number", work.variables.pop("volume"))


def _set_publisher(work: PublishedWork, given: Mapping[str, Any]) -> None:
    """Set the publisher: of theses, reports and preprints the institution, with its place."""
    kind = find_text(given, "type")
    institution = find_text(given, "institution.name")
    if kind == "dissertation":
        work.set_thesis(find_text(given, "degree"), institution)
    elif kind == "posted-content":
        work.set("genre", find_text(given, "subtype").casefold())
    if kind in ("dissertation", "posted-content", "report") and institution:
        work.set("publisher", institution)
        work.set("publisher-place", find_text(given, "institution.place"))
    work.set("publisher", find_text(given, "standards-body.name") or find_text(given, "publisher"))


def _iterate_agents(value: Any, role: str) -> Iterator[Agent]:
    for person in as_mappings(value):
        family, given, suffix = (find_text(person, key) for key in ("family", "given", "suffix"))
        name = find_text(person, "name") or find_text(person, "literal")
        if family or given:
            yield Agent(family=family or given, given=given if family else None, suffix=suffix, role=role)
        elif name:
            yield Agent.body(name, role)


def _to_date_parts(value: Any) -> dict[str, Any] | None:
    """Return a date in parts as one of CSL; None for an empty one (``[[null]]``)."""
    parts = value.get("date-parts") if isinstance(value, Mapping) else None
    numbers = parts[0] if isinstance(parts, list) and parts and isinstance(parts[0], list) else []
    known = [int(number) for number in numbers if isinstance(number, str) and number.isdecimal()]
    return {"date-parts": [known]} if known and len(known) == len(numbers) else None


__all__ = ["TYPES", "VARIABLES", "build_publication", "read", "sniff"]

"""Read works and newspaper articles of Trove, the catalogue of Australia's libraries and archives."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.json_reading import (
    build_each,
    find_mappings,
    find_text,
    find_texts,
    has_keys,
    list_pairs,
    load_json,
)
from archcite.formats.common.published_work import PublishedWork
from archcite.formats.dublin_core.reader import build_source
from archcite.record import Publication, Source

PORTAL = "Trove"
# Key, or path of keys, of a work → element of Dublin Core.
ELEMENTS: Mapping[str, str] = {
    "contributor": "creator",
    "issued": "date",
    "isPartOf": "isPartOf",
    "identifier": "identifier",
    "holding.callNumber": "source",
    "language": "language",
    "subject": "subject",
    "abstract": "description",
    "extent": "extent",
    "publisher": "publisher",
}
# “The Canberra Times (ACT : 1926 - 1995)”.
_NEWSPAPER = pattern(r"(?P<title>.+?)\s*\((?P<place>[^():]+?)\s*:\s*[\d\s–-]+\)")


def sniff(text: str) -> bool:
    """Return whether a text is JSON of Trove.

    >>> sniff('{"work": [{"id": "1", "troveUrl": "https://trove.nla.gov.au/work/1"}]}'), sniff('{"work": []}')
    (True, False)
    """
    return has_keys(text, "troveUrl")


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the sources of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> article, = read('''{"article": [{"id": "1", "heading": "IN BRIEF", "date": "1992-03-06", "page": 14,
    ... "title": {"id": "11", "title": "The Canberra Times (ACT : 1926 - 1995)"},
    ... "troveUrl": "http://nla.gov.au/nla.news-article1?searchTerm=maths"}]}''')
    >>> article.csl_item()["container-title"], article.csl_item()["URL"]
    ('The Canberra Times', 'http://nla.gov.au/nla.news-article1')
    """
    items = find_mappings(load_json(text, name), "troveUrl")
    return build_each(
        items,
        _build_item,
        name,
        "The answer of Trove has no work: ask for https://api.trove.nla.gov.au/v3/work/ID.",
    )


def _build_item(item: Mapping[str, Any], location: SourceLocation) -> Source:
    return _build_article(item, location) if "heading" in item else _build_work(item, location)


def _build_article(item: Mapping[str, Any], location: SourceLocation) -> Publication:
    work = PublishedWork(location, type="article-newspaper")
    work.set("title", catalogue.strip_markup(find_text(item, "heading")))
    newspaper = next(iter(find_texts(item, "title.title") or find_texts(item, "title.value")), "")
    found = _NEWSPAPER.fullmatch(newspaper)
    work.set("container-title", found["title"] if found else newspaper)
    work.set("publisher-place", found["place"] if found else "")
    work.date = catalogue.parse_date(find_text(item, "date"))
    for variable in ("page", "edition"):
        work.set(variable, find_text(item, variable))
    work.set("URL", _get_address(item))
    work.set("source", PORTAL)
    return work.build()


def _build_work(item: Mapping[str, Any], location: SourceLocation) -> Source:
    # After the slash are the creators, who are among the contributors too.
    title = find_text(item, "title").partition(" / ")[0].rstrip()
    kinds = [word.strip() for text in find_texts(item, "type") for word in text.split("/")]
    pairs = [("title", title), ("identifier", _get_address(item)), *(("type", kind) for kind in kinds)]
    holder = next(iter(find_texts(item, "holding.name")), "")
    return build_source([*pairs, *list_pairs(item, ELEMENTS)], location, holder=holder, portal=PORTAL)


def _get_address(item: Mapping[str, Any]) -> str:
    return find_text(item, "troveUrl").partition("?")[0]


__all__ = ["ELEMENTS", "read", "sniff"]

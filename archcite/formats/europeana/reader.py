"""Read items of Europeana: records in the Europeana Data Model, and results of a search, which have less."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite.errors import SourceLocation
from archcite.formats.common.json_reading import (
    as_mappings,
    build_each,
    find_mappings,
    find_text,
    find_texts,
    has_keys,
    list_pairs,
    load_json,
)
from archcite.formats.dublin_core.reader import build_source
from archcite.record import Source

PORTAL = "Europeana"
_PAGE = "https://www.europeana.eu/item"
# Key of a provider's proxy → element of Dublin Core.
ELEMENTS: Mapping[str, str] = {
    "dcTitle": "title",
    "dctermsAlternative": "alternative",
    "dcCreator": "creator",
    "dcContributor": "contributor",
    "dcPublisher": "publisher",
    "dctermsCreated": "created",
    "dctermsIssued": "issued",
    "dcDate": "date",
    "dcType": "type",
    "dcFormat": "format",
    "dctermsMedium": "medium",
    "dctermsExtent": "extent",
    "dcIdentifier": "identifier",
    "dcSource": "source",
    "dctermsIsPartOf": "isPartOf",
    "dcLanguage": "language",
    "dcSubject": "subject",
    "dctermsSpatial": "spatial",
    "dcDescription": "description",
    "dcRights": "rights",
    "dctermsProvenance": "provenance",
}
# Key of a search result → element.
ELEMENTS_OF_RESULTS: Mapping[str, str] = {
    "title": "title",
    "dcCreator": "creator",
    "dcContributor": "contributor",
    "dcTypeLangAware": "type",
    "dcLanguage": "language",
    "dcDescription": "description",
}
# Keys of which an answer of Europeana has one.
_MARKS = ("europeanaAggregation", "europeanaCollectionName", "edmPreview")
# Elements whose address of an agent, a place or a concept has a name in the answer.
_NAMED = frozenset(("creator", "contributor", "subject", "spatial", "type", "medium", "format", "publisher"))


def sniff(text: str) -> bool:
    """Return whether a text is JSON of Europeana.

    >>> sniff('{"items": [{"id": "/1/2", "edmPreview": ["x"]}]}'), sniff('{"items": []}')
    (True, False)
    """
    return any(has_keys(text, mark) for mark in _MARKS)


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the sources of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> record, = read('''{"items": [{"id": "/1/a", "title": ["Letter"], "year": ["1918"], "type": "TEXT",
    ... "dataProvider": ["Yale University Library"], "edmPreview": ["x"]}]}''')
    >>> record.date.edtf, record.holding.repository.name, record.copy.url
    ('1918', 'Yale University Library', 'https://www.europeana.eu/item/1/a')
    """
    tree = load_json(text, name)
    items = list(find_mappings(tree, "proxies")) or find_mappings(tree, "id", "dataProvider")
    return build_each(
        items,
        _build_source,
        name,
        "The answer of Europeana has no item: ask for https://api.europeana.eu/record/v2/ID.json.",
    )


def _build_source(item: Mapping[str, Any], location: SourceLocation) -> Source:
    about = find_text(item, "about") or find_text(item, "id")
    pairs = [("identifier", f"{_PAGE}{about}")] if about.startswith("/") else []
    if "proxies" in item:
        pairs += _list_record_pairs(item)
        holders = find_texts(item, "aggregations.edmDataProvider")
    else:
        pairs += [*list_pairs(item, ELEMENTS_OF_RESULTS), *_list_years(item)]
        holders = find_texts(item, "dataProvider")
    return build_source(pairs, location, holder=next(iter(holders), ""), portal=PORTAL)


def _list_years(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    return [("date", year) for year in find_texts(item, "year")[:1]]


def _list_record_pairs(item: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return what the provider says; what Europeana adds (its own proxy) is for searching."""
    proxies = as_mappings(item.get("proxies"))
    own = [one for one in proxies if one.get("europeanaProxy") is not True] or proxies
    names = {
        find_text(one, "about"): text
        for key in ("agents", "concepts", "places")
        for one in as_mappings(item.get(key))
        for text in find_texts(one, "prefLabel")[:1]
    }
    pairs = []
    for element, text in list_pairs(own, ELEMENTS):
        if element in _NAMED and "://" in text:
            text = names.get(text, "")
        if text:
            pairs.append((element, text))
    if not any(element in ("date", "created", "issued") for element, _ in pairs):
        pairs += _list_years(item)
    return pairs


__all__ = ["ELEMENTS", "read", "sniff"]

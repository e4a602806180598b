"""Read items of the Digital Public Library of America, by the elements of Dublin Core that they are made of."""

from __future__ import annotations

from collections.abc import Mapping

from archcite.errors import SourceLocation
from archcite.formats.common.json_reading import (
    as_mappings,
    build_each,
    find_mappings,
    find_texts,
    has_keys,
    list_pairs,
    load_json,
)
from archcite.formats.dublin_core.reader import build_source
from archcite.record import Source

PORTAL = "Digital Public Library of America"
# Path of keys → element of Dublin Core.
ELEMENTS: Mapping[str, str] = {
    "isShownAt": "identifier",
    **{
        f"sourceResource.{path}": element
        for path, element in {
            "title": "title",
            "creator": "creator",
            "contributor": "contributor",
            "publisher": "publisher",
            "specType": "type",
            "type": "type",
            "format": "format",
            "identifier": "identifier",
            "collection.title": "isPartOf",
            "language": "language",
            "subject": "subject",
            "spatial": "spatial",
            "description": "description",
            "extent": "extent",
            "rights": "rights",
        }.items()
    },
}


def sniff(text: str) -> bool:
    """Return whether a text is JSON with items of the Digital Public Library of America.

    >>> sniff('{"docs": [{"sourceResource": {}, "dataProvider": "Yale"}]}'), sniff('{"sourceResource": 1}')
    (True, False)
    """
    return has_keys(text, "sourceResource", "dataProvider")


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the sources of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> record, = read('''{"docs": [{"id": "1", "isShownAt": "https://example.org/1", "dataProvider": "Yale
    ... University Library", "sourceResource": {"title": "Letter", "date": [{"displayDate": "Sept. 25, 1918"}],
    ... "creator": ["Creel, George"]}}]}'''.replace(chr(10), " "))
    >>> record.date.edtf, record.holding.repository.name, record.copy.portal
    ('1918-09-25', 'Yale University Library', 'Digital Public Library of America')
    """
    found = find_mappings(load_json(text, name), "sourceResource")
    items = [item for item in found if as_mappings(item["sourceResource"])]
    return build_each(
        items, _build_source, name, "The answer of DPLA has no item: ask for https://api.dp.la/v2/items/ID."
    )


def _build_source(item: Mapping[str, object], location: SourceLocation) -> Source:
    dates = find_texts(item, "sourceResource.date.displayDate") or find_texts(
        item, "sourceResource.date.begin"
    )
    holder = next(iter(find_texts(item, "dataProvider")), "")
    pairs = [*list_pairs(item, ELEMENTS), *(("date", date) for date in dates[:1])]
    return build_source(pairs, location, holder=holder, portal=PORTAL)


__all__ = ["ELEMENTS", "read", "sniff"]

"""Read items of the Internet Archive: answers of its metadata interface, and results of a search."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

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
from archcite.record import Source

PORTAL = "Internet Archive"
# Kind of media → CSL type, if the item has a publisher.
TYPES: Mapping[str, str] = {
    "audio": "song",
    "data": "dataset",
    "etree": "song",
    "image": "graphic",
    "movies": "motion_picture",
    "software": "software",
    "texts": "book",
    "web": "webpage",
}
# Kind of media → term for the kind of a document, if it has none.
TERMS: Mapping[str, str] = {"audio": "sound recording", "movies": "video recording", "image": "image"}
# Key → element of Dublin Core, for what has no publisher.
ELEMENTS: Mapping[str, str] = {
    "title": "title",
    "creator": "creator",
    "date": "date",
    "type": "type",
    "call_number": "source",
    "language": "language",
    "subject": "subject",
    "description": "description",
    "rights": "rights",
    "licenseurl": "rights",
}


def sniff(text: str) -> bool:
    """Return whether a text is JSON with items of the Internet Archive.

    >>> sniff('{"metadata": {"identifier": "a", "mediatype": "texts"}}'), sniff('{"identifier": "a"}')
    (True, False)
    """
    return has_keys(text, "mediatype", "identifier")


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the sources of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> book, = read('''{"metadata": {"identifier": "war00roe", "mediatype": "texts", "title": "War",
    ... "creator": "Roe, Jane, 1870-1950", "publisher": "London : Faber", "date": "1918"}}''')
    >>> book.agents("author")[0].name, book.csl_item()["publisher-place"], book.csl_item()["URL"]
    ('Jane Roe', 'London', 'https://archive.org/details/war00roe')
    """
    items = find_mappings(load_json(text, name), "mediatype", "identifier")
    return build_each(
        items,
        _build_source,
        name,
        "The answer of the Internet Archive has no item: ask for https://archive.org/metadata/ID.",
    )


def _build_source(item: Mapping[str, Any], location: SourceLocation) -> Source:
    media = find_text(item, "mediatype")
    address = f"https://archive.org/details/{find_text(item, 'identifier')}"
    if media in TYPES and (find_text(item, "publisher") or find_text(item, "isbn")):
        return _build_publication(item, address, location)
    pairs = [("identifier", address), *list_pairs(item, ELEMENTS)]
    if media in TERMS:
        pairs.append(("type", TERMS[media]))
    plain = [(element, catalogue.strip_markup(text)) for element, text in pairs]
    return build_source(plain, location, holder=find_text(item, "contributor"), portal=PORTAL)


def _build_publication(item: Mapping[str, Any], address: str, location: SourceLocation) -> Source:
    work = PublishedWork(location, type=TYPES[find_text(item, "mediatype")])
    work.set("title", catalogue.strip_markup(find_text(item, "title")))
    for key, role in (("creator", "author"), ("editor", "editor"), ("translator", "translator")):
        work.agents += filter(None, (catalogue.parse_agent(name, role) for name in find_texts(item, key)))
    place, divided, publisher = find_text(item, "publisher").partition(" : ")
    work.set_imprint(place if divided else "", publisher if divided else place)
    # The first day of the year only fills the field.
    date = re.sub(
        r"(?:-01-01)?(?:T[\d:.Z]+)$|-01-01$", "", find_text(item, "date") or find_text(item, "year")
    )
    work.date = catalogue.parse_date(date)
    for variable in ("volume", "issue"):
        work.set(variable, find_text(item, variable))
    work.set_edition(find_text(item, "edition"))
    for text in (address, *find_texts(item, "isbn"), *find_texts(item, "issn")):
        work.set_identifier(text)
    work.set("source", PORTAL)
    work.set("abstract", catalogue.strip_markup(find_text(item, "description")))
    for text in find_texts(item, "language"):
        work.languages += catalogue.find_languages(text)
    work.subjects += [
        word for text in find_texts(item, "subject") for word in re.split(r"\s*;\s*", text) if word
    ]
    return work.build()


__all__ = ["ELEMENTS", "TYPES", "read", "sniff"]

"""Read the XML export of EndNote: each record in the tags of its .enw files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common.xml_reading import (
    find_descendants,
    find_root,
    get_attribute,
    get_line,
    get_name,
    get_text,
    iterate_elements,
)
from archcite.formats.endnote.item import build_source
from archcite.record import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

# Element → tag. What is in another one of these is read with it.
TAGS: Mapping[str, str] = {
    "title": "T",
    "secondary-title": "B",
    "tertiary-title": "S",
    "short-title": "!",
    "full-title": "J",
    "pages": "P",
    "volume": "V",
    "number": "N",
    "section": "&",
    "edition": "7",
    "keyword": "K",
    "year": "D",
    "date": "8",
    "pub-location": "C",
    "publisher": "I",
    "isbn": "@",
    "electronic-resource-num": "R",
    "url": "U",
    "abstract": "X",
    "notes": "Z",
    "language": "G",
    "work-type": "9",
    "call-num": "L",
    "remote-database-name": "~",
}
# Element around <author> → tag.
_PEOPLE: Mapping[str, str] = {
    "authors": "A",
    "secondary-authors": "E",
    "tertiary-authors": "Y",
    "subsidiary-authors": "?",
    "translated-authors": "H",
}
# Addresses of files on the computer of whoever exported them.
_LOCAL = ("pdf-urls", "internal-pdf")


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is EndNote XML.

    >>> sniff_start(b"<xml><records><record><source-app name='EndNote'>EndNote</source-app>"), sniff_start(b"<xml>")
    (True, False)
    """
    root = find_root(start)
    is_root = root is not None and root.name in ("xml", "records")
    return is_root and (b"<ref-type" in start or b"EndNote" in start)


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Source]:
    """Yield the references of an export of EndNote in XML.

    Raises :class:`~archcite.errors.SourceError` if the file has none.

    >>> import io
    >>> source, = read_file(io.BytesIO(b'''<xml><records><record><ref-type name="Book">6</ref-type><contributors>
    ... <authors><author><style face="normal">Roe, Jane</style></author></authors></contributors><titles><title>
    ... Essays</title></titles><dates><year>1991</year></dates></record></records></xml>'''))
    >>> source.title, source.agents("author")[0].name
    ('Essays', 'Jane Roe')
    """
    number = 0
    for number, element in enumerate(iterate_elements(file, name, {"record"}), start=1):
        yield build_source(_list_pairs(element), SourceLocation(name, get_line(element), number))
    if not number:
        raise SourceError(
            "The file has no record of EndNote: export it again.", location=SourceLocation(name)
        )


def _list_pairs(element: _Element) -> list[tuple[str, str]]:
    types = [get_attribute(one, "name") for one in find_descendants(element, "ref-type")]
    pairs = [("0", types[0])] if types and types[0] else []
    for around in find_descendants(element, *_PEOPLE):
        pairs += [(_PEOPLE[get_name(around)], get_text(one)) for one in find_descendants(around, "author")]
    for one in find_descendants(element, *TAGS):
        parent = one.getparent()
        above = get_name(parent) if parent is not None else ""
        if above in _LOCAL or get_text(one).startswith(_LOCAL):
            continue
        pairs.append((TAGS[get_name(one)], get_text(one)))
    return pairs

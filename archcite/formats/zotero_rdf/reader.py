"""Read Zotero RDF, the first choice of Zotero's export: each item as the same item of Zotero's JSON.

What the properties are to Zotero is in a table here; what Zotero's fields are to a record is read from its JSON by
:mod:`archcite.formats.zotero.reader`.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from attrs import define, field

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import reader_warnings
from archcite.formats.common.xml_reading import find_root, get_attribute, get_name, get_text, iterate_whole
from archcite.formats.zotero import reader as zotero
from archcite.record import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.zotero.org/namespaces/export#"

# Property → field of Zotero. Properties of Zotero's own namespace that are not here have the name of the field.
FIELDS: Mapping[str, str] = {
    "title": "title",
    "abstract": "abstractNote",
    "date": "date",
    "pages": "pages",
    "dateSubmitted": "accessDate",
    "description": "extra",
    "rights": "rights",
    "coverage": "archiveLocation",
    "alternative": "journalAbbreviation",
    "volume": "volume",
    "number": "issue",
    "edition": "edition",
    "medium": "medium",
    "extent": "extent",
}
# Lists of people → type of creator. Those of Zotero's own namespace that are not here are plurals of the type.
CREATORS: Mapping[str, str] = {"authors": "author", "editors": "editor", "contributors": "contributor"}
# What is about the file, or is read elsewhere.
_IGNORED = frozenset(("itemType", "link", "relation", "isReferencedBy", "isPartOf", "repository", "key"))
_CHILDREN = frozenset(("attachment", "note", "annotation"))


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is Zotero RDF.

    >>> sniff_start(b'<rdf:RDF xmlns:rdf="x" xmlns:z="http://www.zotero.org/namespaces/export#">')
    True
    """
    root = find_root(start)
    return root is not None and root.name == "RDF" and NAMESPACE in root.start


def read_file(file: BinaryIO, name: str = "the file") -> list[Source]:
    """Return the records of an export of Zotero in RDF.

    Raises :class:`~archcite.errors.SourceError` if the file has no items.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    ... xmlns:z="http://www.zotero.org/namespaces/export#" xmlns:dc="http://purl.org/dc/elements/1.1/"><z:Letter>
    ... <z:itemType>letter</z:itemType><dc:title>To House</dc:title><dc:coverage>box 6</dc:coverage>
    ... <z:archive>Yale University Library</z:archive></z:Letter></rdf:RDF>'''))
    >>> record.title, str(record.holding)
    ('To House', 'Yale University Library, box 6')
    """
    nodes = list(_iterate_nodes(file, name))
    by_address = {node.about: node for node in nodes if node.about}
    items = []
    left_out: list[str] = []
    for node in nodes:
        kind = node.get_text("itemType")
        if kind and kind not in _CHILDREN:
            items.append(_build_item(node, kind, by_address, left_out))
    if not items:
        raise SourceError(
            "The file has no items of Zotero: export them again.", location=SourceLocation(name)
        )
    reader_warnings.warn_left_out(SourceLocation(name), left_out)
    return list(zotero.read(json.dumps(items), name))


@define
class _Node:
    """An element of RDF with its properties."""

    name: str
    text: str
    about: str
    resource: str
    children: list[_Node] = field(factory=list)

    def get_all(self, *names: str) -> list[_Node]:
        """Return the properties with one of these names."""
        return [child for child in self.children if child.name in names]

    def get_text(self, name: str) -> str:
        """Return the text of the first property with a name."""
        return next((child.text for child in self.children if child.name == name and child.text), "")


def _iterate_nodes(file: BinaryIO, name: str) -> Iterator[_Node]:
    def select(element: _Element) -> _Element | None:
        parent = element.getparent()
        return element if parent is not None and get_name(parent) == "RDF" else None

    for element in iterate_whole(file, name, select):
        yield _to_node(element)


def _to_node(element: _Element) -> _Node:
    children = [_to_node(child) for child in element if get_name(child)]
    text = "" if children else get_text(element)
    return _Node(
        get_name(element), text, get_attribute(element, "about"), get_attribute(element, "resource"), children
    )


def _build_item(
    node: _Node, kind: str, by_address: Mapping[str, _Node], left_out: list[str]
) -> dict[str, Any]:
    """Build the item of Zotero's JSON that a node of RDF is."""
    item: dict[str, Any] = {"itemType": kind, "creators": [], "tags": [], "notes": []}
    for part in _resolve(node, "isPartOf", by_address):
        _add_container(part, kind, item)
    for child in node.children:
        people = _list_people(child)
        if people:
            creator = CREATORS.get(child.name, child.name.removesuffix("s"))
            item["creators"] += [{"creatorType": creator, **person} for person in people]
        elif child.name == "subject":
            _add_subject(child, item)
        elif child.name == "identifier":
            _add_identifier(child, item)
        elif child.name == "publisher":
            _add_publisher(child, item)
        elif child.name in FIELDS or child.text:
            if child.name not in _IGNORED and child.text:
                item.setdefault(FIELDS.get(child.name, child.name), child.text)
        elif child.children and child.name not in _IGNORED:
            left_out.append(child.name)
    for note in _resolve(node, "isReferencedBy", by_address):
        if text := note.get_text("value"):
            item["notes"].append({"note": text})
    return item


def _resolve(node: _Node, name: str, by_address: Mapping[str, _Node]) -> list[_Node]:
    """Return the nodes that a property contains or refers to."""
    found: list[_Node] = []
    for child in node.get_all(name):
        found += child.children
        if child.resource in by_address:
            found.append(by_address[child.resource])
    return found


def _add_container(part: _Node, kind: str, item: dict[str, Any]) -> None:
    """Add the journal, book, series or website that an item is part of."""
    title = part.get_text("title")
    if part.name == "Series":
        item.setdefault("series", title)
        item.setdefault("seriesNumber", part.get_text("identifier"))
        return
    item.setdefault("bookTitle" if kind == "bookSection" else "publicationTitle", title)
    for name in ("volume", "number", "alternative", "edition"):
        if text := part.get_text(name):
            item.setdefault(FIELDS[name], text)
    for identifier in part.get_all("identifier"):
        _add_identifier(identifier, item)


def _list_people(node: _Node) -> list[dict[str, str]]:
    people = []
    for person in _walk(node, "Person"):
        family = person.get_text("surname")
        given = person.get_text("givenName") or person.get_text("givenname")
        if family and given:
            people.append({"lastName": family, "firstName": given})
        elif name := family or given or person.get_text("name"):
            people.append({"name": name})
    return people


def _walk(node: _Node, name: str) -> Iterator[_Node]:
    for child in node.children:
        if child.name == name:
            yield child
        else:
            yield from _walk(child, name)


def _add_subject(node: _Node, item: dict[str, Any]) -> None:
    """Add a tag; a subject of the Library of Congress Classification is the call number."""
    for inner in node.children:
        if inner.name == "LCC":
            item.setdefault("callNumber", inner.get_text("value"))
        elif text := inner.get_text("value"):
            item["tags"].append({"tag": text})
    if node.text:
        item["tags"].append({"tag": node.text})


def _add_identifier(node: _Node, item: dict[str, Any]) -> None:
    """Add an address, or “ISBN 978…”, “ISSN …” and “DOI …”."""
    for inner in node.children:
        item.setdefault("url", inner.get_text("value"))
    kind, _, value = node.text.partition(" ")
    if kind in ("ISBN", "ISSN", "DOI") and value:
        item.setdefault(kind, value)


def _add_publisher(node: _Node, item: dict[str, Any]) -> None:
    for organization in _walk(node, "Organization"):
        item.setdefault("publisher", organization.get_text("name"))
        for locality in _walk(organization, "locality"):
            item.setdefault("place", locality.text)
    if node.text:
        item.setdefault("publisher", node.text)


__all__ = ["FIELDS", "read_file", "sniff_start"]

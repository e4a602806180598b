"""Read untrusted XML element by element, in bounded memory.

No DTD is loaded and no entity is expanded; a reference to an entity becomes a character if it has one of the names
that HTML and the ISO sets share (``&eacute;``), and is left out otherwise. Finished elements are cleared, so that a
file of any size takes the memory of its largest record.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from typing import TYPE_CHECKING, Any, BinaryIO, NamedTuple, NoReturn

from archcite._foundation.warning_collector import emit_warning
from archcite.errors import ArchciteWarning, SourceError, SourceLocation
from archcite.formats.common.xml_bytes import XmlBytes, decode_start, skip_prolog

if TYPE_CHECKING:
    from lxml.etree import _Element

# The largest record is a component of a finding aid with its history; nobody writes ten thousand pages of it.
MOST_ELEMENTS = 200_000
MOST_BYTES = 32 * 1024 * 1024
_CHUNK = 32 * 1024
_OPTIONS: Any = {
    "resolve_entities": False,
    "no_network": True,
    "load_dtd": False,
    "dtd_validation": False,
    "huge_tree": False,
}
_DOCUMENT_TYPE = b"<!DOCTYPE"

_DOCTYPE = re.compile(r"<!DOCTYPE\s+(?P<name>[\w:.-]+)[^\[>]*(?:\[.*?\]\s*)?(?P<end>>)?", re.DOTALL)
_TAG = re.compile(
    r"<(?:(?P<prefix>[^\W\d][\w.-]*):)?(?P<local>[^\W\d][\w.-]*)(?P<attributes>(?:\s[^<>]*)?)/?(?:>|$)"
)
_BLOCKS = frozenset(
    ("p", "lb", "br", "item", "head", "part", "addressline", "defitem", "row", "div", "li", "quantity")
)


class Root(NamedTuple):
    """The name and namespace of an XML root, and the start of the file."""

    name: str
    namespace: str
    start: str


def find_root(start: bytes) -> Root | None:
    """Find the root of the XML file that starts with these bytes; return None if they are not XML.

    >>> find_root(b'<?xml version="1.0"?><!-- a --><m:mods xmlns:m="http://www.loc.gov/mods/v3">')[:2]
    ('mods', 'http://www.loc.gov/mods/v3')
    >>> find_root(b"<!DOCTYPE ead PUBLIC 'x' 'ead.dtd' [ <!ENTITY").name, find_root(b"Dear Comrades,")
    ('ead', None)
    """
    text = decode_start(start)
    position = skip_prolog(text)
    doctype = _DOCTYPE.match(text, position)
    if doctype and not doctype["end"]:
        return Root(doctype["name"].rpartition(":")[2], "", text)
    if doctype:
        position = skip_prolog(text, doctype.end())
    tag = _TAG.match(text, position)
    if tag is None:
        return Root(doctype["name"], "", text) if doctype else None
    declared = f"xmlns:{tag['prefix']}" if tag["prefix"] else "xmlns"
    found = re.search(rf"\s{re.escape(declared)}\s*=\s*[\"']([^\"']*)", tag["attributes"])
    return Root(tag["local"], found[1] if found else "", text)


def has_root(start: bytes, roots: Collection[str]) -> bool:
    """Return whether the root of an XML file that starts with these bytes has one of these names.

    >>> has_root(b"<mods>", {"mods"}), has_root(b"mods", {"mods"})
    (True, False)
    """
    found = find_root(start)
    return found is not None and found.name in roots


def iterate_elements(file: BinaryIO, name: str, wanted: Collection[str]) -> Iterator[_Element]:
    """Yield the elements with one of these local names, each complete, in bounded memory.

    An element within a wanted one is not yielded on its own. Raises
    :class:`~archcite.errors.SourceError` as :class:`Events` does.

    >>> import io
    >>> [get_text(element) for element in iterate_elements(io.BytesIO(b"<a><b>1<b>2</b></b><c>3</c></a>"), "x", {"b"})]
    ['12']
    """
    return iterate_whole(file, name, lambda element: element if get_name(element) in wanted else None)


def iterate_whole(
    file: BinaryIO,
    name: str,
    select: Callable[[_Element], _Element | None],
    skip: Callable[[_Element], None] = lambda element: None,
) -> Iterator[_Element]:
    """Yield complete elements, one after the other, in bounded memory.

    ``select`` is called at the start of each element outside of these, and returns the element to yield (this one
    or its parent), or None. ``skip`` is called with each element that ends outside of them. Raises
    :class:`~archcite.errors.SourceError` as :class:`Events` does.
    """
    events = Events(file, name)
    open_element: _Element | None = None
    for event, element in events:
        if event == "start":
            if open_element is None:
                open_element = select(element)
        elif open_element is None:
            skip(element)
            events.clear(element)
        elif element is open_element:
            yield element
            events.clear(element)
            open_element = None


class _Rejoined:
    """A file whose start was read already."""

    def __init__(self, start: bytes, file: XmlBytes) -> None:
        self._start = start
        self._file = file

    def read(self, size: int = -1) -> bytes:
        """Return the start, and then what follows it."""
        start, self._start = self._start, b""
        return start or self._file.read(size)


def _feed(parser: Any, data: bytes) -> Exception | None:
    """Give a parser the next bytes; return its error, so that what was before it can be read first."""
    from lxml import etree

    try:
        parser.feed(data)
    except etree.XMLSyntaxError as error:
        return error
    return None


class Events:
    """The starts and ends of the elements of a file: ``("start" or "end", element)``.

    The consumer calls :meth:`clear` with each finished element. Raises :class:`~archcite.errors.SourceError`,
    with file and line, if the file is not well-formed XML, ends too early, is nested deeper than 256 elements,
    has entities within entities, or has one record that is too large.
    """

    def __init__(self, file: BinaryIO, name: str) -> None:
        self._file = XmlBytes(file, name, MOST_BYTES)
        self._name = name
        self._elements = 0
        self._cleared_at = 0

    def __iter__(self) -> Iterator[tuple[str, _Element]]:
        from lxml import etree

        first = True
        file = self._file
        try:
            for events in self._iterate():
                for event, element in events:
                    if first:
                        self._refuse_nested_entities(element)
                        first = False
                    if event == "start":
                        self._elements += 1
                        if self._elements > MOST_ELEMENTS or file.count - self._cleared_at > MOST_BYTES:
                            self._refuse_size(element)
                    file.seen = file.count
                    yield event, element
        except etree.XMLSyntaxError as error:
            reason = " ".join((error.msg or "it cannot be read").partition(", line ")[0].split())
            raise SourceError(
                f"This is not well-formed XML ({reason[:120]}): export the file again, and check that it is "
                "complete.",
                location=SourceLocation(self._name, error.lineno or 1),
            ) from None
        except (etree.LxmlError, OSError, LookupError, ValueError) as error:
            raise SourceError(
                f"The file cannot be read as XML ({' '.join(str(error).split())[:120]}): export it again.",
                location=SourceLocation(self._name),
            ) from None

    def _iterate(self) -> Iterator[Iterable[tuple[str, _Element]]]:
        """Yield the events of the parser, several at a time; those before an error come first."""
        from lxml import etree

        start = self._file.read(_CHUNK)
        if _DOCUMENT_TYPE in start:
            # Only this parser passes over a DTD that is not loaded, and over references to what it declares.
            yield etree.iterparse(_Rejoined(start, self._file), events=("start", "end"), **_OPTIONS)
            return
        # Ids are not collected: one that is given twice, or is not a valid name, does no harm here.
        parser: Any = etree.XMLPullParser(events=("start", "end"), collect_ids=False, **_OPTIONS)
        data = start
        while data:
            error = _feed(parser, data)
            yield parser.read_events()
            if error is not None:
                raise error
            data = self._file.read(_CHUNK)
        parser.close()

    def clear(self, element: Any) -> None:
        """Release the memory of a finished element and of all before it."""
        # Not its tail: the parser may still be adding to it.
        element.clear(keep_tail=True)
        parent = element.getparent()
        while parent is not None and element.getprevious() is not None:
            del parent[0]
        self._elements = 0
        self._cleared_at = self._file.count

    def _refuse_size(self, element: _Element) -> NoReturn:
        raise SourceError(
            f"This record is too large: split the file, or check “{get_name(element)}”.",
            location=SourceLocation(self._name, get_line(element)),
        )

    def _refuse_nested_entities(self, element: _Element) -> None:
        dtd: Any = element.getroottree().docinfo.internalDTD
        for entity in dtd.iterentities() if dtd is not None else ():
            if "&" in (entity.content or ""):
                raise SourceError(
                    f"The entity “{entity.name}” contains other entities, which archcite does not expand: write "
                    "them out.",
                    location=SourceLocation(self._name),
                )


def get_name(element: _Element) -> str:
    """Return the name of an element without its namespace; "" for a comment or the like.

    >>> from lxml import etree
    >>> get_name(etree.XML('<a xmlns="urn:x"/>'))
    'a'
    """
    return _find_local_name(element.tag)


@functools.lru_cache(maxsize=2048)
def _find_local_name(tag: object) -> str:
    """Return the local part of a tag, which a file has many times; a comment has a function for it."""
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def get_namespace(element: _Element) -> str:
    """Return the namespace of an element; "" if it has none."""
    tag = element.tag
    return tag.partition("}")[0][1:] if isinstance(tag, str) and tag.startswith("{") else ""


def get_attribute(element: _Element, name: str) -> str:
    """Return an attribute by its local name, in any namespace (``href``, ``xlink:href``); "" if it is missing.

    >>> from lxml import etree
    >>> get_attribute(etree.XML('<a xmlns:x="urn:x" x:href=" b "/>'), "href")
    'b'
    """
    value = element.get(name)
    if value is None:
        # Not items(), which looks each value up again.
        for key in element.keys():  # noqa: SIM118
            if key[0] == "{" and str(key).rpartition("}")[2] == name:
                value = element.get(key) or ""
                break
        else:
            return ""
    return value.strip()


def get_line(element: Any) -> int:
    """Return the line on which an element begins."""
    return int(element.sourceline or 1)


def find_children(element: _Element, *names: str) -> list[_Element]:
    """Return the child elements with one of these local names, or all, in document order."""
    return [child for child in element if (name := get_name(child)) and (not names or name in names)]


def find_descendants(element: _Element, *names: str) -> list[_Element]:
    """Return the descendants with one of these local names, in document order."""
    return [child for child in element.iter() if child is not element and get_name(child) in names]


def get_text(element: _Element, skip: Collection[str] = ()) -> str:
    """Return the text of an element and its descendants on one line, without the elements in ``skip``.

    >>> from lxml import etree
    >>> get_text(etree.XML("<a>Letter, <d>1918</d> <i>signed</i><p>On paper.</p>Torn</a>"), skip={"d"})
    'Letter, signed On paper. Torn'
    """
    return " ".join("".join(_iterate_texts(element, skip)).split())


def _iterate_texts(element: _Element, skip: Collection[str]) -> Iterator[str]:
    if element.text:
        yield element.text
    for child in element:
        name = get_name(child)
        if not name:
            yield _resolve_entity(child)
        elif name not in skip:
            if name in _BLOCKS:
                yield " "
            yield from _iterate_texts(child, skip)
            if name in _BLOCKS:
                yield " "
        if child.tail:
            yield child.tail


def _resolve_entity(node: _Element) -> str:
    """Return the character of an entity with a standard name; "" for any other, with a warning."""
    from html.entities import html5

    name = getattr(node, "name", None)
    if name is None:  # a comment or an instruction
        return ""
    found = html5.get(f"{name};")
    if found is None:
        emit_warning(
            ArchciteWarning(
                f"The entity “{name}” is not expanded; left out.",
                location=SourceLocation(line=get_line(node)),
            ),
        )
    return found or ""

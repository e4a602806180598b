"""Read TEI: the header of a document or of each in a corpus, lists of letters (CMIF), and lists of references."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common.record_draft import Draft
from archcite.formats.common.xml_reading import (
    Events,
    find_descendants,
    find_root,
    get_attribute,
    get_line,
    get_name,
    get_text,
    iterate_elements,
)
from archcite.formats.tei import header, references
from archcite.record import Record, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.tei-c.org/ns/1.0"
_ROOTS = frozenset(("TEI", "TEI.2", "teiCorpus", "teiHeader"))
_LISTS = frozenset(("listBibl", "biblStruct"))


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is TEI.

    >>> sniff_start(b'<TEI xmlns="http://www.tei-c.org/ns/1.0">'), sniff_start(b"<text>")
    (True, False)
    """
    root = find_root(start)
    return root is not None and (root.name in _ROOTS or (root.name in _LISTS and root.namespace == NAMESPACE))


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Source]:
    """Yield the sources of a file: one for each header, each letter of a list of letters, or each reference.

    Raises :class:`~archcite.errors.SourceError` if the file has none.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
    ... <title>Letter to House</title></titleStmt><sourceDesc><msDesc><msIdentifier><settlement>New Haven</settlement>
    ... <repository>Yale University Library</repository><idno>MS 466, box 6</idno></msIdentifier></msDesc>
    ... </sourceDesc></fileDesc></teiHeader><text/></TEI>'''))
    >>> record.title, str(record.holding)
    ('Letter to House', 'Yale University Library, MS 466, box 6')
    """
    root = find_root(file.read(8192))
    kind = "biblStruct" if root is not None and root.name in _LISTS else _find_kind(file, name)
    file.seek(0)
    has_any = False
    for source in _READERS[kind](file, name):
        has_any = True
        yield source
    if not has_any:
        raise SourceError("The file has no header of TEI: export it again.", location=SourceLocation(name))


def _find_kind(file: BinaryIO, name: str) -> str:
    """Return the element of which a file has one for each source.

    It is “correspDesc” in a list of letters (CMIF), “biblStruct” in a bibliography, and “teiHeader” in any other file.
    """
    file.seek(0)
    letters = 0
    events = Events(file, name)
    following = iter(events)
    for event, element in following:
        called = get_name(element)
        letters += event == "start" and called == "correspDesc"
        if letters > 1:
            return "correspDesc"
        if event == "end" and called == "teiHeader":
            return "biblStruct" if _is_bibliography(following, events.clear) else "teiHeader"
    return "teiHeader"


def _is_bibliography(events: Iterator[tuple[str, _Element]], clear: Callable[[_Element], None]) -> bool:
    """Return whether what follows a header is a list of references, and no text that has one."""
    is_list = False
    for event, element in events:
        called = get_name(element)
        if event == "end":
            if called in ("TEI", "TEI.2", "body"):
                break
            clear(element)
        elif called in ("text", "div", "div1", "teiHeader"):
            if called != "text":
                return False
            # What stands off is about the text.
            is_list = False
        elif called == "biblStruct":
            parent = element.getparent()
            above = parent.getparent() if parent is not None else None
            while above is not None and get_name(above) in ("listBibl", "p"):
                above = above.getparent()
            is_list = is_list or (above is not None and get_name(above) in ("body", "standOff"))
    return is_list


def _iterate_references(file: BinaryIO, name: str) -> Iterator[Source]:
    for number, element in enumerate(iterate_elements(file, name, {"biblStruct"}), start=1):
        yield references.build_publication(element, SourceLocation(name, get_line(element), number))


def _iterate_headers(file: BinaryIO, name: str) -> Iterator[Source]:
    number = 0
    for element in iterate_elements(file, name, {"teiHeader"}):
        parent = element.getparent()
        if parent is None or get_name(parent) != "teiCorpus":
            number += 1
            yield header.build_source(element, SourceLocation(name, get_line(element), number))


def _iterate_letters(file: BinaryIO, name: str) -> Iterator[Record]:
    """Yield the letters of a list; an edition that a letter refers to is what it was published in."""
    editions: dict[str, str] = {}
    number = 0
    for element in iterate_elements(file, name, {"sourceDesc", "correspDesc"}):
        if get_name(element) == "sourceDesc":
            editions |= {
                f"#{get_attribute(one, 'id')}": get_text(one)
                for one in find_descendants(element, "bibl", "biblStruct")
            }
            continue
        number += 1
        yield _build_letter(element, editions, SourceLocation(name, get_line(element), number))


def _build_letter(element: _Element, editions: dict[str, str], location: SourceLocation) -> Record:
    draft = Draft(location, kind="letter")
    header.read_letter(element, draft)
    draft.set_address(get_attribute(element, "ref"))
    edition = editions.get(get_attribute(element, "source"))
    key = get_attribute(element, "key")
    if edition:
        draft.published_in = f"{edition}, no. {key}" if key else edition
    return draft.build()


_READERS = {"biblStruct": _iterate_references, "correspDesc": _iterate_letters, "teiHeader": _iterate_headers}

__all__ = ["read_file", "sniff_start"]

"""Read answers of OAI-PMH and SRU: the records within are read by the reader of their own format."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import BinaryIO, NamedTuple, cast

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import reader_warnings
from archcite.formats.common.xml_reading import (
    Events,
    find_root,
    get_attribute,
    get_line,
    get_name,
    get_namespace,
    get_text,
)
from archcite.formats.foreign_formats import find_foreign_xml
from archcite.record import Source

# Start of the namespace of a record → module that reads it.
READERS: Mapping[str, str] = {
    "http://www.loc.gov/MARC21/slim": "marc",
    "info:lc/xmlns/marcxchange": "marc",
    "http://www.loc.gov/mods/": "mods",
    "http://www.loc.gov/METS/": "mets",
    "urn:isbn:1-931666-22-9": "ead",
    "http://ead3.archivists.org/schema": "ead",
    "info:srw/schema/5/picaXML": "pica",
    "http://www.oclcpica.org/xmlns/ppxml": "pica",
    "http://www.openarchives.org/OAI/2.0/oai_dc": "dublin_core",
    "http://purl.org/dc/": "dublin_core",
    "http://dspace.org/qualifieddc": "dublin_core",
    "info:srw/schema/1/dc": "dublin_core",
    "http://www.tei-c.org/ns/1.0": "tei",
}
# Name of a record whose namespace is missing, or is one of a repository's own → module.
READERS_BY_NAME: Mapping[str, str] = {
    **dict.fromkeys(("dc", "qualifieddc", "simpledc"), "dublin_core"),
    **{name: name for name in ("ead", "mets", "mods")},
    "modsCollection": "mods",
}
_ROOTS = frozenset(("OAI-PMH", "searchRetrieveResponse"))
# What a harvester saves of an answer: its list, or a record with its header.
_PARTS = frozenset(("record", "records", "GetRecord", "ListRecords"))
_HEADER = pattern(r"<(?:\w+:)?header[\s>].*<(?:\w+:)?metadata[\s>]", re.DOTALL)
# The element around each record: of OAI-PMH, of SRU.
_WRAPPERS = ("metadata", "recordData")
_MARC = "http://www.loc.gov/MARC21/slim"
_IN_MARC = frozenset(("leader", "controlfield", "datafield"))
_TOKEN = re.compile(
    rb"<(?:\w+:)?resumptionToken(?P<attributes>[^<>]*)>\s*[^\s<][^<]*<", re.IGNORECASE | re.DOTALL
)
_SIZE = re.compile(rb"completeListSize\s*=\s*[\"'](\d{1,12})")
_END = 4096


class _Inside(NamedTuple):
    """What an answer contains: the name and namespace of its first record, and the line of that."""

    name: str
    namespace: str
    line: int


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is an answer of OAI-PMH or SRU.

    >>> sniff_start(b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">'), sniff_start(b"<ead>")
    (True, False)
    >>> sniff_start(b"<record><header><identifier>oai:1</identifier></header><metadata><dc/></metadata></record>")
    True
    """
    root = find_root(start)
    if root is None:
        return False
    return root.name in _ROOTS or (root.name in _PARTS and _HEADER.search(root.start) is not None)


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Source]:
    """Yield the records of an answer; warn if the repository has more of them than the file.

    Raises :class:`~archcite.errors.SourceError` if it has no records, is an error, or has records of a format that
    archcite does not read.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><GetRecord><record>
    ... <metadata><mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Diary</title></titleInfo></mods>
    ... </metadata></record></GetRecord></OAI-PMH>'''))
    >>> record.title
    'Diary'
    """
    inside = _find_inside(file, name)
    module = _find_module(inside)
    if module is None:
        foreign = find_foreign_xml(inside.name, inside.namespace)
        called = foreign.name if foreign else f"<{inside.name}>"
        raise SourceError(
            f"The records of the answer are {called}, which archcite does not read: ask for oai_dc, mods, marcxml "
            "or ead.",
            location=SourceLocation(name, inside.line),
        )
    _warn_of_more(file, name)
    file.seek(0)
    reader = importlib.import_module(f"archcite.formats.{module}.reader")
    yield from cast("Iterable[Source]", reader.read_file(file, name))


def _find_module(inside: _Inside) -> str | None:
    found = (module for start, module in READERS.items() if inside.namespace.startswith(start))
    return next(found, None) or READERS_BY_NAME.get(inside.name)


def _find_inside(file: BinaryIO, name: str) -> _Inside:
    """Find the first record. Raises :class:`~archcite.errors.SourceError` for an answer without one."""
    file.seek(0)
    events = Events(file, name)
    headers = deleted = 0
    found: _Inside | None = None
    for event, element in events:
        own = get_name(element)
        parent = element.getparent()
        if event == "start":
            if found is not None:
                # MARC without its namespace: the name of the record says little, that of its leader all.
                return found._replace(namespace=_MARC) if own in _IN_MARC else found
            if own and parent is not None and get_name(parent) in _WRAPPERS:
                found = _Inside(own, get_namespace(element), get_line(element))
                if own == "record" and not found.namespace:
                    continue
                return found
            headers += own == "header"
            deleted += own == "header" and get_attribute(element, "status") == "deleted"
            continue
        if own == "error" and "OAI" in get_namespace(element):
            reason = get_text(element) or get_attribute(element, "code")
            raise _build_error(
                f"The repository answered with an error ({reason[:120]}): ask it again.", name, element
            )
        if own == "diagnostic":
            reason = get_text(element)
            raise _build_error(
                f"The server answered with an error ({reason[:120]}): ask it again.", name, element
            )
        if own == "recordData" and get_text(element):
            raise _build_error("The records are packed as text: ask for recordPacking=xml.", name, element)
        events.clear(element)
    if deleted and deleted == headers:
        raise SourceError(
            f"The repository has deleted the record{'s' if deleted > 1 else ''} of the answer: ask for another one.",
            location=SourceLocation(name),
        )
    advice = "ask for records with verb=GetRecord or ListRecords" if headers else "ask for records"
    raise SourceError(f"The answer has no records: {advice}.", location=SourceLocation(name))


def _build_error(message: str, name: str, element: object) -> SourceError:
    return SourceError(message, location=SourceLocation(name, get_line(element)))


def _warn_of_more(file: BinaryIO, name: str) -> None:
    """Warn if the answer ends with a token, with which the repository gives the next records."""
    size = file.seek(0, os.SEEK_END)
    file.seek(max(size - _END, 0))
    token = _TOKEN.search(file.read(_END))
    if token is None:
        return
    found = _SIZE.search(token["attributes"])
    total = f" of {int(found[1])} records" if found else ""
    reader_warnings.warn(
        SourceLocation(name),
        f"This is only a part of a list{total}: ask for the next part with the resumptionToken at its end.",
    )


__all__ = ["READERS", "read_file", "sniff_start"]

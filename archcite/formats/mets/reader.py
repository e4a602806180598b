"""Read METS: its header and its sections of descriptive metadata (MODS, Dublin Core).

The files of the object, of which there may be thousands, are skipped.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from attrs import define, evolve, field

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.xml_reading import (
    Events,
    find_children,
    find_descendants,
    get_attribute,
    get_line,
    get_name,
    get_text,
    has_root,
)
from archcite.formats.dublin_core import reader as dublin_core
from archcite.formats.mods import reader as mods
from archcite.record import OnlineCopy, Publication, Source
from archcite.record.publication import revise

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.loc.gov/METS/"

# Role of an agent in the header → what it is to a record. Other agents work on the file, not on the document.
AGENTS = {"CUSTODIAN": "repository", "ARCHIVIST": "repository", "IPOWNER": "rights", "DISSEMINATOR": "portal"}
# Type of a descriptive section → its reader, the richest first.
KINDS = {"MODS": mods.from_element, "DC": dublin_core.from_element}
_ROOTS = {"mods": "MODS", "dc": "DC", "simpledc": "DC", "qualifieddc": "DC"}


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is METS.

    >>> sniff_start(b'<mets:mets xmlns:mets="http://www.loc.gov/METS/">'), sniff_start(b"<mods>")
    (True, False)
    """
    return has_root(start, {"mets"})


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Source]:
    """Yield a record for each METS document of a file, from the description of the whole object.

    Raises :class:`~archcite.errors.SourceError` without METS, or for a document without a description in MODS or
    Dublin Core.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<mets xmlns="http://www.loc.gov/METS/" OBJID="ark:/1/x"><metsHdr>
    ... <agent ROLE="CUSTODIAN" TYPE="ORGANIZATION"><name>Yale University Library</name></agent></metsHdr>
    ... <dmdSec ID="d"><mdWrap MDTYPE="DC"><xmlData><dc:title xmlns:dc="http://purl.org/dc/elements/1.1/">Diary</dc:title>
    ... </xmlData></mdWrap></dmdSec></mets>'''))
    >>> record.title, str(record.holding), record.id
    ('Diary', 'Yale University Library', 'ark:/1/x')
    """
    number = 0
    for number, found in enumerate(_iterate_documents(file, name), start=1):
        yield _build_record(found, SourceLocation(name, found.line, number))
    if not number:
        raise SourceError(
            "The file has no METS document: export the object again.", location=SourceLocation(name)
        )


@define
class _Document:
    """One METS document: attributes of its root, agents, and descriptions by their id."""

    id: str
    label: str
    line: int
    agents: list[tuple[str, str]] = field(factory=list)
    records: dict[str, tuple[str, Source]] = field(factory=dict)
    whole: str = ""
    address: str = ""
    others: list[str] = field(factory=list)


def _iterate_documents(file: BinaryIO, name: str) -> Iterator[_Document]:
    events = Events(file, name)
    document: _Document | None = None
    kept: _Element | None = None
    for event, element in events:
        called = get_name(element)
        if event == "start":
            if called == "mets":
                document = _Document(
                    get_attribute(element, "OBJID"), get_attribute(element, "LABEL"), get_line(element)
                )
            elif document is None or kept is not None:
                continue
            elif called in ("metsHdr", "dmdSec"):
                kept = element
            elif called == "div" and not document.whole:
                # The outermost division is the whole; what describes it describes the object.
                document.whole = get_attribute(element, "DMDID")
            elif called == "mptr" and not document.address:
                document.address = get_attribute(element, "href")
        elif kept is None or element is kept:
            if document is not None and element is kept:
                _read_section(element, document, name)
            kept = None
            events.clear(element)
            if called == "mets" and document is not None:
                yield document
                document = None


def _read_section(element: _Element, document: _Document, name: str) -> None:
    if get_name(element) == "metsHdr":
        for agent in find_children(element, "agent"):
            document.agents += [
                (get_attribute(agent, "ROLE").upper(), get_text(one)) for one in find_children(agent, "name")
            ]
        return
    for data in find_descendants(element, "xmlData"):
        kind = next((get_attribute(one, "MDTYPE") for one in find_children(element, "mdWrap")), "").upper()
        inner = find_children(data)
        described = inner[0] if len(inner) == 1 and get_name(inner[0]) in _ROOTS else data
        kind = _ROOTS.get(get_name(described), kind)
        if kind in KINDS:
            record = KINDS[kind](described, SourceLocation(name, get_line(element)))
            document.records[get_attribute(element, "ID")] = (kind, record)
        else:
            document.others.append(kind or get_name(described))


def _build_record(document: _Document, location: SourceLocation) -> Source:
    """Return the record of the whole object, completed from the header."""
    if not document.records:
        named = ", ".join(dict.fromkeys(document.others)) or "none"
        raise SourceError(
            f"The document has no description in MODS or Dublin Core (found: {named}): export it with one of them.",
            location=location,
        )
    wanted = document.whole.split()
    ranked = sorted(
        document.records.items(), key=lambda item: (item[0] not in wanted, [*KINDS].index(item[1][0]))
    )
    record = ranked[0][1][1]
    address = catalogue.to_address(document.address) or catalogue.to_address(document.id)
    location = location._replace(record=record.id or document.id or None)
    if isinstance(record, Publication):
        # The custodian of a printed work is the library that scanned its copy.
        known = record.copy
        return revise(
            record,
            location=location,
            **({"copy": OnlineCopy(url=address)} if address and not known.url else {}),
        )
    holding, copy, rights = record.holding, record.copy, record.rights
    if address and not copy.url:
        copy = evolve(copy, url=address)
    for role, name in document.agents:
        into = AGENTS.get(role)
        if into == "repository" and not holding.repository and name:
            holding = evolve(holding, repository=catalogue.parse_repository(name))
        elif into == "portal" and copy.url and not copy.portal:
            copy = evolve(copy, portal=name)
        elif into == "rights" and not rights:
            rights = name
    return evolve(
        record,
        id=record.id or (document.id if catalogue.to_address(document.id) is None else ""),
        title=record.title or document.label or None,
        holdings=[holding, *record.holdings[1:]],
        copy=copy,
        rights=rights,
        agents=record.agents(),
        location=location,
    )

"""Dublin Core in XML: simple (``oai_dc``), with the terms of DCMI, and the answers of OAI-PMH.

Its fifteen elements say little of archives; what they hold in practice (the reference in ``source``, the holder
in ``publisher``, an address in ``identifier``) is told apart here.  Meta tags of web pages are read by the
same table.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from archcite.errors import SourceError
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings, record_draft
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.preferred_citation import strip_placeholders
from archcite.formats.common.xml_reading import (
    find_children,
    find_root,
    get_attribute,
    get_name,
    get_namespace,
    get_text,
    iterate_whole,
)
from archcite.notation import Reference, find_archive, parse_reference
from archcite.notation.vocabulary import is_holder
from archcite.record import Part, Record

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACES = (
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "http://www.openarchives.org/OAI/2.0/oai_dc/",
)

# Element or term, in small letters → what it is to a record.
ELEMENTS = {
    "title": "title",
    "alternative": "notes",
    "creator": "author",
    "contributor": "contributor",
    "publisher": "publisher",
    "created": "created",
    "date": "date",
    "issued": "date",
    "temporal": "notes",
    "type": "kind",
    "format": "format",
    "extent": "notes",
    "medium": "medium",
    "identifier": "identifier",
    "bibliographiccitation": "citation",
    "source": "source",
    "isformatof": "source",
    "ispartof": "collection",
    "relation": "relation",
    "isversionof": "relation",
    "isreferencedby": "published_in",
    "language": "language",
    "coverage": "subjects",
    "spatial": "subjects",
    "subject": "subjects",
    "description": "summary",
    "abstract": "summary",
    "tableofcontents": "contents",
    "rights": "rights",
    "license": "rights",
    "accessrights": "notes",
    "rightsholder": "notes",
    "provenance": "notes",
}
# Of use to programs only.
UNSAID = frozenset(
    (
        *("modified", "available", "valid", "dateaccepted", "datecopyrighted", "datesubmitted", "conformsto"),
        *("hasformat", "haspart", "hasversion", "references", "audience", "mediator", "educationlevel"),
    )
)
# Types that say nothing of the kind of a document (DCMI Type Vocabulary).
_TYPES = frozenset(
    ("text", "image", "collection", "dataset", "physicalobject", "interactiveresource", "text/html")
)
_OTHER_ROOTS = frozenset(
    ("ead", "mods", "modsCollection", "mets", "html", "rss", "feed", "svg", "TEI", "package")
)
_COLLECTION = re.compile(
    r"\b(?:papers|collection|records|fonds?|archives?|manuscripts|nachlass)\b", re.IGNORECASE
)
_ROLE = re.compile(r"\s*[(\[](?P<role>[^()\[\]]{3,40})[)\]]\.?\s*$")
_LONGEST_REFERENCE = 300


def sniff_start(start: bytes) -> bool:
    """Whether a file that starts so is Dublin Core in XML, or an answer of OAI-PMH.

    >>> sniff_start(b'<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/">'), sniff_start(b"<ead>")
    (True, False)
    """
    found = find_root(start)
    if found is None or found.name in _OTHER_ROOTS:
        return False
    return found.name == "OAI-PMH" or any(name in found.start for name in NAMESPACES)


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Record]:
    """A record for each description in Dublin Core.

    Raises :class:`~archcite.errors.SourceError` where there is none, or an OAI-PMH answer says an error.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<dc xmlns="http://purl.org/dc/elements/1.1/"><title>Letter</title>
    ... <creator>Creel, George</creator><date>1918-09-25</date><source>House Papers, box 6, folder 179, Yale
    ... University Library</source><identifier>https://example.org/1</identifier></dc>'''))
    >>> str(record.holding), record.copy.url
    ('Yale University Library, House Papers, box 6, folder 179', 'https://example.org/1')
    """
    number = 0
    for number, element in enumerate(_iterate_descriptions(file, name), start=1):
        yield from_element(element, f"“{name}”, record {number}")
    if not number:
        raise SourceError(f"“{name}” has no description in Dublin Core: export the record again.")


def from_element(element: _Element, where: str = "the record") -> Record:
    """A record from an element with elements of Dublin Core in it."""
    pairs = [
        (get_name(one), get_text(one) or get_attribute(one, "resource")) for one in find_children(element)
    ]
    return from_elements(pairs, where)


def from_elements(pairs: Iterable[tuple[str, str]], where: str = "the record") -> Record:
    """A record from names and values of Dublin Core, in their order; ``where`` is what warnings call it.

    >>> record = from_elements([("title", "Telegram"), ("type", "Text"), ("source", "RGANI, f. 5, op. 1, d. 7")])
    >>> str(record.holding), record.kind
    ('RGANI, f. 5, op. 1, d. 7', 'telegram')
    """
    return _Description(where).record(pairs)


def _iterate_descriptions(file: BinaryIO, name: str) -> Iterator[_Element]:
    """The elements that hold those of Dublin Core, whatever they are called."""

    def opens(element: _Element) -> _Element | None:
        if get_name(element) == "dc":
            return element
        if get_namespace(element) not in NAMESPACES:
            return None
        parent = element.getparent()
        return element if parent is None else parent

    def passed(element: _Element) -> None:
        if get_name(element) == "error" and "OAI" in get_namespace(element):
            said = get_text(element) or get_attribute(element, "code")
            raise SourceError(f"“{name}” is an error of the repository ({said[:120]}): ask it again.")

    return iterate_whole(file, name, opens, passed)


class _Description:
    """One description: its elements are taken in order, and its holder is looked for at the end."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.draft = record_draft.Draft(where)
        self.publishers: list[str] = []
        self.references: list[Reference] = []
        self.collections: list[str] = []
        self.summaries: list[str] = []
        self.is_created = False

    def record(self, pairs: Iterable[tuple[str, str]]) -> Record:
        left_out: list[str] = []
        for name, value in pairs:
            value = " ".join(value.split())
            into = ELEMENTS.get(name.casefold())
            if into is None:
                left_out += [name] if name.casefold() not in UNSAID else []
            elif value and into == "notes":
                self.draft.notes.append(f"{name[:1].upper()}{name[1:]}: {value}")
            elif value:
                getattr(self, f"_{into}")(value)
        reader_warnings.warn_left_out(self.where, left_out)
        self.find_holder()
        draft = self.draft
        draft.summary = " ".join(self.summaries) or None
        draft.kind = draft.kind or infer_document_kind(draft.title)
        return draft.record()

    def find_holder(self) -> None:
        """Who has the original, and where it lies: from a reference, or from who made the description."""
        draft = self.draft
        holders = [one for one in self.publishers if find_archive(one) or is_holder(one)]
        reference = self.references[0] if self.references else None
        if reference and reference.repository:
            draft.repository = catalogue.parse_repository(reference.repository)
        elif holders:
            draft.repository = catalogue.parse_repository(holders[0])
            self.publishers.remove(holders[0])
            reader_warnings.warn(
                self.where, f"the publisher, “{holders[0]}”, was taken for who has the original"
            )
        if reference:
            draft.parts, draft.pages = reference.parts, reference.pages
            draft.medium = draft.medium or reference.medium
        draft.notes += [f"Source: {one}" for one in map(_format_reference, self.references[1:])]
        known = {part.value for part in draft.parts}
        above = [Part("fonds", None, one) for one in dict.fromkeys(self.collections) if one not in known]
        draft.parts = (*above, *draft.parts)
        for publisher in self.publishers:
            if draft.copy.url and not draft.copy.portal:
                draft.set_portal(publisher)
            else:
                draft.notes.append(f"Publisher: {publisher}")

    def _title(self, value: str) -> None:
        if self.draft.title is None:
            self.draft.title = value.rstrip(" /")
        elif value != self.draft.title:
            self.draft.notes.append(f"Title: {value}")

    def _author(self, value: str) -> None:
        self.agent(value, "author")

    def _contributor(self, value: str) -> None:
        self.agent(value, "contributor")

    def agent(self, value: str, default: str) -> None:
        said = _ROLE.search(value)
        known = said["role"].casefold() in catalogue.load_table("roles") if said else False
        role = catalogue.find_role(said["role"], default=default) if said and known else default
        found = catalogue.parse_agent(_ROLE.sub("", value) if known else value, role)
        if found:
            self.draft.agents.append(found)

    def _publisher(self, value: str) -> None:
        self.publishers.append(value)

    def _created(self, value: str) -> None:
        if not self.is_created:
            self.draft.date = None
            self.is_created = True
        self._date(value)

    def _date(self, value: str) -> None:
        found = catalogue.parse_date(value, value)
        if found is None or found == self.draft.date:
            return
        if self.draft.date is None:
            self.draft.date = found
        elif not self.is_created:
            self.draft.notes.append(f"Also dated: {found}")

    def _kind(self, value: str) -> None:
        known = catalogue.find_kind(value.rpartition("/")[2] if "://" in value else value)
        if known and self.draft.kind is None:
            self.draft.kind = known
        elif not known and value.casefold() not in _TYPES and "://" not in value:
            self.draft.notes.append(f"Type: {value}")

    def _format(self, value: str) -> None:
        # “image/jpeg” is the scan’s.
        if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", value):
            self.draft.notes.append(f"Format: {value}")

    def _medium(self, value: str) -> None:
        self.draft.medium = self.draft.medium or value

    def _identifier(self, value: str) -> None:
        if self.draft.set_address(value):
            return
        if (reference := _parse_reference(value)) is not None:
            self.references.append(reference)
        elif not self.draft.id and " " not in value:
            self.draft.id = value
        else:
            self.draft.notes.append(f"Identifier: {value}")

    def _citation(self, value: str) -> None:
        self.draft.note = self.draft.note or f"Preferred citation: {strip_placeholders(value)}"

    def _source(self, value: str) -> None:
        if (reference := _parse_reference(value)) is not None:
            self.references.append(reference)
        elif _COLLECTION.search(value) and "://" not in value:
            self.collections.append(value)
        else:
            self.draft.notes.append(f"Source: {value}")

    def _collection(self, value: str) -> None:
        if "://" in value:
            self.draft.notes.append(f"Part of: {value}")
        elif (reference := _parse_reference(value)) is not None:
            self.references.append(reference)
        else:
            self.collections.append(value)

    def _relation(self, value: str) -> None:
        if _COLLECTION.search(value) and "://" not in value:
            self._collection(value)
        else:
            self.draft.notes.append(f"Related: {value}")

    def _published_in(self, value: str) -> None:
        self.draft.published_in = self.draft.published_in or value

    def _language(self, value: str) -> None:
        for one in re.split(r"\s*[;,]\s*", value):
            if known := catalogue.find_language(one):
                self.draft.languages.append(known)

    def _subjects(self, value: str) -> None:
        self.draft.subjects += [one for one in re.split(r"\s*;\s*", value) if one]

    def _summary(self, value: str) -> None:
        self.summaries.append(value)

    def _contents(self, value: str) -> None:
        self.draft.contents = self.draft.contents or value

    def _rights(self, value: str) -> None:
        self.draft.rights = "; ".join(filter(None, (self.draft.rights, value)))


def _parse_reference(value: str) -> Reference | None:
    """An archival reference, where a text is one: it names a holder and a path, or has a path with labels."""
    if len(value) > _LONGEST_REFERENCE or "://" in value:
        return None
    found = parse_reference(value)
    if found.repository:
        return found if found.parts or found.pages else None
    return found if any(part.label for part in found.parts) else None


def _format_reference(reference: Reference) -> str:
    pieces = (reference.repository, *map(str, reference.parts), str(reference.pages))
    return ", ".join(piece for piece in pieces if piece)

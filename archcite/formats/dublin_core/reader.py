"""Read Dublin Core in XML: simple (``oai_dc``), with the terms of DCMI, and in answers of OAI-PMH.

Its fifteen elements have no place for an archive. What they contain in practice (the reference in ``source``, the
holder in ``publisher``, an address in ``identifier``) is recognized here. Meta tags of web pages use the same table.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.preferred_citation import strip_placeholders
from archcite.formats.common.record_draft import Draft
from archcite.formats.common.xml_reading import (
    find_children,
    find_root,
    get_attribute,
    get_line,
    get_name,
    get_namespace,
    get_text,
    iterate_whole,
)
from archcite.formats.dublin_core.publication import build_publication, find_type, is_in_journal
from archcite.notation import Reference, find_archive, parse_reference
from archcite.notation.vocabulary import is_holder
from archcite.record import Pages, Part, Record, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACES = (
    "http://purl.org/dc/elements/1.1/",
    "http://purl.org/dc/terms/",
    "http://www.openarchives.org/OAI/2.0/oai_dc/",
)

# Elements for programs only.
IGNORED = frozenset(
    (
        *("modified", "available", "valid", "dateaccepted", "datecopyrighted", "datesubmitted", "conformsto"),
        # Of EDM, in the same descriptions: pictures and addresses for programs.
        *("preview", "object", "isshownby", "originalrecord", "aggregatedcho", "provider", "hasview"),
        *("hasformat", "haspart", "hasversion", "references", "audience", "mediator", "educationlevel"),
    )
)
# Types that do not tell the kind of document (DCMI Type Vocabulary).
_TYPES = frozenset(
    ("text", "image", "collection", "dataset", "physicalobject", "interactiveresource", "text/html")
)
_OTHER_ROOTS = frozenset(
    (
        *("ead", "mods", "modsCollection", "mets", "html", "rss", "feed", "entry", "svg", "TEI", "package"),
        *("OAI-PMH", "searchRetrieveResponse"),
    )
)
# Graphs in which elements of Dublin Core describe agents, pictures, places and terms too.
_GRAPHS = (
    *("http://www.europeana.eu/schemas/edm/", "http://www.gutenberg.org/2009/pgterms/"),
    *("<skos:Concept", "http://www.w3.org/2004/02/skos/core#Concept"),
)
_COLLECTION = re.compile(
    r"\b(?:papers|collection|records|fonds?|archives?|manuscripts|nachlass)\b", re.IGNORECASE
)
_TIME = re.compile(r"^\d{4}-\d\d-\d\dT(?!00:00:00)")
_LONGEST_REFERENCE = 300


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is Dublin Core in XML.

    >>> sniff_start(b'<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/">'), sniff_start(b"<ead>")
    (True, False)
    """
    found = find_root(start)
    if found is None or found.name in _OTHER_ROOTS:
        return False
    if found.name == "RDF" and any(name in found.start for name in _GRAPHS):
        return False
    return any(name in found.start for name in NAMESPACES)


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Source]:
    """Yield a record or publication for each description in Dublin Core.

    Raises :class:`~archcite.errors.SourceError` if the file has none.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<dc xmlns="http://purl.org/dc/elements/1.1/"><title>Letter</title>
    ... <creator>Creel, George</creator><date>1918-09-25</date><source>House Papers, box 6, folder 179, Yale
    ... University Library</source><identifier>https://example.org/1</identifier></dc>'''))
    >>> str(record.holding), record.copy.url
    ('Yale University Library, House Papers, box 6, folder 179', 'https://example.org/1')
    """
    number = 0
    for number, element in enumerate(_iterate_descriptions(file, name), start=1):
        yield from_element(element, SourceLocation(name, get_line(element), number))
    if not number:
        raise SourceError(
            "The file has no description in Dublin Core: export the record again.",
            location=SourceLocation(name),
        )


def from_element(element: _Element, location: SourceLocation | None = None) -> Source:
    """Return the record or publication of an element that contains elements of Dublin Core."""
    pairs = [
        (get_name(one), get_text(one) or get_attribute(one, "resource")) for one in find_children(element)
    ]
    return build_source(pairs, location)


def build_source(
    pairs: Iterable[tuple[str, str]],
    location: SourceLocation | None = None,
    *,
    holder: str = "",
    portal: str = "",
) -> Source:
    """Return a record or publication from names and values of Dublin Core; ``location`` is for warnings.

    ``holder`` is the archive or library if no reference names one; ``portal`` the website that has the copy.

    >>> build_source([("title", "On letters"), ("type", "Article"), ("identifier", "10.1000/x")]).csl_item()["DOI"]
    '10.1000/x'
    """
    listed = [*pairs]
    references = (
        _parse_reference(value)
        for name, value in listed
        if name.casefold() in ("source", "ispartof") and not is_in_journal(value)
    )
    csl_type = find_type(listed)
    if csl_type and not any(references):
        return build_publication(listed, csl_type, location or SourceLocation(), portal)
    return _Description(location or SourceLocation(), holder, portal).build_record(listed)


def from_elements(
    pairs: Iterable[tuple[str, str]], location: SourceLocation | None = None, *, holder: str = ""
) -> Record:
    """Return a record from names and values of Dublin Core, in order; ``location`` is for warnings.

    ``holder`` is the archive or library if no reference names one.

    >>> record = from_elements([("title", "Telegram"), ("type", "Text"), ("source", "RGANI, f. 5, op. 1, d. 7")])
    >>> str(record.holding), record.kind
    ('RGANI, f. 5, op. 1, d. 7', 'telegram')
    """
    return _Description(location or SourceLocation(), holder).build_record(pairs)


def _iterate_descriptions(file: BinaryIO, name: str) -> Iterator[_Element]:
    """Yield the elements that contain those of Dublin Core, whatever their own name."""

    def select(element: _Element) -> _Element | None:
        if get_name(element) in ("dc", "qualifieddc", "simpledc"):
            return element
        if get_namespace(element) not in NAMESPACES:
            return None
        parent = element.getparent()
        return element if parent is None else parent

    return iterate_whole(file, name, select)


class _Description:
    """One description: elements are read in order, and the holder is looked for at the end."""

    def __init__(self, location: SourceLocation, holder: str = "", portal: str = "") -> None:
        self.location = location
        self.holder = holder
        self.draft = Draft(location)
        if portal:
            self.draft.set_portal(portal)
        self.publishers: list[str] = []
        self.references: list[Reference] = []
        self.collections: list[str] = []
        self.summaries: list[str] = []
        self.is_created = False
        self.has_time_of_day = False

    def build_record(self, pairs: Iterable[tuple[str, str]]) -> Record:
        """Read all pairs and build the record."""
        left_out: list[str] = []
        for name, value in pairs:
            value = " ".join(value.split())
            if name.casefold() not in ELEMENTS:
                left_out += [name] if name.casefold() not in IGNORED else []
            elif value and (read := ELEMENTS[name.casefold()]):
                read(self, value)
            elif value:
                self.draft.notes.append(f"{name[:1].upper()}{name[1:]}: {value}")
        reader_warnings.warn_left_out(self.location, left_out)
        self.find_holder()
        draft = self.draft
        draft.summary = " ".join(self.summaries) or None
        draft.kind = draft.kind or infer_document_kind(draft.title)
        return draft.build()

    def find_holder(self) -> None:
        """Find the repository and the path: in a reference, or else from the publisher of the description."""
        draft = self.draft
        holders = [one for one in self.publishers if find_archive(one) or is_holder(one)]
        reference = self.references[0] if self.references else None
        if reference and reference.repository:
            draft.repository = catalogue.parse_repository(reference.repository)
        elif self.holder:
            draft.repository = catalogue.parse_repository(self.holder)
            self.publishers = [one for one in self.publishers if one != self.holder]
        elif holders:
            draft.repository = catalogue.parse_repository(holders[0])
            self.publishers.remove(holders[0])
            reader_warnings.warn(
                self.location, f"The publisher, “{holders[0]}”, was taken for the repository."
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

    def read_title(self, value: str) -> None:
        if self.draft.title is None:
            self.draft.title = value.rstrip(" /")
        elif value != self.draft.title:
            self.draft.notes.append(f"Title: {value}")

    def read_author(self, value: str) -> None:
        self.add_agent(value, "author")

    def read_contributor(self, value: str) -> None:
        self.add_agent(value, "contributor")

    def add_agent(self, value: str, default: str) -> None:
        if found := catalogue.parse_agent(*catalogue.split_role(value, default)):
            self.draft.agents.append(found)

    def read_publisher(self, value: str) -> None:
        self.publishers.append(value)

    def read_created(self, value: str) -> None:
        if not self.is_created:
            self.draft.date = None
            self.is_created = True
        self.read_date(value)

    def read_date(self, value: str) -> None:
        found = catalogue.parse_date(value, value)
        if found is None or found == self.draft.date or (self.draft.date and _TIME.search(value)):
            return
        if self.has_time_of_day and not _TIME.search(value):
            # DSpace puts the moment of the deposit first, and the date of the document last.
            self.draft.date = None
        self.has_time_of_day = _TIME.search(value) is not None
        if self.draft.date is None:
            self.draft.date = found
        elif not self.is_created:
            self.draft.notes.append(f"Also dated: {found}")

    def read_kind(self, value: str) -> None:
        known = catalogue.find_kind(value.rpartition("/")[2] if "://" in value else value)
        if known and self.draft.kind is None:
            self.draft.kind = known
        elif not known and value.casefold() not in _TYPES and "://" not in value:
            self.draft.notes.append(f"Type: {value}")

    def read_format(self, value: str) -> None:
        # “image/jpeg” is the format of the scan.
        if not re.fullmatch(r"[\w.+-]+/[\w.+-]+", value):
            self.draft.notes.append(f"Format: {value}")

    def read_medium(self, value: str) -> None:
        self.draft.medium = self.draft.medium or value

    def read_identifier(self, value: str) -> None:
        if self.draft.set_address(value):
            return
        if (reference := _parse_reference(value)) is not None:
            self.references.append(reference)
        elif not self.draft.id and " " not in value:
            self.draft.id = value
        else:
            self.draft.notes.append(f"Identifier: {value}")

    def read_citation(self, value: str) -> None:
        self.draft.notes.append(f"Preferred citation: {strip_placeholders(value)}")

    def read_source(self, value: str) -> None:
        if (reference := _parse_reference(value)) is not None:
            self.references.append(reference)
        elif _COLLECTION.search(value) and "://" not in value:
            self.collections.append(value)
        else:
            self.draft.notes.append(f"Source: {value}")

    def read_shelfmark(self, value: str) -> None:
        reference = _parse_reference(value)
        if reference is None or not reference.parts:
            reference = Reference(None, (Part("file", None, value),), Pages())
        self.references.append(reference)

    def read_collection(self, value: str) -> None:
        if "://" in value:
            self.draft.notes.append(f"Part of: {value}")
        elif (reference := _parse_reference(value)) is not None:
            self.references.append(reference)
        else:
            self.collections.append(value)

    def read_relation(self, value: str) -> None:
        if _COLLECTION.search(value) and "://" not in value:
            self.read_collection(value)
        else:
            self.draft.notes.append(f"Related: {value}")

    def read_edition(self, value: str) -> None:
        if "://" in value:
            # The address of a manifest of the scans, which is not an edition.
            self.draft.notes.append(f"Referenced by: {value}")
            return
        self.draft.published_in = self.draft.published_in or value

    def read_language(self, value: str) -> None:
        self.draft.languages += catalogue.find_languages(value)

    def read_subjects(self, value: str) -> None:
        self.draft.subjects += [one for one in re.split(r"\s*;\s*", value) if one]

    def read_summary(self, value: str) -> None:
        self.summaries.append(value)

    def read_contents(self, value: str) -> None:
        self.draft.contents = self.draft.contents or value

    def read_rights(self, value: str) -> None:
        self.draft.rights = "; ".join(filter(None, (self.draft.rights, value)))


def _parse_reference(value: str) -> Reference | None:
    """Parse an archival reference: a holder and a path, or a path with labels; return None for other text."""
    if len(value) > _LONGEST_REFERENCE or "://" in value:
        return None
    found = parse_reference(value)
    if found.repository:
        return found if found.parts or found.pages else None
    return found if any(part.label for part in found.parts) else None


def _format_reference(reference: Reference) -> str:
    pieces = (reference.repository, *map(str, reference.parts), str(reference.pages))
    return ", ".join(piece for piece in pieces if piece)


# Element or term, in lower case → the method that reads it; None for one that becomes a labelled note.
ELEMENTS: Mapping[str, Callable[[_Description, str], None] | None] = {
    "title": _Description.read_title,
    "alternative": None,
    "creator": _Description.read_author,
    "contributor": _Description.read_contributor,
    "publisher": _Description.read_publisher,
    "created": _Description.read_created,
    "date": _Description.read_date,
    "issued": _Description.read_date,
    "temporal": None,
    "type": _Description.read_kind,
    "format": _Description.read_format,
    "extent": None,
    "medium": _Description.read_medium,
    "identifier": _Description.read_identifier,
    "isshownat": _Description.read_identifier,
    "dataprovider": _Description.read_publisher,
    "hastype": _Description.read_kind,
    "bibliographiccitation": _Description.read_citation,
    "source": _Description.read_source,
    # Of no element, but in the same tables: what a manifest of IIIF labels so.
    "shelfmark": _Description.read_shelfmark,
    "isformatof": _Description.read_source,
    "ispartof": _Description.read_collection,
    "relation": _Description.read_relation,
    "isversionof": _Description.read_relation,
    "isreferencedby": _Description.read_edition,
    "language": _Description.read_language,
    "coverage": _Description.read_subjects,
    "spatial": _Description.read_subjects,
    "subject": _Description.read_subjects,
    "description": _Description.read_summary,
    "abstract": _Description.read_summary,
    "tableofcontents": _Description.read_contents,
    "rights": _Description.read_rights,
    "license": _Description.read_rights,
    "accessrights": None,
    "rightsholder": None,
    "provenance": None,
}

"""Read MODS, version 3: single records, collections, and the records in answers of OAI-PMH and SRU."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, BinaryIO

from attrs import evolve

from archcite._foundation.wording import shorten_text
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import description_levels as hierarchy
from archcite.formats.common import reader_warnings
from archcite.formats.common.description_levels import Step
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.preferred_citation import apply_preferred_citation, strip_placeholders
from archcite.formats.common.record_draft import Draft
from archcite.formats.common.xml_reading import (
    find_children,
    find_descendants,
    get_attribute,
    get_line,
    get_name,
    get_text,
    has_root,
    iterate_elements,
)
from archcite.formats.csl_json.stated_variables import parse_location
from archcite.formats.mods.publication import build_publication, is_published
from archcite.formats.mods.values import (
    KINDS_OF_SOURCES,
    PAGES,
    build_pages,
    find_hosts,
    format_title,
    is_code,
    join_name,
    parse_agent,
    parse_date,
    read_extent,
)
from archcite.record import Holding, Part, Record, Repository, Source

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.loc.gov/mods/v3"

# Type of a note → what it is to a record.
NOTES = {
    "preferred citation": "preferred",
    "preferredcitation": "preferred",
    "preferredCitation": "preferred",
    "citation/reference": "published_in",
    "original location": "notes",
}
# The date to cite first: the document's own, then that of its publication.
DATES = ("dateCreated", "dateCaptured", "dateOther", "dateIssued", "copyrightDate")
# Labels of places that are not the name of an archive.
_OF_SHELVES = frozenset(("address", "detailed location", "shelf location", "room", "floor"))
_OF_PLACES = frozenset(("city", "state", "province", "country", "place"))
_OF_COPIES = frozenset(("digitization", "digitisation", "reproduction"))
# Levels that details of a part name.
_DETAILS = frozenset(
    ("box", "folder", "volume", "file", "item", "reel", "frame", "series", "carton", "bundle")
)


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is MODS.

    >>> sniff_start(b'<mods xmlns="http://www.loc.gov/mods/v3" version="3.7">'), sniff_start(b"<mets>")
    (True, False)
    """
    return has_root(start, {"mods", "modsCollection"})


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Source]:
    """Yield a record for each description in MODS; a publication for that of a published work.

    Raises :class:`~archcite.errors.SourceError` if the file has none.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Letter</title>
    ... </titleInfo><originInfo><dateCreated encoding="w3cdtf">1918-09-25</dateCreated></originInfo>
    ... <relatedItem type="host"><titleInfo><title>House Papers</title></titleInfo></relatedItem>
    ... <location><physicalLocation>Yale University Library</physicalLocation>
    ... <shelfLocator>box 6, folder 179</shelfLocator></location></mods>'''))
    >>> str(record.holding), record.date.edtf
    ('Yale University Library, House Papers, box 6, folder 179', '1918-09-25')
    """
    number = 0
    for number, element in enumerate(iterate_elements(file, name, {"mods"}), start=1):
        yield from_element(element, SourceLocation(name, get_line(element), number))
    if not number:
        raise SourceError("The file has no <mods>: export the record again.", location=SourceLocation(name))


def from_element(element: _Element, location: SourceLocation | None = None) -> Source:
    """Return the record or publication of a ``<mods>`` element; ``location`` is for warnings."""
    for one in find_children(element):
        # A copy has a description of its own, and other programs have their own elements.
        if get_name(one) == "extension" or get_attribute(one, "eventType") in _OF_COPIES:
            element.remove(one)
    if is_published(element):
        return build_publication(element, location or SourceLocation())
    return _Description(location or SourceLocation()).build_record(element)


class _Description:
    """One description: elements are read in order, and the place is put together at the end."""

    def __init__(self, location: SourceLocation) -> None:
        self.location = location
        self.draft = Draft(location)
        self.hosts: list[Step] = []
        self.holders: list[Repository] = []
        self.shelf: list[str] = []
        self.preferred = ""
        self.genre: str | None = None
        self.details: list[Part] = []

    def build_record(self, element: _Element) -> Record:
        """Read all elements and build the record."""
        left_out: list[str] = []
        draft = self.draft
        draft.id = get_attribute(element, "ID")
        for one in find_children(element):
            read = ELEMENTS.get(get_name(one))
            if read is not None:
                read(self, one)
            else:
                left_out.append(f"<{get_name(one)}>")
        reader_warnings.warn_left_out(self.location, left_out)
        self.find_place()
        draft.kind = self.genre or draft.kind or infer_document_kind(draft.title)
        return draft.build()

    def find_place(self) -> None:
        """Put repository, path and pages together from locations, hosts and the details of the part."""
        draft = self.draft
        steps = list(self.hosts)
        repository = self.holders[0] if self.holders else Repository()
        if self.preferred:
            applied = apply_preferred_citation(self.preferred, repository, steps)
            repository, steps = applied.repository, [*applied.steps]
            for warning in applied.warnings:
                reader_warnings.warn(self.location, warning)
            draft.notes.append(f"Preferred citation: {strip_placeholders(self.preferred)}")
        parts = list(hierarchy.build_path([*steps, Step("item")]))
        for locator in self.shelf[:1]:
            reference = parse_location(locator, str(repository))
            known = {str(part) for part in parts} | {part.value for part in parts}
            parts += [part for part in reference.parts if str(part) not in known]
            draft.pages = draft.pages or reference.pages
        known = {str(part).casefold() for part in parts}
        parts += [part for part in self.details if str(part).casefold() not in known]
        draft.repository, draft.parts = repository, tuple(parts)
        for locator in self.shelf[1:]:
            reference = parse_location(locator, str(repository))
            draft.more_holdings.append(Holding(repository, reference.parts, reference.pages))
        draft.more_holdings += [Holding(one) for one in self.holders[1:]]

    def read_title(self, element: _Element) -> None:
        title = format_title(element)
        if get_attribute(element, "type") or self.draft.title:
            if title and title != self.draft.title:
                self.draft.notes.append(
                    f"{get_attribute(element, 'type').capitalize() or 'Other'} title: {title}"
                )
        else:
            self.draft.title = title
            if get_attribute(element, "supplied") == "yes":
                self.draft.description["title_kind"] = "supplied"

    def read_name(self, element: _Element) -> None:
        found = parse_agent(element)
        if found:
            self.draft.agents.append(found)

    def read_kind(self, element: _Element) -> None:
        known = catalogue.find_kind(get_text(element))
        if get_attribute(element, "authority") == KINDS_OF_SOURCES:
            self.genre = get_text(element)
        elif get_name(element) == "genre" and known:
            self.genre = self.genre or known
        elif get_name(element) == "genre" and get_text(element):
            self.draft.notes.append(f"Genre: {get_text(element)}")
        elif known:
            self.draft.kind = self.draft.kind or known

    def read_origin(self, element: _Element) -> None:
        for name in DATES:
            dated = find_children(element, name)
            if dated and self.draft.date is None:
                self.draft.date = parse_date(dated)
        publisher = ", ".join(
            filter(
                None,
                [
                    *(get_text(one) for one in find_descendants(element, "placeTerm") if not is_code(one)),
                    *map(get_text, find_children(element, "publisher")),
                ],
            )
        )
        if publisher:
            self.draft.notes.append(f"Publisher: {publisher}")

    def read_language(self, element: _Element) -> None:
        terms = find_children(element, "languageTerm")
        if get_attribute(element, "objectPart") and get_attribute(element, "objectPart") not in (
            "text",
            "content",
        ):
            return
        for one in sorted(terms, key=lambda term: not is_code(term))[:1]:
            if known := catalogue.find_language(get_text(one)):
                self.draft.languages.append(known)

    def read_physical_description(self, element: _Element) -> None:
        for one in find_children(element, "extent", "note", "form"):
            text = get_text(one)
            # “photograph”: beside the genre that archcite writes it is the material.
            is_material = self.genre is not None and get_attribute(one, "type") in ("material", "media")
            if get_name(one) == "form" and not is_material and catalogue.find_kind(text):
                self.draft.kind = self.draft.kind or catalogue.find_kind(text)
            elif get_name(one) == "form" and get_attribute(one, "type") == "technique":
                self.draft.description.setdefault("technique", text)
            elif get_name(one) == "form" and get_attribute(one, "type") in ("material", "media"):
                self.draft.medium = self.draft.medium or text
            elif text and get_name(one) == "extent":
                known = self.draft.description.get("extent")
                self.draft.description["extent"] = f"{known}; {text}" if known else text
            elif text and get_name(one) != "form":
                self.draft.notes.append(text)

    def read_summary(self, element: _Element) -> None:
        self.draft.summary = " ".join(filter(None, (self.draft.summary, get_text(element)))) or None

    def read_contents(self, element: _Element) -> None:
        self.draft.contents = self.draft.contents or get_text(element) or None

    def read_note(self, element: _Element) -> None:
        text, kind = get_text(element), get_attribute(element, "type")
        into = NOTES.get(kind.casefold(), "notes")
        if not text:
            return
        if into == "preferred":
            self.preferred = self.preferred or text
        elif into == "published_in" and not self.draft.published_in:
            self.draft.published_in = text
        else:
            label = get_attribute(element, "displayLabel") or kind.capitalize()
            self.draft.notes.append(f"{label.rstrip(' :')}: {text}" if label else text)

    def read_subject(self, element: _Element) -> None:
        terms = [
            join_name(one)
            if get_name(one) == "name"
            else format_title(one)
            if get_name(one) == "titleInfo"
            else get_text(one)
            for one in find_children(element)
            if get_name(one) not in ("geographicCode", "cartographics")
        ]
        for scale in find_descendants(element, "scale"):
            self.draft.description.setdefault("scale", get_text(scale) or None)
        subject = " -- ".join(term for term in terms if term)
        if subject:
            self.draft.subjects.append(subject)

    def read_related(self, element: _Element) -> None:
        kind = get_attribute(element, "type")
        title = next(filter(None, map(format_title, find_children(element, "titleInfo"))), None)
        if kind == "host" or (kind == "series" and not self.hosts):
            self.hosts = [*find_hosts(element), *self.hosts]
            for one in find_children(element, "location"):
                self.read_location(one)
            for one in find_children(element, "part"):
                self.read_part(one)
        elif kind in ("otherFormat", "original", "isReferencedBy", "otherVersion"):
            where = ", ".join(
                filter(
                    None,
                    (
                        title,
                        *map(get_text, find_descendants(element, "physicalLocation", "shelfLocator", "url")),
                    ),
                )
            )
            if where:
                self.draft.notes.append(f"{'Original' if kind == 'original' else 'See also'}: {where}")
        elif title:
            self.draft.notes.append(f"Related: {title}")

    def read_identifier(self, element: _Element) -> None:
        value, kind = get_text(element), get_attribute(element, "type").casefold()
        if not value or get_attribute(element, "invalid") == "yes":
            return
        whole = f"{kind}:{value}" if kind in ("doi", "hdl") and ":" not in value else value
        if self.draft.set_address(whole):
            return
        if kind in ("local", "", "accession", "unitid") and not self.draft.copy.identifier:
            self.draft.copy = evolve(self.draft.copy, identifier=value)
        else:
            self.draft.notes.append(f"Identifier ({kind}): {value}" if kind else f"Identifier: {value}")

    def read_location(self, element: _Element) -> None:
        named, place = [], []
        for one in find_children(element, "physicalLocation"):
            label = get_attribute(one, "displayLabel").casefold()
            if not get_text(one) or label in _OF_SHELVES:
                continue
            if label == "collection":
                self.hosts.append(Step("fonds", None, get_text(one)))
            elif label in _OF_PLACES:
                place.append(get_text(one))
            else:
                named.append(one)
        # A code of an organization (“DE-1”) is for those who have no name for it; a label may be the name.
        for one in sorted(named, key=_has_code)[:1]:
            name = (get_attribute(one, "displayLabel") if _has_code(one) else "") or get_text(one)
            repository = catalogue.parse_repository(name, ", ".join(place) or None)
            if repository not in self.holders:
                self.holders.append(repository)
        for one in find_descendants(element, "shelfLocator"):
            if get_text(one) and get_text(one) not in self.shelf:
                self.shelf.append(get_text(one))
        self.shelf += [
            get_text(one)
            for one in find_descendants(element, "subLocation")
            if get_text(one) and not self.shelf
        ]
        addresses = find_children(element, "url")
        ranked = sorted(
            addresses,
            key=lambda one: (
                get_attribute(one, "usage") not in ("primary", "primary display"),
                get_attribute(one, "access") in ("preview", "raw object"),
            ),
        )
        for one in ranked:
            if accessed := catalogue.parse_date(get_attribute(one, "dateLastAccessed")):
                self.draft.copy = evolve(self.draft.copy, accessed=self.draft.copy.accessed or accessed)
            if self.draft.copy.url and get_text(one) != self.draft.copy.url:
                if get_attribute(one, "access") not in ("preview", "raw object"):
                    self.draft.notes.append(f"Also online: {get_text(one)}")
            elif not self.draft.set_address(
                get_text(one), get_attribute(one, "displayLabel") or None
            ) and get_text(one):
                reader_warnings.warn(
                    self.location,
                    f"“{shorten_text(get_text(one))}” is not a web address; left out.",
                )

    def read_rights(self, element: _Element) -> None:
        text = get_text(element) or get_attribute(element, "href")
        if get_attribute(element, "type").casefold() == "restriction on access":
            self.draft.notes.append(f"Access: {text}")
        else:
            self.draft.rights = "; ".join(filter(None, (self.draft.rights, text))) or None

    def read_part(self, element: _Element) -> None:
        for one in find_children(element, "detail"):
            number = " ".join(map(get_text, find_children(one, "number", "caption")[:1]))
            kind = get_attribute(one, "type").casefold()
            if kind in PAGES and number:
                self.draft.pages = build_pages(kind, number)
            elif kind in _DETAILS and (part := hierarchy.parse_container(kind, number)):
                self.details.append(part)
        for one in find_children(element, "extent"):
            pages, listed = read_extent(one)
            if (pages or listed) and not self.draft.pages:
                self.draft.pages = build_pages(get_attribute(one, "unit").casefold(), listed or pages)

    def read_record_info(self, element: _Element) -> None:
        for one in find_children(element, "recordIdentifier"):
            self.draft.id = self.draft.id or get_text(one)


def _has_code(location: _Element) -> bool:
    """Return whether a location is the code of an organization."""
    authority = get_attribute(location, "authority")
    return "code" in authority + get_attribute(location, "type") or authority == "marcorg"


# Top element → the method that reads it.
ELEMENTS: Mapping[str, Callable[[_Description, _Element], None]] = {
    "titleInfo": _Description.read_title,
    "name": _Description.read_name,
    "typeOfResource": _Description.read_kind,
    "genre": _Description.read_kind,
    "originInfo": _Description.read_origin,
    "language": _Description.read_language,
    "physicalDescription": _Description.read_physical_description,
    "abstract": _Description.read_summary,
    "tableOfContents": _Description.read_contents,
    "note": _Description.read_note,
    "subject": _Description.read_subject,
    "classification": _Description.read_note,
    "targetAudience": _Description.read_note,
    "relatedItem": _Description.read_related,
    "identifier": _Description.read_identifier,
    "location": _Description.read_location,
    "accessCondition": _Description.read_rights,
    "part": _Description.read_part,
    "recordInfo": _Description.read_record_info,
}

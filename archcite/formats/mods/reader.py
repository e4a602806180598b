"""MODS, version 3: single records, collections, and those that OAI-PMH answers hold."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, BinaryIO

from attrs import evolve

from archcite.errors import SourceError
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import description_levels as hierarchy
from archcite.formats.common import reader_warnings, record_draft
from archcite.formats.common.description_levels import Step
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.preferred_citation import apply_preferred_citation, strip_placeholders
from archcite.formats.common.xml_reading import (
    find_children,
    find_descendants,
    get_attribute,
    get_name,
    get_text,
    has_root,
    iterate_elements,
)
from archcite.notation import parse_reference
from archcite.record import Agent, ArchivalDate, Holding, Pages, Part, Record, Repository

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://www.loc.gov/mods/v3"

# Top element → what it is to a record.
ELEMENTS = {
    "titleInfo": "title",
    "name": "name",
    "typeOfResource": "kind",
    "genre": "kind",
    "originInfo": "origin",
    "language": "language",
    "physicalDescription": "description",
    "abstract": "summary",
    "tableOfContents": "contents",
    "note": "note",
    "subject": "subject",
    "classification": "note",
    "targetAudience": "note",
    "relatedItem": "related",
    "identifier": "identifier",
    "location": "location",
    "accessCondition": "rights",
    "part": "part",
    "recordInfo": "record_info",
}
# Types of note → what they are.
NOTES = {
    "preferred citation": "preferred",
    "preferredcitation": "preferred",
    "preferredCitation": "preferred",
    "citation/reference": "published_in",
    "original location": "notes",
}
# The date to cite first: the document's own, then that of its publication.
DATES = ("dateCreated", "dateCaptured", "dateOther", "dateIssued", "copyrightDate")
# Details of a part that are pages or leaves, with their label for one and for several.
PAGES = {"page": ("p.", "pp."), "pages": ("p.", "pp."), "folio": ("fol.", "fols."), "leaf": ("fol.", "fols.")}
# Levels that details of a part name.
_DETAILS = frozenset(
    ("box", "folder", "volume", "file", "item", "reel", "frame", "series", "carton", "bundle")
)


def sniff_start(start: bytes) -> bool:
    """Whether a file that starts so is MODS.

    >>> sniff_start(b'<mods xmlns="http://www.loc.gov/mods/v3" version="3.7">'), sniff_start(b"<mets>")
    (True, False)
    """
    return has_root(start, {"mods", "modsCollection"}, {NAMESPACE})


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Record]:
    """A record for each description in MODS.

    Raises :class:`~archcite.errors.SourceError` where there is none.

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
        yield from_element(element, f"“{name}”, record {number}")
    if not number:
        raise SourceError(f"“{name}” has no <mods> in it: export the record again.")


def from_element(element: _Element, where: str = "the record") -> Record:
    """A record from a ``<mods>`` element; ``where`` is what warnings call it."""
    return _Description(where).record(element)


class _Description:
    """One description: its elements are taken in order, and its place is put together at the end."""

    def __init__(self, where: str) -> None:
        self.where = where
        self.draft = record_draft.Draft(where)
        self.hosts: list[Step] = []
        self.holders: list[Repository] = []
        self.shelf: list[str] = []
        self.preferred = ""
        self.genre: str | None = None
        self.details: list[Part] = []

    def record(self, element: _Element) -> Record:
        left_out: list[str] = []
        draft = self.draft
        draft.id = get_attribute(element, "ID")
        for one in find_children(element):
            into = ELEMENTS.get(get_name(one))
            if into is not None:
                getattr(self, f"_{into}")(one)
            elif get_name(one) != "extension":
                left_out.append(f"<{get_name(one)}>")
        reader_warnings.warn_left_out(self.where, left_out)
        self.find_place()
        draft.kind = self.genre or draft.kind or infer_document_kind(draft.title)
        return draft.record()

    def find_place(self) -> None:
        """Holder, path and leaves, from the locations, the hosts and the details of the part."""
        draft = self.draft
        steps = list(self.hosts)
        repository = self.holders[0] if self.holders else Repository()
        if self.preferred:
            honoured = apply_preferred_citation(self.preferred, repository, steps)
            repository, steps = honoured.repository, [*honoured.steps]
            for warning in honoured.warnings:
                reader_warnings.warn(self.where, warning)
            draft.note = f"Preferred citation: {strip_placeholders(self.preferred)}"
        parts = list(hierarchy.build_path([*steps, Step("item")]))
        for locator in self.shelf[:1]:
            reference = parse_reference(locator, str(repository) or None)
            known = {str(part) for part in parts} | {part.value for part in parts}
            parts += [part for part in reference.parts if str(part) not in known]
            draft.pages = draft.pages or reference.pages
        known = {str(part).casefold() for part in parts}
        parts += [part for part in self.details if str(part).casefold() not in known]
        draft.repository, draft.parts = repository, tuple(parts)
        for locator in self.shelf[1:]:
            reference = parse_reference(locator, str(repository) or None)
            draft.more_holdings.append(Holding(repository, reference.parts, reference.pages))
        draft.more_holdings += [Holding(one) for one in self.holders[1:]]

    def _title(self, element: _Element) -> None:
        title = _format_title(element)
        if get_attribute(element, "type") or self.draft.title:
            if title and title != self.draft.title:
                self.draft.notes.append(
                    f"{get_attribute(element, 'type').capitalize() or 'Other'} title: {title}"
                )
        else:
            self.draft.title = title

    def _name(self, element: _Element) -> None:
        found = _parse_agent(element)
        if found:
            self.draft.agents.append(found)

    def _kind(self, element: _Element) -> None:
        known = catalogue.find_kind(get_text(element))
        if get_name(element) == "genre" and known:
            self.genre = self.genre or known
        elif get_name(element) == "genre" and get_text(element):
            self.draft.notes.append(f"Genre: {get_text(element)}")
        elif known:
            self.draft.kind = self.draft.kind or known

    def _origin(self, element: _Element) -> None:
        for name in DATES:
            dated = find_children(element, name)
            if dated and self.draft.date is None:
                self.draft.date = _parse_date(dated)
        publisher = ", ".join(
            filter(
                None,
                [
                    *(get_text(one) for one in find_descendants(element, "placeTerm") if not _is_code(one)),
                    *map(get_text, find_children(element, "publisher")),
                ],
            )
        )
        if publisher:
            self.draft.notes.append(f"Publisher: {publisher}")

    def _language(self, element: _Element) -> None:
        terms = find_children(element, "languageTerm")
        if get_attribute(element, "objectPart") and get_attribute(element, "objectPart") not in (
            "text",
            "content",
        ):
            return
        for one in sorted(terms, key=lambda term: not _is_code(term))[:1]:
            if known := catalogue.find_language(get_text(one)):
                self.draft.languages.append(known)

    def _description(self, element: _Element) -> None:
        for one in find_children(element, "extent", "note", "form"):
            said = get_text(one)
            if get_name(one) == "form" and catalogue.find_kind(said):
                self.draft.kind = self.draft.kind or catalogue.find_kind(said)
            elif get_name(one) == "form" and get_attribute(one, "type") in ("material", "technique", "media"):
                self.draft.medium = self.draft.medium or said
            elif said and get_name(one) != "form":
                self.draft.notes.append(said)

    def _summary(self, element: _Element) -> None:
        self.draft.summary = " ".join(filter(None, (self.draft.summary, get_text(element)))) or None

    def _contents(self, element: _Element) -> None:
        self.draft.contents = self.draft.contents or get_text(element) or None

    def _note(self, element: _Element) -> None:
        said, kind = get_text(element), get_attribute(element, "type")
        into = NOTES.get(kind.casefold(), "notes")
        if not said:
            return
        if into == "preferred":
            self.preferred = self.preferred or said
        elif into == "published_in" and not self.draft.published_in:
            self.draft.published_in = said
        else:
            label = get_attribute(element, "displayLabel") or kind.capitalize()
            self.draft.notes.append(f"{label.rstrip(' :')}: {said}" if label else said)

    def _subject(self, element: _Element) -> None:
        terms = [
            _join_name(one)
            if get_name(one) == "name"
            else _format_title(one)
            if get_name(one) == "titleInfo"
            else get_text(one)
            for one in find_children(element)
            if get_name(one) not in ("geographicCode", "cartographics")
        ]
        subject = " -- ".join(term for term in terms if term)
        if subject:
            self.draft.subjects.append(subject)

    def _related(self, element: _Element) -> None:
        kind = get_attribute(element, "type")
        title = next(filter(None, map(_format_title, find_children(element, "titleInfo"))), None)
        if kind == "host" or (kind == "series" and not self.hosts):
            self.hosts = [*_find_hosts(element), *self.hosts]
            for one in find_children(element, "location"):
                self._location(one)
            for one in find_children(element, "part"):
                self._part(one)
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

    def _identifier(self, element: _Element) -> None:
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

    def _location(self, element: _Element) -> None:
        named = [one for one in find_children(element, "physicalLocation") if get_text(one)]
        # A code of an organization is for who has no name for it.
        for one in sorted(
            named, key=lambda each: "code" in get_attribute(each, "authority") + get_attribute(each, "type")
        )[:1]:
            repository = catalogue.parse_repository(get_text(one))
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
            if self.draft.copy.url and get_text(one) != self.draft.copy.url:
                if get_attribute(one, "access") not in ("preview", "raw object"):
                    self.draft.notes.append(f"Also online: {get_text(one)}")
            elif not self.draft.set_address(
                get_text(one), get_attribute(one, "displayLabel") or None
            ) and get_text(one):
                reader_warnings.warn(
                    self.where, f"“{reader_warnings.shorten(get_text(one))}” is no address, and was left out"
                )

    def _rights(self, element: _Element) -> None:
        said = get_text(element) or get_attribute(element, "href")
        if get_attribute(element, "type").casefold() == "restriction on access":
            self.draft.notes.append(f"Access: {said}")
        else:
            self.draft.rights = "; ".join(filter(None, (self.draft.rights, said))) or None

    def _part(self, element: _Element) -> None:
        for one in find_children(element, "detail"):
            number = " ".join(map(get_text, find_children(one, "number", "caption")[:1]))
            kind = get_attribute(one, "type").casefold()
            if kind in PAGES and number:
                self.draft.pages = _build_pages(kind, number)
            elif kind in _DETAILS and (part := hierarchy.parse_container(kind, number)):
                self.details.append(part)
        for one in find_children(element, "extent"):
            ends = [
                get_text(end)
                for end in (*find_children(one, "start"), *find_children(one, "end"))
                if get_text(end)
            ]
            listed = " ".join(map(get_text, find_children(one, "list")))
            if (ends or listed) and not self.draft.pages:
                self.draft.pages = _build_pages(
                    get_attribute(one, "unit").casefold(), listed or "-".join(dict.fromkeys(ends))
                )

    def _record_info(self, element: _Element) -> None:
        for one in find_children(element, "recordIdentifier"):
            self.draft.id = self.draft.id or get_text(one)


def _format_title(element: _Element) -> str | None:
    """A title with its article, its second part and its number."""
    said = {
        name: " ".join(map(get_text, find_children(element, name)))
        for name in ("nonSort", "title", "subTitle", "partNumber", "partName")
    }
    article = said["nonSort"]
    title = f"{article}{'' if article.endswith(('’', chr(39), '-')) or not article else ' '}{said['title']}".strip()
    if said["subTitle"]:
        title = f"{title.rstrip(' :')}: {said['subTitle']}"
    parts = ", ".join(filter(None, (said["partNumber"], said["partName"])))
    return (f"{title.rstrip(' .')}. {parts}" if parts else title).rstrip(" /,") or None


def _find_hosts(element: _Element) -> list[Step]:
    """What the document is in, from the widest down: hosts may be within hosts."""
    steps: list[Step] = []
    for one in find_children(element, "relatedItem"):
        if get_attribute(one, "type") in ("host", "series"):
            steps += _find_hosts(one)
    title = next(filter(None, map(_format_title, find_children(element, "titleInfo"))), None)
    number = next(
        (
            get_text(one)
            for one in find_children(element, "identifier")
            if get_attribute(one, "type").casefold() in ("local", "unitid", "")
        ),
        None,
    )
    said = get_attribute(element, "displayLabel").casefold()
    level = hierarchy.find_level(said)
    if level == "part":
        level = "fonds" if not steps else "series"
    if title or number:
        steps.append(Step(level, number, title))
    return steps


def _parse_agent(element: _Element) -> Agent | None:
    """A name with its role; the parts of a person's name are said one by one, or in one."""
    terms = [get_text(one) for one in find_descendants(element, "roleTerm")]
    role = catalogue.find_role(*terms)
    kind = get_attribute(element, "type")
    parts = [
        (get_attribute(one, "type"), get_text(one))
        for one in find_children(element, "namePart")
        if get_text(one)
    ]
    said = {
        kind: [value for part, value in parts if part == kind]
        for kind in ("family", "given", "termsOfAddress", "")
    }
    whole = said[""]
    if said["family"] or said["given"]:
        suffix = next(
            (one for one in said["termsOfAddress"] if one.rstrip(".") in ("Jr", "Sr", "II", "III", "IV")),
            None,
        )
        family, given = " ".join(said["family"]), " ".join(said["given"])
        return Agent(family=family or given, given=given if family else None, suffix=suffix, role=role)
    if not whole:
        whole = [get_text(one) for one in find_children(element, "displayForm")][:1]
    if not whole:
        return None
    if kind == "corporate":
        return catalogue.parse_agent(". ".join(one.rstrip(".") for one in whole), role, body=True)
    return catalogue.parse_agent(", ".join(whole), role, body={"personal": False, "family": True}.get(kind))


def _join_name(element: _Element) -> str:
    return ", ".join(get_text(one) for one in find_children(element, "namePart") if get_text(one))


def _parse_date(elements: Iterable[_Element]) -> ArchivalDate | None:
    """The date that elements of one kind say: a single one, the key one, or the two ends of a range."""
    listed = list(elements)
    coded = [one for one in listed if get_attribute(one, "encoding")]
    words = next(
        (get_text(one) for one in listed if not get_attribute(one, "encoding") and get_text(one)), None
    )
    ends = {get_attribute(one, "point"): one for one in reversed(coded)}
    chosen = [ends[point] for point in ("start", "end") if point in ends]
    if not chosen:
        chosen = sorted(coded, key=lambda one: get_attribute(one, "keyDate") != "yes")[:1]
    normal = "/".join(get_text(one) for one in chosen)
    qualifiers = {get_attribute(one, "qualifier") for one in listed}
    marked = {"approximate": "~", "inferred": "?", "questionable": "?"}
    doubt = next((marked[one] for one in marked if one in qualifiers), "")
    if normal and doubt and "/" not in normal:
        normal += doubt if not set(normal) & set("~?%") else ""
    return catalogue.parse_date(words, normal or None, approximate=doubt == "~")


def _build_pages(kind: str, number: str) -> Pages:
    several = any(mark in number for mark in "-–,")
    label = PAGES.get(kind, PAGES["page"])[several]
    written = Pages(number)
    return written if written.label else Pages(label, number)


def _is_code(element: _Element) -> bool:
    return get_attribute(element, "type") == "code"

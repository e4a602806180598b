"""Read finding aids in EAD 2002 (with and without a namespace or a DTD) and in EAD3: every item, or one by its id.

The file is streamed: a component is read when it ends, and cleared. What a component does not say of itself, it
inherits from those that enclose it: repository, languages, conditions, containers, and the creator of the fonds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from attrs import evolve

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import description_levels as hierarchy
from archcite.formats.common import reader_warnings
from archcite.formats.common.description_levels import Step
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.preferred_citation import (
    AppliedCitation,
    apply_preferred_citation,
    strip_placeholders,
)
from archcite.formats.common.record_draft import Draft
from archcite.formats.common.xml_reading import (
    Events,
    find_children,
    find_descendants,
    get_attribute,
    get_name,
    get_text,
    has_root,
)
from archcite.formats.ead.component import DESCRIBED, Component, open_component, read_element
from archcite.record import Agent, Holding, Part, Record, Repository

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements that only group others of a component.
_GROUPS = frozenset(("did", "descgrp"))
_MOST_WARNINGS = 100


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is a finding aid in EAD.

    >>> sniff_start(b'<?xml version="1.0"?><ead xmlns="urn:isbn:1-931666-22-9">'), sniff_start(b"<mods>")
    (True, False)
    """
    return has_root(start, {"ead"})


def read_file(file: BinaryIO, name: str = "the finding aid") -> Iterator[Record]:
    """Yield a record for each of the lowest components of a finding aid; for one without components, a single record.

    Raises :class:`~archcite.errors.SourceError` if the file is not EAD; warns, with an
    :class:`~archcite.errors.ArchciteWarning`, of what was inferred or left out.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<ead><archdesc level="collection"><did><unittitle>House Papers</unittitle>
    ... <repository>Yale University Library</repository></did><dsc><c id="c1" level="item"><did>
    ... <unittitle>Letter from George Creel</unittitle><unitdate normal="1918-09-25">25 September 1918</unitdate>
    ... <container type="box">6</container></did></c></dsc></archdesc></ead>'''))
    >>> record.title, record.date.edtf, str(record.holding)
    ('Letter from George Creel', '1918-09-25', 'Yale University Library, House Papers, box 6')
    """
    reader = _Reader(file, name)
    yield from reader.iterate_records()
    if not reader.count:
        raise SourceError(
            "The finding aid has no description (<archdesc>): export it again.",
            location=SourceLocation(name),
        )
    reader.report_left_out()


def read_component(file: BinaryIO, identifier: str, name: str = "the finding aid") -> Record:
    """Return the record of the component with an id: a series, a file, an item, or the whole (``archdesc``).

    Raises :class:`~archcite.errors.SourceError` if no component has it.

    >>> import io
    >>> read_component(io.BytesIO(b'''<ead><archdesc level="fonds"><did><unittitle>Papers</unittitle></did><dsc>
    ... <c id="s1" level="series"><did><unitid>I</unitid><unittitle>Letters</unittitle></did><c/></c>
    ... </dsc></archdesc></ead>'''), "s1").title
    'Letters'
    """
    reader = _Reader(file, name)
    for record in reader.iterate_records(identifier):
        reader.report_left_out()
        return record
    raise SourceError(
        f"No component has the id “{identifier}”: look it up in the finding aid.",
        location=SourceLocation(name),
    )


class _Reader:
    """One finding aid that is being read."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.events = Events(file, name)
        self.name = name
        self.open: list[Component] = []
        self.left_out: list[str] = []
        self.warned: set[str] = set()
        self.publisher: str | None = None
        self.description_language: str | None = None
        self.inherited: list[Agent] = []
        self.creators: list[Agent] = []
        self.applied: dict[tuple[str, Repository, Step], AppliedCitation] = {}
        self.count = 0

    def iterate_records(self, identifier: str | None = None) -> Iterator[Record]:
        """Yield the lowest components, or the one with an id as soon as all of its own elements are read."""
        for event, element in self.events:
            name = get_name(element)
            if event == "start":
                if name not in DESCRIBED:
                    continue
                if self.open:
                    if self.open[-1].id == identifier and identifier is not None:
                        yield self.build_record()
                        return
                    self.open[-1].has_children = True
                self.count += 1
                self.open.append(open_component(element))
            elif name in DESCRIBED:
                current = self.open[-1]
                if current.id == identifier if identifier is not None else not current.has_children:
                    yield self.build_record()
                self.open.pop()
                self.events.clear(element)
            else:
                self.read_finished(element, name)

    def report_left_out(self) -> None:
        """Warn, once for the file, of the elements that archcite has no field for."""
        reader_warnings.warn_left_out(SourceLocation(self.name), [f"<{name}>" for name in self.left_out])

    def read_finished(self, element: _Element, name: str) -> None:
        """Read an element that ends directly in a component or in the header, and release its memory."""
        parent = element.getparent()
        above = get_name(parent) if parent is not None else ""
        if above == "publicationstmt" and name == "publisher":
            self.publisher = get_text(element) or None
        elif name in ("langusage", "languagedeclaration"):
            self.description_language = _find_description_language(element) or self.description_language
        is_in_component = above in DESCRIBED
        if not is_in_component and above not in ("dsc", "ead") and name not in ("ead", "record"):
            return
        if self.open and is_in_component:
            component = self.open[-1]
            for one in find_children(element) if name in _GROUPS else [element]:
                if not read_element(one, component) and get_name(one) not in self.left_out:
                    self.left_out.append(get_name(one))
            for remark in component.remarks:
                self.warn_once(remark)
            component.remarks.clear()
        self.events.clear(element)

    def build_record(self) -> Record:
        """Build the record of the innermost open component, with what it inherits."""
        own, above = self.open[-1], self.open[:-1]
        steps = [component.step for component in self.open]
        if len(steps) > 2 and steps[1].title == steps[0].title:
            # A collection that has one series, which is called as it is.
            steps[1] = steps[1]._replace(title=None)
        repository = next((one.repository for one in reversed(self.open) if one.repository), Repository())
        preferred = next((one.preferred for one in reversed(self.open) if one.preferred), None)
        if preferred:
            applied = self.apply_citation(preferred, repository, steps[0])
            repository, steps[:1] = applied.repository, applied.steps
        if not repository and self.publisher:
            repository = catalogue.parse_repository(self.publisher)
            self.warn_once(f"No repository is named; the publisher, “{self.publisher}”, was taken for it.")
        containers, others = self.collect_containers()
        draft = Draft(
            SourceLocation(self.name, own.line, self.count),
            id=own.id,
            kind=own.kind or (infer_document_kind(own.title) if own.level in ("item", "part") else None),
            title=steps[-1].title,
            date=own.dates[0] if own.dates else None,
            agents=[*own.agents, *self.find_creators(above)],
            repository=repository,
            parts=hierarchy.build_path(steps, containers),
            languages=next((one.languages for one in reversed(self.open) if one.languages), []),
            summary=own.summary,
            subjects=own.subjects,
            rights=next((one.rights for one in reversed(self.open) if one.rights), None),
            notes=list(own.notes),
        )
        draft.description = {
            "title_kind": None
            if steps[-1].title is None
            else "formal"
            if own.has_formal_title
            else "supplied",
            "extent": "; ".join(own.extents) or None,
            "technique": own.technique,
            "scale": own.scale,
        }
        if not draft.languages and self.description_language:
            # Titles are in the language of the description, and keep their case.
            draft.languages = [self.description_language]
        if preferred and (citation := strip_placeholders(preferred)):
            draft.notes.append(f"Preferred citation: {citation}")
        draft.more_holdings = [Holding(repository, hierarchy.build_path(steps, other)) for other in others]
        for url, identifier in own.copies[:1]:
            draft.copy = evolve(draft.copy, url=url, identifier=identifier or None)
        draft.notes += hierarchy.describe_files(steps, containers)
        draft.notes += [f"Also online: {url}" for url, _ in own.copies[1:]]
        draft.notes += [f"Also dated: {one}" for one in own.dates[1:]]
        return draft.build()

    def find_creators(self, above: list[Component]) -> list[Agent]:
        """Return the creators of the fonds, who did not necessarily write what is in it."""
        inherited = next((one.agents for one in reversed(above) if one.agents), [])
        if inherited != self.inherited:
            # They are the same for nearly all components.
            self.inherited = [*inherited]
            self.creators = [evolve(one, role="creator") for one in inherited if one.role == "author"]
        return self.creators

    def apply_citation(self, preferred: str, repository: Repository, top: Step) -> AppliedCitation:
        """Apply a preferred citation; the result is kept for the components that share it."""
        key = (preferred, repository, top)
        if key not in self.applied:
            self.applied = {key: apply_preferred_citation(preferred, repository, [top])}
            for warning in self.applied[key].warnings:
                self.warn_once(warning)
        return self.applied[key]

    def collect_containers(self) -> tuple[tuple[Part, ...], list[tuple[Part, ...]]]:
        """Return the containers of the innermost component, and those of its other copies."""
        found: tuple[Part, ...] = ()
        for component in self.open:
            if component.containers:
                found = hierarchy.inherit_containers(component.containers[0], found)
        return found, self.open[-1].containers[1:]

    def warn_once(self, message: str) -> None:
        """Warn of something in the innermost component, unless the same was said before."""
        if message not in self.warned and len(self.warned) < _MOST_WARNINGS:
            self.warned.add(message)
            own = self.open[-1]
            reader_warnings.warn(SourceLocation(self.name, own.line, self.count, own.id or None), message)


def _find_description_language(element: _Element) -> str | None:
    """Return the one language of the description, unless it is English."""
    elements = [
        one for one in (element, *find_descendants(element, "language")) if get_attribute(one, "langcode")
    ]
    found = {catalogue.find_language(get_attribute(one, "langcode")) for one in elements}
    language = found.pop() if len(found) == 1 else None
    return None if language == "English" else language

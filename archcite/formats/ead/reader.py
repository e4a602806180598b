"""Finding aids in EAD 2002 (with and without a namespace or a DTD) and in EAD3: every item, or one by its id.

Streamed: a component is read when it ends, and cleared.  What a component does not say of itself, it has from
those that enclose it: repository, languages, conditions, containers, who made the fonds.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from attrs import define, evolve, field

from archcite.errors import SourceError
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import description_levels as hierarchy
from archcite.formats.common import reader_warnings, record_draft
from archcite.formats.common.description_levels import Step
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.preferred_citation import (
    AppliedCitation,
    apply_preferred_citation,
    strip_placeholders,
)
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
from archcite.record import Agent, ArchivalDate, Holding, Part, Record, Repository

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACES = (
    "urn:isbn:1-931666-22-9",
    "http://ead3.archivists.org/schema/",
    "http://ead3.archivists.org/schema/undeprecated/",
)

# What stands in <did> and beside it → what it is to a record; the same element always means the same.
ELEMENTS = {
    "unitid": "unit_id",
    "unittitle": "title",
    "unitdate": "date",
    "unitdatestructured": "date",
    "container": "containers",
    "origination": "origination",
    "repository": "repository",
    "langmaterial": "languages",
    "dao": "copies",
    "daogrp": "copies",
    "daoset": "copies",
    "abstract": "summary",
    "scopecontent": "summary",
    "controlaccess": "access_points",
    "prefercite": "preferred",
    "userestrict": "rights",
    "accessrestrict": "notes",
    "altformavail": "notes",
    "originalsloc": "notes",
    "physdesc": "notes",
    "physdescstructured": "notes",
    "physloc": "notes",
    "phystech": "notes",
    "didnote": "notes",
    "note": "notes",
    "odd": "notes",
}
# Of use to who works in the archive, and not to who cites from it.
UNSAID = frozenset(
    (
        *(
            "head",
            "thead",
            "footnote",
            "runner",
            "frontmatter",
            "index",
            "dsc",
            "dscgrp",
            "fileplan",
            "relations",
        ),
        *(
            "accruals",
            "acqinfo",
            "appraisal",
            "arrangement",
            "bioghist",
            "custodhist",
            "legalstatus",
            "processinfo",
        ),
        *("bibliography", "materialspec", "otherfindaid", "relatedmaterial", "separatedmaterial"),
    )
)
_DID = frozenset(("did", "descgrp"))
_SUBJECTS = (
    "subject",
    "geogname",
    "persname",
    "corpname",
    "famname",
    "name",
    "title",
    "function",
    "occupation",
)
_PERSONS = ("persname", "corpname", "famname", "name")
# Identifiers that programs give for themselves.
_OF_PROGRAMS = (
    "aspace_uri",
    "uri",
    "ark",
    "url",
    "handle",
    "guid",
    "uuid",
    "barcode",
    "system",
    "alternative",
)


def sniff_start(start: bytes) -> bool:
    """Whether a file that starts so is a finding aid in EAD.

    >>> sniff_start(b'<?xml version="1.0"?><ead xmlns="urn:isbn:1-931666-22-9">'), sniff_start(b"<mods>")
    (True, False)
    """
    return has_root(start, {"ead"}, NAMESPACES)


def read_file(file: BinaryIO, name: str = "the finding aid") -> Iterator[Record]:
    """A record for each of the lowest components of a finding aid, in its order; for a whole without any, one.

    Raises :class:`~archcite.errors.SourceError` where the file is no EAD; an
    :class:`~archcite.errors.ArchciteWarning` says what was guessed or left out.

    >>> import io
    >>> record, = read_file(io.BytesIO(b'''<ead><archdesc level="collection"><did><unittitle>House Papers</unittitle>
    ... <repository>Yale University Library</repository></did><dsc><c id="c1" level="item"><did>
    ... <unittitle>Letter from George Creel</unittitle><unitdate normal="1918-09-25">25 September 1918</unitdate>
    ... <container type="box">6</container></did></c></dsc></archdesc></ead>'''))
    >>> record.title, record.date.edtf, str(record.holding)
    ('Letter from George Creel', '1918-09-25', 'Yale University Library, House Papers, box 6')
    """
    reader = _Reader(file, name)
    yield from reader.records()
    if not reader.count:
        raise SourceError(f"“{name}” has no description in it (no <archdesc>): export the finding aid again.")
    reader.report()


def read_component(file: BinaryIO, identifier: str, name: str = "the finding aid") -> Record:
    """The record of the one component with an id: a series, a file, an item, or the whole (``archdesc``).

    Raises :class:`~archcite.errors.SourceError` where no component has it.

    >>> import io
    >>> read_component(io.BytesIO(b'''<ead><archdesc level="fonds"><did><unittitle>Papers</unittitle></did><dsc>
    ... <c id="s1" level="series"><did><unitid>I</unitid><unittitle>Letters</unittitle></did><c/></c>
    ... </dsc></archdesc></ead>'''), "s1").title
    'Letters'
    """
    reader = _Reader(file, name)
    for record in reader.records(identifier):
        reader.report()
        return record
    raise SourceError(f"“{name}” has no component with the id “{identifier}”: look it up in the finding aid.")


@define
class _Component:
    """What one level of description says of itself, and whether there are levels below it."""

    element: str
    level: str
    line: int
    id: str = ""
    label: str | None = None
    has_children: bool = False
    unit_id: str | None = None
    title: str | None = None
    dates: list[ArchivalDate] = field(factory=list)
    agents: list[Agent] = field(factory=list)
    containers: list[tuple[Part, ...]] = field(factory=list)
    repository: Repository = field(factory=Repository)
    languages: list[str] = field(factory=list)
    copies: list[tuple[str, str]] = field(factory=list)
    summary: str | None = None
    rights: str | None = None
    preferred: str | None = None
    kind: str | None = None
    subjects: list[str] = field(factory=list)
    notes: list[str] = field(factory=list)

    @property
    def step(self) -> Step:
        return Step(self.level, self.unit_id, self.title, self.label)


class _Reader:
    """One finding aid being read."""

    def __init__(self, file: BinaryIO, name: str) -> None:
        self.events = Events(file, name)
        self.name = name
        self.open: list[_Component] = []
        self.left_out: list[str] = []
        self.warned: set[str] = set()
        self.publisher: str | None = None
        self.known: dict[tuple[str, Repository, Step], AppliedCitation] = {}
        self.count = 0

    def records(self, identifier: str | None = None) -> Iterator[Record]:
        """The lowest components, or the one with an id as soon as all is known that it says of itself."""
        for event, element in self.events:
            name = get_name(element)
            is_component = name == "archdesc" or _is_component(name)
            if event == "start":
                if is_component:
                    if self.open:
                        if self.open[-1].id == identifier and identifier is not None:
                            yield self.record()
                            return
                        self.open[-1].has_children = True
                    self.count += 1
                    self.open.append(_open_component(element))
            elif is_component:
                if (
                    identifier == self.open[-1].id
                    if identifier is not None
                    else not self.open[-1].has_children
                ):
                    yield self.record()
                self.open.pop()
                self.events.clear(element)
            else:
                self.take(element, name)

    def report(self) -> None:
        """Say, once for the file, which elements had no place."""
        reader_warnings.warn_left_out(f"“{self.name}”", [f"<{name}>" for name in self.left_out])

    def take(self, element: _Element, name: str) -> None:
        """Read an element that ends directly in a component, and give back its memory."""
        parent = element.getparent()
        above = get_name(parent) if parent is not None else ""
        if above == "publicationstmt" and name == "publisher":
            self.publisher = get_text(element) or None
        in_component = above == "archdesc" or _is_component(above)
        if not in_component and above not in ("dsc", "ead") and name not in ("ead", "record"):
            return
        if self.open and in_component:
            for one in find_children(element) if name in _DID else [element]:
                self.read(one, self.open[-1])
        self.events.clear(element)

    def read(self, element: _Element, component: _Component) -> None:
        name = get_name(element)
        into = ELEMENTS.get(name)
        if into is not None:
            getattr(self, f"_{into}")(element, component)
        elif name not in UNSAID and name not in self.left_out:
            self.left_out.append(name)

    def _unit_id(self, element: _Element, component: _Component) -> None:
        kind = (get_attribute(element, "type") or get_attribute(element, "localtype")).casefold()
        number = get_text(element)
        of_a_program = (
            kind in _OF_PROGRAMS or "://" in number or get_attribute(element, "audience") == "internal"
        )
        if number and not component.unit_id and not of_a_program:
            component.unit_id = number

    def _title(self, element: _Element, component: _Component) -> None:
        for one in find_children(element, "unitdate"):
            self._date(one, component)
        component.title = component.title or get_text(element, skip={"unitdate"}).rstrip(" ,;:") or None

    def _date(self, element: _Element, component: _Component) -> None:
        if (get_attribute(element, "type") or get_attribute(element, "unitdatetype")) == "bulk":
            return
        words = _get_date_words(element)
        approximate = get_attribute(element, "certainty").casefold() in (
            "approximate",
            "circa",
            "ca",
            "uncertain",
        )
        normal = get_attribute(element, "normal") or _get_structured_date(element)
        found = catalogue.parse_date(words, normal, approximate=approximate)
        if found is None:
            return
        if normal and catalogue.normalize_date(normal) is None:
            self.warn_once(
                f"“{normal}” is not a valid date in the form of ISO 8601, and “{found}” was read instead"
            )
        component.dates.append(found)

    def _containers(self, element: _Element, component: _Component) -> None:
        called = (
            get_attribute(element, "type")
            or get_attribute(element, "localtype")
            or get_attribute(element, "label")
        )
        part = hierarchy.parse_container(called, get_text(element))
        if part is None:
            return
        last = component.containers[-1] if component.containers else ()
        # A container of a level that is there already begins another copy: the microfilm after the box.
        begins = not get_attribute(element, "parent") and any(
            one.level == part.level or (part.level == "reel" and one.level in ("box", "folder"))
            for one in last
        )
        if begins or not component.containers:
            component.containers.append((part,))
        else:
            component.containers[-1] = (*last, part)

    def _origination(self, element: _Element, component: _Component) -> None:
        names = find_children(element, *_PERSONS)
        for one in names or [element]:
            said = (
                get_attribute(one, "relator") or get_attribute(one, "role") or get_attribute(one, "localtype")
            )
            role = catalogue.find_role(said, get_attribute(element, "label"))
            found = catalogue.parse_agent(_get_heading(one), role, body=_is_body(one))
            if found:
                component.agents.append(found)

    def _repository(self, element: _Element, component: _Component) -> None:
        named = find_children(element, *_PERSONS) or [element]
        name = get_text(named[0], skip={"subarea", "address", "extref", "ref"})
        divisions = [get_text(one) for one in find_descendants(element, "subarea")]
        component.repository = catalogue.parse_repository(
            ", ".join(filter(None, [*reversed(divisions), name]))
        )

    def _languages(self, element: _Element, component: _Component) -> None:
        named = find_descendants(element, "language")
        for one in named:
            found = catalogue.find_language(get_attribute(one, "langcode") or get_text(one))
            if found:
                component.languages.append(found)
        if (
            not named
            and len(get_text(element).split()) == 1
            and (found := catalogue.find_language(get_text(element)))
        ):
            component.languages.append(found)

    def _copies(self, element: _Element, component: _Component) -> None:
        for one in [element, *find_descendants(element, "dao", "daoloc", "extref", "ref")]:
            href = get_attribute(one, "href")
            url = catalogue.to_address(href)
            if url:
                identifier = get_attribute(one, "identifier") or get_attribute(one, "daoidentifier")
                component.copies.append((url, identifier))
            elif href or get_attribute(one, "entityref"):
                self.warn_once(
                    f"“{reader_warnings.shorten(href or get_attribute(one, 'entityref'))}” is no address on the "
                    "web, and is no online copy"
                )

    def _summary(self, element: _Element, component: _Component) -> None:
        said = get_text(element, skip={"head"})
        component.summary = " ".join(filter(None, (component.summary, said))) or None

    def _rights(self, element: _Element, component: _Component) -> None:
        component.rights = get_text(element, skip={"head"}) or component.rights

    def _preferred(self, element: _Element, component: _Component) -> None:
        component.preferred = get_text(element, skip={"head"}) or component.preferred

    def _notes(self, element: _Element, component: _Component) -> None:
        label = get_attribute(element, "label") or " ".join(map(get_text, find_children(element, "head")))
        said = get_text(element, skip={"head"})
        if said:
            component.notes.append(f"{label.rstrip(' :')}: {said}" if label else said)

    def _access_points(self, element: _Element, component: _Component) -> None:
        for one in find_descendants(element, "genreform", *_SUBJECTS):
            term = _get_heading(one)
            if get_name(one) == "genreform":
                component.kind = component.kind or catalogue.find_kind(term)
            elif (
                term
                and get_name(one) in _PERSONS
                and (said := get_attribute(one, "relator") or get_attribute(one, "role"))
            ):
                role = catalogue.find_role(said, default="")
                found = (
                    catalogue.parse_agent(term, role, body=_is_body(one))
                    if role and "subject" not in role
                    else None
                )
                if found:
                    component.agents.append(found)
            elif term:
                component.subjects.append(term)

    def record(self) -> Record:
        """The innermost open component, with what it has from those around it."""
        own, above = self.open[-1], self.open[:-1]
        where = f"“{self.name}”, line {own.line}"
        steps = [component.step for component in self.open]
        repository = next((one.repository for one in reversed(self.open) if one.repository), Repository())
        preferred = next((one.preferred for one in reversed(self.open) if one.preferred), None)
        if preferred:
            honoured = self.honoured(preferred, repository, steps[0])
            repository, steps[:1] = honoured.repository, honoured.steps
        if not repository and self.publisher:
            repository = catalogue.parse_repository(self.publisher)
            self.warn_once(f"no repository is named, and the publisher, “{self.publisher}”, was taken for it")
        containers, others = self.containers()
        draft = record_draft.Draft(
            where,
            id=own.id,
            kind=own.kind or (infer_document_kind(own.title) if own.level in ("item", "part") else None),
            title=steps[-1].title,
            date=own.dates[0] if own.dates else None,
            agents=[*own.agents, *self.creators(above)],
            repository=repository,
            parts=hierarchy.build_path(steps, containers),
            note=f"Preferred citation: {strip_placeholders(preferred)}"
            if preferred and strip_placeholders(preferred)
            else None,
            languages=next((one.languages for one in reversed(self.open) if one.languages), []),
            summary=own.summary,
            subjects=own.subjects,
            rights=next((one.rights for one in reversed(self.open) if one.rights), None),
            notes=list(own.notes),
        )
        draft.more_holdings = [Holding(repository, hierarchy.build_path(steps, other)) for other in others]
        for url, identifier in own.copies[:1]:
            draft.copy = evolve(draft.copy, url=url, identifier=identifier or None)
        draft.notes += hierarchy.describe_files(steps, containers)
        draft.notes += [f"Also online: {url}" for url, _ in own.copies[1:]]
        draft.notes += [f"Also dated: {one}" for one in own.dates[1:]]
        return draft.record()

    def honoured(self, preferred: str, repository: Repository, top: Step) -> AppliedCitation:
        """What a preferred citation changes; asked once for all that it is preferred for."""
        key = (preferred, repository, top)
        if key not in self.known:
            self.known = {key: apply_preferred_citation(preferred, repository, [top])}
            for warning in self.known[key].warnings:
                self.warn_once(warning)
        return self.known[key]

    def containers(self) -> tuple[tuple[Part, ...], list[tuple[Part, ...]]]:
        """The containers of the innermost component, and those of its other copies."""
        found: tuple[Part, ...] = ()
        for component in self.open:
            if component.containers:
                found = hierarchy.inherit_containers(component.containers[0], found)
        return found, self.open[-1].containers[1:]

    def creators(self, above: list[_Component]) -> list[Agent]:
        """Who made the fonds, which is not who wrote what lies in it."""
        inherited = next((one.agents for one in reversed(above) if one.agents), [])
        return [evolve(one, role="creator") for one in inherited if one.role == "author"]

    def warn_once(self, what: str) -> None:
        if what not in self.warned and len(self.warned) < 100:
            self.warned.add(what)
            reader_warnings.warn(f"“{self.name}”, line {self.open[-1].line}", what)


def _is_component(name: str) -> bool:
    """Whether an element is a component: ``c``, or ``c01`` to ``c12``."""
    return name == "c" or (len(name) == 3 and name[0] == "c" and name[1:].isdigit())


def _open_component(element: _Element) -> _Component:
    said = get_attribute(element, "level")
    other = get_attribute(element, "otherlevel")
    level = hierarchy.find_level(other if said == "otherlevel" else said)
    label = "RG" if said == "recordgrp" else None
    return _Component(get_name(element), level, get_line(element), get_attribute(element, "id"), label)


def _get_heading(element: _Element) -> str:
    """A name or a subject; EAD3 has it in parts."""
    parts = find_children(element, "part")
    if not parts:
        return get_text(element)
    return (", " if get_name(element) in _PERSONS else " -- ").join(map(get_text, parts))


def _is_body(element: _Element) -> bool | None:
    return {"persname": False, "corpname": True, "famname": True}.get(get_name(element))


def _get_date_words(element: _Element) -> str:
    """A date as it is written; EAD3 may have the two ends of a range apart."""
    for one in find_descendants(element, "daterange"):
        return "–".join(filter(None, (get_text(end) for end in find_children(one))))
    return get_text(element)


def _get_structured_date(element: _Element) -> str:
    """The normal form of a date that EAD3 has in elements: a single one, or the two ends of a range."""
    for one in find_descendants(element, "datesingle"):
        return get_attribute(one, "standarddate")
    for one in find_descendants(element, "daterange"):
        ends = [*find_children(one, "fromdate"), *find_children(one, "todate")]
        if len(ends) == 2:
            return "/".join(get_attribute(end, "standarddate") for end in ends)
    return ""

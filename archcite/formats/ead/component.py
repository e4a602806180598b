"""One level of description of a finding aid (``<archdesc>`` or ``<c>``), and how its elements are read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from attrs import define, field

from archcite._foundation.wording import shorten_text
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import description_levels as hierarchy
from archcite.formats.common.description_levels import Step
from archcite.formats.common.languages import split_languages
from archcite.formats.common.xml_reading import (
    find_children,
    find_descendants,
    get_attribute,
    get_line,
    get_name,
    get_text,
)
from archcite.formats.ead.dates import read_dates
from archcite.record import Agent, ArchivalDate, Part, Repository

if TYPE_CHECKING:
    from lxml.etree import _Element

# Elements that help to work in the archive, but not to cite from it.
IGNORED = frozenset(
    (
        *("head", "thead", "footnote", "runner", "frontmatter", "index", "dsc", "dscgrp", "fileplan"),
        *("relations", "accruals", "acqinfo", "appraisal", "arrangement", "bioghist", "custodhist"),
        *("legalstatus", "processinfo", "bibliography", "otherfindaid", "relatedmaterial"),
        *("separatedmaterial",),
    )
)
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
# Types of identifiers that programs assign.
_TYPES_OF_PROGRAMS = frozenset(
    (*("aspace_uri", "uri", "ark", "url", "handle", "guid", "uuid", "barcode", "system", "alternative"),)
)
# Parts of a repository's element that are not its name.
_NOT_IN_NAME = frozenset(("subarea", "address", "addressline", "extref", "ref", "extptr", "ptr"))


@define
class Component:
    """What one level of description says of itself, and whether there are levels below it."""

    element: str
    level: str
    line: int
    id: str = ""
    label: str | None = None
    has_children: bool = False
    unit_id: str | None = None
    title: str | None = None
    has_formal_title: bool = False
    dates: list[ArchivalDate] = field(factory=list)
    agents: list[Agent] = field(factory=list)
    containers: list[tuple[Part, ...]] = field(factory=list)
    repository: Repository = field(factory=Repository)
    languages: list[str] = field(factory=list)
    copies: list[tuple[str, str]] = field(factory=list)
    extents: list[str] = field(factory=list)
    technique: str | None = None
    scale: str | None = None
    summary: str | None = None
    rights: str | None = None
    preferred: str | None = None
    kind: str | None = None
    subjects: list[str] = field(factory=list)
    notes: list[str] = field(factory=list)
    # Sentences about what was inferred or left out, for warnings.
    remarks: list[str] = field(factory=list)

    @property
    def step(self) -> Step:
        """The component as a step on the way down to a document."""
        return Step(self.level, self.unit_id, self.title, self.label)


# The elements that describe a level: the whole, and components of any depth.
DESCRIBED = frozenset(("archdesc", "c", *(f"c{number:02}" for number in range(100))))


def open_component(element: _Element) -> Component:
    """Create a component from the attributes of its element."""
    level = get_attribute(element, "level")
    other = get_attribute(element, "otherlevel")
    name = get_name(element)
    found = hierarchy.find_level(other if level == "otherlevel" else level)
    return Component(
        name,
        # The whole of a finding aid is a collection, whatever its archive calls it: “Accession”.
        "fonds" if name == "archdesc" and found == "part" else found,
        get_line(element),
        get_attribute(element, "id"),
        "RG" if level == "recordgrp" else None,
    )


def read_element(element: _Element, component: Component) -> bool:
    """Read an element of a component, if archcite knows it; return whether it does."""
    name = get_name(element)
    read = ELEMENTS.get(name)
    if read is not None:
        read(element, component)
    return read is not None or name in IGNORED


def _read_unit_id(element: _Element, component: Component) -> None:
    kind = (get_attribute(element, "type") or get_attribute(element, "localtype")).casefold()
    number = get_text(element)
    is_of_program = (
        kind in _TYPES_OF_PROGRAMS or "://" in number or get_attribute(element, "audience") == "internal"
    )
    if number and not component.unit_id and not is_of_program:
        component.unit_id = number


def _read_title(element: _Element, component: Component) -> None:
    for child in find_children(element, "unitdate"):
        _read_date(child, component)
    if component.title:
        return
    component.title = catalogue.strip_heading_stop(get_text(element, skip={"unitdate"})) or None
    # The archivist makes titles (ISAD(G) 3.1.2); one that the document bears is marked as a title.
    marked = [get_text(child) for child in find_children(element, "title")]
    component.has_formal_title = (
        len(marked) == 1 and catalogue.strip_heading_stop(marked[0]) == component.title
    )


def _read_date(element: _Element, component: Component) -> None:
    if (get_attribute(element, "type") or get_attribute(element, "unitdatetype")) != "bulk":
        component.dates += read_dates(element, component.remarks)


def _read_container(element: _Element, component: Component) -> None:
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
    begins_copy = not get_attribute(element, "parent") and any(
        known.level == part.level or (part.level == "reel" and known.level in ("box", "folder"))
        for known in last
    )
    if begins_copy or not component.containers:
        component.containers.append((part,))
    else:
        component.containers[-1] = (*last, part)


def _read_origination(element: _Element, component: Component) -> None:
    label = get_attribute(element, "label")
    for named in find_children(element, *_PERSONS) or [element]:
        agent = catalogue.parse_agent(
            _get_heading(named), catalogue.find_role(_get_relator(named), label), body=_is_body(named)
        )
        if agent:
            component.agents.append(agent)


def _read_repository(element: _Element, component: Component) -> None:
    named = (find_children(element, *_PERSONS) or [element])[0]
    divisions = [get_text(division) for division in find_descendants(element, "subarea")]
    name = ", ".join(filter(None, (*reversed(divisions), get_text(named, skip=_NOT_IN_NAME))))
    component.repository = catalogue.parse_repository(name)


def _read_languages(element: _Element, component: Component) -> None:
    languages = [
        catalogue.find_language(get_attribute(child, "langcode") or get_text(child))
        for child in find_descendants(element, "language")
    ]
    # Other text is a sentence about the languages (“Mostly in German”).
    component.languages += filter(None, languages or split_languages(get_text(element)))


def _read_copies(element: _Element, component: Component) -> None:
    for linked in [element, *find_descendants(element, "dao", "daoloc", "extref", "ref")]:
        href = get_attribute(linked, "href")
        if url := catalogue.to_address(href):
            identifier = get_attribute(linked, "identifier") or get_attribute(linked, "daoidentifier")
            component.copies.append((url, identifier))
        elif shown := href or get_attribute(linked, "entityref"):
            component.remarks.append(
                f"“{shorten_text(shown)}” is not a web address, and is left out of the online copies."
            )


def _read_summary(element: _Element, component: Component) -> None:
    component.summary = " ".join(filter(None, (component.summary, _get_body(element)))) or None


def _read_rights(element: _Element, component: Component) -> None:
    component.rights = _get_body(element) or component.rights


def _read_preferred_citation(element: _Element, component: Component) -> None:
    component.preferred = _get_body(element) or component.preferred


def _read_note(element: _Element, component: Component) -> None:
    label = get_attribute(element, "label") or " ".join(map(get_text, find_children(element, "head")))
    if text := _get_body(element):
        component.notes.append(f"{label.rstrip(' :')}: {text}" if label else text)


def _read_extent(element: _Element, component: Component) -> None:
    """Read the extent, and the technique if it is marked (ISAD(G) 3.1.5)."""
    facets = [get_text(facet) for facet in find_children(element, "physfacet") if get_text(facet)]
    component.technique = component.technique or "; ".join(facets) or None
    if get_name(element) == "physdescstructured":
        quantity = " ".join(map(get_text, find_children(element, "quantity", "unittype")))
        texts = [quantity, *map(get_text, find_children(element, "dimensions"))]
    else:
        texts = [get_text(element, skip={"head", "physfacet"})]
    component.extents += [text.strip(" ,;") for text in texts if text.strip(" ,;")]


def _read_scale(element: _Element, component: Component) -> None:
    text = _get_body(element)
    about = f"{get_attribute(element, 'label')} {get_attribute(element, 'type')} {text}".casefold()
    if "scale" in about or "1:" in about:
        component.scale = component.scale or text or None


def _read_access_points(element: _Element, component: Component) -> None:
    for point in find_descendants(element, "genreform", *_SUBJECTS):
        term = _get_heading(point)
        if get_name(point) == "genreform":
            component.kind = component.kind or catalogue.find_kind(term)
        elif term and get_name(point) in _PERSONS and (relator := _get_relator(point, local=False)):
            role = catalogue.find_role(relator, default="")
            is_maker = role and "subject" not in role
            agent = catalogue.parse_agent(term, role, body=_is_body(point)) if is_maker else None
            if agent:
                component.agents.append(agent)
        elif term:
            component.subjects.append(term)


def _get_heading(element: _Element) -> str:
    """Return a name or a subject; EAD3 divides it into parts."""
    parts = find_children(element, "part")
    if not parts:
        return get_text(element)
    return (", " if get_name(element) in _PERSONS else " -- ").join(map(get_text, parts))


def _get_relator(element: _Element, *, local: bool = True) -> str:
    names = ("relator", "role", *(("localtype",) if local else ()))
    return next((value for name in names if (value := get_attribute(element, name))), "")


def _get_body(element: _Element) -> str:
    return get_text(element, skip={"head"})


def _is_body(element: _Element) -> bool | None:
    return {"persname": False, "corpname": True, "famname": True}.get(get_name(element))


# What is in <did> and beside it. The same element always means the same.
ELEMENTS: Mapping[str, Callable[[_Element, Component], None]] = {
    "unitid": _read_unit_id,
    "unittitle": _read_title,
    "unitdate": _read_date,
    "unitdatestructured": _read_date,
    "container": _read_container,
    "origination": _read_origination,
    "repository": _read_repository,
    "langmaterial": _read_languages,
    "dao": _read_copies,
    "daogrp": _read_copies,
    "daoset": _read_copies,
    "abstract": _read_summary,
    "scopecontent": _read_summary,
    "controlaccess": _read_access_points,
    "prefercite": _read_preferred_citation,
    "userestrict": _read_rights,
    "physdesc": _read_extent,
    "physdescstructured": _read_extent,
    "physdescset": _read_extent,
    "materialspec": _read_scale,
    "accessrestrict": _read_note,
    "altformavail": _read_note,
    "originalsloc": _read_note,
    "physloc": _read_note,
    "phystech": _read_note,
    "didnote": _read_note,
    "note": _read_note,
    "odd": _read_note,
}

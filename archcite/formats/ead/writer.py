"""Records as components of a finding aid in EAD 2002: fonds, series and files, with the documents in them.

What several records lie in is written once, with its components around theirs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from archcite.formats.common.field_mapping import FieldTable, map_record
from archcite.formats.common.xml_building import add_element, create_root, get_child, put_path, serialize
from archcite.record import Agent, ArchivalDate, Part, Repository, Source
from archcite.record.vocabulary import CREATORS, ROLES

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "urn:isbn:1-931666-22-9"
_XLINK = "http://www.w3.org/1999/xlink"

TABLE = FieldTable(
    "EAD",
    (
        ("did>unittitle", "title"),
        *(("did>origination", role) for role in CREATORS),
        ("did>unitdate", "written date"),
        ("did>physloc", "pages"),
        ("did>langmaterial>language", "languages"),
        ("did>physdesc>physfacet@type=material", "medium"),
        ("dao", "address"),
        ("scopecontent>p", "summary"),
        ("controlaccess>genreform", "kind"),
        *(("controlaccess", role) for role in ROLES if role not in CREATORS),
        ("controlaccess", "other agents"),
        ("controlaccess>subject", "subjects"),
        ("altformavail>p", "further holdings"),
        ("userestrict>p", "rights"),
    ),
    notes="+odd>p",
    # The components and containers around a document, and what is in attributes.
    elsewhere=(
        *("id", "holding.repository.name", "holding.repository.place", "holding.repository.country"),
        *("holding.parts", "holding.parts.title"),
    ),
)
# Levels of components; others are said in “otherlevel” (EAD 2002 tag library, <c>).
_LEVELS = frozenset(("fonds", "subfonds", "series", "subseries", "file", "item"))
# What a document lies in without its being described.
_CONTAINERS = frozenset(("volume", "box", "folder", "reel", "frame"))
# What no id may have (XML 1.0, NameChar; the letters of the rarest scripts are left out).
_NO_NAME = re.compile(
    r"[^A-Za-z0-9._\-\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u3001-\ud7ff\uf900-\ufdcf]"
)
_POINT = r"\d{4}(?:-[01]\d(?:-\d\d)?)?"
_NORMAL = re.compile(rf"{_POINT}(?:/{_POINT})?", re.ASCII)

# A repository and the part within it: where components have been made already.
_Places: TypeAlias = "dict[tuple[Repository, tuple[Part, ...]], _Element]"


def to_ead(records: Sequence[Source]) -> str:
    """Write records as a finding aid: the levels above them, and in these a component for each record.

    >>> from archcite.record import Holding, Record
    >>> letter = Record(title="Letter", holdings=[Holding(Repository("ANIC"), [Part("file", "File", "6")])])
    >>> print(to_ead([letter]).partition("combined")[2])
    ">
          <c level="file">
            <did>
              <unitid>File 6</unitid>
              <repository>
                <corpname>ANIC</corpname>
              </repository>
            </did>
            <c level="item">
              <did>
                <unittitle>Letter</unittitle>
              </did>
            </c>
          </c>
        </dsc>
      </archdesc>
    </ead>
    <BLANKLINE>
    """
    root = create_root("ead", {"": NAMESPACE, "xlink": _XLINK})
    put_path(root, "eadheader>eadid")
    put_path(root, "eadheader>filedesc>titlestmt>titleproper", "Sources")
    description = add_element(root, "archdesc", {"level": "otherlevel", "otherlevel": "selection"})
    put_path(description, "did>unittitle")
    top = add_element(description, "dsc", {"type": "combined"})
    places: _Places = {}
    taken: set[str] = set()
    for record in records:
        _put_record(_find_parent(record, top, places), record, taken)
    return serialize(root)


def _find_parent(record: Source, top: _Element, places: _Places) -> _Element:
    """Return the component of the last part that is not a container, the parent of the record's own."""
    repository = record.holding.repository
    element = top
    above: tuple[Part, ...] = ()
    for part in _list_components(record):
        above = (*above, part)
        if (repository, above) not in places:
            places[repository, above] = component = add_element(element, "c", _format_level(part.level))
            _put_part(component, part)
            if len(above) == 1:
                _put_repository(component, repository)
        element = places[repository, above]
    return element


def _put_record(parent: _Element, record: Source, taken: set[str]) -> None:
    attributes: dict[str, str | None] = {"level": "item"}
    if record.id:
        # An id of XML is a name, and there is one of it.
        name = _NO_NAME.sub("_", record.id)
        name = f"_{name}" if name[0] in "0123456789.-" or not name[0].isalpha() else name
        if name not in taken:
            attributes["id"] = name
            taken.add(name)
    component = add_element(parent, "c", attributes)
    put_path(component, "did")
    parts = record.holding.parts
    if parts and parts[-1].level == "item":
        _put_part(component, parts[-1])
    for part in parts:
        if part.level in _CONTAINERS:
            text = part.value or part.title or ""
            add_element(
                get_child(component, "did"), "container", {"type": part.level, "label": part.label}, text
            )
    if not _list_components(record):
        _put_repository(component, record.holding.repository)
    for target, value in map_record(record, TABLE):
        if isinstance(value, Agent):
            _put_agent(component, target, value)
        elif isinstance(value, ArchivalDate):
            _put_date(component, value)
        elif target == "dao":
            title = record.copy.portal
            add_element(component, "dao", {f"{{{_XLINK}}}href": str(value), f"{{{_XLINK}}}title": title})
        else:
            put_path(component, target, str(value))
    did = get_child(component, "did")
    if not len(did):
        # A component is not valid without any description.
        add_element(did, "unittitle", {})


def _list_components(record: Source) -> list[Part]:
    """Return the parts that are components around the record; a part that is an item is the record itself."""
    parts = record.holding.parts
    around = parts[:-1] if parts and parts[-1].level == "item" else parts
    return [part for part in around if part.level not in _CONTAINERS]


def _format_level(level: str) -> dict[str, str | None]:
    if level in _LEVELS:
        return {"level": level}
    return {"level": "otherlevel", "otherlevel": _NO_NAME.sub("_", level)}


def _put_part(component: _Element, part: Part) -> None:
    did = get_child(component, "did")
    number = part.value if part.label or re.search(r"\d", part.value or "") else None
    if number:
        add_element(did, "unitid", {}, f"{part.label} {number}" if part.label else number)
    title = part.title or (None if number else part.value)
    if title:
        add_element(did, "unittitle", {}, title)


def _put_repository(component: _Element, repository: Repository) -> None:
    if not repository:
        return
    element = add_element(get_child(component, "did"), "repository", {})
    add_element(element, "corpname", {}, str(repository))
    for line in (repository.place, repository.country):
        if line:
            put_path(element, "address>addressline", line)


def _put_agent(component: _Element, target: str, agent: Agent) -> None:
    # Each who made it has an element; all others are access points together.
    place = put_path(component, target) if ">" in target else get_child(component, target)
    kind = "corpname" if agent.corporate else "persname"
    add_element(place, kind, {"role": agent.role}, agent.sort_name)


def _put_date(component: _Element, date: ArchivalDate) -> None:
    bare = re.sub("[~?%]", "", date.edtf or "")
    attributes = {
        "normal": bare if _NORMAL.fullmatch(bare) else None,
        "certainty": "approximate" if date.is_approximate or date.is_uncertain else None,
    }
    add_element(get_child(component, "did"), "unitdate", attributes, str(date))

"""Values of MODS: titles, names, dates, pages, and what a document is part of."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from archcite._foundation.lazy_regex import pattern
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import description_levels as hierarchy
from archcite.formats.common.description_levels import Step
from archcite.formats.common.personal_names import split_particles
from archcite.formats.common.xml_reading import find_children, find_descendants, get_attribute, get_text
from archcite.record import Agent, ArchivalDate, Pages

if TYPE_CHECKING:
    from lxml.etree import _Element

# Authority of a genre that is a kind of document in the source's own words.
KINDS_OF_SOURCES = "archcite"
# Details of a part that are pages or leaves, with their label for one and for several.
PAGES = {"page": ("p.", "pp."), "pages": ("p.", "pp."), "folio": ("fol.", "fols."), "leaf": ("fol.", "fols.")}


def format_title(element: _Element) -> str | None:
    """Return a title with its article, subtitle and part; None if it is empty."""
    texts = {
        name: " ".join(map(get_text, find_children(element, name)))
        for name in ("nonSort", "title", "subTitle", "partNumber", "partName")
    }
    article = texts["nonSort"]
    title = f"{article}{'' if article.endswith(('’', chr(39), '-')) or not article else ' '}{texts['title']}".strip()
    if texts["subTitle"]:
        title = f"{title.rstrip(' :')}: {texts['subTitle']}"
    parts = ", ".join(filter(None, (texts["partNumber"], texts["partName"])))
    return (f"{title.rstrip(' .')}. {parts}" if parts else title).rstrip(" /,") or None


def find_hosts(element: _Element) -> list[Step]:
    """Return the hosts of a document as steps, from the widest down; hosts may be within hosts."""
    steps: list[Step] = []
    for one in find_children(element, "relatedItem"):
        if get_attribute(one, "type") in ("host", "series"):
            steps += find_hosts(one)
    title = next(filter(None, map(format_title, find_children(element, "titleInfo"))), None)
    number = next(
        (
            get_text(one)
            for one in find_children(element, "identifier")
            if get_attribute(one, "type").casefold() in ("local", "unitid", "")
        ),
        None,
    )
    texts = get_attribute(element, "displayLabel").casefold()
    level = hierarchy.find_level(texts)
    if level == "part":
        level = "fonds" if not steps else "series"
    if title or number:
        steps.append(Step(level, number, title))
    return steps


def parse_agent(element: _Element) -> Agent | None:
    """Parse a name with its role; the parts of a personal name may be separate or together."""
    terms = [get_text(one) for one in find_descendants(element, "roleTerm")]
    role = catalogue.find_role(*terms)
    kind = get_attribute(element, "type")
    parts = [
        (get_attribute(one, "type"), get_text(one))
        for one in find_children(element, "namePart")
        if get_text(one)
    ]
    texts = {
        kind: [value for part, value in parts if part == kind]
        for kind in ("family", "given", "termsOfAddress", "")
    }
    whole = texts[""]
    if texts["family"] or texts["given"]:
        suffix = next(
            (one for one in texts["termsOfAddress"] if one.rstrip(".") in ("Jr", "Sr", "II", "III", "IV")),
            None,
        )
        family, given = " ".join(texts["family"]), " ".join(texts["given"])
        name = split_particles(family or given, given if family else "")
        return Agent(
            family=name["family"],
            given=name.get("given"),
            particle=name.get("non-dropping-particle"),
            dropping_particle=name.get("dropping-particle"),
            suffix=suffix,
            role=role,
        )
    if not whole:
        whole = [get_text(one) for one in find_children(element, "displayForm")][:1]
    if not whole:
        return None
    if kind == "corporate":
        return catalogue.parse_agent(". ".join(one.rstrip(".") for one in whole), role, body=True)
    return catalogue.parse_agent(", ".join(whole), role, body={"personal": False, "family": True}.get(kind))


def read_extent(element: _Element) -> tuple[str, str]:
    """Return the range and the list of the pages in an ``extent``; each is empty if it is not given.

    >>> from lxml import etree
    >>> read_extent(etree.fromstring("<extent unit='pages'><start>3</start><end>9</end></extent>"))
    ('3-9', '')
    """
    ends = (get_text(end) for end in (*find_children(element, "start"), *find_children(element, "end")))
    listed = " ".join(map(get_text, find_children(element, "list")))
    return "-".join(dict.fromkeys(filter(None, ends))), listed


def join_name(element: _Element) -> str:
    """Return the parts of a name, separated by commas."""
    return ", ".join(get_text(one) for one in find_children(element, "namePart") if get_text(one))


_YEAR_FIRST = pattern(r"^(\d{4})-([A-Z][a-z]{2,8}(?:-\d\d?)?)$")


def parse_date(elements: Iterable[_Element]) -> ArchivalDate | None:
    """Parse the date of elements of one kind: a single one, the key date, or the two ends of a range."""
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
    # “2003-Feb”, as bibutils writes it.
    words = (
        _YEAR_FIRST.sub(lambda found: f"{found[2].replace('-', ' ')} {found[1]}", words) if words else None
    )
    return catalogue.parse_date(words, normal or None, approximate=doubt == "~")


def build_pages(kind: str, number: str) -> Pages:
    """Return pages or leaves with their label, unless the number has one."""
    several = any(mark in number for mark in "-–,")
    label = PAGES.get(kind, PAGES["page"])[several]
    written = Pages(number)
    return written if written.label else Pages(label, number)


def is_code(element: _Element) -> bool:
    """Return whether a term is a code."""
    return get_attribute(element, "type") == "code"

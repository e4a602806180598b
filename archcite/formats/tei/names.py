"""People, dates and texts of TEI."""

from __future__ import annotations

from typing import TYPE_CHECKING

from archcite.errors import RecordError
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.xml_reading import (
    find_children,
    find_descendants,
    get_attribute,
    get_name,
    get_text,
)
from archcite.record import Agent, ArchivalDate

if TYPE_CHECKING:
    from lxml.etree import _Element

_GIVEN = ("forename", "genName")
_FAMILY = ("surname",)
_PARTICLE = ("nameLink",)


def build_agent(element: _Element, role: str) -> Agent | None:
    """Return the person or body of an element: ``<persName>``, ``<author>``, ``<orgName>``; None without a name.

    >>> from lxml import etree
    >>> build_agent(etree.XML("<author><forename>Jane</forename> <surname>Roe</surname></author>"), "author").name
    'Jane Roe'
    >>> build_agent(etree.XML("<orgName>Letters Group</orgName>"), "author").corporate
    True
    """
    given, family, particle = (
        " ".join(filter(None, map(get_text, find_descendants(element, *names))))
        for names in (_GIVEN, _FAMILY, _PARTICLE)
    )
    if family:
        return Agent(family=family, given=given, particle=particle, role=role)
    name = get_text(element)
    is_body = get_name(element) == "orgName" or bool(find_descendants(element, "orgName"))
    is_person = get_name(element) == "persName" or bool(find_descendants(element, "persName"))
    return catalogue.parse_agent(name, role, body=True if is_body else False if is_person else None)


def parse_date(element: _Element) -> ArchivalDate | None:
    """Return the date of an element, from its attributes (``when``, ``from``, ``notBefore`` …) or its text.

    >>> from lxml import etree
    >>> parse_date(etree.XML('<date when="1918-09-25">Sept. 25</date>')).edtf
    '1918-09-25'
    >>> parse_date(etree.XML('<date notBefore="1918-09" notAfter="1918-10"/>')).edtf
    '[1918-09..1918-10]'
    """
    text = get_text(element)
    when, start, end, earliest, latest = (
        get_attribute(element, name) for name in ("when", "from", "to", "notBefore", "notAfter")
    )
    if earliest or latest:
        normal = f"[{earliest}..{latest}]" if earliest != latest else earliest
    else:
        normal = when or (f"{start}/{end}" if start or end else "")
    is_guessed = get_attribute(element, "cert") in ("low", "medium") or bool(
        get_attribute(element, "evidence")
    )
    if is_guessed and normal and not set("[/") & set(normal):
        normal += "?"
    if normal.startswith("["):
        try:
            return ArchivalDate(normal, text or None)
        except RecordError:
            normal = f"{earliest}/{latest}"
    return catalogue.parse_date(text or None, normal)


def find_text(element: _Element, *path: str) -> str:
    """Return the text of the first element at a path of local names that has any; or "".

    >>> from lxml import etree
    >>> find_text(etree.XML("<a><b><c/></b><b><c>1</c></b></a>"), "b", "c")
    '1'
    """
    return next(filter(None, map(get_text, find_all(element, *path))), "")


def find_all(element: _Element, *path: str) -> list[_Element]:
    """Return the elements at a path of local names."""
    found = [element]
    for name in path:
        found = [child for one in found for child in find_children(one, name)]
    return found


__all__ = ["build_agent", "find_all", "find_text", "parse_date"]

"""Trees of XML, built by paths and written out; whatever a record holds, the result is well-formed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from archcite._foundation.warning_collector import emit_warning

if TYPE_CHECKING:
    from lxml.etree import _Element

# What no XML 1.0 file can hold, not even as a reference (XML 1.0, 2.2).
_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STEP = re.compile(r"(?P<tag>[^@]+)(?P<attributes>(?:@[\w:]+=[^@]*)*)")


def create_root(name: str, spaces: Mapping[str, str]) -> _Element:
    """Create the root of a new tree; ``spaces`` maps prefixes to namespaces, "" to that of its elements.

    >>> create_root("mods", {"": "http://www.loc.gov/mods/v3"}).tag
    '{http://www.loc.gov/mods/v3}mods'
    """
    from lxml import etree

    prefixes: Any = {prefix or None: space for prefix, space in spaces.items()}
    prefix, _, local = name.rpartition(":")
    space = spaces.get(prefix)
    return etree.Element(f"{{{space}}}{local}" if space else local, nsmap=prefixes)


def put_path(parent: _Element, path: str, text: str = "") -> _Element:
    """Put an element with a text below a parent, where a path leads: ``a>b@type=x``; give it back.

    Elements on the way are taken where they are there with the same attributes, and made where not; the last is
    always a new one, and so is one with a plus in front (``+a>b``).  All are in the namespace of the parent.

    >>> from lxml import etree
    >>> location = etree.Element("location")
    >>> for path, text in (("url@usage=primary", "1"), ("part>box", "6"), ("part>folder", "7")):
    ...     _ = put_path(location, path, text)
    >>> etree.tostring(location).decode()
    '<location><url usage="primary">1</url><part><box>6</box><folder>7</folder></part></location>'
    """
    *way, last = path.split(">")
    for step in way:
        parent = (
            add_element(parent, *_parse_step(step[1:])) if step.startswith("+") else get_child(parent, step)
        )
    return add_element(parent, *_parse_step(last), text)


def get_child(parent: _Element, step: str) -> _Element:
    """Return the last child that matches a step of a path; create it if it is missing."""
    tag, attributes = _parse_step(step)
    known = [element for element in parent if _has_step(element, tag, attributes)]
    return known[-1] if known else add_element(parent, tag, attributes)


def add_element(parent: _Element, tag: str, attributes: Mapping[str, str | None], text: str = "") -> _Element:
    """Add an element with its non-empty attributes and a text, all as XML can hold it.

    >>> from lxml import etree
    >>> etree.tostring(add_element(etree.Element("a"), "b", {"c": "<", "d": None}, "&")).decode()
    '<b c="&lt;">&amp;</b>'
    """
    from lxml import etree

    space = etree.QName(parent).namespace
    element = etree.SubElement(parent, f"{{{space}}}{tag}" if space and tag[0] != "{" else tag)
    for name, value in attributes.items():
        if value and (held := strip_invalid_xml(value)):
            element.set(name, held)
    if text:
        element.text = strip_invalid_xml(text)
    return element


def strip_invalid_xml(text: str) -> str:
    """Remove characters that XML cannot hold, with a warning.

    >>> strip_invalid_xml("Letter \\U0001f4dc")
    'Letter 📜'
    """
    if _FORBIDDEN.search(text) is None:
        return text
    kept = _FORBIDDEN.sub("", text)
    start = kept if len(kept) <= 40 else f"{kept[:39].rstrip()}…"
    emit_warning(f"“{start}” has control characters that XML cannot hold: they are left out.")
    return kept


def serialize(root: _Element) -> str:
    """Return the tree as the text of an XML file, indented, with its declaration."""
    from lxml import etree

    etree.indent(root)
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def _parse_step(step: str) -> tuple[str, dict[str, str | None]]:
    found = _STEP.fullmatch(step)
    assert found is not None, step
    attributes = (pair.partition("=") for pair in found["attributes"].split("@")[1:])
    return found["tag"], {name: value for name, _, value in attributes}


def _has_step(element: _Element, tag: str, attributes: Mapping[str, str | None]) -> bool:
    same = len(element.attrib) == len(attributes) and all(
        element.get(name) == value for name, value in attributes.items()
    )
    return same and str(element.tag).rpartition("}")[2] == tag

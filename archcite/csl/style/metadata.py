"""What a style says of itself: its title, its class, the fields that it is made for."""

from __future__ import annotations

import functools
from typing import NamedTuple

from archcite.csl.style.library import MAX_PARENTS, StyleSource, find_parent, read_parent, read_source
from archcite.csl.style.xml import Element, parse
from archcite.errors import StyleError

MAX_KEPT = 256


class StyleInfo(NamedTuple):
    """Metadata of a style, as its ``cs:info`` has them (CSL 1.0.2, "Info").

    ``style_class`` is ``note`` or ``in-text``; ``citation_format`` is ``author``, ``author-date``, ``label``, ``note``
    or ``numeric``, or empty if the style has none; ``default_locale`` is a language tag, or empty if the style writes
    in any language. ``fields`` are those of research, such as ``history``. ``parents`` are the ids of the style that
    a dependent style stands for, and of the parents of that; an independent style has none.

    >>> read_info("nature-communications").parents
    ('http://www.zotero.org/styles/nature',)
    """

    id: str
    title: str
    short_title: str
    style_class: str
    citation_format: str
    default_locale: str
    has_bibliography: bool
    fields: tuple[str, ...]
    parents: tuple[str, ...]


def read_info(style: StyleSource) -> StyleInfo:
    """Return the metadata of a style; ``style`` is what :class:`archcite.csl.Processor` takes.

    Raises :class:`~archcite.errors.StyleError` for an unknown style, and for text that is not CSL.

    >>> ieee = read_info("ieee")
    >>> ieee.style_class, ieee.citation_format, ieee.has_bibliography, ieee.fields, ieee.parents
    ('in-text', 'numeric', True, ('engineering', 'generic-base'), ())
    >>> read_info("2d-materials").parents
    ('http://www.zotero.org/styles/institute-of-physics-numeric',)
    """
    if isinstance(style, Element):
        return _build_info(style, "the style")
    return _read_info(*read_source(style))


@functools.lru_cache(maxsize=MAX_KEPT)
def _read_info(text: str, what: str) -> StyleInfo:
    return _build_info(parse(text, what, closed="macro"), what)


def _build_info(root: Element, what: str) -> StyleInfo:
    parents: list[str] = []
    base = root
    while (parent := find_parent(base)) is not None:
        if len(parents) == MAX_PARENTS:
            raise StyleError(f"{what}: its parents have parents of their own without end.")
        parents.append(parent)
        base = parse(*read_parent(parent, what), closed="macro")
    if base.tag != "style" or base.find("citation") is None:
        raise StyleError(f"{what}: it is not a CSL style; give a .csl file.")
    info = root.find("info") or Element("info", {})
    categories = [child.attrs for child in info.children if child.tag == "category"]
    return StyleInfo(
        id=_get_text(info, "id"),
        title=_get_text(info, "title"),
        short_title=_get_text(info, "title-short"),
        style_class=base.attrs.get("class", ""),
        citation_format=next(
            (given["citation-format"] for given in categories if "citation-format" in given), ""
        ),
        default_locale=root.attrs.get("default-locale") or base.attrs.get("default-locale", ""),
        has_bibliography=base.find("bibliography") is not None,
        fields=tuple(given["field"] for given in categories if "field" in given),
        parents=tuple(parents),
    )


def _get_text(info: Element, tag: str) -> str:
    found = info.find(tag)
    return " ".join(found.text.split()) if found is not None else ""

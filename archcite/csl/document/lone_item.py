"""Render an item by itself: its entry, its sort keys and its cite in a document without other items."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from archcite.csl.document.bibliography import BibliographyRenderer
from archcite.csl.document.plan import NO_PLAN
from archcite.csl.document.renderer import NO_ASSIGNMENT, Renderer
from archcite.csl.document.sorting import Reversed
from archcite.output.formats import Format
from archcite.richtext.marks import NO_TEXT, Rich

_KEY = "item"
# What ends a text in a sort key; it sorts before all that is in one.
_END = "\t"


class LoneItem(NamedTuple):
    """An item by itself: its entry in rich text, its sort key as text, and its cite as disambiguation compares it."""

    entry: Rich
    sort_key: str
    form: str


def render_lone_item(renderer: Renderer, format: Format, given: Mapping[str, Any]) -> LoneItem:
    """Render an item by itself; its entry is empty if the style prints nothing of it."""
    renderer.forget(_KEY)  # an item that the renderer was given may have this id
    item = renderer.build_item(given, _KEY)
    area = renderer.style.bibliography
    entries = BibliographyRenderer(renderer, format, lambda _key: NO_ASSIGNMENT)
    keys = (
        renderer.get_sort_key("bibliography", index, item, NO_ASSIGNMENT)
        for index in range(len(area.sort) if area else 0)
    )
    found = LoneItem(
        next(iter(entries.render([item])), NO_TEXT),
        "".join(map(_encode_key, keys)),
        renderer.render_form(item, NO_PLAN),
    )
    renderer.forget(_KEY)
    return found


def _encode_key(key: tuple[bool, Any]) -> str:
    """Return a sort key as text whose order, by code points or bytes of UTF-8, is that of the key.

    >>> sorted([(False, ("b", "")), (False, ("ab", "")), (True, ("", "")), (False, ("a", "é"))], key=_encode_key)
    [(False, ('a', 'é')), (False, ('ab', '')), (False, ('b', '')), (True, ('', ''))]
    >>> descending = [(False, Reversed((text, ""))) for text in ("a", "ab", "b")]
    >>> [key[1].key[0] for key in sorted(descending, key=_encode_key)]
    ['b', 'ab', 'a']
    """
    is_empty, value = key
    is_descending = isinstance(value, Reversed)
    texts = value.key if is_descending else value
    text = "".join(f"{one}{_END}" for one in texts)
    if is_descending:
        text = bytes(255 - byte for byte in text.encode("utf-8", "replace")).hex()
    return f"{int(is_empty)}{text}"

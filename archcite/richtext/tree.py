"""Finished rich text as a small tree, for those who need nodes and not a string (docutils, for one)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.richtext import marks as rt

_MARKED = pattern(f"([{rt.MARKS}])")

KINDS: Mapping[str, str] = {
    rt.ITALIC: "italic",
    rt.OBLIQUE: "oblique",
    rt.UPRIGHT: "upright",
    rt.BOLD: "bold",
    rt.LIGHT: "light",
    rt.MEDIUM: "medium",
    rt.SMALL_CAPS: "small-caps",
    rt.FULL_CAPS: "full-caps",
    rt.UNDERLINE: "underline",
    rt.NO_UNDERLINE: "no-underline",
    rt.SUPERSCRIPT: "superscript",
    rt.SUBSCRIPT: "subscript",
    rt.BASELINE: "baseline",
    rt.LINK: "link",
    rt.BLOCK: "block",
    rt.LEFT_MARGIN: "left-margin",
    rt.RIGHT_INLINE: "right-inline",
    rt.INDENT: "indent",
}


class Span(NamedTuple):
    """Span of a kind (a value of :data:`KINDS`), with its children, and the address if it is a link.

    >>> Span("italic", ("Signs",)).children
    ('Signs',)
    """

    kind: str
    children: tuple[Span | str, ...]
    address: str = ""


def build_tree(rich: str) -> tuple[Span | str, ...]:
    """Build a tree of texts and spans from finished rich text.

    The address of a link is as it was given; whether it may become live is for the caller to decide.

    >>> build_tree("See " + rt.wrap(rt.ITALIC, "Signs") + ".")
    ('See ', Span(kind='italic', children=('Signs',), address=''), '.')
    """
    open_spans: list[tuple[str, str, list[Span | str]]] = [("", "", [])]
    tokens = _MARKED.split(rich)
    for place in range(-1, len(tokens), 2):
        mark = tokens[place] if place > 0 else ""
        text = tokens[place + 1] if place + 1 < len(tokens) else ""
        if mark == rt.CLOSE and len(open_spans) > 1:
            _end(open_spans)
        elif mark == rt.LINK:
            open_spans.append((KINDS[mark], text, []))
            continue
        elif mark in KINDS:
            open_spans.append((KINDS[mark], "", []))
        if text:
            open_spans[-1][2].append(text)
    while len(open_spans) > 1:
        _end(open_spans)
    return tuple(open_spans[0][2])


def _end(open_spans: list[tuple[str, str, list[Span | str]]]) -> None:
    kind, address, children = open_spans.pop()
    open_spans[-1][2].append(Span(kind, tuple(children), address))

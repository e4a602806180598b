"""Parts of pandoc's document tree: made of rich text, and as the text that an author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any, TypeAlias

from archcite.integrations.common.rich_links import ENTRY, build_linked_tree, separate_blocks
from archcite.richtext.tree import Span

# An element: {"t": "Emph", "c": […]}.
Element: TypeAlias = dict[str, Any]

_SPANS: Mapping[str, str] = {
    "italic": "Emph",
    "oblique": "Emph",
    "bold": "Strong",
    "small-caps": "SmallCaps",
    "underline": "Underline",
    "superscript": "Superscript",
    "subscript": "Subscript",
}
# What ends the effect of a span inside it.
_UNDONE_BY: Mapping[str, str] = {
    "italic": "upright",
    "oblique": "upright",
    "bold": "medium",
    "small-caps": "full-caps",
    "underline": "no-underline",
}
_NO_ATTRIBUTES: list[Any] = ["", [], []]
# What an author marks in a prefix or suffix, as Markdown has it.
_MARKS: Mapping[str, str] = {"Emph": "*", "Strong": "**"}


def build_element(kind: str, *content: Any) -> Element:
    """Build an element with its content: several parts of it as a list.

    >>> build_element("Space"), build_element("Str", "a"), build_element("Header", 1, ["", [], []], [])
    ({'t': 'Space'}, {'t': 'Str', 'c': 'a'}, {'t': 'Header', 'c': [1, ['', [], []], []]})
    """
    if not content:
        return {"t": kind}
    return {"t": kind, "c": content[0] if len(content) == 1 else list(content)}


def to_inlines(rich: str, anchors: Mapping[str, str]) -> list[Element]:
    """Convert finished rich text to inline elements; ``anchors`` maps keys to the ids that links lead to.

    Text is text: nothing that a record says is ever markup.

    >>> to_inlines("Signs, 3", {})
    [{'t': 'Str', 'c': 'Signs,'}, {'t': 'Space'}, {'t': 'Str', 'c': '3'}]
    """
    return _build_inlines(build_linked_tree(rich), anchors)


def to_text(content: Iterable[Element]) -> str:
    """Convert inline elements to text, with the emphasis that CSL has too."""
    found = []
    for one in content:
        kind, inner = one["t"], one.get("c", "")
        if kind == "Str":
            found.append(str(inner))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            found.append(" ")
        elif kind == "Quoted":
            opening, closing = "“”" if inner[0]["t"] == "DoubleQuote" else "‘’"
            found.append(opening + to_text(inner[1]) + closing)
        elif kind in ("Code", "Math", "RawInline"):
            found.append(str(inner[1]))
        elif kind in ("Link", "Span", "Cite", "Image"):
            found.append(to_text(inner[1]))
        elif isinstance(inner, list):
            mark = _MARKS.get(kind, "")
            found.append(mark + to_text(inner) + mark)
    return "".join(found)


def _build_inlines(spans: Iterable[Span | str], anchors: Mapping[str, str]) -> list[Element]:
    made: list[Element] = []
    for span in separate_blocks(spans):
        if isinstance(span, str):
            for number, word in enumerate(re.split(" +", span)):
                if number:
                    made.append(build_element("Space"))
                if word:
                    made.append(build_element("Str", word))
            continue
        if span.kind in _SPANS:
            made.extend(_wrap(span, anchors))
            continue
        inner = _build_inlines(span.children, anchors)
        if span.kind == "link":
            address = span.address
            if address.startswith(ENTRY):
                anchor = anchors.get(address.removeprefix(ENTRY))
                address = f"#{anchor}" if anchor else ""
            made.extend([build_element("Link", _NO_ATTRIBUTES, inner, [address, ""])] if address else inner)
        else:
            made.extend(inner)
    return made


def _wrap(span: Span, anchors: Mapping[str, str]) -> Iterator[Element]:
    """Yield the elements of a span; what is upright in italics is outside the emphasis, which pandoc cannot undo."""
    undone = _UNDONE_BY.get(span.kind)
    groups = groupby(span.children, lambda child: isinstance(child, Span) and child.kind == undone)
    for is_outside, children in groups:
        inner = _build_inlines(children, anchors)
        yield from inner if is_outside else [build_element(_SPANS[span.kind], inner)]

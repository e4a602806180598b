"""Parts of pandoc's document tree: made of rich text, and as the text that an author wrote."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any, TypeAlias

from archcite.integrations.common.rich_links import ENTRY, linked_tree, spaced
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
_NO_ATTRIBUTES: list[Any] = ["", [], []]
# What an author marks in a prefix or suffix, as Markdown has it.
_MARKS: Mapping[str, str] = {"Emph": "*", "Strong": "**"}


def element(kind: str, *content: Any) -> Element:
    """An element with its content: several parts of it as a list.

    >>> element("Space"), element("Str", "a"), element("Header", 1, ["", [], []], [])
    ({'t': 'Space'}, {'t': 'Str', 'c': 'a'}, {'t': 'Header', 'c': [1, ['', [], []], []]})
    """
    if not content:
        return {"t": kind}
    return {"t": kind, "c": content[0] if len(content) == 1 else list(content)}


def inlines(rich: str, anchors: Mapping[str, str]) -> list[Element]:
    """Finished rich text as inline elements; ``anchors`` are the ids of entries, by key, that links may lead to.

    Text is text: nothing that a record says is ever markup.

    >>> inlines("Signs, 3", {})
    [{'t': 'Str', 'c': 'Signs,'}, {'t': 'Space'}, {'t': 'Str', 'c': '3'}]
    """
    return _inlines(linked_tree(rich), anchors)


def text_of(content: Iterable[Element]) -> str:
    """Inline elements as text, with the emphasis that CSL has too."""
    found = []
    for one in content:
        kind, inner = one["t"], one.get("c", "")
        if kind == "Str":
            found.append(str(inner))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            found.append(" ")
        elif kind == "Quoted":
            opening, closing = "“”" if inner[0]["t"] == "DoubleQuote" else "‘’"
            found.append(opening + text_of(inner[1]) + closing)
        elif kind in ("Code", "Math", "RawInline"):
            found.append(str(inner[1]))
        elif kind in ("Link", "Span", "Cite", "Image"):
            found.append(text_of(inner[1]))
        elif isinstance(inner, list):
            mark = _MARKS.get(kind, "")
            found.append(mark + text_of(inner) + mark)
    return "".join(found)


def _inlines(spans: Iterable[Span | str], anchors: Mapping[str, str]) -> list[Element]:
    made: list[Element] = []
    for span in spaced(spans):
        if isinstance(span, str):
            for number, word in enumerate(re.split(" +", span)):
                if number:
                    made.append(element("Space"))
                if word:
                    made.append(element("Str", word))
            continue
        inner = _inlines(span.children, anchors)
        if span.kind == "link":
            address = span.address
            if address.startswith(ENTRY):
                anchor = anchors.get(address.removeprefix(ENTRY))
                address = f"#{anchor}" if anchor else ""
            made.extend([element("Link", _NO_ATTRIBUTES, inner, [address, ""])] if address else inner)
        elif span.kind in _SPANS:
            made.append(element(_SPANS[span.kind], inner))
        else:
            made.extend(inner)
    return made

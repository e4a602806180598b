"""Nodes of mystmd's document tree: built from rich text, and read as cites."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archcite.integrations.common.citation_syntax import WrittenCite, parse_cites
from archcite.integrations.common.rich_links import ENTRY, build_linked_tree, separate_blocks
from archcite.richtext.tree import Span

Node = dict[str, Any]

_KINDS = {
    "italic": "emphasis",
    "bold": "strong",
    "superscript": "superscript",
    "subscript": "subscript",
    "small-caps": "smallcaps",
}


def build_node(kind: str, children: Iterable[Node] = (), **given: Any) -> Node:
    """Build a node of a kind.

    >>> build_node("paragraph", [{"type": "text", "value": "Signs"}])
    {'type': 'paragraph', 'children': [{'type': 'text', 'value': 'Signs'}]}
    """
    return {"type": kind, **given, "children": list(children)}


def to_nodes(rich: str) -> list[Node]:
    """Convert finished rich text to nodes.

    >>> to_nodes("Signs")
    [{'type': 'text', 'value': 'Signs'}]
    """
    return list(_iterate_nodes(build_linked_tree(rich)))


def _iterate_nodes(spans: Iterable[Span | str]) -> Iterator[Node]:
    for span in separate_blocks(spans):
        if isinstance(span, str):
            yield {"type": "text", "value": span}
        elif span.kind == "link" and not span.address.startswith(ENTRY):
            yield build_node("link", _iterate_nodes(span.children), url=span.address)
        elif kind := _KINDS.get(span.kind):
            yield build_node(kind, _iterate_nodes(span.children))
        else:
            yield from _iterate_nodes(span.children)


def is_citation(node: Mapping[str, Any]) -> bool:
    """Return whether a node is a citation: a group of cites, or a cite that stands alone."""
    return node.get("type") in ("cite", "citeGroup")


def read_cites(node: Mapping[str, Any]) -> tuple[WrittenCite, ...]:
    """Read the cites of a citation.

    >>> cite = {"type": "cite", "label": "creel", "kind": "parenthetical", "prefix": "see", "suffix": "p. 5"}
    >>> read_cites({"type": "citeGroup", "children": [cite]})[0].to_mapping()
    {'id': 'creel', 'prefix': 'see ', 'locator': '5', 'label': 'page'}
    """
    nodes = node.get("children") or [] if node["type"] == "citeGroup" else [node]
    found: list[WrittenCite] = []
    for one in nodes:
        if one.get("type") != "cite":
            continue
        key, suffix = str(one.get("label") or one.get("identifier") or ""), str(one.get("suffix") or "")
        hides_author = "-" if one.get("partial") == "year" else ""
        text = f"{one.get('prefix') or ''} {hides_author}@{{{key}}}{', ' if suffix else ''}{suffix}"
        found += parse_cites(text, in_text=one.get("kind") == "narrative" and not found)
    return tuple(found)

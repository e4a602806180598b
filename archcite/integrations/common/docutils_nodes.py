"""Finished rich text as nodes of docutils, which every writer of Sphinx then writes in its own format."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from docutils import nodes

from archcite.integrations.common.rich_links import ENTRY, build_linked_tree, separate_blocks
from archcite.richtext.tree import Span

# Wraps nodes in a link to the entry of a key; returns them unchanged if the key has no entry.
EntryLink: TypeAlias = Callable[[str, list[nodes.Node]], list[nodes.Node]]

# The spans that docutils has nodes for; the rest are inline nodes with a class, which a style sheet knows.
_NODES: Mapping[str, type[nodes.TextElement]] = {
    "italic": nodes.emphasis,
    "oblique": nodes.emphasis,
    "bold": nodes.strong,
    "superscript": nodes.superscript,
    "subscript": nodes.subscript,
}


def to_nodes(rich: str, entry: EntryLink | None = None) -> list[nodes.Node]:
    """Convert finished rich text to inline nodes; ``entry`` wraps nodes in a link to the entry of a key.

    >>> from archcite.richtext import marks as rt
    >>> [node.astext() for node in to_nodes("See " + rt.wrap(rt.ITALIC, "Signs") + ".")]
    ['See ', 'Signs', '.']
    """
    return _build_nodes(build_linked_tree(rich), entry)


def _build_nodes(spans: Iterable[Span | str], entry: EntryLink | None) -> list[nodes.Node]:
    made: list[nodes.Node] = []
    for span in separate_blocks(spans):
        if isinstance(span, str):
            made.append(nodes.Text(span))
        elif span.kind == "link":
            made.extend(_build_link(span, entry))
        else:
            node = _NODES.get(span.kind, nodes.inline)()
            if type(node) is nodes.inline:
                node["classes"].append(f"csl-{span.kind}")
            node.extend(_build_nodes(span.children, entry))
            made.append(node)
    return made


def _build_link(span: Span, entry: EntryLink | None) -> list[nodes.Node]:
    inner = _build_nodes(span.children, None)
    if span.address.startswith(ENTRY):
        return entry(span.address.removeprefix(ENTRY), inner) if entry else inner
    return [nodes.reference("", "", *inner, refuri=span.address, internal=False)]

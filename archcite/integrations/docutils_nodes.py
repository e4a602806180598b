"""Finished rich text as nodes of docutils, which every writer of Sphinx then writes in its own format."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias

from docutils import nodes

from archcite.integrations._rich import ENTRY
from archcite.output.tree import Span, tree

# Puts nodes into a link to the entry of a key, or leaves them as they are where there is no such entry.
EntryLink: TypeAlias = Callable[[str, list[nodes.Node]], list[nodes.Node]]

# Addresses that may become live; all others are printed and no more.
_LIVE = re.compile(r"(?:https?|ftp)://[^\s/]|mailto:\S+@", re.IGNORECASE)

# The spans that docutils has nodes for; the rest are inline nodes with a class, which a style sheet knows.
_NODES: Mapping[str, type[nodes.TextElement]] = {
    "italic": nodes.emphasis,
    "oblique": nodes.emphasis,
    "bold": nodes.strong,
    "superscript": nodes.superscript,
    "subscript": nodes.subscript,
}
_BLOCKS = frozenset(("block", "indent", "left-margin", "right-inline"))


def to_nodes(rich: str, entry: EntryLink | None = None) -> list[nodes.Node]:
    """Finished rich text as inline nodes; ``entry`` puts nodes into a link to the entry of a key.

    >>> from archcite.output import richtext as rt
    >>> [node.astext() for node in to_nodes("See " + rt.wrap(rt.ITALIC, "Signs") + ".")]
    ['See ', 'Signs', '.']
    """
    return _nodes(tree(rich), entry, False)


def _nodes(spans: Iterable[Span | str], entry: EntryLink | None, linked: bool) -> list[nodes.Node]:
    """Nodes for spans; ``linked`` says that they are in a link already, and must have none in them."""
    made: list[nodes.Node] = []
    for span in spans:
        if isinstance(span, str):
            made.append(nodes.Text(span))
        elif span.kind == "link":
            made.extend(_link(span, entry, linked))
        else:
            if span.kind in _BLOCKS and made and not made[-1].astext().endswith(" "):
                made.append(nodes.Text(" "))  # blocks side by side are words in a row
            node = _NODES.get(span.kind, nodes.inline)()
            if type(node) is nodes.inline:
                node["classes"].append(f"csl-{span.kind}")
            node.extend(_nodes(span.children, entry, linked))
            made.append(node)
    return made


def _link(span: Span, entry: EntryLink | None, linked: bool) -> list[nodes.Node]:
    address = span.address.strip()
    if linked or not span.children:
        return _nodes(span.children, entry, linked)
    if address.startswith(ENTRY):
        return _entry_links(span.children, address.removeprefix(ENTRY), entry)
    if not _LIVE.match(address):
        return _nodes(span.children, entry, linked)
    children = _nodes(span.children, entry, True)
    return [nodes.reference("", "", *children, refuri=address, internal=False)]


def _entry_links(spans: Iterable[Span | str], key: str, entry: EntryLink | None) -> list[nodes.Node]:
    """Links to an entry around all but the links that stand in the text already: these lead elsewhere."""
    made: list[nodes.Node] = []
    run: list[Span | str] = []

    def flush() -> None:
        inner = _nodes(run, None, True)
        made.extend(entry(key, inner) if entry and run else inner)
        run.clear()

    for span in spans:
        if isinstance(span, Span) and _has_link(span):
            flush()
            made.extend(_nodes([span], None, False))
        else:
            run.append(span)
    flush()
    return made


def _has_link(span: Span) -> bool:
    return span.kind == "link" or any(isinstance(one, Span) and _has_link(one) for one in span.children)

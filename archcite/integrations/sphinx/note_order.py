"""The order in which a reader comes to the footnotes of a document, those in other footnotes among them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from heapq import heapify, heappop, heappush
from typing import TypeAlias

from docutils import nodes

# The place of the sign in the text and, for a note that is referred to in another note, the place in that.
Path: TypeAlias = tuple[int, ...]


def find_note_paths(
    document: nodes.document, find_note: Callable[[nodes.footnote_reference], nodes.footnote | None]
) -> dict[int, Path]:
    """Return what footnotes are sorted by, by their ``id()``: a note in a note comes directly after that.

    A place is the number of an element in the document. ``find_note`` returns the note that a reference refers to.
    Notes that neither the text nor a note in it refers to are left out.
    """
    in_text: list[tuple[Path, int]] = []
    in_notes: dict[int, list[tuple[int, int]]] = {}
    for place, node in enumerate(document.findall(nodes.Element)):
        note = find_note(node) if isinstance(node, nodes.footnote_reference) else None
        if note is None:
            continue
        outer = find_footnote(node)
        if outer is None:
            in_text.append(((place,), id(note)))
        else:
            in_notes.setdefault(id(outer), []).append((place, id(note)))
    paths: dict[int, Path] = {}
    heapify(in_text)
    while in_text:  # the first reference of all counts
        path, found = heappop(in_text)
        if found not in paths:
            paths[found] = path
            for place, inner in in_notes.get(found, ()):
                heappush(in_text, ((*path, place), inner))
    return paths


def find_footnote(node: nodes.Node) -> nodes.footnote | None:
    """Find the footnote around a node."""
    return next((one for one in iterate_ancestors(node) if isinstance(one, nodes.footnote)), None)


def iterate_ancestors(node: nodes.Node) -> Iterator[nodes.Node]:
    """Yield the nodes around a node, from the innermost."""
    while node.parent is not None:
        node = node.parent
        yield node

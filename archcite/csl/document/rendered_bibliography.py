"""A bibliography as values: entries with their ids and spans, the layout, and the whole text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from archcite.csl.data.item import Item
from archcite.csl.document.bibliography import BibliographyRenderer
from archcite.output.formats import Format, Layout
from archcite.richtext.tree import Span, build_tree


class RenderedEntry(NamedTuple):
    """Entry of a bibliography: the id of its item, its text, and the same as spans of text.

    A span has a ``kind`` (``italic``, ``bold``, ``small-caps``, ``link``, ``left-margin`` …), its children, and an
    ``address`` if it is a link; see :class:`archcite.richtext.tree.Span`.

    >>> from archcite.csl import Processor
    >>> processor = Processor("apa", [{"id": "x", "type": "book", "title": "Signs"}], output="text")
    >>> (entry,) = processor.build_bibliography().entries
    >>> entry.text, entry.spans
    ('Signs. (n.d.).', (Span(kind='italic', children=('Signs',), address=''), '. (n.d.).'))
    """

    id: str
    text: str
    spans: tuple[Span | str, ...]


class RenderedBibliography(NamedTuple):
    """Bibliography with its entries and their layout, and all of it as one text.

    >>> from archcite.csl import Processor
    >>> processor = Processor("apa", [{"id": "x", "type": "book", "title": "Signs"}], output="text")
    >>> processor.build_bibliography().layout.hanging_indent
    True
    """

    entries: tuple[RenderedEntry, ...]
    layout: Layout
    text: str


def build_bibliography(
    renderer: BibliographyRenderer, items: Iterable[Item], format: Format
) -> RenderedBibliography:
    """Render the entries of items, and return them with their ids, spans and layout."""
    ranks = {item.id: rank for rank, item in enumerate(items)}
    rich = list(renderer.render_some(ranks, ranks))
    entries = tuple(RenderedEntry(key, format.write(text), build_tree(text)) for key, text in rich)
    layout = renderer.fit_layout(text for _key, text in rich)
    return RenderedBibliography(
        entries, layout, format.bibliography((entry.text for entry in entries), layout)
    )

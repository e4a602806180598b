"""A complete CSL 1.0.2 processor, which can be used on its own: styles and items in, citations and bibliographies out.

:class:`Processor` holds a document's citations and its bibliography. :func:`read_info` returns the metadata of a
style, and :func:`selection` a test for the items that a bibliography lists.
"""

from __future__ import annotations

from archcite.csl.document.bibliography import RenderedBibliography, RenderedEntry
from archcite.csl.document.filters import selection
from archcite.csl.processor import Processor
from archcite.csl.style.metadata import StyleInfo, read_info
from archcite.output.formats import Layout, Section
from archcite.richtext.tree import Span

__all__ = [
    "Layout",
    "Processor",
    "RenderedBibliography",
    "RenderedEntry",
    "Section",
    "Span",
    "StyleInfo",
    "read_info",
    "selection",
]


def __dir__() -> list[str]:
    return __all__

"""A complete CSL 1.0.2 processor, which can be used on its own: styles and items in, citations and bibliographies out.

:class:`Processor` holds a document's citations and its bibliography. :func:`read_info` returns the metadata of a
style, and :func:`selection` a test for the items that a bibliography lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archcite.csl.document.filters import selection
    from archcite.csl.document.rendered_bibliography import RenderedBibliography, RenderedEntry
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

# Names are imported when they are first used: readers and writers need the variables of CSL, and no processor.
_HOME_OF = {
    "Layout": "archcite.output.formats",
    "Processor": "archcite.csl.processor",
    "Section": "archcite.output.formats",
    "selection": "archcite.csl.document.filters",
    "RenderedBibliography": "archcite.csl.document.rendered_bibliography",
    "RenderedEntry": "archcite.csl.document.rendered_bibliography",
    "Span": "archcite.richtext.tree",
    "StyleInfo": "archcite.csl.style.metadata",
    "read_info": "archcite.csl.style.metadata",
}


def __getattr__(name: str) -> object:
    if name not in _HOME_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    found = globals()[name] = getattr(import_module(_HOME_OF[name]), name)
    return found


def __dir__() -> list[str]:
    return __all__

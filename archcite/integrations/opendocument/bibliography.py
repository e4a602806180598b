"""Bibliographies as paragraphs of an OpenDocument text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcite.integrations.common.archive import Element
from archcite.integrations.common.rendered_project import RenderedBibliography
from archcite.integrations.common.rich_links import build_linked_tree, split_margin
from archcite.integrations.opendocument.odf import Writer, build, to_name
from archcite.richtext.tree import Span

_LAST_HEADING = 10
_STYLE = to_name("text:style-name")


def place_bibliography(
    marker: Element, bibliography: RenderedBibliography, level: int, writer: Writer
) -> None:
    """Put the paragraphs of a bibliography in the place of a marker's paragraph; an empty one leaves that empty."""
    made = list(_build_paragraphs(bibliography, level, writer, marker.get(_STYLE, "")))
    if not made:
        marker.text = None
        marker[:] = []
        return
    parent, at = marker.getparent(), marker.getparent().index(marker)
    parent[at : at + 1] = made


def _build_paragraphs(
    bibliography: RenderedBibliography, level: int, writer: Writer, model: str
) -> Iterator[Element]:
    for depth, section in bibliography.walk():
        if section.title:
            number = min(level + depth - 1, _LAST_HEADING)
            yield build(
                "text:h",
                *writer.build_runs(section.title),
                text_style_name=f"Heading_20_{number}",
                text_outline_level=str(number),
            )
        for entry in section.entries:
            spans = build_linked_tree(entry.rich)
            hangs = bibliography.hanging_indent or split_margin(spans)
            style = writer.find_hanging_style(model) if hangs else model
            attributes = {"text_style_name": style} if style else {}
            yield build("text:p", *_build_entry(spans, writer), **attributes)


def _build_entry(spans: Sequence[Span | str], writer: Writer) -> list[Element]:
    """Build an entry; a number in the margin is followed by a tab."""
    parts = split_margin(spans)
    if parts is None:
        return writer.build_span_runs(spans)
    margin, text = parts
    return [*writer.build_span_runs(margin), build("text:tab"), *writer.build_span_runs(text)]

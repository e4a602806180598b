"""Bibliographies as paragraphs of a manuscript, in its own styles."""

from __future__ import annotations

from copy import deepcopy

from archcite.integrations.common.archive import Element
from archcite.integrations.common.rendered_project import RenderedBibliography
from archcite.integrations.common.rich_links import build_linked_tree, split_margin
from archcite.integrations.word.styles import DocumentStyles
from archcite.integrations.word.wordml import Maker

# Half an inch, in twentieths of a point.
_INDENT = "720"
_LAST_HEADING = 9


def place_bibliography(
    marker: Element,
    bibliography: RenderedBibliography,
    level: int,
    maker: Maker,
    styles: DocumentStyles,
) -> None:
    """Put the paragraphs of a bibliography in the place of a marker's paragraph.

    Headings are one level below the heading before the marker. An empty bibliography leaves an empty paragraph,
    since a table cell must have one.
    """
    paragraphs = build_bibliography(bibliography, level, maker, styles, marker.find(maker.name("pPr")))
    if not paragraphs:
        for child in list(marker):
            if child.tag != maker.name("pPr"):
                marker.remove(child)
        return
    _keep_section_end(marker, paragraphs[-1], maker)
    for paragraph in reversed(paragraphs):
        marker.addnext(paragraph)
    marker.getparent().remove(marker)


def build_bibliography(
    bibliography: RenderedBibliography,
    level: int,
    maker: Maker,
    styles: DocumentStyles,
    model: Element | None = None,
) -> list[Element]:
    """Build the paragraphs of a bibliography; ``model`` has the properties of the paragraph that it replaces."""
    made = []
    for depth, section in bibliography.walk():
        if section.title:
            made.append(_build_heading(section.title, level + depth - 1, maker, styles))
        for entry in section.entries:
            properties = _build_properties(bibliography, entry.rich, maker, styles, model)
            made.append(maker.build("p", [properties, *build_entry_runs(entry.rich, maker)]))
    return made


def _build_heading(title: str, level: int, maker: Maker, styles: DocumentStyles) -> Element:
    style = styles.find(f"heading {min(level, _LAST_HEADING)}")
    if style:
        return maker.build(
            "p", [maker.build("pPr", [maker.build("pStyle", val=style)]), *maker.build_rich_runs(title)]
        )
    properties = maker.build("pPr", [maker.build("keepNext")])
    return maker.build(
        "p", [properties, *maker.build_rich_runs(title, maker.build("rPr", [maker.build("b")]))]
    )


def _build_properties(
    bibliography: RenderedBibliography, rich: str, maker: Maker, styles: DocumentStyles, model: Element | None
) -> Element:
    """Build paragraph properties: the style “Bibliography”, or those of the marker's paragraph."""
    build = maker.build
    style = styles.find("bibliography")
    if style:
        made = build("pPr", [build("pStyle", val=style)])
    else:
        made = deepcopy(model) if model is not None else build("pPr")
        for local in ("sectPr", "rPr", "pPrChange", "ind"):
            for one in made.findall(maker.name(local)):
                made.remove(one)
    if bibliography.hanging_indent or split_margin(build_linked_tree(rich)):
        indent = build("ind", left=_INDENT, hanging=_INDENT)
        # Elements after the indent in the order of the schema.
        later = {maker.name(local) for local in _AFTER_INDENT}
        at = next((place for place, one in enumerate(made) if one.tag in later), len(made))
        made.insert(at, indent)
    return made


_AFTER_INDENT = [
    "contextualSpacing",
    "mirrorIndents",
    "suppressOverlap",
    "jc",
    "textDirection",
    "textAlignment",
    "textboxTightWrap",
    "outlineLvl",
    "divId",
    "cnfStyle",
    "rPr",
    "sectPr",
    "pPrChange",
]


def build_entry_runs(rich: str, maker: Maker) -> list[Element]:
    """Build the runs of an entry; a number in the margin is followed by a tab."""
    spans = build_linked_tree(rich)
    parts = split_margin(spans)
    if parts is None:
        return maker.build_span_runs(spans)
    margin, text = parts
    tab = maker.build_run([maker.build("tab")])
    return [*maker.build_span_runs(margin), tab, *maker.build_span_runs(text)]


def _keep_section_end(marker: Element, last: Element, maker: Maker) -> None:
    """Move the end of a section from the marker's paragraph, which goes, to the last paragraph."""
    section = marker.find(f"{maker.name('pPr')}/{maker.name('sectPr')}")
    if section is None:
        return
    properties = last.find(maker.name("pPr"))
    if properties is None:
        properties = maker.build("pPr")
        last.insert(0, properties)
    properties.append(section)

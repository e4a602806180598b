"""WordprocessingML: names, parsing and serializing, and the elements that archcite makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from copy import deepcopy

from archcite.integrations.common.archive import Element
from archcite.integrations.common.rich_links import build_linked_tree, separate_blocks
from archcite.richtext.tree import Span

# The namespaces of the usual and of the strict form of the standard (ISO/IEC 29500).
TRANSITIONAL = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
RELATIONSHIPS: Mapping[str, str] = {
    TRANSITIONAL: "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    STRICT: "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

# Run properties in the order in which the schema wants them; those that archcite sets are in _SPANS.
_PROPERTY_ORDER = """
    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish
    webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang
    eastAsianLayout specVanish oMath
"""
_PROPERTY_PLACES = {name: place for place, name in enumerate(_PROPERTY_ORDER.split())}
_SPANS: Mapping[str, tuple[str, str]] = {
    "italic": ("i", ""),
    "oblique": ("i", ""),
    "bold": ("b", ""),
    "small-caps": ("smallCaps", ""),
    "full-caps": ("caps", ""),
    "underline": ("u", "single"),
    "superscript": ("vertAlign", "superscript"),
    "subscript": ("vertAlign", "subscript"),
}
_PLAIN: Mapping[str, str] = {
    "upright": "i",
    "light": "b",
    "medium": "b",
    "no-underline": "u",
    "baseline": "vertAlign",
}
# Properties of the author's text that a citation in it does not take over.
_NOT_TAKEN_OVER = frozenset(
    ("rStyle", "highlight", "vertAlign", "vanish", "webHidden", "ins", "del", "rPrChange")
)
_EMPHASIS = frozenset(("b", "bCs", "i", "iCs", "caps", "smallCaps", "u"))


class Maker:
    """A maker of elements in the namespace of a document."""

    def __init__(self, namespace: str) -> None:
        self.namespace = namespace

    def name(self, local: str) -> str:
        """Return the full name of an element or attribute of WordprocessingML."""
        return f"{{{self.namespace}}}{local}"

    def build(self, local: str, children: Iterable[Element] = (), **attributes: str) -> Element:
        """Build an element with children and attributes.

        >>> Maker(TRANSITIONAL).build("pStyle", val="FootnoteText").attrib.values()
        ['FootnoteText']
        """
        from lxml import etree

        made = etree.Element(
            self.name(local),
            {self.name(name): value for name, value in attributes.items()},
            nsmap={"w": self.namespace},
        )
        made.extend(children)
        return made

    def build_run(self, content: Iterable[Element], properties: Element | None = None) -> Element:
        """Build a run with a copy of run properties."""
        own = [deepcopy(properties)] if properties is not None and len(properties) else []
        return self.build("r", [*own, *content])

    def build_text(self, text: str) -> Iterator[Element]:
        """Yield the elements of a text: ``t``, with ``tab`` and ``br`` for tabs and line ends."""
        for piece in re.split(r"([\t\n])", text):
            if piece == "\t":
                yield self.build("tab")
            elif piece == "\n":
                yield self.build("br")
            elif piece:
                made = self.build("t")
                made.text = piece
                made.set(XML_SPACE, "preserve")
                yield made

    def build_rich_runs(self, rich: str, properties: Element | None = None) -> list[Element]:
        """Build the runs of finished rich text; ``properties`` are those of the text around it.

        Italics in italic text are upright, as everywhere in citations.
        """
        return self.build_span_runs(build_linked_tree(rich), properties)

    def build_span_runs(
        self, spans: Iterable[Span | str], properties: Element | None = None
    ) -> list[Element]:
        """Build the runs of the spans of rich text; see :meth:`build_rich_runs`."""
        return list(self._iterate_runs(spans, properties))

    def _iterate_runs(self, spans: Iterable[Span | str], properties: Element | None) -> Iterator[Element]:
        for span in separate_blocks(spans):
            if isinstance(span, str):
                yield self.build_run(self.build_text(span), properties)
                continue
            inner = properties
            if span.kind in _SPANS:
                name, value = _SPANS[span.kind]
                inner = self.set_property(properties, name, value, flip=name in ("i", "b"))
            elif span.kind in _PLAIN:
                inner = self.remove_property(properties, _PLAIN[span.kind])
            yield from self._iterate_runs(span.children, inner)

    def set_property(
        self, properties: Element | None, name: str, value: str = "", *, flip: bool = False
    ) -> Element:
        """Return run properties with one more; with ``flip``, one that is there already is removed."""
        if flip and properties is not None and properties.find(self.name(name)) is not None:
            return self.remove_property(properties, name)
        made = self.remove_property(properties, name)
        made.append(self.build(name, **({"val": value} if value else {})))
        made[:] = sorted(made, key=_get_property_place)
        return made

    def remove_property(self, properties: Element | None, name: str) -> Element:
        """Return a copy of run properties without one of them."""
        made = deepcopy(properties) if properties is not None else self.build("rPr")
        for one in made.findall(self.name(name)):
            made.remove(one)
        return made

    def copy_properties(self, run: Element | None, *, emphasis: bool = True) -> Element | None:
        """Return a copy of the properties of a run that a citation beside it takes over: font, size, language."""
        properties = run.find(self.name("rPr")) if run is not None else None
        if properties is None:
            return None
        left_out = _NOT_TAKEN_OVER if emphasis else _NOT_TAKEN_OVER | _EMPHASIS
        names = {self.name(name) for name in left_out}
        made = deepcopy(properties)
        for one in list(made):
            if one.tag in names:
                made.remove(one)
        return made


def _get_property_place(element: Element) -> int:
    """Return the place of a run property among the others; one that is unknown comes last."""
    local: str = element.tag.rpartition("}")[2]
    return _PROPERTY_PLACES.get(local, len(_PROPERTY_PLACES))

"""OpenDocument: its names, and the elements that archcite makes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from archcite.integrations.common.archive import Element
from archcite.integrations.common.rich_links import build_linked_tree, separate_blocks
from archcite.richtext.tree import Span

_NAMESPACES = {
    name: f"urn:oasis:names:tc:opendocument:xmlns:{path}:1.0"
    for name, path in {
        "draw": "drawing",
        "fo": "xsl-fo-compatible",
        "office": "office",
        "style": "style",
        "text": "text",
    }.items()
}
# Spans of rich text, and the property that their style has.
_PROPERTIES: Mapping[str, tuple[str, str]] = {
    "italic": ("fo:font-style", "italic"),
    "oblique": ("fo:font-style", "italic"),
    "upright": ("fo:font-style", "normal"),
    "bold": ("fo:font-weight", "bold"),
    "light": ("fo:font-weight", "normal"),
    "medium": ("fo:font-weight", "normal"),
    "small-caps": ("fo:font-variant", "small-caps"),
    "full-caps": ("fo:font-variant", "normal"),
    "underline": ("style:text-underline-style", "solid"),
    "no-underline": ("style:text-underline-style", "none"),
    "superscript": ("style:text-position", "super 58%"),
    "subscript": ("style:text-position", "sub 58%"),
    "baseline": ("style:text-position", "0% 100%"),
}
_INDENT = "1.27cm"


def to_name(short: str) -> str:
    """Return the full name of an element or attribute.

    >>> to_name("text:p")
    '{urn:oasis:names:tc:opendocument:xmlns:text:1.0}p'
    """
    prefix, _, local = short.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def build(short: str, *children: Element, text: str = "", **attributes: str) -> Element:
    """Build an element; in the names of attributes, the first ``_`` is for the colon, and others are hyphens.

    >>> build("text:p", text="Signs", text_style_name="Standard").attrib.values()
    ['Standard']
    """
    from lxml import etree

    names = {name.replace("_", ":", 1).replace("_", "-"): value for name, value in attributes.items()}
    made = etree.Element(
        to_name(short), {to_name(name): value for name, value in names.items()}, nsmap=_NAMESPACES
    )
    made.text = text or None
    made.extend(children)
    return made


class Writer:
    """A writer of rich text into a document; the styles that it needs are added to ``automatic_styles``."""

    def __init__(self, automatic_styles: Element) -> None:
        self._styles = automatic_styles
        self._parents = {
            style.get(to_name("style:name")): style.get(to_name("style:parent-style-name"), "")
            for style in automatic_styles
            if style.get(to_name("style:family")) == "paragraph"
        }
        self._made: dict[str, str] = {}
        self._taken = {style.get(to_name("style:name")) for style in automatic_styles}

    def build_runs(self, rich: str) -> list[Element]:
        """Build the elements of finished rich text."""
        return self.build_span_runs(build_linked_tree(rich))

    def build_span_runs(self, spans: Iterable[Span | str]) -> list[Element]:
        """Build the elements of the spans of rich text."""
        return list(self._iterate_runs(spans))

    def find_hanging_style(self, model: str) -> str:
        """Return the name of a paragraph style with a hanging indent that is otherwise like another one."""
        return self._add_style("paragraph", f"hanging {model}", model)

    def _iterate_runs(self, spans: Iterable[Span | str]) -> Iterator[Element]:
        for span in separate_blocks(spans):
            if isinstance(span, str):
                yield _build_text(span)
            elif span.kind in _PROPERTIES:
                yield build(
                    "text:span",
                    *self._iterate_runs(span.children),
                    text_style_name=self._add_style("text", span.kind),
                )
            else:
                yield from self._iterate_runs(span.children)

    def _add_style(self, family: str, key: str, model: str = "") -> str:
        """Add an automatic style, once, and return its name."""
        if key not in self._made:
            number = len(self._made) + 1
            name = next(
                one for n in range(number, number + 10_000) if (one := f"Archcite{n}") not in self._taken
            )
            attributes = {"style_name": name, "style_family": family}
            if family == "paragraph":
                # An automatic style has no other automatic one for its parent.
                if parent := self._parents.get(model, model):
                    attributes["style_parent_style_name"] = parent
                indent = {"fo_margin_left": _INDENT, "fo_text_indent": f"-{_INDENT}"}
                properties = build("style:paragraph-properties", **indent)
            else:
                property_, value = _PROPERTIES[key]
                properties = build(
                    "style:text-properties", **{property_.replace(":", "_").replace("-", "_"): value}
                )
            self._styles.append(build("style:style", properties, **attributes))
            self._made[key] = name
            self._taken.add(name)
        return self._made[key]


def _build_text(text: str) -> Element:
    """Build a span of text: white space that OpenDocument would collapse is elements."""
    made = build("text:span")
    last: Element | None = None
    for piece in re.split(r"(\t|\n|(?<= ) +)", text):
        if piece == "\t":
            last = build("text:tab")
        elif piece == "\n":
            last = build("text:line-break")
        elif piece.startswith(" ") and not piece.strip(" ") and last is None and made.text:
            last = build("text:s", text_c=str(len(piece)))
        elif last is None:
            made.text = (made.text or "") + piece
            continue
        else:
            last.tail = (last.tail or "") + piece
            continue
        made.append(last)
    return made

"""Parts of pandoc's document tree: made of rich text, and as the text that an author wrote."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any, TypeAlias

from archcite._foundation.lazy_regex import pattern
from archcite.integrations.common.rich_links import BLOCKS, ENTRY, build_linked_tree, separate_blocks
from archcite.richtext.tree import Span

# An element: {"t": "Emph", "c": […]}.
Element: TypeAlias = dict[str, Any]

_SPANS: Mapping[str, str] = {
    "italic": "Emph",
    "oblique": "Emph",
    "bold": "Strong",
    "small-caps": "SmallCaps",
    "underline": "Underline",
    "superscript": "Superscript",
    "subscript": "Subscript",
}
# What ends the effect of a span inside it.
_UNDONE_BY: Mapping[str, str] = {
    "italic": "upright",
    "oblique": "upright",
    "bold": "medium",
    "small-caps": "full-caps",
    "underline": "no-underline",
}
_NO_ATTRIBUTES: list[Any] = ["", [], []]
# What stands before and after the text of an element, by its kind; ``nocase`` is a span of that class.
Marks: TypeAlias = Mapping[str, tuple[str, str]]
# What an author sets apart in a prefix or suffix, as Markdown has it, and in a field of CSL-JSON.
MARKDOWN: Marks = {"Emph": ("*", "*"), "Strong": ("**", "**")}
CSL_JSON: Marks = {
    "Emph": ("<i>", "</i>"),
    "Strong": ("<b>", "</b>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ('<span style="font-variant:small-caps;">', "</span>"),
    "nocase": ('<span class="nocase">', "</span>"),
}


# Elements of an affix that are kept while it is text; a character for private use stands for each.
_KEPT = frozenset(("Code", "Image", "Link", "Math", "RawInline", "Strikeout"))
_FIRST_KEPT = 0xF0000
_WORDS = pattern(r"( +)|([\U000f0000-\U000fffff])")


def build_element(kind: str, *content: Any) -> Element:
    """Build an element with its content: several parts of it as a list.

    >>> build_element("Space"), build_element("Str", "a"), build_element("Header", 1, ["", [], []], [])
    ({'t': 'Space'}, {'t': 'Str', 'c': 'a'}, {'t': 'Header', 'c': [1, ['', [], []], []]})
    """
    if not content:
        return {"t": kind}
    return {"t": kind, "c": content[0] if len(content) == 1 else list(content)}


def to_entry(rich: str) -> list[Element]:
    """Convert an entry of a bibliography to inline elements; its margin and its blocks are spans, as pandoc has them.

    >>> from archcite.richtext import marks as rt
    >>> to_entry(rt.wrap(rt.LEFT_MARGIN, rt.Rich("[1] ")) + rt.wrap(rt.RIGHT_INLINE, rt.Rich("Signs.")))[0]["c"][0]
    ['', ['csl-left-margin'], []]
    """
    made: list[Element] = []
    for span in build_linked_tree(rich):
        if not isinstance(span, Span) or span.kind not in BLOCKS:
            made += _build_inlines([span], {})
            continue
        inner = _build_inlines(span.children, {})
        if span.kind == "left-margin" and inner[-1:] != [build_element("Space")]:
            inner.append(build_element("Space"))
        made.append(build_element("Span", ["", [f"csl-{span.kind}"], []], inner))
    return made


def to_inlines(rich: str, anchors: Mapping[str, str], kept: Sequence[Element] = ()) -> list[Element]:
    """Convert finished rich text to inline elements; ``anchors`` maps keys to the ids that links lead to.

    Text is text: nothing that a record says is ever markup. ``kept`` are the elements that :func:`to_text` has kept.

    >>> to_inlines("Signs, 3", {})
    [{'t': 'Str', 'c': 'Signs,'}, {'t': 'Space'}, {'t': 'Str', 'c': '3'}]
    """
    return _build_inlines(build_linked_tree(rich), anchors, kept)


def to_text(content: Iterable[Element], marks: Marks = MARKDOWN, kept: list[Element] | None = None) -> str:
    """Convert inline elements to text; ``marks`` says what stands around text that its author has set apart.

    Formulas, links and the like, which no text has, are added to ``kept``, and a sign is in the text for each.

    >>> to_text([build_element("Emph", [build_element("Str", "Signs")])])
    '*Signs*'
    """
    found = []
    for one in content:
        kind, inner = one["t"], one.get("c", "")
        if kept is not None and kind in _KEPT:
            found.append(chr(_FIRST_KEPT + len(kept)))
            kept.append(one)
        elif kind == "Str":
            found.append(str(inner))
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            found.append(" ")
        elif kind == "Quoted":
            opening, closing = "“”" if inner[0]["t"] == "DoubleQuote" else "‘’"
            found.append(opening + to_text(inner[1], marks, kept) + closing)
        elif kind in ("Code", "Math", "RawInline"):
            found.append(str(inner[1]))
        elif kind in ("Link", "Span", "Cite", "Image"):
            opening, closing = marks.get("nocase", ("", "")) if _is_nocase(one) else ("", "")
            found.append(opening + to_text(inner[1], marks, kept) + closing)
        elif isinstance(inner, list):
            opening, closing = marks.get(kind, ("", ""))
            found.append(opening + to_text(inner, marks, kept) + closing)
    return "".join(found)


def to_plain_value(value: Mapping[str, Any], marks: Marks = MARKDOWN) -> Any:
    """Convert a value of the metadata to a text, a boolean, a list, or a mapping of these.

    >>> to_plain_value({"t": "MetaList", "c": [{"t": "MetaInlines", "c": [{"t": "Str", "c": "a.bib"}]}]})
    ['a.bib']
    """
    kind, content = value["t"], value.get("c")
    if kind == "MetaMap":
        return {name: to_plain_value(one, marks) for name, one in (content or {}).items()}
    if kind == "MetaList":
        return [to_plain_value(one, marks) for one in content or ()]
    if kind == "MetaInlines":
        return to_text(content or (), marks)
    if kind == "MetaBlocks":
        paragraphs = (block["c"] for block in content or () if block["t"] in ("Para", "Plain"))
        return " ".join(to_text(paragraph, marks) for paragraph in paragraphs)
    return content


def _is_nocase(element: Element) -> bool:
    return element["t"] == "Span" and "nocase" in element["c"][0][1]


def _build_inlines(
    spans: Iterable[Span | str], anchors: Mapping[str, str], kept: Sequence[Element] = ()
) -> list[Element]:
    made: list[Element] = []
    for span in separate_blocks(spans):
        if isinstance(span, str):
            made += _build_words(span, kept)
            continue
        if span.kind in _SPANS:
            made.extend(_wrap(span, anchors, kept))
            continue
        inner = _build_inlines(span.children, anchors, kept)
        if span.kind == "link":
            address = span.address
            if address.startswith(ENTRY):
                anchor = anchors.get(address.removeprefix(ENTRY))
                address = f"#{anchor}" if anchor else ""
            made.extend([build_element("Link", _NO_ATTRIBUTES, inner, [address, ""])] if address else inner)
        else:
            made.extend(inner)
    return made


def _build_words(text: str, kept: Sequence[Element]) -> Iterator[Element]:
    """Yield the words of a text, the spaces between them, and what was kept of an affix."""
    start = 0
    for found in _WORDS.finditer(text):
        element = None if found[1] else _get_kept(found[2], kept)
        if element is None and not found[1]:
            continue  # a sign of the text itself
        if found.start() > start:
            yield build_element("Str", text[start : found.start()])
        yield element or build_element("Space")
        start = found.end()
    if start < len(text):
        yield build_element("Str", text[start:])


def _get_kept(sign: str, kept: Sequence[Element]) -> Element | None:
    number = ord(sign) - _FIRST_KEPT
    return kept[number] if number < len(kept) else None


def _wrap(span: Span, anchors: Mapping[str, str], kept: Sequence[Element]) -> Iterator[Element]:
    """Yield the elements of a span; what is upright in italics is outside the emphasis, which pandoc cannot undo."""
    undone = _UNDONE_BY.get(span.kind)
    groups = groupby(span.children, lambda child: isinstance(child, Span) and child.kind == undone)
    for is_outside, children in groups:
        inner = _build_inlines(children, anchors, kept)
        yield from inner if is_outside else [build_element(_SPANS[span.kind], inner)]

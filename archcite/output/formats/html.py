"""HTML, as the CSL test suite writes it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator

from archcite._foundation.lazy_regex import pattern
from archcite.output.formats.base import Format, Layout
from archcite.richtext import marks as rt

_ESCAPES = {ord("&"): "&#38;", ord("<"): "&#60;", ord(">"): "&#62;"}
_TO_ESCAPE = pattern("[&<>]")
# Superscript characters of Unicode, which few fonts have in full: HTML has an element for them.
_SUPERSCRIPT = pattern(
    "[\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d2e\u1d30-\u1d3a\u1d3c-\u1d61"
    "\u2070\u2071\u2074-\u207f\u2120\u2122\u3192-\u319f\u02c0\u02c1\u06e5\u06e6]"
)
# Those that Unicode does not take apart itself.
_UNDECOMPOSED = {"\u02c0": "\u0294", "\u02c1": "\u0295", "\u06e5": "\u0648", "\u06e6": "\u064a"}


def escape(text: str) -> str:
    """Escape text that goes between tags.

    >>> escape("<R & D>")
    '&#60;R &#38; D&#62;'
    """
    if _TO_ESCAPE.search(text):
        text = text.translate(_ESCAPES)
    if "  " in text:  # a browser would show one
        text = text.replace("  ", "\u00a0 ")
    if not text.isascii() and _SUPERSCRIPT.search(text):
        text = _SUPERSCRIPT.sub(_format_superscript, text)
    return text


def _format_superscript(match: re.Match[str]) -> str:
    letter = match[0]
    base = _UNDECOMPOSED.get(letter) or unicodedata.normalize("NFKD", letter)
    return f"<sup>{base}</sup>"


def _format_link(address: str, content: str) -> str:
    # Quotation marks, angle brackets and spaces are percent-encoded in the address already.
    return f'<a href="{address.translate(_ESCAPES)}">{content}</a>'


def _build_span(declaration: str) -> tuple[str, str]:
    return f'<span style="{declaration}">', "</span>"


def _format_entries(entries: Iterable[str], layout: Layout) -> Iterator[str]:
    """Write ``csl-bib-body`` and ``csl-entry``, as other processors do; unusual layout as inline style."""
    body = f' style="line-height:{layout.line_spacing};"' if layout.line_spacing != 1 else ""
    rules = []
    if layout.hanging_indent:
        rules.append("padding-left:2em;text-indent:-2em;")
    if layout.entry_spacing != 1:
        rules.append(f"margin-bottom:{layout.entry_spacing}em;")
    if layout.second_field_align:
        rules.append("clear:left;")
        entries = (_align_entry(entry, layout) for entry in entries)
    style = f' style="{"".join(rules)}"' if rules else ""
    yield f'<div class="csl-bib-body"{body}>\n'
    for text in entries:
        yield f'  <div class="csl-entry"{style}>{text}</div>\n'
    yield "</div>"


def _format_heading(title: str, level: int, anchor: str) -> tuple[str, str]:
    """Format the heading of a section of a page, whose own title is the heading of the first level."""
    tag = f"h{min(level + 1, 6)}"
    id = f' id="{anchor}"' if anchor else ""
    return f'<section class="csl-section"{id}>\n<{tag}>{title}</{tag}>', "</section>"


def _align_entry(entry: str, layout: Layout) -> str:
    """Put the first field of an entry in a column, left of the text (``margin``) or within it."""
    width = layout.margin * 0.6 + 0.5  # a figure or a bracket is about 0.6 em wide
    outdent = f"margin-left:-{width:.4g}em;" if layout.second_field_align == "margin" else ""
    indent = "" if outdent else f"margin-left:{width:.4g}em;"
    return entry.replace(_LEFT, f'{_LEFT[:-1]} style="float:left;width:{width:.4g}em;{outdent}">').replace(
        _RIGHT, f'{_RIGHT[:-1]} style="{indent}">' if indent else _RIGHT
    )


_LEFT, _RIGHT = '<div class="csl-left-margin">', '<div class="csl-right-inline">'

FORMAT = Format(
    "html",
    {
        rt.ITALIC: ("<i>", "</i>"),
        rt.OBLIQUE: ("<em>", "</em>"),
        rt.UPRIGHT: _build_span("font-style:normal;"),
        rt.BOLD: ("<b>", "</b>"),
        rt.LIGHT: _build_span("font-weight:lighter;"),
        rt.MEDIUM: _build_span("font-weight:normal;"),
        rt.SMALL_CAPS: _build_span("font-variant:small-caps;"),
        rt.FULL_CAPS: _build_span("font-variant:normal;"),
        rt.UNDERLINE: _build_span("text-decoration:underline;"),
        rt.NO_UNDERLINE: _build_span("text-decoration:none;"),
        rt.SUPERSCRIPT: ("<sup>", "</sup>"),
        rt.SUBSCRIPT: ("<sub>", "</sub>"),
        rt.BASELINE: _build_span("baseline"),
        rt.BLOCK: ('<div class="csl-block">', "</div>"),
        rt.LEFT_MARGIN: (_LEFT, "</div>"),
        rt.RIGHT_INLINE: (_RIGHT, "</div>"),
        rt.INDENT: ('<div class="csl-indent">', "</div>"),
    },
    escape,
    link=_format_link,
    tagged=True,
    frame=_format_entries,
    heading=_format_heading,
)

"""HTML, as the CSL test suite writes it."""

from __future__ import annotations

import re
import unicodedata

from archcite.output import richtext as rt
from archcite.output.formats.base import Format

_ESCAPES = {ord("&"): "&#38;", ord("<"): "&#60;", ord(">"): "&#62;"}
_TO_ESCAPE = re.compile("[&<>]")
# Superscript characters of Unicode, which few fonts have in full: HTML has an element for them.
_SUPERSCRIPT = re.compile(
    "[\u00aa\u00b2\u00b3\u00b9\u00ba\u02b0-\u02b8\u02e0-\u02e4\u1d2c-\u1d2e\u1d30-\u1d3a\u1d3c-\u1d61"
    "\u2070\u2071\u2074-\u207f\u2120\u2122\u3192-\u319f\u02c0\u02c1\u06e5\u06e6]"
)
# Those that Unicode does not take apart itself.
_UNDECOMPOSED = {"\u02c0": "\u0294", "\u02c1": "\u0295", "\u06e5": "\u0648", "\u06e6": "\u064a"}


def escape(text: str) -> str:
    """Text that can stand between tags."""
    if _TO_ESCAPE.search(text):
        text = text.translate(_ESCAPES)
    if not text.isascii() and _SUPERSCRIPT.search(text):
        text = _SUPERSCRIPT.sub(_superscript, text)
    return text


def _superscript(match: re.Match[str]) -> str:
    letter = match.group()
    base = _UNDECOMPOSED.get(letter) or unicodedata.normalize("NFKD", letter)
    return f"<sup>{base}</sup>"


def _link(address: str, content: str) -> str:
    return f'<a href="{escape(address).replace(chr(34), "&#34;")}">{content}</a>'


def _style(declaration: str) -> tuple[str, str]:
    return f'<span style="{declaration};">', "</span>"


FORMAT = Format(
    "html",
    {
        rt.ITALIC: ("<i>", "</i>"),
        rt.OBLIQUE: ("<em>", "</em>"),
        rt.UPRIGHT: _style("font-style:normal"),
        rt.BOLD: ("<b>", "</b>"),
        rt.LIGHT: _style("font-weight:light"),
        rt.MEDIUM: _style("font-weight:normal"),
        rt.SMALL_CAPS: _style("font-variant:small-caps"),
        rt.FULL_CAPS: _style("font-variant:normal"),
        rt.UNDERLINE: _style("text-decoration:underline"),
        rt.NO_UNDERLINE: _style("text-decoration:none"),
        rt.SUPERSCRIPT: ("<sup>", "</sup>"),
        rt.SUBSCRIPT: ("<sub>", "</sub>"),
        rt.BASELINE: ('<span style="baseline">', "</span>"),
        rt.BLOCK: ('<div class="csl-block">', "</div>"),
        rt.LEFT_MARGIN: ('<div class="csl-left-margin">', "</div>"),
        rt.RIGHT_INLINE: ('<div class="csl-right-inline">', "</div>"),
        rt.INDENT: ('<div class="csl-indent">', "</div>"),
    },
    escape,
    _link,
)

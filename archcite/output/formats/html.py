"""HTML, as the CSL test suite writes it."""

from __future__ import annotations

from archcite.output import richtext as rt
from archcite.output.formats.base import Format

_ESCAPES = {ord("&"): "&#38;", ord("<"): "&#60;", ord(">"): "&#62;"}


def escape(text: str) -> str:
    """Text that can stand between tags."""
    return text.translate(_ESCAPES) if "&" in text or "<" in text or ">" in text else text


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
        rt.BASELINE: _style("baseline"),
        rt.BLOCK: ('<div class="csl-block">', "</div>"),
        rt.LEFT_MARGIN: ('<div class="csl-left-margin">', "</div>"),
        rt.RIGHT_INLINE: ('<div class="csl-right-inline">', "</div>"),
        rt.INDENT: ('<div class="csl-indent">', "</div>"),
    },
    escape,
    _link,
)

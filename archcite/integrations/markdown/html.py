"""Finished rich text as HTML for the pages of a site; all that comes from a record is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from html import escape as escape_attribute
from typing import TypeAlias

from archcite.integrations.common.rich_links import ENTRY, build_linked_tree, separate_blocks
from archcite.output.formats.html import escape
from archcite.richtext.tree import Span

# Returns the attributes of a link to the entry of a key; empty if the key has no entry.
EntryLink: TypeAlias = Callable[[str], str]

# Spans that HTML has elements for; the rest have a class, and what they must look like also without a style sheet.
_ELEMENTS: Mapping[str, str] = {
    "italic": "i",
    "oblique": "em",
    "bold": "b",
    "superscript": "sup",
    "subscript": "sub",
}
_LOOKS: Mapping[str, str] = {
    "upright": "font-style:normal",
    "light": "font-weight:lighter",
    "medium": "font-weight:normal",
    "small-caps": "font-variant:small-caps",
    "full-caps": "font-variant:normal",
    "underline": "text-decoration:underline",
    "no-underline": "text-decoration:none",
}


def to_html(rich: str, entry: EntryLink | None = None) -> str:
    """Convert finished rich text to HTML for use in a paragraph.

    >>> from archcite.richtext import marks as rt
    >>> to_html("See " + rt.wrap(rt.ITALIC, "<Signs>") + ".")
    'See <i>&#60;Signs&#62;</i>.'
    """
    return _write_spans(build_linked_tree(rich), entry)


def _write_spans(spans: Iterable[Span | str], entry: EntryLink | None) -> str:
    out: list[str] = []
    for span in separate_blocks(spans):
        if isinstance(span, str):
            out.append(escape(span))
        elif span.kind == "link":
            out.append(_write_link(span, entry))
        elif element := _ELEMENTS.get(span.kind):
            out.append(f"<{element}>{_write_spans(span.children, entry)}</{element}>")
        else:
            looks = f' style="{_LOOKS[span.kind]}"' if span.kind in _LOOKS else ""
            out.append(f'<span class="csl-{span.kind}"{looks}>{_write_spans(span.children, entry)}</span>')
    return "".join(out)


def _write_link(span: Span, entry: EntryLink | None) -> str:
    inner = _write_spans(span.children, None)
    if not span.address.startswith(ENTRY):
        return f'<a href="{escape_attribute(span.address)}">{inner}</a>'
    attributes = entry(span.address.removeprefix(ENTRY)) if entry else ""
    return f'<a class="archcite-cite" role="doc-biblioref" {attributes}>{inner}</a>' if attributes else inner

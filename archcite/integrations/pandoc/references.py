"""The ``references`` in a document's metadata: CSL items, whose texts pandoc has parsed as Markdown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archcite.integrations.pandoc.ast import Element

# Inline elements of pandoc that have markup in CSL-JSON.
_TAGS: Mapping[str, tuple[str, str]] = {
    "Emph": ("<i>", "</i>"),
    "Strong": ("<b>", "</b>"),
    "Superscript": ("<sup>", "</sup>"),
    "Subscript": ("<sub>", "</sub>"),
    "SmallCaps": ('<span style="font-variant:small-caps;">', "</span>"),
}
_SPACES = frozenset(("Space", "SoftBreak", "LineBreak"))


def parse_references(meta: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Convert the value of ``references`` to CSL items.

    >>> title = {"t": "MetaInlines", "c": [{"t": "Emph", "c": [{"t": "Str", "c": "Signs"}]}]}
    >>> parse_references({"t": "MetaList", "c": [{"t": "MetaMap", "c": {"title": title}}]})
    [{'title': '<i>Signs</i>'}]
    """
    items = _to_value(meta)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _to_value(meta: Mapping[str, Any]) -> Any:
    kind, content = meta.get("t"), meta.get("c")
    if kind == "MetaMap":
        return {name: _to_value(value) for name, value in (content or {}).items()}
    if kind == "MetaList":
        return [_to_value(value) for value in content or ()]
    if kind == "MetaInlines":
        return _to_markup(content or ())
    if kind == "MetaBlocks":
        return " ".join(_to_markup(block["c"]) for block in content or () if block["t"] in ("Para", "Plain"))
    return content


def _to_markup(inlines: Sequence[Element]) -> str:
    """Convert inline elements to text with the markup of CSL-JSON."""
    found = []
    for one in inlines:
        kind, content = one["t"], one.get("c", "")
        if kind == "Str":
            found.append(str(content))
        elif kind in _SPACES:
            found.append(" ")
        elif kind == "Quoted":
            opening, closing = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
            found.append(opening + _to_markup(content[1]) + closing)
        elif kind in ("Code", "Math", "RawInline"):
            found.append(str(content[1]))
        elif kind == "Span" and "nocase" in content[0][1]:
            found.append(f'<span class="nocase">{_to_markup(content[1])}</span>')
        elif kind in ("Link", "Span", "Cite", "Image"):
            found.append(_to_markup(content[1]))
        elif isinstance(content, list):
            opening, closing = _TAGS.get(kind, ("", ""))
            found.append(opening + _to_markup(content) + closing)
    return "".join(found)

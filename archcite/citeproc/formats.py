"""Output formats of formatters: modules such as :mod:`archcite.citeproc.formatter.html`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from archcite.citeproc.formatter import plain, rst
from archcite.errors import OutputError
from archcite.output import formats
from archcite.output.formats import Format, Layout
from archcite.richtext.marks import Rich
from archcite.richtext.tree import Span, build_tree

# The class of a formatter for a kind of span; other kinds are printed without formatting.
_CLASSES = {
    "italic": "Italic",
    "oblique": "Oblique",
    "bold": "Bold",
    "light": "Light",
    "underline": "Underline",
    "superscript": "Superscript",
    "subscript": "Subscript",
    "small-caps": "SmallCaps",
}
_BLOCKS = ("block", "left-margin", "right-inline", "indent")


def build_format(formatter: Any) -> Format:
    """Return the output format of a formatter, which may also be the name of a format of archcite's.

    >>> from archcite.citeproc.formatter import html
    >>> build_format(html).name, build_format("latex").name
    ('html', 'latex')

    Raises :class:`~archcite.errors.OutputError` if it is neither.
    """
    if isinstance(formatter, Format):
        return formatter
    if isinstance(formatter, str):
        return formats.get(formatter)
    if formatter is plain:
        return formats.get("text")
    if formatter is rst:
        return formats.get("rst")
    if not hasattr(formatter, "preformat"):
        raise OutputError(
            f"A formatter must be a module such as archcite.citeproc.formatter.html, or a name such as “html”, "
            f"not {formatter!r}."
        )
    return FormatterFormat(formatter)


class FormatterFormat(Format):
    """Output format that calls a formatter for each text and each span."""

    __slots__ = ("_formatter",)

    def __init__(self, formatter: Any) -> None:
        name = str(getattr(formatter, "__name__", type(formatter).__name__)).rpartition(".")[2]
        self._formatter = formatter
        super().__init__(name, {}, str, frame=_join_entries)

    def write(self, rich: Rich) -> str:
        """Write finished rich text."""
        return self._write_all(build_tree(rich)).strip()

    def _write_all(self, spans: Sequence[Span | str]) -> str:
        return "".join(map(self._write_span, spans))

    def _write_span(self, span: Span | str) -> str:
        if isinstance(span, str):
            return str(self._formatter.preformat(span))
        text = self._write_all(span.children)
        wrap: Callable[[str], str] | None = getattr(self._formatter, _CLASSES.get(span.kind, ""), None)
        if wrap is not None:
            return str(wrap(text))
        return f" {text.strip()} " if span.kind in _BLOCKS else text


def _join_entries(entries: Iterable[str], _layout: Layout) -> str:
    return "\n".join(entries)

"""Every CSL style as a formatting style of pybtex.

The names that pybtex finds by itself (``archcite-chicago``, ``archcite-ieee``) are entry points, and a name of this
module after the prefix: ``styles:chicago``. Any other style is a class by :func:`style`, which pybtex takes in place
of a name.
"""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from pybtex.database import BibliographyData, Entry
from pybtex.richtext import Tag, Text
from pybtex.style import FormattedBibliography, FormattedEntry
from pybtex.style.formatting import BaseStyle

from archcite._foundation.warning_collector import emit_warning
from archcite.csl import Processor
from archcite.csl.style.library import StyleSource, load
from archcite.errors import StyleError
from archcite.formats.bibtex import reader as bibtex
from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.integrations.common.rich_links import RichFormat, build_linked_tree
from archcite.integrations.pybtex.database import format_database
from archcite.integrations.pybtex.safe_text import PlainString, SafeLink
from archcite.richtext.tree import Span
from archcite.styles import resolve

# The spans that pybtex has tags for.
# LaTeX has nothing for pybtex's “strong”, hence “b”.
_TAGS = {"italic": "em", "oblique": "em", "bold": "b", "superscript": "sup", "subscript": "sub"}


@functools.cache
def style(name: str | os.PathLike[str]) -> type[CSLStyle]:
    """Return the formatting style for a CSL style: a short name, the id of an official style, or a file.

    >>> import pybtex
    >>> print(pybtex.format_from_string("@book{signs, title = {Signs}, author = {Ann Doe}, year = 1993}",
    ...                                 style=style("apa"), output_backend="plaintext"))
    [Doe93] Doe, A. (1993). Signs.

    Raises :class:`~archcite.errors.StyleError` if the style is unknown.
    """
    resolve(os.fspath(name))
    return type(f"CSLStyle({os.path.basename(os.fspath(name))})", (CSLStyle,), {"csl": name})


def __getattr__(name: str) -> type[CSLStyle]:
    """Return the style of an entry point, whose name has underscores for hyphens."""
    if name.startswith("__"):  # Python's own names, which tools ask every module for
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    try:
        return style(name.replace("_", "-"))
    except StyleError as error:
        raise AttributeError(str(error)) from error


class CSLStyle(BaseStyle):  # type: ignore[misc]
    """A CSL style: its order for what pybtex calls sorting, and its entries for what pybtex calls templates."""

    csl: str | os.PathLike[str]
    default_label_style = "alpha"

    def __init__(self, label_style: str | None = None, **given: Any) -> None:
        self._style = resolve(os.fspath(self.csl))
        numbered = "number" if _is_numbered(self._style) else None
        super().__init__(label_style=label_style or numbered, **given)
        self.sort = self._sort_entries  # in place of that of a sorting style
        self._texts: dict[int, Text] = {}
        self._database: Mapping[str, Entry] = {}

    def format_bibliography(
        self, bib_data: BibliographyData, citations: Iterable[str] | None = None
    ) -> FormattedBibliography:
        """Format a bibliography as pybtex does; entries may refer to entries that are not cited.

        An unknown key is left out with a warning, and a list may be empty.
        """
        self._database = dict(bib_data.entries.items())
        keys = list(
            bib_data.entries
            if citations is None
            else bib_data.add_extra_citations(citations, self.min_crossrefs)
        )
        known = [key for key in keys if key in bib_data.entries]
        for key in keys:
            if key not in bib_data.entries:
                emit_warning(f"Unknown key “{key}”; check its spelling, or add the entry to the database.")
        formatted = self.format_entries([bib_data.entries[key] for key in known])
        return _Bibliography(formatted, style=self, preamble=bib_data.preamble)

    def format_entry(
        self, label: str, entry: Entry, bib_data: BibliographyData | None = None
    ) -> FormattedEntry:
        """Format one entry: as in the bibliography that was sorted last, or else by itself."""
        if id(entry) not in self._texts:
            self._sort_entries([entry])
        return FormattedEntry(entry.key, self._texts[id(entry)], label)

    def _sort_entries(self, entries: Iterable[Entry]) -> list[Entry]:
        """Sort entries as the style does; keep their texts, since years and names depend on each other."""
        known = {entry.key: entry for entry in entries}
        if not known:
            return []
        items = _build_items({**self._database, **known}, known)
        processor = Processor(self._style, items.values(), output=RichFormat(), links=True)
        processor.register()
        order = processor.order()
        printed = dict(processor.list_entries(order))
        for key in order:
            rich = printed.get(key) or str(items[key].get("title", ""))
            self._texts[id(known[key])] = Text(*_build_parts(build_linked_tree(rich)))
        return [known[key] for key in order]


class _Bibliography(FormattedBibliography):  # type: ignore[misc]
    """A bibliography, which may have no entries."""

    def get_longest_label(self) -> str:
        """Return the longest label, which LaTeX leaves room for; empty without entries."""
        return str(super().get_longest_label()) if self.entries else ""


def _is_numbered(style: StyleSource) -> bool:
    return "citation-number" in load(style)[0].scan.values("variable")


def _build_items(entries: Mapping[str, Entry], wanted: Iterable[str]) -> dict[str, dict[str, Any]]:
    """Build the CSL items of the wanted entries, which may refer to any other."""
    records = bibtex.read(format_database(BibliographyData(dict(entries))), "the database")
    items = {key: to_csl_item(record) for key, record in zip(entries, records, strict=True)}
    return {key: {**items[key], "id": key} for key in wanted}


def _build_parts(spans: Iterable[Span | str]) -> Iterator[Any]:
    """Convert rich text to pybtex's."""
    for span in spans:
        if isinstance(span, str):
            yield PlainString(span)
        elif span.kind == "link":
            yield SafeLink(span.address, *_build_parts(span.children))
        elif span.kind in _TAGS:
            yield Tag(_TAGS[span.kind], *_build_parts(span.children))
        elif span.kind == "left-margin":
            continue  # the number, which is the label here
        else:
            yield Text(*_build_parts(span.children))

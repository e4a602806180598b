"""The bibliographies of a project: the outlines of :mod:`archcite.bibliography`, with anchors and back links."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TypeAlias

from archcite.bibliography.collections import make_printable
from archcite.bibliography.localized_headings import Words, load_words
from archcite.bibliography.repositories import Holders
from archcite.bibliography.sections import ListedSource, build_outline
from archcite.csl import Processor
from archcite.integrations.common.anchors import escape_id
from archcite.integrations.common.document_model import Listing
from archcite.integrations.common.library import Library
from archcite.integrations.common.rendered_project import (
    Place,
    RenderedBibliography,
    RenderedEntry,
    RenderedSection,
)
from archcite.integrations.common.style_runs import StyleRuns
from archcite.output.formats import Section

# Returns the places where any of some keys is cited, in reading order.
PlaceFinder: TypeAlias = Callable[[Iterable[str]], tuple[Place, ...]]


class ProjectBibliographies:
    """The bibliographies of a project, rendered in the styles of its ``runs``."""

    def __init__(self, library: Library, runs: StyleRuns) -> None:
        self._library = library
        self._runs = runs
        self._holders: dict[str, Holders] = {}  # by language

    def render(
        self, listing: Listing, style: str, keys: Iterable[str], prefix: str, find_places: PlaceFinder
    ) -> RenderedBibliography:
        """Render the bibliography of some keys, which are registered; ``prefix`` begins all its anchors."""
        run = self._runs.get_run(style, listing.location)
        processor = run.processor
        words = load_words(processor.language, {"published": listing.rest} if listing.rest else None)
        outline = build_outline(
            (ListedSource(key, self._library.records[key], self._library.items[key]) for key in keys),
            words,
            by=listing.section_by or None,
            level=listing.level,
            holders=self._get_holders(words),
        )
        builder = _SectionBuilder(outline.members, prefix, find_places, bool(listing.section_by))
        if listing.level == "collection":
            printer = self._runs.get_printer(style)
            items = make_printable(outline.items, printer.style, printer.locale)
            processor = self._runs.build_processor(style, items)
            processor.register()
            sections = builder.build(outline.sections, processor)
        else:
            with run.replace_items(outline.items):
                sections = builder.build(outline.sections, processor)
        layout = processor.layout()
        return RenderedBibliography(
            sections, layout.hanging_indent, layout.entry_spacing, layout.line_spacing
        )

    def _get_holders(self, words: Words) -> Holders:
        """Return the holders of all records of the project, so that an archive has one name in it."""
        if words.language not in self._holders:
            self._holders[words.language] = Holders(self._library.records.values(), words)
        return self._holders[words.language]


class _SectionBuilder:
    """Builder of the sections of one bibliography."""

    def __init__(
        self, members: Mapping[str, Sequence[str]], prefix: str, find_places: PlaceFinder, has_titles: bool
    ) -> None:
        self._members = members
        self._prefix = prefix
        self._find_places = find_places
        self._has_titles = has_titles

    def build(self, sections: Iterable[Section], processor: Processor) -> tuple[RenderedSection, ...]:
        """Build sections; those without any entry are left out."""
        return tuple(self._iterate_sections(sections, processor))

    def _iterate_sections(
        self, sections: Iterable[Section], processor: Processor
    ) -> Iterator[RenderedSection]:
        for section in sections:
            entries = tuple(
                RenderedEntry(
                    f"{self._prefix}-{escape_id(key)}",
                    rich,
                    tuple(self._members[key]),
                    self._find_places(self._members[key]),
                )
                for key, rich in processor.list_entries(section.entries)
            )
            within = self.build(section.sections, processor)
            if entries or within:
                title = section.title if self._has_titles else ""
                yield RenderedSection(title, f"{self._prefix}-{section.anchor}", entries, within)

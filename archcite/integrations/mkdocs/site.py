"""A site while it is built: what each page cites is collected, and formatted once, in the order of the navigation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from attrs import define, field

from archcite.integrations.common.anchors import escape_id
from archcite.integrations.common.library import Library
from archcite.integrations.common.project import ProjectDocument, render
from archcite.integrations.common.record_pages import RecordPage
from archcite.integrations.common.rendered_project import RenderedPage
from archcite.integrations.common.settings import Settings
from archcite.integrations.markdown.conversion import Conversion, Host
from archcite.integrations.markdown.placement import Placing, place, render_bibliography


@define
class SitePage:
    """A page that has been converted: its name, its title, its chapter, and its HTML with marks in it."""

    name: str
    title: str
    chapter: str
    html: str


@define
class Site:
    """The host of the pages of a site.

    ``alone`` takes over what is converted when the site has been formatted, such as excerpts of pages.
    """

    library: Library
    settings: Settings
    is_in_notes: Callable[[str], bool]
    alone: Host
    records: Sequence[RecordPage] = ()
    problems: list[tuple[str, str]] = field(factory=list)
    _places: dict[str, Callable[[str], str]] = field(factory=dict)
    _now: Conversion | None = None
    _conversions: dict[str, Conversion] = field(factory=dict)

    def open(
        self, name: str, file: str, style: str, uncited: tuple[str, ...], source: Callable[[], str]
    ) -> None:
        """Open a page for conversion; ``file`` is its name in warnings, and ``source`` reads it when needed.

        ``uncited`` are the keys that the page lists without citing them.
        """
        self._now = _PageConversion(
            name,
            escape_id(name),
            file,
            self.library,
            self.is_in_notes(style),
            style,
            read=source,
            uncited=uncited,
        )
        self._conversions[name] = self._now

    def begin(self, source: str, style: str) -> Conversion:
        """Begin the page, or a part of it that is converted by itself, such as a docstring."""
        return self._now or self.alone.begin(source, style)

    def end(self, conversion: Conversion, html: str) -> str:
        """Return the HTML of a page with its marks, which stay until all pages are converted."""
        return html if conversion is self._now else self.alone.end(conversion, html)

    def format(
        self, pages: Sequence[SitePage], url: Callable[[str, str], str]
    ) -> tuple[dict[str, str], Mapping[str, RenderedPage]]:
        """Return the HTML of the pages with citations, and what was rendered of them.

        ``url`` is the address, from one page, of another. What is wrong is in ``problems`` then.
        """
        self._now = None
        found = {one.name: self._conversions[one.name] for one in pages if one.name in self._conversions}
        documents = []
        for one in pages:
            conversion = found.get(one.name)
            if conversion is None or not (conversion.marks or conversion.listings or conversion.uncited):
                continue
            documents.append(
                ProjectDocument(one.name, one.title, one.chapter, conversion.build_page(one.html))
            )
        own = {one.name for one in self.records}
        documents += [one.to_document(one.key) for one in self.records]
        rendering = render(documents, self.library, self.settings)
        self._collect(found, rendering.problems)
        html = {one.name: one.html for one in pages}
        placed = {}
        names = {one.key: one.name for one in self.records if one.key}
        for document in documents:
            name = document.name
            marks = found[name].marks if name in found else {}
            in_quote = rendering.punctuation_in_quote
            placing = Placing(name, marks, partial(url, name), self.settings.cards, in_quote, names)
            if name in own:
                (bibliography,) = rendering.pages[name].bibliographies.values()
                placed[name] = render_bibliography(bibliography, placing, 1)
            else:
                self._places[name] = partial(place, page=rendering.pages[name], placing=placing)
                placed[name] = self.place_copy(name, html[name])
        return placed, rendering.pages

    def place_copy(self, name: str, html: str) -> str:
        """Return the HTML of a page, or a copy of it with marks, with what was formatted for it."""
        return self._places[name](html) if name in self._places else html

    def _collect(
        self, conversions: Mapping[str, Conversion], rendered: Sequence[tuple[str, str, str]]
    ) -> None:
        holders = {
            key: conversion
            for conversion in conversions.values()
            for key in (*conversion.marks, *conversion.listings)
        }
        for conversion in conversions.values():
            self.problems += [(place, message) for place, _kind, message in conversion.problems]
        for key, _kind, message in rendered:
            self.problems.append((holders[key].find_location(key) if key in holders else key, message))


@define
class _PageConversion(Conversion):
    """A conversion whose source is read when a warning needs a line of it."""

    read: Callable[[], str] = field(kw_only=True)

    def _find_line(self, written: str, number: int) -> str:
        if not self.source:
            self.source = self.read()
        return super()._find_line(written, number)

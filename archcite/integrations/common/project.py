"""All citations and bibliographies of a project, formatted once, in reading order.

The result is plain data: for each document, everything that is printed in it.  Two builds agree on a document if and
only if they agree on this.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from archcite._foundation.warning_collector import collect_warnings
from archcite.csl.document.disambiguation import to_suffix_letters
from archcite.errors import ArchciteError
from archcite.integrations.common.anchors import escape_id
from archcite.integrations.common.bibliography_options import (
    parse_filter,
)
from archcite.integrations.common.bibliography_rendering import ProjectBibliographies
from archcite.integrations.common.citation_syntax import EVERYTHING
from archcite.integrations.common.document_model import Listing, Mention, Page, PlacedCitation
from archcite.integrations.common.library import Library
from archcite.integrations.common.rendered_project import (
    Place,
    RenderedBibliography,
    RenderedCitation,
    RenderedPage,
    Rendering,
)
from archcite.integrations.common.rich_links import ENTRY
from archcite.integrations.common.settings import Settings
from archcite.integrations.common.style_runs import StyleRun, StyleRuns
from archcite.record import revise
from archcite.richtext import marks as rt

if TYPE_CHECKING:
    pass

SCOPES = ("page", "chapter", "project")


@frozen
class ProjectDocument:
    """A document in its place in the project."""

    name: str
    title: str
    chapter: str
    page: Page


def render(documents: Sequence[ProjectDocument], library: Library, settings: Settings) -> Rendering:
    """Render the citations and bibliographies of all documents, given in reading order.

    Raises :class:`~archcite.errors.ArchciteError` if the style of the project is unknown or invalid.
    """
    with collect_warnings():  # unknown keys are reported with their location
        return _Project(documents, library, settings).render()


class _Project:
    def __init__(self, documents: Sequence[ProjectDocument], library: Library, settings: Settings) -> None:
        self.documents = documents
        self.library = library
        self.settings = settings
        self.problems: list[tuple[str, str, str]] = []
        self._order: dict[Place, int] = {}
        # Where each key is cited in the project, in each chapter, and on each page, in reading order.
        self._places: dict[tuple[str, str], dict[str, dict[Place, None]]] = {("project", ""): {}}
        self._runs = StyleRuns(library, settings, self.problems)
        self._bibliographies = ProjectBibliographies(library, self._runs)

    def render(self) -> Rendering:
        """Run all steps in order: collect citations, then listed keys, then render the texts."""
        for document in self.documents:
            self._cite(document)
        for document in self.documents:
            self._add_uncited(document)
        listed = {
            listing.id: self._list_keys(listing, document)
            for document in self.documents
            for listing in self._list_bibliographies(document)
        }
        for document in self.documents:
            for listing in self._list_bibliographies(document):
                self._register(listing, document, listed[listing.id])
        bibliographies = {
            listing.id: self._render_bibliography(listing, document, listed[listing.id], number)
            for document in self.documents
            for number, listing in enumerate(self._list_bibliographies(document), 1)
        }
        texts = dict(self._runs.iterate_texts())
        entries = self._index_entries(bibliographies)
        pages = {
            document.name: self._render_page(document, texts, bibliographies, entries)
            for document in self.documents
        }
        processor = self._runs.get_run("", "").processor
        return Rendering(pages, self.problems, processor.punctuation_in_quote)

    # -- citations ----------------------------------------------------------------------------------

    def _cite(self, document: ProjectDocument) -> None:
        """Pass the citations of a document to the processors, and record where each key is cited."""
        run = self._runs.get_run(document.page.style, document.name)
        beginning = self._get_scope(document, self.settings.note_scope)
        scopes = [self._places.setdefault(self._get_scope(document, scope), {}) for scope in SCOPES]
        in_text = 0
        in_notes: set[tuple[str, str]] = set()  # what each note cites, which is one place
        notes = document.page.notes - sum(
            one.is_made_note and not self._is_printed(one) for one in document.page.citations
        )
        for citation in self._list_citations(document):
            run.cite(citation, beginning, document.name, notes)
            in_text += not citation.note
            label = str(citation.note) if citation.note else to_suffix_letters(in_text - 1)
            place = Place(document.name, document.title, citation.anchor, label)
            self._order.setdefault(place, len(self._order))
            for cite in citation.cites:
                if cite.key in self.library.items:
                    if citation.note and (citation.footnote, cite.key) in in_notes:
                        continue
                    in_notes.add((citation.footnote, cite.key))
                    for places in scopes:
                        places.setdefault(cite.key, {})[place] = None
                else:
                    self.problems.append(
                        (citation.location, "unknown-key", self.library.describe_unknown_key(cite.key))
                    )

    def _add_uncited(self, document: ProjectDocument) -> None:
        """Add the keys that a document names without a citation, after all that are cited, and report unknown ones."""
        scopes = [self._places.setdefault(self._get_scope(document, scope), {}) for scope in SCOPES]
        for mention in document.page.mentions:
            for key in mention.keys:
                if key in self.library.items:
                    for places in scopes:
                        places.setdefault(key, {})
                else:
                    message = self.library.describe_unknown_key(key)
                    self.problems.append((mention.location, "unknown-key", message))
        for name in document.page.uncited:
            if name != EVERYTHING and name not in self.library.items:
                self.problems.append((document.name, "unknown-key", self.library.describe_unknown_key(name)))
                continue
            for key in self.library.items if name == EVERYTHING else (name,):
                for places in scopes:
                    places.setdefault(key, {})

    def _list_citations(self, document: ProjectDocument) -> Iterator[PlacedCitation]:
        """Yield the citations that are printed; a note that is not made leaves no gap in the numbers of others."""
        gone = 0
        for one in document.page.citations:
            if self._is_printed(one):
                yield evolve(one, note=one.note - gone) if gone and one.note else one
            else:
                gone += one.is_made_note

    def _list_bibliographies(self, document: ProjectDocument) -> Iterator[Listing]:
        return filter(self._is_printed, document.page.listings)

    def _is_printed(self, one: PlacedCitation | Listing) -> bool:
        return all(map(self.settings.is_tag_active, one.tags))

    @staticmethod
    def _get_scope(document: ProjectDocument, scope: str) -> tuple[str, str]:
        """Return the scope of a document: its page, its chapter, or the project."""
        if scope in ("page", "chapter"):
            return scope, document.name if scope == "page" else document.chapter
        return "project", ""

    # -- bibliographies ----------------------------------------------------------------------------------

    def _list_keys(self, listing: Listing, document: ProjectDocument) -> dict[str, None]:
        """List the keys of a bibliography, in the order in which they are cited."""
        given = self._find_known_keys(listing)
        if listing.only:
            return given
        everything = listing.scope == "all"
        cited = self.library.items if everything else self._places[self._get_scope(document, listing.scope)]
        keys = dict.fromkeys((*cited, *given))
        if listing.among is not None:
            keys = {key: None for key in keys if key in listing.among}
        if not listing.filter:
            return keys
        try:
            test = parse_filter(listing.filter)
        except ArchciteError as error:
            self.problems.append((listing.location, "filter", str(error)))
            return keys
        records, items = self.library.records, self.library.items
        return {key: None for key in keys if test(key, records[key], items[key])}

    def _find_known_keys(self, listing: Listing) -> dict[str, None]:
        """Find the keys that a bibliography names itself, and report unknown ones."""
        given = dict.fromkeys((*listing.only, *listing.also))
        for key in given:
            if key not in self.library.items:
                message = self.library.describe_unknown_key(key)
                self.problems.append((listing.location, "unknown-key", message))
        return {key: None for key in given if key in self.library.items}

    def _register(self, listing: Listing, document: ProjectDocument, keys: Mapping[str, None]) -> None:
        """Register the keys of a bibliography with its style run, so that its entries are disambiguated."""
        if listing.level == "collection":
            return
        run = self._runs.get_run(listing.style or document.page.style, listing.location)
        missing = [key for key in keys if key not in run.keys]
        if missing:
            run.processor.register(missing)
            run.keys.update(dict.fromkeys(missing))

    def _render_bibliography(
        self, listing: Listing, document: ProjectDocument, keys: Iterable[str], number: int
    ) -> RenderedBibliography:
        places = self._places[self._get_scope(document, listing.scope)]
        return self._bibliographies.render(
            listing,
            listing.style or document.page.style,
            keys,
            f"archcite-{escape_id(document.name)}-bib-{number}",
            lambda members: self._merge_places(places.get(key, ()) for key in members),
        )

    def _merge_places(self, places: Iterable[Iterable[Place]]) -> tuple[Place, ...]:
        found = {place for some in places for place in some}
        return tuple(sorted(found, key=self._order.__getitem__))

    # -- documents -----------------------------------------------------------------------

    def _render_page(
        self,
        document: ProjectDocument,
        texts: Mapping[str, tuple[str, str, bool]],
        bibliographies: Mapping[str, RenderedBibliography],
        entries: Mapping[str, Mapping[tuple[str, str], tuple[str, str]]],
    ) -> RenderedPage:
        written: dict[str, RenderedCitation] = {}
        keys: dict[str, None] = {}
        for citation in self._list_citations(document):
            known = dict.fromkeys(cite.key for cite in citation.cites if cite.key in self.library.items)
            keys.update(known)
            text, lead, is_abbreviated = texts[citation.id]
            written[citation.id] = RenderedCitation(text, lead, tuple(known), is_abbreviated)
        for mention in document.page.mentions:
            keys.update((key, None) for key in mention.keys if key in self.library.items)
        own = {listing.id: bibliographies[listing.id] for listing in self._list_bibliographies(document)}
        shown = dict(keys)
        for listing in self._list_bibliographies(document):
            if listing.level == "item":
                shown.update((key, None) for entry in own[listing.id].iterate_entries() for key in entry.keys)
        run = self._runs.get_run(document.page.style, document.name)
        return RenderedPage(
            written,
            own,
            {key: place for key in keys if (place := self._find_entry(document, entries.get(key, {})))},
            {key: card for key in keys if (card := run.render_card(key))} if self.settings.cards else {},
            tuple(revise(self.library.records[key], id=key) for key in shown),
            {mention.id: self._render_mention(mention, run) for mention in document.page.mentions},
        )

    def _render_mention(self, mention: Mention, run: StyleRun) -> str:
        """Render a mention, with links to the entries of its sources; an unknown key is printed as it is."""
        texts = []
        for key in mention.keys:
            if key not in self.library.items:
                texts.append(f"[?{key}]")
                continue
            text = run.render_part(key, mention.part)
            if mention.is_capitalized and not texts:
                text = text[:1].upper() + text[1:]
            texts.append(rt.link(ENTRY + key, rt.Rich(text)) if text else "")
        joined = ", ".join(filter(None, texts))
        return f"({joined})" if mention.brackets else joined

    def _index_entries(
        self, bibliographies: Mapping[str, RenderedBibliography]
    ) -> dict[str, dict[tuple[str, str], tuple[str, str]]]:
        """Map each key and scope to the document and anchor of its first entry there."""
        found: dict[str, dict[tuple[str, str], tuple[str, str]]] = {}
        for document in self.documents:
            scopes = [self._get_scope(document, scope) for scope in SCOPES]
            for listing in self._list_bibliographies(document):
                for entry in bibliographies[listing.id].iterate_entries():
                    for key in entry.keys:
                        places = found.setdefault(key, {})
                        for scope in scopes:
                            places.setdefault(scope, (document.name, entry.anchor))
        return found

    def _find_entry(
        self, document: ProjectDocument, places: Mapping[tuple[str, str], tuple[str, str]]
    ) -> tuple[str, str] | None:
        """Find the entry to link to: on this page, or else in this chapter, or else the first."""
        return next(
            (places[at] for scope in SCOPES if (at := self._get_scope(document, scope)) in places), None
        )

"""The processor: a document's citations and its bibliography, kept right while the document changes.

It holds the citations of a document and what has changed since they were last rendered. What is rendered depends on
them in one direction only: the items that are listed, their order, numbers and what tells them apart, then the
positions of cites, then the text of each citation. A citation is rendered again only if something changed that it
depends on, and a citation at the end of the document costs the same however long that is.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from archcite.csl.data.item import Item
from archcite.csl.document import collapsing
from archcite.csl.document.bibliography import BibliographyRenderer
from archcite.csl.document.citation import CitationCluster, Cite, to_int
from archcite.csl.document.citation_renderer import CitationRenderer
from archcite.csl.document.disambiguation import read_rules
from archcite.csl.document.filters import Keep
from archcite.csl.document.listed_items import ListedItems
from archcite.csl.document.positions import Positions
from archcite.csl.document.renderer import Renderer
from archcite.csl.style import library
from archcite.csl.style import locale as locales
from archcite.csl.style.library import StyleSource
from archcite.errors import ArchciteError, ArchciteWarning
from archcite.output import formats
from archcite.output.formats import Format, Layout, Section


class Processor:
    """Citations and a bibliography in one style.

    ``style`` is the id of an official style, the path of a ``.csl`` file, the XML text of a style, or
    such a text as it was parsed; ``items`` are CSL-JSON items; ``locale`` a language tag that overrides the style's
    own; ``output`` the name of an output format (``text``, ``html``, ``markdown``, ``rst``, ``latex``, ``rtf``,
    ``typst``), or a format of your own.  ``abbreviations`` give short forms by variable and value, as
    ``{"container-title": {"Cold War History": "CWH"}}``, or that under ``default``, as Zotero and pandoc have
    it; ``links`` makes addresses and DOIs links, where the format has links. ``anchor`` gives the address that
    each cite of an item links to, as ``#`` and the id of its entry, by the id of the item; or nothing.

    >>> processor = Processor("apa", [{"id": "x", "type": "book", "title": "Signs", "issued": {"raw": "1993"}}],
    ...                       output="text")
    >>> _ = processor.cite([{"id": "x"}])
    >>> processor.citations(), processor.bibliography()
    (['(Signs, 1993)'], ['Signs. (1993).'])

    Raises :class:`~archcite.errors.StyleError`, :class:`~archcite.errors.LocaleError` and
    :class:`~archcite.errors.OutputError`; items never raise, whatever is in them, and an item that is not
    there is shown as ``[?key]``, with an :class:`~archcite.errors.ArchciteWarning`.
    """

    def __init__(
        self,
        style: StyleSource,
        items: Iterable[Mapping[str, Any]] = (),
        *,
        locale: str | None = None,
        output: str | Format = "html",
        abbreviations: Mapping[str, Any] | None = None,
        links: bool = False,
        anchor: collapsing.Anchor | None = None,
    ) -> None:
        self._style, lang = library.load(style, locale=locale)
        self._locale = locales.get_locale(lang, self._style.locales)
        short = dict(abbreviations or {})
        self._renderer = Renderer(
            self._style, self._locale, abbreviations=short.get("default", short), links=links
        )
        self._format = output if isinstance(output, Format) else formats.get(output)
        citation, compiler = self._style.citation, self._renderer.compiler
        rules = read_rules(citation.options, compiler.scan.conditions)
        self._sorts_cites = bool(citation.sort)
        self._near_distance = to_int(citation.options.get("near-note-distance", 5))
        self._positional = compiler.scan.positional
        # An item that is cited again matters to where it was cited before: the later cite names that note, and
        # its ambiguity begins to count.
        conditional = self._style.in_notes and rules.conditions > 0
        self._counts_cites = conditional or "first-reference-note-number" in compiler.used
        self._listed = ListedItems(self._renderer, rules)
        assignments = self._listed.assignments
        # None of these knows the processor: a circle would stay in memory until the collector finds it.
        self._entries = BibliographyRenderer(self._renderer, self._format, assignments.get)
        self._citation_renderer = CitationRenderer(
            self._renderer, self._format, assignments, anchor, depends_on_repetition=conditional
        )
        self._positions = Positions(self._near_distance)
        # The document: its citations, and which of them cite an item.
        self._clusters: list[CitationCluster] = []
        self._by_id: dict[str, CitationCluster] = {}
        self._citing: dict[str, list[CitationCluster]] = {}
        self._serial = 0
        # What has changed since all was brought up to date.
        self._changed_within = False  # something else than the end of the document
        self._recited: dict[str, None] = {}  # the items that are cited in more or fewer places
        # The citations that were replaced, with the ids of what they cite, and of what they cited before.
        self._replaced: dict[CitationCluster, set[str]] = {}
        self._positioned = 0  # how many citations, from the first, have their positions
        self._dirty: list[CitationCluster] = []  # to be rendered, if what they depend on has changed
        self._updates: list[CitationCluster] = []  # rendered since that was last asked
        self.add_items(items)

    # -- the document ------------------------------------------------------------------------------------

    def add_items(self, items: Iterable[Mapping[str, Any]]) -> None:
        """Add items; an item replaces an earlier one with the same id."""
        self._listed.invalidate(self._renderer.add(items))
        for cluster in self._clusters:
            cluster.signature = None
        self._touch(self._clusters)

    def update_item(self, item: Mapping[str, Any]) -> None:
        """Replace an item's data for citations that are added from now on.

        Earlier citations keep their text, and items keep their order: use this where an archive is named in full
        once and abbreviated later.
        """
        self._renderer.add([item])

    def register(self, ids: Iterable[str] | None = None) -> None:
        """List items in the bibliography, cited or not; all items if ``ids`` is None.

        Items that are registered before anything is cited also come first in the order of citation numbers. An
        unknown id is left out, with an :class:`~archcite.errors.ArchciteWarning`.
        """
        wanted = [str(one) for one in (self._renderer.given if ids is None else ids)]
        for key in wanted:
            if key not in self._renderer.given:
                message = f"Unknown item “{key}”; it is left out of the bibliography."
                warnings.warn(message, ArchciteWarning, stacklevel=2)
        self._listed.register(wanted, after_citations=bool(self._clusters))

    def cite(
        self,
        cites: Sequence[Mapping[str, Any]],
        note: int = 0,
        *,
        id: str | None = None,
        prefix: str = "",
        suffix: str = "",
        reset_position: bool = False,
    ) -> str:
        """Append a citation, and return its id, for :meth:`citation`, :meth:`replace` and :meth:`remove`.

        ``cites`` are CSL-JSON cites with ``id``, ``locator``, ``label``, ``prefix``, ``suffix`` (with the markup of
        a CSL-JSON field), ``suppress-author``, ``author-only``, and ``composite`` (the names go before the
        citation, into the running text). ``note`` is the number of the note, 0 for a citation in the text.

        ``prefix`` and ``suffix`` are those of the citation as a whole: “e.g.,” stays first, however the style sorts
        the cites. With ``reset_position``, as at the start of a chapter, nothing counts as cited before: the first
        note of each item is a full one again.

        >>> processor = Processor("apa", [{"id": key, "type": "book", "title": key} for key in "AB"], output="text")
        >>> _ = processor.cite([{"id": "B"}, {"id": "A"}], prefix="e.g.,")
        >>> processor.citations()
        ['(e.g., A, n.d.; B, n.d.)']
        """
        return self.insert(
            len(self._clusters),
            cites,
            note,
            id=id,
            prefix=prefix,
            suffix=suffix,
            reset_position=reset_position,
        )

    def insert(
        self,
        index: int,
        cites: Sequence[Mapping[str, Any]],
        note: int = 0,
        *,
        id: str | None = None,
        prefix: str = "",
        suffix: str = "",
        reset_position: bool = False,
    ) -> str:
        """Insert a citation before the one at ``index``, and return its id; see :meth:`cite`."""
        while id is None or id in self._by_id:
            self._serial += 1
            id = f"citation-{self._serial}"
        cluster = self._by_id[id] = CitationCluster(
            id,
            [Cite(cite) for cite in cites],
            note,
            prefix=prefix,
            suffix=suffix,
            resets_position=reset_position,
        )
        if index < len(self._clusters):
            self._mark_changed_within()
        self._clusters.insert(index, cluster)
        self._index_citation(cluster)
        self._dirty.append(cluster)
        return id

    def replace(
        self,
        id: str,
        cites: Sequence[Mapping[str, Any]],
        note: int | None = None,
        *,
        prefix: str | None = None,
        suffix: str | None = None,
    ) -> None:
        """Replace the cites of a citation, and its note and affixes unless they are None.

        Raises :class:`~archcite.errors.ArchciteError` for an unknown id, as all methods do that take one.
        """
        cluster = self._get_citation(id)
        given, moved = cluster.given, note not in (None, cluster.note)
        self._unindex_citation(cluster)
        cluster.given = cluster.cites = tuple(Cite(cite) for cite in cites)
        self._index_citation(cluster)
        cluster.note = cluster.note if note is None else note
        cluster.prefix = cluster.prefix if prefix is None else prefix
        cluster.suffix = cluster.suffix if suffix is None else suffix
        self._touch([cluster])
        if moved or not given or not cites:
            self._mark_changed_within()
        elif [cite.id for cite in given] != [cite.id for cite in cluster.given]:
            self._changed_within = True
        self._replaced.setdefault(cluster, set()).update(cite.id for cite in (*given, *cluster.given))

    def remove(self, id: str) -> None:
        """Remove a citation."""
        cluster = self._get_citation(id)
        self._unindex_citation(cluster)
        self._clusters.remove(cluster)
        del self._by_id[id]
        self._mark_changed_within()

    def arrange(self, order: Iterable[tuple[str, int]]) -> None:
        """Put the citations into a new order, each with the number of its note, and remove all others."""
        known, self._by_id = self._by_id, {}
        for id, note in order:
            if id in known:
                cluster = self._by_id[id] = known.pop(id)
                if cluster.note != note:
                    cluster.note = note
                    self._touch([cluster])
        for cluster in known.values():
            self._unindex_citation(cluster)
        self._clusters = list(self._by_id.values())
        self._mark_changed_within()

    # -- what comes out ----------------------------------------------------------------------------------

    def ids(self) -> list[str]:
        """Return the ids of all citations, in document order."""
        return [cluster.id for cluster in self._clusters]

    def order(self) -> list[str]:
        """Return the ids of all items that are cited or registered, in the order of the bibliography."""
        self._update()
        return [item.id for item in self._listed.items]

    def pop_updates(self) -> list[tuple[int, str]]:
        """Return the index and text of each citation that was rendered since the last call."""
        self._update()
        found = [(index, cluster.text) for index, cluster in enumerate(self._clusters) if cluster.updated]
        for cluster in self._updates:
            cluster.updated = False
        self._updates.clear()
        return found

    def citation(self, id: str) -> str:
        """Return the text of one citation."""
        self._update()
        return self._get_citation(id).text

    def citations(self) -> list[str]:
        """Return the text of every citation, in document order."""
        self._update()
        return [cluster.text for cluster in self._clusters]

    def authors_in_text(self) -> list[str]:
        """Return what the running text has before each citation: the names of a composite citation in a note.

        It is empty for all other citations: composite citations in the text have the names in their own text.
        """
        self._update()
        return [cluster.lead for cluster in self._clusters]

    def bibliography(self, keep: Keep | None = None) -> list[str]:
        """Return the entries of all items that are cited or registered (of all items if none are), in order.

        ``keep`` takes a CSL-JSON item and returns whether to list it; see
        :func:`~archcite.csl.document.filters.selection`.
        """
        return list(self.iterate_entries(keep))

    def iterate_entries(self, keep: Keep | None = None) -> Iterator[str]:
        """Yield the entries of :meth:`bibliography` one by one, each rendered when it is needed."""
        return map(self._format.write, self._entries.render(self._select_items(keep)))

    def render_bibliography(self, keep: Keep | None = None) -> str:
        """Return the bibliography as one text, set out as the style requires; empty if it has no entries."""
        return self._entries.render_document(self._select_items(keep))

    def list_entries(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """Return some entries with the ids of their items, in the order of the bibliography.

        Ids that are not in the bibliography, and items of which the style prints nothing, are left out.
        """
        wanted = [str(id) for id in ids]
        ranks = self._rank_items(None if len(wanted) > 1 else wanted)
        return [(key, self._format.write(rich)) for key, rich in self._entries.render_some(wanted, ranks)]

    def sections(self, sections: Iterable[Section]) -> tuple[Section, ...]:
        """Render sections whose entries are ids of items, and return them with written titles and entries.

        Titles are plain text. Entries are in the order of the bibliography. Items of which the style prints nothing
        are left out, with an :class:`~archcite.errors.ArchciteWarning`, and so are sections that become empty.
        """
        return self._entries.render_sections(sections, self._rank_items())

    def outline(self, sections: Iterable[Section], *, first: Iterable[Section] = (), level: int = 1) -> str:
        """Return the bibliography as one text under headings; ``sections`` are those of :meth:`sections`.

        ``first`` are other sections to begin with, written already; ``level`` is that of the highest heading.
        """
        return self._entries.render_outline(sections, self._rank_items(), first, level)

    def layout(self) -> Layout:
        """Return how the style sets out a bibliography (CSL 1.0.2, "Whitespace")."""
        return self._entries.layout

    @property
    def language(self) -> str:
        """The tag of the language of terms and dates."""
        return self._locale.lang

    # -- from items to texts -----------------------------------------------------------------------------

    def _update(self) -> None:
        """Render all citations that depend on what has changed."""
        listed, clusters = self._listed, self._clusters
        if not (
            self._dirty or self._changed_within or listed.is_outdated or self._positioned != len(clusters)
        ):
            return
        recited, self._recited = self._recited, {}
        cited_ids = (cite.id for cluster in clusters for cite in cluster.given)
        changed = listed.update(recited, self._citing, cited_ids, within=self._changed_within)
        for key in changed:
            self._touch(self._citing.get(key, ()))
        if changed and self._sorts_cites and any(map(_has_order, self._dirty)):
            self._positioned = 0  # cites may change places, and positions with them
        self._update_positions()
        self._changed_within = False
        dirty, self._dirty = self._dirty, []
        for cluster in dirty:
            cluster.dirty = False
            if self._by_id.get(cluster.id) is not cluster:
                continue  # it has been removed
            if self._citation_renderer.render(cluster, self._is_repeated) and not cluster.updated:
                cluster.updated = True
                self._updates.append(cluster)

    def _update_positions(self) -> None:
        """Set the positions of all cites that have none yet, or may have another."""
        sorts, positions = self._sorts_cites, self._positions
        replaced, self._replaced = self._replaced, {}
        if not self._positioned:
            positions = self._positions = Positions(self._near_distance)
        elif replaced:
            for cluster in replaced:
                if sorts:
                    self._citation_renderer.sort_cites(cluster)
            if self._positional:
                ids = set().union(*replaced.values())
                self._touch(positions.reassign_positions(self._clusters, replaced.keys(), ids, self._citing))
        for place in range(self._positioned, len(self._clusters)):
            cluster = self._clusters[place]
            cluster.place = place
            if sorts and cluster.dirty:
                self._citation_renderer.sort_cites(cluster)
            if self._positional and positions.assign_positions(cluster):
                self._touch([cluster])
        self._positioned = len(self._clusters)

    def _touch(self, touched: Iterable[CitationCluster]) -> None:
        """Mark citations to be rendered again, if it turns out that what they depend on has changed."""
        for cluster in touched:
            if not cluster.dirty:
                cluster.dirty = True
                self._dirty.append(cluster)

    def _mark_changed_within(self) -> None:
        """Record that the document changed elsewhere than at its end, so that all positions are assigned again."""
        self._positioned = 0
        self._changed_within = True

    def _index_citation(self, cluster: CitationCluster) -> None:
        """Record which items a citation cites."""
        for cite in cluster.given:
            citing = self._citing.setdefault(cite.id, [])
            citing.append(cluster)
            self._recited[cite.id] = None
            if len(citing) == 2 and self._counts_cites:
                self._touch(citing)

    def _unindex_citation(self, cluster: CitationCluster) -> None:
        """Record that a citation cites its items no longer."""
        for cite in cluster.given:
            citing = self._citing[cite.id]
            citing.remove(cluster)
            self._recited[cite.id] = None
            if len(citing) == 1 and self._counts_cites:
                self._touch(citing)
            elif not citing:
                del self._citing[cite.id]

    def _is_repeated(self, key: str) -> bool:
        """Return whether an item is cited more than once."""
        return len(self._citing[key]) > 1

    def _rank_items(self, only: Sequence[str] | None = None) -> dict[str, int]:
        """Return the places of all items in the bibliography, by id; none if the style has no bibliography.

        ``only`` is for one item alone, whose place does not matter.
        """
        self._require_entries()
        if self._style.bibliography is None:
            return {}
        if only is not None:
            return {key: 0 for key in only if key in self._listed and key in self._renderer.given}
        return {item.id: rank for rank, item in enumerate(self._listed.items)}

    def _select_items(self, keep: Keep | None) -> Iterable[Item]:
        """Return the items that are listed, in order."""
        self._require_entries()
        given = self._renderer.given
        return [item for item in self._listed.items if keep is None or keep(given[item.id])]

    def _require_entries(self) -> None:
        """Bring the list of items up to date; it has all items if none has been cited or registered."""
        if not (self._clusters or self._listed.has_registered):
            self.register()
        self._update()

    def _get_citation(self, id: str) -> CitationCluster:
        try:
            return self._by_id[id]
        except KeyError:
            raise ArchciteError(
                f"Unknown citation “{id}” in this document; `ids()` returns the ids of all citations."
            ) from None


def _has_order(cluster: CitationCluster) -> bool:
    """Return whether a citation has several cites, and positions that depend on their order."""
    return len(cluster.given) > 1 and cluster.place >= 0

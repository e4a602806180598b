"""A document: its citations in order, rendered again only if something changed that they depend on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, TypeAlias

from archcite.csl.document.citation import CitationCluster, Cite, to_int
from archcite.csl.document.citation_renderer import CitationRenderer
from archcite.csl.document.listed_items import ListedItems
from archcite.csl.document.positions import Positions
from archcite.csl.document.renderer import Renderer
from archcite.errors import ArchciteError
from archcite.richtext.marks import Rich

# A citation as it is pickled: id, cites, note, and what else it was given; its rich text, its text, the names before
# it, what these depend on, and whether it was rendered since that was last asked.
CitationState: TypeAlias = tuple[
    str, tuple[Cite, ...], int, dict[str, Any], Rich, str, str, bool, object, bool
]
# What else a citation is given, see :class:`CitationCluster`.
_GIVEN = ("prefix", "suffix", "resets_position", "in_sentence", "keeps_prefixes", "shown_note")


class Document:
    """Citations of a document, with the items that they cite, and what has changed since they were rendered.

    What is rendered depends on these in one direction only: the items that are listed, their order, numbers and what
    tells them apart, then the positions of cites, then the text of each citation.
    """

    def __init__(
        self,
        renderer: Renderer,
        listed: ListedItems,
        citation_renderer: CitationRenderer,
        *,
        depends_on_repetition: bool,
    ) -> None:
        citation, compiler = renderer.style.citation, renderer.compiler
        self.listed = listed
        self._citation_renderer = citation_renderer
        self._sorts_cites = bool(citation.sort)
        self._near_distance = to_int(citation.options.get("near-note-distance", 5))
        self._positional = compiler.scan.positional
        # An item that is cited again matters to where it was cited before: the later cite names that note, and
        # its ambiguity begins to count.
        self._counts_cites = depends_on_repetition or "first-reference-note-number" in compiler.used
        self._positions = Positions(self._near_distance)
        self.clusters: list[CitationCluster] = []
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

    def __getitem__(self, id: str) -> CitationCluster:
        """Return a citation by its id."""
        try:
            return self._by_id[str(id)]
        except KeyError:
            raise ArchciteError(
                f"Unknown citation “{id}” in this document; `ids()` returns the ids of all citations."
            ) from None

    def is_cited(self, key: str) -> bool:
        """Return whether an item is cited anywhere."""
        return key in self._citing

    def get_citations(self) -> list[CitationState]:
        """Return all citations as plain values, for :meth:`set_citations` in another process."""
        self.update()
        return [
            (
                one.id, one.given, one.note, {name: getattr(one, name) for name in _GIVEN},
                one.rich, one.text, one.lead, one.ends_abbreviated, one.signature, one.updated,
            )
            for one in self.clusters
        ]  # fmt: skip

    def set_citations(self, citations: Iterable[CitationState]) -> None:
        """Append citations of another document with the texts that they have there."""
        for state in citations:
            id, cites, note, given, rich, text, lead, abbreviated, signature, updated = state
            for cite in cites:
                cite.restore_positions()
            cluster = self.insert(len(self.clusters), cites, note, id, **given)
            cluster.rich, cluster.text, cluster.lead = rich, text, lead
            cluster.ends_abbreviated = abbreviated
            cluster.signature, cluster.updated = signature, updated
            if cluster.updated:
                self._updates.append(cluster)

    def invalidate(self) -> None:
        """Render all citations again: the items are no longer what they were."""
        for cluster in self.clusters:
            cluster.signature = None
        self._touch(self.clusters)

    def insert(
        self,
        index: int,
        cites: Sequence[Cite],
        note: int,
        id: str | None = None,
        **given: Any,
    ) -> CitationCluster:
        """Insert a citation before the one at ``index``; an id is made for it if it has none, or a known one.

        What else is ``given`` is described at :class:`~archcite.csl.document.citation.CitationCluster`.
        """
        while id is None or id in self._by_id:
            self._serial += 1
            id = f"citation-{self._serial}"
        self.listed.withdraw_unasked()
        cluster = self._by_id[id] = CitationCluster(id, cites, note, **given)
        if index < len(self.clusters):
            self._mark_changed_within()
        self.clusters.insert(index, cluster)
        self._index_citation(cluster)
        self._dirty.append(cluster)
        return cluster

    def replace(
        self, id: str, cites: Sequence[Cite], note: int | None, prefix: str | None, suffix: str | None
    ) -> None:
        """Replace the cites of a citation, and its note and affixes unless they are None."""
        cluster = self[id]
        given, moved = cluster.given, note not in (None, cluster.note)
        self._unindex_citation(cluster)
        cluster.given = cluster.cites = tuple(cites)
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
        cluster = self[id]
        self._unindex_citation(cluster)
        self.clusters.remove(cluster)
        del self._by_id[id]
        self._mark_changed_within()

    def arrange(self, order: Iterable[tuple[str, int]]) -> None:
        """Put the citations into a new order, each with the number of its note, and remove all others."""
        arranged = {self[id]: note for id, note in order}
        known, self._by_id = self._by_id, {}
        for cluster, note in arranged.items():
            self._by_id[cluster.id] = known.pop(cluster.id)
            if cluster.note != note:
                cluster.note = note
                self._touch([cluster])
        for cluster in known.values():
            self._unindex_citation(cluster)
        self.clusters = list(self._by_id.values())
        self._mark_changed_within()

    @contextmanager
    def preview(
        self, index: int, cites: Sequence[Cite], note: int, prefix: str, suffix: str
    ) -> Iterator[CitationCluster]:
        """Insert a citation for a moment, as a context manager; afterwards all is as it was before."""
        self.update()
        serial, updates = self._serial, list(self._updates)
        cluster = self.insert(index, cites, note, prefix=prefix, suffix=suffix)
        try:
            self.update()
            yield cluster
        finally:
            self.remove(cluster.id)
            self.update()
            self._serial = serial
            # Other citations may have been rendered twice, and read as they did before.
            for one in self._updates:
                one.updated = False
            for one in updates:
                one.updated = True
            self._updates = updates

    def pop_updates(self) -> list[tuple[int, str]]:
        """Return the index and text of each citation that was rendered since the last call."""
        found = [(index, cluster.text) for index, cluster in enumerate(self.clusters) if cluster.updated]
        for cluster in self._updates:
            cluster.updated = False
        self._updates.clear()
        return found

    def update(self) -> None:
        """Render all citations that depend on what has changed."""
        listed, clusters = self.listed, self.clusters
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
                self._touch(positions.reassign_positions(self.clusters, replaced.keys(), ids, self._citing))
        for place in range(self._positioned, len(self.clusters)):
            cluster = self.clusters[place]
            cluster.place = place
            if sorts and cluster.dirty:
                self._citation_renderer.sort_cites(cluster)
            if self._positional and positions.assign_positions(cluster):
                self._touch([cluster])
        self._positioned = len(self.clusters)

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


def _has_order(cluster: CitationCluster) -> bool:
    """Return whether a citation has several cites, and positions that depend on their order."""
    return len(cluster.given) > 1 and cluster.place >= 0

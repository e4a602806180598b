"""The processor: a document's citations and its bibliography, kept right while the document changes.

All state lives here.  What is rendered depends on it in one direction only: items, their order and numbers,
what disambiguation asks of them, the positions of cites, and then the text of each citation.  A citation is
rendered again only if something changed that it depends on, and a citation at the end of the document costs
the same however long that is.
"""

from __future__ import annotations

import gc
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any

from archcite.csl.data.item import Item
from archcite.csl.document import collapsing
from archcite.csl.document.bibliography import BibliographyRenderer
from archcite.csl.document.bibliography_order import BibliographyOrder
from archcite.csl.document.citation import CitationCluster, Cite, to_int
from archcite.csl.document.disambiguation import Disambiguator, read_rules
from archcite.csl.document.filters import Keep
from archcite.csl.document.positions import Positions
from archcite.csl.document.renderer import ItemAssignments, Renderer
from archcite.csl.document.sorting import sort_by_keys
from archcite.csl.style import library
from archcite.csl.style import locale as locales
from archcite.csl.style.library import StyleSource
from archcite.errors import ArchciteError, ArchciteWarning
from archcite.output import formats
from archcite.output.formats import Format, Layout, Section
from archcite.richtext.marks import CLOSE, SUPERSCRIPT
from archcite.richtext.punctuation import resolve_punctuation


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
        citation, used = self._style.citation, self._renderer.compiler.used
        self._rules = read_rules(citation.options, self._renderer.compiler.scan.conditions)
        self._delimiters = collapsing.read_cite_delimiters(
            citation,
            not self._style.in_notes,
            self._locale.term("citation-range-delimiter") or "\u2013",
        )
        layout = citation.layout
        self._before = "".join((*layout.format, layout.prefix))
        self._after = layout.suffix + CLOSE * len(layout.format)
        self._punctuation_in_quote = self._locale.punctuation_in_quote
        self._anchor = anchor
        self._near_distance = to_int(citation.options.get("near-note-distance", 5))
        area = self._style.bibliography or citation
        self._numbered = "citation-number" in used or any(
            key.variable == "citation-number" for key in area.sort
        )
        self._refers_back = "first-reference-note-number" in used
        self._positional = self._renderer.compiler.scan.positional
        # An item that is cited again matters to where it was cited before: the later cite names that note, and
        # its ambiguity begins to count.
        self._conditional = self._style.in_notes and self._rules.conditions > 0
        self._counts = self._refers_back or self._conditional
        self._serial = 0
        # The document: its citations, and the items that are listed whether they are cited or not.
        self._clusters: list[CitationCluster] = []
        self._by_id: dict[str, CitationCluster] = {}
        self._registered: list[str] = []
        self._uncited: list[str] = []
        self._always: set[str] = set()
        # What follows from it: who cites what, what is listed, in which order, and how it is told apart.
        self._citing: dict[str, list[CitationCluster]] = {}
        self._listed: dict[str, None] = {}
        sorts = self._style.bibliography.sort if self._style.bibliography else ()
        self._disambiguator = Disambiguator(
            self._rules, self._renderer.render_form, self._renderer.find_name_lists
        )
        self._assignments = assignments = ItemAssignments(self._disambiguator.plans)
        # None of these knows the processor: a circle would stay in memory until the collector finds it.
        self._entries = BibliographyRenderer(self._renderer, self._format, assignments.get)
        self._order = BibliographyOrder(partial(_get_entry_key, self._renderer, assignments), len(sorts))
        self._positions = Positions(self._near_distance)
        # What has changed since that was worked out.
        self._stale = True  # everything, as far as it concerns what is listed
        self._within = False  # something else than the end of the document
        self._recited: dict[str, None] = {}  # the items that are cited in more or fewer places
        self._replaced: dict[
            CitationCluster, set[str]
        ] = {}  # with what they cite, and what they cited before
        self._followed = 0  # so many citations have their positions
        self._dirty: list[CitationCluster] = []
        self._updates: list[CitationCluster] = []
        self.add_items(items)

    # -- the document ------------------------------------------------------------------------------------

    def add_items(self, items: Iterable[Mapping[str, Any]]) -> None:
        """Make more items known; one whose id is known already replaces the earlier one."""
        self._order.forget(self._renderer.add(items))
        self._stale = True
        self._listed = {}
        for cluster in self._clusters:
            cluster.signature = None
        self._touch(self._clusters)

    def update_item(self, item: Mapping[str, Any]) -> None:
        """Have an item say the same in other words from now on, as where it is cited after another one.

        What has been cited already stays as it is, and so does the order of items.
        """
        self._renderer.add([item])

    def register(self, ids: Iterable[str] | None = None) -> None:
        """Put items into the bibliography, cited or not; all of them where ``ids`` is None.

        What is registered before anything is cited also comes first in the order of citation numbers. An id
        that no item has is left out, with an :class:`~archcite.errors.ArchciteWarning`.
        """
        wanted = [str(one) for one in (self._renderer.given if ids is None else ids)]
        for key in wanted:
            if key not in self._renderer.given:
                warnings.warn(
                    f"There is no item “{key}” to list; it is left out.", ArchciteWarning, stacklevel=2
                )
        (self._uncited if self._clusters else self._registered).extend(wanted)
        self._always.update(wanted)
        self._stale = True

    def cite(self, cites: Sequence[Mapping[str, Any]], note: int = 0, *, id: str | None = None) -> str:
        """Append a citation; the id of the new citation, for :meth:`citation`, :meth:`replace`, :meth:`remove`.

        ``cites`` are CSL-JSON cites: ``id``, ``locator``, ``label``, ``prefix``, ``suffix`` (with the markup of
        a CSL-JSON field), ``suppress-author``, ``author-only``, and ``composite`` (the names go before the
        citation, into the running text). ``note`` is the number of the note, 0 for one in the text.
        """
        return self.insert(len(self._clusters), cites, note, id=id)

    def insert(
        self, index: int, cites: Sequence[Mapping[str, Any]], note: int = 0, *, id: str | None = None
    ) -> str:
        """Insert a citation before the one at ``index``; its id."""
        while id is None or id in self._by_id:
            self._serial += 1
            id = f"citation-{self._serial}"
        cluster = self._by_id[id] = CitationCluster(id, [Cite(cite) for cite in cites], note)
        if index < len(self._clusters):
            self._changed_within()
        self._clusters.insert(index, cluster)
        self._index_citation(cluster)
        self._dirty.append(cluster)
        return id

    def replace(self, id: str, cites: Sequence[Mapping[str, Any]], note: int | None = None) -> None:
        """Change the citation with that id; ``note`` stays what it is where it is None."""
        cluster = self._get_citation(id)
        given, moved = cluster.given, note not in (None, cluster.note)
        self._unindex_citation(cluster)
        cluster.given = cluster.cites = tuple(Cite(cite) for cite in cites)
        self._index_citation(cluster)
        cluster.note = cluster.note if note is None else note
        self._touch([cluster])
        if moved or not given or not cites:
            self._changed_within()
        elif [cite.id for cite in given] != [cite.id for cite in cluster.given]:
            self._within = True
        self._replaced.setdefault(cluster, set()).update(cite.id for cite in (*given, *cluster.given))

    def remove(self, id: str) -> None:
        """Take out the citation with that id."""
        cluster = self._get_citation(id)
        self._unindex_citation(cluster)
        self._clusters.remove(cluster)
        del self._by_id[id]
        self._changed_within()

    def arrange(self, order: Iterable[tuple[str, int]]) -> None:
        """Put the citations into a new order, each with its note; those that are not named are removed."""
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
        self._changed_within()

    # -- what comes out ----------------------------------------------------------------------------------

    def ids(self) -> list[str]:
        """The ids of all citations, in document order."""
        return [cluster.id for cluster in self._clusters]

    def order(self) -> list[str]:
        """The ids of all items that are cited or registered, in the order of the bibliography."""
        self._update()
        return [item.id for item in self._order.items]

    def updates(self) -> list[tuple[int, str]]:
        """The citations that had to be made anew since this was last asked: place and text of each."""
        self._update()
        found = [(index, cluster.text) for index, cluster in enumerate(self._clusters) if cluster.updated]
        for cluster in self._updates:
            cluster.updated = False
        self._updates.clear()
        return found

    def citation(self, id: str) -> str:
        """The text of one citation."""
        self._update()
        return self._get_citation(id).text

    def citations(self) -> list[str]:
        """The text of every citation, in document order."""
        self._update()
        return [cluster.text for cluster in self._clusters]

    def authors_in_text(self) -> list[str]:
        """What the running text says before each citation: the names of a composite citation in a note.

        Those of a composite citation in the text stand in its own text already, and other citations have none.
        """
        self._update()
        return [cluster.lead for cluster in self._clusters]

    def bibliography(self, keep: Keep | None = None) -> list[str]:
        """The entries of all items that are cited or registered (of all items, where none is), in order.

        ``keep`` says for a CSL-JSON item whether it is listed; see :func:`~archcite.csl.document.filters.selection`.
        """
        with _pause_gc():
            return list(self.iterate_entries(keep))

    def iterate_entries(self, keep: Keep | None = None) -> Iterator[str]:
        """The same, one after the other, each rendered when it is asked for."""
        return map(self._format.write, self._entries.render(self._select_items(keep)))

    def render_bibliography(self, keep: Keep | None = None) -> str:
        """The same as one text, set out as the style wants it; empty where there are no entries."""
        return self._entries.render_document(self._select_items(keep))

    def list_entries(self, ids: Iterable[str]) -> list[tuple[str, str]]:
        """Some entries of the bibliography with the ids of their items, in the order of the bibliography.

        Ids that are not in the bibliography, and items that print nothing, are left out.
        """
        wanted = list(ids)
        ranks = self._rank_items(None if len(wanted) > 1 else wanted)
        return [(key, self._format.write(rich)) for key, rich in self._entries.render_some(wanted, ranks)]

    def sections(self, sections: Iterable[Section]) -> tuple[Section, ...]:
        """Sections that have the ids of items for entries, with their entries written.

        Titles are plain text before, and written afterwards. Within a section, entries are in the order of the
        bibliography, and items that print nothing are left out, with an
        :class:`~archcite.errors.ArchciteWarning`, and so are headings that have no others.
        """
        with _pause_gc():
            return self._entries.render_sections(sections, self._rank_items())

    def outline(self, sections: Iterable[Section], *, first: Iterable[Section] = (), level: int = 1) -> str:
        """The bibliography as one text under headings, in sections as :meth:`sections` has them.

        ``first`` are sections of something else, written already; ``level`` is that of the highest heading.
        """
        with _pause_gc():
            return self._entries.render_outline(sections, self._rank_items(), first, level)

    @property
    def language(self) -> str:
        """The tag of the language that is written in."""
        return self._locale.lang

    def _rank_items(self, only: Sequence[str] | None = None) -> dict[str, int]:
        """The places of all items in the bibliography; none where the style has no bibliography.

        ``only`` is for one item alone, whose place does not matter.
        """
        self._require_entries()
        if self._style.bibliography is None:
            return {}
        if only is not None:
            return {key: 0 for key in only if key in self._listed and key in self._renderer.given}
        return {item.id: rank for rank, item in enumerate(self._order.items)}

    def layout(self) -> Layout:
        """How the style sets out a bibliography (CSL 1.0.2, "Whitespace")."""
        return self._entries.layout

    # -- from items to texts -----------------------------------------------------------------------------

    def _update(self) -> None:
        if self._stale or self._within or self._dirty or self._followed != len(self._clusters):
            with _pause_gc():
                self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        changed = self._update_bibliography_order()
        for key in changed:
            self._touch(self._citing.get(key, ()))
        sorts = changed and self._style.citation.sort
        if sorts and any(len(cluster.given) > 1 and cluster.place >= 0 for cluster in self._dirty):
            self._followed = 0  # cites may change places, and positions with them
        self._update_positions()
        self._within = False
        dirty, self._dirty = self._dirty, []
        for cluster in dirty:
            cluster.dirty = False
            if self._by_id.get(cluster.id) is cluster:  # it may be gone by now
                self._render_citation(cluster)

    def _touch(self, touched: Iterable[CitationCluster]) -> None:
        """Have citations rendered again, if it turns out that their text depends on what has changed."""
        for cluster in touched:
            if not cluster.dirty:
                cluster.dirty = True
                self._dirty.append(cluster)

    def _changed_within(self) -> None:
        """The document changed elsewhere than at its end: where citations stand is asked anew."""
        self._followed = 0
        self._within = True

    def _index_citation(self, cluster: CitationCluster) -> None:
        """A citation cites its items."""
        for cite in cluster.given:
            citing = self._citing.setdefault(cite.id, [])
            citing.append(cluster)
            self._recited[cite.id] = None
            if len(citing) == 2 and self._counts:
                self._touch(citing)

    def _unindex_citation(self, cluster: CitationCluster) -> None:
        """A citation cites its items no longer."""
        for cite in cluster.given:
            citing = self._citing[cite.id]
            citing.remove(cluster)
            self._recited[cite.id] = None
            if len(citing) == 1 and self._counts:
                self._touch(citing)
            elif not citing:
                del self._citing[cite.id]

    def _has_repeated_cites(self, cluster: CitationCluster) -> bool:
        """Whether a citation cites what is cited elsewhere too."""
        return any(len(self._citing[cite.id]) > 1 for cite in cluster.cites)

    def _update_bibliography_order(self) -> set[str]:
        """What is listed, in its order; with it citation numbers, and what must be told apart.

        The ids of the items for which the numbers or plans are others now.
        """
        recited, self._recited = self._recited, {}
        citing, listed = self._citing, self._listed
        came = [key for key in recited if key in citing and key not in listed]
        went = [key for key in recited if key in listed and not (key in citing or key in self._always)]
        # Where keys do not decide alone, a citation that comes earlier or later changes the order.
        by_document = self._within and (self._numbered or not self._order.keys or self._order.has_ties)
        if self._stale or by_document or not self._insert_items(came, went):
            return self._rebuild_order()
        for key in went:
            del listed[key]
        listed.update(dict.fromkeys(came))
        items = self._find_items(came)
        if self._numbered:
            self._assignments.numbers.update(
                (item.id, number) for number, item in enumerate(items, len(self._assignments.numbers) + 1)
            )
        return self._disambiguator.update(
            items, [item.id for item in self._find_items(went)], self._order.items
        )

    def _insert_items(self, came: Sequence[str], went: Sequence[str]) -> bool:
        """Let some items come into the order and others go; whether it is the right one then."""
        order, items = self._order, self._find_items(came)
        if 4 * len(items) > len(order.items):
            return not items  # it is less work to sort them all
        if went:
            gone = set(went)
            order.items = [item for item in order.items if item.id not in gone]
        if order.keys:
            return not (items and self._numbered) and all(map(order.insert, items))
        order.items.extend(items)
        return not (items and self._uncited)  # which come after what is cited

    def _rebuild_order(self) -> set[str]:
        cited = [cite.id for cluster in self._clusters for cite in cluster.given]
        listed = dict.fromkeys((*self._registered, *cited, *self._uncited))
        self._stale = False
        if list(listed) == list(self._listed):
            return set()
        self._listed = listed
        before = self._assignments.numbers
        items = self._find_items(listed)
        if self._numbered:
            self._assignments.numbers = {item.id: number for number, item in enumerate(items, 1)}
            self._order.forget()  # the numbers may be what is sorted by
        self._order.sort(items)
        items = self._order.items
        changed = self._disambiguator.start_over(items)
        if self._numbered:
            self._assignments.numbers = {item.id: number for number, item in enumerate(items, 1)}
            numbers = self._assignments.numbers
            changed.update(key for key, number in numbers.items() if before.get(key) != number)
        return changed

    def _find_items(self, ids: Iterable[str]) -> list[Item]:
        return [item for key in ids if (item := self._renderer.get_item(key)) is not None]

    def _update_positions(self) -> None:
        """The positions of all cites that have none yet, or may have another."""
        sorts, positions = self._style.citation.sort, self._positions
        replaced, self._replaced = self._replaced, {}
        if not self._followed:
            positions = self._positions = Positions(self._near_distance)
        elif replaced:
            for cluster in replaced:
                if sorts:
                    self._sort_cites(cluster)
            if self._positional:
                ids = set().union(*replaced.values())
                self._touch(positions.reassign_positions(self._clusters, replaced.keys(), ids, self._citing))
        for place in range(self._followed, len(self._clusters)):
            cluster = self._clusters[place]
            cluster.place = place
            if sorts and cluster.dirty:
                self._sort_cites(cluster)
            if self._positional and positions.assign_positions(cluster):
                self._touch([cluster])
        self._followed = len(self._clusters)

    def _sort_cites(self, cluster: CitationCluster) -> None:
        if len(cluster.given) < 2:
            return

        def key(cite: Cite, index: int) -> Any:
            item = self._renderer.get_item(cite.id)
            assert item is not None
            return self._renderer.get_sort_key("citation", index, item, self._assignments.get(cite.id))

        unknown = [cite for cite in cluster.given if self._renderer.get_item(cite.id) is None]
        known = [cite for cite in cluster.given if self._renderer.get_item(cite.id) is not None]
        cites = [*unknown, *sort_by_keys(known, key, len(self._style.citation.sort))]
        cites.sort(key=lambda cite: not cite.composite)  # what the sentence names stays first
        cluster.cites = tuple(cites)

    def _render_citation(self, cluster: CitationCluster) -> None:
        assignments = [self._assignments.get(cite.id) for cite in cluster.cites]
        signature: list[object] = []
        for cite, assignment in zip(cluster.cites, assignments, strict=True):
            repeated = self._conditional and len(self._citing[cite.id]) > 1
            signature += cite, cite.position, cite.first_note, assignment, repeated
        moved = cluster.note != cluster.printed_note and self._refers_back
        cluster.printed_note, named = cluster.note, moved and self._has_repeated_cites(cluster)
        if signature == cluster.signature and not named:
            return
        bodies = [
            self._renderer.render_cite(cite, assignments[index], index == 0)
            for index, cite in enumerate(cluster.cites)
        ]
        text = collapsing.join_cites(bodies, self._delimiters, self._anchor)
        if text and not all([cite.author_only for cite in cluster.cites]):
            text = self._before + text + self._after
        cluster.lead = ""
        if bodies and cluster.cites[0].composite:
            lead = bodies[0].names
            if cluster.note:
                cluster.lead = self._write(lead)
            else:
                space = "" if SUPERSCRIPT in self._before else " "
                # Where there is more of the cite, that is the link.
                alone = collapsing.link_cite(lead, bodies[0], self._anchor)
                text = lead + space + text if lead and text else alone or text
        cluster.text = self._write(text)
        cluster.signature = signature
        if not cluster.updated:
            cluster.updated = True
            self._updates.append(cluster)

    def _select_items(self, keep: Keep | None) -> Iterable[Item]:
        """The items that are listed, in order."""
        self._require_entries()
        given = self._renderer.given
        return [item for item in self._order.items if keep is None or keep(given[item.id])]

    def _require_entries(self) -> None:
        """The order of what is listed: all items, where none has been cited or registered."""
        if not (self._clusters or self._registered or self._uncited):
            self.register()
        self._update()

    def _write(self, rich: str) -> str:
        return self._format.write(resolve_punctuation(rich, self._locale.quotes, self._punctuation_in_quote))

    def _get_citation(self, id: str) -> CitationCluster:
        try:
            return self._by_id[id]
        except KeyError:
            raise ArchciteError(
                f"There is no citation “{id}” in this document; `ids()` lists those that there are."
            ) from None


def _get_entry_key(renderer: Renderer, assignments: ItemAssignments, item: Item, index: int) -> Any:
    """What an entry is sorted by, before anything is told apart."""
    return renderer.get_sort_key("bibliography", index, item, assignments.get_number(item.id))


@contextmanager
def _pause_gc() -> Iterator[None]:
    """A stretch of work without garbage collection, which would look through thousands of live objects in vain.

    Rendering makes many small objects, and no circles of them: what is not needed goes by itself.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()

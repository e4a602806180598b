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
from pathlib import Path
from typing import Any

from archcite.csl import cluster as clusters
from archcite.csl import library
from archcite.csl import locale as locales
from archcite.csl.cites import Cite, Cluster, whole
from archcite.csl.disambiguate import NO_PLAN, Plan, plans, read_rules
from archcite.csl.item import Item
from archcite.csl.positions import Positions
from archcite.csl.renderer import Renderer, Standing
from archcite.csl.selection import Keep
from archcite.csl.sorting import in_order
from archcite.errors import ArchciteError, ArchciteWarning
from archcite.output import formats
from archcite.output.finish import finish
from archcite.output.formats import Format, Layout
from archcite.output.richtext import CLOSE, LEFT_MARGIN, SUPERSCRIPT, plain


class Processor:
    """Citations and a bibliography in one style.

    ``style`` is the id of an official style, the path of a ``.csl`` file, or the XML text of a style;
    ``items`` are CSL-JSON items; ``locale`` a language tag that overrides the style's own; ``output`` the
    name of an output format (``text``, ``html``, ``markdown``, ``rst``, ``latex``, ``rtf``, ``typst``), or a
    format of your own.  ``abbreviations`` give short forms by variable and value, as
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
        style: str | Path,
        items: Iterable[Mapping[str, Any]] = (),
        *,
        locale: str | None = None,
        output: str | Format = "html",
        abbreviations: Mapping[str, Any] | None = None,
        links: bool = False,
        anchor: clusters.Anchor | None = None,
    ) -> None:
        self._style, lang = library.load(style, locale=locale)
        self._locale = locales.get(lang, self._style.locales)
        short = dict(abbreviations or {})
        self._renderer = Renderer(
            self._style, self._locale, abbreviations=short.get("default", short), links=links
        )
        self._format = output if isinstance(output, Format) else formats.get(output)
        citation, used = self._style.citation, self._renderer.compiler.used
        self._rules = read_rules(citation.options, self._renderer.compiler.scan.conditions)
        self._joints = clusters.read_joints(
            citation,
            not self._style.in_notes,
            self._locale.term("citation-range-delimiter") or "\u2013",
        )
        self._anchor = anchor
        self._near_distance = whole(citation.options.get("near-note-distance", 5))
        self._numbered = "citation-number" in used
        self._refers_back = "first-reference-note-number" in used
        self._positional = self._renderer.compiler.scan.positional
        # An item that is cited again matters to where it was cited before: the later cite names that note, and
        # its ambiguity begins to count.
        self._conditional = self._style.in_notes and self._rules.conditions > 0
        self._counts = self._refers_back or self._conditional
        self._serial = 0
        # The document: its citations, and the items that are listed whether they are cited or not.
        self._clusters: list[Cluster] = []
        self._by_id: dict[str, Cluster] = {}
        self._registered: list[str] = []
        self._uncited: list[str] = []
        # What follows from it.
        self._positions = Positions(self._near_distance)
        self._citing: dict[str, list[Cluster]] = {}
        self._repeated: set[str] = set()
        self._followed = self._counted = 0  # so many citations have been told to each of these
        self._stale = True  # whether it has to be asked anew what is listed
        self._listed: dict[str, None] = {}
        self._order: list[Item] = []
        self._entry_keys: dict[str, dict[int, Any]] = {}
        self._numbers: dict[str, int] = {}
        self._plans: dict[str, Plan] = {}
        self._dirty: list[Cluster] = []
        self._updates: list[Cluster] = []
        self.add_items(items)

    # -- the document ------------------------------------------------------------------------------------

    def add_items(self, items: Iterable[Mapping[str, Any]]) -> None:
        """Make more items known; one whose id is known already replaces the earlier one."""
        for key in self._renderer.add(items):
            self._entry_keys.pop(key, None)
        self._stale = True
        self._listed = {}
        for cluster in self._clusters:
            cluster.signature = None
        self._touch(self._clusters)

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
        cluster = self._by_id[id] = Cluster(id, [Cite(cite) for cite in cites], note)
        if index < len(self._clusters):
            self._changed_within()
        self._clusters.insert(index, cluster)
        self._dirty.append(cluster)
        return id

    def replace(self, id: str, cites: Sequence[Mapping[str, Any]], note: int | None = None) -> None:
        """Change the citation with that id; ``note`` stays what it is where it is None."""
        old = self._cluster(id)
        cluster = Cluster(id, [Cite(cite) for cite in cites], old.note if note is None else note)
        self._clusters[self._clusters.index(old)] = self._by_id[id] = cluster
        self._dirty.append(cluster)
        if [cite.id for cite in cluster.given] != [cite.id for cite in old.given]:
            self._changed_within()
            return
        self._followed = 0  # “ibid.” may have changed, and nothing else
        for cite in cluster.given:
            if cite.id in self._citing:
                self._citing[cite.id] = [cluster if one is old else one for one in self._citing[cite.id]]

    def remove(self, id: str) -> None:
        """Take out the citation with that id."""
        self._clusters.remove(self._cluster(id))
        del self._by_id[id]
        self._changed_within()

    def arrange(self, order: Iterable[tuple[str, int]]) -> None:
        """Put the citations into a new order, each with its note; those that are not named are removed."""
        known, self._by_id = self._by_id, {}
        for id, note in order:
            if id in known:
                cluster = self._by_id[id] = known[id]
                if cluster.note != note:
                    cluster.note = note
                    self._touch([cluster])
        self._clusters = list(self._by_id.values())
        self._changed_within()

    # -- what comes out ----------------------------------------------------------------------------------

    def ids(self) -> list[str]:
        """The ids of all citations, in document order."""
        return [cluster.id for cluster in self._clusters]

    def order(self) -> list[str]:
        """The ids of all items that are cited or registered, in the order of the bibliography."""
        self._update()
        return [item.id for item in self._order]

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
        return self._cluster(id).text

    def citations(self) -> list[str]:
        """The text of every citation, in document order."""
        self._update()
        return [cluster.text for cluster in self._clusters]

    def leads(self) -> list[str]:
        """What the running text says before each citation: the names of a composite citation in a note.

        Those of a composite citation in the text stand in its own text already, and other citations have none.
        """
        self._update()
        return [cluster.lead for cluster in self._clusters]

    def bibliography(self, keep: Keep | None = None) -> list[str]:
        """The entries of all items that are cited or registered (of all items, where none is), in order.

        ``keep`` says for a CSL-JSON item whether it is listed; see :func:`~archcite.csl.selection.selection`.
        """
        with _uncollected():
            return list(self.each_entry(keep))

    def each_entry(self, keep: Keep | None = None) -> Iterator[str]:
        """The same, one after the other, each rendered when it is asked for."""
        return map(self._written, self._entries(keep))

    def whole_bibliography(self, keep: Keep | None = None) -> str:
        """The same as one text, set out as the style wants it; empty where there are no entries."""
        rich = [self._finished(entry) for entry in self._entries(keep)]
        layout = self.layout()._replace(margin=max(map(_first_field, rich), default=0))
        return self._format.bibliography(map(self._format.write, rich), layout)

    def layout(self) -> Layout:
        """How the style sets out a bibliography (CSL 1.0.2, "Whitespace")."""
        options = self._style.bibliography.options if self._style.bibliography else {}
        return Layout(
            hanging_indent=options.get("hanging-indent") == "true",
            entry_spacing=whole(options.get("entry-spacing", 1)),
            line_spacing=whole(options.get("line-spacing", 1)) or 1,
            second_field_align=options.get("second-field-align", ""),
        )

    # -- from items to texts -----------------------------------------------------------------------------

    def _update(self) -> None:
        if not self._stale and self._followed == len(self._clusters) and not self._dirty:
            return
        with _uncollected():
            self._bring_up_to_date()

    def _bring_up_to_date(self) -> None:
        if self._stale or any(
            cite.id not in self._listed for cluster in self._dirty for cite in cluster.given
        ):
            self._set_order()
        self._follow()
        if self._counts:
            self._count()
        dirty, self._dirty = self._dirty, []
        for cluster in dirty:
            cluster.dirty = False
            if self._by_id.get(cluster.id) is cluster:  # it may be gone by now
                self._render(cluster)

    def _touch(self, touched: Iterable[Cluster]) -> None:
        """Have citations rendered again, if it turns out that their text depends on what has changed."""
        for cluster in touched:
            if not cluster.dirty:
                cluster.dirty = True
                self._dirty.append(cluster)

    def _changed_within(self) -> None:
        """The document changed elsewhere than at its end: who cites what, and where, is asked anew."""
        self._followed = self._counted = 0
        self._stale = True

    def _set_order(self) -> None:
        """The order of the bibliography; with it citation numbers, and what must be told apart."""
        cited = [cite.id for cluster in self._clusters for cite in cluster.given]
        listed = dict.fromkeys((*self._registered, *cited, *self._uncited))
        self._stale = False
        if list(listed) == list(self._listed):
            return
        self._listed = listed
        items = [item for key in listed if (item := self._renderer.item(key)) is not None]
        numbers = {item.id: number for number, item in enumerate(items, 1)}
        area = self._style.bibliography
        if area is not None and area.sort:
            keys = self._entry_keys
            if self._numbered:  # the numbers may be what is sorted by
                keys.clear()

            def key(item: Item, index: int) -> Any:
                known = keys.setdefault(item.id, {})
                if index not in known:
                    standing = Standing(numbers[item.id])
                    known[index] = self._renderer.sort_key("bibliography", index, item, standing)
                return known[index]

            items = in_order(items, key, len(area.sort))
            numbers = {item.id: number for number, item in enumerate(items, 1)}
        changed = {key for key, number in numbers.items() if self._numbers.get(key) != number}
        self._order, self._numbers = items, numbers
        changed = (changed if self._numbered else set()) | self._tell_apart()
        if changed:
            self._touch(
                cluster for cluster in self._clusters if any(cite.id in changed for cite in cluster.given)
            )
            if self._style.citation.sort:  # cites may change places, and positions with them
                self._followed = 0

    def _tell_apart(self) -> set[str]:
        """Work out what disambiguation asks of the items; the ids of those for which that is new."""
        if not self._rules.any:
            return set()
        before = self._plans
        self._plans = plans(self._order, self._rules, self._renderer.form, self._renderer.listings)
        return {key for key in {*before, *self._plans} if before.get(key) != self._plans.get(key)}

    def _follow(self) -> None:
        """The positions of all cites that have not been followed yet."""
        if self._followed == 0:
            self._positions = Positions(self._near_distance)
        follow, sorts = self._positions.follow, self._style.citation.sort
        for cluster in self._clusters[self._followed :]:
            if sorts and cluster.dirty and len(cluster.given) > 1:
                self._sort_cites(cluster)
            if self._positional and follow(cluster):
                self._touch([cluster])
        self._followed = len(self._clusters)

    def _count(self) -> None:
        """Who cites what, where that matters, for all citations that have not been counted yet."""
        anew, repeated = self._counted == 0, self._repeated
        if anew:
            self._citing, self._repeated = {}, set()
        for cluster in self._clusters[self._counted :]:
            for cite in cluster.given:
                citing = self._citing.setdefault(cite.id, [])
                citing.append(cluster)
                if len(citing) == 2:
                    self._repeated.add(cite.id)
                    if not anew:
                        self._touch(citing)
        if anew and repeated != self._repeated:
            for key in repeated ^ self._repeated:
                self._touch(self._citing.get(key, ()))
        self._counted = len(self._clusters)

    def _sort_cites(self, cluster: Cluster) -> None:
        def key(cite: Cite, index: int) -> Any:
            item = self._renderer.item(cite.id)
            assert item is not None
            return self._renderer.sort_key("citation", index, item, self._standing(cite.id))

        unknown = [cite for cite in cluster.given if self._renderer.item(cite.id) is None]
        known = [cite for cite in cluster.given if self._renderer.item(cite.id) is not None]
        cites = [*unknown, *in_order(known, key, len(self._style.citation.sort))]
        cites.sort(key=lambda cite: not cite.composite)  # what the sentence names stays first
        cluster.cites = cites

    def _standing(self, key: str) -> Standing:
        return Standing(self._numbers.get(key, 0), self._plans.get(key, NO_PLAN))

    def _render(self, cluster: Cluster) -> None:
        signature = tuple(
            (
                cite,
                cite.position,
                cite.first_note,
                self._numbers.get(cite.id) if self._numbered else None,
                self._plans.get(cite.id),
                self._conditional and cite.id in self._repeated,
            )
            for cite in cluster.cites
        )
        moved = cluster.note != cluster.printed_note and self._refers_back
        named = moved and any(cite.id in self._repeated for cite in cluster.cites)
        cluster.printed_note = cluster.note
        if signature == cluster.signature and not named:
            return
        bodies = [
            self._renderer.body(cite, self._standing(cite.id), index == 0)
            for index, cite in enumerate(cluster.cites)
        ]
        text = clusters.join(bodies, self._joints, self._anchor)
        layout = self._style.citation.layout
        if text and not all(cite.author_only for cite in cluster.cites):
            text = "".join((*layout.format, layout.prefix, text, layout.suffix, CLOSE * len(layout.format)))
        cluster.lead = ""
        if bodies and cluster.cites[0].composite:
            lead = bodies[0].names
            if cluster.note:
                cluster.lead = self._written(lead)
            else:
                space = "" if SUPERSCRIPT in layout.format else " "
                # Where there is more of the cite, that is the link.
                alone = clusters.linked(lead, bodies[0], self._anchor)
                text = lead + space + text if lead and text else alone or text
        cluster.text = self._written(text)
        cluster.signature = signature
        if not cluster.updated:
            cluster.updated = True
            self._updates.append(cluster)

    def _entries(self, keep: Keep | None) -> Iterable[str]:
        if not (self._clusters or self._registered or self._uncited):
            self.register()
        self._update()
        if self._style.bibliography is None:
            return ()
        given = self._renderer.given
        listed = [item for item in self._order if keep is None or keep(given[item.id])]
        return self._renderer.entries((item, self._standing(item.id)) for item in listed)

    def _finished(self, rich: str) -> str:
        return finish(rich, self._locale.quotes, self._locale.punctuation_in_quote)

    def _written(self, rich: str) -> str:
        return self._format.write(self._finished(rich))

    def _cluster(self, id: str) -> Cluster:
        try:
            return self._by_id[id]
        except KeyError:
            raise ArchciteError(
                f"There is no citation “{id}” in this document; `ids()` lists those that there are."
            ) from None


@contextmanager
def _uncollected() -> Iterator[None]:
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


def _first_field(entry: str) -> int:
    """The width in characters of what stands in the margin of an entry."""
    if not entry.startswith(LEFT_MARGIN):
        return 0
    return len(plain(entry[: entry.find(CLOSE)]).strip())

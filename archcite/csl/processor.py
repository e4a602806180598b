"""The processor: a document's citations and its bibliography, kept right while the document changes.

All state lives here.  What is rendered depends on it in one direction only: items, their order and numbers,
what disambiguation asks of them, the positions of cites, and then the text of each citation.
"""

from __future__ import annotations

import warnings
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from archcite.csl import cluster as clusters
from archcite.csl import library, numbers, positions
from archcite.csl import locale as locales
from archcite.csl.compile import Compiler
from archcite.csl.disambiguate import NO_PLAN, Listing, Plan, plans, read_rules
from archcite.csl.item import Item
from archcite.csl.markup import to_rich
from archcite.csl.pieces import Context
from archcite.csl.shape import FIRST, IBID, IBID_WITH_LOCATOR, NEAR_NOTE, NO_POSITION, SUBSEQUENT, Shape
from archcite.csl.sorting import sort_keys
from archcite.errors import ArchciteError, ArchciteWarning
from archcite.output import formats
from archcite.output.finish import finish
from archcite.output.richtext import CLOSE

_FORCED = {0: FIRST, 1: SUBSEQUENT, 2: IBID, 3: IBID_WITH_LOCATOR}
_AMBIGUOUS = SUBSEQUENT | {NEAR_NOTE}


class Cite:
    """One cite of a citation: which item, where in it, and what is written around it."""

    __slots__ = (
        "author_only",
        "first_note",
        "forced",
        "forced_first_note",
        "id",
        "label",
        "locator",
        "position",
        "prefix",
        "suffix",
        "suppress_author",
    )

    def __init__(self, given: Mapping[str, Any]) -> None:
        self.id = str(given.get("id", ""))
        self.locator = str(given.get("locator") or "").strip()
        embedded = numbers.embedded_label(self.locator, "locator")
        self.label = embedded or str(given.get("label") or "page").strip().replace(" ", "-")
        self.prefix = str(given.get("prefix") or "")
        self.suffix = str(given.get("suffix") or "")
        self.suppress_author = bool(given.get("suppress-author"))
        self.author_only = bool(given.get("author-only"))
        self.position: frozenset[str] = NO_POSITION
        self.first_note = 0
        self.forced: frozenset[str] | None = None
        self.forced_first_note = _whole(given.get("first-reference-note-number"))
        if "position" in given or given.get("near-note"):
            self.forced = _FORCED.get(_whole(given.get("position")), FIRST)
            if given.get("near-note"):
                self.forced |= {NEAR_NOTE}


class Cluster:
    """One citation: its cites in the order in which they are printed, and the note that it stands in."""

    __slots__ = ("cites", "given", "id", "note", "printed_note", "signature", "text", "updated")

    def __init__(self, ident: str, cites: Sequence[Cite], note: int) -> None:
        self.id = ident
        self.given = tuple(cites)
        self.cites = list(cites)
        self.note = note
        self.text = ""
        self.signature: object = None
        self.updated = False
        self.printed_note = note


class Processor:
    """Citations and a bibliography in one style.

    ``style`` is the id of an official style, the path of a ``.csl`` file, or the XML text of a style;
    ``items`` are CSL-JSON items; ``locale`` a language tag that overrides the style's own; ``output`` the
    name of an output format (``text``, ``html``, ``markdown``, ``rst``, ``latex``, ``rtf``, ``typst``).

    >>> processor = Processor("apa", [{"id": "x", "type": "book", "title": "Signs", "issued": {"raw": "1993"}}],
    ...                       output="text")
    >>> _ = processor.cite([{"id": "x"}])
    >>> processor.citations(), processor.bibliography()
    (['(Signs, 1993)'], ['Signs. (1993).'])

    Raises :class:`~archcite.errors.StyleError`, :class:`~archcite.errors.LocaleError` and
    :class:`~archcite.errors.OutputError`; items never raise, whatever is in them.
    """

    def __init__(
        self,
        style: str | Path,
        items: Iterable[Mapping[str, Any]] = (),
        *,
        locale: str | None = None,
        output: str = "html",
    ) -> None:
        self._style, lang = library.load(style, locale=locale)
        self._locale = locales.get(lang, self._style.locales)
        self._compiler = Compiler(self._style, self._locale)
        self._format = formats.get(output)
        citation = self._style.citation
        self._rules = read_rules(citation.options, self._compiler.conditions)
        self._joints = clusters.read_joints(
            citation,
            not self._style.in_notes,
            self._locale.term("citation-range-delimiter") or "\u2013",
        )
        self._near_distance = _whole(citation.options.get("near-note-distance", 5))
        self._given: dict[str, Mapping[str, Any]] = {}
        self._items: dict[str, Item] = {}
        self._shapes: dict[str, Shape] = {}
        self._forms: dict[tuple[str, Plan], str] = {}
        self._lists: dict[tuple[str, int], list[Listing]] = {}
        self._entry_keys: dict[str, tuple[Any, ...]] = {}
        self._clusters: list[Cluster] = []
        self._registered: list[str] = []
        self._uncited: list[str] = []
        self._order: list[Item] = []
        self._numbers: dict[str, int] = {}
        self._plans: dict[str, Plan] = {}
        self._planned: list[Item] = []
        self._known: list[Item] = []
        self._numbered = "citation-number" in self._compiler.used
        self._conditional = self._style.in_notes and self._rules.conditions > 0
        self._refers_back = "first-reference-note-number" in self._compiler.used
        self._repeated: dict[str, bool] = {}
        self._fresh = False
        self._serial = 0
        self.add_items(items)

    def add_items(self, items: Iterable[Mapping[str, Any]]) -> None:
        """Make more items known; one whose id is known already replaces the earlier one."""
        for given in items:
            key = str(given.get("id", ""))
            self._given[key] = given
            for cache in (self._items, self._shapes, self._entry_keys):
                cache.pop(key, None)
        self._forms.clear()
        self._lists.clear()
        self._fresh = False

    def register(self, ids: Iterable[str] | None = None) -> None:
        """Put items into the bibliography, cited or not; all of them where ``ids`` is None.

        What is registered before anything is cited also comes first in the order of citation numbers.
        """
        wanted = list(self._given) if ids is None else [str(one) for one in ids]
        (self._uncited if self._clusters else self._registered).extend(wanted)
        self._fresh = False

    def cite(self, cites: Sequence[Mapping[str, Any]], note: int = 0, *, id: str | None = None) -> str:
        """Append a citation; the id of the new citation, for :meth:`replace` and :meth:`remove`.

        ``cites`` are CSL-JSON cites (``id``, ``locator``, ``label``, ``prefix``, ``suffix``,
        ``suppress-author``, ``author-only``); ``note`` is the number of the note, 0 for one in the text.
        """
        return self.insert(len(self._clusters), cites, note, id=id)

    def insert(
        self, index: int, cites: Sequence[Mapping[str, Any]], note: int = 0, *, id: str | None = None
    ) -> str:
        """Insert a citation before the one at ``index``; its id."""
        if id is None:
            self._serial += 1
            id = f"citation-{self._serial}"
        self._clusters.insert(index, Cluster(id, [Cite(cite) for cite in cites], note))
        self._fresh = False
        return id

    def replace(self, id: str, cites: Sequence[Mapping[str, Any]], note: int | None = None) -> None:
        """Change the citation with that id; ``note`` stays what it is where it is None."""
        index = self._index(id)
        old = self._clusters[index]
        self._clusters[index] = Cluster(
            id, [Cite(cite) for cite in cites], old.note if note is None else note
        )
        self._fresh = False

    def remove(self, id: str) -> None:
        """Take out the citation with that id."""
        del self._clusters[self._index(id)]
        self._fresh = False

    def arrange(self, order: Iterable[tuple[str, int]]) -> None:
        """Put the citations into a new order, each with its note; those that are not named are removed."""
        known = {cluster.id: cluster for cluster in self._clusters}
        self._clusters = []
        for id, note in order:
            if id in known:
                known[id].note = note
                self._clusters.append(known[id])
        self._fresh = False

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
        for cluster in self._clusters:
            cluster.updated = False
        return found

    def citations(self) -> list[str]:
        """The text of every citation, in document order."""
        self._update()
        return [cluster.text for cluster in self._clusters]

    def bibliography(self) -> list[str]:
        """The entries of all items that are cited or registered (of all items, where none is), in order."""
        if not (self._clusters or self._registered or self._uncited):
            self.register()
        self._update()
        if self._style.bibliography is None:
            return []
        return list(self._entries())

    def _index(self, id: str) -> int:
        for index, cluster in enumerate(self._clusters):
            if cluster.id == id:
                return index
        raise ArchciteError(
            f"There is no citation “{id}” in this document; `ids()` lists those that there are."
        )

    # -- from items to texts -----------------------------------------------------------------------------

    def _update(self) -> None:
        if self._fresh:
            return
        self._set_order()
        if self._rules.any and self._order != self._planned:  # the items decide, not where they are cited
            self._plans = plans(self._order, self._rules, self._form, self._listings)
            self._planned = self._order
        self._sort_cites()
        positions.assign(self._clusters, self._near_distance)
        self._repeated = self._cited_again()
        for cluster in self._clusters:
            self._render(cluster)
        self._fresh = True

    def _item(self, key: str) -> Item | None:
        found = self._items.get(key)
        if found is None and key in self._given:
            found = self._items[key] = Item(self._given[key])
            found.id = key
        return found

    def _shape(self, item: Item) -> Shape:
        found = self._shapes.get(item.id)
        if found is None:
            tests = self._compiler.tests
            present = self._compiler.used & item.present | {"citation-number"}
            found = self._shapes[item.id] = Shape(
                item.type,
                present,
                frozenset(
                    name
                    for name in tests["is-numeric"] & item.present
                    if numbers.is_numeric(item.raw.get(name, ""))
                ),
                frozenset(
                    name
                    for name in tests["is-uncertain-date"] & item.present
                    if name in item.dates and item.dates[name].circa
                ),
                language=(item.language or self._locale.language).partition("-")[0],
            )
        return found

    def _set_order(self) -> None:
        """The order of the bibliography, and with it citation numbers."""
        cited = (cite.id for cluster in self._clusters for cite in cluster.given)
        known = dict.fromkeys((*self._registered, *cited, *self._uncited))
        items = [item for key in known if (item := self._item(key)) is not None]
        if items == self._known:
            return
        self._known = list(items)
        self._numbers = {item.id: number for number, item in enumerate(items, 1)}
        area = self._style.bibliography
        if area is not None and area.sort:
            keys = self._entry_keys
            if self._numbered:  # the numbers may be what is sorted by
                keys.clear()
            for item in items:
                if item.id not in keys:
                    keys[item.id] = self._sort_keys("bibliography", item)
            items.sort(key=lambda item: keys[item.id])
            self._numbers = {item.id: number for number, item in enumerate(items, 1)}
        self._order = items

    def _cited_again(self) -> dict[str, bool]:
        """Which items are cited more than once: their ambiguity matters, and later cites name their notes."""
        if not (self._conditional or self._refers_back):
            return {}
        count = Counter(cite.id for cluster in self._clusters for cite in cluster.given)
        return {key: number > 1 for key, number in count.items()}

    def _sort_keys(self, area: str, item: Item, plan: Plan = NO_PLAN) -> tuple[Any, ...]:
        shape = self._shape(item)
        context = self._context(item, plan)
        if context.year_suffix:
            shape = shape._replace(present=shape.present | {"year-suffix"})
        return sort_keys(self._compiler, area, shape, context)

    def _sort_cites(self) -> None:
        if not self._style.citation.sort:
            return
        for cluster in self._clusters:
            if len(cluster.given) > 1:
                keyed = [
                    (
                        self._sort_keys("citation", item, self._plans.get(item.id, NO_PLAN)) if item else (),
                        cite,
                    )
                    for cite in cluster.given
                    for item in (self._item(cite.id),)
                ]
                cluster.cites = [cite for _key, cite in sorted(keyed, key=lambda pair: pair[0])]

    def _context(self, item: Item, plan: Plan) -> Context:
        context = Context(item)
        context.citation_number = str(self._numbers.get(item.id, ""))
        context.year_suffix = plan.year_suffix
        return context

    def _form(self, item: Item, plan: Plan) -> str:
        """The cite of an item as disambiguation compares it: a later cite, without locator or affixes."""
        key = (item.id, plan) if plan.names is None else None
        if key is not None and (found := self._forms.get(key)) is not None:
            return found
        shape = self._shape(item)
        shape = shape._replace(
            present=shape.present - {"accessed"}, position=_AMBIGUOUS, disambiguate=plan.disambiguate
        )
        context = Context(item)
        context.plan = plan.names
        text = self._compiler.program("citation", shape)(context)
        if key is not None:
            self._forms[key] = text
        return text

    def _listings(self, item: Item, conditions: int) -> list[Listing]:
        found = self._lists.get((item.id, conditions))
        if found is None:
            shape = self._shape(item)._replace(position=_AMBIGUOUS, disambiguate=conditions)
            context = Context(item)
            context.trace = []
            self._compiler.program("citation", shape)(context)
            found = self._lists[item.id, conditions] = [
                Listing(renderer, item.names[variable], renderer.default_shown(len(item.names[variable])))
                for renderer, variable in context.trace
            ]
        return found

    def _render(self, cluster: Cluster) -> None:
        signature = tuple(
            (
                cite,
                cite.position,
                cite.first_note,
                self._numbers.get(cite.id) if self._numbered else None,
                self._plans.get(cite.id),
                self._conditional and self._repeated.get(cite.id, False),
            )
            for cite in cluster.cites
        )
        moved = cluster.note != cluster.printed_note and self._refers_back
        named = moved and any(self._repeated.get(cite.id, False) for cite in cluster.cites)
        cluster.printed_note = cluster.note
        if signature == cluster.signature and not named:
            return
        bodies = [self._body(cite, index == 0) for index, cite in enumerate(cluster.cites)]
        layout = self._style.citation.layout
        text = clusters.join(bodies, self._joints)
        text = "".join((layout.prefix, text, layout.suffix))
        if layout.format:
            text = "".join((*layout.format, text, CLOSE * len(layout.format)))
        cluster.text = self._written(text)
        cluster.signature = signature
        cluster.updated = True

    def _body(self, cite: Cite, first: bool) -> clusters.Body:
        item = self._item(cite.id)
        if item is None:
            warnings.warn(
                f"There is no item “{cite.id}”; the citation shows its key instead.",
                ArchciteWarning,
                stacklevel=4,
            )
            mark = f"[?{to_rich(cite.id)}]"
            return clusters.Body(
                mark, "", cite.prefix, cite.suffix, "", 0, cite.locator, lambda _suffix: mark
            )
        plan = self._plans.get(cite.id, NO_PLAN)
        starts = self._style.in_notes and clusters.begins_sentence(cite.prefix, first)
        shape = self._cite_shape(item, cite, plan)._replace(starts=starts)
        context = self._cite_context(item, cite, plan)
        text = self._compiler.program("citation", shape)(context)
        if cite.author_only:
            text = context.first_names or ""

        def without_names(with_suffix: bool) -> str:
            bare = shape if with_suffix else shape._replace(present=shape.present - {"year-suffix"})
            again = self._cite_context(item, cite, plan if with_suffix else plan._replace(year_suffix=""))
            again.suppress_author = True
            return self._compiler.program("citation", bare)(again)

        return clusters.Body(
            text if text or cite.suppress_author else clusters.NO_PRINTED_FORM,
            context.first_names or "",
            cite.prefix,
            cite.suffix,
            plan.year_suffix,
            self._numbers.get(cite.id, 0),
            cite.locator,
            without_names,
        )

    def _cite_shape(self, item: Item, cite: Cite, plan: Plan) -> Shape:
        shape = self._shape(item)
        present = shape.present
        numeric = shape.numeric
        if cite.locator:
            present = present | {"locator"}
            if "locator" in self._compiler.tests["is-numeric"] and numbers.is_numeric(cite.locator):
                numeric = numeric | {"locator"}
        if cite.first_note:
            present = present | {"first-reference-note-number"}
        if plan.year_suffix:
            present = present | {"year-suffix"}
        return Shape(
            shape.type,
            present,
            numeric,
            shape.uncertain,
            cite.label if cite.locator else "",
            cite.position,
            plan.disambiguate,
            language=shape.language,
        )

    def _cite_context(self, item: Item, cite: Cite, plan: Plan) -> Context:
        context = self._context(item, plan)
        context.plan = plan.names
        context.locator = to_rich(cite.locator) if cite.locator else ""
        context.first_note = str(cite.first_note) if cite.first_note else ""
        context.suppress_author = cite.suppress_author
        return context

    def _entries(self) -> Iterable[str]:
        assert self._style.bibliography is not None
        options = self._style.bibliography.options
        mark = options.get("subsequent-author-substitute")
        rule = options.get("subsequent-author-substitute-rule", "complete-all")
        earlier: Context | None = None
        for item in self._order:
            plan = self._plans.get(item.id, NO_PLAN)
            shape = self._shape(item)._replace(disambiguate=plan.disambiguate, starts=True)
            if plan.year_suffix:
                shape = shape._replace(present=shape.present | {"year-suffix"})
            program = self._compiler.program("bibliography", shape)
            context = self._context(item, plan)
            text = program(context)
            if mark is not None:
                count = _repeated(earlier, context, rule)
                earlier = context
                if count:
                    context = self._context(item, plan)
                    context.substitute = (mark, count)
                    text = program(context)
            if text:
                yield self._written(text)
            elif self._numbered:  # a numbered list has no gaps
                yield self._written(f"{self._numbers[item.id]}. {clusters.NO_PRINTED_FORM}")

    def _written(self, rich: str) -> str:
        return self._format.write(finish(rich, self._locale.quotes, self._locale.punctuation_in_quote))


def _repeated(earlier: Context | None, context: Context, rule: str) -> int:
    """How many names of an entry repeat those of the one before, and are replaced; -1 for all of them at once.

    CSL 1.0.2, "Reference Grouping": ``subsequent-author-substitute-rule``.
    """
    if earlier is None or not context.first_names:
        return 0
    if rule.startswith("complete"):
        if context.first_names != earlier.first_names:
            return 0
        return len(context.first_each) if rule == "complete-each" and context.first_each else -1
    same = 0
    for name, before in zip(context.first_each, earlier.first_each, strict=False):
        if name != before:
            break
        same += 1
    return min(same, 1) if rule == "partial-first" else same


def _whole(value: object) -> int:
    """A whole number out of whatever an item or a style has; 0 for none."""
    try:
        return int(str(value))
    except ValueError:
        return 0

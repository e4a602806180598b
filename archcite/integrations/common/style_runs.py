"""The styles of a project, each with a processor that gets its citations in reading order."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import partial
from typing import Any, TypeAlias

from archcite.bibliography.item_printer import ItemPrinter
from archcite.csl import Processor
from archcite.errors import ArchciteError
from archcite.integrations.common.document_model import PlacedCitation
from archcite.integrations.common.library import Library
from archcite.integrations.common.rich_links import ENTRY, RichFormat
from archcite.integrations.common.settings import Settings
from archcite.locators import keep_leaves
from archcite.richtext import marks as rt

# Returns an item as a style prints it.
Prepare: TypeAlias = Callable[[Mapping[str, Any]], Mapping[str, Any]]
# CSL-JSON's numbers for the first cite of an item, and for a later one.
_FIRST, _SUBSEQUENT = 0, 1


class StyleRuns:
    """The runs of all styles that a project has, by their names; that of the project is the ``style`` of its settings.

    ``problems`` collects messages about unknown styles: the style of the project takes their place. Raises
    :class:`~archcite.errors.ArchciteError` if that is unknown itself.
    """

    def __init__(self, library: Library, settings: Settings, problems: list[tuple[str, str, str]]) -> None:
        self._library = library
        self._settings = settings
        self._style = settings.style
        self._problems = problems
        self._bad: set[str] = set()
        self._runs = {self._style: self._build_run(self._style)}

    def get_run(self, style: str, location: str) -> StyleRun:
        """Return the run of a style (empty: the project's); an unknown one is reported once, with its place."""
        name = self._resolve_name(style)
        if name not in self._runs:
            try:
                self._runs[name] = self._build_run(name)
            except ArchciteError as error:
                self._problems.append((location, "style", str(error)))
                self._bad.add(name)
                name = self._style
        return self._runs[name]

    def build_processor(self, style: str, items: Iterable[Mapping[str, Any]]) -> Processor:
        """Build a processor of a style for the given items."""
        printer = self.get_printer(style)
        processor = printer.make_processor(
            RichFormat(), anchor=lambda key: ENTRY + key if key in self._library.items else ""
        )
        printer.add_items(items, processor)
        return processor

    def get_printer(self, style: str) -> ItemPrinter:
        """Return the printer of a style (empty: the project's)."""
        settings = self._settings
        return ItemPrinter(
            settings.resolve_style_path(self._resolve_name(style)),
            locale=settings.locale,
            archive_first=settings.archive_first,
            date_words=settings.date_words,
        )

    def iterate_texts(self) -> Iterator[tuple[str, tuple[str, str, bool]]]:
        """Yield the id of each citation, its text, the names before it, and whether it ends with an abbreviation."""
        for run in self._runs.values():
            processor = run.processor
            texts = zip(
                processor.citations(),
                processor.authors_in_text(),
                processor.list_abbreviated(),
                strict=True,
            )
            yield from zip(run.processor.ids(), texts, strict=True)

    def _build_run(self, style: str) -> StyleRun:
        printer = self.get_printer(style)
        items = self._library.items
        processor = self.build_processor(style, items.values())
        return StyleRun(processor, items, partial(printer.finish, processor=processor))

    def _resolve_name(self, style: str) -> str:
        return style if style and style not in self._bad else self._style


class StyleRun:
    """One style, with all that is cited in it, through the whole project."""

    def __init__(
        self, processor: Processor, items: Mapping[str, Mapping[str, Any]], prepare: Prepare
    ) -> None:
        self.processor = processor
        self._prepare = prepare
        self._in_notes = processor.in_notes
        self._items = items
        self.scope: tuple[str, str] | None = None
        self.keys: dict[str, None] = {}
        self._cards: dict[str, str] = {}
        self._note = 0
        self._footnote = ""
        self._page = ""
        self._notes_before = self._notes_on_page = 0
        self._fresh: set[str] = set()

    def cite(self, citation: PlacedCitation, scope: tuple[str, str], page: str, notes: int) -> None:
        """Add the next citation, which is on a page with so many notes; a new ``scope`` restarts the count."""
        if scope != self.scope:
            if self.scope is not None:
                # A citation of nothing, in a note with a smaller number: the processor restarts the count.
                self.processor.cite([], note=-1)
            self.scope, self._note, self._footnote, self._fresh = scope, 0, "", set()
            self._notes_before = self._notes_on_page = 0
        if page != self._page:
            self._notes_before += self._notes_on_page
            self._page, self._notes_on_page, self._footnote = page, notes, ""
        if citation.resets_positions:
            self._fresh = set()
        cites = [
            self._prepare_cite(keep_leaves(cite.to_mapping(), self._items.get(cite.key, {})), citation)
            for cite in citation.cites
        ]
        self.processor.cite(
            cites,
            note=self._assign_note_number(citation),
            id=citation.id,
            reset_position=citation.resets_positions,
            in_sentence=citation.continues_sentence,
            keep_prefixes=True,
            shown_note=citation.note,
        )

    @contextmanager
    def replace_items(self, items: Iterable[Mapping[str, Any]]) -> Iterator[None]:
        """Use other data of some items while entries are rendered; their order and numbers stay."""
        self.processor.order()  # brings everything up to date that depends on the items
        replaced = [item for item in items if item is not self._items[item["id"]]]
        for item in replaced:
            self.processor.update_item(self._prepare(item))
        try:
            yield
        finally:
            for item in replaced:
                self.processor.update_item(self._prepare(self._items[item["id"]]))

    def render_card(self, key: str) -> str:
        """Render the entry of a key by itself: in a list, it may have a dash for its author."""
        if key not in self._cards:
            self._cards[key] = "".join(rich for _, rich in self.processor.list_entries([key]))
        return self._cards[key]

    def render_part(self, key: str, part: str) -> str:
        """Render a part of a source as the text mentions it; see :class:`~..document_model.Mention`."""
        item = self._items[key]
        if part == "title":
            return self.processor.render_text(str(item.get("title") or ""))
        note = int(self._in_notes)
        if part == "year":
            years = (item.get("issued") or {}).get("date-parts") or [[""]]
            year = str(years[0][0])
            # The style may tell works of one year apart: 2001a.
            printed = self.processor.preview([{"id": key, "suppress-author": True}], note)
            found = re.search(rf"{re.escape(year)}[a-z]{{0,2}}(?!\w)", rt.to_plain(printed))
            return rt.Rich(found[0] if found and year and not note else year)
        position = _FIRST if part == "authors" else _SUBSEQUENT
        return self.processor.preview([{"id": key, "author-only": True, "position": position}], note)

    def _prepare_cite(self, cite: dict[str, Any], citation: PlacedCitation) -> dict[str, Any]:
        key = cite["id"]
        if not citation.note and key in self.keys and key not in self._fresh:
            cite["position"] = _FIRST
        elif citation.note and not citation.is_made_note and cite.get("composite"):
            if key in self._fresh:
                cite["position"] = _SUBSEQUENT  # the sentence names the author, which “ibid.” would say again
            if self._in_notes:
                del cite[
                    "composite"
                ]  # a note of such a style names the author itself, and goes on in its own way
        self._fresh.add(key)
        self.keys[key] = None
        return cite

    def _assign_note_number(self, citation: PlacedCitation) -> int:
        """Return the number of a citation's note among those of its scope; the author's own notes count too."""
        if not citation.note or citation.footnote == self._footnote:
            return self._note if citation.note else 0
        self._footnote = citation.footnote
        self._note = max(self._note + 1, self._notes_before + citation.note)
        return self._note

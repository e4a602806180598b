"""The processor: a document's citations and its bibliography, kept right while the document changes."""

from __future__ import annotations

from _thread import RLock
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from archcite._foundation.calls import explain_call
from archcite._foundation.warning_collector import emit_warning
from archcite.csl.data.item import Item, check_items
from archcite.csl.data.markup import to_rich
from archcite.csl.document import collapsing
from archcite.csl.document.arguments import (
    read_affix,
    read_cites,
    read_ids,
    read_index,
    read_note,
    read_order,
)
from archcite.csl.document.bibliography import BibliographyRenderer
from archcite.csl.document.citation_renderer import CitationRenderer
from archcite.csl.document.disambiguation import read_rules
from archcite.csl.document.document import Document
from archcite.csl.document.filters import Keep
from archcite.csl.document.listed_items import ListedItems
from archcite.csl.document.renderer import ItemAssignment, Renderer
from archcite.csl.style import library
from archcite.csl.style import locale as locales
from archcite.csl.style.library import StyleSource
from archcite.csl.style.model import Style
from archcite.errors import ArchciteError
from archcite.output import formats
from archcite.output.formats import Format, Layout, Section
from archcite.richtext.punctuation import resolve_punctuation

if TYPE_CHECKING:  # what few need is imported when it is used
    from archcite.csl.document.entry_stream import EntryStream
    from archcite.csl.document.lone_item import LoneItem
    from archcite.csl.document.rendered_bibliography import RenderedBibliography
    from archcite.csl.style.metadata import StyleInfo
    from archcite.richtext.tree import Span


class Processor:
    """Citations and a bibliography in one style.

    ``style`` is the id of an official style, the path of a ``.csl`` file, the XML text of a style, or
    such a text as it was parsed; ``items`` are CSL-JSON items; ``locale`` a language tag that overrides the style's
    own; ``output`` the name of an output format (``text``, ``html``, ``markdown``, ``rst``, ``latex``, ``rtf``,
    ``typst``), or a format of your own.  ``abbreviations`` give short forms by variable and value, as
    ``{"container-title": {"Cold War History": "CWH"}}``, or that under ``default``, as Zotero and pandoc have
    it; ``links`` makes addresses and DOIs links, where the format has links. ``anchor`` gives the address that
    each cite of an item links to, as ``#`` and the id of its entry, by the id of the item; or nothing.
    A DOI is printed once, whatever resolver it was given with; ``keep_resolvers`` prints it to the letter.
    ``on_warning`` is called with each warning about a citation, instead of ``warnings.warn``.

    >>> processor = Processor("apa", [{"id": "x", "type": "book", "title": "Signs", "issued": {"raw": "1993"}}],
    ...                       output="text")
    >>> _ = processor.cite([{"id": "x"}])
    >>> processor.citations(), processor.bibliography()
    (['(Signs, 1993)'], ['Signs. (1993).'])
    >>> processor
    <Processor of “APA Style 7th edition”, 1 item>

    Raises :class:`~archcite.errors.StyleError`, :class:`~archcite.errors.LocaleError` and
    :class:`~archcite.errors.OutputError`; items never raise, whatever is in them, and an item that is not
    there is shown as ``[?key]``, with an :class:`~archcite.errors.ArchciteWarning`.
    """

    @explain_call
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
        keep_resolvers: bool = False,
        on_warning: Callable[[str], object] | None = None,
    ) -> None:
        for name, function in (("on_warning", on_warning), ("anchor", anchor)):
            if function is not None and not callable(function):
                raise ArchciteError(f"`{name}` must be a function, not {function!r}.")
        self._style_source = style
        self._options: dict[str, Any] = {
            "output": output,
            "abbreviations": abbreviations,
            "links": links,
            "anchor": anchor,
            "keep_resolvers": keep_resolvers,
            "on_warning": on_warning,
        }
        self._set_up(*library.load(style, locale=locale))
        self.add_items(items)

    def _set_up(self, style: Style, lang: str) -> None:
        """Set up all that renders a document, with nothing in it."""
        self._lock = RLock()  # a document is changed by one thread at a time
        self._style = style
        self._locale = locales.get_locale(lang, style.locales)
        options = self._options
        short = options["abbreviations"] or {}
        self._renderer = renderer = Renderer(
            style,
            self._locale,
            abbreviations=short.get("default", short) if isinstance(short, Mapping) else short,
            links=options["links"],
            keep_resolvers=options["keep_resolvers"],
            on_warning=options["on_warning"],
        )
        self._format = formats.get(options["output"])
        rules = read_rules(style.citation.options, renderer.compiler.scan.conditions)
        repetition = style.in_notes and rules.conditions > 0
        self._listed = ListedItems(renderer, rules)
        assignments = self._listed.assignments
        # None of these knows the processor: a circle would stay in memory until the collector finds it.
        citation_renderer = CitationRenderer(
            renderer, self._format, assignments, options["anchor"], depends_on_repetition=repetition
        )
        self._document = Document(renderer, self._listed, citation_renderer, depends_on_repetition=repetition)
        assignment = partial(_get_entry_assignment, self._listed, self._document)
        self._entries = BibliographyRenderer(renderer, self._format, assignment)

    def __repr__(self) -> str:
        number = len(self._renderer.given)
        return f"<Processor of “{self._style.title}”, {number} item{'s'[: number != 1]}>"

    def __getstate__(self) -> dict[str, Any]:
        """Return what a copy in another process needs: style, items and citations. It compiles the style again."""
        with self._lock:
            return {
                "style": library.pack(self._style_source),
                "lang": self._locale.lang,
                "options": self._options,
                "items": self._renderer.given,
                "listed": self._listed.get_registered(),
                "document": self._document.get_citations(),
            }

    def __setstate__(self, state: dict[str, Any]) -> None:
        """Set up a processor again from what :meth:`__getstate__` returned."""
        self._style_source = library.unpack(state["style"])
        self._options = state["options"]
        self._set_up(library.load(self._style_source)[0], state["lang"])
        self._renderer.add(state["items"].values())
        self._listed.set_registered(state["listed"])
        self._document.set_citations(state["document"])

    # -- the document ------------------------------------------------------------------------------------

    def add_items(self, items: Iterable[Mapping[str, Any]]) -> None:
        """Add items; an item replaces an earlier one with the same id.

        Raises :class:`~archcite.errors.ArchciteError` if an item is not a mapping. Warns of an item without an id,
        and of different items with the same id, with an :class:`~archcite.errors.ArchciteWarning`.
        """
        items = check_items(items)
        with self._lock:
            self._listed.invalidate(self._renderer.add(items))
            self._document.invalidate()

    def update_item(self, item: Mapping[str, Any]) -> None:
        """Replace an item's data for citations that are added from now on.

        Earlier citations keep their text, and items keep their order: use this where an archive is named in full
        once and abbreviated later.
        """
        with self._lock:
            self._renderer.add(check_items([item]))

    def register(self, ids: Iterable[str | int] | None = None) -> None:
        """List items in the bibliography, cited or not; all items if ``ids`` is None.

        Items that are registered before anything is cited also come first in the order of citation numbers. An
        unknown id is left out, with an :class:`~archcite.errors.ArchciteWarning`.
        """
        with self._lock:
            wanted = list(self._renderer.given) if ids is None else read_ids(ids)
            for key in wanted:
                if key not in self._renderer.given:
                    message = f"Unknown item “{key}”; it is left out of the bibliography."
                    emit_warning(message)
            self._listed.register(wanted, after_citations=bool(self._document.clusters))

    def cite(
        self,
        cites: Sequence[Mapping[str, Any]],
        note: int = 0,
        *,
        id: str | None = None,
        prefix: str = "",
        suffix: str = "",
        reset_position: bool = False,
        in_sentence: bool = False,
        keep_prefixes: bool = False,
        shown_note: int = 0,
    ) -> str:
        """Append a citation, and return its id, for :meth:`citation`, :meth:`replace` and :meth:`remove`.

        ``cites`` are CSL-JSON cites with ``id``, ``locator``, ``label``, ``prefix``, ``suffix`` (with the markup of
        a CSL-JSON field), ``suppress-author``, ``author-only``, and ``composite`` (the names go before the
        citation, into the running text). ``note`` is the number of the note, 0 for a citation in the text. ``id``
        is an id of your own for the citation; if another citation has it, a new one is made.

        ``prefix`` and ``suffix`` are those of the citation as a whole: “e.g.,” stays first, however the style sorts
        the cites. With ``reset_position``, as at the start of a chapter, nothing counts as cited before: the first
        note of each item is a full one again. With ``in_sentence`` the citation continues a sentence in a note: “ibid.”
        has a small letter. With ``keep_prefixes`` cites are sorted up to the next one with a prefix: “see also Doe”
        stays behind what is before it. ``shown_note`` is the number of the note in print, for later notes that refer
        to it, where numbers begin again on each page and citations do not.

        Raises :class:`~archcite.errors.ArchciteError` if ``cites`` is not a list of mappings, or ``note`` not a number.

        >>> processor = Processor("apa", [{"id": key, "type": "book", "title": key} for key in "AB"], output="text")
        >>> _ = processor.cite([{"id": "B"}, {"id": "A"}], prefix="e.g.,")
        >>> processor.citations()
        ['(e.g., A, n.d.; B, n.d.)']
        """
        with self._lock:
            return self.insert(
                len(self._document.clusters),
                cites,
                note,
                id=id,
                prefix=prefix,
                suffix=suffix,
                reset_position=reset_position,
                in_sentence=in_sentence,
                keep_prefixes=keep_prefixes,
                shown_note=shown_note,
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
        in_sentence: bool = False,
        keep_prefixes: bool = False,
        shown_note: int = 0,
    ) -> str:
        """Insert a citation before the one at ``index``, and return its id; see :meth:`cite`."""
        read = read_cites(cites)
        with self._lock:
            return self._document.insert(
                read_index(index),
                read,
                read_note(note),
                None if id is None else str(id),
                prefix=read_affix(prefix),
                suffix=read_affix(suffix),
                resets_position=reset_position,
                in_sentence=in_sentence,
                keeps_prefixes=keep_prefixes,
                shown_note=shown_note,
            ).id

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
        read = read_cites(cites)
        with self._lock:
            self._document.replace(
                id,
                read,
                None if note is None else read_note(note),
                None if prefix is None else read_affix(prefix),
                None if suffix is None else read_affix(suffix),
            )

    def remove(self, id: str) -> None:
        """Remove a citation."""
        with self._lock:
            self._document.remove(id)

    def arrange(self, order: Iterable[tuple[str, int]]) -> None:
        """Put the citations into a new order, each with the number of its note, and remove all others.

        Raises :class:`~archcite.errors.ArchciteError` for an unknown id.
        """
        with self._lock:
            self._document.arrange(read_order(order))

    # -- what comes out ----------------------------------------------------------------------------------

    def preview(
        self,
        cites: Sequence[Mapping[str, Any]],
        note: int = 0,
        *,
        index: int | None = None,
        prefix: str = "",
        suffix: str = "",
    ) -> str:
        """Return the text that a citation would have, at the end of the document or before the one at ``index``.

        The document stays as it is: what the citation would change in others is not shown.

        >>> letter = {"id": "x", "type": "book", "title": "Signs", "issued": {"raw": "1993"}}
        >>> processor = Processor("apa", [letter], output="text")
        >>> processor.preview([{"id": "x", "locator": "12"}]), processor.citations()
        ('(Signs, 1993, p. 12)', [])
        """
        read = read_cites(cites)
        with self._lock:
            place = len(self._document.clusters) if index is None else read_index(index)
            affixes = read_affix(prefix), read_affix(suffix)
            with self._document.preview(place, read, read_note(note), *affixes) as cluster:
                return cluster.text

    def ids(self) -> list[str]:
        """Return the ids of all citations, in document order."""
        with self._lock:
            return [cluster.id for cluster in self._document.clusters]

    def order(self) -> list[str]:
        """Return the ids of all items that are cited or registered, in the order of the bibliography."""
        with self._lock:
            self._document.update()
            return [item.id for item in self._listed.items]

    def uncited(self) -> list[str]:
        """Return the ids of the items that no citation cites, in the order in which they were added."""
        with self._lock:
            return [key for key in self._renderer.given if not self._document.is_cited(key)]

    def pop_updates(self) -> list[tuple[int, str]]:
        """Return the index and text of each citation that was rendered since the last call."""
        with self._lock:
            self._document.update()
            return self._document.pop_updates()

    def citation(self, id: str) -> str:
        """Return the text of one citation."""
        with self._lock:
            self._document.update()
            return self._document[id].text

    def citation_spans(self, id: str) -> tuple[Span | str, ...]:
        """Return one citation as spans of text, for those who render it themselves.

        >>> item = {"id": "x", "type": "book", "title": "Signs", "author": [{"family": "Roe"}]}
        >>> processor = Processor("modern-language-association", [item, {**item, "id": "y", "title": "Codes"}])
        >>> processor.register()
        >>> processor.citation_spans(processor.cite([{"id": "x"}]))
        ('(Roe, ', Span(kind='italic', children=('Signs',), address=''), ')')
        """
        from archcite.richtext.tree import build_tree

        with self._lock:
            self._document.update()
            return build_tree(self._document[id].rich)

    def citations(self) -> list[str]:
        """Return the text of every citation, in document order."""
        with self._lock:
            self._document.update()
            return [cluster.text for cluster in self._document.clusters]

    def authors_in_text(self) -> list[str]:
        """Return what the running text has before each citation: the names of a composite citation in a note.

        It is empty for all other citations: composite citations in the text have the names in their own text.
        """
        with self._lock:
            self._document.update()
            return [cluster.lead for cluster in self._document.clusters]

    def list_abbreviated(self) -> list[bool]:
        """List whether each citation ends with an abbreviation, so that its last full stop is not that of the style.

        >>> letter = {"id": "x", "type": "book", "title": "Signs", "edition": "2nd ed."}
        >>> processor = Processor("chicago-notes-bibliography-subsequent-ibid", [letter], output="text")
        >>> _ = processor.cite([{"id": "x"}], 1), processor.cite([{"id": "x"}], 2)
        >>> processor.citations()[1], processor.list_abbreviated()[1]
        ('Ibid.', True)
        """
        with self._lock:
            self._document.update()
            return [cluster.ends_abbreviated for cluster in self._document.clusters]

    def bibliography(self, keep: Keep | None = None) -> list[str]:
        """Return the entries of all items that are cited or registered (of all items if none are), in order.

        ``keep`` takes a CSL-JSON item and returns whether to list it; see
        :func:`~archcite.csl.document.filters.selection`.
        """
        return list(self.iterate_entries(keep))

    def iterate_entries(self, keep: Keep | None = None) -> Iterator[str]:
        """Yield the entries of :meth:`bibliography` one by one, each rendered when it is needed."""
        return map(self._format.write, self._entries.render(self._select_items(keep)))

    def open_stream(self, run: int | None = None) -> EntryStream | None:
        """Return a stream for the entries of more items than fit in memory, which this processor is not given.

        Return None for a style whose entries depend on all others: those with letters after the year. ``run`` is how
        many items are sorted in memory.

        >>> stream = Processor("modern-language-association", output="text").open_stream()
        >>> for number, title in enumerate("BA"):
        ...     stream.add({"id": title, "type": "book", "title": title}, number)
        >>> [stream.write(entry.rich) for entry in stream.iterate()]
        ['A.', 'B.']
        """
        from archcite.csl.document.entry_stream import EntryStream, can_stream

        return EntryStream(self._renderer, self._format, run) if can_stream(self._style) else None

    def render_alone(self, item: Mapping[str, Any]) -> LoneItem:
        """Return the entry, the sort key and the cite of an item by itself, which this processor is not given.

        >>> book = {"id": "x", "type": "book", "title": "Signs"}
        >>> Processor("modern-language-association").render_alone(book).form
        'Signs'
        """
        from archcite.csl.document.lone_item import render_lone_item

        return render_lone_item(self._renderer, self._format, item)

    @property
    def adds_letters(self) -> bool:
        """Whether the style tells apart by letters what the same people wrote in the same year."""
        return read_rules(self._style.citation.options, conditions=0).year_suffix

    def render_bibliography(self, keep: Keep | None = None) -> str:
        """Return the bibliography as one text, set out as the style requires; empty if it has no entries."""
        return self._entries.render_document(self._select_items(keep))

    def build_bibliography(self, keep: Keep | None = None) -> RenderedBibliography:
        """Return the entries of the bibliography with their ids, texts and spans, its layout, and its whole text.

        >>> item = {"id": "x", "type": "book", "title": "Signs"}
        >>> found = Processor("modern-language-association", [item], output="text").build_bibliography()
        >>> found.entries
        (RenderedEntry(id='x', text='Signs.', spans=(Span(kind='italic', children=('Signs',), address=''), '.')),)
        >>> found.layout.hanging_indent, found.text
        (True, 'Signs.')
        """
        from archcite.csl.document.rendered_bibliography import build_bibliography

        return build_bibliography(self._entries, self._select_items(keep), self._format)

    def list_entries(self, ids: Iterable[str | int]) -> list[tuple[str, str]]:
        """Return some entries with the ids of their items, in the order of the bibliography.

        Ids that are not in the bibliography, and items of which the style prints nothing, are left out.
        """
        wanted = read_ids(ids)
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
    def style(self) -> StyleInfo:
        """The metadata of the style: its title, its class, the fields that it is made for.

        >>> Processor("ieee").style.citation_format
        'numeric'
        """
        from archcite.csl.style.metadata import read_info

        return read_info(self._style_source)

    def render_text(self, text: str) -> str:
        """Return text with the markup of a CSL-JSON field, with the quotation marks of the language.

        >>> Processor("mhra-notes", [], output="html").render_text('<i>Signs</i> of "Old"')
        '<i>Signs</i> of ‘Old’'
        """
        locale = self._renderer.locale
        return self._format.write(
            resolve_punctuation(to_rich(text), locale.quotes, locale.punctuation_in_quote)
        )

    @property
    def in_notes(self) -> bool:
        """Whether the style cites in notes."""
        return self._style.in_notes

    @property
    def punctuation_in_quote(self) -> bool:
        """Whether the locale puts full stops and commas inside closing quotation marks, as American English does."""
        return self._renderer.locale.punctuation_in_quote

    @property
    def language(self) -> str:
        """The tag of the language of terms and dates."""
        return self._locale.lang

    def _rank_items(self, only: Sequence[str] | None = None) -> dict[str, int]:
        """Return the places of all items in the bibliography, by id; none if the style has no bibliography.

        ``only`` is for one item alone, whose place does not matter.
        """
        with self._lock:
            self._require_entries()
            if self._style.bibliography is None:
                return {}
            if only is not None:
                return {key: 0 for key in only if key in self._listed and key in self._renderer.given}
            return {item.id: rank for rank, item in enumerate(self._listed.items)}

    def _select_items(self, keep: Keep | None) -> Sequence[Item]:
        """Return the items that are listed, in order."""
        if keep is not None and not callable(keep):
            raise ArchciteError(
                f"`keep` must be a function that takes an item, such as selection(), not {keep!r}."
            )
        with self._lock:
            self._require_entries()
            given, items = self._renderer.given, self._listed.items
            return [item for item in items if keep is None or keep(given[item.id])]

    def _require_entries(self) -> None:
        """Bring the list of items up to date; it has all items if none has been cited or registered."""
        if not (self._document.clusters or self._listed.has_registered):
            self._listed.list_unasked(self._renderer.given)
        self._document.update()


def _get_entry_assignment(listed: ListedItems, document: Document, key: str) -> ItemAssignment:
    """Return the number and the plan of an item for its entry."""
    return listed.get_entry_assignment(key, cited=document.is_cited(key))

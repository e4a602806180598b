"""The citations of one document, in order, and its bibliography."""

from __future__ import annotations

import os
from _thread import RLock
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, NamedTuple

from archcite._foundation.calls import explain_call
from archcite._foundation.wording import format_value
from archcite.bibliography.given_sources import Path, Source, iterate_sources, to_locator, to_record
from archcite.bibliography.item_printer import ItemPrinter
from archcite.bibliography.short_titles import add_later_titles
from archcite.errors import ArchciteError
from archcite.locators import keep_leaves, parse_locator
from archcite.notebook_citation import Citation, wrap_html
from archcite.record import Publication, Record

if TYPE_CHECKING:
    from archcite.bibliography.abbreviations import ArchivesInNotes
    from archcite.bibliography.item_printer import Format
    from archcite.bibliography.localized_headings import Words
    from archcite.bibliography.sections import ListedSource as Listed
    from archcite.bibliography.sections import Outline
    from archcite.bibliography.streaming import StreamedBibliography
    from archcite.csl import Processor
    from archcite.csl.document.filters import Keep
    from archcite.output.formats import Section


class Entry(NamedTuple):
    """An entry of a bibliography: the id of its record, and its text without and with markup."""

    id: str
    text: str
    html: str

    def to_dict(self) -> dict[str, str]:
        """Return the entry as a dictionary, for JSON."""
        return self._asdict()


class Bibliography:
    """The citations of one document, in order, and its bibliography.

    The first note of a record is full, and later ones are short or *ibid.*, as the style requires. ``records`` are
    all that the document may cite: records, published works as CSL-JSON items, and paths of sources. ``abbreviations``
    are those of :class:`archcite.csl.Processor`. With ``short_archives`` the first note that names an archive has its
    abbreviation in brackets, if it has one, and later notes have the abbreviation alone. ``archive_first`` and
    ``date_words`` are those of :func:`cite`.

    Threads may share a bibliography, which one of them changes at a time, and it can be pickled.

    >>> from archcite.record import Agent, Record
    >>> letter = Record(id="creel", kind="letter", title="Letter to Colonel House", date="1918-09-25",
    ...                 agents=[Agent.parse("George Creel")])
    >>> bib = Bibliography([letter], "chicago-author-date")
    >>> bib.cite(letter, "p. 2"), bib.cite("creel")
    ('(Creel 1918, 2)', '(Creel 1918)')
    """

    @explain_call
    def __init__(
        self,
        records: Iterable[Source | Path] | Source | Path,
        style: str | os.PathLike[str] = "chicago",
        *,
        locale: str | None = None,
        abbreviations: Mapping[str, Any] | None = None,
        short_archives: bool = False,
        archive_first: bool | None = None,
        date_words: bool = False,
    ) -> None:
        self._lock = RLock()
        self._printer = ItemPrinter(style, locale=locale, archive_first=archive_first, date_words=date_words)
        self._abbreviations = abbreviations
        self._items: dict[str, dict[str, Any]] = {}
        self._ids: dict[Record | Publication, str] = {}
        self._given: dict[str, Source] = {}
        self._numbers: dict[str, int] = {}  # the last number that was given to a key
        for record in iterate_sources(records):
            self._add(record)
        self._cited: list[tuple[dict[str, Any], int]] = []
        self._notes = 0
        self._archives: ArchivesInNotes | None = None
        self._renamed: dict[str, Mapping[str, Any]] = {}  # items whose archive is abbreviated in notes
        self._processors: dict[tuple[Format, bool], Processor] = {}
        processor = self._processor("text")  # an unknown style is reported here
        if short_archives:
            from archcite.bibliography.abbreviations import ArchivesInNotes

            self._archives = ArchivesInNotes.from_sources(self._given.values(), processor.language)

    if not TYPE_CHECKING:

        def __getattr__(self, name: str) -> Any:
            """Raise the error of an attribute that a bibliography does not have, with what has it."""
            from archcite._foundation.attributes import get_missing
            from archcite.bibliography.attribute_hints import find_attribute_hint

            return get_missing(self, name, find_attribute_hint)

    def __len__(self) -> int:
        return len(self._given)

    def __iter__(self) -> Iterator[Source]:
        return iter([*self._given.values()])

    def __contains__(self, record: object) -> bool:
        return record in (self._given if isinstance(record, str) else self._given.values())

    @classmethod
    def stream(
        cls,
        records: Iterable[Record | Publication],
        style: str | os.PathLike[str] = "chicago",
        format: Format = "text",
        *,
        locale: str | None = None,
        archive_first: bool | None = None,
        date_words: bool = False,
        run: int | None = None,
    ) -> StreamedBibliography | None:
        """Return the bibliography of any number of records, which are read once and sorted on disk.

        Return None for a style whose entries depend on all others: those that tell years apart by letters. ``run`` is
        how many records are sorted in memory. The entries are those of :meth:`entries`.

        >>> from archcite.record import Record
        >>> letters = (Record(title=title, date="1918", published_in="Pravda") for title in ("Two", "One"))
        >>> list(Bibliography.stream(letters).iterate_entries())
        ['“One.” 1918. Pravda.', '“Two.” 1918. Pravda.']
        """
        from archcite.bibliography.streaming import StreamedBibliography

        printer = ItemPrinter(style, locale=locale, archive_first=archive_first, date_words=date_words)
        processor = printer.make_processor(format)
        stream = processor.open_stream(run)
        if stream is None:
            return None
        return StreamedBibliography(
            records, stream, printer.build_item, partial(printer.finish, processor=processor)
        )

    @explain_call
    def note(
        self,
        record: Source | str,
        locator: str | int | None = None,
        *,
        prefix: str = "",
        suffix: str = "",
        format: Format = "text",
    ) -> Citation:
        """Add a note to the document and return it; ``record`` may be the id of a record.

        Raises :class:`~archcite.errors.ArchciteError` if the record is not in this bibliography.

        >>> from archcite.record import Record
        >>> bib = Bibliography([Record(id="a", title="To All", published_in="Pravda")])
        >>> bib.note("a"), bib.note("a", "p. 2")
        ('“To All,” n.d., Pravda.', '“To All,” 2.')
        """
        with self._lock:
            self._notes += 1
            return self._cite(record, locator, prefix, suffix, format, self._notes)

    @explain_call
    def cite(
        self,
        record: Source | str,
        locator: str | int | None = None,
        *,
        prefix: str = "",
        suffix: str = "",
        format: Format = "text",
    ) -> Citation:
        """Add a citation in the text and return it; raise as :meth:`note` does."""
        with self._lock:
            return self._cite(record, locator, prefix, suffix, format, 0)

    @explain_call
    def entries(self, format: Format = "text", keep: Keep | None = None) -> list[str]:
        """Return the entries of the bibliography, sorted as the style requires.

        ``keep`` takes a CSL-JSON item and returns whether to list it; see :mod:`archcite.csl.document.filters`.
        Raises :class:`~archcite.errors.StyleError` if the style has no bibliography.
        """
        return self._processor(format, noting=False).bibliography(keep)

    def each_entry(self, format: Format = "text") -> Iterator[str]:
        """Yield the entries one by one, each rendered when it is needed: for long bibliographies."""
        return self._processor(format, noting=False).iterate_entries()

    @explain_call
    def write(
        self,
        format: Format = "text",
        keep: Keep | None = None,
        *,
        section_by: str | None = None,
        level: str = "item",
        files: bool | None = None,
        abbreviations: bool = False,
        headings: Mapping[str, str] | None = None,
    ) -> str:
        """Return the bibliography as one text, with the indents, spacing and columns that the style requires.

        ``section_by``, ``level``, ``files`` and ``headings`` are those of :meth:`sections`; ``abbreviations`` adds a
        list of the archives' abbreviations at the beginning. Without these, the text has no headings.
        """
        if section_by is None and level == "item" and not abbreviations:
            return self._processor(format, noting=False).render_bibliography(keep)
        outline, words, processor = self._build_outline(format, keep, section_by, level, files, headings)
        if section_by is None and not abbreviations:
            return processor.render_bibliography()
        first = [self._list_abbreviations(keep, words, format)] if abbreviations else []
        return processor.outline(outline.sections, first=[section for section in first if section.entries])

    @explain_call
    def sections(
        self,
        section_by: str,
        format: Format = "text",
        keep: Keep | None = None,
        *,
        level: str = "item",
        files: bool | None = None,
        headings: Mapping[str, str] | None = None,
    ) -> tuple[Section, ...]:
        """Return the bibliography in sections, each with its title, anchor, entries and sections.

        ``section_by`` is ``repository``, ``country``, ``collection`` or ``kind``. ``level`` is ``item`` to list every
        document, or ``collection`` to list each collection once, with the files that are used unless ``files`` is
        False. ``headings`` replace the headings of the language, as in ``{"archival": "Ungedruckte Quellen"}``.

        Raises :class:`~archcite.errors.SourceError` for an unknown ``section_by`` or ``level``.

        >>> from archcite.record import Holding, Part, Record, Repository
        >>> papers = [Record(id=file, holdings=[Holding(Repository("RGANI"), [Part("fonds", "f.", "5"),
        ...                                                                   Part("file", "d.", file)])])
        ...           for file in ("273", "274")]
        >>> archival = Bibliography(papers).sections("repository", level="collection")[0]
        >>> archival.title, archival.sections[0].title
        ('Archival Sources', 'Russian State Archive of Contemporary History (RGANI), Moscow')
        >>> archival.sections[0].entries
        ('F. 5, d. 273, 274.',)
        """
        outline, _words, processor = self._build_outline(format, keep, section_by, level, files, headings)
        return processor.sections(outline.sections)

    def __getstate__(self) -> dict[str, Any]:
        with self._lock:
            state = self.__dict__.copy()
            del state["_lock"]
            return state

    def __setstate__(self, state: Mapping[str, Any]) -> None:
        self.__dict__.update(state, _lock=RLock())

    def _repr_html_(self) -> str:
        return wrap_html(self.write("html"))

    def _repr_markdown_(self) -> str:
        return self.write("markdown")

    def _repr_latex_(self) -> str:
        return self.write("latex")

    def list_omitted(self, keep: Keep | None = None) -> list[str]:
        """Return the ids of the records that the style does not list in bibliographies.

        Chicago lists no source that readers could not find: one without an archive, a publisher or an address.

        >>> from archcite.record import Record
        >>> Bibliography([Record(id="a", title="Letter", date="1918")], "chicago").list_omitted()
        ['a']
        """
        wanted = [key for key, item in self._items.items() if keep is None or keep(item)]
        listed = {key for key, _ in self._processor("text", noting=False).list_entries(wanted)}
        return [key for key in wanted if key not in listed]

    def get_title(self, key: str) -> str:
        """Return the title of a record by its id; without a title, the kind of document, or the id.

        Raises :class:`~archcite.errors.ArchciteError` if the bibliography does not have the record.

        >>> from archcite.record import Record
        >>> Bibliography([Record(id="a", title="Letter")]).get_title("a")
        'Letter'
        """
        item = self._items[self._find_id(key)]
        return str(item.get("title") or item.get("genre") or key)

    def get_record(self, key: str) -> Source:
        """Return a record, or a published work as it was given, by its id.

        Raises :class:`~archcite.errors.ArchciteError` if the bibliography does not have the record.

        >>> from archcite.record import Record
        >>> Bibliography([Record(id="a", title="Letter")]).get_record("a").title
        'Letter'
        """
        return self._given[self._find_id(key)]

    def list_entries(self, keep: Keep | None = None) -> list[Entry]:
        """Return the entries of the bibliography with the ids of their records, as text and as HTML.

        >>> from archcite.record import Record
        >>> bib = Bibliography([Record(id="a", title="To All", date="1918", published_in="Pravda")])
        >>> [(entry.id, entry.html) for entry in bib.list_entries()]
        [('a', '“To All.” 1918. Pravda.')]
        """
        wanted = [key for key, item in self._items.items() if keep is None or keep(item)]
        html_by_id = dict(self._processor("html", noting=False).list_entries(wanted))
        listed = self._processor("text", noting=False).list_entries(wanted)
        return [Entry(key, text, html_by_id.get(key, "")) for key, text in listed]

    def __repr__(self) -> str:
        number = len(self._items)
        return f"<Bibliography of {number} record{'s'[: number != 1]}, {len(self._cited)} cited>"

    def _build_outline(
        self,
        format: Format,
        keep: Keep | None,
        section_by: str | None,
        level: str,
        files: bool | None,
        headings: Mapping[str, str] | None,
    ) -> tuple[Outline, Words, Processor]:
        from archcite.bibliography.collections import make_printable
        from archcite.bibliography.localized_headings import load_words
        from archcite.bibliography.sections import build_outline

        language = self._processor("text").language
        known = load_words(language, headings)
        found = build_outline(self._iterate_kept(keep), known, by=section_by, level=level, files=files)
        items = make_printable(found.items, self._printer.style, self._printer.locale)
        return found, known, self._make_processor(format, items)

    def _iterate_kept(self, keep: Keep | None) -> Iterator[Listed]:
        from archcite.bibliography.sections import ListedSource as Listed

        for key, source in self._given.items():
            if keep is None or keep(self._items[key]):
                yield Listed(key, to_record(source), self._items[key])

    def _list_abbreviations(self, keep: Keep | None, words: Words, format: Format) -> Section:
        from archcite.bibliography.abbreviations import build_abbreviations
        from archcite.output import get
        from archcite.richtext.marks import to_line

        section = build_abbreviations((source.record for source in self._iterate_kept(keep)), words)
        write = get(format).write
        entries = tuple(write(to_line(entry)) for entry in section.entries)
        return section._replace(title=write(to_line(section.title)), entries=entries)

    def _add(self, record: Source) -> None:
        item = self._printer.build_item(record)
        if isinstance(record, Record | Publication):
            known = len(self._ids)
            item["id"] = self._ids.setdefault(record, self._find_free_key(item["id"]))
            if len(self._ids) == known:
                return  # an equal record is there already
        self._items[item["id"]] = item
        self._given[item["id"]] = record

    def _find_free_key(self, key: str) -> str:
        """Return the key, with a number if another record has it already."""
        number = self._numbers.get(key, 1)
        free = key if number == 1 else f"{key}-{number}"
        while free in self._items:
            number += 1
            free = f"{key}-{number}"
        self._numbers[key] = number
        return free

    def _cite(
        self,
        record: Source | str,
        locator: str | int | None,
        prefix: str,
        suffix: str,
        format: Format,
        note: int,
    ) -> Citation:
        processor = self._processor(format)
        key = self._find_id(record)
        place = keep_leaves(parse_locator(to_locator(locator)), self._items[key])
        one = {"id": key, **place, "prefix": prefix, "suffix": suffix}
        self._name_archive(one["id"])
        self._cited.append((one, note))
        ids = {known: known.cite([one], note=note) for known in self._processors.values()}
        return Citation(processor.citation(ids[processor]), partial(self._render_again, len(self._cited) - 1))

    def _render_again(self, place: int, format: Format) -> str:
        """Return a citation in another format, as it is now."""
        return self._processor(format).citations()[place]

    def _name_archive(self, key: str) -> None:
        """Name the archive of a source that is cited for the first time as a note in this place does."""
        if self._archives is None or key in self._renamed:
            return
        renamed = self._renamed[key] = self._archives.rename(to_record(self._given[key]), self._items[key])
        for (_format, noting), known in self._processors.items():
            if noting:
                known.update_item(self._printer.finish(renamed, known))

    def _find_id(self, record: Source | str) -> str:
        if isinstance(record, Record | Publication):
            key = self._ids.get(record)
        elif isinstance(record, Mapping):
            key = str(record.get("id", ""))
        elif isinstance(record, str):
            key = record
        else:
            raise ArchciteError(f"{format_value(record)} is neither a record nor the id of one.")
        if key is None or key not in self._items:
            name = key or str(getattr(record, "title", None) or "without a title")
            from archcite._foundation.close_matches import find_close_matches

            near = find_close_matches(name, self._items)
            hint = f"did you mean “{near[0]}”?" if near else "pass it to Bibliography with the others."
            raise ArchciteError(f"The record “{name}” is not in this bibliography; {hint}")
        return key

    def _processor(self, format: Format, *, noting: bool = True) -> Processor:
        """Return the processor for a format; a new one is given all that has been cited so far.

        With ``noting`` it has the items as notes print them, which may abbreviate archives.
        """
        noting = noting and self._archives is not None
        with self._lock:
            found = self._processors.get((format, noting))
            if found is None:
                items = {**self._items, **(self._renamed if noting else {})}
                found = self._make_processor(format, add_later_titles(items, self._given).values())
                found.register()
                for one, note in self._cited:
                    found.cite([one], note=note)
                self._processors[format, noting] = found
            return found

    def _make_processor(self, format: Format, items: Iterable[Mapping[str, Any]]) -> Processor:
        processor = self._printer.make_processor(format, abbreviations=self._abbreviations)
        self._printer.add_items(items, processor)
        return processor

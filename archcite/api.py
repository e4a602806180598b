"""Citing from Python: one citation with :func:`cite`, a whole document's with :class:`Bibliography`."""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterable, Iterator, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from archcite.csl import Processor
from archcite.errors import ArchciteError, ArchciteWarning
from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.locators import parse_locator
from archcite.notebook_citation import Citation, html
from archcite.record import Record
from archcite.styles import resolve

if TYPE_CHECKING:
    from typing import Literal

    from archcite.bibliography.localized_headings import Words
    from archcite.bibliography.sections import Outline
    from archcite.bibliography.sections import Source as Listed
    from archcite.csl.document.filters import Keep
    from archcite.output.formats import Section

    Form: TypeAlias = Literal["note", "short", "entry", "in-text"]
    Archive: TypeAlias = Literal["given", "introduced", "short"]

# A record, or a published work as a CSL-JSON item, so that one bibliography can hold both.
Source: TypeAlias = Record | Mapping[str, Any]

FORMS = ("note", "short", "entry", "in-text")
_SUBSEQUENT = 1  # CSL-JSON's number for a later cite that is not “ibid.”


def cite(
    record: Source,
    style: str | os.PathLike[str] = "chicago",
    *,
    form: Form = "note",
    locator: str | None = None,
    format: str = "text",
    locale: str | None = None,
    archive: Archive = "given",
) -> Citation:
    """One record as one citation: text, which a notebook shows with its italics.

    ``form`` is ``note`` (the first, full citation), ``short`` (a later one), ``entry`` (of the bibliography)
    or ``in-text``.  ``locator`` is what a reader would write: ``p. 719``, ``fol. 3v``.  ``format`` is
    ``text``, ``html``, ``markdown``, ``rst``, ``latex`` and so on; ``locale`` is a language tag.
    ``archive`` says how the archive is named: as it is ``given``; ``introduced``, in full with its abbreviation in
    brackets; or ``short``, by the abbreviation alone, as in later notes.

    Raises :class:`~archcite.errors.StyleError` for a style, :class:`~archcite.errors.OutputError` for a
    format and :class:`~archcite.errors.LocaleError` for a locale that is none, and
    :class:`~archcite.errors.ArchciteError` where a style leaves such a record out of bibliographies.

    >>> from archcite.record import Agent, Record
    >>> letter = Record(kind="letter", title="Letter to Colonel House", date="1918-09-25",
    ...                 agents=[Agent.parse("George Creel")])
    >>> cite(letter, "chicago-author-date", form="in-text", locator="p. 2")
    '(Creel 1918, 2)'
    """
    if form not in FORMS:
        raise ArchciteError(
            f"There is no form “{form}” of a citation; say {', '.join(FORMS[:-1])} or {FORMS[-1]}."
        )
    if form == "entry" and locator:
        message = "An entry of a bibliography has no locator; it was left out."
        warnings.warn(message, ArchciteWarning, stacklevel=2)
    write = partial(_cite, record, style, form, locator or "", locale, archive)
    return Citation(write(format), write)


class Bibliography:
    """The citations of one document, in order, and its bibliography.

    The first note of a record is full, and later ones are short or *ibid.*, as the style says.  ``records``
    are all that the document may cite; published works among them are CSL-JSON items. ``abbreviations`` are
    those of :class:`archcite.csl.Processor`. With ``short_archives`` the first note that names an archive has its
    abbreviation in brackets, where it has one, and later notes have the abbreviation alone.

    >>> from archcite.record import Agent, Record
    >>> letter = Record(id="creel", kind="letter", title="Letter to Colonel House", date="1918-09-25",
    ...                 agents=[Agent.parse("George Creel")])
    >>> bib = Bibliography([letter], "chicago-author-date")
    >>> bib.cite(letter, "p. 2"), bib.cite("creel")
    ('(Creel 1918, 2)', '(Creel 1918)')
    """

    def __init__(
        self,
        records: Iterable[Source],
        style: str | os.PathLike[str] = "chicago",
        *,
        locale: str | None = None,
        abbreviations: Mapping[str, Any] | None = None,
        short_archives: bool = False,
    ) -> None:
        self._style = resolve(style)
        self._locale = locale
        self._abbreviations = abbreviations
        self._items: dict[str, dict[str, Any]] = {}
        self._ids: dict[Record, str] = {}
        self._given: dict[str, Source] = {}
        for record in records:
            self._add(record)
        self._cited: list[tuple[dict[str, Any], int]] = []
        self._notes = 0
        self._archives: _Archives | None = None
        self._said: dict[str, Mapping[str, Any]] = {}
        self._processors: dict[tuple[str, bool], Processor] = {}
        processor = self._processor("text")  # so that a style that is none is reported here
        if short_archives:
            self._archives = _Archives(self._given.values(), processor.language)

    def note(
        self,
        record: Source | str,
        locator: str | None = None,
        *,
        prefix: str = "",
        suffix: str = "",
        format: str = "text",
    ) -> Citation:
        """The next note of the document: one record, which may be named by its id.

        Raises :class:`~archcite.errors.ArchciteError` where the record is not of this bibliography.
        """
        self._notes += 1
        return self._cite(record, locator, prefix, suffix, format, self._notes)

    def cite(
        self,
        record: Source | str,
        locator: str | None = None,
        *,
        prefix: str = "",
        suffix: str = "",
        format: str = "text",
    ) -> Citation:
        """The next citation in the text; raises as :meth:`note` does."""
        return self._cite(record, locator, prefix, suffix, format, 0)

    def entries(self, format: str = "text", keep: Keep | None = None) -> list[str]:
        """The entries of the bibliography, sorted as the style says; none where it has no bibliography.

        ``keep`` says for each record, as a CSL-JSON item, whether it is listed: see
        :func:`archcite.csl.document.filters`.
        """
        return self._processor(format, noting=False).bibliography(keep)

    def each_entry(self, format: str = "text") -> Iterator[str]:
        """The entries one after the other, each made when it is asked for: for long bibliographies."""
        return self._processor(format, noting=False).iterate_entries()

    def write(
        self,
        format: str = "text",
        keep: Keep | None = None,
        *,
        section_by: str | None = None,
        level: str = "item",
        files: bool | None = None,
        abbreviations: bool = False,
        headings: Mapping[str, str] | None = None,
    ) -> str:
        """The bibliography as one text, with the indents, spacing and columns that the style wants.

        ``section_by``, ``level``, ``files`` and ``headings`` are those of :meth:`sections`; ``abbreviations`` puts
        a list of the abbreviations of archives first. Without any of these there is no heading.
        """
        if section_by is None and level == "item" and not abbreviations:
            return self._processor(format, noting=False).render_bibliography(keep)
        outline, words, processor = self._outline(format, keep, section_by, level, files, headings)
        if section_by is None and not abbreviations:
            return processor.render_bibliography()
        first = [self._abbreviations_of(keep, words, format)] if abbreviations else []
        return processor.outline(outline.sections, first=[section for section in first if section.entries])

    def sections(
        self,
        section_by: str,
        format: str = "text",
        keep: Keep | None = None,
        *,
        level: str = "item",
        files: bool | None = None,
        headings: Mapping[str, str] | None = None,
    ) -> tuple[Section, ...]:
        """The bibliography of primary sources in sections, each with its title, anchor, entries and sections.

        ``section_by`` is ``repository``, ``country``, ``collection`` or ``kind``, and ``level`` says what is listed
        of an archive: each ``item``, or each ``collection``, with the files that are used unless ``files`` is False.
        ``headings`` are other words for those of the language, as ``{"archival": "Ungedruckte Quellen"}``.

        Raises :class:`~archcite.errors.SourceError` for sections or a level that there are none of.

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
        outline, _words, processor = self._outline(format, keep, section_by, level, files, headings)
        return processor.sections(outline.sections)

    def _repr_html_(self) -> str:
        return html(self.write("html"))

    def _repr_markdown_(self) -> str:
        return self.write("markdown")

    def _repr_latex_(self) -> str:
        return self.write("latex")

    def _outline(
        self,
        format: str,
        keep: Keep | None,
        section_by: str | None,
        level: str,
        files: bool | None,
        headings: Mapping[str, str] | None,
    ) -> tuple[Outline, Words, Processor]:
        from archcite.bibliography.collections import printable
        from archcite.bibliography.localized_headings import words
        from archcite.bibliography.sections import outline

        language = self._processor("text").language
        known = words(language, headings)
        found = outline(self._listed(keep), known, by=section_by, level=level, files=files)
        items = printable(found.items, self._style, self._locale)
        return found, known, self._new_processor(format, items)

    def _listed(self, keep: Keep | None) -> Iterator[Listed]:
        from archcite.bibliography.sections import Source as Listed

        for key, source in self._given.items():
            if keep is None or keep(self._items[key]):
                yield Listed(key, _record(source), self._items[key])

    def _abbreviations_of(self, keep: Keep | None, words: Words, format: str) -> Section:
        from archcite.bibliography.abbreviations import abbreviations
        from archcite.output import get

        section = abbreviations((source.record for source in self._listed(keep)), words)
        write = get(format).write
        return section._replace(
            title=write(section.title), entries=tuple(write(entry) for entry in section.entries)
        )

    def _add(self, record: Source) -> None:
        item = _item(record)
        if isinstance(record, Record):
            if record in self._ids:
                return
            item["id"] = self._ids[record] = _unused(item["id"], self._items)
        self._items[item["id"]] = item
        self._given[item["id"]] = record

    def _cite(
        self, record: Source | str, locator: str | None, prefix: str, suffix: str, format: str, note: int
    ) -> Citation:
        processor = self._processor(format)
        one = {"id": self._id(record), **parse_locator(locator or ""), "prefix": prefix, "suffix": suffix}
        self._say_archive(one["id"])
        self._cited.append((one, note))
        ids = {known: known.cite([one], note=note) for known in self._processors.values()}
        return Citation(processor.citation(ids[processor]), partial(self._again, len(self._cited) - 1))

    def _again(self, place: int, format: str) -> str:
        """A citation in another format, as it is now."""
        return self._processor(format).citations()[place]

    def _say_archive(self, key: str) -> None:
        """Have the first citation of a source name its archive as a note in this place does."""
        if self._archives is None or key in self._said:
            return
        said = self._said[key] = self._archives.item(self._given[key], self._items[key])
        for (_format, noting), known in self._processors.items():
            if noting:
                known.update_item(said)

    def _id(self, record: Source | str) -> str:
        if isinstance(record, Record):
            key = self._ids.get(record)
        else:
            key = record if isinstance(record, str) else str(record.get("id", ""))
        if key is None or key not in self._items:
            name = key or str(getattr(record, "title", None) or "without a title")
            raise ArchciteError(
                f"The record “{name}” is not in this bibliography; give it to Bibliography with the others."
            )
        return key

    def _processor(self, format: str, *, noting: bool = True) -> Processor:
        """The processor for a format; a new one is told all that has been cited so far.

        One that is ``noting`` has items as notes say them, which may abbreviate archives.
        """
        noting = noting and self._archives is not None
        found = self._processors.get((format, noting))
        if found is None:
            found = self._new_processor(format, {**self._items, **(self._said if noting else {})}.values())
            found.register()
            for one, note in self._cited:
                found.cite([one], note=note)
            self._processors[format, noting] = found
        return found

    def _new_processor(self, format: str, items: Iterable[Mapping[str, Any]]) -> Processor:
        return Processor(
            self._style,
            items,
            locale=self._locale,
            output=format,
            abbreviations=self._abbreviations,
            links=True,
        )


class _Archives:
    """How notes name archives: in full at first, with the abbreviation that they have from then on."""

    def __init__(self, sources: Iterable[Source], language: str) -> None:
        from archcite.bibliography.localized_headings import words
        from archcite.bibliography.repositories import Holders

        self._holders = Holders(map(_record, sources), words(language))
        self._named: set[str] = set()

    def item(
        self, source: Source, item: Mapping[str, Any], archive: Archive | None = None
    ) -> Mapping[str, Any]:
        """An item with its archive as it is to be named; by default, as the next note names it."""
        from archcite.bibliography.abbreviations import introduced, shortened

        holder = self._holders.of(_record(source))
        if holder is None:
            return item
        again = holder.key in self._named
        self._named.add(holder.key)
        return shortened(item, holder) if archive == "short" or again else introduced(item, holder)


def _record(source: Source) -> Record:
    """A source as a record; a CSL-JSON item is read as one, to know what archive it is in."""
    if isinstance(source, Record):
        return source
    from archcite.formats.csl_json.record_from_item import from_csl_item

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        return from_csl_item(source)


def _cite(
    record: Source,
    style: str | os.PathLike[str],
    form: Form,
    locator: str,
    locale: str | None,
    archive: Archive,
    format: str,
) -> str:
    item = _item(record)
    processor = Processor(resolve(style), [item], locale=locale, output=format, links=True)
    if archive != "given":
        processor.add_items([_Archives([record], processor.language).item(record, item, archive)])
    if form == "entry":
        return _entry(processor, item, style)
    one = {"id": item["id"], **parse_locator(locator)}
    if form == "short":
        one["position"] = _SUBSEQUENT
    processor.cite([one], note=0 if form == "in-text" else 1)
    return processor.citations()[0]


def _item(record: Source) -> dict[str, Any]:
    return to_csl_item(record) if isinstance(record, Record) else {**record, "id": str(record.get("id", ""))}


def _entry(processor: Processor, item: Mapping[str, Any], style: str | os.PathLike[str]) -> str:
    entries = processor.bibliography()
    if not entries:
        name = item.get("title") or item["id"]
        raise ArchciteError(f"The style “{style}” gives “{name}” no entry in a bibliography; ask for a note.")
    return entries[0]


def _unused(key: str, taken: Mapping[str, Any]) -> str:
    """The key, with a number where another record has it already."""
    number, free = 1, key
    while free in taken:
        number += 1
        free = f"{key}-{number}"
    return free

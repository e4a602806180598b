"""Citing from Python: one citation with :func:`cite`, a whole document's with :class:`Bibliography`."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeAlias

from .csl import Processor
from .errors import ArchciteError, ArchciteWarning
from .locators import parse_locator
from .record import Record
from .styles import resolve
from .writers.csl_item import to_csl_item

if TYPE_CHECKING:
    from typing import Literal

    from .csl.selection import Keep

    Form: TypeAlias = Literal["note", "short", "entry", "in-text"]

# A record, or a published work as a CSL-JSON item, so that one bibliography can hold both.
Source: TypeAlias = Record | Mapping[str, Any]

FORMS = ("note", "short", "entry", "in-text")
_SUBSEQUENT = 1  # CSL-JSON's number for a later cite that is not “ibid.”


def cite(
    record: Source,
    style: str | Path = "chicago",
    *,
    form: Form = "note",
    locator: str | None = None,
    format: str = "text",
    locale: str | None = None,
) -> str:
    """One record as one citation.

    ``form`` is ``note`` (the first, full citation), ``short`` (a later one), ``entry`` (of the bibliography)
    or ``in-text``.  ``locator`` is what a reader would write: ``p. 719``, ``fol. 3v``.  ``format`` is
    ``text``, ``html``, ``markdown``, ``rst``, ``latex`` and so on; ``locale`` is a language tag.

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
    item = _item(record)
    processor = Processor(resolve(style), [item], locale=locale, output=format, links=True)
    if form == "entry":
        if locator:
            message = "An entry of a bibliography has no locator; it was left out."
            warnings.warn(message, ArchciteWarning, stacklevel=2)
        return _entry(processor, item, style)
    one = {"id": item["id"], **parse_locator(locator or "")}
    if form == "short":
        one["position"] = _SUBSEQUENT
    processor.cite([one], note=0 if form == "in-text" else 1)
    return processor.citations()[0]


class Bibliography:
    """The citations of one document, in order, and its bibliography.

    The first note of a record is full, and later ones are short or *ibid.*, as the style says.  ``records``
    are all that the document may cite; published works among them are CSL-JSON items. ``abbreviations`` are
    those of :class:`archcite.csl.Processor`.

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
        style: str | Path = "chicago",
        *,
        locale: str | None = None,
        abbreviations: Mapping[str, Any] | None = None,
    ) -> None:
        self._style = resolve(style)
        self._locale = locale
        self._abbreviations = abbreviations
        self._items: dict[str, dict[str, Any]] = {}
        self._ids: dict[Record, str] = {}
        for record in records:
            self._add(record)
        self._cited: list[tuple[dict[str, Any], int]] = []
        self._notes = 0
        self._processors: dict[str, Processor] = {}
        self._processor("text")  # so that a style that is none is reported here

    def note(
        self,
        record: Source | str,
        locator: str | None = None,
        *,
        prefix: str = "",
        suffix: str = "",
        format: str = "text",
    ) -> str:
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
    ) -> str:
        """The next citation in the text; raises as :meth:`note` does."""
        return self._cite(record, locator, prefix, suffix, format, 0)

    def entries(self, format: str = "text", keep: Keep | None = None) -> list[str]:
        """The entries of the bibliography, sorted as the style says; none where it has no bibliography.

        ``keep`` says for each record, as a CSL-JSON item, whether it is listed: see
        :func:`archcite.csl.selection`.
        """
        return self._processor(format).bibliography(keep)

    def each_entry(self, format: str = "text") -> Iterator[str]:
        """The entries one after the other, each made when it is asked for: for long bibliographies."""
        return self._processor(format).each_entry()

    def write(self, format: str = "text", keep: Keep | None = None) -> str:
        """The bibliography as one text, with the indents, spacing and columns that the style wants."""
        return self._processor(format).whole_bibliography(keep)

    def _add(self, record: Source) -> None:
        item = _item(record)
        if isinstance(record, Record):
            if record in self._ids:
                return
            item["id"] = self._ids[record] = _unused(item["id"], self._items)
        self._items[item["id"]] = item

    def _cite(
        self, record: Source | str, locator: str | None, prefix: str, suffix: str, format: str, note: int
    ) -> str:
        processor = self._processor(format)
        one = {"id": self._id(record), **parse_locator(locator or ""), "prefix": prefix, "suffix": suffix}
        self._cited.append((one, note))
        ids = {known: known.cite([one], note=note) for known in self._processors.values()}
        return processor.citation(ids[processor])

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

    def _processor(self, format: str) -> Processor:
        """The processor for a format; a new one is told all that has been cited so far."""
        found = self._processors.get(format)
        if found is None:
            found = Processor(
                self._style,
                self._items.values(),
                locale=self._locale,
                output=format,
                abbreviations=self._abbreviations,
                links=True,
            )
            found.register()
            for one, note in self._cited:
                found.cite([one], note=note)
            self._processors[format] = found
        return found


def _item(record: Source) -> dict[str, Any]:
    return to_csl_item(record) if isinstance(record, Record) else {**record, "id": str(record.get("id", ""))}


def _entry(processor: Processor, item: Mapping[str, Any], style: str | Path) -> str:
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

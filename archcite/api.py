"""Cite one record from Python; :class:`archcite.Bibliography` has the citations of a whole document."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any, TypeAlias

from archcite._foundation.calls import explain_call
from archcite._foundation.warning_collector import emit_warning
from archcite._foundation.wording import join_choices
from archcite.bibliography.given_sources import Path, Source, to_locator, to_record, to_source
from archcite.bibliography.item_printer import ItemPrinter
from archcite.bibliography.short_titles import add_later_titles
from archcite.errors import ArchciteError
from archcite.locators import keep_leaves, parse_locator
from archcite.notebook_citation import Citation

if TYPE_CHECKING:
    from typing import Literal

    from archcite.bibliography.item_printer import Format
    from archcite.csl import Processor

    Form: TypeAlias = Literal["note", "short", "entry", "in-text"]
    Archive: TypeAlias = Literal["given", "introduced", "short"]

FORMS = ("note", "short", "entry", "in-text")
_SUBSEQUENT = 1  # CSL-JSON's number for a later cite that is not “ibid.”


@explain_call
def cite(
    record: Source | Path,
    style: str | os.PathLike[str] = "chicago",
    *,
    form: Form = "note",
    locator: str | int | None = None,
    format: Format = "text",
    locale: str | None = None,
    archive: Archive = "given",
    archive_first: bool | None = None,
    date_words: bool = False,
) -> Citation:
    """Cite one record.

    ``record`` is a record, a published work as a CSL-JSON item, or the path of a source with one record. ``style`` is
    a name or a ``.csl`` file, as in :func:`archcite.styles.resolve`. ``form`` is ``note`` (a first, full note),
    ``short`` (a later note), ``entry`` (of the bibliography) or ``in-text``. ``locator`` is a place in the source as
    people write it: ``p. 719``, ``fol. 3v``. ``locale`` is a language tag such as ``de-DE``. ``archive`` is how to
    name the archive: as ``given``; ``introduced``, in full with its abbreviation in brackets; or ``short``, with the
    abbreviation alone. ``archive_first`` puts the archive before the reference (“RGANI, f. 5, op. 30”), or after it, in
    styles that begin with the document; by default the tradition of the archive decides. ``date_words`` prints a date
    in the words of the source where the record has them.

    Returns a ``str`` that a notebook displays with its italics.

    Raises :class:`~archcite.errors.StyleError`, :class:`~archcite.errors.OutputError` or
    :class:`~archcite.errors.LocaleError` for an unknown style, format or locale, and
    :class:`~archcite.errors.ArchciteError` if the style does not list such a record in bibliographies.

    >>> from archcite.record import Agent, Record
    >>> letter = Record(kind="letter", title="Letter to Colonel House", date="1918-09-25",
    ...                 agents=[Agent.parse("George Creel")])
    >>> cite(letter, "chicago-author-date", form="in-text", locator="p. 2")
    '(Creel 1918, 2)'
    """
    if form not in FORMS:
        raise ArchciteError(f"Unknown form “{form}” of a citation; use {join_choices(FORMS)}.")
    if form == "entry" and locator:
        message = "A bibliography entry has no locator; it was left out."
        emit_warning(message)
    source = to_source(record)
    printer = ItemPrinter(style, locale=locale, archive_first=archive_first, date_words=date_words)
    write = partial(_cite, source, style, printer, form, to_locator(locator), archive)
    return Citation(write(format), write)


def _cite(
    source: Source,
    style: str | os.PathLike[str],
    printer: ItemPrinter,
    form: Form,
    locator: str,
    archive: Archive,
    format: Format,
) -> str:
    item: Mapping[str, Any] = printer.build_item(source)
    key = item["id"]
    processor = printer.make_processor(format)
    if archive != "given":
        from archcite.bibliography.abbreviations import ArchivesInNotes

        archives = ArchivesInNotes.from_sources([source], processor.language)
        item = archives.rename(to_record(source), item, is_short=archive == "short")
    printer.add_items(add_later_titles({key: item}, {key: source}).values(), processor)
    if form == "entry":
        return _render_entry(processor, item, style)
    one = keep_leaves({"id": key, **parse_locator(locator)}, item)
    if form == "short":
        one["position"] = _SUBSEQUENT
    processor.cite([one], note=0 if form == "in-text" else 1)
    return processor.citations()[0]


def _render_entry(processor: Processor, item: Mapping[str, Any], style: str | os.PathLike[str]) -> str:
    entries = processor.bibliography()
    if not entries:
        name = item.get("title") or item["id"]
        raise ArchciteError(
            f"The style “{style}” does not list “{name}” in bibliographies; use a note instead."
        )
    return entries[0]

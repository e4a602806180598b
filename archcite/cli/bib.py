"""``archcite bib``: all records as one bibliography, in sections if that is asked for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypedDict

import click

from archcite._foundation.wording import shorten_text
from archcite.cli import options
from archcite.cli.command_types import Command
from archcite.cli.output import (
    DOCX,
    choose_document_format,
    end_line,
    frame_document,
    make_document,
    open_output,
    write_pieces,
    write_result,
    write_word_document,
)
from archcite.cli.progress import Progress, show_progress
from archcite.cli.reporting import Report, report_errors
from archcite.cli.terminal import note, print_pieces, print_result

if TYPE_CHECKING:
    from archcite.bibliography.document import Bibliography
    from archcite.bibliography.streaming import StreamedBibliography
    from archcite.record import Source


class _Options(TypedDict):
    """What a bibliography is asked for, besides its style and format."""

    section_by: str | None
    level: str
    files: bool | None
    abbreviations: bool


# Those of archcite.bibliography.sections, which is loaded when a bibliography is made.
SECTIONS = ("repository", "country", "collection", "kind")
LEVELS = ("item", "collection")
_POLL_SECONDS = 0.5


@click.command(cls=Command)
@options.sources
@options.style
@options.format
@options.locale
@options.output
@options.ids
@options.keep_case
@options.archive_first
@options.date_words
@click.option("--section-by", type=options.Choice(SECTIONS), help="Group entries under headings.")
@click.option(
    "--level",
    type=options.Choice(LEVELS),
    default="item",
    show_default=True,
    help="List every document, or each collection once.",
)
@click.option(
    "--files/--no-files",
    default=None,
    help="List the files used under each collection.  [default: with headings]",
)
@click.option("--abbreviations", is_flag=True, help="Begin with a list of archives' abbreviations.")
@click.option("--merge", is_flag=True, help="Merge duplicate records.")
@click.option("--watch", is_flag=True, help="Write the bibliography again whenever a source changes.")
@click.option("--copy", is_flag=True, help="Copy the result to the clipboard, with its italics.")
@options.as_json
def bib(
    sources: tuple[str, ...],
    style: str,
    format: str | None,
    locale: str | None,
    archive_first: bool | None,
    date_words: bool,
    output: str | None,
    section_by: str | None,
    level: str,
    files: bool | None,
    abbreviations: bool,
    merge: bool,
    watch: bool,
    copy: bool,
    as_json: bool,
) -> None:
    """Format all records of all SOURCEs as one bibliography, sorted as the style requires.

    With --json, each entry is an object with the keys id, source, line, text and html.

    \b
    Examples:
      archcite bib letter.txt minutes.txt
      archcite bib letters/ --style mla -o sources.html
      archcite bib letters/ --section-by repository -o sources.docx
      archcite bib *.txt --section-by repository --level collection --locale de-DE
    """
    if watch and copy:
        raise click.UsageError("--watch writes a file again and again; leave out --copy.")
    if watch and "-" in sources:
        raise click.UsageError("Cannot watch standard input: give files or folders.")
    if as_json and (section_by or abbreviations or level != "item"):
        raise click.UsageError("--json lists entries; leave out --section-by, --level and --abbreviations.")

    def make(report: Report) -> None:
        from archcite.bibliography.document import Bibliography
        from archcite.styles import resolve

        resolve(style)
        chosen = choose_document_format(output, format, as_json)
        is_plain = section_by is None and level == "item" and not abbreviations
        if is_plain and not (merge or as_json) and chosen != DOCX:
            streamed = Bibliography.stream(
                _iterate_checked(show_progress(report.read_records(sources, output), output)),
                style,
                chosen,
                locale=locale,
                archive_first=archive_first,
                date_words=date_words,
            )
            if streamed is not None:
                _write_stream(streamed, chosen, output)
                _report_omitted(streamed.list_omitted(), style)
                return
        with Progress() as progress:
            records = []
            for record in report.read_records(sources, output):
                records.append(record)
                progress.count()
        if len(records) > 1:
            from archcite.bibliography import merging

            if merge:
                records = merging.merge(records)
            else:
                merging.warn_of_duplicates(records)
        bibliography = Bibliography(
            records, style, locale=locale, archive_first=archive_first, date_words=date_words
        )
        if as_json:
            _write_json(bibliography, output)
            _report_omitted(_list_omitted(bibliography), style)
            return
        if chosen == "text" and is_plain and output is None:
            count = 0
            for count, entry in enumerate(bibliography.each_entry(), 1):  # noqa: B007
                print_result(entry)
            if count < len(records):
                _report_omitted(_list_omitted(bibliography), style)
            return
        options: _Options = {
            "section_by": section_by,
            "level": level,
            "files": files,
            "abbreviations": abbreviations,
        }
        if chosen == DOCX and output is not None:
            from archcite.integrations.word.new_document import WordFormat

            write_word_document(bibliography.write(WordFormat(), **options), output)
        else:
            text = bibliography.write(chosen, **options)
            if output is not None:
                text = make_document(text, chosen, "Bibliography")
            if text or output is not None:
                write_result(text, output)
        if is_plain:  # sections name what they leave out
            _report_omitted(_list_omitted(bibliography), style)

    if watch:
        _watch(sources, output, make)
    else:
        with (
            report_errors() as report,
            open_output(output, is_copied=copy, has_format=bool(format or as_json)) as output,
        ):
            make(report)


def _iterate_checked(records: Iterable[Source]) -> Iterator[Source]:
    """Yield records, and warn of duplicates after the last one."""
    from archcite.bibliography.merging import DuplicateWarner

    warner = DuplicateWarner()
    for record in records:
        warner.add(record)
        yield record
    warner.warn()


def _write_stream(streamed: StreamedBibliography, format: str, output: str | None) -> None:
    """Write a bibliography as its entries come."""
    if format == "text" and output is None:
        print_pieces(f"{entry}\n" for entry in streamed.iterate_entries())
        return
    pieces = streamed.iterate_pieces()
    write_pieces(
        frame_document(pieces, format, "Bibliography") if output is not None else end_line(pieces), output
    )


def _list_omitted(bibliography: Bibliography) -> Iterator[str]:
    return map(bibliography.get_title, bibliography.list_omitted())


def _report_omitted(titles: Iterable[str], style: str) -> None:
    """Say on standard error which sources the style does not list."""
    for name in titles:
        note(f"{style} has no entry for “{shorten_text(name)}”: it has no archive, publisher or address.")


def _write_json(bibliography: Bibliography, output: str | None) -> None:
    import json

    rows = []
    for entry in bibliography.list_entries():
        location = getattr(bibliography.get_record(entry.id), "location", None)
        place = {"source": location and location.file, "line": location and location.line}
        rows.append({"id": entry.id, **place, "text": entry.text, "html": entry.html})
    write_result(json.dumps(rows, ensure_ascii=False, indent=2), output)


def _watch(sources: Sequence[str], output: str | None, make: Callable[[Report], None]) -> None:
    """Make the bibliography now and after each change of a source, until Ctrl-C."""
    from contextlib import suppress

    from archcite.cli.sources import list_changes

    seen: object = None
    while True:
        current = list_changes(sources, output)
        if current != seen:
            seen = current
            with (
                suppress(SystemExit),
                report_errors() as report,
            ):  # an error stays until the source is corrected
                make(report)
            note("watching for changes; press Ctrl-C to stop.")
        time.sleep(_POLL_SECONDS)

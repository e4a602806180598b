"""``archcite cite``: each record as one citation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from archcite._foundation.printable import clean_line
from archcite.cli import options
from archcite.cli.command_types import Command
from archcite.cli.output import (
    DOCX,
    choose_document_format,
    make_document,
    open_output,
    write_result,
    write_word_document,
)
from archcite.cli.progress import show_progress
from archcite.cli.reporting import report_errors
from archcite.cli.terminal import note, print_result

if TYPE_CHECKING:
    from archcite.api import Archive, Form
    from archcite.notebook_citation import Citation
    from archcite.record import Source


@click.command(cls=Command)
@options.sources
@options.style
@options.choose_form(
    "A first note, a later one, a bibliography entry, or a citation in the text.  [default: note; with a "
    "numbered style: entry]"
)
@click.option("--locator", "-l", metavar="LOCATOR", help="A place in the source: “p. 719”, “fol. 3v”.")
@options.format
@options.locale
@options.output
@options.ids
@options.keep_case
@options.archive_first
@options.date_words
@click.option(
    "--short-archives",
    is_flag=True,
    help="Give an archive's full name once, then its abbreviation.",
)
@click.option("--copy", is_flag=True, help="Copy the result to the clipboard, with its italics.")
@options.as_json
def cite(
    sources: tuple[str, ...],
    style: str,
    form: Form | None,
    locator: str | None,
    format: str | None,
    locale: str | None,
    output: str | None,
    archive_first: bool | None,
    date_words: bool,
    short_archives: bool,
    copy: bool,
    as_json: bool,
) -> None:
    """Cite each record of each SOURCE, one citation per line.

    With --json, each citation is an object with the keys id, source, line, text and html.

    \b
    Examples:
      archcite cite letter.txt
      archcite cite letter.txt --style chicago --as short --locator "p. 719"
      archcite cite letters/ --style my-journal.csl -o notes.docx
      curl https://example.org/letter.txt | archcite cite -
    """
    with (
        report_errors() as report,
        open_output(output, is_copied=copy, has_format=bool(format or as_json)) as output,
    ):
        from archcite import api
        from archcite.styles import is_numeric, resolve

        resolve(style)
        chosen = choose_document_format(output, format, as_json)
        # A number alone (“1”) says nothing of the source.
        wanted: Form = form or ("entry" if is_numeric(style) else "note")
        named: set[str] = set()
        rows: list[dict[str, Any]] = []
        # A Word document is made of the texts, whose marks are kept.
        text_format = "text" if as_json or chosen == DOCX else chosen
        citations: list[Citation] = []
        cited = 0
        for source, record in show_progress(report.read_sources(sources, output), output):
            archive = _name_archive(record, named) if short_archives else "given"
            with report.continue_on_error():
                citation = api.cite(
                    record,
                    style,
                    form=wanted,
                    locator=locator,
                    format=text_format,
                    locale=locale,
                    archive=archive,
                    archive_first=archive_first,
                    date_words=date_words,
                )
                cited += 1
                if as_json:
                    rows.append(_make_row(source, record, citation))
                elif output is None:
                    print_result(clean_line(citation) if chosen == "text" else citation)
                else:
                    citations.append(citation)
        if cited > 1 and wanted == "entry" and is_numeric(style):
            note("each source is cited alone, as number 1; `archcite bib` numbers them in one list.")
        if as_json:
            import json

            write_result(json.dumps(rows, ensure_ascii=False, indent=2), output)
        elif output is not None and chosen == DOCX:
            from archcite.integrations.word.new_document import WordFormat, frame_paragraphs

            word = WordFormat()
            write_word_document(frame_paragraphs(citation.to_format(word) for citation in citations), output)
        elif output is not None:
            tagged = [f"<p>{citation}</p>" if chosen == "html" else str(citation) for citation in citations]
            joint = "\n\n" if chosen in ("markdown", "rst", "latex", "typst") else "\n"
            write_result(make_document(joint.join(tagged), chosen, "Citations"), output)


def _make_row(source: str, record: Source, citation: Any) -> dict[str, Any]:
    """Return a citation as data: which record it is of, where that is, and its text."""
    line = record.location.line if record.location else None
    return {
        "id": record.id,
        "source": source,
        "line": line,
        "text": str(citation),
        "html": citation.to_format("html"),
    }


def _name_archive(record: Source, named: set[str]) -> Archive:
    """Return how to name the archive of a record, after those that have been named."""
    from archcite.bibliography.repositories import identify_repository

    key = identify_repository(record.holding.repository)[0]
    if key in named:
        return "short"
    named.add(key)
    return "introduced"

"""``archcite docx``: the citations of a manuscript of Word or LibreOffice."""

from __future__ import annotations

import os
from typing import NamedTuple

import click

from archcite._foundation.source_paths import is_same_file
from archcite.cli import options
from archcite.cli.command_types import Command
from archcite.cli.reporting import Report, report_errors
from archcite.cli.terminal import explain, say

_ENDINGS = (".docx", ".odt")


@click.command(cls=Command)
@click.argument("manuscript", metavar="MANUSCRIPT", type=click.Path())
@options.sources
@options.style
@options.locale
@options.archive_first
@options.date_words
@click.option(
    "--output",
    "-o",
    type=click.Path(),
    metavar="FILE",
    help="The .docx or .odt file to write; the manuscript stays as it is.",
)
@click.option(
    "--notes",
    type=options.Choice(("footnotes", "endnotes")),
    help="The kind of notes to make.  [default: that of the manuscript]",
)
@click.option("--check", is_flag=True, help="Report unknown keys and other problems; write nothing.")
def docx(
    manuscript: str,
    sources: tuple[str, ...],
    style: str,
    locale: str | None,
    archive_first: bool | None,
    date_words: bool,
    output: str | None,
    notes: str | None,
    check: bool,
) -> None:
    """Replace the markers of a Word or LibreOffice MANUSCRIPT by citations of the SOURCEs.

    [@key, p. 5] becomes a footnote or a citation in the text, as the style requires, and a paragraph
    [[bibliography]] becomes the list of what is cited. Keep the manuscript with its markers: edit it, and run the
    command again.

    \b
    Examples:
      archcite docx chapter.docx letters/ -o chapter-cited.docx
      archcite docx chapter.docx letters.yaml books.bib --style mhra -o cited.docx
      archcite docx chapter.odt letters.yaml -o chapter-cited.odt
      archcite docx chapter.docx letters.yaml --check
    """
    if not check and output is None:
        raise click.UsageError("Give -o FILE, the file to write, or --check.")
    if output is not None and is_same_file(output, manuscript):
        raise click.UsageError("The manuscript would lose its markers: give -o the name of another file.")
    ending = os.path.splitext(manuscript)[1].lower()
    if ending not in _ENDINGS and (found := next((name for name in sources if _is_manuscript(name)), None)):
        raise click.UsageError(f"Give the manuscript, “{found}”, before the sources.")
    if output is not None and ending in _ENDINGS and not output.lower().endswith(ending):
        raise click.UsageError(
            f"The file will have the format of the manuscript: end its name with {ending}."
        )
    with report_errors() as report:
        printing = Printing(style, locale, archive_first, date_words, notes)
        _cite(report, manuscript, sources, None if check else output, printing)


def _is_manuscript(name: str) -> bool:
    return name.lower().endswith(_ENDINGS)


class Printing(NamedTuple):
    """How the citations of a manuscript are printed, as :func:`cite_manuscript` takes it."""

    style: str
    locale: str | None
    archive_first: bool | None
    date_words: bool
    notes: str | None


def _cite(
    report: Report, manuscript: str, sources: tuple[str, ...], output: str | None, printing: Printing
) -> None:
    from archcite._foundation.files import write_file
    from archcite.formats.common.text_decoding import open_source
    from archcite.integrations.common.library import build_library
    from archcite.integrations.manuscripts import cite_manuscript

    with open_source(manuscript) as file:
        data = file.read()
    library = build_library(report.read_sources(sources, output))
    cited = cite_manuscript(data, library, name=manuscript, **printing._asdict())
    for sentence in (*library.problems, *cited.problems):
        say(sentence)
    if output is not None:
        write_file(output, cited.data)
        explain(f"wrote “{output}”: {cited.citations} citations, {cited.listings} bibliographies")
    if library.problems or cited.problems:
        report.failed = True

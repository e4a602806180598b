"""``archcite pandoc``: the citations of pandoc's documents."""

from __future__ import annotations

import click

from archcite.cli import options
from archcite.cli.command_types import Command, CommandGroup
from archcite.cli.output import write_result
from archcite.cli.reporting import report_errors


@click.group(cls=CommandGroup)
def pandoc() -> None:
    """Cite in documents that pandoc converts: with a filter, or with files for pandoc's own --citeproc."""


@pandoc.command(cls=Command)
@options.sources
@options.style
@click.option(
    "--output",
    "-o",
    "folder",
    default=".",
    show_default=True,
    type=click.Path(),
    metavar="FOLDER",
    help="The folder to write to.",
)
@click.option(
    "--overwrite", is_flag=True, help="Replace references.json and style.csl even if they are yours."
)
def prepare(sources: tuple[str, ...], style: str, folder: str, overwrite: bool) -> None:
    """Write the records of all SOURCEs as CSL-JSON, and the style as a CSL file, for pandoc's --citeproc.

    \b
    Examples:
      archcite pandoc prepare records.yaml books.bib --style chicago -o build
      pandoc chapter.md --citeproc --bibliography build/references.json --csl build/style.csl -o chapter.docx
    """
    with report_errors() as report:
        from archcite.integrations.pandoc.prepare import prepare as write

        records = list(report.read_records(sources))
        if not records:
            return  # what prevents it has been reported
        references, csl = write(records, style, folder, overwrite=overwrite)
        write_result(f"pandoc DOCUMENT --citeproc --bibliography {references} --csl {csl}", None)


@pandoc.command(cls=Command)
@click.argument("to", metavar="[FORMAT]", default="")
def filter(to: str) -> None:
    """Process the citations of a document as a pandoc filter; also available as the command archcite-pandoc.

    pandoc gives the FORMAT that it writes.

    \b
    Examples:
      pandoc chapter.md -F archcite-pandoc -o chapter.docx
    """
    from archcite.integrations.pandoc.filter import run_filter

    run_filter(to)

"""``archcite pandoc``: the citations of pandoc's documents."""

from __future__ import annotations

import click

from archcite.cli import options
from archcite.cli.errors import reporting
from archcite.cli.help import Command, Group


@click.group(cls=Group)
def pandoc() -> None:
    """Cite in documents that pandoc converts: by a filter, or with files for pandoc's own --citeproc."""


@pandoc.command(cls=Command)
@options.sources
@options.style
@click.option(
    "--output", "-o", "folder", default=".", show_default=True, metavar="FOLDER", help="Where to write."
)
def prepare(sources: tuple[str, ...], style: str, folder: str) -> None:
    """Write the records of all SOURCEs as CSL-JSON, and the style as a CSL file, for pandoc's --citeproc.

    \b
    Examples:
      archcite pandoc prepare records.yaml books.bib --style chicago -o build
      pandoc chapter.md --citeproc --bibliography build/references.json --csl build/style.csl -o chapter.docx
    """
    with reporting() as report:
        from archcite.integrations.pandoc.prepare import prepare as write

        references, csl = write(report.records(sources), style, folder)
        click.echo(f"pandoc DOCUMENT --citeproc --bibliography {references} --csl {csl}")


@pandoc.command(cls=Command)
def filter() -> None:
    """Do the citations of a document: a filter of pandoc, which is also the command archcite-pandoc.

    \b
    Example:
      pandoc chapter.md -F archcite-pandoc -o chapter.docx
    """
    from archcite.integrations.pandoc.filter import run_filter

    run_filter()

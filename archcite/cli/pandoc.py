"""``archcite pandoc``: the citations of pandoc's documents."""

from __future__ import annotations

import click

from . import options
from .help import Command, Group
from .report import reporting


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
        from ..integrations.pandoc.prepared import prepare as write

        references, csl = write(report.records(sources), style, folder)
        click.echo(f"pandoc DOCUMENT --citeproc --bibliography {references} --csl {csl}")


@pandoc.command(cls=Command)
def filter() -> None:
    """Do the citations of a document: a filter of pandoc, which is also the command archcite-pandoc.

    \b
    Example:
      pandoc chapter.md -F archcite-pandoc -o chapter.docx
    """
    from ..integrations.pandoc.document import run_filter

    run_filter()

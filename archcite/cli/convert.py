"""``archcite convert``: records into another format."""

from __future__ import annotations

import click

from archcite.cli import options
from archcite.cli.errors import reporting
from archcite.cli.help import Command


@click.command(cls=Command)
@options.sources
@click.option(
    "--to",
    required=True,
    metavar="FORMAT",
    help="bibtex, csl-json, ris, yaml, csv …: an unknown one lists all.",
)
def convert(sources: tuple[str, ...], to: str) -> None:
    """Write all records of all SOURCEs as one file in another format.

    \b
    Examples:
      archcite convert letter.txt --to biblatex >> thesis.bib
      archcite convert *.txt --to yaml > records.yaml
    """
    with reporting() as report:
        from archcite.formats.writing import writer

        write = writer(to)
        if records := list(report.records(sources)):
            click.echo(write(records), nl=False)

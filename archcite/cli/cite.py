"""``archcite cite``: each record as one citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from . import options
from .help import Command
from .report import reporting

if TYPE_CHECKING:
    from ..api import Form


@click.command(cls=Command)
@options.sources
@options.style
@click.option(
    "--as",
    "form",
    type=click.Choice(("note", "short", "entry", "in-text")),
    default="note",
    show_default=True,
    help="The first note, a later one, the entry of the bibliography, or a citation in the text.",
)
@click.option("--locator", "-l", metavar="LOCATOR", help="A place in the source: “p. 719”, “fol. 3v”.")
@options.format
@options.locale
def cite(
    sources: tuple[str, ...], style: str, form: Form, locator: str | None, format: str, locale: str | None
) -> None:
    """Cite each record of each SOURCE, one citation a line.

    \b
    Examples:
      archcite cite letter.txt
      archcite cite letter.txt --style chicago --as short --locator "p. 719"
      archcite cite letter.txt --style my-journal.csl --format html
      curl https://example.org/letter.txt | archcite cite -
    """
    with reporting() as report:
        from .. import api
        from ..styles import resolve

        resolve(style)
        for record in report.records(sources):
            with report.going_on():
                click.echo(api.cite(record, style, form=form, locator=locator, format=format, locale=locale))

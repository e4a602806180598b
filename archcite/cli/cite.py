"""``archcite cite``: each record as one citation."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archcite.cli import options
from archcite.cli.errors import reporting
from archcite.cli.help import Command

if TYPE_CHECKING:
    from archcite.api import Archive, Form
    from archcite.record import Record


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
@click.option(
    "--short-archives",
    is_flag=True,
    help="Name an archive in full once, with its abbreviation, and from then on by that alone.",
)
def cite(
    sources: tuple[str, ...],
    style: str,
    form: Form,
    locator: str | None,
    format: str,
    locale: str | None,
    short_archives: bool,
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
        from archcite import api
        from archcite.styles import resolve

        resolve(style)
        named: set[str] = set()
        for record in report.records(sources):
            archive = _archive(record, named) if short_archives else "given"
            with report.going_on():
                click.echo(
                    api.cite(
                        record,
                        style,
                        form=form,
                        locator=locator,
                        format=format,
                        locale=locale,
                        archive=archive,
                    )
                )


def _archive(record: Record, named: set[str]) -> Archive:
    """How to name the archive of a record, after those that have been named."""
    from archcite.bibliography.repositories import identity

    key = identity(record.holding.repository)[0]
    if key in named:
        return "short"
    named.add(key)
    return "introduced"

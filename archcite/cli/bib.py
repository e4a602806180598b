"""``archcite bib``: all records as one bibliography."""

from __future__ import annotations

import click

from . import options
from .help import Command
from .report import reporting


@click.command(cls=Command)
@options.sources
@options.style
@options.format
@options.locale
def bib(sources: tuple[str, ...], style: str, format: str, locale: str | None) -> None:
    """Make one bibliography of all records of all SOURCEs, sorted as the style says.

    \b
    Examples:
      archcite bib letter.txt minutes.txt
      archcite bib *.txt --style mla --format html > sources.html
    """
    with reporting() as report:
        from .. import api
        from ..styles import resolve

        resolve(style)
        bibliography = api.Bibliography(report.records(sources), style, locale=locale)
        if format == "text":
            for entry in bibliography.each_entry():
                click.echo(entry)
        elif written := bibliography.write(format):
            click.echo(written)

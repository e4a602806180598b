"""``archcite styles``: the styles there are."""

from __future__ import annotations

import click

from .help import Command
from .report import reporting


@click.command(cls=Command)
@click.argument("word", required=False)
def styles(word: str | None) -> None:
    """List the styles; with a WORD those that have it in their name or title.

    \b
    Examples:
      archcite styles
      archcite styles chicago
    """
    with reporting():
        from ..styles import names, title

        for name in names():
            described = title(name)
            if word is None or word.casefold() in f"{name} {described}".casefold():
                click.echo(f"{name}\t{described}")

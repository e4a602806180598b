"""``archcite styles``: the styles there are."""

from __future__ import annotations

import click

from archcite.cli.errors import reporting
from archcite.cli.help import Command


@click.command(cls=Command)
@click.argument("word", required=False)
@click.option(
    "--archival", is_flag=True, help="Only those for archival sources, each with the citation of a letter."
)
def styles(word: str | None, archival: bool) -> None:
    """List the styles; with a WORD those that have it in their name or title.

    \b
    Examples:
      archcite styles
      archcite styles chicago
      archcite styles --archival
    """
    with reporting():
        from archcite.cli.style_sample import sample
        from archcite.styles import ARCHIVAL, get_title, list_names

        for name in ARCHIVAL if archival else list_names():
            described = get_title(name)
            if word is None or word.casefold() in f"{name} {described}".casefold():
                click.echo(f"{name}\t{described}" + (f"\n    {sample(name)}" if archival else ""))

"""``archcite style``: one style, as other programs read it."""

from __future__ import annotations

import click

from archcite.cli import options
from archcite.cli.command_types import Command, CommandGroup
from archcite.cli.output import write_result
from archcite.cli.reporting import report_errors


@click.group(cls=CommandGroup)
def style() -> None:
    """Work with a single style."""


@style.command(cls=Command)
@click.argument("name", type=options.StyleName())
@options.output
def export(name: str, output: str | None) -> None:
    """Write a style as one ordinary CSL file, for Zotero, Word or pandoc.

    A short name such as chicago stands for two styles, one for archival sources and one for everything else: the file
    has both.

    \b
    Examples:
      archcite style export chicago -o chicago-archival.csl
      archcite style export mla > mla-archival.csl
    """
    with report_errors():
        from archcite.styles import export_style

        write_result(export_style(name), output, newline=False)

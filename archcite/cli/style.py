"""``archcite style``: one style as other programs take it."""

from __future__ import annotations

import click

from archcite.cli.errors import reporting
from archcite.cli.help import Command, Group


@click.group(cls=Group)
def style() -> None:
    """What can be done with one style."""


@style.command(cls=Command)
@click.argument("name")
@click.option(
    "--output",
    "-o",
    type=click.Path(dir_okay=False, writable=True),
    help="The file to write; standard output if none.",
)
def export(name: str, output: str | None) -> None:
    """Write a style as one ordinary CSL file, for Zotero, Word or pandoc.

    A short name is two styles, one for archival sources and one for everything else: the file has both.

    \b
    Examples:
      archcite style export chicago -o chicago-archival.csl
      archcite style export mla > mla-archival.csl
    """
    with reporting():
        from archcite._foundation.writing_files import report_write_errors
        from archcite.styles import export_style

        xml = export_style(name)
        if output is None:
            click.echo(xml, nl=False)
        else:
            with report_write_errors(output), open(output, "w", encoding="utf-8") as file:
                file.write(xml)

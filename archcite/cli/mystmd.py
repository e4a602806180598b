"""``archcite mystmd``: the plug-in for mystmd and Jupyter Book 2."""

from __future__ import annotations

import os

import click

from archcite.cli import options
from archcite.cli.command_types import Command, CommandGroup
from archcite.cli.output import write_result
from archcite.cli.reporting import report_errors


@click.group(cls=CommandGroup)
def mystmd() -> None:
    """Cite in the pages of mystmd, which Jupyter Book 2 is made with."""


@mystmd.command(cls=Command)
@options.sources
@options.style
@click.option(
    "--folder",
    default=".",
    metavar="FOLDER",
    type=click.Path(),
    help="The folder of the project.  [default: .]",
)
def add(sources: tuple[str, ...], style: str, folder: str) -> None:
    """Write a plug-in that cites the SOURCEs into a project, and print what its myst.yml needs.

    SOURCEs are named as seen from the folder of the project.

    \b
    Examples:
      archcite mystmd add letters.yaml books.bib
      archcite mystmd add records/ --style mhra --folder book/
    """
    if not os.path.isdir(folder):
        raise click.UsageError(f"The folder “{folder}” does not exist: make it first, or check the name.")
    with report_errors():
        from archcite.integrations.mystmd.plugin import add_plugin

        file = add_plugin(folder, sources, style)
        write_result(f"# The plug-in is {file}. In myst.yml:", None)
        write_result(f"project:\n  plugins:\n    - type: executable\n      path: {file.name}", None)

"""``archcite quarto``: the extension for Quarto."""

from __future__ import annotations

import os

import click

from archcite.cli.command_types import Command, CommandGroup
from archcite.cli.output import write_result
from archcite.cli.reporting import report_errors


@click.group(cls=CommandGroup)
def quarto() -> None:
    """Cite in the documents of a Quarto project."""


@quarto.command(cls=Command)
@click.argument("folder", metavar="[FOLDER]", default=".", type=click.Path())
def add(folder: str) -> None:
    """Add the archcite extension to the project in FOLDER, and print what its _quarto.yml needs.

    \b
    Examples:
      archcite quarto add
      archcite quarto add book/
    """
    if not os.path.isdir(folder):
        raise click.UsageError(f"The folder “{folder}” does not exist: make it first, or check the name.")
    with report_errors():
        from archcite.integrations.quarto.installation import add_extension

        write_result(f"# The extension is in {add_extension(folder)}. In _quarto.yml:", None)
        write_result("filters:\n  - archcite\nciteproc: false\narchcite-style: chicago", None)

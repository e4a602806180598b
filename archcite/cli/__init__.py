"""The command line: ``archcite cite``, ``bib``, ``check``, ``convert`` and the others in ``COMMANDS``.

Results go to standard output, and nothing else does; warnings and errors go to standard error, one sentence each. The
exit status is 0; 1 if some sources failed (the others are done); 2 if the command itself is wrong; 130 after Ctrl-C.
A citation is often the whole job, so everything that it does not need is imported later: each command has its module.
"""

from __future__ import annotations

import click

from archcite import __version__
from archcite.cli.command_types import CommandGroup

COMMANDS = (
    "cite",
    "bib",
    "check",
    "convert",
    "new",
    "diff",
    "styles",
    "style",
    "docx",
    "pandoc",
    "quarto",
    "mystmd",
    "config",
    "completion",
)


@click.group(cls=CommandGroup, modules=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
@click.pass_context
def cli(ctx: click.Context) -> None:
    """Format citations for archival sources in any CSL style.

    \b
    Examples:
      archcite cite letter.txt
      archcite cite letter.txt --style mla --as entry --format markdown
      archcite bib letters/ --style chicago -o sources.html
      archcite check letters/
      archcite convert letter.txt -o thesis.bib

    A SOURCE is a file, a folder with files, or - for standard input.
    """
    from archcite.cli.configuration import load_configuration
    from archcite.errors import ArchciteError

    try:
        configuration = load_configuration()
    except ArchciteError as error:  # as an option with the same mistake
        raise click.ClickException(str(error)) from None
    if configuration is not None:
        ctx.default_map = configuration.to_default_map()


def main() -> None:
    """Run the command ``archcite``."""
    cli(prog_name="archcite")

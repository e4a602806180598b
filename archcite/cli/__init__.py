"""The command line: ``archcite cite``, ``bib``, ``check``, ``convert``, ``styles``, ``style``
and ``pandoc``.

Results go to standard output and nothing else does; what went wrong is one sentence each on standard error.
The exit status is 0, 1 where some sources failed (the others are done), or 2 where the command itself is not
understood.  A citation is often the whole job, so everything that it does not need is imported later: each
command has its module.
"""

from __future__ import annotations

import sys

import click

from archcite import __version__
from archcite.cli.help import Group

COMMANDS = ("cite", "bib", "check", "convert", "styles", "style", "pandoc")


@click.group(cls=Group, modules=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, message="%(prog)s %(version)s")
def cli() -> None:
    """Turn records of archival sources into correct citations, in any style.

    \b
    Examples:
      archcite cite letter.txt
      archcite cite letter.txt --style mla --as entry --format markdown
      archcite bib *.txt --style chicago
      archcite check *.txt
      archcite convert letter.txt --to biblatex

    A SOURCE is a file; - is standard input.
    """


def main() -> None:
    """The command ``archcite``."""
    for stream in (sys.stdout, sys.stderr):
        # Names of all scripts must reach a file or a pipe, whatever the code page of the terminal is.
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None and not stream.isatty():
            reconfigure(encoding="utf-8")
    cli(prog_name="archcite")

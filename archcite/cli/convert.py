"""``archcite convert``: records in another format."""

from __future__ import annotations

import click

from archcite.cli import options
from archcite.cli.command_types import Command
from archcite.cli.output import RECORD_ENDINGS, infer_format, write_result
from archcite.cli.reporting import report_errors
from archcite.formats.writing import BUILT_IN, find_writer


@click.command(cls=Command)
@options.sources
@click.option(
    "--to",
    metavar="FORMAT",
    type=options.Word("format", tuple(BUILT_IN)),
    help=f"The format to write: {', '.join(BUILT_IN)}.  [default: from the ending of the output file]",
)
@options.output
def convert(sources: tuple[str, ...], to: str | None, output: str | None) -> None:
    """Convert all records of all SOURCEs to another format, as one file.

    \b
    Examples:
      archcite convert letter.txt -o thesis.bib
      archcite convert letter.txt --to biblatex >> thesis.bib
      archcite convert letters/ --to csl-json -o references.json
    """
    chosen = to or infer_format(output, RECORD_ENDINGS, "--to")
    if chosen is None:
        raise click.UsageError(f"Give a format with --to, or a file with --output: {', '.join(BUILT_IN)}.")
    with report_errors() as report:
        write = find_writer(chosen)
        if records := list(report.read_records(sources)):
            write_result(write(records), output, newline=False)

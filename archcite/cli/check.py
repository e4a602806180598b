"""``archcite check``: what a citation lacks, and what is wrong in it."""

from __future__ import annotations

import click

from archcite.cli import options
from archcite.cli.errors import reporting, say
from archcite.cli.help import Command


@click.command(cls=Command)
@options.sources
@click.option(
    "--select", multiple=True, metavar="RULE", help="Only these rules: a code (A101), its start, or a name."
)
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option(
    "--format",
    "-f",
    type=click.Choice(("text", "json", "sarif", "github")),
    default="text",
    show_default=True,
    help="How to report.",
)
@click.option(
    "--fail-on",
    type=click.Choice(("note", "warning", "error")),
    default="warning",
    show_default=True,
    help="The least grave finding that makes the exit status 1.",
)
def check(
    sources: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    format: str,
    fail_on: str,
) -> None:
    """Look for what a findable citation of each record lacks, and for what in it is likely wrong.

    With --fix, files of archcite's own are mended in place; of any other, the mended records are written beside it,
    as FILE.fixed.yaml.

    \b
    Examples:
      archcite check letter.txt
      archcite check records.yaml --fix
      archcite check records/*.yaml --format sarif > archcite.sarif
    """
    with reporting() as report:
        from archcite import lint
        from archcite.formats.common.text_decoding import get_source_name

        checked = lint.check_sources(sources, select=select, ignore=ignore)
        if fix:
            for source in map(get_source_name, sources):
                if source in checked.partly_read:
                    say(
                        f"note: “{source}” is not mended, since not all of it could be read; put that right first."
                    )
                    continue
                if (mended := lint.mend_source(source, checked.records(source))) is None:
                    continue
                if mended.path == "-":
                    click.echo(mended.text, nl=False)
                else:
                    mended.write()
                    say(f"note: {mended.records} record(s) of “{source}” mended, in “{mended.path}”.")
            if "-" not in sources:  # which cannot be read again
                checked = lint.check_sources(sources, select=select, ignore=ignore)
        # The records that were read from standard input go to standard output, so that the report goes elsewhere.
        click.echo(lint.report(checked.findings, format), err=fix and "-" in sources)
        report.failed = checked.failed(fail_on)

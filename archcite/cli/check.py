"""``archcite check``: missing and suspicious data."""

from __future__ import annotations

import itertools
import os
from typing import TYPE_CHECKING

import click

from archcite.cli import options
from archcite.cli.command_types import Command
from archcite.cli.output import write_pieces
from archcite.cli.progress import Progress
from archcite.cli.reporting import Report, SkippedFiles, report_errors
from archcite.cli.terminal import console, explain, note, print_result, say, style_severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Set

    from archcite.lint import Checker
    from archcite.lint.findings import NumberedRecord
    from archcite.record import Source


# Formats of a report by the ending of its file.
REPORT_ENDINGS = {".json": "json", ".sarif": "sarif"}


@click.command(cls=Command)
@options.sources
@click.option(
    "--select",
    multiple=True,
    metavar="RULE",
    help="Only these rules: a code (A101), the beginning of one (A1), or a name.",
)
@click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules.")
@click.option("--fix", is_flag=True, help="Apply safe fixes.")
@click.option("--diff", is_flag=True, help="With --fix, show the changes and write nothing.")
@click.option(
    "--format",
    "-f",
    type=options.Choice(("text", "json", "sarif", "github")),
    help="The format of the report.  [default: text, or from the ending .json or .sarif of the output file]",
)
@click.option("--json", "as_json", is_flag=True, help="The same as --format json.")
@click.option(
    "--fail-on",
    type=options.Choice(("note", "warning", "error")),
    default="warning",
    show_default=True,
    help="Lowest severity that causes exit status 1.",
)
@options.output
def check(
    sources: tuple[str, ...],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fix: bool,
    diff: bool,
    format: str | None,
    as_json: bool,
    fail_on: str,
    output: str | None,
) -> None:
    """Report missing and suspicious data in records.

    --fix edits archcite YAML/JSON files in place; for other formats it writes FILE.fixed.yaml.

    \b
    Examples:
      archcite check letters/
      archcite check records.yaml --fix --diff
      archcite check records/*.yaml -o archcite.sarif
    """
    if diff and not fix:
        raise click.UsageError("--diff shows what --fix would change: give both.")
    with report_errors() as report:
        from archcite import lint

        _refuse_unknown_rules((*select, *ignore))
        paths = _list_paths(sources, output, report)
        records: dict[str, list[Source]] = {}
        checker = _check(paths, select, ignore, records if fix else None)
        if fix:
            paths = _apply_fixes(paths, checker.partly_read, records, show=diff)
            if diff:
                return
            if "-" not in paths:  # standard input cannot be read again
                checker = _check(paths, select, ignore, None)
        ending = os.path.splitext(output or "")[1].lower()
        pieces = lint.iterate_report(
            checker,
            "json" if as_json else format or REPORT_ENDINGS.get(ending, "text"),
            records=checker.records,
            style=style_severity if output is None else None,
        )
        # The fixed records of standard input are on standard output.
        _write_report(pieces, output, to_errors=fix and "-" in paths)
        report.failed = report.failed or checker.has_failed(fail_on)


def _check(
    paths: list[str],
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    records: dict[str, list[Source]] | None,
) -> Checker:
    """Check sources; add their records to ``records`` by source, if that is given."""
    from archcite import lint

    def keep(entry: NumberedRecord) -> None:
        progress.count()
        if records is not None:
            records.setdefault(entry.source, []).append(entry.record)

    checker = lint.Checker(select, ignore)
    with Progress() as progress:
        for path in paths:
            checker.add_source(path, keep)
    return checker


def _write_report(pieces: Iterator[str], output: str | None, *, to_errors: bool) -> None:
    """Write a report and a line end, to standard error if that is asked for."""
    if output is not None and not to_errors:
        write_pieces(itertools.chain(pieces, ("\n",)), output)
        return
    for piece in itertools.chain(pieces, ("\n",)):
        click.echo(piece, nl=False, err=to_errors, color=console.color)


def _refuse_unknown_rules(words: tuple[str, ...]) -> None:
    """Raise a usage error for a word of --select or --ignore that no rule has."""
    from archcite.lint.engine import describe_unknown_rule

    if problem := describe_unknown_rule(words):
        raise click.UsageError(problem)


def _list_paths(sources: tuple[str, ...], output: str | None, report: Report) -> list[str]:
    """Return the files that sources stand for; in a folder, without those that are not sources."""
    from archcite._foundation.source_paths import expand, prefer_fixed
    from archcite.errors import ArchciteError
    from archcite.formats.reading import is_source

    paths: list[str] = []
    skipped = SkippedFiles()
    for source in prefer_fixed(sources):
        try:
            for found in expand([source], output):
                if found.folder is None or is_source(found.path):
                    explain(f"checking “{found.path}”")
                    paths.append(found.path)
                    skipped.count_read(found)
                else:
                    skipped.count(found)
        except ArchciteError as error:
            report.failed = True
            say(str(error))
    skipped.report(report)
    return paths


def _apply_fixes(
    paths: list[str], partly_read: Set[str], records: Mapping[str, list[Source]], *, show: bool
) -> list[str]:
    """Write the fixed records of each source, or show the changes; return the files that hold the records now."""
    from archcite import lint
    from archcite.formats.archcite_yaml.writer import to_yaml
    from archcite.formats.common.text_decoding import get_source_name

    written = []
    for path in paths:
        source = get_source_name(path)
        written.append(path)
        if source in partly_read:
            say(f"“{source}” is not fixed, because part of it cannot be read; correct that first.")
            continue
        fixed = lint.fix_source(source, records.get(source, []))
        if fixed is None:
            if path == "-" and not show:  # what a pipeline goes on with
                print_result(to_yaml(records.get(source, [])), newline=False)
            continue
        if show:
            print_result(fixed.format_diff(), newline=False)
        elif fixed.path == "-":
            print_result(fixed.text, newline=False)
        else:
            fixed.write()
            written[-1] = fixed.path
            counted = f"{fixed.changed} record{'s' * (fixed.changed != 1)}"
            note(f"fixed {counted} of “{source}” in “{fixed.path}”.")
    return written

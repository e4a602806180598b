"""``archcite diff``: which citations change between two versions of the records."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from archcite._foundation.printable import clean_line
from archcite.cli import options
from archcite.cli.command_types import Command
from archcite.cli.reporting import Report, report_errors
from archcite.cli.terminal import note, print_styled

if TYPE_CHECKING:
    from archcite.record import Source


@click.command(cls=Command)
@click.argument("old", type=click.Path())
@click.argument("new", type=click.Path())
@options.style
@options.choose_form("The citation to compare.", default="note")
@options.locale
@click.option("--new-style", type=options.StyleName(), metavar="STYLE", help="The style for NEW, if another.")
def diff(old: str, new: str, style: str, form: str, locale: str | None, new_style: str | None) -> None:
    """Show which citations change between two versions of the records.

    Records are matched by their ids. The exit status is 1 if a citation differs, as with the command diff.

    \b
    Examples:
      archcite diff records-2024.yaml records.yaml
      archcite diff records.yaml records.yaml --style chicago --new-style mla
    """
    with report_errors() as report:
        before = _cite_all(report, old, style, form, locale)
        after = _cite_all(report, new, new_style or style, form, locale)
        if report.failed:  # what could not be read would seem to have been removed
            return
        changed = 0
        for key in [*before, *(key for key in after if key not in before)]:
            first, second = before.get(key), after.get(key)
            if first == second:
                continue
            changed += 1
            print_styled(key, bold=True)
            if first is not None:
                print_styled(f"- {first}", fg="red")
            if second is not None:
                print_styled(f"+ {second}", fg="green")
        same = sum(before.get(key) == after[key] for key in after)
        note(f"{changed} of {changed + same} citations differ.")
        report.failed = report.failed or changed > 0


def _cite_all(report: Report, source: str, style: str, form: str, locale: str | None) -> dict[str, str]:
    """Return the citation of each record of a source, by its id or, if it has none, its number."""
    from archcite import api
    from archcite.styles import resolve

    resolve(style)
    cited: dict[str, str] = {}
    for number, record in enumerate(report.read_records([source]), 1):
        with report.continue_on_error():
            key = _make_key(record, number, cited)
            cited[key] = clean_line(api.cite(record, style, form=form, locale=locale))  # type: ignore[arg-type]
    return cited


def _make_key(record: Source, number: int, taken: dict[str, str]) -> str:
    key = record.id or f"record {number}"
    return key if key not in taken else f"{key} (record {number})"

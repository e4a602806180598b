"""``archcite convert``: records in another format."""

from __future__ import annotations

import functools
import itertools
import os
import shlex
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

import click

from archcite.cli import options
from archcite.cli.command_types import Command
from archcite.cli.output import DOCX, RECORD_ENDINGS, infer_format, write_pieces
from archcite.cli.progress import show_progress
from archcite.cli.reporting import report_errors
from archcite.formats.writing import BUILT_IN, find_writer, iterate_pieces

if TYPE_CHECKING:
    from archcite.formats.bibtex.writer import Dialect
    from archcite.record import Source

# Formats of .bib files, which have options of their own.
DIALECTS: tuple[Dialect, ...] = ("bibtex", "biblatex", "biblatex-chicago")


# Formats of archcite's own, in which a record is cited by its id.
OWN_FORMATS = ("yaml", "json", "csv")
# CSL expects titles in sentence case, from which a style makes what it prints. All other formats get a title as its
# .bib file has it: sentence case would lose the capitals of names.
SENTENCE_CASE_FORMATS = ("csl-json", "csl-yaml", *OWN_FORMATS)


@click.command(cls=Command)
@options.sources
@click.option(
    "--to",
    metavar="FORMAT",
    type=options.Word("format", tuple(BUILT_IN)),
    help=f"The format to write: {', '.join(BUILT_IN)}.  [default: from the ending of the output file]",
)
@click.option(
    "--keys",
    metavar="KEYS",
    default="keep",
    help="Keys of a .bib file: keep, authoryear, authoryearkind, or a pattern such as {who}_{year}.  [default: keep]",
)
@click.option(
    "--round-trip",
    is_flag=True,
    help="Add a field “archcite” to the entries of a .bib file that would lose something.",
)
@options.ids
@options.keep_case
@options.output
def convert(
    sources: tuple[str, ...], to: str | None, keys: str, round_trip: bool, output: str | None
) -> None:
    """Convert all records of all SOURCEs to another format, as one file.

    \b
    Examples:
      archcite convert letter.txt -o thesis.bib
      archcite convert letter.txt --to biblatex >> thesis.bib
      archcite convert letters/ --to csl-json -o references.json
    """
    chosen = to or infer_format(output, RECORD_ENDINGS, "--to")
    if chosen is None:
        *others, last = sources
        if others and not os.path.exists(last):
            raise click.UsageError(f"“{last}” does not exist; to write it, use -o {shlex.quote(last)}.")
        raise click.UsageError(f"Give a format with --to, or a file with --output: {', '.join(BUILT_IN)}.")
    if any(sign in chosen for sign in "./\\"):
        raise click.UsageError(f"“{chosen}” is a file: to write it, use -o {shlex.quote(chosen)}.")
    if chosen in (*options.FORMATS, DOCX, "word"):
        raise click.UsageError(f"“{chosen}” is a format of citations: use `archcite cite` or `archcite bib`.")
    with report_errors() as report:
        find_writer(chosen)  # an unknown format is reported here
        write: Callable[[Iterable[Source]], Iterator[str]]
        write = functools.partial(iterate_pieces, format=chosen)
        if dialect := next((name for name in DIALECTS if name == chosen), None):
            from archcite.formats.bibtex.writer import iterate_bibtex

            write = functools.partial(iterate_bibtex, dialect=dialect, key=keys, round_trip=round_trip)
        elif keys != "keep" or round_trip:
            raise click.UsageError(
                "--keys and --round-trip are for .bib files: --to bibtex or --to biblatex."
            )
        if chosen not in SENTENCE_CASE_FORMATS:
            click.get_current_context().meta[options.KEEP_CASE] = True
        records = show_progress(report.read_records(sources, output), output)
        if chosen in OWN_FORMATS:
            records = _add_ids(records)
        for first in records:
            write_pieces(write(itertools.chain((first,), records)), output)


def _add_ids(records: Iterable[Source]) -> Iterator[Source]:
    """Yield records, those without an id with one that is made of the author and the year."""
    from attrs import evolve

    from archcite.formats.bibtex.citation_keys import iterate_keys
    from archcite.record import Record

    taken: set[str] = set()
    numbers: dict[str, int] = {}  # the last number that each author and year got
    for record in records:
        named = record
        if isinstance(record, Record) and not record.id:
            (base,) = iterate_keys((record,), "authoryear")
            key = base
            while key in taken:
                numbers[base] = numbers.get(base, 1) + 1
                key = f"{base}-{numbers[base]}"
            named = evolve(record, id=key)
        taken.add(named.id)
        yield named

"""What goes wrong while a command runs: one sentence each on standard error, and the exit status."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

import click

from archcite.errors import ArchciteError, ArchciteWarning, LocaleError, OutputError, StyleError

if TYPE_CHECKING:
    from archcite.record import Record

FAILED, USAGE = 1, 2
# Where one of these is wrong it is wrong for every source.
_WRONG_COMMAND = (StyleError, LocaleError, OutputError)


class Report:
    """What has failed so far."""

    def __init__(self) -> None:
        self.failed = False

    def records(self, sources: Iterable[str]) -> Iterator[Record]:
        """All records of all sources that can be read; for every other a sentence on standard error."""
        from archcite.formats.reading import read_all

        for source in sources:
            with self.going_on():
                yield from read_all(source)

    @contextmanager
    def going_on(self) -> Iterator[None]:
        """A step whose failure is reported, and does not stop the others."""
        try:
            yield
        except _WRONG_COMMAND:
            raise
        except ArchciteError as error:
            self.failed = True
            for sentence in error.sentences:
                say(sentence)


@contextmanager
def reporting() -> Iterator[Report]:
    """Warnings and errors as sentences on standard error, and the exit status that they make."""
    import warnings

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if issubclass(category, ArchciteWarning):
            say(f"note: {message}")

    report = Report()
    with warnings.catch_warnings():
        warnings.simplefilter("always", ArchciteWarning)
        warnings.showwarning = show
        try:
            yield report
        except _WRONG_COMMAND as error:
            say(str(error))
            sys.exit(USAGE)
        except ArchciteError as error:
            say(str(error))
            sys.exit(FAILED)
    if report.failed:
        sys.exit(FAILED)


def say(sentence: str) -> None:
    click.echo(f"archcite: {' '.join(sentence.split())}", err=True)

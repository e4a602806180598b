"""Progress of a long command: how many records there were so far, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from archcite.cli.terminal import clear_progress, console, is_terminal, write_progress

T = TypeVar("T")
# Seconds before the first line of progress, and between two.
_PATIENCE = 1.0
_INTERVAL = 0.2


class Progress:
    """A counter of records that shows their number and rate on standard error once they take over a second.

    Nothing is shown with ``--quiet``, or if standard error is not a terminal.
    """

    def __init__(self) -> None:
        self._is_shown = not console.quiet and sys.stderr is not None and sys.stderr.isatty()
        self._number = 0
        self._started = time.monotonic()
        self._shown = self._started + _PATIENCE - _INTERVAL

    def __enter__(self) -> Progress:
        return self

    def __exit__(self, *_error: object) -> None:
        clear_progress()

    def count(self) -> None:
        """Count a record."""
        if not self._is_shown:
            return
        self._number += 1
        now = time.monotonic()
        if now - self._shown >= _INTERVAL:
            self._shown = now
            rate = self._number / (now - self._started)
            write_progress(f"{self._number:,} records, {rate:,.0f} a second")


def show_progress(records: Iterable[T], output: str | None) -> Iterator[T]:
    """Yield records, with :class:`Progress`.

    It is not shown if results are printed on the terminal at the same time (``output`` is None or ``-``, as for
    :func:`archcite.cli.output.write_result`).
    """
    if output in (None, "-") and is_terminal():
        yield from records
        return
    with Progress() as progress:
        for record in records:
            yield record
            progress.count()

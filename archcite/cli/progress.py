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


def show_progress(records: Iterable[T], output: str | None) -> Iterator[T]:
    """Yield records; if that takes over a second, show their number and rate on standard error.

    Nothing is shown with ``--quiet``, if standard error is not a terminal, or if results are printed on the terminal
    at the same time (``output`` is None or ``-``, as for :func:`archcite.cli.output.write_result`).
    """
    prints = output in (None, "-") and is_terminal()
    if console.quiet or prints or sys.stderr is None or not sys.stderr.isatty():
        yield from records
        return
    started = time.monotonic()
    shown = started + _PATIENCE - _INTERVAL
    try:
        for number, record in enumerate(records, start=1):
            yield record
            now = time.monotonic()
            if now - shown >= _INTERVAL:
                shown = now
                write_progress(f"{number:,} records, {number / (now - started):,.0f} a second")
    finally:
        clear_progress()

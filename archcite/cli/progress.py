"""Progress of a long command: how many records there were so far, on a terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

from archcite.cli.terminal import console

T = TypeVar("T")
# Seconds before the first line of progress, and between two.
_PATIENCE = 1.0
_INTERVAL = 0.2


def show_progress(records: Iterable[T], unit: str = "records") -> Iterator[T]:
    """Yield what is given; if it takes over a second, show number and rate on standard error.

    Nothing is shown with ``--quiet``, or if standard error is not a terminal.
    """
    if console.quiet or sys.stderr is None or not sys.stderr.isatty():
        yield from records
        return
    started = time.monotonic()
    shown = started + _PATIENCE - _INTERVAL
    is_shown = False
    try:
        for number, record in enumerate(records, start=1):
            yield record
            now = time.monotonic()
            if now - shown >= _INTERVAL:
                shown, is_shown = now, True
                rate = number / (now - started)
                sys.stderr.write(f"\r\x1b[K{number:,} {unit}, {rate:,.0f} a second")
                sys.stderr.flush()
    finally:
        if is_shown:
            sys.stderr.write("\r\x1b[K")  # warnings and results take its place
            sys.stderr.flush()

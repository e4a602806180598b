"""Warnings that a caller can collect, in its own thread or task, without changing global state.

``warnings.catch_warnings`` replaces the filters of the whole process, so that two threads that use it at once lose
warnings, or leave the filters of one another behind.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from archcite.errors import ArchciteWarning

_collected: ContextVar[list[ArchciteWarning] | None] = ContextVar("collected warnings", default=None)


@contextmanager
def collect_warnings() -> Iterator[list[ArchciteWarning]]:
    """Collect the warnings of archcite instead of showing them.

    >>> with collect_warnings() as found:
    ...     emit_warning("The record has no title.")
    >>> [str(warning) for warning in found]
    ['The record has no title.']
    """
    found: list[ArchciteWarning] = []
    token = _collected.set(found)
    try:
        yield found
    finally:
        _collected.reset(token)


def emit_warning(warning: ArchciteWarning | str, stacklevel: int = 2) -> None:
    """Show a warning as :func:`warnings.warn` does, or add it to those that a caller collects.

    ``stacklevel`` is 1 for the line that calls this function, 2 for the caller of that one.
    """
    if isinstance(warning, str):
        warning = ArchciteWarning(warning)
    found = _collected.get()
    if found is None:
        warnings.warn(warning, stacklevel=stacklevel + 1)
    else:
        found.append(warning)

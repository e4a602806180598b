"""Warnings that a caller can collect, in its own thread or task, without changing global state.

``warnings.catch_warnings`` replaces the filters of the whole process, so that two threads that use it at once lose
warnings, or leave the filters of one another behind.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from types import FrameType

from archcite.errors import ArchciteWarning

_collected: ContextVar[list[ArchciteWarning] | None] = ContextVar("collected warnings", default=None)

_PACKAGE = __name__.partition(".")[0]


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


def emit_warning(warning: ArchciteWarning | str) -> None:
    """Show a warning as :func:`warnings.warn` does, or add it to those that a caller collects.

    A warning that is shown names the line that called archcite, however deep in the library it arises: that is the
    line that a reader can change, and each such line is told once.
    """
    if isinstance(warning, str):
        warning = ArchciteWarning(warning)
    found = _collected.get()
    if found is None:
        warnings.warn(warning, stacklevel=_count_own_frames() + 1)
    else:
        found.append(warning)


def _count_own_frames() -> int:
    """Count the frames of this package, from the caller of this function to the last before that of another one."""
    count, frame = 0, sys._getframe(1)
    while frame.f_back is not None and _is_own(frame):
        count, frame = count + 1, frame.f_back
    return count


def _is_own(frame: FrameType) -> bool:
    return str(frame.f_globals.get("__name__")).partition(".")[0] == _PACKAGE

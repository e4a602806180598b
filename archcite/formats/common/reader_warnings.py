"""Warnings of readers."""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from archcite._foundation.wording import shorten_text
from archcite.errors import ArchciteWarning, SourceError, SourceLocation

_collected: ContextVar[list[ArchciteWarning] | None] = ContextVar("collected warnings", default=None)


@contextmanager
def collect_warnings() -> Iterator[list[ArchciteWarning]]:
    """Collect the warnings of readers instead of showing them.

    Unlike ``warnings.catch_warnings``, this changes nothing for other threads.

    >>> with collect_warnings() as found:
    ...     warn(SourceLocation("notes.txt", 3), "The record has no title.")
    >>> [str(warning) for warning in found]
    ['“notes.txt”, line 3: The record has no title.']
    """
    found: list[ArchciteWarning] = []
    token = _collected.set(found)
    try:
        yield found
    finally:
        _collected.reset(token)


def build_citation_error(line: str, location: SourceLocation) -> SourceError:
    """Build the error for a text that is read as a citation and is not one."""
    return SourceError(
        f"“{shorten_text(line)}” is not an archival citation: it needs a title and a date, or an archive and a "
        "reference.",
        location=location,
    )


def warn(location: SourceLocation | str, message: str) -> None:
    """Warn that something in a source was inferred, moved or left out.

    ``message`` is a sentence without the location. A location as text is put in front of the message.
    """
    if isinstance(location, SourceLocation):
        warning = ArchciteWarning(message, location=location)
    else:
        warning = ArchciteWarning(f"{location}: {message}.")
    found = _collected.get()
    if found is None:
        warnings.warn(warning, stacklevel=3)
    else:
        found.append(warning)


def warn_left_out(location: SourceLocation | str, names: Iterable[str]) -> None:
    """Warn, once for all names, of the parts of a record that archcite has no field for."""
    named = ", ".join(dict.fromkeys(name for name in names if name))
    if not named:
        return
    if isinstance(location, SourceLocation):
        warn(location, f"archcite has no field for {named}; left out.")
    else:
        warn(location, f"no place for {named}, which was left out")

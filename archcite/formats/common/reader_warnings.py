"""Warnings of readers."""

from __future__ import annotations

from collections.abc import Iterable

from archcite._foundation.warning_collector import emit_warning
from archcite._foundation.wording import shorten_text
from archcite.errors import ArchciteWarning, SourceError, SourceLocation


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
    emit_warning(warning)


def warn_left_out(location: SourceLocation | str, names: Iterable[str]) -> None:
    """Warn, once for all names, of the parts of a record that archcite has no field for."""
    named = ", ".join(dict.fromkeys(name for name in names if name))
    if not named:
        return
    if isinstance(location, SourceLocation):
        warn(location, f"archcite has no field for {named}; left out.")
    else:
        warn(location, f"no place for {named}, which was left out")

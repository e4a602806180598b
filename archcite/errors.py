"""The one tree of errors: everything that archcite raises on purpose is an :class:`ArchciteError`."""

from __future__ import annotations


class ArchciteError(Exception):
    """Base of every error that archcite raises.

    Its text is one sentence for a person: what is wrong, where (file, line or record), and what to do.
    """


class SourceError(ArchciteError):
    """A source of records could not be found, read or understood."""


class RecordError(ArchciteError):
    """A record, or a part of one (a date, an agent, a holding), is not what it must be."""


class StyleError(ArchciteError):
    """A citation style is unknown, is not CSL, or is not valid CSL."""


class LocaleError(ArchciteError):
    """A locale is unknown or is not a CSL locale file."""


class OutputError(ArchciteError):
    """An output format is unknown, or cannot hold what it was given."""


class ArchciteWarning(UserWarning):
    """Something in a source was guessed, moved or left out, and the reader should know."""

"""The one tree of errors: everything that archcite raises on purpose is an :class:`ArchciteError`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from archcite.record import Record


class ArchciteError(Exception):
    """Base of every error that archcite raises.

    Its text is one sentence for a person: what is wrong, where (file, line or record), and what to do; or
    several on lines of their own, which ``sentences`` has one by one.
    """

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is wrong, a sentence for each thing."""
        return (str(self),)


class SourceError(ArchciteError):
    """A source of records could not be found, read or understood.

    A source may be wrong in several places; ``records`` is what stands beside these and could be read.
    """

    def __init__(self, *sentences: str, records: Sequence[Record] = ()) -> None:
        super().__init__("\n".join(sentences))
        self._sentences = sentences
        self.records = tuple(records)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is wrong, a sentence for each place."""
        return self._sentences


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

"""The tree of errors: everything that archcite raises on purpose is an :class:`ArchciteError`."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from archcite.record import Source


class SourceLocation(NamedTuple):
    """Where something is in a source: the file, the line, and the number and the id of the record.

    Whatever is not known is None. Lines and numbers count from 1. In a table there is a ``row`` too, as a spreadsheet
    counts it: a cell may have several lines.

    >>> str(SourceLocation("letters.yaml", line=12, number=2, record="creel"))
    '“letters.yaml”, line 12, record “creel”'
    >>> str(SourceLocation("letters.csv", number=3))
    '“letters.csv”, record 3'
    """

    file: str | None = None
    line: int | None = None
    number: int | None = None
    record: str | None = None
    row: int | None = None

    def __str__(self) -> str:
        """Return the location as a message begins with it; empty if nothing is known."""
        words = [f"“{self.file}”"] if self.file else []
        if self.row:
            words.append(f"row {self.row}")
            return ", ".join([*words, *([f"record “{self.record}”"] if self.record else [])])
        if self.line:
            words.append(f"line {self.line}")
        if self.record:
            words.append(f"record “{self.record}”")
        elif self.number:
            words.append(f"record {self.number}")
        return ", ".join(words)


class ArchciteError(Exception):
    """The base of every error that archcite raises.

    Its text is one sentence for a person: what is wrong, where (file, line or record), and what to do. An error
    about several places has one sentence for each, on separate lines; ``sentences`` has them one by one.

    >>> ArchciteError("The record has no title.").sentences
    ('The record has no title.',)
    """

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is wrong, one sentence for each problem."""
        return (str(self),)


class SourceError(ArchciteError):
    """A source of records cannot be found, read or understood.

    ``message`` is what is wrong, without the place; ``location`` is the place. The text of the error is made of
    both. A source may be wrong in several places: ``errors`` then has an error for each. ``records`` are the
    records of the source that could be read.

    >>> error = SourceError("“1958-02-30” is not a valid date.", location=SourceLocation("a.yaml", line=3))
    >>> str(error), error.location.line
    ('“a.yaml”, line 3: “1958-02-30” is not a valid date.', 3)
    """

    def __init__(
        self,
        *messages: str,
        location: SourceLocation | None = None,
        errors: Iterable[SourceError] = (),
        records: Iterable[Source] = (),
    ) -> None:
        self.location = location
        self.records = tuple(records)
        self._parts = tuple(errors)
        if not self._parts and len(messages) > 1:
            self._parts = tuple(SourceError(message, location=location) for message in messages)
        self.message: str = messages[0] if len(messages) == 1 else "\n".join(map(str, self._parts))
        place = "" if self._parts else str(location or "")
        super().__init__(f"{place}: {self.message}" if place else self.message)

    @property
    def errors(self) -> tuple[SourceError, ...]:
        """An error for each place; this one alone where there is one place."""
        return self._parts or (self,)

    @property
    def sentences(self) -> tuple[str, ...]:
        """What is wrong, one sentence for each place."""
        return tuple(str(error) for error in self.errors)


class UnrecognizedSourceError(SourceError):
    """A source is readable, but it is not in a format that archcite knows.

    >>> import archcite
    >>> try:
    ...     archcite.loads("3 + 4", name="sums.txt")
    ... except UnrecognizedSourceError as error:
    ...     print(error.location, error.message[:16])
    “sums.txt” No record found.
    """


class RecordError(ArchciteError):
    """A record, or a part of one (a date, an agent, a holding), is not valid.

    >>> import archcite
    >>> archcite.Record(titel="Letter")
    Traceback (most recent call last):
    archcite.errors.RecordError: Record has no argument “titel”: did you mean “title”?
    """


class StyleError(ArchciteError):
    """A citation style is unknown, is not CSL, or is not valid CSL.

    >>> import archcite
    >>> archcite.styles.get_info("chicagoo")
    Traceback (most recent call last):
    archcite.errors.StyleError: Unknown style “chicagoo”; did you mean “chicago”?
    """


class LocaleError(ArchciteError):
    """A locale is unknown or is not a CSL locale file.

    >>> import archcite
    >>> archcite.csl.Processor("apa", locale="a language")
    Traceback (most recent call last):
    archcite.errors.LocaleError: “a language” is not a language tag; use one such as “en-GB”, “de-DE” or “fr”.
    """


class OutputError(ArchciteError):
    """An output format is unknown, or cannot hold what it was given.

    >>> import archcite
    >>> archcite.write(archcite.Record(title="Letter"), "bibtx")
    Traceback (most recent call last):
    archcite.errors.OutputError: Unknown output format “bibtx”: did you mean “bibtex”?
    """


class ArchciteWarning(UserWarning):
    """Something in a source was guessed, moved or left out.

    ``message`` is what was done, without the place; ``location`` is the place, if it is known.

    >>> str(ArchciteWarning("The date was guessed.", location=SourceLocation("a.yaml", line=3)))
    '“a.yaml”, line 3: The date was guessed.'
    """

    def __init__(self, message: str, *, location: SourceLocation | None = None) -> None:
        self.message = message
        self.location = location
        place = str(location or "")
        super().__init__(f"{place}: {message}" if place else message)


class LossWarning(ArchciteWarning):
    """What a writer left out: fields of a record that the format has no field for.

    ``record`` is the id or title of the record, ``format`` the name of the format (“a .bib file”).
    """

    def __init__(self, record: str, format: str, fields: Sequence[str]) -> None:
        self.record = record
        self.format = format
        self.fields = tuple(fields)
        super().__init__(f"“{record}”: {describe_losses(format, self.fields)}")


def describe_losses(format: str, fields: Sequence[str]) -> str:
    """Return the sentence about fields that were left out.

    >>> print(describe_losses("a .bib file", ["license", "source"]))
    a .bib file has no field for license, source, which were left out.
    """
    return f"{format} has no field for {', '.join(fields)}, which {'was' if len(fields) == 1 else 'were'} left out."

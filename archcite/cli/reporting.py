"""Report what goes wrong while a command runs: one sentence each on standard error, and the exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from archcite.cli.command_types import FAILED, USAGE
from archcite.cli.terminal import explain, note, say
from archcite.errors import (
    ArchciteError,
    ArchciteWarning,
    LocaleError,
    LossWarning,
    OutputError,
    SourceError,
    SourceLocation,
    StyleError,
    describe_losses,
)

if TYPE_CHECKING:
    from archcite._foundation.source_paths import Expanded
    from archcite.record import Source

# If one of these is wrong it is wrong for every source.
_WRONG_COMMAND = (StyleError, LocaleError, OutputError)
# Of a file with millions of records not all ids are kept for a hint.
_OTHERS_KEPT = 10_000


class SkippedFiles:
    """The files of folders and patterns that are not sources, counted."""

    def __init__(self) -> None:
        self._skipped: dict[str, int] = {}
        self._read: set[str | None] = set()
        self._replaced: dict[str, str] = {}

    def count(self, source: Expanded) -> None:
        """Count a file that is not a source."""
        if source.folder is not None:
            explain(f"skipping “{source.path}”, which is not a source")
            self._skipped[source.folder] = self._skipped.get(source.folder, 0) + 1

    def count_read(self, source: Expanded) -> None:
        """Record that a source was found in a folder, and which file it replaces."""
        self._read.add(source.folder)
        if source.replaces is not None:
            self._replaced[source.replaces] = source.path

    def report(self, report: Report) -> None:
        """Say how many files of each folder were skipped; a folder in which all were is an error."""
        if len(self._replaced) == 1:
            ((original, fixed),) = self._replaced.items()
            note(f"read “{fixed}” instead of “{original}”.")
        elif self._replaced:
            note(f"read {len(self._replaced)} corrected files (NAME.fixed.yaml) instead of their originals.")
        for folder, number in self._skipped.items():
            if folder not in self._read:
                report.failed = True
                files = f"the {number} files there are" if number > 1 else "the file there is"
                say(f"No source found in “{folder}”: {files} not in a format that archcite reads.")
                continue
            files = "file that is not a source" if number == 1 else "files that are not sources"
            note(f"skipped {number} {files} in “{folder}”.")


class Losses:
    """What writers left out of records, counted, and reported in one sentence for each format."""

    def __init__(self) -> None:
        self._formats: dict[str, _FormatLosses] = {}

    def add(self, warning: LossWarning) -> None:
        """Count a warning for the report."""
        self._formats.setdefault(warning.format, _FormatLosses()).add(warning)

    def report(self) -> None:
        """Say what was left out: of one record, or of how many."""
        for format, losses in self._formats.items():
            for sentence in losses.describe(format):
                note(sentence)


class _FormatLosses:
    """What one format left out: by field, of how many records, and of which record first."""

    def __init__(self) -> None:
        self._records: set[str] = set()  # two at most
        self._sentences: dict[str, None] = {}
        self._counts: dict[str, int] = {}
        self._first: dict[str, str] = {}

    def add(self, warning: LossWarning) -> None:
        if len(self._records) < 2:
            self._records.add(warning.record)
            self._sentences[str(warning)] = None
        for field in warning.fields:
            self._counts[field] = self._counts.get(field, 0) + 1
            self._first.setdefault(field, warning.record)

    def describe(self, format: str) -> list[str]:
        """Return the sentences about one record, or the sentence about several."""
        if len(self._records) == 1:
            return [*self._sentences]
        named = [
            f"{field} ({f'{count:,} records' if count > 1 else f'“{self._first[field]}”'})"
            for field, count in sorted(self._counts.items(), key=lambda item: -item[1])
        ]
        return [describe_losses(format, named)]


class WantedIds:
    """The ids of the records that a command is to use; none for all records."""

    def __init__(self, ids: Iterable[str]) -> None:
        self._missing = dict.fromkeys(ids)
        self._ids = frozenset(self._missing)
        self._others: list[str] = []  # some of those that were read, for the hint about a mistyped id

    def is_wanted(self, record: Source) -> bool:
        """Return whether a command is to use a record."""
        if not self._ids:
            return True
        if record.id in self._ids:
            self._missing.pop(record.id, None)
            return True
        if record.id and len(self._others) < _OTHERS_KEPT:
            self._others.append(record.id)
        return False

    def report(self, report: Report) -> None:
        """Say which ids no record has."""
        for id in self._missing:
            from archcite._foundation.close_matches import find_close_matches

            report.failed = True
            near = find_close_matches(id, self._others)
            say(f"No record has the id “{id}”{f'; did you mean “{near[0]}”?' if near else '.'}")


class Report:
    """Whether anything has failed so far."""

    def __init__(self) -> None:
        self.failed = False

    def read_sources(self, sources: Sequence[str], output: str | None = None) -> Iterator[tuple[str, Source]]:
        """Yield the records of all sources that can be read, each with the name of its source.

        Folders and patterns are expanded; the file ``output``, which the command writes, is left out, and with
        ``--id`` all records that have other ids.
        An error in one source is reported and does not stop the others.
        """
        from archcite._foundation.source_paths import expand
        from archcite.formats.common.text_decoding import get_source_name

        skipped = SkippedFiles()
        wanted = WantedIds(_list_wanted_ids())
        for source in expand(sources, output):
            with self.continue_on_error():
                for record in self._read_source(source, skipped):
                    if wanted.is_wanted(record):
                        yield get_source_name(source.path), record
        skipped.report(self)
        wanted.report(self)

    def read_records(self, sources: Sequence[str], output: str | None = None) -> Iterator[Source]:
        """Yield the records of all sources that can be read; see :meth:`read_sources`."""
        return (record for _source, record in self.read_sources(sources, output))

    def _read_source(self, source: Expanded, skipped: SkippedFiles) -> Iterator[Source]:
        from archcite.errors import UnrecognizedSourceError
        from archcite.formats.reading import read_all

        explain(f"reading “{source.path}”")
        is_source = True
        if source.path != "-" and not os.path.exists(source.path):
            _check_use(source.path)
        try:
            yield from read_all(source.path, keep_case=_is_case_kept())
        except UnrecognizedSourceError:
            if source.folder is None:
                raise
            is_source = False
            skipped.count(source)
        finally:
            if is_source:
                skipped.count_read(source)

    @contextmanager
    def continue_on_error(self) -> Iterator[None]:
        """Report an error of one step, and go on with the others."""
        try:
            yield
        except _WRONG_COMMAND:
            raise
        except ArchciteError as error:
            self.failed = True
            for sentence in error.sentences:
                say(sentence)


def _check_use(path: str) -> None:
    """Raise an error for a file that does not exist if it was meant for an option."""
    from archcite.cli.suggestions import suggest_use

    if hint := suggest_use(path):
        raise SourceError(f"The file does not exist; {hint}", location=SourceLocation(path))


def _list_wanted_ids() -> tuple[str, ...]:
    import click

    from archcite.cli.options import IDS

    context = click.get_current_context(silent=True)
    return () if context is None else context.meta.get(IDS, ())


def _is_case_kept() -> bool:
    import click

    from archcite.cli.options import KEEP_CASE

    context = click.get_current_context(silent=True)
    if context is None:
        return False
    # Styles give titles no capitals in other languages, where those of English titles have to be kept.
    locale = str(context.params.get("locale") or "en")
    return bool(context.meta.get(KEEP_CASE)) or not locale.lower().startswith("en")


def _is_style_configured() -> bool:
    import click
    from click.core import ParameterSource

    context = click.get_current_context(silent=True)
    return context is not None and context.get_parameter_source("style") is ParameterSource.DEFAULT_MAP


def _report_warning(warning: str) -> None:
    """Print a warning as a note; one that nobody can act on is printed with --verbose only."""
    if "would be written" in warning:  # looked at first, because the import takes time
        from archcite.notation.reference_formatter import is_only_form

        if is_only_form(warning):
            explain(warning)
            return
    note(warning)


@contextmanager
def report_errors() -> Iterator[Report]:
    """Print warnings and errors as sentences on standard error, and exit with the status that they call for."""
    import warnings

    def show(
        message: Warning | str,
        category: type[Warning],
        filename: str,
        lineno: int,
        file: TextIO | None = None,
        line: str | None = None,
    ) -> None:
        if isinstance(message, LossWarning):
            losses.add(message)
        elif issubclass(category, ArchciteWarning):
            _report_warning(str(message))

    report = Report()
    losses = Losses()
    with warnings.catch_warnings():
        warnings.simplefilter("always", ArchciteWarning)
        warnings.showwarning = show
        try:
            yield report
        except _WRONG_COMMAND as error:
            say(str(error))
            if isinstance(error, StyleError) and _is_style_configured():
                note("the style is set in the configuration; `archcite config` shows where.")
            sys.exit(USAGE)
        except ArchciteError as error:
            for sentence in error.sentences:
                say(sentence)
            sys.exit(FAILED)
        finally:
            losses.report()
    if report.failed:
        sys.exit(FAILED)

"""Check any number of records: each is looked at when it is read and not kept, and findings wait on disk."""

from __future__ import annotations

import datetime
import os
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from archcite._foundation.sorted_runs import SortedRuns
from archcite._foundation.warning_collector import collect_warnings
from archcite.errors import ArchciteError, ArchciteWarning, SourceError, SourceLocation
from archcite.lint.findings import SEVERITIES, Finding, NumberedRecord, Problem, Rule
from archcite.lint.record_index import RecordIndex
from archcite.lint.rules import ALL, reading
from archcite.lint.source_lines import SourceLines
from archcite.record import Source

_BY_CODE = {rule.code: rule for rule in ALL}


class _Draft(NamedTuple):
    """A finding whose line may still have to be looked for: that of the text ``about`` in its record."""

    code: str
    message: str
    source: str
    record: str | None
    number: int | None
    line: int | None
    about: str | None
    is_placed: bool


class Checker:
    """The rules at work on records of sources: add all sources, then loop over the findings in order, or ask again.

    ``select`` and ``ignore`` are codes (``A101``), beginnings of codes (``A1``) or names of rules; ``today`` is the day
    after which a date is in the future; ``run`` is how many findings are kept in memory.

    >>> checker = Checker()
    >>> checker.add_source("seeds/wilson-center-110474.txt")
    >>> [(finding.rule.code, finding.line) for finding in checker], checker.records, checker.has_failed("note")
    ([('A201', 13)], 1, True)
    """

    def __init__(
        self,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        *,
        today: datetime.date | None = None,
        run: int | None = None,
    ) -> None:
        self.partly_read: set[str] = set()
        self._today = today or datetime.date.today()
        self._wanted = {rule.code for rule in ALL if is_wanted(rule, select, ignore)}
        self._across = [(rule, rule.across()) for rule in ALL if rule.across is not None]
        self._index = RecordIndex()
        self._lines: dict[str, SourceLines] = {}
        self._order: dict[str, int] = {}
        self._drafts: SortedRuns[_Draft] = SortedRuns(run)
        self._counts: Counter[str] = Counter()
        self._is_complete = False

    @property
    def records(self) -> int:
        """The number of records that were checked."""
        return len(self._index)

    def add_source(
        self, source: str | os.PathLike[str], keep: Callable[[NumberedRecord], object] | None = None
    ) -> None:
        """Read a source and check its records; ``keep`` is called with each of them.

        What its reader warns of, and what it cannot read, are findings too; nothing is raised.
        """
        from archcite.formats.common.text_decoding import get_source_name
        from archcite.formats.reading import read_all

        name = get_source_name(source)
        lines = self._lines[name] = SourceLines(source)
        self._order.setdefault(name, len(self._order))
        failures: tuple[ArchciteError, ...] = ()
        with collect_warnings() as caught:
            try:
                for number, record in enumerate(read_all(source), 1):
                    self._add_warnings(caught, name)
                    lines.append(record)
                    entry = NumberedRecord(record, name, number)
                    self._check(entry)
                    if keep is not None:
                        keep(entry)
            except SourceError as error:  # the records before a damaged place are checked all the same
                failures = error.errors
            except ArchciteError as error:
                failures = (error,)
            self._add_warnings(caught, name)
        for failure in failures:
            self.partly_read.add(name)
            self._add(to_draft(reading.UNREADABLE, failure, name))

    def __iter__(self) -> Iterator[Finding]:
        self._complete()
        for _key, draft in self._drafts:
            line = draft.line
            if not draft.is_placed and draft.number is not None:
                line = self._lines[draft.source].find_line(draft.number, draft.about)
            yield Finding(_BY_CODE[draft.code], draft.message, draft.source, draft.record, draft.number, line)

    def has_failed(self, severity: str = "warning") -> bool:
        """Return whether a finding is as severe as ``severity`` (note, warning, error), or more severe."""
        self._complete()
        least = SEVERITIES.index(severity)
        return any(SEVERITIES.index(_BY_CODE[code].severity) >= least for code in self._counts)

    def _check(self, entry: NumberedRecord) -> None:
        self._index.append(entry)
        for rule, problem in find_problems(entry.record, self._today):
            self._add_problem(rule, problem, entry.source, entry.label, entry.number)
        for _rule, finder in self._across:
            finder.add(entry)

    def _complete(self) -> None:
        """Compare all records, once."""
        if self._is_complete:
            return
        self._is_complete = True
        for rule, finder in self._across:
            if rule.code in self._wanted:
                for position, problem in finder.find(self._index):
                    found = self._index.get(position)
                    self._add_problem(rule, problem, found.source, found.label, found.number)

    def _add_problem(self, rule: Rule, problem: Problem, source: str, label: str, number: int) -> None:
        self._add(
            _Draft(rule.code, problem.message, source, label, number, None, problem.about, is_placed=False)
        )

    def _add_warnings(self, caught: list[ArchciteWarning], name: str) -> None:
        """Add what a reader has warned of, and forget it."""
        for warning in caught:
            if reading.is_finding(str(warning)):
                self._add(to_draft(reading.READ_WITH_A_GUESS, warning, name))
        caught.clear()

    def _add(self, draft: _Draft) -> None:
        if draft.code in self._wanted:
            self._counts[draft.code] += 1
            self._drafts.add((self._order[draft.source], draft.number or 0, draft.code), draft)


def find_problems(record: Source, today: datetime.date) -> Iterator[tuple[Rule, Problem]]:
    """Yield what the rules that look at one record find in it."""
    for rule in ALL:
        if rule.across is None:
            for problem in rule.find(record, today):
                yield rule, problem


def to_draft(rule: Rule, reported: ArchciteError | ArchciteWarning, name: str) -> _Draft:
    """Return an error or a warning of a reader as a finding, with the location that it carries."""
    location: SourceLocation = getattr(reported, "location", None) or SourceLocation()
    message = " ".join(getattr(reported, "message", str(reported)).split())
    label = location.record or (str(location.number) if location.number else None)
    return _Draft(
        rule.code,
        message[:1].upper() + message[1:],
        name,
        label,
        location.number,
        location.line,
        None,
        is_placed=True,
    )


def is_wanted(rule: Rule, select: Sequence[str], ignore: Sequence[str]) -> bool:
    """Return whether a rule is selected and not ignored, by its code, the beginning of it, or its name.

    >>> {rule.name: is_wanted(rule, ["A1"], ["no-title"]) for rule in ALL if rule.code in ("A001", "A103", "A105")}
    {'unreadable': False, 'no-date': True, 'no-title': False}
    """
    return (not select or any(matches(rule, word) for word in select)) and not any(
        matches(rule, word) for word in ignore
    )


def matches(rule: Rule, word: str) -> bool:
    """Return whether a word means a rule: its code, the beginning of it, or its name."""
    return bool(word) and (rule.code.startswith(word.upper()) or rule.name == word.casefold())

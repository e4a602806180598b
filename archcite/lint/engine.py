"""Run the rules over records, and over sources as they are read."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from archcite._foundation.calls import explain_call
from archcite._foundation.source_paths import expand
from archcite.bibliography import given_sources
from archcite.errors import ArchciteError, SourceError
from archcite.lint.checking import Checker, find_problems, is_wanted, matches
from archcite.lint.findings import FinderAcrossRecords, Finding, NumberedRecord, Problem, Rule
from archcite.lint.record_index import RecordIndex
from archcite.lint.rules import ALL
from archcite.record import Source, revise
from archcite.record.source_list import list_sources

RULES = ALL


@frozen
class CheckResult:
    """What checking some sources found: the findings in order, and the records of each source that was read.

    >>> result = check_sources(["seeds/wilson-center-110474.txt"])
    >>> result.has_failed(), result.has_failed("error"), len(result.get_records("seeds/wilson-center-110474.txt"))
    (True, False, 1)
    """

    findings: tuple[Finding, ...]
    entries: tuple[NumberedRecord, ...]

    def has_failed(self, severity: str = "warning") -> bool:
        """Return whether a finding is as severe as ``severity`` (note, warning, error), or more severe."""
        return any(finding.is_at_least(severity) for finding in self.findings)

    def get_records(self, source: str) -> list[Source]:
        """Return the records of one source, by the name of the source."""
        return [entry.record for entry in self.entries if entry.source == source]


@explain_call
def check(
    records: Iterable[given_sources.Source | given_sources.Path] | given_sources.Source | given_sources.Path,
    source: str = "the records",
    *,
    select: str | Iterable[str] = (),
    ignore: str | Iterable[str] = (),
    today: datetime.date | None = None,
) -> list[Finding]:
    """Check records, and return what the rules find in them.

    ``records`` are records, CSL-JSON items or paths of files, or one of them. ``source`` is the name of the source in
    the findings of records that have no ``location``. ``select`` and ``ignore`` are codes of rules (``A101``),
    beginnings of codes (``A1``) or names, one or several. ``today`` is the day after which a date is in the future.

    Raises :class:`~archcite.errors.ArchciteError` for a rule that does not exist.

    >>> from archcite.record import Record
    >>> letter = Record(title="Letter", date="1958", kind="leter")
    >>> [finding.rule.name for finding in check([letter])]
    ['no-repository', 'no-address', 'unknown-kind']
    >>> [finding.rule.name for finding in check(letter, select="A1", ignore=["no-address"])]
    ['no-repository']
    """
    select, ignore = _list_words(select), _list_words(ignore)
    given = list(given_sources.to_iterable(records))
    paths = [one for one in given if isinstance(one, (str, os.PathLike))]
    if paths and len(paths) == len(given):
        return list(check_sources(paths, select=select, ignore=ignore, today=today).findings)
    entries = []
    read = map(given_sources.to_record, given_sources.iterate_sources(given))
    for number, record in enumerate(read, 1):
        name = record.location.file if record.location and record.location.file else source
        entries.append(NumberedRecord(record, name, number))
    found = _run_rules(entries, today or datetime.date.today())
    return [finding for finding in found if is_wanted(finding.rule, select, ignore)]


def _list_words(rules: str | Iterable[str]) -> list[str]:
    words = [rules] if isinstance(rules, str) else list(rules)
    if problem := describe_unknown_rule(words):
        raise ArchciteError(problem)
    return words


def check_sources(
    sources: str | os.PathLike[str] | Iterable[str | os.PathLike[str]],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    today: datetime.date | None = None,
) -> CheckResult:
    """Read sources and check all their records. What readers warn of, and what they cannot read, are findings too.

    A folder, or a pattern, stands for the sources in it. ``select`` and ``ignore`` are codes (``A101``), beginnings of
    codes (``A1``) or names of rules. A source that cannot be read raises nothing: it is a finding.

    >>> result = check_sources(["seeds/wilson-center-110474.txt"])
    >>> [(finding.rule.code, finding.line) for finding in result.findings]
    [('A201', 13)]
    """
    checker = Checker(select, ignore, today=today)
    entries: list[NumberedRecord] = []
    for source in [sources] if isinstance(sources, (str, os.PathLike)) else sources:
        for path in _list_files(source):
            checker.add_source(path, entries.append)
    return CheckResult(tuple(checker), tuple(entries))


def _list_files(source: str | os.PathLike[str]) -> list[str]:
    """Return the files that a source stands for; of a folder, those that can be read."""
    from archcite.formats.reading import is_source

    try:
        files = list(expand([os.fspath(source)]))
    except SourceError:  # an empty folder is reported when it is read
        return [os.fspath(source)]
    return [file.path for file in files if file.folder is None or is_source(file.path)]


def find_unknown_rules(words: Iterable[str]) -> list[str]:
    """Return the words that select no rule: neither codes, nor beginnings of codes, nor names.

    >>> find_unknown_rules(["A1", "no-title", "a302", "A9", "titles"])
    ['A9', 'titles']
    """
    return [word for word in words if not any(matches(rule, word) for rule in RULES)]


def describe_unknown_rule(words: Iterable[str]) -> str | None:
    """Return a sentence about the first word that selects no rule, with the nearest one that does; None without one.

    >>> describe_unknown_rule(["A1", "no-titel"])
    'Unknown rule “no-titel”. Did you mean “no-title”?'
    """
    unknown = find_unknown_rules(words)
    if not unknown:
        return None
    from archcite._foundation.close_matches import find_close_matches

    names = [name for rule in RULES for name in (rule.name, rule.code)]
    near = find_close_matches(unknown[0], names, 1, 0.6)
    hint = f"Did you mean “{near[0]}”?" if near else "Use a code, its beginning, or a name, as in the report."
    return f"Unknown rule “{unknown[0]}”. {hint}"


def fix(records: Source | Iterable[Source]) -> list[Source]:
    """Return the records, or one of them, without the problems that can be fixed safely, in the same order.

    >>> from archcite.record import Record
    >>> fix([Record(title='“A Letter,”')])[0].title
    'A Letter'
    """
    today = datetime.date.today()
    result = list_sources(records)
    for rule in RULES:
        if not rule.fixable:
            continue
        if rule.across is not None:
            entries = [NumberedRecord(record, "", number) for number, record in enumerate(result, 1)]
            for position, problem in _compare(rule.across(), entries):
                if problem.free_id is not None:
                    result[position] = revise(result[position], id=problem.free_id)
            continue
        for position, record in enumerate(result):
            for problem in rule.find(record, today):
                result[position] = problem.fixed or record
    return result


def _run_rules(entries: Sequence[NumberedRecord], today: datetime.date) -> list[Finding]:
    found: list[Finding] = []

    def add(rule: Rule, entry: NumberedRecord, problem: Problem) -> None:
        line = entry.record.location.line if entry.record.location else None
        found.append(Finding(rule, problem.message, entry.source, entry.label, entry.number, line))

    for entry in entries:
        for rule, problem in find_problems(entry.record, today):
            add(rule, entry, problem)
    for rule in RULES:
        if rule.across is not None:
            for position, problem in _compare(rule.across(), entries):
                add(rule, entries[position], problem)
    return found


def _compare(finder: FinderAcrossRecords, entries: Sequence[NumberedRecord]) -> Iterator[tuple[int, Problem]]:
    """Yield what a rule finds that compares records."""
    index = RecordIndex()
    for entry in entries:
        index.append(entry)
        finder.add(entry)
    yield from finder.find(index)


__all__ = [
    "RULES",
    "CheckResult",
    "check",
    "check_sources",
    "describe_unknown_rule",
    "find_unknown_rules",
    "fix",
]

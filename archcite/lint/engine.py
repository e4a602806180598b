"""Run the rules over records, and over sources as they are read."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterable, Iterator, Sequence

from attrs import frozen

from archcite._foundation.warning_collector import collect_warnings
from archcite.errors import ArchciteError, ArchciteWarning, SourceError, SourceLocation
from archcite.lint.findings import Finding, NumberedRecord, Problem, Rule
from archcite.lint.rules import cross_record, missing, reading, repositories, suspicious
from archcite.lint.source_lines import SourceLines
from archcite.record import Publication, Record, Source

RULES: tuple[Rule, ...] = tuple(
    rule for module in (reading, missing, suspicious, repositories, cross_record) for rule in module.RULES.all
)


@frozen
class CheckResult:
    """What checking some sources found: the findings in order, and the records of each source that was read.

    ``partly_read`` are the names of the sources in which something could not be read.
    """

    findings: tuple[Finding, ...]
    entries: tuple[NumberedRecord, ...]
    partly_read: frozenset[str] = frozenset()

    def has_failed(self, severity: str = "warning") -> bool:
        """Return whether a finding is as severe as ``severity`` (note, warning, error), or more severe."""
        return any(finding.is_at_least(severity) for finding in self.findings)

    def get_records(self, source: str) -> list[Source]:
        """Return the records of one source, by the name of the source."""
        return [entry.record for entry in self.entries if entry.source == source]


def check(
    records: Iterable[Source | str | os.PathLike[str]] | Source | str | os.PathLike[str],
    source: str = "the records",
    *,
    today: datetime.date | None = None,
) -> list[Finding]:
    """Check records, and return what the rules find in them.

    ``records`` are records or paths of files with records, or one of them. ``source`` is the name of the source in
    the findings of records that have no ``location``. ``today`` is the day after which a date is in the future.

    >>> from archcite.record import Record
    >>> [finding.rule.name for finding in check([Record(title="Letter", date="1958", kind="leter")])]
    ['no-repository', 'no-address', 'unknown-kind']
    """
    if not isinstance(records, Iterable) or isinstance(records, (str, os.PathLike)):
        records = [records]
    given = list(records)
    paths = [one for one in given if isinstance(one, (str, os.PathLike))]
    if paths and len(paths) == len(given):
        return list(check_sources(paths, today=today).findings)
    entries = []
    for number, record in enumerate(_iterate_records(given), 1):
        name = record.location.file if record.location and record.location.file else source
        entries.append(NumberedRecord(record, name, number))
    return _run_rules(entries, {}, today or datetime.date.today())


def _iterate_records(given: Iterable[Source | str | os.PathLike[str]]) -> Iterator[Source]:
    from archcite.formats.reading import read_all

    for one in given:
        if isinstance(one, (str, os.PathLike)):
            yield from read_all(one)
        elif isinstance(one, (Record, Publication)):
            yield one
        else:
            raise SourceError(f"{one!r} is not a record or the path of a source.")


def check_sources(
    sources: Iterable[str | os.PathLike[str]],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    today: datetime.date | None = None,
) -> CheckResult:
    """Read sources and check all their records. What readers warn of, and what they cannot read, are findings too.

    ``select`` and ``ignore`` are codes (``A101``), beginnings of codes (``A1``) or names of rules. A source that
    cannot be read raises nothing: it is a finding.

    >>> result = check_sources(["seeds/wilson-center-110474.txt"])
    >>> [(finding.rule.code, finding.line) for finding in result.findings]
    [('A201', 13)]
    """
    from archcite.formats.common.text_decoding import get_source_name

    entries: list[NumberedRecord] = []
    findings: list[Finding] = []
    partly_read: set[str] = set()
    lines: dict[str, SourceLines] = {}
    for source in sources:
        name = get_source_name(source)
        records, reported = _read_source(source, name)
        findings += reported
        if any(finding.rule is reading.UNREADABLE for finding in reported):
            partly_read.add(name)
        lines[name] = SourceLines(source, records)
        entries += [NumberedRecord(record, name, number) for number, record in enumerate(records, 1)]
    findings += _run_rules(entries, lines, today or datetime.date.today())
    order = {name: position for position, name in enumerate(lines)}
    kept = [finding for finding in findings if _is_wanted(finding.rule, select, ignore)]
    kept.sort(key=lambda finding: (order[finding.source], finding.number or 0, finding.rule.code))
    return CheckResult(tuple(kept), tuple(entries), frozenset(partly_read))


def find_unknown_rules(words: Iterable[str]) -> list[str]:
    """Return the words that select no rule: neither codes, nor beginnings of codes, nor names.

    >>> find_unknown_rules(["A1", "no-title", "a302", "A9", "titles"])
    ['A9', 'titles']
    """
    return [word for word in words if not any(_matches(rule, word) for rule in RULES)]


def fix(records: Iterable[Source]) -> list[Source]:
    """Return the records without the problems that can be fixed safely, in the same order.

    >>> from archcite.record import Record
    >>> fix([Record(title='“A Letter,”')])[0].title
    'A Letter'
    """
    today = datetime.date.today()
    result = list(records)
    for rule in RULES:
        if not rule.fixable:
            continue
        if rule.across:
            entries = [NumberedRecord(record, "", number) for number, record in enumerate(result, 1)]
            for position, problem in rule.find(entries):
                result[position] = problem.fixed or result[position]
            continue
        for position, record in enumerate(result):
            for problem in rule.find(record, today):
                result[position] = problem.fixed or record
    return result


def _read_source(source: str | os.PathLike[str], name: str) -> tuple[list[Source], list[Finding]]:
    """Return the records of a source, and what its reader reports as findings."""
    from archcite.formats.reading import read_all

    records: list[Source] = []
    failures: tuple[ArchciteError, ...] = ()
    with collect_warnings() as caught:
        try:
            records.extend(read_all(source))  # the records before a damaged place are checked all the same
        except SourceError as error:
            failures = error.errors
        except ArchciteError as error:
            failures = (error,)
    findings = [
        _to_finding(reading.READ_WITH_A_GUESS, warning, name)
        for warning in caught
        if not reading.is_only_punctuation(str(warning))
    ]
    findings += [_to_finding(reading.UNREADABLE, failure, name) for failure in failures]
    return records, findings


def _to_finding(rule: Rule, reported: ArchciteError | ArchciteWarning, name: str) -> Finding:
    """Return an error or a warning of a reader as a finding, with the location that it carries."""
    location: SourceLocation = getattr(reported, "location", None) or SourceLocation()
    message = " ".join(getattr(reported, "message", str(reported)).split())
    label = location.record or (str(location.number) if location.number else None)
    return Finding(rule, message[:1].upper() + message[1:], name, label, location.number, location.line)


def _run_rules(
    entries: Sequence[NumberedRecord], lines: dict[str, SourceLines], today: datetime.date
) -> list[Finding]:
    found: list[Finding] = []

    def add(rule: Rule, entry: NumberedRecord, problem: Problem) -> None:
        source = lines.get(entry.source)
        if source is not None:
            line = source.find_line(entry.number, problem.about)
        else:
            line = entry.record.location.line if entry.record.location else None
        found.append(Finding(rule, problem.message, entry.source, entry.label, entry.number, line))

    for entry in entries:
        for rule in RULES:
            if not rule.across:
                for problem in rule.find(entry.record, today):
                    add(rule, entry, problem)
    for rule in RULES:
        if rule.across:
            for position, problem in rule.find(entries):
                add(rule, entries[position], problem)
    return found


def _is_wanted(rule: Rule, select: Sequence[str], ignore: Sequence[str]) -> bool:
    def matches(words: Sequence[str]) -> bool:
        return any(_matches(rule, word) for word in words)

    return (not select or matches(select)) and not matches(ignore)


def _matches(rule: Rule, word: str) -> bool:
    return bool(word) and (rule.code.startswith(word.upper()) or rule.name == word.casefold())


__all__ = ["RULES", "CheckResult", "check", "check_sources", "find_unknown_rules", "fix"]

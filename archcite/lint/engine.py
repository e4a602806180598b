"""The linter: rules over records, and over sources as they are read."""

from __future__ import annotations

import datetime
import os
import re
import warnings
from collections.abc import Iterable, Sequence

from attrs import frozen

from archcite.errors import ArchciteError, ArchciteWarning
from archcite.lint.findings import Entry, Finding, Problem, Rule
from archcite.lint.line_numbers import Places
from archcite.lint.rules import cross_record, missing, reading, repositories, suspicious
from archcite.record import Record

RULES: tuple[Rule, ...] = tuple(
    rule for module in (reading, missing, suspicious, repositories, cross_record) for rule in module.RULES.all
)


@frozen
class Checked:
    """What checking some sources gave: the findings in order, and the records of each source that was read.

    ``partly_read`` are the names of sources in which something could not be read.
    """

    findings: tuple[Finding, ...]
    entries: tuple[Entry, ...]
    partly_read: frozenset[str] = frozenset()

    def failed(self, level: str = "warning") -> bool:
        """Whether a finding is as grave as a level (``note``, ``warning``, ``error``), or graver."""
        return any(finding.is_at_least(level) for finding in self.findings)

    def records(self, source: str) -> list[Record]:
        """The records of one source."""
        return [entry.record for entry in self.entries if entry.source == source]


def check(
    records: Iterable[Record], source: str = "the records", *, today: datetime.date | None = None
) -> list[Finding]:
    """All that the rules find in records; ``source`` is what findings call where they come from.

    >>> [finding.rule.name for finding in check([Record(title="Letter", date="1958", kind="leter")])]
    ['no-repository', 'no-address', 'unknown-kind']
    """
    entries = [Entry(record, source, number) for number, record in enumerate(records, 1)]
    return _look(entries, {}, today or datetime.date.today())


def check_sources(
    sources: Iterable[str | os.PathLike[str]],
    *,
    select: Sequence[str] = (),
    ignore: Sequence[str] = (),
    today: datetime.date | None = None,
) -> Checked:
    """Read sources and check all their records; what readers warn of, and cannot read, are findings too.

    ``select`` and ``ignore`` are codes (``A101``), beginnings of codes (``A1``) or names of rules; nothing is
    raised for a source that cannot be read.

    >>> checked = check_sources(["seeds/wilson-center-110474.txt"])
    >>> [(finding.rule.code, finding.line) for finding in checked.findings]
    [('A201', 13)]
    """
    from archcite.formats.common.text_decoding import get_source_name

    entries: list[Entry] = []
    findings: list[Finding] = []
    partly: set[str] = set()
    places: dict[str, Places] = {}
    for source in sources:
        name = get_source_name(source)
        records, found = _read(source, name)
        findings += found
        if any(one.rule is reading.unreadable for one in found):
            partly.add(name)
        places[name] = Places(source, records)
        entries += [Entry(record, name, number) for number, record in enumerate(records, 1)]
    findings += _look(entries, places, today or datetime.date.today())
    order = {name: position for position, name in enumerate(places)}
    kept = [one for one in findings if _is_wanted(one.rule, select, ignore)]
    kept.sort(key=lambda one: (order[one.source], one.number or 0, one.rule.code))
    return Checked(tuple(kept), tuple(entries), frozenset(partly))


def mend(records: Iterable[Record]) -> list[Record]:
    """Records without the problems that can be mended safely, in the same order.

    >>> mend([Record(title='“A Letter,”')])[0].title
    'A Letter'
    """
    today = datetime.date.today()
    result = list(records)
    for rule in RULES:
        if not rule.fixable:
            continue
        if rule.of_all:
            entries = [Entry(record, "", number) for number, record in enumerate(result, 1)]
            for position, problem in rule.look(entries):
                result[position] = problem.mended or result[position]
            continue
        for position, record in enumerate(result):
            for problem in rule.look(record, today):
                result[position] = problem.mended or record
    return result


def _read(source: str | os.PathLike[str], name: str) -> tuple[list[Record], list[Finding]]:
    """The records of a source, and what reading it has to say."""
    from archcite.formats.reading import read_all

    records: list[Record] = []
    failures: tuple[str, ...] = ()
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", ArchciteWarning)
        try:
            # One by one: what stands before a damaged place is checked all the same.
            for record in read_all(source):
                records.append(record)
        except ArchciteError as error:
            failures = error.sentences
    findings = [
        _told(reading.read_with_a_guess, str(warning.message), name)
        for warning in caught
        if issubclass(warning.category, ArchciteWarning)
    ]
    findings += [_told(reading.unreadable, failure, name) for failure in failures]
    return records, findings


def _told(rule: Rule, message: str, name: str) -> Finding:
    """A sentence of a reader as a finding: the place that it begins with is taken off."""
    message = " ".join(message.split())
    place = re.match(
        rf"“{re.escape(name)}”(?:, line (?P<line>\d+))?"
        r"(?:, (?:record|item|row) (?:(?P<number>\d+)|“(?P<id>[^”]+)”))?: ",
        message,
    )
    if place is None:
        return Finding(rule, message, name)
    text = message[place.end() :]
    number = int(place["number"]) if place["number"] else None
    line = int(place["line"]) if place["line"] else None
    return Finding(rule, text[:1].upper() + text[1:], name, place["id"] or place["number"], number, line)


def _look(entries: Sequence[Entry], places: dict[str, Places], today: datetime.date) -> list[Finding]:
    found: list[Finding] = []

    def add(rule: Rule, entry: Entry, problem: Problem) -> None:
        place = places.get(entry.source)
        line = place.line(entry.number, problem.about) if place else None
        found.append(Finding(rule, problem.message, entry.source, entry.label, entry.number, line))

    for entry in entries:
        for rule in _of_one():
            for problem in rule.look(entry.record, today):
                add(rule, entry, problem)
    for rule in RULES:
        if rule.of_all:
            for position, problem in rule.look(entries):
                add(rule, entries[position], problem)
    return found


def _of_one() -> list[Rule]:
    """The rules that look at one record; the reading has had its say."""
    return [rule for rule in RULES if not rule.of_all and rule not in reading.RULES.all]


def _is_wanted(rule: Rule, select: Sequence[str], ignore: Sequence[str]) -> bool:
    def named(words: Sequence[str]) -> bool:
        return any(rule.code.startswith(word.upper()) or rule.name == word.casefold() for word in words)

    return (not select or named(select)) and not named(ignore)


__all__ = ["RULES", "Checked", "check", "check_sources", "mend"]

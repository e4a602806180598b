"""What the linter reports: rules, and findings with their location."""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, TypeAlias

from attrs import field, frozen

from archcite._foundation import resources
from archcite.record import Record, Source

if TYPE_CHECKING:
    from archcite.lint.record_index import RecordIndex

# From the mildest to the most severe; the words are those of SARIF.
SEVERITIES = ("note", "warning", "error")


class NumberedRecord(NamedTuple):
    """A record, the source that it comes from, and its number in that source (from 1)."""

    record: Source
    source: str
    number: int

    @property
    def label(self) -> str:
        """The name of the record in a finding: its id, or its number in the source."""
        return self.record.id or str(self.number)


class Problem(NamedTuple):
    """One problem that a rule found: a sentence, the text that it is about, and the record without the problem.

    A rule that compares records, which it does not keep, gives the id that the record should have instead.
    """

    message: str
    about: str | None = None
    fixed: Source | None = None
    free_id: str | None = None


# A rule looks at one record, or at all of them.
FindInRecord: TypeAlias = Callable[[Record, date], Iterator[Problem]]


class FinderAcrossRecords(Protocol):
    """What a rule compares records with: it is given one after the other, and keeps little of each."""

    def add(self, entry: NumberedRecord) -> None:
        """Add the next record."""

    def find(self, index: RecordIndex) -> Iterator[tuple[int, Problem]]:
        """Yield problems, each with the position of its record; ``index`` has the names of all records."""


@frozen
class Rule:
    """A rule: its row in ``data/rules.toml``, and the function that finds the problem.

    ``across`` makes what compares records with each other, for a rule that does.

    >>> from archcite.lint import RULES
    >>> next((rule.name, rule.severity, rule.fixable) for rule in RULES if rule.code == "A201")
    ('not-the-public-address', 'warning', True)
    """

    code: str
    name: str
    severity: str
    title: str
    advice: str
    fixable: bool = False
    wrong: str = ""
    right: str = ""
    find: Callable[..., Iterator[Any]] = field(default=iter, eq=False, repr=False)
    across: Callable[[], FinderAcrossRecords] | None = field(default=None, eq=False, repr=False)


@frozen
class Finding:
    """A problem of a record, and its location; ``line`` is None if the source has no lines or the line is unknown.

    >>> from archcite import check
    >>> finding = check("seeds/wilson-center-110474.txt")[0]
    >>> finding.code, finding.severity, finding.record, finding.line
    ('A201', 'warning', '110474', 13)
    """

    rule: Rule
    message: str
    source: str
    record: str | None = None
    number: int | None = None
    line: int | None = None

    @property
    def code(self) -> str:
        """The code of the rule, such as ``A201``."""
        return self.rule.code

    @property
    def severity(self) -> str:
        """The severity of the rule: ``note``, ``warning`` or ``error``."""
        return self.rule.severity

    def is_at_least(self, severity: str) -> bool:
        """Return whether the finding is as severe as ``severity``, or more severe."""
        return SEVERITIES.index(self.rule.severity) >= SEVERITIES.index(severity)


class RuleRegistry:
    """The rules of one module, filled by the functions that it decorates."""

    def __init__(self) -> None:
        self.all: list[Rule] = []

    def add(self, code: str) -> Callable[[FindInRecord], Rule]:
        """Return a decorator that registers a function which looks at one record."""
        return lambda find: self._add(code, find=find)

    def add_across(self, code: str) -> Callable[[Callable[[], FinderAcrossRecords]], Rule]:
        """Return a decorator that registers a class which compares all records."""
        return lambda build: self._add(code, across=build)

    def add_reading(self, code: str) -> Rule:
        """Register a rule that reports what reading a source reported; it looks at no record."""
        return self._add(code, find=lambda *_: iter(()))

    def _add(self, code: str, **functions: Callable[..., Any]) -> Rule:
        row: dict[str, Any] = {**_load_table()[code], **functions}
        rule = Rule(**row)
        self.all.append(rule)
        return rule


@functools.cache
def _load_table() -> Mapping[str, dict[str, Any]]:
    """Return the rows of ``data/rules.toml`` by code."""
    rows = resources.read_table(__spec__, "data/rules.toml")["rule"]
    return {
        row["code"]: {key: value.strip() if isinstance(value, str) else value for key, value in row.items()}
        for row in rows
    }

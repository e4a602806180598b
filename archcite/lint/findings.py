"""What the linter has to say: rules, and findings with their place."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple, TypeAlias

from attrs import field, frozen

from archcite.record import Record

# From the least to the most; the words are those of SARIF.
SEVERITIES = ("note", "warning", "error")


class Entry(NamedTuple):
    """A record, the source that it comes from, and which one of that source it is (from 1)."""

    record: Record
    source: str
    number: int

    @property
    def label(self) -> str:
        """What a finding calls the record: its id, or its number in the source."""
        return self.record.id or str(self.number)


class Problem(NamedTuple):
    """One thing that a rule found: a sentence, the text that it is about, and a record without the problem."""

    message: str
    about: str | None = None
    mended: Record | None = None


# A rule looks at one record, or at all of them: then it says of which (by position) it speaks.
OneRecord: TypeAlias = Callable[[Record, date], Iterator[Problem]]
AllRecords: TypeAlias = Callable[[Sequence[Entry]], Iterator[tuple[int, Problem]]]


@frozen
class Rule:
    """A rule: its code and name, how grave it is, whether ``--fix`` mends it, and the function that looks."""

    code: str
    name: str
    severity: str
    fixable: bool
    look: Callable[..., Iterator[Any]] = field(eq=False, repr=False)
    of_all: bool = False

    @property
    def title(self) -> str:
        """What is wrong, in one sentence."""
        return _paragraphs(self.look)[0]

    @property
    def advice(self) -> str:
        """Why it matters, and what to do."""
        return "\n\n".join(_paragraphs(self.look)[1:])


@frozen
class Finding:
    """A problem of a record, and where it is; ``line`` is None where the source has no lines, or none fits."""

    rule: Rule
    message: str
    source: str
    record: str | None = None
    number: int | None = None
    line: int | None = None

    def is_at_least(self, severity: str) -> bool:
        """Whether the finding is as grave as that, or graver."""
        return SEVERITIES.index(self.rule.severity) >= SEVERITIES.index(severity)


class Rules:
    """The table of rules, filled by the functions that it decorates."""

    def __init__(self) -> None:
        self.all: list[Rule] = []

    def record(
        self, code: str, name: str, severity: str, *, fixable: bool = False
    ) -> Callable[[OneRecord], Rule]:
        """A rule about one record."""
        return lambda look: self._add(Rule(code, name, severity, fixable, look))

    def records(
        self, code: str, name: str, severity: str, *, fixable: bool = False
    ) -> Callable[[AllRecords], Rule]:
        """A rule about records beside each other."""
        return lambda look: self._add(Rule(code, name, severity, fixable, look, of_all=True))

    def _add(self, rule: Rule) -> Rule:
        self.all.append(rule)
        return rule


def _paragraphs(function: Callable[..., object]) -> list[str]:
    text = function.__doc__ or ""
    return [" ".join(paragraph.split()) for paragraph in text.split("\n\n")]

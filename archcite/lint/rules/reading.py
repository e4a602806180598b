"""Rules that report what readers report."""

from __future__ import annotations

from archcite._foundation.lazy_regex import pattern
from archcite.lint.findings import RuleRegistry
from archcite.notation.reference_formatter import is_only_form

RULES = RuleRegistry()

UNREADABLE = RULES.add_reading("A001")
READ_WITH_A_GUESS = RULES.add_reading("A002")

_UNKNOWN_LEVEL = pattern(r"“[^“”]*” has no label and is kept whole\.\s*$")


def is_finding(warning: str) -> bool:
    """Return whether a reader's warning is worth a finding.

    Nobody can correct the punctuation and the order that archcite normalizes; rule A305 reports parts without a level.

    >>> is_finding("a.txt:1: “APRF:” would be written “APRF,”."), is_finding("“5/a” has no label and is kept whole.")
    (False, False)
    >>> is_finding("The date was guessed.")
    True
    """
    return not is_only_form(warning) and _UNKNOWN_LEVEL.search(warning) is None

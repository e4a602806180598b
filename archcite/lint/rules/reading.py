"""Rules that report what readers report."""

from __future__ import annotations

from archcite.lint.findings import RuleRegistry

RULES = RuleRegistry()

UNREADABLE = RULES.add_reading("A001")
READ_WITH_A_GUESS = RULES.add_reading("A002")

"""The linter behind ``archcite check``: find missing and suspicious data in records, and fix what is safe to fix."""

from __future__ import annotations

from archcite.lint.checking import Checker
from archcite.lint.engine import RULES, CheckResult, check, check_sources, find_unknown_rules, fix
from archcite.lint.findings import SEVERITIES, Finding, Rule
from archcite.lint.fixes import FixedFile, fix_source
from archcite.lint.reporters import FORMATS, format_report, iterate_report

__all__ = [
    "FORMATS",
    "RULES",
    "SEVERITIES",
    "CheckResult",
    "Checker",
    "Finding",
    "FixedFile",
    "Rule",
    "check",
    "check_sources",
    "find_unknown_rules",
    "fix",
    "fix_source",
    "format_report",
    "iterate_report",
]


def __dir__() -> list[str]:
    return __all__

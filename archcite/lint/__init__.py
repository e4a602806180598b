"""The linter behind ``archcite check``: what a citation lacks, what in it is likely wrong, and what can be mended."""

from __future__ import annotations

from archcite.lint.engine import RULES, Checked, check, check_sources, mend
from archcite.lint.findings import SEVERITIES, Finding, Rule
from archcite.lint.fixes import Mended, mend_source
from archcite.lint.reporters import FORMATS, report

__all__ = [
    "FORMATS",
    "RULES",
    "SEVERITIES",
    "Checked",
    "Finding",
    "Mended",
    "Rule",
    "check",
    "check_sources",
    "mend",
    "mend_source",
    "report",
]

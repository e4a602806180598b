"""The linter behind ``archcite check``: what a citation lacks, what in it is likely wrong, and what can be mended."""

from __future__ import annotations

from archcite.lint.checking import RULES, Checked, check, check_sources, mend
from archcite.lint.finding import SEVERITIES, Finding, Rule
from archcite.lint.formats import FORMATS, report
from archcite.lint.mending import Mended, mend_source

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

"""Rules that report what readers report."""

from __future__ import annotations

import re

from archcite._foundation.lazy_regex import pattern
from archcite.lint.findings import RuleRegistry

RULES = RuleRegistry()

UNREADABLE = RULES.add_reading("A001")
READ_WITH_A_GUESS = RULES.add_reading("A002")

_REWORDING = pattern(r"“(?P<old>[^“”]*)” would be written “(?P<new>[^“”]*)”")


def is_only_punctuation(warning: str) -> bool:
    """Return whether a warning reports a reference of which archcite changes only punctuation, which nobody can fix.

    >>> is_only_punctuation("a.txt:1: “APRF:” would be written “APRF,”."), is_only_punctuation("The date was guessed.")
    (True, False)
    """
    found = _REWORDING.search(warning)
    if found is None:
        return False
    old, new = (re.sub(r"[\W_]", "", found[name]) for name in ("old", "new"))
    return old == new

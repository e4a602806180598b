"""The rules of ``archcite check``: one module for each kind of problem, described in ``data/rules.toml``."""

from __future__ import annotations

from archcite.lint.findings import Rule
from archcite.lint.rules import cross_record, missing, reading, repositories, suspicious

ALL: tuple[Rule, ...] = tuple(
    rule for module in (reading, missing, suspicious, repositories, cross_record) for rule in module.RULES.all
)

"""Values of CSL-JSON in the lines of notes: read from a line, and written into one."""

from __future__ import annotations

import json
from typing import Any

from archcite.csl.variables import DATES, NAMES, TYPES
from archcite.record.csl_variables import DATE_ERRORS, to_date


def parse_line_value(variable: str, text: str) -> Any:
    """Return the value that a line in a note gives a variable, as it would be in the item; None for an unknown type.

    >>> parse_line_value("author", "Creel || George")
    [{'family': 'Creel', 'given': 'George'}]
    """
    if variable == "type":
        return text.casefold() if text.casefold() in TYPES else None
    if variable in DATES:
        return {"raw": text}
    if variable in NAMES:
        family, divided, given = text.partition("||")
        return [{"family": family.strip(), "given": given.strip()} if divided else {"literal": text}]
    return text


def format_value(variable: str, value: Any) -> str:
    """Return a value as a note has it: dates in words or in EDTF, other things that are not text in JSON."""
    if isinstance(value, str):
        return value
    if variable in DATES:
        try:
            return str(to_date(value))
        except DATE_ERRORS:
            pass
    return json.dumps(value, ensure_ascii=False, default=str)

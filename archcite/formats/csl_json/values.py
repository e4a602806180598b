"""Values of CSL-JSON in the lines of notes: read from a line, and written into one."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from archcite.csl.variables import ALIASES, DATES, NAMES, TYPES
from archcite.record.csl_variables import DATE_ERRORS, to_date

# Old names of variables, and those of Zotero → the names of CSL 1.0.2.
_CURRENT_NAMES = {other: name for name, other in ALIASES if name != "event"}


def use_current_names(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an item whose variables have the names of CSL 1.0.2; what has both names and one value is there once.

    >>> use_current_names({"title": "On Letters", "shortTitle": "Letters", "event": "AHA"})
    {'title': 'On Letters', 'title-short': 'Letters', 'event-title': 'AHA'}
    >>> use_current_names({"title-short": "Letters", "shortTitle": "Epistles"})
    {'title-short': 'Letters', 'shortTitle': 'Epistles'}
    """
    if _CURRENT_NAMES.keys().isdisjoint(item):
        return item
    renamed = dict(item)
    for old, current in _CURRENT_NAMES.items():
        if old in item and item.get(current) in (None, "", item[old]):
            renamed = {current if name == old else name: value for name, value in renamed.items()}
    return renamed


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

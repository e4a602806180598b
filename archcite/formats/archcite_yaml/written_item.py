"""The CSL item of a published work as people write it by hand, with names and dates as texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite.csl.variables import DATES, NAMES
from archcite.errors import RecordError
from archcite.formats.common.corporate_names import is_body_alone
from archcite.formats.csl_json.item_from_record import to_csl_date
from archcite.record import Agent, ArchivalDate
from archcite.record.csl_variables import from_agent


def to_item(written: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item with its names and dates as CSL-JSON has them; those that are so already stay.

    >>> to_item({"author": "Stephen Kotkin", "issued": 1995})
    {'author': [{'family': 'Kotkin', 'given': 'Stephen'}], 'issued': {'date-parts': [[1995]]}}
    """
    return {name: _to_value(name, value) for name, value in written.items()}


def _to_value(variable: str, value: Any) -> Any:
    if variable in NAMES:
        given = value if isinstance(value, list) else [value]
        return [_to_name(name) if isinstance(name, str) and name.strip() else name for name in given]
    if variable in DATES and value is not None and not isinstance(value, (Mapping, list)):
        return _to_date(str(value))
    return value


def _to_date(text: str) -> dict[str, Any]:
    try:
        return to_csl_date(ArchivalDate.parse(text)) or {"literal": text}
    except RecordError:
        return {"literal": text}  # “forthcoming”


def _to_name(text: str) -> dict[str, str]:
    return from_agent(Agent.body(text) if is_body_alone(text) else Agent.parse(text))

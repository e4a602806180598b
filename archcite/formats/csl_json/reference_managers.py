"""The tables of ``reference_managers.toml``: what reference managers call types and variables, a table a format."""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from archcite._foundation import resources


@functools.cache
def load_table(format: str) -> dict[str, Any]:
    """Return the tables of a format: types, fields, and what else it has."""
    found: dict[str, Any] = resources.read_table(__spec__, "reference_managers.toml")[format]
    return found


@functools.cache
def get_variables(format: str, type: str, archival: bool | None = None) -> Mapping[str, str]:
    """Return field → variable for a type of item: what the type says, what archival types say, what all say."""
    tables = load_table(format)
    found: dict[str, str] = dict(tables["fields"])
    if type in tables.get("archival", ()) if archival is None else archival:
        found |= tables.get("archival_fields", {})
        # What a type of published works says counts for its own fields only.
        if archival is not None:
            return found
    found |= tables.get("by_type", {}).get(type, {})
    return found

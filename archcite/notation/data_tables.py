"""The data files of the notation, read from the JSON that ``.ci/build_tables.py`` makes of the TOML."""

from __future__ import annotations

import functools
import json
from typing import Any

from archcite._foundation import resources


@functools.cache
def load_table(name: str) -> dict[str, Any]:
    """Load a data file by its name without the ending. The result is cached and shared; do not change it.

    >>> load_table("archives")["archive"][0]["place"]
    'Moscow'
    """
    table: dict[str, Any] = json.loads(resources.read_text(__spec__, f"data/{name}.json"))
    return table

"""The data files of the notation."""

from __future__ import annotations

from typing import Any

from archcite._foundation import resources


def load_table(name: str) -> dict[str, Any]:
    """Load a data file by its name without the ending. The result is cached and shared; do not change it.

    >>> load_table("archives")["archive"][0]["place"]
    'Moscow'
    """
    return resources.read_table(__spec__, f"data/{name}.toml")

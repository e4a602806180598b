"""The ``references`` in a document's metadata: CSL items, whose texts pandoc has parsed as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite.integrations.pandoc.ast import CSL_JSON, to_plain_value


def parse_references(meta: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Convert the value of ``references`` to CSL items.

    >>> title = {"t": "MetaInlines", "c": [{"t": "Emph", "c": [{"t": "Str", "c": "Signs"}]}]}
    >>> parse_references({"t": "MetaList", "c": [{"t": "MetaMap", "c": {"title": title}}]})
    [{'title': '<i>Signs</i>'}]
    """
    items = to_plain_value(meta, CSL_JSON)
    return [item for item in items if isinstance(item, dict)] if isinstance(items, list) else []

"""The ``references`` in a document's metadata: CSL items, whose texts pandoc has parsed as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite.csl.variables import NAMES
from archcite.integrations.pandoc.ast import CSL_JSON, to_plain_value


def parse_references(meta: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Convert the value of ``references`` to CSL items.

    >>> title = {"t": "MetaInlines", "c": [{"t": "Emph", "c": [{"t": "Str", "c": "Signs"}]}]}
    >>> parse_references({"t": "MetaList", "c": [{"t": "MetaMap", "c": {"title": title}}]})
    [{'title': '<i>Signs</i>'}]
    """
    items = to_plain_value(meta, CSL_JSON)
    return (
        [_join_name_parts(item) for item in items if isinstance(item, dict)]
        if isinstance(items, list)
        else []
    )


def _join_name_parts(item: dict[str, Any]) -> dict[str, Any]:
    """Join the parts of names that are lists, as pandoc reads them: ``given: [Ann, Lee]``.

    >>> _join_name_parts({"author": {"family": "Roe", "given": ["Ann", "Lee"]}})
    {'author': [{'family': 'Roe', 'given': 'Ann Lee'}]}
    """
    found = dict(item)
    for variable in NAMES & found.keys():
        names = found[variable] if isinstance(found[variable], list) else [found[variable]]
        found[variable] = [
            {
                part: " ".join(map(str, value)) if isinstance(value, list) else value
                for part, value in name.items()
            }
            if isinstance(name, dict)
            else name
            for name in names
        ]
    return found

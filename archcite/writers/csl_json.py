"""Records as CSL items, in JSON and in YAML, which Zotero, pandoc and every CSL processor read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from archcite.record import Record
from archcite.writers.csl_item import CREDITED, to_csl_item
from archcite.writers.said import name_losses, said
from archcite.writers.yaml_text import dumped

# The fields of a record that no variable says; all others are in one, or in a line of “annote”.
LOST = frozenset(
    (
        *("date.text", "agents.affiliation", "holding.repository.code", "holding.repository.country"),
        *("copy.identifier", "contents"),
    )
)


def to_csl_json(records: Sequence[Record]) -> str:
    """A JSON array of CSL items, in the order of the records.

    >>> print(to_csl_json([Record(id="x", kind="map", title="Danube")]))
    [
      {
        "id": "x",
        "type": "document",
        "title": "Danube"
      }
    ]
    <BLANKLINE>
    """
    import json

    return json.dumps(_items(records, "CSL-JSON"), ensure_ascii=False, indent=2) + "\n"


def to_csl_yaml(records: Sequence[Record]) -> str:
    """CSL items in YAML, under ``references``, as pandoc takes them.

    >>> print(to_csl_yaml([Record(id="x", kind="map", title="Danube: a map", date="1936")]))
    references:
      - id: x
        type: document
        title: 'Danube: a map'
        issued:
          date-parts:
            - - 1936
    <BLANKLINE>
    """
    return dumped({"references": _items(records, "CSL-YAML")})


def _items(records: Sequence[Record], format: str) -> list[dict[str, Any]]:
    for record in records:
        name_losses(record, [name for name in said(record) if _is_lost(record, name)], format)
    return [to_csl_item(record) for record in records]


def _is_lost(record: Record, name: str) -> bool:
    if name == "agents.on_behalf_of":
        # The sentence of credits says it, of those whom it names.
        return any(agent.on_behalf_of and agent.role not in CREDITED for agent in record.agents())
    return name in LOST

"""Records as a CSL-JSON file, which Zotero, pandoc and every CSL processor read."""

from __future__ import annotations

from collections.abc import Sequence

from archcite.record import Record
from archcite.writers.csl_item import to_csl_item


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

    return json.dumps([to_csl_item(record) for record in records], ensure_ascii=False, indent=2) + "\n"

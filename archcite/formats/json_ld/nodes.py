"""What the nodes of JSON-LD contain: their types, and the texts and names in their properties."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.json_reading import to_text, to_texts


def resolve_node(one: Any, graph: Mapping[str, Mapping[str, Any]]) -> Any:
    """Return the full node of the graph for a reference that has only an id."""
    if isinstance(one, Mapping) and len(one) <= 2 and "name" not in one:
        return graph.get(to_text(one.get("@id")), one)
    return one


def collect_names(value: Any) -> list[str]:
    """Collect texts, and the names or values of nodes."""
    said: list[str] = []
    for one in value if isinstance(value, list) else [value]:
        if isinstance(one, Mapping):
            values = (
                to_text(one.get(key)) for key in ("name", "@value", "value", "streetAddress", "url", "@id")
            )
            said += [value for value in values if value][:1]
        else:
            said += [catalogue.strip_markup(text) for text in to_texts(one)]
    return said


def get_types(node: Mapping[str, Any]) -> list[str]:
    """Return the types of a node, without their vocabulary."""
    return [kind.rpartition("/")[2].rpartition(":")[2] for kind in to_texts(node.get("@type"))]

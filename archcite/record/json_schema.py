"""The JSON Schema of archcite's own files, for editors that complete keys and mark mistakes while one writes.

It is made from the model, so that it cannot fall behind: ``python -m archcite.record.json_schema`` prints it.
"""

from __future__ import annotations

from typing import Any

from archcite.record.serialization import (
    AGENT_KEYS,
    COPY_KEYS,
    DATE_KEYS,
    LIST_FIELDS,
    PAGES_KEYS,
    PART_KEYS,
    RECORD_KEYS,
    REPOSITORY_KEYS,
)
from archcite.record.vocabulary import KINDS, LEVEL_WORDS, ROLES

# Sections of a collection that declare what records are in; they share one set of names.
PLACE_SECTIONS = ("fonds", "collections", "series", "boxes", "volumes", "files")
PORTAL_KEYS = ("name", "url", "identifier", "accessed")

# Text, as the reader takes it: numbers stay as they are written; a null takes away what is inherited.
_TEXT: dict[str, Any] = {"type": ["string", "number", "null"]}


def json_schema() -> dict[str, Any]:
    """The schema of a file: one record, a list of records, or a collection.

    >>> sorted(json_schema()["$defs"]["repository"]["anyOf"][1]["properties"])
    ['code', 'country', 'in', 'name', 'place']
    """
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Records of archival sources for archcite",
        "if": {"type": "object", "required": ["records"]},
        "then": {"$ref": "#/$defs/collection"},
        "else": {
            "anyOf": [{"$ref": "#/$defs/record"}, {"type": "array", "items": {"$ref": "#/$defs/record"}}]
        },
        "$defs": {
            "collection": _collection(),
            "record": _record(),
            "holding": _object({"in": _TEXT, **_place()}, "Where the original is kept."),
            "repository": _text_or(_object(dict.fromkeys(("in", *REPOSITORY_KEYS), _TEXT))),
            "part": _text_or(_object(dict.fromkeys(("label", "value", "title"), _TEXT))),
            "listed-part": {
                "anyOf": [
                    {"type": "string"},
                    _object(dict.fromkeys(PART_KEYS, _TEXT)) | {"required": ["level"]},
                    {"type": "object", "minProperties": 1, "maxProperties": 1},
                ]
            },
            "pages": _text_or(_object(dict.fromkeys(PAGES_KEYS, _TEXT))),
            "date": _text_or(_object(dict.fromkeys(DATE_KEYS, _TEXT))),
            "copy": _text_or(_object({**dict.fromkeys(COPY_KEYS, _TEXT), "accessed": _ref("date")})),
            "agent": _text_or(_object(dict.fromkeys(AGENT_KEYS, _TEXT))),
        },
    }


def _collection() -> dict[str, Any]:
    records = {
        "anyOf": [
            {"type": "array", "items": _ref("record"), "minItems": 1},
            {"type": "object", "additionalProperties": _ref("record"), "minProperties": 1},
        ]
    }
    portal = _text_or(_object({**dict.fromkeys(PORTAL_KEYS, _TEXT), "accessed": _ref("date")}))
    sections = {
        "repositories": _named(_ref("repository"), "Archives and libraries, each under a short name."),
        "portals": _named(
            portal, "Portals, each under a short name; “{identifier}” in an address is filled in."
        ),
        **dict.fromkeys(
            PLACE_SECTIONS, _named(_ref("record"), "What records are in, each under a short name.")
        ),
        "records": records,
    }
    return _object(sections) | {"required": ["records"]}


def _record() -> dict[str, Any]:
    properties: dict[str, Any] = {"in": _TEXT | {"description": "The fonds, series or box that this is in."}}
    for key in RECORD_KEYS:
        properties[key] = _one_or_more(_TEXT) if key in LIST_FIELDS else _TEXT
    properties["variables"] = properties["publication"] = {"type": "object"}
    properties["kind"] = _TEXT | {"examples": list(KINDS)}
    properties["date"] = _ref("date")
    properties["copy"] = _ref("copy")
    properties["agents"] = {"type": "array", "items": _ref("agent")}
    properties["holdings"] = properties["holding"] = _one_or_more(_ref("holding"))
    agents = {role: _one_or_more(_ref("agent")) for role in ROLES}
    flat_copy = {**dict.fromkeys(COPY_KEYS, _TEXT), "accessed": _ref("date")}
    return _object({**properties, **agents, **_place(), **flat_copy}, "One archival source.")


def _place() -> dict[str, Any]:
    return {
        "repository": _ref("repository"),
        **dict.fromkeys(LEVEL_WORDS, _ref("part")),
        "parts": {"type": "array", "items": _ref("listed-part")},
        "pages": _ref("pages"),
        "note": _TEXT,
    }


def _ref(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    described = {"description": description} if description else {}
    return {"type": "object", **described, "properties": properties, "additionalProperties": False}


def _text_or(other: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [_TEXT, other]}


def _named(entry: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "object", "description": description, "additionalProperties": entry}


def _one_or_more(entry: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [entry, {"type": "array", "items": entry}, {"type": "null"}]}


if __name__ == "__main__":
    import json

    print(json.dumps(json_schema(), ensure_ascii=False, indent=2))

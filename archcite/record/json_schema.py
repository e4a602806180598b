"""The JSON Schema of archcite's own files, for editors that complete keys and mark mistakes while one writes.

The schema is generated from the model, so that they agree; ``python -m archcite.record.json_schema`` prints it.
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


def build_json_schema() -> dict[str, Any]:
    """Build the JSON Schema of a file: one record, a list of records, or a collection.

    >>> sorted(build_json_schema()["$defs"]["repository"]["anyOf"][1]["properties"])
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
            "collection": _build_collection(),
            "record": _build_record(),
            "holding": _build_object({"in": _TEXT, **_build_place()}, "Where the original is kept."),
            "repository": _allow_text_or(_build_object(dict.fromkeys(("in", *REPOSITORY_KEYS), _TEXT))),
            "part": _allow_text_or(_build_object(dict.fromkeys(("label", "value", "title"), _TEXT))),
            "listed-part": {
                "anyOf": [
                    {"type": "string"},
                    _build_object(dict.fromkeys(PART_KEYS, _TEXT)) | {"required": ["level"]},
                    {"type": "object", "minProperties": 1, "maxProperties": 1},
                ]
            },
            "pages": _allow_text_or(_build_object(dict.fromkeys(PAGES_KEYS, _TEXT))),
            "date": _allow_text_or(_build_object(dict.fromkeys(DATE_KEYS, _TEXT))),
            "copy": _allow_text_or(
                _build_object({**dict.fromkeys(COPY_KEYS, _TEXT), "accessed": _refer_to("date")})
            ),
            "agent": _allow_text_or(_build_object(dict.fromkeys(AGENT_KEYS, _TEXT))),
        },
    }


def _build_collection() -> dict[str, Any]:
    records = {
        "anyOf": [
            {"type": "array", "items": _refer_to("record"), "minItems": 1},
            {"type": "object", "additionalProperties": _refer_to("record"), "minProperties": 1},
        ]
    }
    portal = _allow_text_or(
        _build_object({**dict.fromkeys(PORTAL_KEYS, _TEXT), "accessed": _refer_to("date")})
    )
    sections = {
        "repositories": _build_named(
            _refer_to("repository"), "Archives and libraries, each under a short name."
        ),
        "portals": _build_named(
            portal, "Portals, each under a short name; “{identifier}” in an address is filled in."
        ),
        **dict.fromkeys(
            PLACE_SECTIONS, _build_named(_refer_to("record"), "What records are in, each under a short name.")
        ),
        "records": records,
    }
    return _build_object(sections) | {"required": ["records"]}


def _build_record() -> dict[str, Any]:
    properties: dict[str, Any] = {"in": _TEXT | {"description": "The fonds, series or box that this is in."}}
    for key in RECORD_KEYS:
        properties[key] = _allow_one_or_more(_TEXT) if key in LIST_FIELDS else _TEXT
    properties["variables"] = properties["publication"] = {"type": "object"}
    properties["kind"] = _TEXT | {"examples": list(KINDS)}
    properties["date"] = _refer_to("date")
    properties["copy"] = _refer_to("copy")
    properties["agents"] = {"type": "array", "items": _refer_to("agent")}
    properties["holdings"] = properties["holding"] = _allow_one_or_more(_refer_to("holding"))
    agents = {role: _allow_one_or_more(_refer_to("agent")) for role in ROLES}
    flat_copy = {**dict.fromkeys(COPY_KEYS, _TEXT), "accessed": _refer_to("date")}
    return _build_object({**properties, **agents, **_build_place(), **flat_copy}, "One archival source.")


def _build_place() -> dict[str, Any]:
    return {
        "repository": _refer_to("repository"),
        **dict.fromkeys(LEVEL_WORDS, _refer_to("part")),
        "parts": {"type": "array", "items": _refer_to("listed-part")},
        "reference": _TEXT
        | {"description": "The reference as the archive writes it: “f. 5, op. 30, d. 273”."},
        "pages": _refer_to("pages"),
        "note": _TEXT,
    }


def _refer_to(name: str) -> dict[str, Any]:
    return {"$ref": f"#/$defs/{name}"}


def _build_object(properties: dict[str, Any], description: str = "") -> dict[str, Any]:
    described = {"description": description} if description else {}
    return {"type": "object", **described, "properties": properties, "additionalProperties": False}


def _allow_text_or(other: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [_TEXT, other]}


def _build_named(entry: dict[str, Any], description: str) -> dict[str, Any]:
    return {"type": "object", "description": description, "additionalProperties": entry}


def _allow_one_or_more(entry: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [entry, {"type": "array", "items": entry}, {"type": "null"}]}


if __name__ == "__main__":
    import json

    print(json.dumps(build_json_schema(), ensure_ascii=False, indent=2))

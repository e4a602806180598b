"""Write records as ``references`` of a CITATION.cff file (Citation File Format 1.2.0), for the sources of data sets."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from archcite.formats.archcite_yaml.yaml_emitter import dump_yaml
from archcite.formats.common.field_mapping import FieldTable, map_record
from archcite.record import Agent, Source
from archcite.record.vocabulary import CREATORS

# CSL type -> type of a reference; “unpublished” for all others that are in an archive.
TYPES: Mapping[str, str] = {
    "article": "article",
    "article-newspaper": "newspaper-article",
    "bill": "bill",
    "book": "book",
    "broadcast": "film-broadcast",
    "graphic": "art",
    "hearing": "hearing",
    "legislation": "statute",
    "map": "map",
    "motion_picture": "film-broadcast",
    "pamphlet": "pamphlet",
    "patent": "patent",
    "periodical": "serial",
    "personal_communication": "personal-communication",
    "report": "report",
    "song": "sound-recording",
    "thesis": "thesis",
    "webpage": "website",
}
TABLE = FieldTable(
    "CITATION.cff",
    (
        *(("authors", role) for role in CREATORS),
        ("title", "heading"),
        ("recipients", "recipient"),
        ("editors", "editor"),
        ("translators", "translator"),
        ("year", "year or words"),
        ("month", "month"),
        ("date-published", "whole day"),
        ("collection-title", "collection"),
        ("location name", "repository"),
        ("location alias", "code"),
        ("location city", "place"),
        ("section", "location and leaves"),
        ("database", "portal"),
        ("url", "address"),
        ("date-accessed", "whole day of access"),
        ("medium", "medium"),
        ("languages", "language codes"),
        ("keywords", "subjects"),
        ("abstract", "summary"),
        ("copyright", "rights"),
    ),
    notes="notes",
)
_LISTS = frozenset(("authors", "recipients", "editors", "translators", "languages", "keywords"))
# Python reads no number of more than some thousand figures, and no year has so many.
_LONGEST_NUMBER = 20
_NUMBERS = frozenset(("year", "month"))
_ADDRESS = re.compile(r"(?:https?|s?ftp)://[^\s<>\"{}|\\^`]+")


def to_cff(records: Sequence[Source]) -> str:
    """Format records as a list under ``references``, to be put into a CITATION.cff file.

    >>> from archcite.record import Record
    >>> letter = Record(kind="letter", title="Letter", date="1918-09-25", agents=[Agent.parse("A. Smith")])
    >>> print(to_cff([letter]).removeprefix("references:"))
    <BLANKLINE>
      - type: personal-communication
        authors:
          - family-names: Smith
            given-names: A.
        title: Letter
        year: 1918
        month: 9
        date-published: '1918-09-25'
        notes: 'Kind: letter'
    <BLANKLINE>
    """
    return dump_yaml({"references": [_build_reference(record) for record in records]})


def _build_reference(record: Source) -> dict[str, Any]:
    type_ = TYPES.get(record.csl_type, "unpublished" if record.holding else "generic")
    # The format requires authors.
    result: dict[str, Any] = {"type": type_, "authors": [], "title": ""}
    notes: list[str] = []
    for target, value in map_record(record, TABLE):
        field, _, part = target.partition(" ")
        text: Any = _build_name(value) if isinstance(value, Agent) else str(value)
        if field == TABLE.notes:
            notes.append(text)
        elif part:
            result.setdefault(field, {})[part] = text
        elif field in _LISTS:
            listed = result.setdefault(field, [])
            text = text.partition("-")[0] if field == "languages" else text
            listed += [text] if text not in listed else []
        else:
            is_number = field in _NUMBERS and text.isdecimal() and len(text) < _LONGEST_NUMBER
            result[field] = int(text) if is_number else text
    if not result["authors"]:
        result["authors"] = [{"name": "anonymous"}]
    if "location" in result and "name" not in result["location"]:
        result["location"]["name"] = next(iter(result["location"].values()))
    if not _ADDRESS.fullmatch(result.get("url", "")):
        notes += [f"Address: {result.pop('url')}"] if "url" in result else []
    if notes:
        result["notes"] = "\n".join(notes)
    return result


def _build_name(agent: Agent) -> dict[str, str]:
    if agent.literal or not agent.family:
        return {"name": agent.name}
    parts = {
        "family-names": agent.family,
        "given-names": " ".join(text for text in (agent.given, agent.dropping_particle) if text),
        "name-particle": agent.particle,
        "name-suffix": agent.suffix,
    }
    return {name: text for name, text in parts.items() if text}

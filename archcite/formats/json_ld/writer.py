"""Write records as JSON-LD in the vocabulary of schema.org, for web pages: ``ArchiveComponent`` and its archive.

A published work is what it is there: see :mod:`archcite.formats.json_ld.works`.

The text can be put as it is between ``<script type="application/ld+json">`` and ``</script>``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archcite.formats.common.field_mapping import FieldTable, Value, map_record
from archcite.formats.csl_json.item_from_record import to_language_tag
from archcite.formats.json_ld.works import build_work
from archcite.record import Agent, Publication, Repository, Source
from archcite.record.vocabulary import ROLES

# CSL type -> type of schema.org, in addition to ArchiveComponent.
TYPES: Mapping[str, str] = {
    "graphic": "VisualArtwork",
    "legislation": "Legislation",
    "manuscript": "Manuscript",
    "map": "Map",
    "motion_picture": "VideoObject",
    "personal_communication": "Message",
    "report": "Report",
    "song": "AudioObject",
    "thesis": "Thesis",
}
# Role -> property; all others are contributors, whose roles are given in the credits.
_ROLES = {
    "author": "author",
    "composer": "author",
    "interviewee": "author",
    "photographer": "author",
    "speaker": "author",
    "recipient": "recipient",
    "translator": "translator",
    "editor": "editor",
}
TABLE = FieldTable(
    "schema.org",
    (
        ("identifier", "number"),
        ("name", "heading"),
        *((_ROLES.get(role, "contributor"), role) for role in ROLES),
        ("contributor", "other agents"),
        ("dateCreated", "date"),
        ("genre", "kind"),
        ("inLanguage", "languages"),
        ("translationOfWork", "original language"),
        ("material", "medium"),
        ("itemLocation", "location"),
        ("pagination", "pages"),
        ("isPartOf", "collection"),
        ("url", "address"),
        ("provider", "portal"),
        ("workExample", "published in"),
        ("abstract", "summary"),
        ("text", "contents"),
        ("keywords", "subjects"),
        ("copyrightNotice", "rights"),
    ),
    notes="creditText",
    # Written by _build_object, not through the table.
    elsewhere=(
        *("id", "holding.repository.name", "holding.repository.code", "holding.repository.place"),
        *("holding.repository.country", "agents.affiliation"),
    ),
)
# Characters that could end the script element.
_UNSAFE = str.maketrans(
    {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}
)


def to_json_ld(records: Sequence[Source]) -> str:
    """Format one record as an object, several as the ``@graph`` of one.

    >>> from archcite.record import Holding, Record
    >>> print(to_json_ld([Record(title="<Danube>", kind="map", holdings=[Holding(Repository("ANIC"))])]))
    {
      "@context": "https://schema.org",
      "@type": [
        "ArchiveComponent",
        "Map"
      ],
      "name": "\\u003cDanube\\u003e",
      "genre": "map",
      "holdingArchive": {
        "@type": "ArchiveOrganization",
        "name": "ANIC"
      }
    }
    <BLANKLINE>
    """
    import json

    objects = [_build_object(record) for record in records]
    context = {"@context": "https://schema.org"}
    tree = {**context, **objects[0]} if len(objects) == 1 else {**context, "@graph": objects}
    return json.dumps(tree, ensure_ascii=False, indent=2).translate(_UNSAFE) + "\n"


def _build_object(record: Source) -> dict[str, Any]:
    if isinstance(record, Publication) and not record.holding.repository:
        return build_work(record)
    special = TYPES.get(record.csl_type)
    result: dict[str, Any] = {"@type": ["ArchiveComponent", special] if special else "ArchiveComponent"}
    if record.id:
        result["@id"] = f"#{record.id}"
    for target, value in map_record(record, TABLE):
        value_text = _build_value(target, value)
        if target not in result:
            result[target] = value_text
        elif target == "creditText":
            result[target] = f"{result[target]}\n{value_text}"
        else:
            result[target] = [
                *(result[target] if isinstance(result[target], list) else [result[target]]),
                value_text,
            ]
    if record.holding.repository:
        result["holdingArchive"] = _build_repository(record.holding.repository)
    return result


def _build_value(target: str, value: Value) -> Any:
    if isinstance(value, Agent):
        return _build_agent(value)
    text = str(value)
    match target:
        case "inLanguage":
            return to_language_tag(text) or text
        case "translationOfWork":
            return {"@type": "CreativeWork", "inLanguage": to_language_tag(text) or text}
        case "isPartOf":
            return {"@type": "ArchiveComponent", "name": text}
        case "workExample":
            return {"@type": "CreativeWork", "name": text}
        case "provider":
            return {"@type": "Organization", "name": text}
    return text


def _build_agent(agent: Agent) -> dict[str, Any]:
    result: dict[str, Any] = {"@type": "Organization" if agent.corporate else "Person", "name": agent.name}
    if not agent.literal:
        parts = {
            "familyName": " ".join(text for text in (agent.particle, agent.family) if text),
            "givenName": " ".join(text for text in (agent.given, agent.dropping_particle) if text),
            "honorificSuffix": agent.suffix,
        }
        result |= {name: text for name, text in parts.items() if text}
    if agent.affiliation:
        result["affiliation"] = {"@type": "Organization", "name": agent.affiliation}
    return result


def _build_repository(repository: Repository) -> dict[str, Any]:
    result: dict[str, Any] = {"@type": "ArchiveOrganization"}
    if repository.name or repository.code:
        result["name"] = str(repository)
    if repository.name and repository.code:
        result["alternateName"] = repository.code
    address = {"addressLocality": repository.place, "addressCountry": repository.country}
    if found := {name: text for name, text in address.items() if text}:
        result["address"] = {"@type": "PostalAddress", **found}
    return result

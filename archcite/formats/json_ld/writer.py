"""Records as JSON-LD in the words of schema.org, for web pages: ``ArchiveComponent`` and where it is kept.

The text may stand as it is between ``<script type="application/ld+json">`` and ``</script>``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from archcite.formats.common.field_mapping import Table, Value, map_record
from archcite.formats.csl_json.item_from_record import find_language_code
from archcite.record import Agent, Repository, Source
from archcite.record.vocabulary import ROLES

# CSL type -> a type of schema.org, beside that of a component of an archive.
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
# Role -> property; all others are contributors, whose roles stand in the credits.
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
TABLE = Table(
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
    # The repository is put together, the id is that of the whole.
    elsewhere=(
        *("id", "holding.repository.name", "holding.repository.code", "holding.repository.place"),
        *("holding.repository.country", "agents.affiliation"),
    ),
)
# What would end a script, or begin something else in a page.
_UNSAFE = str.maketrans(
    {"<": r"\u003c", ">": r"\u003e", "&": r"\u0026", "\u2028": r"\u2028", "\u2029": r"\u2029"}
)


def to_json_ld(records: Sequence[Source]) -> str:
    """One record as an object, several as the ``@graph`` of one.

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

    objects = [_object(record) for record in records]
    context = {"@context": "https://schema.org"}
    tree = {**context, **objects[0]} if len(objects) == 1 else {**context, "@graph": objects}
    return json.dumps(tree, ensure_ascii=False, indent=2).translate(_UNSAFE) + "\n"


def _object(record: Source) -> dict[str, Any]:
    special = TYPES.get(record.csl_type)
    made: dict[str, Any] = {"@type": ["ArchiveComponent", special] if special else "ArchiveComponent"}
    if record.id:
        made["@id"] = f"#{record.id}"
    for target, value in map_record(record, TABLE):
        said = _said(target, value)
        if target not in made:
            made[target] = said
        elif target == "creditText":
            made[target] = f"{made[target]}\n{said}"
        else:
            made[target] = [*(made[target] if isinstance(made[target], list) else [made[target]]), said]
    if record.holding.repository:
        made["holdingArchive"] = _repository(record.holding.repository)
    return made


def _said(target: str, value: Value) -> Any:
    if isinstance(value, Agent):
        return _agent(value)
    text = str(value)
    match target:
        case "inLanguage":
            return find_language_code(text) or text
        case "translationOfWork":
            return {"@type": "CreativeWork", "inLanguage": find_language_code(text) or text}
        case "isPartOf":
            return {"@type": "ArchiveComponent", "name": text}
        case "workExample":
            return {"@type": "CreativeWork", "name": text}
        case "provider":
            return {"@type": "Organization", "name": text}
    return text


def _agent(agent: Agent) -> dict[str, Any]:
    made: dict[str, Any] = {"@type": "Organization" if agent.corporate else "Person", "name": agent.name}
    if not agent.literal:
        parts = {
            "familyName": " ".join(text for text in (agent.particle, agent.family) if text),
            "givenName": " ".join(text for text in (agent.given, agent.dropping_particle) if text),
            "honorificSuffix": agent.suffix,
        }
        made |= {name: text for name, text in parts.items() if text}
    if agent.affiliation:
        made["affiliation"] = {"@type": "Organization", "name": agent.affiliation}
    return made


def _repository(repository: Repository) -> dict[str, Any]:
    made: dict[str, Any] = {"@type": "ArchiveOrganization"}
    if repository.name or repository.code:
        made["name"] = str(repository)
    if repository.name and repository.code:
        made["alternateName"] = repository.code
    address = {"addressLocality": repository.place, "addressCountry": repository.country}
    if found := {name: text for name, text in address.items() if text}:
        made["address"] = {"@type": "PostalAddress", **found}
    return made

"""Records as items of Zotero, in the JSON of its web interface, which takes them as they are (version 3).

Nothing is lost: what an item has no field for is in “Extra”, as a line that Zotero's own citations read
(``archive_collection: House Papers``) where CSL has a variable for it, and as a plain line where not; the text of
a document is a note of its own.
"""

from __future__ import annotations

import html
from collections.abc import Mapping, Sequence
from typing import Any

from attrs import frozen

from archcite._foundation.json_text import format_json
from archcite.formats.common.field_mapping import FieldTable, map_record
from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.formats.csl_json.publication_from_item import is_published
from archcite.formats.zotero.work_writer import build_item
from archcite.record import Agent, Publication, Source
from archcite.record.vocabulary import ROLES


@frozen
class _Type:
    """A type of item: its fields for the kind of document and the medium, and its roles, ours -> Zotero's."""

    name: str
    kind: str | None
    medium: str | None
    roles: Mapping[str, str]


_OTHERS = {"contributor": "contributor"}
_AUTHORS = {"author": "author", "translator": "translator", **_OTHERS}
_DOCUMENT = _Type("document", "type", None, {**_AUTHORS, "editor": "editor"})
_MANUSCRIPT = _Type("manuscript", "manuscriptType", None, {**_AUTHORS, "speaker": "author"})
_FILM = {"director": "director", "translator": "translator", **_OTHERS}
# CSL type -> type of item, of those that have fields for an archive (schema of Zotero, version 37).
TYPES: Mapping[str, _Type] = {
    "graphic": _Type(
        "artwork", None, "artworkMedium", {"author": "artist", "photographer": "artist", **_OTHERS}
    ),
    "interview": _Type(
        "interview",
        None,
        "interviewMedium",
        {
            "interviewee": "interviewee",
            "interviewer": "interviewer",
            "translator": "translator",
            **_OTHERS,
        },
    ),
    "manuscript": _MANUSCRIPT,
    "map": _Type("map", "mapType", None, {"author": "cartographer", **_OTHERS}),
    "motion_picture": _Type("film", "genre", "videoRecordingFormat", _FILM),
    "personal_communication": _Type("letter", "letterType", None, {**_AUTHORS, "recipient": "recipient"}),
    "report": _Type("report", "reportType", None, {**_AUTHORS, "editor": "editor"}),
    "song": _Type(
        "audioRecording",
        None,
        "audioRecordingFormat",
        {"composer": "composer", "translator": "translator", "speaker": "performer", **_OTHERS},
    ),
}
# Fields of an item, and lines of its “Extra” that CSL has a variable for (with a colon).
_ROWS = (
    ("citationKey", "id"),
    ("title", "heading"),
    ("date", "written date"),
    ("archive", "repository"),
    ("archive-place:", "place"),
    ("archive_collection:", "collection"),
    ("archiveLocation", "location and leaves"),
    ("libraryCatalog", "portal"),
    ("url", "address"),
    ("accessDate", "day of access"),
    ("language", "language codes"),
    ("references:", "published in"),
    ("abstractNote", "summary"),
    ("tag", "subjects"),
    ("rights", "rights"),
    ("note", "contents"),
)
_KEY_SIGNS = "23456789ABCDEFGHIJKLMNPQRSTUVWXYZ"


def to_zotero(records: Sequence[Source]) -> str:
    """Return records as a JSON array of items, each followed by its notes.

    >>> from archcite.record import Record
    >>> letter = Record(kind="letter", title="To Colonel House", agents=[Agent.parse("George Creel")])
    >>> print(to_zotero([letter]).partition('"version"')[2])
    : 0,
        "itemType": "letter",
        "title": "To Colonel House",
        "creators": [
          {
            "creatorType": "author",
            "firstName": "George",
            "lastName": "Creel"
          }
        ]
      }
    ]
    <BLANKLINE>
    """
    items: list[dict[str, Any]] = []
    taken: set[str] = set()
    for record in records:
        items += _build_items(record, taken)
    return format_json(items) + "\n"


def _build_items(record: Source, taken: set[str]) -> list[dict[str, Any]]:
    """Return the item of a record, and its notes as children."""
    key = _make_key(repr(record), taken)
    csl_item = to_csl_item(record)
    if isinstance(record, Publication) or is_published(csl_item) or record.is_as_read:
        return [{"key": key, "version": 0, **build_item(csl_item)}]
    type_ = TYPES.get(record.csl_type, _DOCUMENT)
    fields: dict[str, str] = {}
    creators: list[dict[str, str]] = []
    tags: list[dict[str, str]] = []
    notes: list[dict[str, Any]] = []
    lines: list[str] = []
    if type_ is _DOCUMENT and record.csl_type != "document":
        lines.append(f"type: {record.csl_type}")
    for target, value in map_record(record, _build_table(type_)):
        if isinstance(value, Agent) and target.endswith(":"):
            parts = (value.literal or value.family, value.given)
            lines.append(f"{target} {_join(' || '.join(part for part in parts if part))}")
        elif isinstance(value, Agent):
            creators.append({"creatorType": target, **_build_name(value)})
        elif target == "tag":
            tags.append({"tag": str(value)})
        elif target == "note":
            text = f"<h1>Contents</h1>\n<pre>{html.escape(str(value), quote=False)}</pre>"
            child = {"key": _make_key(text, taken), "version": 0, "itemType": "note"}
            notes.append({**child, "parentItem": key, "note": text})
        elif target == "extra":
            lines.append(_join(str(value)))
        elif target.endswith(":"):
            lines.append(f"{target} {_join(str(value))}")
        else:
            fields[target] = f"{fields[target]}, {value}" if target in fields else str(value)
    item: dict[str, Any] = {"key": key, "version": 0, "itemType": type_.name, **fields}
    lists = {"creators": creators, "tags": tags, "extra": "\n".join(lines)}
    item.update((name, listed) for name, listed in lists.items() if listed)
    return [item, *notes]


def _build_table(type_: _Type) -> FieldTable:
    """Return the table for a type: who has a role in it is a creator, everybody else a line of “Extra”."""
    return FieldTable(
        "Zotero",
        (
            *_ROWS,
            *((type_.roles[role], role) for role in ROLES if role in type_.roles),
            *((f"{name}:", role) for role, name in ROLES.items() if name and role not in type_.roles),
            (type_.kind or "genre:", "special kind"),
            (type_.medium or "medium:", "medium"),
        ),
        notes="extra",
        # The type says what any other kind is.
        elsewhere=("kind",),
    )


def _build_name(agent: Agent) -> dict[str, str]:
    if agent.literal:
        return {"name": agent.literal}
    given = " ".join(text for text in (agent.given, agent.dropping_particle, agent.suffix) if text)
    family = " ".join(text for text in (agent.particle, agent.family) if text)
    return {"firstName": given, "lastName": family} if family else {"name": given}


def _join(text: str) -> str:
    """Return a text on one line: the next would be another statement."""
    return " ".join(text.split())


def _make_key(text: str, taken: set[str]) -> str:
    """Return a key as Zotero makes them, but always the same for the same text."""
    from zlib import crc32

    number = (
        crc32(text.encode("utf-8", "surrogatepass"))
        | crc32(text[::-1].encode("utf-8", "surrogatepass")) << 32
    )
    while True:
        digits = number
        key = ""
        for _ in range(8):
            digits, sign = divmod(digits, len(_KEY_SIGNS))
            key += _KEY_SIGNS[sign]
        if key not in taken:
            taken.add(key)
            return key
        number += 1

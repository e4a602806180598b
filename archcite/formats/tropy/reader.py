"""Read the JSON-LD of Tropy: the items of a project of archival photographs.

The ``@context`` of the file defines the keys: templates call ``dc:source`` “archive”, and ``dcterms:audience``
“recipient”. The meaning of the properties is in ``reference_managers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError, SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.json_reading import as_mappings, find_mappings, has_keys, load_json
from archcite.formats.csl_json.reference_manager_item import GatheredItem, list_agents
from archcite.record import Source

_TROPY = "tropy.org/v1/"
_LIST_OF_WORDS = pattern(r"\s*;\s*")
_DEEPEST = 40


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the records of an export of Tropy; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has no item.

    >>> record, = read('''{"@context": {"@vocab": "https://tropy.org/v1/tropy#",
    ...     "archive": "http://purl.org/dc/elements/1.1/source"}, "@graph": [{"@type": "Item",
    ...     "archive": "Yale University Library", "collection": "House Papers", "box": "6", "folder": "179",
    ...     "photo": [{"@type": "Photo", "filename": "IMG_0001.jpg"}]}]}''')
    >>> str(record.holding)
    'Yale University Library, House Papers, box 6, folder 179'
    """
    try:
        tree = load_json(text, name)
        items = [
            (item, meanings)
            for document in find_mappings(tree, "@context")
            for meanings in [_parse_context(document["@context"])]
            for item in find_mappings(
                [value for key, value in document.items() if key != "@context"], "@type"
            )
            if _is_item(item)
        ]
    except RecursionError:
        raise SourceError(
            "The file is nested too deeply for an export of Tropy: export the items again.",
            location=SourceLocation(name),
        ) from None
    if not items:
        raise SourceError(
            "The file has no items of Tropy: select them and export as JSON-LD again.",
            location=SourceLocation(name),
        )
    records = []
    for number, (item, meanings) in enumerate(items, start=1):
        location = SourceLocation(name, number=number)
        try:
            records.append(_build_record(item, meanings, location))
        except RecordError as error:
            raise SourceError(str(error), location=location) from None
    return records


def sniff(text: str) -> bool:
    """Return whether a text is JSON-LD with items of Tropy.

    >>> sniff('{"@context": {"@vocab": "https://tropy.org/v1/tropy#"}, "@graph": []}'), sniff('{"@context": {}}')
    (True, False)
    """
    return has_keys(text, "@context") and _TROPY in text


def _build_record(item: Mapping[str, Any], meanings: Mapping[str, str], location: SourceLocation) -> Source:
    gathered = GatheredItem("tropy", location, "item")
    for key, value in item.items():
        name = _get_local_name(meanings.get(key, key))
        variable = gathered.find_variable(name)
        for text in _get_texts(value):
            if variable in ("author", "recipient", "contributor"):
                gathered.set(
                    variable,
                    list_agents([catalogue.parse_agent(one, variable) for one in _LIST_OF_WORDS.split(text)]),
                )
            elif variable == "issued":
                gathered.set(variable, catalogue.parse_date(text, text), key)
            elif variable == "genre":
                gathered.set(variable, catalogue.find_kind(text) or text, key)
            elif variable == "keyword":
                gathered.set(variable, [word for word in _LIST_OF_WORDS.split(text) if word])
            elif variable is None and key != name:
                # A property of someone's own template, known by the name that it has there.
                gathered.unknown.append(key)
                gathered.add_note(key, text)
            else:
                gathered.put(name, text)
    title = gathered.variables.get("title")
    if "genre" not in gathered.variables and isinstance(title, str):
        kind = infer_document_kind(title)
        if kind == "document" and "recipient" in gathered.variables:
            kind = "letter"
        gathered.variables["genre"] = kind
    _add_tags(item, gathered)
    _add_photos(item, gathered)
    return gathered.build_source()


def _add_tags(item: Mapping[str, Any], gathered: GatheredItem) -> None:
    tags = item.get("tag")
    for tag in tags if isinstance(tags, list) else [tags]:
        if text := next(
            iter(_get_texts(tag.get("name") if isinstance(tag, Mapping) and "name" in tag else tag)), ""
        ):
            gathered.set("keyword", text)


def _add_photos(item: Mapping[str, Any], gathered: GatheredItem) -> None:
    """Add the texts of the photographs: notes become notes, transcriptions the contents."""
    for photo in as_mappings(item.get("photo")):
        for holder in (photo, *as_mappings(photo.get("selection"))):
            for note in as_mappings(holder.get("note")):
                gathered.notes.extend(_get_texts(note.get("text")))
            for transcription in as_mappings(holder.get("transcription")):
                for text in _get_texts(transcription.get("text")):
                    known = gathered.fields.get("contents")
                    gathered.fields["contents"] = f"{known}\n{text}" if known else text
    for note in as_mappings(item.get("note")):
        gathered.notes.extend(_get_texts(note.get("text")))


def _parse_context(contexts: Any) -> dict[str, str]:
    """Return the addresses of the properties by their keys, from a ``@context``."""
    meanings: dict[str, str] = {}
    for context in as_mappings(contexts):
        for key, value in context.items():
            address = value.get("@id") if isinstance(value, Mapping) else value
            if isinstance(address, str) and not key.startswith("@"):
                meanings[key] = address
    return meanings


def _is_item(item: Mapping[str, Any]) -> bool:
    types = item["@type"] if isinstance(item["@type"], list) else [item["@type"]]
    return any(isinstance(one, str) and _get_local_name(one) == "Item" for one in types)


def _get_local_name(address: str) -> str:
    """Return the last part of an address, which is the name of a property."""
    return re.split(r"[/#:]", address.rstrip("/#"))[-1]


def _get_texts(value: Any, depth: int = 0) -> list[str]:
    """Return the texts of a JSON-LD value: plain, typed, in a language, or a list of these."""
    if isinstance(value, str):
        return [value.strip()] if value.strip() else []
    if isinstance(value, list) and depth < _DEEPEST:
        return [text for one in value for text in _get_texts(one, depth + 1)]
    if isinstance(value, Mapping) and depth < _DEEPEST:
        return _get_texts(value.get("@value", value.get("@list", value.get("@id"))), depth + 1)
    return []

"""Expand the short forms of archcite files: turn one mapping of a file into a layer.

Keys may be written with spaces, hyphens or underscores. An agent is a name or a mapping, a part of the path is a
value or a mapping, and the fields of the holding and the copy may be given in the record itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.formats.archcite_yaml.inheritance import HoldingLayer, Layer
from archcite.formats.archcite_yaml.positions import PositionedMapping, Row, to_typed
from archcite.formats.common.corporate_names import is_body_alone
from archcite.record.holding import Pages, split_label
from archcite.record.serialization import (
    COPY_KEYS,
    PAGES_KEYS,
    PART_KEYS,
    RECORD_KEYS,
    REPOSITORY_KEYS,
    describe_unknown,
)
from archcite.record.vocabulary import ARRANGEMENT, LEVEL_WORDS, ROLES

# The key, and among parts the level, of a reference as its archive writes it.
REFERENCE = "reference"
NOT_A_REFERENCE = "a reference is one text, such as “f. 5, op. 30, d. 273”"
PLACE_KEYS = ("repository", "parts", REFERENCE, "pages", "note")
_PLAIN_FIELDS = tuple(key for key in RECORD_KEYS if key not in ("agents", "holdings", "copy"))

_ADDRESS = pattern(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)


class SchemaError(Exception):
    """A key or value that the format does not allow; the reader adds the file and the record.

    ``others`` are further ones of the same record.
    """

    def __init__(self, message: str, line: int | None = None, others: Sequence[SchemaError] = ()) -> None:
        super().__init__(message)
        self.line = line
        self.others = tuple(others)


def normalize_key(word: str) -> str:
    """Return a key in the spelling of the model.

    >>> normalize_key("Original language"), normalize_key("on-behalf-of")
    ('original_language', 'on_behalf_of')
    """
    return re.sub(r"[\s_-]+", "_", word.strip().casefold())


def expand_short_forms(table: PositionedMapping, what: str = "A record") -> Layer:
    """Turn a mapping of a file into a layer; raise :class:`SchemaError` for a key or value that is not allowed."""
    layer = Layer(parent=_get_text(table, "in"), line=table.line)
    flat = PositionedMapping(table.line)
    unknown: list[SchemaError] = []
    for word, value in table.items():
        key, line = normalize_key(word), table.line_of(word)
        if key == "in":
            continue
        if key in PLACE_KEYS or key in LEVEL_WORDS:
            flat.put(word, value, line)
        elif key in ("holding", "holdings"):
            _expand_holdings(layer, value, line)
        elif key == "copy":
            _expand_copy(layer, value, line)
        elif key in COPY_KEYS:
            layer.copy.put(key, value, line)
        elif key == "agents":
            layer.all_agents = True
            _expand_agents(layer, value, None, line)
        elif (role := key.replace("_", "-")) in ROLES:
            layer.roles.add(role)
            _expand_agents(layer, value, role, line)
        elif key == "variables":
            layer.fields.put(key, to_typed(value), line)
        elif key in _PLAIN_FIELDS:
            layer.fields.put(key, _normalize_keys(value), line)
        else:
            known = (*_PLAIN_FIELDS, *ROLES, "holding", "copy", "in", *PLACE_KEYS, *LEVEL_WORDS, *COPY_KEYS)
            message = describe_key(word, value, known, what) if len(word) < 80 else f"{what} has no such key"
            unknown.append(SchemaError(message, line))
    if unknown:
        raise SchemaError(str(unknown[0]), unknown[0].line, unknown[1:])
    if flat:
        if layer.places or layer.places_replace:
            message = (
                f"the holding is given twice, under “holding” and as “{next(iter(flat))}”: keep one of them"
            )
            raise SchemaError(message, flat.lines[next(iter(flat))])
        layer.places.append(expand_holding(flat))
    return layer


def describe_key(word: str, value: Any, known: Iterable[str], what: str) -> str:
    """Build the message for an unknown key; one without a value is the rest of a text with a comma in braces.

    >>> describe_key("MD", None, ["place"], "A repository")
    'A repository has no “MD”: put a text with a comma, such as “College Park, MD”, in quotation marks'
    >>> describe_key("plce", "College Park", ["place"], "A repository")
    'A repository has no “plce”: did you mean “place”?'
    """
    if value is None:
        return (
            f"{what} has no “{word}”: put a text with a comma, such as “College Park, MD”, in quotation marks"
        )
    return describe_unknown(normalize_key(word), known, what)


def expand_holding(table: PositionedMapping) -> HoldingLayer:
    """Turn the mapping of a holding (repository, levels as keys, parts, pages, note) into a holding layer."""
    place = HoldingLayer(parent=_get_text(table, "in"), line=table.line)
    for word in _order_levels(table):
        key, line, value = normalize_key(word), table.line_of(word), table[word]
        if key == "in":
            continue
        if key == "repository":
            place.repository, place.repository_replaces = _expand_repository(value, line)
        elif key == "pages":
            place.pages = _expand_pages(value, line)
        elif key == "note":
            place.note = _get_text(table, word)
        elif key == "parts":
            for item, item_line in _list_items(value, line):
                place.parts.put(_expand_listed_part(item, item_line), item_line)
        elif key in LEVEL_WORDS or key == REFERENCE:
            place.parts.put(_expand_part(key, value, line), line)
        else:
            known = ("in", *PLACE_KEYS, *LEVEL_WORDS)
            raise SchemaError(describe_key(word, value, known, "A holding"), line)
    return place


def _order_levels(words: Iterable[str]) -> list[str]:
    """Return the keys of a holding, the levels of arrangement among them from the widest down.

    >>> _order_levels(["file", "repository", "fonds", "box", "series"])
    ['fonds', 'repository', 'series', 'box', 'file']
    """
    ranks = {
        word: ARRANGEMENT.index(level)
        for word in words
        if (level := LEVEL_WORDS.get(normalize_key(word), ("",))[0]) in ARRANGEMENT
    }
    ordered = iter(sorted(ranks, key=ranks.__getitem__))
    return [next(ordered) if word in ranks else word for word in words]


def _expand_holdings(layer: Layer, value: Any, line: int | None) -> None:
    if layer.places or layer.places_replace:
        raise SchemaError("the holding is given twice: keep one of them", line)
    if isinstance(value, Row):
        layer.places_replace = True
    elif value is None:
        layer.places_replace = True
        return
    for item, item_line in _list_items(value, line):
        if not isinstance(item, PositionedMapping):
            raise SchemaError(
                "a holding is a mapping, such as “repository: …” and “box: …” on lines of their own",
                item_line,
            )
        layer.places.append(expand_holding(item))


def _expand_copy(layer: Layer, value: Any, line: int | None) -> None:
    if isinstance(value, str):
        layer.copy.put("url" if _ADDRESS.match(value) else "portal", value, line)
        return
    for key, item in _expand_keys(value, COPY_KEYS, "A copy", line).items():
        layer.copy.put(key, item, value.line_of(key))


def _expand_agents(layer: Layer, value: Any, role: str | None, line: int | None) -> None:
    for item, item_line in _list_items(value, line):
        agent = PositionedMapping(item_line)
        if isinstance(item, PositionedMapping):
            for word, text in item.items():
                agent.put(normalize_key(word), text, item.line_of(word))
        elif isinstance(item, str):
            agent.put("body" if is_body_alone(item) else "name", item, item_line)
        else:
            raise SchemaError("an agent is a name, or a mapping with “family” and “given”", item_line)
        if role is not None:
            agent.put("role", role, item_line)
        elif not agent.get("role"):
            raise SchemaError("an agent in “agents” needs a role, such as “role: author”", item_line)
        layer.agents.put(agent, item_line)


def _expand_repository(value: Any, line: int | None) -> tuple[PositionedMapping | None, bool]:
    if value is None:
        return None, True
    if isinstance(value, str):
        table = PositionedMapping(line)
        table.put("name", value, line)
        return table, True
    return _expand_keys(value, ("in", *REPOSITORY_KEYS), "A repository", line), False


def _expand_pages(value: Any, line: int | None) -> PositionedMapping:
    if isinstance(value, str):
        pages, table = Pages(value), PositionedMapping(line)
        if pages.label:
            table.put("label", pages.label, line)
        table.put("value", pages.value, line)
        return table
    if value is None:
        table = PositionedMapping(line)
        table.put("value", None, line)
        return table
    return _expand_keys(value, PAGES_KEYS, "Pages", line)


def _expand_part(word: str, value: Any, line: int | None) -> PositionedMapping:
    """Expand a part given under the word for its level (or any word, in a list of parts)."""
    level, counted_as = LEVEL_WORDS.get(word, (word.replace("_", " "), word.replace("_", " ")))
    part = PositionedMapping(line)
    part.put("level", level, line)
    if value is None:
        part.put("removed", True, line)
    elif word == REFERENCE:
        if not isinstance(value, str):
            raise SchemaError(NOT_A_REFERENCE, line)
        part.put("value", value, line)
    elif isinstance(value, PositionedMapping):
        for key, item in _expand_keys(value, ("label", "value", "title"), f"A {level}", line).items():
            part.put(key, item, value.line_of(key))
    elif isinstance(value, str):
        label, text = split_label(value, counted_as)
        if label:
            part.put("label", label, line)
        else:
            part.put("counted_as", counted_as, line)
        part.put("value", text, line)
    else:
        raise SchemaError(f"a {level} is one value, or a mapping with “label” and “value”", line)
    return part


def _expand_listed_part(item: Any, line: int | None) -> PositionedMapping:
    """Expand a part in a list: “File 6/1955”, ``{file: 6/1955}``, or with level, label and value."""
    if isinstance(item, PositionedMapping):
        if "level" in map(normalize_key, item):
            part = _expand_keys(item, PART_KEYS, "A part of a holding", line)
            if not isinstance(part["level"], str):
                raise SchemaError("the level of a part is one word, such as “file”", line)
            return part
        if len(item) == 1:
            word = next(iter(item))
            return _expand_part(normalize_key(word), item[word], line)
    if isinstance(item, str) and (word := normalize_key(item.rpartition(" ")[0])) in LEVEL_WORDS:
        return _expand_part(word, item, line)
    raise SchemaError(
        "give the level of this part, such as “file: 6/1955”, or “level: file” and “value: 6/1955”", line
    )


def _expand_keys(value: Any, keys: tuple[str, ...], what: str, line: int | None) -> PositionedMapping:
    """Return a mapping with its keys in the spelling of the model; raise :class:`SchemaError` for an unknown key."""
    if not isinstance(value, PositionedMapping):
        raise SchemaError(f"{what} is a mapping with {', '.join(keys)}", line)
    table = PositionedMapping(value.line)
    for word, item in value.items():
        key = normalize_key(word)
        if key not in keys:
            raise SchemaError(describe_key(word, item, keys, what), value.line_of(word))
        table.put(key, item, value.line_of(word))
    return table


def _normalize_keys(value: Any) -> Any:
    if not isinstance(value, PositionedMapping):
        return value
    table = PositionedMapping(value.line)
    for word, item in value.items():
        table.put(normalize_key(word), item, value.line_of(word))
    return table


def _list_items(value: Any, line: int | None) -> list[tuple[Any, int | None]]:
    """Return values with their lines: one value as a list of one, None as an empty list."""
    if value is None:
        return []
    if isinstance(value, Row):
        return list(zip(value, value.lines, strict=True))
    return [(value, line)]


def _get_text(table: PositionedMapping, word: str) -> str | None:
    value = table.get(word)
    if value is None or isinstance(value, str):
        return value
    if word == "in":
        message = "“in” is the id of the record that this one belongs to: use “holding” for where it is kept"
        raise SchemaError(message, table.line_of(word))
    raise SchemaError(f"“{word}” must be one name or text", table.line_of(word))

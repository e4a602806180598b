"""Turn a record into a flat mapping from dotted names to text, for a row of a table or a list of fields, and back.

The names are the keys of an archcite file, joined by dots (``title``, ``holding.file``,
``holding.repository.name``, ``copy.url``, ``translator``).  Texts of a list are joined by `` | ``; if
one contains a bar, or they are not all texts, the second and those after it are numbered (``holding.2.pages``,
``author.2.body``).  Nothing is lost: :func:`unflatten` returns an archcite mapping of the same record.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from archcite.errors import RecordError
from archcite.formats.flat_table.columns import BAR, LISTED
from archcite.record import Source
from archcite.record.serialization import (
    AGENT_KEYS,
    COPY_KEYS,
    DATE_KEYS,
    RECORD_KEYS,
    REPOSITORY_KEYS,
)
from archcite.record.vocabulary import LEVELS, ROLES

# The key of a node's own text in the tree of names; a name is never empty.
_TEXT = ""
# The key that a text stands for when other keys of its mapping are given too; for all others it is “name”.
_MAIN_KEYS = {"date": "text", "accessed": "text", "pages": "value", **dict.fromkeys(LEVELS, "value")}
_TOP = ("id", "kind", "title", "date", *ROLES, "agents", "holding", "holdings")
_ORDER = {
    name: rank
    for rank, name in enumerate(
        dict.fromkeys(
            (
                *(*_TOP, *RECORD_KEYS),
                *("repository", *REPOSITORY_KEYS, *LEVELS, "parts", "level", "pages"),
                *("label", "value", "title", "note", *COPY_KEYS, *DATE_KEYS, *AGENT_KEYS),
            )
        )
    )
}


def flatten(record: Source) -> dict[str, str]:
    """Return a record as text under dotted names, without empty fields.

    >>> from archcite.record import Agent, Holding, Part, Record, Repository
    >>> flatten(Record(title="Letter", agents=[Agent.parse("A. Smith"), Agent.parse("B. Jones")],
    ...                holdings=[Holding(Repository("ANIC"), [Part("file", "File", "6")])]))
    {'title': 'Letter', 'author': 'A. Smith | B. Jones', 'holding.repository.name': 'ANIC', 'holding.file': 'File 6'}
    """
    # Every text that may be a table is sniffed with this module, and few of them are.
    from archcite.formats.archcite_yaml.writer import to_short_form

    flat: dict[str, str] = {}
    for name, value in to_short_form(record, ordered=True).items():
        if name in ("publication", "variables"):
            flat[name] = json.dumps(value, ensure_ascii=False)
        else:
            _flatten_value("holding" if name == "holdings" else name, value, flat)
    return flat


def unflatten(flat: Mapping[str, str]) -> dict[str, Any]:
    """Return the mapping of an archcite file for dotted names; blank texts are left out.

    If both ``author`` and ``author.affiliation`` are given, the former is the name. Raises
    :class:`~archcite.errors.RecordError` if ``author.name`` is given as well.

    >>> unflatten({"author": "A. Smith | B. Jones", "holding.file": "File 6/1955", "title": "Letter"})
    {'author': ['A. Smith', 'B. Jones'], 'holding': {'file': 'File 6/1955'}, 'title': 'Letter'}
    >>> unflatten({"holding.repository": "ANIC", "holding.repository.place": "Bucharest"})
    {'holding': {'repository': {'name': 'ANIC', 'place': 'Bucharest'}}}
    """
    tree: dict[str, Any] = {}
    items: dict[str, Any] = {}
    for name, text in flat.items():
        if name in ("publication", "variables") and text.strip():
            items[name] = _parse_item(name, text)
        elif text.strip():
            place = tree
            for step in name.split("."):
                place = place.setdefault(step, {})
            place[_TEXT] = text
    return {**items, **{name: _build_value(name, node, name) for name, node in tree.items()}}


def sort_names(names: Iterable[str]) -> list[str]:
    """Sort dotted names, each once, in the order of a record: title, people, archive, and so on.

    >>> sort_names(["copy.url", "holding.2.pages", "holding.pages", "title", "holding.repository.name"])
    ['title', 'holding.repository.name', 'holding.pages', 'holding.2.pages', 'copy.url']
    """
    return sorted(dict.fromkeys(names), key=_rank_name)


def _parse_item(name: str, text: str) -> dict[str, Any]:
    """Return CSL variables, which are JSON in one cell: a cell for each would not tell 9 from "9"."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError):
        value = None
    if not isinstance(value, dict):
        raise RecordError(f'“{name}” must be CSL variables in JSON, such as {{"type": "book"}}.')
    return value


def _flatten_value(name: str, value: Any, flat: dict[str, str]) -> None:
    if isinstance(value, str):
        # A bar of its own would be taken for one between two texts.
        flat[f"{name}.1" if name in LISTED and "|" in value else name] = value
    elif isinstance(value, list):
        if name in LISTED and all(isinstance(item, str) and "|" not in item for item in value):
            flat[name] = BAR.join(value)
            return
        for number, item in enumerate(value, start=1):
            barred = isinstance(item, str) and "|" in item
            _flatten_value(f"{name}.{number}" if number > 1 or barred else name, item, flat)
    else:
        for key, item in value.items():
            # A repository that is only a name is a column with the others.
            named = key == "repository" and isinstance(item, str)
            _flatten_value(f"{name}.{key}.name" if named else f"{name}.{key}", item, flat)


def _build_value(name: str, node: dict[str, Any], path: str) -> Any:
    """Build the value of a name: text, a mapping, or a list of the numbered values."""
    numbered = sorted((step for step in node if step.isdecimal()), key=int)
    below = {
        step: _build_value(step, child, f"{path}.{step}")
        for step, child in node.items()
        if step != _TEXT and step not in numbered
    }
    items: list[Any] = []
    if below:
        if _TEXT in node:
            main = _MAIN_KEYS.get(name, "name")
            if main in below or "body" in below:
                raise RecordError(f"“{path}” is given twice, also as “{path}.{main}”: remove one of them.")
            below = {main: node[_TEXT], **below}
        items.append(below)
    elif _TEXT in node:
        items += node[_TEXT].split(BAR) if name in LISTED else [node[_TEXT]]
    items += [_build_value(step, node[step], f"{path}.{step}") for step in numbered]
    return items if len(items) > 1 else items[0]


def _rank_name(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return a sort key: known words in their order, others alphabetically, then numbers."""
    return tuple(
        (1, int(step), "") if step.isdecimal() else (0, _ORDER.get(step, len(_ORDER)), step)
        for step in name.split(".")
    )

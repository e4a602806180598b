"""JSON as catalogues' programming interfaces give it: one answer, a list of records, or a record a line."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from archcite._foundation.characters import remove_unwanted
from archcite.errors import SourceError, SourceLocation

_Built = TypeVar("_Built")
# A key in JSON; within a string its quotation marks would be escaped.
_KEY = r'(?<!\\)"{}"\s*:'
_DEEPEST = 60
# Where a mapping has its text: “def” is the language of the original in Europeana's answers.
_KEYS_OF_TEXT = ("def", "@value", "$", "#text", "value", "name", "prefLabel", "title", "en", "none")


def has_keys(text: str, *keys: str) -> bool:
    """Return whether a text looks like JSON that has all these keys somewhere.

    >>> has_keys('{"naId": 1, "title": "Letter"}', "naId"), has_keys('{"note": "\\\\"naId\\\\": 1"}', "naId")
    (True, False)
    """
    if text.lstrip()[:1] not in ("{", "["):
        return False
    return all(re.search(_KEY.format(re.escape(key)), text) for key in keys)


def load_json(text: str, name: str) -> Any:
    """Parse JSON, with numbers as text; JSON Lines (a value on each line) become a list.

    Raises :class:`~archcite.errors.SourceError` if it is not valid JSON.

    >>> load_json('{"naId": 1}\\n{"naId": 2}\\n', "x.jsonl")
    [{'naId': '1'}, {'naId': '2'}]
    """
    lines = text.strip().split("\n")
    if len(lines) > 1 and all(line.startswith("{") and line.rstrip().endswith("}") for line in lines if line):
        return [_load(line, name, number) for number, line in enumerate(lines, start=1) if line]
    return _load(text, name)


def find_mappings(tree: Any, *keys: str) -> Iterator[Mapping[str, Any]]:
    """Yield the outermost mappings that have all the keys, in document order, at any depth.

    >>> list(find_mappings({"body": {"hits": [{"record": {"naId": "1"}}]}}, "naId"))
    [{'naId': '1'}]
    """
    waiting: list[tuple[Any, int]] = [(tree, 0)]
    while waiting:
        value, depth = waiting.pop()
        if isinstance(value, Mapping):
            if all(key in value for key in keys):
                yield value
                continue
            inner = list(value.values())
        elif isinstance(value, list):
            inner = value
        else:
            continue
        if depth > _DEEPEST:
            raise SourceError("The JSON is nested too deeply to be the answer of a catalogue: save it again.")
        waiting.extend((one, depth + 1) for one in reversed(inner))


def build_each(
    found: Iterable[Mapping[str, Any]],
    build: Callable[[Mapping[str, Any], SourceLocation], _Built],
    name: str,
    missing: str,
) -> list[_Built]:
    """Return what ``build`` makes of each mapping and its location, which has the number of the mapping.

    Raises :class:`~archcite.errors.SourceError` with the message ``missing`` without any mapping.

    >>> build_each([{"id": "A"}, {"id": "B"}], lambda given, at: (given["id"], at.number), "x.json", "No record.")
    [('A', 1), ('B', 2)]
    """
    mappings = list(found)
    if not mappings:
        raise SourceError(missing, location=SourceLocation(name))
    return [build(given, SourceLocation(name, number=number)) for number, given in enumerate(mappings, 1)]


def to_text(value: Any) -> str:
    """Return a string on one line, without control characters; "" for any other value."""
    return " ".join(remove_unwanted(value).split()) if isinstance(value, str) else ""


def find_value(tree: Any, path: str) -> Any:
    """Return the value at a path of keys, divided by points; None if one is missing. Of a list, the first is taken.

    >>> find_value({"ids": [{"pmid": "1"}, {"pmid": "2"}]}, "ids.pmid")
    '1'
    """
    for key in path.split("."):
        if isinstance(tree, list):
            tree = next((one for one in tree if isinstance(one, Mapping)), None)
        tree = tree.get(key) if isinstance(tree, Mapping) else None
    return tree


def find_text(tree: Any, path: str) -> str:
    """Return the text at a path, the first one of a list; "" if it is missing.

    >>> find_text({"title": ["Letters", "Briefe"]}, "title"), find_text({"title": None}, "title")
    ('Letters', '')
    """
    return next(iter(to_texts(find_value(tree, path))), "")


def find_texts(tree: Any, path: str) -> list[str]:
    """Return all texts at a path, through lists at each step; of several languages, those of one.

    >>> find_texts({"date": [{"said": "1917"}, {"said": ["1918"]}]}, "date.said")
    ['1917', '1918']
    >>> find_texts({"title": {"en": ["Letters"], "def": ["Briefe"]}}, "title")
    ['Briefe']
    """
    found = [tree]
    for key in path.split("."):
        found = [one[key] for value in found for one in as_mappings(value) if key in one]
    return [text for value in found for text in list_texts(value)]


def list_texts(value: Any, depth: int = 0, *, keeps_lines: bool = False) -> list[str]:
    """Return the texts of a value: a text, a list of values, or texts by language, of which one is chosen.

    A text is one line, unless ``keeps_lines``.

    >>> list_texts({"de": ["Brief"], "en": ["Letter"]}), list_texts([{"@value": "Brief", "@language": "de"}])
    (['Letter'], ['Brief'])
    """
    if isinstance(value, list) and depth < 4:
        return [text for one in value for text in list_texts(one, depth + 1, keeps_lines=keeps_lines)]
    if isinstance(value, Mapping) and depth < 4:
        keys = (key for key in _KEYS_OF_TEXT if key in value)
        return list_texts(value.get(next(keys, next(iter(value), ""))), depth + 1, keeps_lines=keeps_lines)
    text = remove_unwanted(value).strip() if keeps_lines and isinstance(value, str) else to_text(value)
    return [text] if text else []


def list_pairs(tree: Any, table: Mapping[str, str]) -> list[tuple[str, str]]:
    """Return what a table of paths finds: the name that the table has for each path, with each text.

    >>> list_pairs({"date": {"begin": "1917"}, "title": ["A", "B"]}, {"title": "title", "date.begin": "date"})
    [('title', 'A'), ('title', 'B'), ('date', '1917')]
    """
    return [(name, text) for path, name in table.items() for text in find_texts(tree, path)]


def as_mappings(value: Any) -> list[Mapping[str, Any]]:
    """Return the mappings of a list, a single mapping as a list of one, or an empty list."""
    if isinstance(value, Mapping):
        return [value]
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def to_texts(value: Any) -> list[str]:
    """Return the non-empty texts of a list, or a single text as a list of one."""
    values = value if isinstance(value, list) else [value]
    return [text for one in values if (text := to_text(one))]


def _load(text: str, name: str, first_line: int = 1) -> Any:
    import json

    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise SourceError(
            f"This is not valid JSON ({error.msg}): save the whole answer again.",
            location=SourceLocation(name, error.lineno + first_line - 1),
        ) from None
    except RecursionError:
        raise SourceError(
            "The JSON is nested too deeply to be the answer of a catalogue: save it again.",
            location=SourceLocation(name),
        ) from None

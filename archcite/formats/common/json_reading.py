"""JSON as catalogues' programming interfaces give it: one answer, a list of records, or a record a line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archcite.errors import SourceError

# What a key is in JSON: within a string its quotation marks would be escaped.
_KEY = r'(?<!\\)"{}"\s*:'
_DEEPEST = 60


def has_keys(text: str, *keys: str) -> bool:
    """Whether a text looks like JSON that has all these keys somewhere.

    >>> has_keys('{"naId": 1, "title": "Letter"}', "naId"), has_keys('{"note": "\\\\"naId\\\\": 1"}', "naId")
    (True, False)
    """
    if text.lstrip()[:1] not in ("{", "["):
        return False
    return all(re.search(_KEY.format(re.escape(key)), text) for key in keys)


def load_json(text: str, name: str) -> Any:
    """The tree of a JSON text, numbers as text; a list of trees, where there is one a line (JSON Lines).

    Raises :class:`~archcite.errors.SourceError` where it is no JSON.

    >>> load_json('{"naId": 1}\\n{"naId": 2}\\n', "x.jsonl")
    [{'naId': '1'}, {'naId': '2'}]
    """
    lines = text.strip().split("\n")
    if len(lines) > 1 and all(line.startswith("{") and line.rstrip().endswith("}") for line in lines if line):
        return [_load(line, name, number) for number, line in enumerate(lines, start=1) if line]
    return _load(text, name)


def find_mappings(tree: Any, *keys: str) -> Iterator[Mapping[str, Any]]:
    """The outermost mappings that have all the keys, in their order, however deep they lie.

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
            raise SourceError("The JSON is nested too deeply to be a catalogue's answer: save it again.")
        waiting.extend((one, depth + 1) for one in reversed(inner))


def to_text(value: Any) -> str:
    """A value as text on one line; "" for what is no text."""
    return " ".join(value.split()) if isinstance(value, str) else ""


def as_mappings(value: Any) -> list[Mapping[str, Any]]:
    """The mappings of a list; of one mapping, itself; none of anything else."""
    if isinstance(value, Mapping):
        return [value]
    return [one for one in value if isinstance(one, Mapping)] if isinstance(value, list) else []


def to_texts(value: Any) -> list[str]:
    """The texts of a list, or one text."""
    values = value if isinstance(value, list) else [value]
    return [text for one in values if (text := to_text(one))]


def _load(text: str, name: str, first_line: int = 1) -> Any:
    import json

    try:
        return json.loads(text, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        raise SourceError(
            f"“{name}”, line {error.lineno + first_line - 1}: this is no JSON ({error.msg}): save the whole again."
        ) from None
    except RecursionError:
        raise SourceError(
            f"“{name}” is nested too deeply to be a catalogue's answer: save it again."
        ) from None

"""YAML or JSON as dictionaries, lists and text that know the line that they are on.

Every scalar stays as it is written: ``0100`` is not read as an octal number, ``1958-09-09`` is not read as an
object, ``NO`` (Norway) is not read as “false”. Only ``null``, ``~`` and nothing at all are None. Where a number or
a truth value is wanted, :func:`to_typed` gives it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation

if TYPE_CHECKING:
    from yaml import Node


# A string of JSON, with the colon that makes it a key; or what begins and ends mappings and lines.
_JSON_TOKEN = pattern(r'"(?:[^"\\]++|\\.)*+"(?P<colon>\s*:)?|[{}\n]')
_NUMBER = pattern(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_QUOTED_STYLES = ('"', "'", "|", ">")
# The budget of aliases; a file without any may have more values.
_MOST_VALUES = 1_000_000
_LONG_TEXT = 1000
_TRUTH_VALUES = {"true": True, "false": False}


class Unquoted(str):
    """A number or a truth value, as it is written in the file."""

    __slots__ = ()


class PositionedMapping(dict[str, Any]):
    """A mapping with its line and the line of each key; None where no line is known."""

    __slots__ = ("line", "lines")

    def __init__(self, line: int | None = None) -> None:
        super().__init__()
        self.line = line
        self.lines: dict[str, int | None] = {}

    def put(self, key: str, value: Any, line: int | None) -> None:
        """Set a key together with its line."""
        self[key] = value
        self.lines[key] = line

    def line_of(self, key: str) -> int | None:
        """Return the line of a key, or of the mapping."""
        return self.lines.get(key) or self.line


class Row(list[Any]):
    """A list with the line of each item."""

    __slots__ = ("lines",)

    def __init__(self) -> None:
        super().__init__()
        self.lines: list[int | None] = []

    def put(self, value: Any, line: int | None) -> None:
        """Append an item together with its line."""
        self.append(value)
        self.lines.append(line)


def load(text: str, name: str) -> Any:
    """Parse a YAML or JSON text into :class:`PositionedMapping`, :class:`Row`, ``str``, or None.

    ``name`` is what errors call the text. Raises :class:`~archcite.errors.SourceError`, with the line, where
    the text is neither YAML nor JSON, has a key twice, or contains itself.

    >>> load("file: 0100\\ncountry: NO\\nrights:", "a.yaml")
    {'file': '0100', 'country': 'NO', 'rights': None}
    >>> load('{"title": "Letter",\\n "date": "1918"}', "a.json").line_of("date")
    2
    """
    try:
        if text.lstrip()[:1] in ("{", "["):
            return _load_json(text, name)
        return _load_yaml(text, name)
    except RecursionError:
        message = "the file is nested too deeply to be a file of records: flatten it."
        raise SourceError(message, location=SourceLocation(name)) from None


def to_typed(tree: Any) -> Any:
    """Return a tree as plain data, its unquoted numbers and truth values as such.

    >>> to_typed(load('{"volume": 9, "issue": "3", "circa": true}', "a.json"))
    {'volume': 9, 'issue': '3', 'circa': True}
    """
    if isinstance(tree, dict):
        return {key: to_typed(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [to_typed(value) for value in tree]
    if isinstance(tree, Unquoted):
        if tree in _TRUTH_VALUES:
            return _TRUTH_VALUES[tree]
        try:
            number = int(tree) if tree.lstrip("-").isdecimal() else float(tree)
        except ValueError:  # Python reads a number of some thousand figures at most
            return str(tree)
        # “1.50” is an edition or a signature, which would lose its last figure.
        return number if str(number) == tree else str(tree)
    return tree


def _load_json(text: str, name: str) -> Any:
    import json

    lines = _find_json_lines(text)

    def build_table(pairs: list[tuple[str, Any]]) -> PositionedMapping:
        line, key_lines = next(lines, (None, []))
        result = PositionedMapping(line)
        for number, (key, value) in enumerate(pairs):
            key_line = key_lines[number] if number < len(key_lines) else line
            if key in result:
                raise SourceError(
                    f"“{key}” is given twice in one place: keep one of them.",
                    location=SourceLocation(name, key_line),
                )
            result.put(key, value, key_line)
        return result

    try:
        tree = json.loads(
            text, object_pairs_hook=build_table, parse_int=Unquoted, parse_float=Unquoted, parse_constant=str
        )
    except json.JSONDecodeError as error:
        if not name.casefold().endswith(".json"):
            # Flow style YAML begins with a bracket too.
            with suppress(SourceError):
                return _load_yaml(text, name)
        message = f"this is not valid JSON ({error.msg}): correct the line."
        raise SourceError(message, location=SourceLocation(name, error.lineno)) from None
    return _build_rows(tree)


def _find_json_lines(text: str) -> Iterator[tuple[int | None, list[int]]]:
    """Yield the line of each mapping and those of its keys, in the order in which the mappings end."""
    line = 1
    open_mappings: list[tuple[int, list[int]]] = []
    for token in _JSON_TOKEN.finditer(text):
        sign = token[0][0]
        if sign == "\n":
            line += 1
        elif sign == "{":
            open_mappings.append((line, []))
        elif sign == "}":
            if open_mappings:
                yield open_mappings.pop()
        else:
            if token["colon"] and open_mappings:
                open_mappings[-1][1].append(line)
            line += token[0].count("\n")


def _build_rows(tree: Any) -> Any:
    if isinstance(tree, PositionedMapping):
        for key in tree:
            tree[key] = _build_rows(tree[key])
        return tree
    if isinstance(tree, list):
        row = Row()
        for item in tree:
            row.put(_build_rows(item), item.line if isinstance(item, PositionedMapping) else None)
        return row
    return Unquoted(str(tree).lower()) if isinstance(tree, bool) else tree


def _load_yaml(text: str, name: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        location = SourceLocation(name, mark.line + 1 if mark else None)
        problem = error.problem or error.context or "cannot be read"
        message = f"this is not valid YAML ({problem}): correct the line or the one before it."
        raise SourceError(message, location=location) from None
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        message = f"this is not valid YAML ({reason}): correct it, or save it as plain text."
        raise SourceError(message, location=SourceLocation(name)) from None
    return _Builder(name).build(node) if node is not None else None


class _Builder:
    """A builder of located values from YAML nodes. A node that is referred to twice (an alias) is built once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.built: dict[int, Any] = {}
        self.open: set[int] = set()
        # How many values and pieces of text each node stands for, with its aliases written out.
        self.sizes: dict[int, int] = {}

    def build(self, node: Node) -> Any:
        if id(node) in self.built:
            return self.built[id(node)]
        if id(node) in self.open:
            raise self.build_error(node, "this contains itself through an alias (*): write it out")
        self.open.add(id(node))
        value = self.build_new(node)
        self.open.discard(id(node))
        self.built[id(node)] = value
        self.sizes[id(node)] = size = self.measure(node)
        if size > _MOST_VALUES + len(self.sizes):
            raise self.build_error(
                node, "through aliases (*) this stands for too many values: write out what is meant"
            )
        return value

    def measure(self, node: Any) -> int:
        """Return how many values a node stands for, its aliases written out; a long text counts as several."""
        if node.id == "scalar":
            return 1 + len(node.value) // _LONG_TEXT
        if node.id == "mapping":
            return 1 + sum(self.sizes.get(id(child), 1) for _, child in node.value)
        return 1 + sum(self.sizes.get(id(child), 1) for child in node.value)

    def build_new(self, node: Any) -> Any:
        if node.id == "mapping":
            return self.build_table(node)
        if node.id == "scalar":
            return _build_scalar(node)
        row = Row()
        for child in node.value:
            row.put(self.build(child), _get_line(child))
        return row

    def build_table(self, node: Node) -> PositionedMapping:
        table = PositionedMapping(_get_line(node))
        merged: list[Any] = []
        for key_node, value_node in node.value:
            if key_node.id != "scalar":
                raise self.build_error(key_node, "a key must be one word or name, not a list or a mapping")
            if key_node.tag == "tag:yaml.org,2002:merge":
                value = self.build(value_node)
                merged.extend(value if isinstance(value, Row) else [value])
                continue
            if key_node.value in table:
                raise self.build_error(
                    key_node, f"“{key_node.value}” is given twice in one place: keep one of them"
                )
            table.put(key_node.value, self.build(value_node), _get_line(key_node))
        for other in merged:
            if not isinstance(other, PositionedMapping):
                raise self.build_error(node, "“<<” takes in mappings only")
            for key in other:
                if key not in table:
                    table.put(key, other[key], other.line_of(key))
        return table

    def build_error(self, node: Node, message: str) -> SourceError:
        return SourceError(f"{message}.", location=SourceLocation(self.name, _get_line(node)))


def _build_scalar(node: Any) -> str | None:
    if node.tag == "tag:yaml.org,2002:null":
        return None
    text: str = node.value
    if node.style not in _QUOTED_STYLES and (text in _TRUTH_VALUES or _NUMBER.fullmatch(text)):
        return Unquoted(text)
    return text


def _get_line(node: Node) -> int:
    line: int = node.start_mark.line
    return line + 1

"""YAML or JSON as dictionaries, lists and text that know the line that they stand on.

Every scalar stays as it is written: ``0100`` is no octal number, ``1958-09-09`` no object, ``NO`` (Norway) no
“false”. Only ``null``, ``~`` and nothing at all are None.
"""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, Any

from archcite.errors import SourceError

if TYPE_CHECKING:
    from yaml import Node


class Table(dict[str, Any]):
    """A mapping with its line and the line of each key; None where the format keeps none (JSON)."""

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
        """The line of a key, or of the mapping."""
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
    """The tree of a YAML or JSON text: :class:`Table`, :class:`Row`, ``str``, or None.

    ``name`` is what errors call the text. Raises :class:`~archcite.errors.SourceError`, with the line, where
    the text is neither YAML nor JSON, says a key twice, or contains itself.

    >>> load("file: 0100\\ncountry: NO\\nrights:", "a.yaml")
    {'file': '0100', 'country': 'NO', 'rights': None}
    """
    try:
        if text.lstrip()[:1] in ("{", "["):
            return _load_json(text, name)
        return _load_yaml(text, name)
    except RecursionError:
        raise SourceError(f"“{name}” is nested too deeply to be a file of records: flatten it.") from None


def _load_json(text: str, name: str) -> Any:
    import json

    def table(pairs: list[tuple[str, Any]]) -> Table:
        result = Table()
        for key, value in pairs:
            if key in result:
                raise SourceError(f"“{name}” says “{key}” twice in one place: keep one of them.")
            result.put(key, value, None)
        return result

    try:
        tree = json.loads(text, object_pairs_hook=table, parse_int=str, parse_float=str, parse_constant=str)
    except json.JSONDecodeError as error:
        if not name.casefold().endswith(".json"):
            # Flow style YAML begins with a bracket too.
            with suppress(SourceError):
                return _load_yaml(text, name)
        message = f"“{name}”, line {error.lineno}: this is no JSON ({error.msg}): correct the line."
        raise SourceError(message) from None
    return _rows(tree)


def _rows(tree: Any) -> Any:
    if isinstance(tree, Table):
        for key in tree:
            tree[key] = _rows(tree[key])
        return tree
    if isinstance(tree, list):
        row = Row()
        for item in tree:
            row.put(_rows(item), None)
        return row
    return str(tree).lower() if isinstance(tree, bool) else tree


def _load_yaml(text: str, name: str) -> Any:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        node = yaml.compose(text, Loader=loader)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = f"“{name}”, line {mark.line + 1}" if mark else f"“{name}”"
        problem = error.problem or error.context or "not to be read"
        raise SourceError(
            f"{where}: this is no YAML ({problem}): correct the line or the one before it."
        ) from None
    except yaml.YAMLError as error:
        reason = str(error).splitlines()[0]
        raise SourceError(f"“{name}” is no YAML ({reason}): correct it, or save it as plain text.") from None
    return _Builder(name).value(node) if node is not None else None


class _Builder:
    """From YAML nodes to located values. A node that is referred to twice (an alias) is built once."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.built: dict[int, Any] = {}
        self.open: set[int] = set()

    def value(self, node: Node) -> Any:
        if id(node) in self.built:
            return self.built[id(node)]
        if id(node) in self.open:
            raise self.error(node, "this contains itself through an alias (*): write it out")
        self.open.add(id(node))
        value = self.fresh(node)
        self.open.discard(id(node))
        self.built[id(node)] = value
        return value

    def fresh(self, node: Any) -> Any:
        if node.id == "mapping":
            return self.table(node)
        if node.id == "scalar":
            return None if node.tag == "tag:yaml.org,2002:null" else node.value
        row = Row()
        for child in node.value:
            row.put(self.value(child), _line(child))
        return row

    def table(self, node: Node) -> Table:
        table = Table(_line(node))
        merged: list[Any] = []
        for key_node, value_node in node.value:
            if key_node.id != "scalar":
                raise self.error(key_node, "a key must be one word or name, no list or mapping")
            if key_node.tag == "tag:yaml.org,2002:merge":
                value = self.value(value_node)
                merged.extend(value if isinstance(value, Row) else [value])
                continue
            if key_node.value in table:
                raise self.error(key_node, f"“{key_node.value}” is said twice in one place: keep one of them")
            table.put(key_node.value, self.value(value_node), _line(key_node))
        for other in merged:
            if not isinstance(other, Table):
                raise self.error(node, "“<<” takes in mappings only")
            for key in other:
                if key not in table:
                    table.put(key, other[key], other.line_of(key))
        return table

    def error(self, node: Node, message: str) -> SourceError:
        return SourceError(f"“{self.name}”, line {_line(node)}: {message}.")


def _line(node: Node) -> int:
    line: int = node.start_mark.line
    return line + 1

"""CSL-JSON and CSL-YAML, as Zotero, pandoc and every CSL processor write them, into records.

The inverse of the table in :mod:`archcite.formats.csl_json.item_from_record`; how an item becomes a record is in
:mod:`archcite.formats.csl_json.record_from_item`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError
from archcite.formats.archcite_yaml.positions import Row, Table, load
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.record import Record


def read(text: str, name: str = "the text") -> Iterable[Record]:
    """The records of a CSL-JSON file: a list, one item, or a mapping with ``items`` or ``references``.

    Of JSON lines, an item a line, each record is made when it is asked for. ``name`` is what errors call the
    file. Raises :class:`~archcite.errors.SourceError` where no items are.

    >>> record, = read('[{"id": "a", "type": "map", "archive": "BArch", "issued": {"raw": "1936"}}]')
    >>> record.kind, record.holding.repository.name, record.date.edtf
    ('map', 'BArch', '1936')
    """
    if _LINES.match(text):
        return _from_lines(text, name)
    tree = load(text, name)
    if isinstance(tree, Table):
        tree = next((tree[key] for key in ("items", "references") if isinstance(tree.get(key), Row)), [tree])
    if not isinstance(tree, list) or not tree:
        raise SourceError(f"“{name}” holds no CSL-JSON items: export the references as CSL JSON again.")
    records = []
    for number, item in enumerate(tree, start=1):
        if not isinstance(item, Mapping):
            raise SourceError(f"“{name}”, item {number}: an item must be a mapping with “type” and so on.")
        records.append(from_csl_item(item, f"“{name}”, item {number}"))
    return records


def _from_lines(text: str, name: str) -> Iterator[Record]:
    for number, line in enumerate(text.splitlines(), start=1):
        if line.strip():
            try:
                item = load(line, name)
            except SourceError:
                item = None
            if not isinstance(item, Mapping):
                raise SourceError(
                    f"“{name}”, line {number}: this is no item in JSON: correct the line."
                ) from None
            yield from_csl_item(item, f"“{name}”, line {number}")


# A whole mapping in the first line, and another one after it.
_LINES = pattern(r"\s*\{[^\n]*\}[ \t]*\n\s*\{")


def sniff(text: str) -> bool:
    """Whether a text looks like CSL-JSON: items with a type.

    >>> sniff('[{"id": 1, "type": "book"}]'), sniff('{"records": []}'), sniff("type: a letter")
    (True, False, False)
    """
    start = text.lstrip()
    if start.startswith("references:"):
        return True
    return start[:1] in ("{", "[") and re.search(r"\"(?:type|title|issued)\"\s*:", start) is not None


__all__ = ["from_csl_item", "read", "sniff"]

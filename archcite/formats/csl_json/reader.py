"""Read CSL-JSON and CSL-YAML, as Zotero, pandoc and every CSL processor write them.

The inverse of the table in :mod:`archcite.formats.csl_json.item_from_record`; which items are publications, and how an
item becomes a record, is in :mod:`archcite.formats.csl_json.record_from_item`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import DATES, NAMES
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common.json_list import JSONListError, has_own_publication, is_list_start, iterate_list
from archcite.formats.csl_json.record_from_item import find_spelling, from_csl_item
from archcite.record.vocabulary import CSL_TYPES

if TYPE_CHECKING:
    from json import JSONDecoder

    from archcite.record import Source

# The keys of a mapping around the items: of citeproc's input, of pandoc's metadata.
_CONTAINERS = ("items", "references")
# A whole mapping in the first line, and another one after it.
_LINES = pattern(r"\s*\{[^\n]*\}[ \t]*\n\s*\{")
_TYPE = pattern(r'"type"\s*:\s*"([\w -]{1,40})"')
# Only CSL writes dates so.
_DATE_PARTS = pattern(r'"date-parts"\s*:')
_TITLE = pattern(r'"(?:title|issued)"\s*:')
# Variables of which a work without a type has at least one; other JSON has “status”, “DOI” or “language” too.
_DESCRIBING = (
    NAMES
    | DATES
    | {
        *("title", "container-title", "event-title", "genre", "medium", "abstract", "note", "publisher"),
        *("archive", "archive_collection", "archive_location", "call-number"),
    }
)
# The length of the start that is searched.
_SNIFFED = 64 * 1024


def read(text: str, name: str = "the text") -> Iterable[Source]:
    """Return the sources of a CSL-JSON file: a list, one item, or a mapping with ``items`` or ``references``.

    Of JSON lines, an item a line, each is made when it is asked for. ``name`` is what errors call the file. Raises
    :class:`~archcite.errors.SourceError`, with the line, for a text without items.

    >>> record, = read('[{"id": "a", "type": "map", "archive": "BArch", "issued": {"raw": "1936"}}]')
    >>> record.kind, record.holding.repository.name, record.date.edtf
    ('map', 'BArch', '1936')
    """
    if _LINES.match(text):
        return read_lines(text.splitlines(), name)
    sources = [
        _read_item(number, found, name) for number, found in enumerate(_iterate_items(text, name), start=1)
    ]
    if not sources:
        raise _build_empty_error(name)
    return sources


def _read_item(number: int, found: tuple[int | None, Any], name: str) -> Source:
    line, item = found
    location = SourceLocation(name, line, number)
    if not isinstance(item, Mapping):
        raise SourceError("an item must be a mapping with “type” and other variables.", location=location)
    if "type" not in item and not _describes_work(item):
        message = (
            "the item has no type, title, name or date: it is not CSL-JSON. Export the references again."
        )
        raise SourceError(message, location=location)
    identifier = item.get("id")
    if isinstance(identifier, (str, int)) and identifier != "":
        location = location._replace(record=str(identifier))
    try:
        return from_csl_item(item, location)
    except RecursionError:
        raise _build_depth_error(location) from None


def _build_depth_error(location: SourceLocation) -> SourceError:
    return SourceError("the item is nested too deeply: export the references again.", location=location)


def _describes_work(item: Mapping[str, Any]) -> bool:
    """Return whether an item has a variable that says something of a work; “status”: “ok” does not."""
    variables = {find_spelling(str(key)) for key in item}
    return variables <= {"id"} or not variables.isdisjoint(_DESCRIBING)


def can_read_lines(start: str) -> bool:
    """Return whether a file that starts so has an item a line."""
    return _LINES.match(start) is not None


def read_lines(lines: Iterable[str], name: str = "the text") -> Iterator[Source]:
    """Yield the sources of JSON lines; raise as :func:`read` does."""
    decoder = _build_decoder()
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                item = decoder.decode(line)
            except RecursionError:
                raise _build_depth_error(SourceLocation(name, number)) from None
            except ValueError:
                item = None
            if not isinstance(item, Mapping):
                message = "this line is not an item in JSON: correct the line."
                raise SourceError(message, location=SourceLocation(name, number)) from None
            yield _read_item(number, (number, item), name)


can_read_pieces = is_list_start


def read_pieces(pieces: Iterable[str], name: str = "the text") -> Iterator[Source]:
    """Yield the sources of a list whose text comes in pieces; raise as :func:`read` does."""
    number = 0
    try:
        for number, found in enumerate(iterate_list(pieces, _build_decoder()), start=1):
            yield _read_item(number, found, name)
    except JSONListError as error:
        message = f"this is not valid JSON ({error}): correct the line, or export the references again."
        raise SourceError(message, location=SourceLocation(name, error.line)) from None
    if not number:
        raise _build_empty_error(name)


def _build_empty_error(name: str) -> SourceError:
    message = "the file has no CSL-JSON items: export the references as CSL JSON again."
    return SourceError(message, location=SourceLocation(name))


def _iterate_items(text: str, name: str) -> Iterator[tuple[int | None, Any]]:
    """Yield the items of a file with their lines."""
    if text.lstrip()[:1] == "[":
        try:
            found = list(iterate_list((text,), _build_decoder()))
        except JSONListError:
            # What is wrong, and in which line, is what the reader of all YAML and JSON finds.
            pass
        else:
            yield from found
            return
    from archcite.formats.archcite_yaml.positions import PositionedMapping, Row, load, to_typed

    tree = load(text, name)
    if isinstance(tree, PositionedMapping):
        tree = next((tree[key] for key in _CONTAINERS if isinstance(tree.get(key), Row)), [tree])
    if isinstance(tree, list):
        for item in tree:
            yield (item.line if isinstance(item, PositionedMapping) else None), to_typed(item)


def _build_decoder() -> JSONDecoder:
    import json

    def build(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        built = dict(pairs)
        if len(built) != len(pairs):
            raise ValueError("a key is given twice")
        return built

    # NaN is what programs for tables write for an empty cell.
    return json.JSONDecoder(object_pairs_hook=build, parse_constant=lambda _word: None)


def sniff(text: str) -> bool:
    """Return whether a text looks like CSL-JSON: items with a type of CSL, or a title with names or a date.

    >>> sniff('[{"id": 1, "type": "book"}]'), sniff('{"records": []}'), sniff("type: a letter")
    (True, False, False)
    """
    start = text.lstrip()
    if start.startswith("references:"):
        return True
    if start[:1] not in ("{", "[") or has_own_publication(start[:_SNIFFED]):
        return False
    types = set(_TYPE.findall(start, 0, _SNIFFED))
    if types:
        return not types.isdisjoint(CSL_TYPES) or _DATE_PARTS.search(start, 0, _SNIFFED) is not None
    return _TITLE.search(start, 0, _SNIFFED) is not None


__all__ = ["from_csl_item", "read", "sniff"]

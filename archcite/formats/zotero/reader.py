"""Read Zotero's own JSON: answers of its web and local interfaces, and exports of Better BibTeX.

Fields and types are in ``reference_managers.toml``. Lines of “Extra” such as ``archive_collection: House Papers`` are
read as Zotero's own citations read them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError, SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.json_list import JSONListError, is_list_start, iterate_list
from archcite.formats.common.json_reading import as_mappings, find_mappings, has_keys, load_json
from archcite.formats.csl_json.publication_from_item import is_published
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.formats.csl_json.reference_manager_item import GatheredItem
from archcite.formats.csl_json.reference_managers import load_table
from archcite.formats.zotero.work_reader import find_split_body, read_work, split_extra
from archcite.formats.zotero.works import load_item_types
from archcite.record import Source

_CONTENTS = pattern(r"\s*<h1>Contents</h1>\s*<pre>(.*)</pre>\s*", re.DOTALL)
# Child items: attachments, notes and annotations.
_CHILDREN = frozenset(("attachment", "note", "annotation"))

# A note may be anywhere in a file, and belongs to an item.
NOT_IN_LINES = re.compile(rb'"itemType"\s*:\s*"note"')
_ITEM_TYPE = pattern(r'"itemType"\s*:\s*"(\w{1,40})"')


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the sources of a JSON text with items of Zotero; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` for a text without items.

    >>> record, = read('''[{"key": "ABCD2345", "data": {"itemType": "letter", "title": "To Colonel House",
    ...     "date": "1918-09-25", "archive": "Yale University Library", "archiveLocation": "box 6, folder 179",
    ...     "creators": [{"creatorType": "author", "firstName": "George", "lastName": "Creel"}],
    ...     "extra": "archive_collection: Edward Mandell House Papers"}}]''')
    >>> record.kind, record.agents("author")[0].name, str(record.holding)
    ('letter', 'George Creel', 'Yale University Library, Edward Mandell House Papers, box 6, folder 179')
    """
    try:
        items = list(find_mappings(load_json(text, name), "itemType"))
    except RecursionError:
        message = "the file is nested too deeply to be Zotero's: export the items again."
        raise SourceError(message, location=SourceLocation(name)) from None
    children: dict[str, list[str]] = {}
    for number, item in enumerate(items, start=1):
        if _get_type(item, SourceLocation(name, number=number)) == "note":
            children.setdefault(_get_text(item.get("parentItem")), []).append(_get_text(item.get("note")))
    records = [
        _read_item(item, number, name, children.pop(_get_text(item.get("key")), []))
        for number, item in enumerate(items, start=1)
        if item["itemType"] not in _CHILDREN
    ]
    if not records:
        raise _build_empty_error(name)
    if left_out := sum(map(len, children.values())):
        reader_warnings.warn(SourceLocation(name), f"{left_out} notes that belong to no item were left out.")
    return records


can_read_pieces = is_list_start


def read_pieces(pieces: Iterable[str], name: str = "the text") -> Iterator[Source]:
    """Yield the sources of a list whose text comes in pieces, and that has no notes; raise as :func:`read` does."""
    from json import JSONDecoder

    decoder = JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
    number, is_empty = 0, True
    try:
        for _line, value in iterate_list(pieces, decoder):
            for item in find_mappings(value, "itemType"):
                number += 1
                if _get_type(item, SourceLocation(name, number=number)) not in _CHILDREN:
                    is_empty = False
                    yield _read_item(item, number, name, [])
    except JSONListError as error:
        message = f"this is not valid JSON ({error}): export the items again."
        raise SourceError(message, location=SourceLocation(name, error.line)) from None
    if is_empty:
        raise _build_empty_error(name)


def _get_type(item: Mapping[str, Any], location: SourceLocation) -> str:
    if isinstance(item["itemType"], str):
        return item["itemType"]
    raise SourceError("“itemType” must be the name of a type, such as “letter”.", location=location)


def _read_item(item: Mapping[str, Any], number: int, name: str, notes: list[str]) -> Source:
    location = SourceLocation(name, number=number, record=_get_text(item.get("key")) or None)
    try:
        return _build_source(item, notes, location)
    except RecordError as error:
        raise SourceError(str(error), location=location) from None


def _build_empty_error(name: str) -> SourceError:
    message = "the file has no items of Zotero: ask its interface for the items again."
    return SourceError(message, location=SourceLocation(name))


def sniff(text: str) -> bool:
    """Return whether a text is JSON with items of Zotero.

    >>> sniff('{"data": {"itemType": "letter"}}'), sniff('[{"type": "book"}]')
    (True, False)
    """
    if not has_keys(text, "itemType"):
        return False
    # Other programs have a key of this name too.
    known = {*load_item_types(), *_CHILDREN}
    return any(name in known for name in _ITEM_TYPE.findall(text))


def _build_source(item: Mapping[str, Any], notes: list[str], location: SourceLocation) -> Source:
    type_ = str(item["itemType"])
    if type_ in load_item_types():
        work = read_work(item)
        # An item whose “Extra” begins with its type has all that CSL has, whatever it is.
        if is_published(work) or _get_text(item.get("extra")).startswith("type: "):
            texts = [*notes, *(_get_text(one.get("note")) for one in as_mappings(item.get("notes")))]
            return from_csl_item(
                work, location, notes=[text for note in texts if (text := catalogue.strip_markup(note))]
            )
    gathered = GatheredItem("zotero", location, type_)
    if type_ not in load_table("zotero")["types"]:
        reader_warnings.warn(location, f"“{type_}” is not a type of Zotero's, and was read as a document.")
    gathered.variables["id"] = _get_text(item.get("citationKey")) or _get_text(item.get("key"))
    for creator in as_mappings(item.get("creators")):
        _add_creator(creator, gathered)
    tags = [
        _get_text(one.get("tag") if isinstance(one, Mapping) else one) for one in _as_list(item.get("tags"))
    ]
    if any(tags):
        gathered.variables["keyword"] = [tag for tag in tags if tag]
    # “Extra” first: what it says of dates wins.
    for field, value in sorted(item.items(), key=lambda pair: pair[0] != "extra"):
        if (text := _get_text(value)) or isinstance(value, (Mapping, list)):
            if text and field == "extra":
                # Dates in “Extra” win, as in Zotero's own citations: its field for a date holds no range.
                dates, text = split_extra(text)
                gathered.variables |= dates
            if text and not (field == "date" and "issued" in gathered.variables):
                gathered.put(field, _parse_zotero_date(text) if field == "date" else text)
            elif value and gathered.find_variable(field) is None:
                gathered.unknown.append(field)
    for note in (*notes, *(_get_text(one.get("note")) for one in as_mappings(item.get("notes")))):
        _add_note(note, gathered)
    return gathered.build_source()


def _add_note(note: str, gathered: GatheredItem) -> None:
    """Add a note in HTML that belongs to an item; one with the heading “Contents” has the text of the source."""
    if contents := _CONTENTS.fullmatch(note):
        from html import unescape

        gathered.fields.setdefault("contents", unescape(contents[1]))
    elif text := catalogue.strip_markup(note):
        gathered.notes.append(text)


def _add_creator(creator: Mapping[str, Any], gathered: GatheredItem) -> None:
    said = _get_text(creator.get("creatorType")) or "author"
    role = load_table("zotero")["creators"].get(said, "contributor")
    last, first = _get_text(creator.get("lastName")), _get_text(creator.get("firstName"))
    whole = _get_text(creator.get("name"))
    if whole or (last and not first):
        name = {"family": whole or last, "isInstitution": "true"}
        gathered.set(role, [name])
    elif last:
        # The portals' importers leave the years of a life behind the given name.
        if body := find_split_body(first, last):
            gathered.set(role, [{"literal": body}])
            return
        agent = catalogue.parse_agent(f"{last}, {first}", role, body=False)
        gathered.set(role, [agent] if agent else [{"family": last, "given": first}])
    elif first:
        gathered.set(role, [{"literal": first}])


def _parse_zotero_date(text: str) -> Any:
    """Return a date, which Zotero has as people typed it."""
    return catalogue.parse_date(text) or text


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _get_text(value: Any) -> str:
    """Return a value as text, its lines as lines; "" for a value that is not text."""
    return value.strip() if isinstance(value, str) else ""

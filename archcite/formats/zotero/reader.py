"""Zotero's own JSON: answers of its web and local interfaces, and exports of Better BibTeX, into records.

Fields and types are in ``reference_managers.toml``. Lines of “Extra” such as ``archive_collection: House Papers`` are
read as Zotero's own citations read them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError, SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.json_reading import as_mappings, find_mappings, has_keys, load_json
from archcite.formats.csl_json.reference_manager_item import GatheredItem, table
from archcite.record import Source

_CONTENTS = pattern(r"\s*<h1>Contents</h1>\s*<pre>(.*)</pre>\s*", re.DOTALL)
# What hangs on an item, and is none.
_CHILDREN = frozenset(("attachment", "note", "annotation"))


def read(text: str, name: str = "the text") -> list[Source]:
    """The records of a JSON text with items of Zotero; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` where there is none.

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
    for item in items:
        if item["itemType"] == "note":
            children.setdefault(_text(item.get("parentItem")), []).append(_text(item.get("note")))
    records = []
    for number, item in enumerate(items, start=1):
        if item["itemType"] in _CHILDREN:
            continue
        location = SourceLocation(name, number=number, record=_text(item.get("key")) or None)
        try:
            records.append(_record(item, children.pop(_text(item.get("key")), []), location))
        except RecordError as error:
            raise SourceError(str(error), location=location) from None
    if not records:
        message = "the file has no items of Zotero: ask its interface for the items again."
        raise SourceError(message, location=SourceLocation(name))
    if left_out := sum(map(len, children.values())):
        reader_warnings.warn(SourceLocation(name), f"{left_out} notes that belong to no item were left out.")
    return records


def sniff(text: str) -> bool:
    """Whether a text is JSON with items of Zotero.

    >>> sniff('{"data": {"itemType": "letter"}}'), sniff('[{"type": "book"}]')
    (True, False)
    """
    return has_keys(text, "itemType")


def _record(item: Mapping[str, Any], notes: list[str], location: SourceLocation) -> Source:
    type_ = str(item["itemType"])
    gathered = GatheredItem("zotero", location, type_)
    if type_ not in table("zotero")["types"]:
        reader_warnings.warn(location, f"“{type_}” is not a type of Zotero's, and was read as a document.")
    gathered.variables["id"] = _text(item.get("citationKey")) or _text(item.get("key"))
    for creator in as_mappings(item.get("creators")):
        _add_creator(creator, gathered)
    tags = [_text(one.get("tag") if isinstance(one, Mapping) else one) for one in _items(item.get("tags"))]
    if any(tags):
        gathered.variables["keyword"] = [tag for tag in tags if tag]
    for field, value in item.items():
        if (text := _text(value)) or isinstance(value, (Mapping, list)):
            if text:
                gathered.put(field, _date(text) if field == "date" else text)
            elif value and gathered.find_variable(field) is None:
                gathered.unknown.append(field)
    for note in (*notes, *(_text(one.get("note")) for one in as_mappings(item.get("notes")))):
        _add_note(note, gathered)
    return gathered.build_source()


def _add_note(note: str, gathered: GatheredItem) -> None:
    """A note in HTML, which hangs on an item; one with the heading “Contents” has the text of the source."""
    if contents := _CONTENTS.fullmatch(note):
        from html import unescape

        gathered.fields.setdefault("contents", unescape(contents[1]))
    elif text := catalogue.strip_markup(note):
        gathered.notes.append(text)


def _add_creator(creator: Mapping[str, Any], gathered: GatheredItem) -> None:
    said = _text(creator.get("creatorType")) or "author"
    role = table("zotero")["creators"].get(said, "contributor")
    last, first = _text(creator.get("lastName")), _text(creator.get("firstName"))
    whole = _text(creator.get("name"))
    if whole or (last and not first):
        name = {"family": whole or last, "isInstitution": "true"}
        gathered.set(role, [name])
    elif last:
        # The portals' importers leave the years of a life behind the given name.
        agent = catalogue.parse_agent(f"{last}, {first}", role)
        gathered.set(role, [agent] if agent else [{"family": last, "given": first}])
    elif first:
        gathered.set(role, [{"literal": first}])


def _date(text: str) -> Any:
    """Zotero has dates as people typed them."""
    return catalogue.parse_date(text) or text


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: Any) -> str:
    """A value as text: lines stay lines; "" for what is no text."""
    return value.strip() if isinstance(value, str) else ""

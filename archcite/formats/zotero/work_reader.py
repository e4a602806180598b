"""Items of Zotero as items of CSL variables, by the table in :mod:`archcite.formats.zotero.works`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import DATES
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.corporate_names import is_body
from archcite.formats.common.json_reading import as_mappings
from archcite.formats.common.personal_names import split_particles
from archcite.formats.csl_json.item_from_record import join_keywords, to_csl_date, to_language_tag
from archcite.formats.csl_json.noted_variables import set_variable
from archcite.formats.zotero.works import load_item_types
from archcite.record import ArchivalDate

# Fields of every item that only Zotero needs.
_OWN = frozenset(
    (
        *(
            "key",
            "version",
            "itemType",
            "creators",
            "tags",
            "collections",
            "relations",
            "dateAdded",
            "dateModified",
        ),
        *(
            "attachments",
            "notes",
            "seeAlso",
            "citationKey",
            "itemID",
            "libraryID",
            "uri",
            "select",
            "inPublications",
        ),
        *("deleted", "parentItem", "id", "itemKey", "extra", "links", "meta", "library", "data"),
    )
)
_LINKING = frozenset(("of", "for", "and", "the", "on"))
_ISO = pattern(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?:[T ][\d:.Z+-]+)?")


def read_work(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item of Zotero as one of CSL variables.

    >>> item = read_work({"itemType": "book", "key": "A", "title": "Lenin", "date": "2000-05",
    ...     "creators": [{"creatorType": "author", "firstName": "Robert", "lastName": "Service"}]})
    >>> item["author"], item["issued"]
    ([{'family': 'Service', 'given': 'Robert'}], {'date-parts': [[2000, 5]]})
    """
    item_type = load_item_types()[str(item["itemType"])]
    found: dict[str, Any] = {"type": item_type.csl_type}
    if identifier := _get_text(item.get("citationKey")) or _get_text(item.get("key")):
        found = {"id": identifier, **found}
    for creator in as_mappings(item.get("creators")):
        kind = _get_text(creator.get("creatorType")) or "author"
        if name := _parse_creator(creator):
            found.setdefault(item_type.creators.get(kind, "contributor"), []).append(name)
    custom: dict[str, Any] = {}
    for field, value in item.items():
        text = _get_text(value)
        if field in _OWN or not text:
            continue
        variable = item_type.fields.get(field)
        if variable is None:
            custom[field] = text
        elif variable in ("issued", "accessed", "submitted", "original-date"):
            found[variable] = _parse_date(text)
        elif variable == "language":
            found[variable] = to_language_tag(text) or text
        else:
            found.setdefault(variable, text)
    if words := _list_tags(item.get("tags")):
        found["keyword"] = join_keywords(words)
    if lines := [line for line in _get_text(item.get("extra")).splitlines() if not _set_extra(found, line)]:
        found["note"] = "\n".join(lines)
    if custom:
        found["custom"] = custom
    return found


def _set_extra(item: dict[str, Any], line: str) -> bool:
    label, divided, text = line.partition(":")
    if divided and label.strip().casefold() == "citation key" and text.strip():
        item["id"] = text.strip()
        return True
    return set_variable(item, line)


def split_extra(extra: str) -> tuple[dict[str, Any], str]:
    """Return the dates that lines of “Extra” give, and the other lines.

    >>> split_extra("issued: 1945/1952\\nCarbon copy")
    ({'issued': {'date-parts': [[1945], [1952]]}}, 'Carbon copy')
    """
    dates: dict[str, Any] = {}
    rest = []
    for line in extra.splitlines():
        found: dict[str, Any] = {}
        if set_variable(found, line) and not DATES.isdisjoint(found):
            dates |= found
        else:
            rest.append(line)
    return dates, "\n".join(rest)


def find_split_body(first: str, last: str) -> str | None:
    """Return the name of a body that Zotero has split in two; None for the name of a person.

    >>> find_split_body("Central Committee of the", "Communist Party"), find_split_body("Robert", "Service")
    ('Central Committee of the Communist Party', None)
    """
    whole = f"{first} {last}"
    words = whole.casefold().split()
    if first.startswith(("[", "(")):
        return None  # the name of an account, after that of its owner
    return whole if len(words) > 3 and not _LINKING.isdisjoint(words) and is_body(whole) else None


def _parse_creator(creator: Mapping[str, Any]) -> dict[str, str] | None:
    """Return a creator as a CSL name: two fields are a person, one is printed as it is written."""
    last, first = _get_text(creator.get("lastName")), _get_text(creator.get("firstName"))
    whole = _get_text(creator.get("name"))
    if last and not first and not whole:
        return {"family": last}
    if whole or not last:
        literal = whole or first
        return {"literal": literal} if literal else None
    if body := find_split_body(first, last):
        return {"literal": body}
    given, _, suffix = first.partition(", ")
    return {**split_particles(last, given), **({"suffix": suffix.strip()} if suffix.strip() else {})}


def _parse_date(text: str) -> Any:
    """Return a date as people typed it, or Zotero wrote it."""
    if found := _ISO.fullmatch(text):
        return {"date-parts": [[int(number) for number in found.groups() if number]]}
    date = catalogue.parse_date(text)
    if date is not None and date.edtf:
        return to_csl_date(ArchivalDate(date.edtf))
    return {"literal": text}


def _list_tags(value: Any) -> list[str]:
    tags = value if isinstance(value, list) else []
    texts = [_get_text(tag.get("tag") if isinstance(tag, Mapping) else tag) for tag in tags]
    return [text for text in texts if text]


def _get_text(value: Any) -> str:
    return value.strip() if isinstance(value, str) else ""

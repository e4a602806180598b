"""Published works as items of Zotero, by the table in :mod:`archcite.formats.zotero.works`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from archcite.csl.variables import DATES, NAMES
from archcite.formats.csl_json.noted_variables import format_noted, format_noted_date
from archcite.formats.csl_json.publication_from_item import is_published
from archcite.formats.csl_json.values import use_current_names
from archcite.formats.zotero.works import find_item_type, load_item_types
from archcite.record.csl_variables import is_names

# Variables that only programs need, or that another one repeats.
_UNSAID = frozenset(
    ("id", "type", "note", "citation-key", "citation-label", "categories", "custom", "page-first", "_graph")
)
_SURE = re.compile(r"-?\d{4}(?:-(?:0[1-9]|1[0-2])(?:-\d\d)?)?")


def build_item(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item of Zotero without its key; what has no field is in “Extra”, one variable a line.

    >>> build_item({"id": "a", "type": "article-journal", "container-title": "AHR", "scale": "1:5"})
    {'itemType': 'journalArticle', 'citationKey': 'a', 'publicationTitle': 'AHR', 'extra': 'scale: 1:5'}
    """
    item = use_current_names(item)
    csl_type = str(item.get("type") or "document")
    name = find_item_type(csl_type)
    item_type = load_item_types()[name]
    # What an archive keeps is read in another way, unless its type is told.
    is_told = item_type.csl_type != csl_type or not is_published(item)
    lines = [f"type: {csl_type}"] if is_told else []
    found: dict[str, Any] = {"itemType": name}
    if item.get("id"):
        found["citationKey"] = str(item["id"])
    creators: list[dict[str, str]] = []
    for variable, value in item.items():
        if variable in _UNSAID or value in (None, "", [], {}):
            continue
        field = item_type.find_field(variable)
        if variable in NAMES and is_names(value):
            kind = item_type.find_creator(variable)
            written = [_build_creator(each, kind) for each in value] if kind else []
            if kind and all(written):
                creators += [creator for creator in written if creator]
            else:
                lines += format_noted(variable, value)
        elif variable == "keyword":
            words = (
                value
                if isinstance(value, list)
                else re.split(r"\s*[;,]\s*" if ";" not in value else r"\s*;\s*", value)
            )
            found["tags"] = [{"tag": str(word)} for word in words if str(word).strip()]
        elif variable in DATES:
            edtf = format_noted_date(value)
            if field and _SURE.fullmatch(edtf):
                found[field] = edtf
            else:
                lines += format_noted(variable, value)
        elif field and isinstance(value, (str, int, float)):
            found[field] = str(value)
        else:
            lines += format_noted(variable, value)
    if creators:
        found["creators"] = creators
    # Variables stand before prose, where CSL processors look for them.
    if extra := [*lines, *str(item.get("note") or "").splitlines()]:
        found["extra"] = "\n".join(extra)
    return found


def _build_creator(name: Mapping[str, Any], kind: str) -> dict[str, str] | None:
    """Return a creator; None for a name that Zotero's two fields cannot hold."""
    if name.get("literal"):
        return {"creatorType": kind, "name": str(name["literal"])}
    last = " ".join(str(name[part]) for part in ("non-dropping-particle", "family") if name.get(part))
    first = " ".join(str(name[part]) for part in ("given", "dropping-particle") if name.get(part))
    if name.get("suffix"):
        first += f", {name['suffix']}"
    if not last:
        return {"creatorType": kind, "name": first} if first else None
    return {"creatorType": kind, "firstName": first, "lastName": last}

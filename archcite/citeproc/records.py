"""Records for programs that use citeproc-py itself."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from archcite._foundation.warning_collector import emit_warning
from archcite.citeproc.variables import to_python
from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.record import Source

if TYPE_CHECKING:
    from citeproc.source.json import CiteProcJSON

_NAME_PARTS = ("family", "given", "dropping-particle", "non-dropping-particle", "suffix")
# Variables that CSL 1.0.2 has in place of those that citeproc-py knows.
_RENAMED = {"event-title": "event", "event-date": "event_date"}


def records_as_citeproc_source(records: Iterable[Source]) -> CiteProcJSON:
    """Return records as a source of citeproc-py, for a program that uses that to write citations.

    citeproc-py has one variable for the place in an archive, so the collection and the rest of the reference are in
    ``archive_location``. What it has no variable for is left out, with an
    :class:`~archcite.errors.ArchciteWarning`. Its keys are ids in lower case.

    >>> from archcite.record import Record
    >>> source = records_as_citeproc_source([Record(id="Creel", title="Letter to House", date="1918-09-25")])
    >>> str(source["creel"]["title"]), source["creel"]["issued"]["year"]
    ('Letter to House', 1918)
    """
    from citeproc import VARIABLES
    from citeproc.source.json import CiteProcJSON

    items: dict[str, dict[str, Any]] = {}
    for record in records:
        item = to_csl_item(record)
        key = str(item["id"])
        if key.lower() in items:
            message = f"citeproc-py does not tell “{key}” from another id; only the last of them is used."
            emit_warning(message)
        items[key.lower()] = _simplify(item, frozenset(VARIABLES))
    return CiteProcJSON(list(items.values()))


def _simplify(item: dict[str, Any], variables: frozenset[str]) -> dict[str, Any]:
    """Return an item with the variables and parts of names that citeproc-py knows."""
    place = ", ".join(item[name] for name in ("archive_collection", "archive_location") if item.get(name))
    given = {name: value for name, value in item.items() if name != "archive_collection"}
    if place:
        given["archive_location"] = place
    found: dict[str, Any] = {"id": item["id"], "type": item.get("type") or "document"}
    left_out: list[str] = []
    for variable, value in given.items():
        name = _RENAMED.get(variable, to_python(variable))
        if variable in ("id", "type"):
            continue
        if name not in variables:
            left_out.append(variable)
        elif isinstance(value, list):
            found[name] = [_simplify_name(one) for one in value]
        elif not (isinstance(value, dict) and not {"date-parts", "literal"} & value.keys()):
            found[name] = value
    if left_out:
        message = f"citeproc-py has no variable for {', '.join(left_out)} of “{item['id']}”; left out."
        emit_warning(message)
    return found


def _simplify_name(name: dict[str, Any]) -> dict[str, Any]:
    if name.get("literal"):
        return {"literal": name["literal"]}
    return {part: name[part] for part in _NAME_PARTS if name.get(part)}

"""Read a row of a table as a record."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from archcite.errors import RecordError, SourceError
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.formats.flat_table.record_from_flat import from_dotted
from archcite.integrations.dataframes.columns import to_field
from archcite.record import Publication, Record, Source

ITEM, RECORD = "item", "record"


def read_row(row: Mapping[str, Any]) -> Source:
    """Return the record of a row: of its CSL item, of its record in JSON, or of its fields.

    Raises :class:`~archcite.errors.SourceError` if the row is not a record.

    >>> read_row({"item": '{"id": "a", "type": "book", "title": "Signs"}'}).title
    'Signs'
    >>> read_row({"title": "Letter", "holding_file": "File 6/1955", "date": None}).holding.part("file").value
    '6/1955'
    """
    for column in (ITEM, RECORD):
        if not _is_empty(row.get(column)):
            given = _parse_json(row[column], column)
            try:
                if column == ITEM:
                    return from_csl_item(given)
                return (Publication if "publication" in given else Record).from_dict(given)
            except RecordError as error:
                raise SourceError(f"the column “{column}”: {error}") from None
    fields = {to_field(name): str(value) for name, value in row.items() if not _is_empty(value)}
    if not fields:
        raise SourceError("the row is empty.")
    try:
        return from_dotted(fields)
    except RecordError as error:
        raise SourceError(f"the row: {error}") from None


def _parse_json(value: Any, column: str) -> Mapping[str, Any]:
    try:
        given = json.loads(value) if isinstance(value, (str, bytes)) else value
    except ValueError:
        given = None
    if not isinstance(given, Mapping):
        raise SourceError(f"the column “{column}” must have an object in JSON.")
    return given


def _is_empty(value: Any) -> bool:
    """Return whether a cell is empty: None, blank text, or NaN, which pandas fills gaps with."""
    return value is None or value != value or (isinstance(value, str) and not value.strip())

"""References from CSL-JSON."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from archcite.citeproc.source import (
    BibliographySource,
    Date,
    DateBase,
    DateRange,
    LiteralDate,
    Name,
    Reference,
)
from archcite.citeproc.variables import to_python
from archcite.csl.data.item import check_items, get_id
from archcite.csl.variables import DATES, NAMES


class CiteProcJSON(BibliographySource):
    """References of CSL-JSON items, by the lower-case id of each.

    >>> source = CiteProcJSON([{"id": "Roe", "type": "book", "title": "Signs", "issued": {"date-parts": [[1993]]}}])
    >>> list(source), source["roe"].title, source["Roe"]["issued"]["year"]
    (['roe'], 'Signs', 1993)

    Raises :class:`~archcite.errors.ArchciteError` if it is not given a list of items. Warns of an item without an id,
    and of different items with the same id.
    """

    def __init__(self, json_data: Iterable[Mapping[str, Any]]) -> None:
        super().__init__()
        for item in check_items(json_data):
            self.add(read_item(item))


def read_item(item: Mapping[str, Any]) -> Reference:
    """Return the reference of a CSL-JSON item; nothing of the item is lost."""
    reference = Reference(get_id(item), str(item.get("type") or ""))
    for variable, value in item.items():
        if variable in ("id", "type", "key") or value is None:
            continue
        csl_name = variable.replace("_", "-")
        if csl_name in NAMES and isinstance(value, list):
            parsed: Any = [Name(**one) for one in value if isinstance(one, Mapping)]
        elif csl_name in DATES and isinstance(value, Mapping):
            parsed = read_date(value)
        else:
            parsed = value
        reference.set_csl_value(to_python(variable), value, parsed)
    return reference


def read_date(value: Mapping[str, Any]) -> DateBase | None:
    """Return the date of a CSL-JSON date, or None if it has neither parts nor words."""
    days = [list(day) for day in value.get("date-parts") or () if day and day[0] not in (None, "")]
    options = {name: value[name] for name in ("season",) if value.get(name)}
    circa = bool(value.get("circa"))
    dates = [
        Date(**dict(zip(("year", "month", "day"), day, strict=False)), **options)
        for day in days
        if len(day) < 4
    ]
    if len(dates) == 1:
        return Date(**{**dates[0], "circa": circa})
    if len(dates) > 1:
        return DateRange(begin=dates[0], end=dates[1], circa=circa)
    text = value.get("literal") or value.get("raw")
    return LiteralDate(str(text), circa=circa) if text else None

"""The ``references`` in a document's metadata: CSL items, whose texts pandoc has parsed as Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import DATES, NAMES
from archcite.integrations.pandoc.ast import CSL_JSON, to_plain_value

# What CSL-JSON has in the place of a month for spring.
_FIRST_SEASON = 21
# A range of dates as pandoc writes it.
_RANGE = pattern(r"[\d-]+_[\d-]+")


def parse_references(meta: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Convert the value of ``references`` to CSL items.

    >>> title = {"t": "MetaInlines", "c": [{"t": "Emph", "c": [{"t": "Str", "c": "Signs"}]}]}
    >>> parse_references({"t": "MetaList", "c": [{"t": "MetaMap", "c": {"title": title}}]})
    [{'title': '<i>Signs</i>'}]
    """
    items = to_plain_value(meta, CSL_JSON)
    return [_to_csl_item(item) for item in items if isinstance(item, dict)] if isinstance(items, list) else []


def _to_csl_item(item: dict[str, Any]) -> dict[str, Any]:
    """Convert what pandoc has besides CSL: parts of names that are lists, and ranges of dates.

    >>> _to_csl_item({"issued": "1996_2004"})
    {'issued': '1996/2004'}
    >>> _to_csl_item({"author": {"family": "Roe", "given": ["Ann", "Lee"]}})
    {'author': [{'family': 'Roe', 'given': 'Ann Lee'}]}
    >>> _to_csl_item({"issued": [{"year": 1964, "season": 1}, {"year": 1965, "season": 4}]})
    {'issued': {'date-parts': [[1964, 21], [1965, 24]]}}
    """
    found = dict(item)
    for variable in DATES & found.keys():
        if seasons := _parse_seasons(found[variable]):
            found[variable] = {"date-parts": seasons}
            continue
        date = found[variable].get("literal") if isinstance(found[variable], dict) else found[variable]
        if isinstance(date, str) and _RANGE.fullmatch(date.strip()):
            found[variable] = date.strip().replace("_", "/")
    for variable in NAMES & found.keys():
        names = found[variable] if isinstance(found[variable], list) else [found[variable]]
        found[variable] = [
            {
                part: " ".join(map(str, value)) if isinstance(value, list) else value
                for part, value in name.items()
            }
            if isinstance(name, dict)
            else name
            for name in names
        ]
    return found


def _parse_seasons(dates: Any) -> list[list[int]]:
    """Parse a range of dates with seasons, of which CSL has one for both dates; empty for any other."""
    if not isinstance(dates, list) or len(dates) != 2 or not all(isinstance(one, dict) for one in dates):
        return []
    parts = [[str(one.get("year", "")), str(one.get("season", ""))] for one in dates]
    if not all(part.isdecimal() for one in parts for part in one):
        return []
    return [[int(year), _FIRST_SEASON + int(season) - 1] for year, season in parts]

"""Variables in the form that CSL-JSON gives them, for the writers of other formats.

What people and programs put into CSL-JSON may have any form: a list for a title, true for an author. Such a value stays
where it is, and comes back in CSL-JSON; a format that has fields for names, dates and texts has none for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from attrs import evolve

from archcite._foundation.warning_collector import emit_warning
from archcite.csl.variables import DATES, NAMES
from archcite.errors import LossWarning
from archcite.record import Agent, Publication, Source
from archcite.record.csl_variables import to_date_parts

_ANY_FORM = frozenset(("categories", "custom"))
# Parts that a name cannot do without, but for the others of them.
_NAMING = ("family", "given", "literal")


def to_well_formed(source: Source, format: str) -> Source:
    """Return a record without values that have no form of CSL; a warning says what a file in ``format`` does without.

    >>> book = Publication({"type": "book", "title": "War", "author": [{"family": "Roe"}], "volume": "2"})
    >>> to_well_formed(book, "RIS") is book
    True
    """
    if isinstance(source, Publication):
        item = source.item
        return source if _is_well_formed(item) else source.replace(item=_shape(source, item, format))
    if source.is_deferred or (
        _is_well_formed(source.variables)
        and (source.as_read is None or not source.is_as_read or _is_well_formed(source.as_read.item))
    ):
        return source
    # What it was read from is as ill-formed, and is not given to the writer.
    return evolve(source, variables=_shape(source, source.variables, format), as_read=None)


def shape_value(variable: str, value: Any) -> Any:
    """Return a value in the form of its variable, or None if it has none.

    >>> shape_value("author", [{"family": "Roe", "given": ["Jane"]}, 5]), shape_value("author", True)
    ([{'family': 'Roe'}], None)
    >>> shape_value("title", ["War"]), shape_value("volume", 2), shape_value("issued", ["September"])
    ('War', '2', 'September')
    >>> shape_value("issued", [{"year": 1950, "month": 9}, {"year": 1951}])
    {'date-parts': [[1950, 9], [1951]]}
    """
    if variable in _ANY_FORM:
        return value
    if variable in NAMES:
        names = value if isinstance(value, list) else [value]
        return [shaped for shaped in map(_shape_name, names) if shaped] or None
    if variable in DATES and isinstance(date := to_date_parts(value), Mapping):
        return date
    if variable == "keyword":
        words = value if isinstance(value, list) else [value]
        return "; ".join(str(word) for word in words if _is_text(word)) or None
    if isinstance(value, list) and len(value) == 1:
        value = value[0]  # as Crossref has titles
    return str(value) if _is_text(value) else None


def _is_well_formed(variables: Mapping[str, Any]) -> bool:
    return all(
        (type(value) is str and variable not in NAMES)
        or (value is not None and shape_value(variable, value) == value)
        for variable, value in variables.items()
    )


def shape_item(item: dict[str, Any]) -> dict[str, Any]:
    """Return an item without values that have no form of CSL.

    >>> shape_item({"title": "War", "section": {}, "references": None})
    {'title': 'War'}
    """
    if _is_well_formed(item):
        return item
    shaped = {variable: shape_value(variable, value) for variable, value in item.items()}
    return {variable: value for variable, value in shaped.items() if value is not None}


def _shape(source: Source, variables: Mapping[str, Any], format: str) -> dict[str, Any]:
    shaped = shape_item(dict(variables))
    if lost := [name for name, value in variables.items() if value is not None and name not in shaped]:
        emit_warning(LossWarning(str(source.id or source.title or "a record"), format, lost))
    return shaped


def _shape_name(name: Any) -> Any:
    if isinstance(name, Agent):
        return name
    if isinstance(name, str):
        return {"literal": name} if name.strip() else None
    if not isinstance(name, Mapping):
        return None
    parts = {key: part for key, part in name.items() if isinstance(part, bool) or _is_text(part)}
    return parts if any(str(parts.get(key, "")).strip() for key in _NAMING) else None


def _is_text(value: Any) -> bool:
    return isinstance(value, (str, int, float)) and not isinstance(value, bool)

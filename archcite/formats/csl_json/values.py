"""Values of CSL-JSON: names, dates and what else stands in an item, into those of a record and back into text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from attrs import evolve

from archcite.csl.variables import DATES, NAMES
from archcite.errors import RecordError
from archcite.record import Agent, ArchivalDate

# What a date raises that is none.
NO_DATE = (RecordError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


def line_value(variable: str, text: str) -> Any:
    """The value of a line in the note, as it would stand in the item."""
    if variable in DATES:
        return {"raw": text}
    if variable in NAMES:
        family, divided, given = text.partition("||")
        return [{"family": family.strip(), "given": given.strip()} if divided else {"literal": text}]
    return text


def agent_of(name: Any, role: str) -> Agent:
    """A name, of any form, in a role; raises :class:`~archcite.errors.RecordError` where it is none.

    >>> agent_of({"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, "author").name
    'Vincent van Gogh'
    """
    if isinstance(name, Agent):
        return evolve(name, role=role)
    if isinstance(name, str):
        return Agent.parse(name, role)
    if not isinstance(name, Mapping):
        raise RecordError("A name is no name.")
    parts = {
        key: str(value) for key, value in name.items() if isinstance(value, (str, int)) and str(value).strip()
    }
    family = parts.get("family")
    if family and parts.get("isInstitution"):
        return Agent(literal=family, corporate=True, role=role)
    if family or parts.get("given"):
        return Agent(
            family=family,
            given=parts.get("given"),
            particle=parts.get("non-dropping-particle"),
            dropping_particle=parts.get("dropping-particle"),
            suffix=parts.get("suffix"),
            role=role,
        )
    return Agent(literal=parts.get("literal"), role=role)


def date_of(value: Any) -> ArchivalDate:
    """A CSL-JSON date; raises one of :data:`NO_DATE` where it is none.

    >>> date_of({"date-parts": [["1958", 9]], "circa": True}).edtf
    '1958-09~'
    """
    if isinstance(value, ArchivalDate):
        return value
    if isinstance(value, str):
        return ArchivalDate.parse(value)
    words = value.get("literal") or value.get("raw") or value.get("edtf")
    text = str(words).strip() if words else None
    if not value.get("date-parts"):
        try:
            return ArchivalDate.parse(text or "")
        except RecordError:
            return ArchivalDate(None, text)
    ends = [tuple(int(part) for part in end if str(part).strip()) for end in value["date-parts"]]
    ends = [end for end in ends if end]
    if season := value.get("season"):
        ends = [(end[0], _season(season)) for end in ends]
    doubt = "~" if str(value.get("circa") or "false").casefold() not in ("false", "0") else ""
    edtf = "/".join(
        "-".join((_year(end[0]), *(f"{part:02}" for part in end[1:3]))) + doubt for end in ends[:2]
    )
    return ArchivalDate(edtf, text)


def _season(season: Any) -> int:
    """EDTF's number of a season, from CSL's 1 to 4 or an English word."""
    words = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
    number = words.get(str(season).casefold()) or int(season)
    return number if number > 20 else 20 + number


def _year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def shown(variable: str, value: Any) -> str:
    """A value in a note: dates in words or in EDTF, other things that are no text in JSON."""
    if isinstance(value, str):
        return value
    if variable in DATES:
        try:
            return str(date_of(value))
        except NO_DATE:
            pass
    return json.dumps(value, ensure_ascii=False, default=str)

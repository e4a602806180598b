"""CSL variables as a frozen value, and their names and dates as agents and dates of the model."""

from __future__ import annotations

import functools
from collections.abc import ItemsView, Iterator, Mapping, Sequence
from typing import Any

from archcite._foundation.characters import remove_unwanted
from archcite._foundation.wording import format_value
from archcite.errors import RecordError
from archcite.record.agent import Agent
from archcite.record.date import ArchivalDate

# What reading a date raises where the value is not a valid date.
DATE_ERRORS = (RecordError, ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError)


class CslVariables(Mapping[str, Any]):
    """The variables of a CSL item, or some of them: a mapping that cannot be changed, compared by its contents.

    >>> variables = CslVariables({"volume": 9, "title-short": "AHR"})
    >>> variables["volume"], variables == {"volume": 9, "title-short": "AHR"}, len({variables, variables})
    (9, True, 1)
    """

    __slots__ = ("_hash", "_values")

    def __init__(self, values: Mapping[str, Any] | None = None) -> None:
        self._values: dict[str, Any] = {
            str(name): value if type(value) is str and value.isprintable() else _clean(value)
            for name, value in (values or {}).items()
        }
        self._hash: int | None = None

    def __getitem__(self, name: str) -> Any:
        return self._values[name]

    # What a mapping does by itself with these is to raise and catch an error for each name that is not there.
    def __contains__(self, name: object) -> bool:
        return name in self._values

    def get(self, name: str, default: Any = None) -> Any:
        """Return the value of a variable, or ``default``."""
        return self._values.get(name, default)

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    def items(self) -> ItemsView[str, Any]:
        """Return the names of the variables with their values."""
        return self._values.items()

    def __eq__(self, other: object) -> bool:
        if isinstance(other, CslVariables):
            return self._values == other._values
        return self._values == other if isinstance(other, Mapping) else NotImplemented

    def __hash__(self) -> int:
        if self._hash is None:
            self._hash = hash(_to_hashable(self._values))
        return self._hash

    def __repr__(self) -> str:
        return f"CslVariables({self._values!r})"

    def to_dict(self) -> dict[str, Any]:
        """Return the variables as a dictionary that may be changed."""
        return {name: copy_plain(value) for name, value in self._values.items()}


def _clean(value: Any) -> Any:
    """Copy plain data, without unwanted characters in its texts."""
    kind = type(value)
    if kind is str:
        return value if value.isprintable() else remove_unwanted(value)
    if kind is int:
        return value
    if kind is dict:
        return {
            name: each if type(each) is str and each.isprintable() else _clean(each)
            for name, each in value.items()
        }
    if kind is list:
        return [each if type(each) is int else _clean(each) for each in value]
    if isinstance(value, str):
        return remove_unwanted(value)
    if isinstance(value, Mapping):
        return {name: _clean(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_clean(each) for each in value]
    return value


def copy_plain(value: Any) -> Any:
    """Return plain data with new mappings and lists; anything else is the same object."""
    kind = type(value)
    if kind is str or kind is int:
        return value
    if kind is dict:
        return {name: copy_plain(each) for name, each in value.items()}
    if kind is list:
        return [copy_plain(each) for each in value]
    if isinstance(value, str):
        return value
    if isinstance(value, Mapping):
        return {name: copy_plain(each) for name, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [copy_plain(each) for each in value]
    return value


def is_names(value: Any) -> bool:
    """Return whether the value of a variable is a list of names.

    >>> is_names([{"family": "Creel"}]), is_names("Creel"), is_names(["a", "b"])
    (True, False, False)
    """
    return isinstance(value, list) and bool(value) and all(isinstance(name, Mapping) for name in value)


def to_agent(name: Any, role: str) -> Agent:
    """Return a CSL name as an agent in a role.

    Raises :class:`~archcite.errors.RecordError` for a value that names nobody.

    >>> to_agent({"family": "Gogh", "given": "Vincent", "non-dropping-particle": "van"}, "author").name
    'Vincent van Gogh'
    """
    if isinstance(name, Agent):
        from attrs import evolve

        return name if name.role == role else evolve(name, role=role)
    if isinstance(name, str):
        return Agent.parse(name, role)
    if type(name) is dict and all(type(part) is str for part in name.values()):
        return _share_agent(tuple(name.items()), role)
    if not isinstance(name, (dict, Mapping)):
        raise RecordError(f"{format_value(name)} is not a name.")
    return _build_agent(name, role)


# People have written, and received, many of the letters of a collection.
@functools.lru_cache(4096)
def _share_agent(name: tuple[tuple[str, str], ...], role: str) -> Agent:
    return _build_agent(dict(name), role)


def _build_agent(name: Mapping[Any, Any], role: str) -> Agent:
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


def from_agent(agent: Agent) -> dict[str, str]:
    """Return an agent as a CSL name.

    >>> from_agent(Agent(family="Gogh", given="Vincent", particle="van"))
    {'family': 'Gogh', 'given': 'Vincent', 'non-dropping-particle': 'van'}
    """
    if agent.literal:
        return {"literal": agent.literal}
    parts = {
        "family": agent.family,
        "given": agent.given,
        "non-dropping-particle": agent.particle,
        "dropping-particle": agent.dropping_particle,
        "suffix": agent.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def to_date(value: Any) -> ArchivalDate:
    """Return a CSL date as a date of the model.

    Raises one of :data:`DATE_ERRORS` for a value that is not a valid date.

    >>> to_date({"date-parts": [["1958", 9]], "circa": True}).edtf
    '1958-09~'
    >>> to_date({"date-parts": [[-44]]}).edtf
    '-0043'
    """
    if isinstance(value, ArchivalDate):
        return value
    if isinstance(value, str):
        return ArchivalDate.parse(value)
    value = to_date_parts(value)
    if len(value) == 1 and type(ends := value.get("date-parts")) is list and len(ends) == 1:
        return _share_day(tuple(ends[0]))
    words = value.get("literal") or value.get("raw") or value.get("edtf")
    text = str(words).strip() if words else None
    if not value.get("date-parts"):
        try:
            return ArchivalDate.parse(text or "")
        except RecordError:
            return ArchivalDate(None, text)
    ends = [end for end in map(_read_end, value["date-parts"]) if end]
    if season := value.get("season"):
        ends = [(end[0], _number_season(season)) for end in ends]
    doubt = "~" if str(value.get("circa") or "false").casefold() not in ("false", "0") else ""
    return ArchivalDate("/".join(_format_end(end) + doubt for end in ends[:2]), text)


def to_date_parts(value: Any) -> Any:
    """Return a date of older versions of pandoc, a list of years, months and days, with the date-parts of CSL.

    What is something else stays as it is.

    >>> to_date_parts([{"year": 1950, "month": 9}, {"year": 1951}])
    {'date-parts': [[1950, 9], [1951]]}
    >>> to_date_parts([1950, 9]), to_date_parts({"year": 1950, "circa": True}), to_date_parts("1950")
    ({'date-parts': [[1950, 9]]}, {'date-parts': [[1950]], 'circa': True}, '1950')
    """
    named = [value] if isinstance(value, Mapping) and "date-parts" not in value else value
    if not isinstance(named, list) or not named:
        return value
    if all(isinstance(date, Mapping) and "year" in date for date in named):
        marks = {key: mark for key, mark in named[0].items() if key not in _DATE_PARTS}
        return {
            "date-parts": [[date[part] for part in _DATE_PARTS if part in date] for date in named],
            **marks,
        }
    dates = named if isinstance(named[0], list) else [named]
    if all(isinstance(date, list) and date and all(type(part) is int for part in date) for date in dates):
        return {"date-parts": dates}
    return value


_DATE_PARTS = ("year", "month", "day")


# Many sources have the same date, and what was seen online was seen on few days.
@functools.lru_cache(4096)
def _share_day(parts: tuple[Any, ...]) -> ArchivalDate:
    end = _read_end(parts)
    return ArchivalDate(_format_end(end) if end else "")


def _read_end(parts: Any) -> tuple[int, ...]:
    numbers = [int(part) for part in parts if str(part).strip()]
    if numbers and numbers[0] < 0:
        numbers[0] += 1
    return tuple(numbers)


def to_csl_parts(end: Sequence[int]) -> list[int]:
    """Return the numbers of an EDTF date as CSL counts years: EDTF has a year 0, which is 1 BC, and CSL has none.

    >>> to_csl_parts((-43, 3, 15)), to_csl_parts((0,)), to_csl_parts((1958,))
    ([-44, 3, 15], [-1], [1958])
    """
    return [end[0] - 1, *end[1:]] if end and end[0] <= 0 else list(end)


def _format_end(end: tuple[int, ...]) -> str:
    return "-".join((_format_year(end[0]), *(f"{part:02}" for part in end[1:3])))


def _number_season(season: Any) -> int:
    """Return EDTF's number of a season, from CSL's 1 to 4 or an English word."""
    words = {"spring": 1, "summer": 2, "autumn": 3, "fall": 3, "winter": 4}
    number = words.get(str(season).casefold()) or int(season)
    return number if number > 20 else 20 + number


def _format_year(year: int) -> str:
    return f"-{-year:04}" if year < 0 else f"{year:04}"


def _to_hashable(value: Any) -> Any:
    if isinstance(value, Mapping):
        return frozenset((name, _to_hashable(each)) for name, each in value.items())
    if isinstance(value, (list, tuple)):
        return tuple(map(_to_hashable, value))
    try:
        hash(value)
    except TypeError:
        return repr(value)
    return value

"""References, citations and cites, with the classes of citeproc-py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from archcite.citeproc.variables import to_csl
from archcite.errors import ArchciteError

if TYPE_CHECKING:
    from archcite.citeproc.bibliography import CitationStylesBibliography


def __getattr__(name: str) -> object:
    """Load the modules of sources when they are first used: ``source.json``, ``source.bibtex``."""
    if name in ("bibtex", "json"):
        from importlib import import_module

        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


class VariableError(KeyError, AttributeError):
    """A variable that a reference does not have."""


class CustomDict(dict[str, Any]):
    """Mapping whose values are attributes as well."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):  # what copies and pickles asks for these
            raise AttributeError(name)
        try:
            return self[name]
        except KeyError:
            raise VariableError(name) from None

    def __setattr__(self, name: str, value: Any) -> None:
        self[name] = value


class Reference(CustomDict):
    """Item of a bibliography: its key, its type, and its variables under their Python names."""

    def __init__(self, key: str, type: str = "", **variables: Any) -> None:
        # What was read, by name: the CSL value, and what stands for it here, whose changes count.
        object.__setattr__(self, "_read", {})
        super().__init__({"key": key, "type": type, **variables})

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.key})"

    def set_csl_value(self, name: str, value: object, parsed: object) -> None:
        """Set a variable by its Python name, with the value that a CSL item has for it."""
        self[name] = parsed
        self._read[name] = (value, _copy(parsed))


def to_csl_item(reference: Mapping[str, Any]) -> dict[str, Any]:
    """Return the CSL-JSON item of a reference, with what has been changed in it since it was read.

    It takes a reference of citeproc-py too.

    >>> reference = Reference("roe", "book", container_title="Signs", issued=Date(year=1993))
    >>> to_csl_item(reference)
    {'id': 'roe', 'type': 'book', 'container-title': 'Signs', 'issued': {'date-parts': [[1993]]}}
    """
    item: dict[str, Any] = {"id": str(reference["key"]), "type": str(reference["type"])}
    read = getattr(reference, "__dict__", {}).get("_read", {})
    for name, value in reference.items():
        if name in ("key", "type"):
            continue
        known = read.get(name)
        if known is not None and known[1] == value:
            item[to_csl(name)] = known[0]
        elif value is not None:
            item[to_csl(name)] = _to_csl_value(value)
    return item


def _to_csl_value(value: Any) -> Any:
    if isinstance(value, list) and value and isinstance(value[0], dict):
        return [{key: part for key, part in name.items() if part is not None} for name in value]
    if isinstance(value, dict):
        return _to_csl_date(value)
    if isinstance(value, (int, float)) or type(value) is str:
        return value
    return str(value)  # a text of a class of its own


def _to_csl_date(value: Mapping[str, Any]) -> dict[str, Any]:
    if "begin" in value or "year" in value:
        days = [value["begin"], value.get("end")] if "begin" in value else [value]
        parts = [
            [day[part] for part in ("year", "month", "day") if day.get(part)]
            for day in days
            if day is not None
        ]
        date: dict[str, Any] = {"date-parts": parts}
        season = next((day["season"] for day in days if day and day.get("season")), None)
        if season:
            date["season"] = season
    elif "text" in value:
        date = {"literal": value["text"]}
    else:
        date = dict(value)
    if value.get("circa"):
        date["circa"] = True
    return date


def _copy(value: Any) -> Any:
    if isinstance(value, list):
        return [dict(one) if isinstance(one, dict) else one for one in value]
    return dict(value) if isinstance(value, dict) else value


class Name(CustomDict):
    """Name of a person or an institution: its CSL-JSON parts."""

    def __init__(self, **parts: Any) -> None:
        super().__init__(parts)

    def parts(self) -> tuple[str | None, str | None, str | None, str | None, str | None]:
        """Return the given and the family name, the particles (dropping and non-dropping), and the suffix."""
        if "literal" in self:
            return None, self["literal"], None, None, None
        get = self.get
        return (
            get("given"),
            get("family"),
            get("dropping-particle"),
            get("non-dropping-particle"),
            get("suffix"),
        )


class DateBase(CustomDict):
    """Date of any kind; ``circa`` says that it is approximate."""

    def __init__(self, **parts: Any) -> None:
        super().__init__({"circa": False, **parts})


class Date(DateBase):
    """A day, a month, a season or a year."""

    def __init__(self, **parts: Any) -> None:
        if "year" not in parts:
            raise TypeError("A date needs a year.")
        if parts.get("day") and not parts.get("month"):
            raise TypeError("A date with a day needs a month.")
        super().__init__(**{name: _to_number(part) for name, part in parts.items()})


class LiteralDate(DateBase):
    """A date in words."""

    def __init__(self, text: str, **parts: Any) -> None:
        super().__init__(text=text, **parts)


class DateRange(DateBase):
    """A range of dates, from ``begin`` to ``end``."""

    def __init__(self, **parts: Any) -> None:
        if "begin" not in parts:
            raise TypeError("A range of dates needs a begin.")
        super().__init__(**parts)


def _to_number(part: object) -> object:
    if isinstance(part, bool):
        return part
    try:
        return int(str(part))
    except ValueError:
        return part


class Citation(CustomDict):
    """Citation of one or several items."""

    def __init__(self, cites: Iterable[CitationItem], **options: Any) -> None:
        found = list(cites) if isinstance(cites, Iterable) and not isinstance(cites, str) else [cites]
        for cite in found:
            if not isinstance(cite, CitationItem):
                raise ArchciteError(
                    f"A citation must be of a list of items, such as [CitationItem('roe')], not of {cite!r}."
                )
        object.__setattr__(self, "cites", found)
        object.__setattr__(self, "bibliography", None)
        super().__init__(options)
        for cite in self.cites:
            object.__setattr__(cite, "citation", self)

    def __setattr__(self, name: str, value: Any) -> None:
        object.__setattr__(self, name, value)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({', '.join(cite.key for cite in self.cites)})"


class CitationItem(CustomDict):
    """Cite of an item, by its key; ``locator``, ``prefix`` and ``suffix`` are optional.

    Keys are compared without regard to case, as citeproc-py does; ``key`` is in lower case.
    """

    citation: Citation

    def __init__(self, key: str, bibliography: object = None, **options: Any) -> None:
        object.__setattr__(self, "id", str(key))
        object.__setattr__(self, "key", str(key).lower())
        super().__init__(options)

    def __repr__(self) -> str:
        return f"{type(self).__name__}({self.key})"

    @property
    def bibliography(self) -> CitationStylesBibliography:
        """The bibliography in which the citation is registered."""
        found: CitationStylesBibliography | None = self.citation.bibliography
        if found is None:
            raise ValueError(f"{self.citation!r} is not registered in a bibliography.")
        return found

    @property
    def reference(self) -> Any:
        """The reference that is cited."""
        return self.bibliography.source[self.key]

    @property
    def number(self) -> int:
        """The number of the reference in the bibliography, from 1."""
        return self.bibliography.keys.index(self.key) + 1

    @property
    def has_locator(self) -> bool:
        """Whether the cite has a locator."""
        return "locator" in self

    def get_field(self, field: str) -> str | None:
        """Return a variable of the reference as the formatter writes it, or None."""
        value = self.reference.get(field)
        return None if value is None else str(self.bibliography.formatter.preformat(str(value)))

    def is_bad(self) -> bool:
        """Return whether the bibliography does not have the reference."""
        return self.key not in self.bibliography.keys


class Locator:
    """Place in a source: the CSL label of its kind, such as ``page``, and its value."""

    def __init__(self, label: str, identifier: str) -> None:
        self.label = label
        self.identifier = identifier


class BibliographySource(dict[str, Any]):
    """References by their keys, which are compared without regard to case, and shown in lower case."""

    def add(self, entry: Any) -> None:
        """Add a reference. Where its key differs from another one by case alone, it keeps its own case."""
        key = str(entry.key)
        lower = key.lower()
        taken = dict.get(self, lower)
        self[key if taken is not None and _get_id(taken) != key else lower] = entry

    def __getitem__(self, key: str) -> Any:
        return super().__getitem__(self.find_key(key))

    def __contains__(self, key: object) -> bool:
        return super().__contains__(self.find_key(key))

    def get(self, key: str, default: Any = None) -> Any:
        """Return a reference, or a default."""
        return super().get(self.find_key(key), default)

    def find_key(self, key: object) -> Any:
        """Return the key of this source that a key means: itself, or the one that differs by case alone."""
        return key if super().__contains__(key) or not isinstance(key, str) else key.lower()


def _get_id(reference: Any) -> str:
    return str(reference.key)

"""The fields of one item of a reference manager, gathered as variables of CSL through the tables of each format.

The tables are data, in ``reference_managers.toml``; how the variables become a record is in
:mod:`archcite.formats.csl_json.record_from_item`.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from typing import Any

from attrs import define, field

from archcite._foundation import resources
from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.errors import RecordError
from archcite.formats.common.reader_warnings import warn
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.notation import parse_reference
from archcite.record import Agent, Pages, Part, Source
from archcite.record.vocabulary import DEFAULT_CSL_TYPE

_URL = pattern(r"https?://\S+")


@define
class Gathered:
    """One item being gathered; ``where`` is what warnings call it.

    ``archival`` says whether its fields mean what they mean for archival sources; None: its type says so.
    """

    format: str
    where: str
    type: str
    archival: bool | None = None
    variables: dict[str, Any] = field(factory=dict)
    parts: list[Part] = field(factory=list)
    pages: Pages = field(factory=Pages)
    notes: list[str] = field(factory=list)
    lines: list[str] = field(factory=list)
    fields: dict[str, Any] = field(factory=dict)
    unknown: list[str] = field(factory=list)

    def __attrs_post_init__(self) -> None:
        known = table(self.format).get("types", {})
        self.variables["type"] = known.get(self.type, DEFAULT_CSL_TYPE)

    def variable(self, name: str) -> str | None:
        """The variable that a field is; "" for what only programs need, None for a field that is not known."""
        return variables_of(self.format, self.type, self.archival).get(name)

    def put(self, name: str, value: Any) -> None:
        """One field of the item, under its own name there; what is not known goes into the notes."""
        variable = self.variable(name)
        if variable is None:
            self.unknown.append(name)
            self.keep(name, value)
        elif variable:
            self.set(variable, value, name)

    def set(self, variable: str, value: Any, name: str = "") -> None:
        """One variable; ``name`` is the field that it comes from, for the notes where the variable is taken."""
        if variable == "note":
            # Lines of notes may be “variable: value”; they are read with the record.
            self.lines.append(str(value))
        elif variable == "reference":
            self.reference(str(value))
        elif variable == "identifier":
            self.identifier(str(value))
        elif variable == "keyword":
            self.variables.setdefault("keyword", []).extend(value if isinstance(value, list) else [value])
        elif variable in NAMES:
            self.variables.setdefault(variable, []).extend(value if isinstance(value, list) else [value])
        elif variable == "leaves":
            self.pages = Pages(str(value))
        elif variable.startswith("part:"):
            self.part(variable.partition(":")[2], str(value))
        elif variable.startswith("field:"):
            self.once(self.fields, variable.partition(":")[2], value, name)
        else:
            self.once(self.variables, variable, value, name)

    def once(self, into: dict[str, Any], variable: str, value: Any, name: str) -> None:
        """Say a thing; if it is said already and not the same, it is kept in a note."""
        if variable not in into:
            into[variable] = value
        elif into[variable] != value:
            self.keep(name or variable, value)

    def keep(self, name: str, value: Any) -> None:
        """Keep a field without a place of its own as a note."""
        self.notes.append(f"{name}: {value}" if isinstance(value, str) else f"{name}: {value!r}")

    def part(self, level: str, text: str) -> None:
        """Add a part of the archival path, such as a box."""
        try:
            # What has a level of no name is a number by itself.
            self.parts.append(Part.parse(level, text) if level else Part("file", None, text))
        except RecordError:
            self.keep(level or "number", text)

    def reference(self, text: str) -> None:
        """A reference that may name its archive; what is none is a note."""
        archive = self.variables.get("archive")
        if "archive_location" in self.variables or not isinstance(archive, str | None):
            self.lines.append(text)
            return
        if archive and text.startswith(archive):
            self.variables["archive_location"] = text[len(archive) :].lstrip(" ,.;:")
            return
        found = parse_reference(text, archive)
        if found.repository and not archive and (found.archive or found.parts):
            self.variables["archive"] = found.repository
        elif not any(part.label for part in found.parts):
            self.lines.append(text)
            return
        self.parts.extend(found.parts)
        self.pages = found.pages

    def identifier(self, text: str) -> None:
        """An address, or else a call number."""
        self.set("URL" if _URL.fullmatch(text) else "call-number", text, "identifier")

    def record(self) -> Source:
        """The record; raises nothing but what a record raises."""
        if self.lines:
            self.variables["note"] = "\n".join(self.lines)
        if self.unknown:
            named = ", ".join(dict.fromkeys(self.unknown))
            warn(self.where, f"{named} is no field that archcite knows, and is kept in the notes")
        variables = {name: value for name, value in self.variables.items() if value not in (None, "", [])}
        return from_csl_item(variables, self.where, parts=self.parts, notes=self.notes, fields=self.fields)


def table(format: str) -> dict[str, Any]:
    """The tables of a format: types, fields, and what else it has."""
    found: dict[str, Any] = _tables()[format]
    return found


@functools.cache
def variables_of(format: str, type: str, archival: bool | None = None) -> Mapping[str, str]:
    """Field → variable for a type of item: what the type says, what archival types say, what all say."""
    tables = table(format)
    found: dict[str, str] = dict(tables["fields"])
    if type in tables.get("archival", ()) if archival is None else archival:
        found |= tables.get("archival_fields", {})
        # What a type of published works says counts for its own fields only.
        if archival is not None:
            return found
    found |= tables.get("by_type", {}).get(type, {})
    return found


def agents(names: list[Agent | None]) -> list[Agent]:
    """The names that are some."""
    return [name for name in names if name is not None]


def _tables() -> dict[str, Any]:
    return resources.read_table(__spec__, "reference_managers.toml")

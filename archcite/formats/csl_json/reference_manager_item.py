"""Gather the fields of one item of a reference manager as variables of CSL, through the tables of each format.

The tables are in :mod:`~archcite.formats.csl_json.reference_managers`; how the variables become a publication or a
record is in :mod:`archcite.formats.csl_json.record_from_item`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from attrs import define, field

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.errors import RecordError, SourceLocation
from archcite.formats.common.reader_warnings import warn
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.formats.csl_json.reference_managers import get_variables, load_table
from archcite.notation import parse_reference
from archcite.record import Agent, Pages, Part, Source
from archcite.record.vocabulary import DEFAULT_CSL_TYPE

_URL = pattern(r"https?://\S+")


@define
class GatheredItem:
    """One item being gathered; ``location`` is where it is.

    ``archival`` says whether its fields mean what they mean for archival sources; None: its type says so.
    """

    format: str
    location: SourceLocation
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
        known = load_table(self.format).get("types", {})
        self.variables["type"] = known.get(self.type, DEFAULT_CSL_TYPE)

    def find_variable(self, name: str) -> str | None:
        """Return the variable that a field is; "" for what only programs need, None for an unknown field."""
        return get_variables(self.format, self.type, self.archival).get(name)

    def put(self, name: str, value: Any) -> None:
        """Set a field of the item under its own name there; an unknown one goes into the notes."""
        variable = self.find_variable(name)
        if variable is None:
            self.unknown.append(name)
            self.add_note(name, value)
        elif variable:
            self.set(variable, value, name)

    def set(self, variable: str, value: Any, name: str = "") -> None:
        """Set a variable; ``name`` is the field that it comes from, for the notes where the variable is taken."""
        kind, divided, rest = variable.partition(":")
        if divided and kind in ("part", "field"):
            if kind == "part":
                self.add_part(rest, str(value))
            else:
                self.set_once(self.fields, rest, value, name)
        elif variable in NAMES or variable == "keyword":
            self.variables.setdefault(variable, []).extend(value if isinstance(value, list) else [value])
        elif variable in _SETTERS:
            _SETTERS[variable](self, str(value))
        else:
            self.set_once(self.variables, variable, value, name)

    def set_once(self, into: dict[str, Any], variable: str, value: Any, name: str) -> None:
        """Set a field once; keep a conflicting second value as a note."""
        if variable not in into:
            into[variable] = value
        elif into[variable] != value:
            self.add_note(name or variable, value)

    def add_note(self, name: str, value: Any) -> None:
        """Keep a field as a line of the notes."""
        self.notes.append(f"{name}: {value}" if isinstance(value, str) else f"{name}: {value!r}")

    def add_line(self, text: str) -> None:
        """Add a line to the note; it may be “variable: value”, and is read with the item."""
        self.lines.append(text)

    def set_leaves(self, text: str) -> None:
        """Set pages or leaves of a document, with their label."""
        self.pages = Pages(text)

    def add_part(self, level: str, text: str) -> None:
        """Add a step of the path down to the source; without a level it is a number by itself."""
        try:
            self.parts.append(Part.parse(level, text) if level else Part("file", None, text))
        except RecordError:
            self.add_note(level or "number", text)

    def add_reference(self, text: str) -> None:
        """Add a reference that may name its archive; a text that is not a reference is a note."""
        archive = self.variables.get("archive")
        if "archive_location" in self.variables or not isinstance(archive, str | None):
            self.lines.append(text)
            return
        if archive and text.startswith(archive):
            self.variables["archive_location"] = self._find_location(text[len(archive) :])
            return
        found = parse_reference(text, archive)
        if found.repository and not archive and (found.archive or found.parts):
            self.variables["archive"] = found.repository
        elif not any(part.label for part in found.parts):
            self.lines.append(text)
            return
        if found.repository is None:
            # The location is read with its archive, when that is known.
            self.variables["archive_location"] = text
            return
        self.parts.extend(found.parts)
        self.pages = found.pages

    def _find_location(self, text: str) -> str:
        """Return what follows the place of the archive and the collection, which other fields have."""
        rest = text.lstrip(" ,.;:")
        for variable in ("archive-place", "archive_collection"):
            known = str(self.variables.get(variable) or "")
            if rest.replace("–", "-").startswith(known.replace("–", "-")):
                rest = rest[len(known) :].lstrip(" ,.;:")
        return rest

    def add_identifier(self, text: str) -> None:
        """Add an address, or else a call number."""
        self.set("URL" if _URL.fullmatch(text) else "call-number", text, "identifier")

    def build_source(self) -> Source:
        """Return the publication or the record; raises nothing but what a record raises."""
        archive, location = self.variables.get("archive"), self.variables.get("archive_location")
        if isinstance(archive, str) and isinstance(location, str) and location.startswith(f"{archive}, "):
            # A reference that names its archive again.
            self.variables["archive_location"] = location.removeprefix(f"{archive}, ")
        if self.lines:
            self.variables["note"] = "\n".join(self.lines)
        if self.unknown:
            named = ", ".join(dict.fromkeys(self.unknown))
            warn(self.location, f"archcite has no field for {named}; kept in the notes.")
        variables = {name: value for name, value in self.variables.items() if value not in (None, "", [])}
        return from_csl_item(
            variables,
            self.location,
            parts=self.parts,
            pages=self.pages,
            notes=self.notes,
            fields=self.fields,
        )


_SETTERS: Mapping[str, Callable[[GatheredItem, str], None]] = {
    "note": GatheredItem.add_line,
    "reference": GatheredItem.add_reference,
    "identifier": GatheredItem.add_identifier,
    "leaves": GatheredItem.set_leaves,
}


def list_agents(names: list[Agent | None]) -> list[Agent]:
    """Return the names without those that name nobody."""
    return [name for name in names if name is not None]

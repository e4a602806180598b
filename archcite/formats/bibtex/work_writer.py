"""Published works as fields of a ``.bib`` entry, by the table in :mod:`archcite.formats.bibtex.works`."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from archcite.csl.variables import NAMES
from archcite.dates.months import MONTHS
from archcite.formats.bibtex import works
from archcite.formats.bibtex.dates import format_date, format_words
from archcite.formats.bibtex.fields import encode_address
from archcite.formats.bibtex.languages import find_langid
from archcite.formats.bibtex.latex_encoder import escape, protect
from archcite.formats.bibtex.names import format_names
from archcite.formats.csl_json.noted_variables import find_noted_variable, set_variable
from archcite.formats.csl_json.values import use_current_names
from archcite.record.csl_variables import is_names

# Variables that only programs need, or that another one repeats.
_UNSAID = frozenset(
    (
        "id",
        "type",
        "citation-key",
        "citation-label",
        "categories",
        "custom",
        "page-first",
        "system_id",
        "_graph",
    )
)
# From the special to the general, as citations have it.
_PLACE = ("archive_location", "archive_collection", "archive", "archive-place")
_TITLES = frozenset(
    (
        "title",
        "container-title",
        "collection-title",
        "event-title",
        "title-short",
        "container-title-short",
        "original-title",
    )
)


class WorkEntry(NamedTuple):
    """An entry of a published work: its type, its fields as LaTeX, and the variables that it has no field for."""

    type: str
    fields: dict[str, str]
    lost: list[str]


def build_work_entry(item: Mapping[str, Any], base: works.Base) -> WorkEntry:
    """Return the entry of an item of CSL variables.

    >>> build_work_entry({"type": "article-journal", "title": "On Letters", "volume": 9, "page": "1-5"}, "biblatex")
    WorkEntry(type='article', fields={'title': 'On {Letters}', 'volume': '9', 'pages': '1--5'}, lost=[])
    """
    return _Builder(item, base).build()


class _Builder:
    def __init__(self, item: Mapping[str, Any], base: works.Base) -> None:
        self.item = item
        self.base = base
        self.is_ascii = base == "bibtex"
        self.fields: dict[str, str] = {}
        self.lost: list[str] = []

    def build(self) -> WorkEntry:
        self.item = _place_noted(use_current_names(self.item), self.base)
        csl_type = str(self.item.get("type") or "document")
        entry_type, subtype = works.get_entry_type(csl_type, self.base)
        table = works.get_fields(csl_type, self.base)
        if (
            self.is_ascii
            and entry_type == "phdthesis"
            and "master" in str(self.item.get("genre", "")).casefold()
        ):
            entry_type = "mastersthesis"
        if self.is_ascii and csl_type == "thesis" and not self.item.get("genre"):
            # Without it the styles print a degree that nobody has stated.
            self.fields["type"] = "Thesis"
        if subtype:
            self.fields["entrysubtype"] = subtype
        self._add_names()
        placed = self._add_archive(table.get("note", ""))
        for variable, value in self.item.items():
            if variable in placed or variable in _UNSAID or variable in NAMES or value in (None, "", [], {}):
                continue
            if variable in works.DATES:
                self._add_date(variable, works.get_date_fields(csl_type)[variable], value)
            elif variable in table and isinstance(value, (str, int, float)):
                text = str(value).strip()
                self._set(
                    table[variable],
                    _FORMATS.get(variable, _Builder.format_text)(self, variable, text),
                    variable,
                )
            elif variable in _EPRINTS and "eprint" not in self.fields:
                self.fields |= {
                    "eprint": escape(str(value), ascii=self.is_ascii),
                    "eprinttype": _EPRINTS[variable],
                }
            else:
                self.lost.append(variable)
        return WorkEntry(entry_type, self.fields, self.lost)

    def _add_archive(self, note: str) -> frozenset[str]:
        """Add the archive of a copy, and the way to it where bibliographies print it; return the variables."""
        field = note if self.is_ascii else "addendum"
        texts = {name: " ".join(str(self.item.get(name) or "").split()) for name in _PLACE}
        if not texts["archive"] or not field or (self.is_ascii and self.item.get("note")):
            return frozenset()
        self.fields["library"] = self._escape(texts["archive"])
        self.fields[field] = self._escape(", ".join(filter(None, texts.values())))
        return frozenset(_PLACE)

    def _set(self, name: str, latex: str, variable: str) -> None:
        if not latex or name in self.fields:
            self.lost.append(variable)
        else:
            self.fields[name] = latex

    def _escape(self, text: str) -> str:
        return escape(text, ascii=self.is_ascii)

    def format_text(self, variable: str, text: str) -> str:
        if variable not in ("abstract", "note"):
            text = " ".join(text.split())
        return protect(text, ascii=self.is_ascii) if variable in _TITLES else self._escape(text)

    def format_pages(self, _variable: str, text: str) -> str:
        # One hyphen is a hyphen to TeX; two are the dash of a range.
        return "--".join(self._escape(piece) for piece in text.split("-"))

    def format_language(self, _variable: str, text: str) -> str:
        return find_langid(text) or ""

    def format_address(self, _variable: str, text: str) -> str:
        return encode_address(text)

    def format_doi(self, _variable: str, text: str) -> str:
        return encode_address(re.sub(r"^https?://(?:dx\.)?doi\.org/", "", text))

    def format_note(self, _variable: str, text: str) -> str:
        # Lines that are variables stay lines; in others a line break is a blank, as TeX has it.
        lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
        return self._escape(("\n" if any(map(find_noted_variable, lines)) else " ").join(lines))

    def _add_names(self) -> None:
        particles = [
            part
            for variable, names in self.item.items()
            if variable in NAMES and is_names(names)
            for name in names
            for part in ("dropping-particle", "non-dropping-particle")
            if name.get(part)
        ]
        useprefix = "non-dropping-particle" in particles if particles else None
        if useprefix is not None:
            self.fields["options"] = f"useprefix={'true' if useprefix else 'false'}"
        named = [
            name for name, value in self.item.items() if name in NAMES and value not in (None, "", [], {})
        ]
        placed = works.assign_name_fields(name for name in named if is_names(self.item[name]))
        for variable in named:
            if variable not in placed:
                self.lost.append(variable)
                continue
            field, role = placed[variable]
            # BibTeX has no names in named parts: there a particle is a particle.
            self.fields[field] = format_names(
                self.item[variable], self._escape, useprefix=useprefix, has_parts=not self.is_ascii
            )
            if role:
                self.fields[f"{field}type"] = role

    def _add_date(self, variable: str, name: str, value: Any) -> None:
        edtf = format_date(value)
        if variable == "issued" and self.is_ascii:
            self._add_old_date(edtf, value)
        elif edtf:
            self.fields[name] = edtf
        elif variable == "issued" and (words := format_words(value)):
            self.fields["year"] = self._escape(words)
        else:
            self.lost.append(variable)

    def _add_old_date(self, edtf: str, value: Any) -> None:
        """Add year and month for the old styles; and the date, if they do not say all of it to programs."""
        sure = re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", edtf)
        if not sure:
            words = format_words(value)
            if words:
                self.fields["year"] = self._escape(words)
            if edtf:
                self.fields["date"] = edtf
            elif not words:
                self.lost.append("issued")
            return
        year, month, day = sure.groups()
        self.fields["year"] = year
        if month:
            name = MONTHS[int(month) - 1]
            self.fields["month"] = f"{int(day)}~{name}" if day else name
        if day:
            self.fields["date"] = edtf


def _place_noted(item: Mapping[str, Any], base: works.Base) -> Mapping[str, Any]:
    """Return an item with the variables that lines of its note give, if an entry has fields for them."""
    note = item.get("note")
    if not isinstance(note, str) or ":" not in note:
        return item
    placed, kept = dict(item), []
    # The type first: the fields depend on it.
    lines = sorted(note.splitlines(), key=lambda line: find_noted_variable(line) != "type")
    for line in lines:
        variable = find_noted_variable(line)
        table = works.get_fields(str(placed.get("type") or "document"), base)
        is_placed = variable is not None and (
            variable == "type"
            or variable in works.DATES
            or (variable in NAMES and variable not in item)
            or (variable in (*table, *_PLACE) and variable != "note" and variable not in placed)
        )
        if not (is_placed and set_variable(placed, line)):
            kept.append(line)
    placed["note"] = "\n".join(kept)
    return placed


_EPRINTS = {"PMID": "pubmed", "PMCID": "pmcid"}
_FORMATS: Mapping[str, Callable[[_Builder, str, str], str]] = {
    "page": _Builder.format_pages,
    "note": _Builder.format_note,
    "language": _Builder.format_language,
    "URL": _Builder.format_address,
    "DOI": _Builder.format_doi,
}

"""One item in CSL's variables as a record: where the formats of all reference managers meet.

CSL-JSON has these variables itself; BibTeX, RIS and the formats of Zotero and Tropy are put into them first.
What a record has no field for goes into its notes as ``variable: value``; nothing is dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from types import NoneType
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import DATES, NAMES, NUMBERS
from archcite.errors import RecordError, SourceLocation
from archcite.formats.common.credit_sentences import parse_credits
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.labelled_notes import find_described_field, take_described_fields
from archcite.formats.common.reader_warnings import warn
from archcite.formats.common.record_fields import LABELS
from archcite.formats.csl_json.archive_path import format_path
from archcite.formats.csl_json.importer_repair import find_misplaced
from archcite.formats.csl_json.item_from_record import ModelledItem, build_item, model_item
from archcite.formats.csl_json.publication_from_item import is_published, to_plain_value, to_publication
from archcite.formats.csl_json.regular_items import is_regular
from archcite.formats.csl_json.stated_variables import (
    LEVELS_OF_DESCRIPTION,
    PLACE,
    is_rendered_alike,
    read_holding,
    read_kind,
)
from archcite.formats.csl_json.values import format_value, parse_line_value
from archcite.record import Agent, ArchivalDate, Holding, OnlineCopy, Pages, Part, Record, Source
from archcite.record.csl_variables import DATE_ERRORS, CslVariables, from_agent, to_agent, to_date
from archcite.record.record import complete_variables, defer_record, remember_item
from archcite.record.vocabulary import DEFAULT_CSL_TYPE, ROLES, to_csl_type

_TEXTS = """
    abstract annote archive archive-place archive_collection archive_location authority call-number
    collection-title container-title container-title-short dimensions division DOI event-place
    event-title genre ISBN ISSN jurisdiction keyword language license medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-genre reviewed-title scale source status title title-short URL volume-title
    year-suffix
"""
VARIABLES = frozenset((*_TEXTS.split(), *NAMES, *DATES, *NUMBERS))
# Spelled without the differences of case, hyphen and underscore that tools have.
_SPELLINGS = {re.sub(r"[-_ ]", "", name).casefold(): name for name in VARIABLES}
_SPELLINGS |= {"type": "type", "id": "id"}
_ROLES = {variable: role for role, variable in reversed(ROLES.items()) if variable}
_ROLES["author"] = "author"
# What only other programs need.
_MACHINE = frozenset(
    ("id", "type", "citation-key", "citation-label", "categories", "system_id", "_graph", "custom")
)
_KNOWN_KEYS = VARIABLES | _MACHINE

_NOTE_LINE = pattern(r"\{?:?\s*([A-Za-z][A-Za-z _-]{1,40}):\s*([^{}\n]+?)\s*\}?")
# Labels of lines in notes that writers keep fields in -> the fields; and the variables that say the same.
_LABELLED = {
    LABELS[name]: name
    for name in (
        *("original_language", "medium", "published_in", "summary", "rights", "date.text"),
        *("holding.repository.code", "holding.repository.country", "holding.note"),
        *("copy.portal", "copy.identifier"),
    )
}
_SAME = {"published_in": "references", "summary": "abstract", "rights": "license", "copy.portal": "source"}


def from_csl_item(
    item: Mapping[str, Any],
    location: SourceLocation | None = None,
    *,
    parts: Iterable[Part] = (),
    pages: Pages | None = None,
    notes: Iterable[str] = (),
    fields: Mapping[str, Any] | None = None,
) -> Source:
    """Return one CSL-JSON item as a publication, or as the record of an archival source.

    ``location`` is where the item is, for warnings. Names may be agents already. ``parts`` (boxes,
    folders), ``pages``, ``notes`` and ``fields`` (``rights``, ``contents``, ``languages``, ``copy.identifier``) are
    what a format says besides that CSL has no variable for.

    >>> letter = from_csl_item({"id": 7, "type": "personal_communication",
    ...     "issued": {"date-parts": [[1918, 9, 25]]}, "archive": "Yale University Library",
    ...     "archive_collection": "House Papers", "archive_location": "box 6, folder 179", "page": "2-3"})
    >>> letter.kind, letter.date.edtf, str(letter.holding)
    ('letter', '1918-09-25', 'Yale University Library, House Papers, box 6, folder 179, pp. 2-3')
    >>> from_csl_item({"type": "book", "title": "Wartime", "volume": 2}).csl_item()["volume"]
    2
    """
    item = _spell_variables(item)
    if not isinstance(item.get("type"), (str, NoneType)):
        item = {**item, "type": format_value("type", item["type"])}
    publication = to_publication(item, location, parts=parts, pages=pages, notes=notes, fields=fields)
    if publication is not None:
        return publication
    if fields is None and pages is None and not (parts or notes) and (later := _defer(item, location)):
        return later
    reading = _Item(item, location)
    reading.parts.extend(parts)
    reading.leaves = pages or Pages()
    reading.notes.extend(notes)
    reading.fields.update(fields or {})
    reading.is_exact = fields is None
    return reading.build_record()


def _defer(item: Mapping[str, Any], location: SourceLocation | None) -> Record | None:
    """Return a record of an unpublished item, built when it is needed; None if the item has to be looked at now."""
    if not is_regular(item) or find_misplaced(item) is not None:
        return None
    variables = CslVariables(item)
    if variables != item:
        return None  # Unwanted characters were removed.
    identifier = str(item.get("id", "")).strip() or str(item.get("citation-key") or "").strip()

    def build() -> Record:
        record = _Item(variables, location).build_record()
        assert isinstance(record, Record)
        return record

    return defer_record(variables, identifier, location, build)


def _spell_variables(item: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return an item with its variables as CSL spells them: “archiveLocation” is “archive_location”."""
    if _KNOWN_KEYS.issuperset(item):
        return item
    spelled: dict[str, Any] = {}
    for key, value in item.items():
        variable = key if key in VARIABLES or key in _MACHINE else find_spelling(str(key)) or str(key)
        if variable == key or (variable not in item and variable not in spelled):
            spelled[variable] = value
        else:
            spelled[str(key)] = value
    return spelled


class _Item:
    """One item being read: variables are taken out one by one, and what is left goes into the notes."""

    def __init__(self, item: Mapping[str, Any], location: SourceLocation | None) -> None:
        self.location = location
        self.item = item
        self.given: dict[str, Any] = {}
        for key, value in item.items():
            if value or value not in (None, "", [], {}):
                self.given[key] = value
        self.parts: list[Part] = []
        self.leaves = Pages()
        self.notes: list[str] = []
        self.fields: dict[str, Any] = {}
        self.agents: list[Agent] = []
        self.holdings: tuple[Holding, ...] = ()
        self.from_note: set[str] = set()
        self.unplaced: list[str] = []
        self.is_mended = False
        # Whether the variables are an item's own, and not made of the fields of another format.
        self.is_exact = True
        # Whether the variables alone say where it is kept, and keep the collection apart.
        self.has_whole_place = "archive_collection" in self.given and "archive_location" in self.given

    def build_record(self) -> Source:
        note = str(self.given.get("note") or "").strip()
        self.read_note()
        self.move_misplaced()
        if self.is_mended and is_published(self.given):
            return self.build_publication()
        stated = dict(self.given)
        if note:
            stated["note"] = note
        identifier = self.take_text("id") or str(self.given.get("citation-key") or "")
        title = self.take_text("title")
        kind = self.choose_kind(title)
        for variable in [name for name in self.given if name in NAMES]:
            self.read_names(variable)
        holding, copy = self.read_place()
        date = self.restore_words(self.take_date("issued"))
        record_fields: dict[str, Any] = {
            "medium": self.take_text("medium"),
            "published_in": self.take_text("references"),
            "summary": self.take_text("abstract"),
            "rights": self.take_text("license"),
            "languages": [language] if (language := self.take_text("language")) else [],
            "subjects": self.read_subjects(),
        }
        self.notes = take_described_fields(self.notes, self.fields)
        record = Record(
            id=identifier,
            kind=kind,
            title=title,
            date=date,
            agents=self.agents,
            holdings=[holding, *self.holdings],
            copy=copy,
            notes=self.notes,
            location=self.location,
            variables={name: to_plain_value(name, value) for name, value in self.given.items()},
            **{**record_fields, **self.fields},
        )
        if self.unplaced:
            named = ", ".join(dict.fromkeys(self.unplaced))
            warn(self.location or SourceLocation(), f"what {named} has is not valid, and is kept as it is.")
        modelled = self.keep_stated(record, stated)
        if self.is_mended or not self.is_exact:
            return record
        item = self.item
        if not isinstance(item, CslVariables):
            item = {name: to_plain_value(name, value) for name, value in item.items()}
        remember_item(record, item, modelled)
        return record

    def keep_stated(self, record: Record, stated: Mapping[str, Any]) -> ModelledItem | None:
        """Give a new record the variables that its item would say otherwise, as they were read.

        Return what the table makes of the record, if it had to be asked.
        """
        if not self.is_exact:
            is_of_kind = to_csl_type(record.kind) == stated.get("type")
            genre = str(stated.get("genre") or "")
            is_said = is_of_kind and "type" not in self.from_note
            place = {name: stated[name] for name in PLACE if name in stated} if self.has_whole_place else {}
            stated = place if is_said else {**place, "type": stated.get("type", DEFAULT_CSL_TYPE)}
            if genre and genre.casefold() not in (record.kind.casefold(), *LEVELS_OF_DESCRIPTION):
                # A documentary is a film, and is called what the source calls it.
                stated["genre"] = genre
        if not stated:
            return None
        modelled = model_item(record)
        item = build_item(record, with_leftovers="annote" in stated, modelled=modelled)
        if not self.is_exact and "section" in item and "section" not in stated:
            # Other formats have the pages in the location, and the table has them with their label apart.
            whole = f"{item.get('archive_location', '')}, {item['section']}"
            if stated.get("archive_location") == whole:
                item["archive_location"] = whole
        kept = {
            name: value
            for name, value in stated.items()
            if name not in record.variables
            and (name not in item or not is_rendered_alike(name, value, item[name]))
        }
        # Pages that were read without a label are not given one in “section”, which may have a value of its own.
        is_labelled = self.is_exact and "section" in item and item["section"] != stated.get("section")
        if is_labelled or any(name in kept for name in PLACE):
            kept |= {name: stated[name] for name in PLACE if name in stated}
        if kept:
            complete_variables(record, {**record.variables, **kept})
        return modelled

    def build_publication(self) -> Source:
        """Return the published work that an importer had put into the variables of an archive."""
        for agent in self.agents:
            variable = ROLES.get(agent.role)
            if variable:
                self.given[variable] = [*self.given.get(variable, ()), from_agent(agent)]
            else:
                self.notes.append(f"{agent.role}: {agent.name}")
        publication = to_publication(self.given, self.location, notes=self.notes, fields=self.fields)
        assert publication is not None
        return publication

    def take_text(self, variable: str) -> str | None:
        """Take out a variable as text; what is not text stays, for the notes."""
        value = self.given.get(variable)
        if value is None:
            return None
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            del self.given[variable]
            return str(value).strip() or None
        return None

    def read_note(self) -> None:
        """Read lines of “variable: value”, written for lack of a field, credit sentences, and other notes."""
        note = self.take_text("note") or ""
        for line in note.splitlines():
            if find_described_field(line) and self.read_labelled_line(line):
                continue
            found = _NOTE_LINE.fullmatch(line.strip())
            variable = find_spelling(found[1]) if found else None
            value = parse_line_value(variable, found[2]) if found and variable else None
            if variable and value and self.is_settable(variable):
                if variable in NAMES and variable in self.from_note:
                    self.given[variable] += value
                else:
                    self.given[variable] = value
                self.from_note.add(variable)
            elif self.read_labelled_line(line):
                continue
            elif credited := parse_credits(line):
                self.agents.extend(credited)
            elif line.strip():
                self.notes.append(line.strip())
        for line in (self.take_text("annote") or "").splitlines():
            if line.strip() and not self.read_labelled_line(line):
                self.notes.append(line.strip())

    def read_labelled_line(self, line: str) -> bool:
        """Take a line that a writer kept a field in; return False for another line or a field that is set."""
        if described := find_described_field(line):
            name, text = described
            if name == "related":
                self.fields[name] = (*self.fields.get(name, ()), text)
                return True
            return bool(self.fields.setdefault(name, text) == text)
        label, _, value = line.strip().partition(": ")
        field = _LABELLED.get(label)
        if (
            field is None
            or not value.strip()
            or field in self.fields
            or _SAME.get(field, field) in self.given
        ):
            return False
        self.fields[field] = value.strip()
        return True

    def is_settable(self, variable: str) -> bool:
        """Return whether a line in the note may give a variable: it overrules the type and dates, as in citeproc-js."""
        if variable in NAMES and variable in self.from_note:
            return True
        overrules = variable == "type" or variable in DATES
        return variable not in ("id", "note") and (overrules or variable not in self.given)

    def move_misplaced(self) -> None:
        """Put right what an importer put into the wrong variables."""
        repaired = find_misplaced(self.given)
        if repaired is None:
            return
        self.is_mended = True
        for variable, value in repaired.variables.items():
            if value is None:
                self.given.pop(variable, None)
            else:
                self.given[variable] = value
        self.holdings = repaired.holdings
        self.agents.extend(repaired.agents)
        self.notes.extend(repaired.notes)
        for field, text in repaired.fields.items():
            self.fields.setdefault(field, text)
        for sentence in repaired.moved:
            warn(self.location or SourceLocation(), f"{sentence}.")

    def choose_kind(self, title: str | None) -> str:
        csl_type, genre = self.take_text("type") or "document", self.take_text("genre")
        if self.is_mended and not genre and csl_type in ("document", "manuscript"):
            return infer_document_kind(title)
        return read_kind(csl_type, genre)

    def read_names(self, variable: str) -> None:
        role = _ROLES.get(variable, variable)
        credited = {agent.name for agent in self.agents if agent.role == role}
        names = self.given.pop(variable)
        for name in names if isinstance(names, list) else [names]:
            try:
                agent = to_agent(name, role)
            except RecordError:
                if name not in (None, "", {}):
                    self.unplaced.append(variable)
                    self.notes.append(f"{variable}: {format_value(variable, name)}")
                continue
            # A credit sentence may have said the same, and for whom.
            if agent.name not in credited:
                self.agents.append(agent)

    def take_date(self, variable: str) -> ArchivalDate | None:
        value = self.given.get(variable)
        if value is None:
            return None
        try:
            date = to_date(value)
        except DATE_ERRORS:
            self.unplaced.append(variable)
            return None  # It is still among the given, and so among the record's variables.
        del self.given[variable]
        return date

    def restore_words(self, date: ArchivalDate | None) -> ArchivalDate | None:
        """Return a date with the words of the source, where a note has them."""
        words = self.fields.pop("date.text", None)
        if words and date and date.edtf and not date.text:
            return ArchivalDate(date.edtf, words)
        if words and words != str(date or ""):
            self.notes.append(f"{LABELS['date.text']}: {words}")
        return date

    def read_subjects(self) -> list[str]:
        """Return keywords: each by itself where they are a list, and headings may have commas; else in one text."""
        words = self.given.get("keyword")
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            del self.given["keyword"]
            return words
        text = self.take_text("keyword")
        if not text:
            return []
        # Headings with commas in them are divided by semicolons.
        return [word for word in re.split(r"\s*;\s*" if ";" in text else r"\s*,\s*", text) if word]

    def read_place(self) -> tuple[Holding, OnlineCopy]:
        url, doi = self.take_text("URL"), self.given.get("DOI")
        if doi and not url:
            url = str(doi) if "://" in str(doi) else f"https://doi.org/{doi}"
        copy = OnlineCopy(
            self.take_text("source") or self.fields.pop("copy.portal", None),
            url,
            self.fields.pop("copy.identifier", None),
            accessed=self.take_date("accessed"),
        )
        variables = {name: self.take_text(name) for name in PLACE}
        holding = read_holding(
            variables,
            parts=self.parts,
            pages=self.leaves,
            code=self.fields.pop("holding.repository.code", None),
            country=self.fields.pop("holding.repository.country", None),
            note=self.fields.pop("holding.note", None),
        )
        if "section" in self.given and self.given["section"] == format_path(holding, (), holding.pages):
            # archcite writes pages a second time, with their label.
            del self.given["section"]
        return holding, copy


def find_spelling(variable: str) -> str | None:
    """Return the variable of CSL that a key means, however it is spelled: “archiveLocation”; None for another key."""
    return _SPELLINGS.get(re.sub(r"[-_ ]", "", variable).casefold())

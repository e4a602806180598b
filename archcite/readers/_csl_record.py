"""One item in CSL's variables as a record: where the formats of all reference managers meet.

CSL-JSON has these variables itself; BibTeX, RIS and the formats of Zotero and Tropy are put into them first.
What a record has no field for goes into its notes as ``variable: value``; nothing is dropped.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import evolve

from archcite._patterns import pattern
from archcite.csl.variables import DATES, NAMES, NUMBERS
from archcite.errors import RecordError
from archcite.notation import parse_reference
from archcite.readers._catalogue import warn
from archcite.readers._credits import parse_credits
from archcite.readers._mending import mend
from archcite.readers._wilson_words import kind_of
from archcite.record import Agent, ArchivalDate, Holding, OnlineCopy, Pages, Part, Record, Repository
from archcite.record.vocabulary import CSL_TYPES, KIND_OF_TYPE, KINDS, PUBLISHED_TYPES, ROLES

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
_MACHINE = frozenset(("citation-key", "citation-label", "categories", "system_id", "_graph", "custom"))
# Types of works that are in no archive, where none is named: what else people keep in a list of references.
_PUBLISHED = PUBLISHED_TYPES | {"bill", "dataset", "regulation", "software", "standard"}
_PLACES = ("archive", "archive_location", "archive_collection")

_NOTE_LINE = pattern(r"\{?:?\s*([A-Za-z][A-Za-z _-]{1,40}):\s*([^{}\n]+?)\s*\}?")
_LEFTOVERS = {"Original language": "original_language", "Rights": "rights"}


def from_csl_item(
    item: Mapping[str, Any],
    where: str = "an item",
    *,
    parts: Iterable[Part] = (),
    notes: Iterable[str] = (),
    fields: Mapping[str, Any] | None = None,
) -> Record:
    """One CSL-JSON item as a record; ``where`` is what warnings call it.

    Names may be agents already.  ``parts`` (boxes, folders), ``notes`` and ``fields`` (``rights``,
    ``original_language``, ``contents``, ``languages``) are what a format says besides that CSL has no variable for.

    >>> letter = from_csl_item({"id": 7, "type": "personal_communication",
    ...     "issued": {"date-parts": [[1918, 9, 25]]}, "archive": "Yale University Library",
    ...     "archive_collection": "House Papers", "archive_location": "box 6, folder 179", "page": "2-3"})
    >>> letter.kind, letter.date.edtf, str(letter.holding)
    ('letter', '1918-09-25', 'Yale University Library, House Papers, box 6, folder 179, pp. 2-3')
    """
    return _Item(item, where, parts, notes, fields or {}).record()


class _Item:
    """One item being read: variables are taken out one by one, and what is left goes into the notes."""

    def __init__(
        self,
        item: Mapping[str, Any],
        where: str,
        parts: Iterable[Part],
        notes: Iterable[str],
        fields: Mapping[str, Any],
    ) -> None:
        self.where = where
        self.given: dict[str, Any] = {}
        self.parts = list(parts)
        self.notes = list(notes)
        self.fields = dict(fields)
        self.unplaced: list[str] = []
        for key, value in item.items():
            if value not in (None, "", [], {}):
                self.given[_spelled(str(key)) or str(key)] = value
        self.agents: list[Agent] = []
        self.from_note: set[str] = set()
        self.holdings: tuple[Holding, ...] = ()
        self.is_mended = False

    def record(self) -> Record:
        self.read_note()
        self.mend()
        identifier = self.text("id") or self.text("citation-key") or ""
        title = self.text("title")
        csl_type = self.text("type") or "document"
        self.is_published = csl_type in _PUBLISHED and not any(map(self.given.get, _PLACES))
        kind = self.kind(csl_type, title)
        for variable in [name for name in self.given if name in NAMES]:
            self.read_names(variable)
        holding, copy = self.place()
        date = self.date("issued")
        record_fields: dict[str, Any] = {
            "medium": self.text("medium"),
            "published_in": self.text("references"),
            "summary": self.text("abstract"),
            "rights": self.text("license"),
            "languages": [language] if (language := self.text("language")) else [],
            "subjects": self.subjects(),
        }
        self.keep_the_rest()
        return Record(
            id=identifier,
            kind=kind,
            title=title,
            date=date,
            agents=self.agents,
            holdings=[holding, *self.holdings],
            copy=copy,
            notes=self.notes,
            **{**record_fields, **self.fields},
        )

    def text(self, variable: str) -> str | None:
        """A variable as text, taken out; what is no text stays, for the notes."""
        value = self.given.get(variable)
        if isinstance(value, (str, int, float)) and not isinstance(value, bool):
            del self.given[variable]
            return str(value).strip() or None
        return None

    def read_note(self) -> None:
        """Lines of “variable: value”, written for lack of a field, credit sentences, and other notes."""
        note = self.text("note") or ""
        for line in note.splitlines():
            found = _NOTE_LINE.fullmatch(line.strip())
            variable = _spelled(found[1]) if found else None
            if found and variable and self.may_set(variable):
                value = _line_value(variable, found[2])
                if variable in NAMES and variable in self.from_note:
                    self.given[variable] += value
                else:
                    self.given[variable] = value
                self.from_note.add(variable)
            elif credited := parse_credits(line):
                self.agents.extend(credited)
            elif line.strip():
                self.notes.append(line.strip())
        for line in (self.text("annote") or "").splitlines():
            label, _, value = line.partition(": ")
            if label in _LEFTOVERS and value.strip() and _LEFTOVERS[label] not in self.fields:
                self.fields[_LEFTOVERS[label]] = value.strip()
            elif line.strip():
                self.notes.append(line.strip())

    def may_set(self, variable: str) -> bool:
        """Whether a line in the note may give a variable: it overrules nothing but the type."""
        if variable in NAMES and variable in self.from_note:
            return True
        return variable not in ("id", "note") and (variable == "type" or variable not in self.given)

    def mend(self) -> None:
        """Put right what an importer put into the wrong variables."""
        mended = mend(self.given)
        if mended is None:
            return
        self.is_mended = True
        for variable, value in mended.variables.items():
            if value is None:
                self.given.pop(variable, None)
            else:
                self.given[variable] = value
        self.holdings = mended.holdings
        self.agents.extend(mended.agents)
        self.notes.extend(mended.notes)
        for field, text in mended.fields.items():
            self.fields.setdefault(field, text)
        for sentence in mended.moved:
            warn(self.where, sentence)

    def kind(self, csl_type: str, title: str | None) -> str:
        genre = self.text("genre")
        if genre is not None:
            known = genre.casefold()
            if known in KINDS or csl_type in ("document", "manuscript"):
                return known if known in KINDS else genre
            self.given["genre"] = genre
        if self.is_mended and csl_type in ("document", "manuscript"):
            return kind_of(title)
        return KIND_OF_TYPE.get(csl_type, csl_type if csl_type in CSL_TYPES else "document")

    def read_names(self, variable: str) -> None:
        role = _ROLES.get(variable, variable)
        names = self.given.pop(variable)
        for name in names if isinstance(names, list) else [names]:
            try:
                agent = _agent(name, role)
            except RecordError:
                if name not in (None, "", {}):
                    self.unplaced.append(variable)
                    self.notes.append(f"{variable}: {_shown(variable, name)}")
                continue
            # A credit sentence may have said the same, and for whom.
            if not any((other.role, other.name) == (agent.role, agent.name) for other in self.agents):
                self.agents.append(agent)

    def date(self, variable: str) -> ArchivalDate | None:
        value = self.given.get(variable)
        if value is None:
            return None
        try:
            date = _date(value)
        except (RecordError, ValueError, TypeError, KeyError, IndexError, AttributeError):
            return None  # It stays among the given, and so goes into the notes.
        del self.given[variable]
        return date

    def subjects(self) -> list[str]:
        """Keywords: each by itself where they are a list, and headings may have commas; else in one text."""
        words = self.given.get("keyword")
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            del self.given["keyword"]
            return words
        return [word for word in re.split(r"\s*[;,]\s*", self.text("keyword") or "") if word]

    def place(self) -> tuple[Holding, OnlineCopy]:
        archive, location = self.text("archive"), self.text("archive_location")
        url, doi = self.text("URL"), self.text("DOI")
        if doi and not url:
            url = doi if "://" in doi else f"https://doi.org/{doi}"
        elif doi:
            self.given["DOI"] = doi
        copy = OnlineCopy(
            self.text("source"), url, self.fields.pop("identifier", None), accessed=self.date("accessed")
        )
        reference = parse_reference(location or "", archive or "")
        collection = self.text("archive_collection")
        parts = [Part("fonds", None, collection)] if collection else []
        parts.extend(self.parts)
        parts.extend(reference.parts)
        pages = self.pages(reference.pages, bool(location or self.parts))
        if reference.pages and pages != reference.pages:
            parts.append(Part("part", reference.pages.label, reference.pages.value))
        parts.extend(self.call_number(parts, archive))
        return Holding(Repository(archive, place=self.text("archive-place")), parts, pages), copy

    def call_number(self, parts: list[Part], archive: str | None) -> tuple[Part, ...]:
        """The path that a call number gives where nothing else does."""
        number = self.given.get("call-number")
        if self.is_published or not isinstance(number, (str, int)):
            return ()
        if parts:
            if str(number) in ", ".join(map(str, parts)):
                del self.given["call-number"]
            return ()
        del self.given["call-number"]
        return parse_reference(str(number), archive or "").parts

    def pages(self, leaves: Pages, has_path: bool) -> Pages:
        """Pages or leaves: ``page``, or the end of the reference, or what ``section`` repeats of either."""
        page = self.text("page")
        section = None if self.is_published else self.text("section")
        if page and page.startswith(str(self.given.get("page-first", page))):
            self.given.pop("page-first", None)
        if section:
            written = Pages(section)
            if written.value == page or section == leaves or not (page or has_path):
                return written
            self.given["section"] = section
        if page:
            labelled = Pages(page)
            return labelled if labelled.label else Pages("pp." if re.search(r"[-–,&]", page) else "p.", page)
        return leaves

    def keep_the_rest(self) -> None:
        for variable, value in self.given.items():
            if variable in _MACHINE and variable != "custom":
                continue
            # A published work has its own variables, and keeps them under their names.
            if not (self.is_published and variable in VARIABLES):
                self.unplaced.append(variable)
            self.notes.append(f"{variable}: {_shown(variable, value)}")
        if self.unplaced:
            variables = ", ".join(dict.fromkeys(self.unplaced))
            warn(self.where, f"there is no place for {variables}: see the notes")


def _spelled(variable: str) -> str | None:
    return _SPELLINGS.get(re.sub(r"[-_ ]", "", variable).casefold())


def _line_value(variable: str, text: str) -> Any:
    """The value of a line in the note, as it would stand in the item."""
    if variable in DATES:
        return {"raw": text}
    if variable in NAMES:
        family, divided, given = text.partition("||")
        return [{"family": family.strip(), "given": given.strip()} if divided else {"literal": text}]
    return text


def _agent(name: Any, role: str) -> Agent:
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


def _date(value: Any) -> ArchivalDate:
    """A CSL-JSON date; raises what the values in it raise."""
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


def _shown(variable: str, value: Any) -> str:
    """A value in a note: dates in words or in EDTF, other things that are no text in JSON."""
    if isinstance(value, str):
        return value
    if variable in DATES:
        try:
            return str(_date(value))
        except (RecordError, ValueError, TypeError, KeyError, IndexError, AttributeError):
            pass
    return json.dumps(value, ensure_ascii=False, default=str)

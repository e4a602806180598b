"""CSL-JSON, as Zotero, pandoc and every CSL processor write it, into records.

The inverse of the table in :mod:`archcite.writers.csl_item`. What a record has no field for goes into its
notes as ``variable: value``, with a warning; nothing is dropped.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Mapping
from typing import Any

from archcite.csl.variables import DATES, NAMES, NUMBERS
from archcite.errors import ArchciteWarning, RecordError, SourceError
from archcite.notation import parse_reference
from archcite.readers._credits import parse_credits, take_credits
from archcite.readers._located import Row, Table, load
from archcite.record import Agent, ArchivalDate, Holding, OnlineCopy, Pages, Part, Record, Repository
from archcite.record.vocabulary import CSL_TYPES, KIND_OF_TYPE, KINDS, ROLES

_TEXTS = """
    abstract annote archive archive-place archive_collection archive_location authority call-number
    collection-title container-title container-title-short dimensions division DOI event-place
    event-title genre ISBN ISSN jurisdiction keyword language license medium note original-publisher
    original-publisher-place original-title part-title PMCID PMID publisher publisher-place
    references reviewed-genre reviewed-title scale source status title title-short URL volume-title
    year-suffix
"""
# Spelled without the differences of case, hyphen and underscore that tools have.
_VARIABLES = {
    re.sub(r"[-_ ]", "", name).casefold(): name for name in (*_TEXTS.split(), *NAMES, *DATES, *NUMBERS)
}
_VARIABLES |= {"doi": "DOI", "url": "URL", "archivelocation": "archive_location", "type": "type", "id": "id"}
_ROLES = {variable: role for role, variable in reversed(ROLES.items()) if variable}
_ROLES["author"] = "author"
# What only other programs need.
_MACHINE = frozenset(("citation-key", "citation-label", "categories", "system_id", "_graph", "custom"))

_NOTE_LINE = re.compile(r"\{?:?\s*([A-Za-z][A-Za-z _-]{1,40}):\s*([^{}\n]+?)\s*\}?")
# Some importers put the portal into “archive”, and the archive and all the rest into “archive_location”.
_PORTAL = re.compile(r"\b(?:digital archive|digital collections?|online archive)\b", re.IGNORECASE)
_LEFTOVERS = {"Original language": "original_language", "Rights": "rights"}


def read(text: str, name: str = "the text") -> list[Record]:
    """The records of a CSL-JSON file: a list, one item, or a mapping with ``items`` or ``references``.

    ``name`` is what errors call the file. Raises :class:`~archcite.errors.SourceError` where no items are.

    >>> record, = read('[{"id": "a", "type": "map", "archive": "BArch", "issued": {"raw": "1936"}}]')
    >>> record.kind, record.holding.repository.name, record.date.edtf
    ('map', 'BArch', '1936')
    """
    tree = load(text, name)
    if isinstance(tree, Table):
        tree = next((tree[key] for key in ("items", "references") if isinstance(tree.get(key), Row)), [tree])
    if not isinstance(tree, list) or not tree:
        raise SourceError(f"“{name}” holds no CSL-JSON items: export the references as CSL JSON again.")
    records = []
    for number, item in enumerate(tree, start=1):
        if not isinstance(item, Mapping):
            raise SourceError(f"“{name}”, item {number}: an item must be a mapping with “type” and so on.")
        records.append(from_csl_item(item, f"“{name}”, item {number}"))
    return records


def sniff(text: str) -> bool:
    """Whether a text looks like CSL-JSON: items with a type.

    >>> sniff('[{"id": 1, "type": "book"}]'), sniff('{"records": []}'), sniff("type: a letter")
    (True, False, False)
    """
    start = text.lstrip()
    if start.startswith("references:"):
        return True
    return start[:1] in ("{", "[") and re.search(r"\"(?:type|title|issued)\"\s*:", start) is not None


def from_csl_item(item: Mapping[str, Any], where: str = "an item") -> Record:
    """One CSL-JSON item as a record; ``where`` is what warnings call it.

    >>> letter = from_csl_item({"id": 7, "type": "personal_communication",
    ...     "issued": {"date-parts": [[1918, 9, 25]]}, "archive": "Yale University Library",
    ...     "archive_collection": "House Papers", "archive_location": "box 6, folder 179", "page": "2-3"})
    >>> letter.kind, letter.date.edtf, str(letter.holding)
    ('letter', '1918-09-25', 'Yale University Library, House Papers, box 6, folder 179, pp. 2-3')
    """
    return _Item(item, where).record()


class _Item:
    """One item being read: variables are taken out one by one, and what is left goes into the notes."""

    def __init__(self, item: Mapping[str, Any], where: str) -> None:
        self.where = where
        self.given: dict[str, Any] = {}
        self.notes: list[str] = []
        self.unplaced: list[str] = []
        for key, value in item.items():
            if value not in (None, "", [], {}):
                self.given[_VARIABLES.get(re.sub(r"[-_ ]", "", str(key)).casefold(), str(key))] = value
        self.agents: list[Agent] = []
        self.from_note: set[str] = set()
        self.fields: dict[str, str] = {}

    def record(self) -> Record:
        self.read_note()
        identifier = self.text("id") or self.text("citation-key") or ""
        kind = self.kind()
        for variable in [name for name in self.given if name in NAMES]:
            self.read_names(variable)
        holding, copy = self.place()
        date = self.date("issued")
        languages = [language] if (language := self.text("language")) else []
        keywords = self.text("keyword") or ""
        record_fields: dict[str, Any] = {
            "title": self.text("title"),
            "medium": self.text("medium"),
            "published_in": self.text("references"),
            "summary": self.text("abstract"),
            "subjects": [word for word in re.split(r"\s*[;,]\s*", keywords) if word],
        }
        self.keep_the_rest()
        return Record(
            id=identifier,
            kind=kind,
            date=date,
            agents=self.agents,
            holdings=[holding],
            copy=copy,
            languages=languages,
            notes=self.notes,
            **record_fields,
            **self.fields,
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
            variable = _VARIABLES.get(re.sub(r"[-_ ]", "", found[1]).casefold()) if found else None
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

    def kind(self) -> str:
        csl_type = self.text("type") or "document"
        genre = self.text("genre")
        if genre is not None:
            known = genre.casefold()
            if known in KINDS or csl_type in ("document", "manuscript"):
                return known if known in KINDS else genre
            self.given["genre"] = genre
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
                    self.notes.append(f"{variable}: {_shown(name)}")
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

    def place(self) -> tuple[Holding, OnlineCopy]:
        archive, location = self.text("archive"), self.text("archive_location")
        portal, url = self.text("source"), self.text("URL")
        if (
            archive
            and location
            and _PORTAL.search(archive)
            and not re.search(r"\d", location.partition(",")[0])
        ):
            portal, (archive, location) = archive, self.unmixed(location, portal)
        doi = self.text("DOI")
        if doi and not url:
            url = doi if "://" in doi else f"https://doi.org/{doi}"
        elif doi:
            self.given["DOI"] = doi
        repository = Repository(archive, place=self.text("archive-place"))
        collection = self.text("archive_collection")
        parts = [Part("fonds", None, collection)] if collection else []
        reference = parse_reference(location or "", archive or "")
        parts.extend(reference.parts)
        pages = self.pages(reference.pages, bool(location))
        if reference.pages and pages != reference.pages:
            parts.append(Part("part", reference.pages.label, reference.pages.value))
        number = self.text("call-number")
        if number and number not in ", ".join(map(str, parts)):
            if location or collection:
                self.given["call-number"] = number
            else:
                parts.extend(parse_reference(number, archive or "").parts)
        copy = OnlineCopy(portal, url, accessed=self.date("accessed"))
        return Holding(repository, parts, pages), copy

    def unmixed(self, location: str, source: str | None) -> tuple[str | None, str | None]:
        """Archive and reference of “RGANI, f. 5, op. 49. Translated by A”, where “archive” was the portal."""
        if source:
            self.given["source"] = source
        found = take_credits(location)
        if not found.after:
            location = found.before
            self.agents.extend(found.agents)
        archive, _, rest = location.partition(",")
        warnings.warn(
            f"{self.where}: “archive” is a portal; “{archive.strip()}” was taken for the archive: check it.",
            ArchciteWarning,
            stacklevel=6,
        )
        return archive.strip() or None, rest.strip(" .") or None

    def pages(self, leaves: Pages, has_path: bool) -> Pages:
        """Pages or leaves: ``page``, or the end of the reference, or what ``section`` repeats of either."""
        section, page = self.text("section"), self.text("page")
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
            if variable not in _MACHINE or variable == "custom":
                self.unplaced.append(variable)
                self.notes.append(f"{variable}: {_shown(value)}")
        if self.unplaced:
            variables = ", ".join(dict.fromkeys(self.unplaced))
            warnings.warn(
                f"{self.where}: there is no place for {variables}: see the notes.",
                ArchciteWarning,
                stacklevel=5,
            )


def _line_value(variable: str, text: str) -> Any:
    """The value of a line in the note, as it would stand in the item."""
    if variable in DATES:
        return {"raw": text}
    if variable in NAMES:
        family, divided, given = text.partition("||")
        return [{"family": family.strip(), "given": given.strip()} if divided else {"literal": text}]
    return text


def _agent(name: Any, role: str) -> Agent:
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


def _shown(value: Any) -> str:
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)

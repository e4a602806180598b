"""One MARC record of an archival source, put together from its fields."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.description_levels import Step
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.preferred_citation import apply_preferred_citation, strip_placeholders
from archcite.formats.common.record_draft import Draft
from archcite.formats.marc.fields import FIELDS
from archcite.notation import parse_reference
from archcite.record import Holding, Part, Record

if TYPE_CHECKING:
    from pymarc import Record as MarcRecord

# Leader, position 6 → kind of document, where no genre says it.
KINDS = {
    "d": "manuscript",
    "e": "map",
    "f": "map",
    "g": "film",
    "i": "audio recording",
    "j": "audio recording",
    "k": "photograph",
    "t": "manuscript",
}
# Fields that only matter within a catalogue.
_IGNORED = re.compile(
    r"00[2-8]|01\d|02\d|03\d|04[02-9]|05\d|06\d|07\d|08\d|09[1-8]|33\d|34[1-9]|35\d|38\d|58[34]|59\d|[689]8\d|9\d\d"
)


class MarcEntry:
    """A record under construction: fields are read in order, and the place is put together at the end."""

    def __init__(self, marc: MarcRecord, location: SourceLocation) -> None:
        self.marc = marc
        self.location = location
        self.leader = str(marc.leader).ljust(24)
        self.is_collection = self.leader[7] in "cd"
        self.draft = Draft(location, kind=None if self.is_collection else KINDS.get(self.leader[6]))
        self.genre: str | None = None
        self.hosts: list[str] = []
        self.numbers: list[str] = []
        self.holdings: list[Holding] = []
        self.preferred = ""

    def build_record(self) -> Record:
        """Read all fields and build the record."""
        left_out: list[str] = []
        for field in self.marc.fields:
            if field.tag in FIELDS:
                read, codes = FIELDS[field.tag]
                read(self, field, codes)
            elif not _IGNORED.fullmatch(field.tag):
                left_out.append(field.tag)
        reader_warnings.warn_left_out(self.location, left_out)
        self.read_fixed_field()
        self.find_place()
        draft = self.draft
        inferred = "document" if self.is_collection else infer_document_kind(draft.title)
        draft.kind = self.genre or (inferred if inferred != "document" else None) or draft.kind
        # Leader, position 8: under archival control. The cataloguer makes such titles (DACS 2.3).
        if draft.title and (self.leader[8] == "a" or self.is_collection):
            draft.description.setdefault("title_kind", "supplied")
        return draft.build()

    def warn(self, message: str) -> None:
        """Warn of something in this record."""
        reader_warnings.warn(self.location, message)

    def read_fixed_field(self) -> None:
        """Take date and language from field 008, unless another field has a date in EDTF and a language."""
        fixed = next((one.data or "" for one in self.marc.get_fields("008")), "").ljust(40)
        years = [catalogue.normalize_date(fixed[start : start + 4].strip()) for start in (7, 11)]
        coded = "/".join(year for year in years[: 2 if fixed[6] in "ikmcdu" else 1] if year)
        words = str(self.draft.date) if self.draft.date else None
        if self.draft.date is None or self.draft.date.edtf is None:
            self.draft.date = catalogue.parse_date(words, coded or None) if coded or words else None
        code = fixed[35:38].strip()
        language = catalogue.find_language(code) if not self.draft.languages else None
        if language and language != code:
            self.draft.languages.append(language)

    def find_place(self) -> None:
        """Put repository and path together from holdings, call numbers, hosts and the preferred citation."""
        draft = self.draft
        holding = self.holdings[0] if self.holdings else Holding()
        repository, parts = holding.repository, holding.parts
        if not parts and self.numbers:
            parts = parse_reference(self.numbers[0], str(repository) or None).parts
        collection = draft.title if self.is_collection else (self.hosts[0] if self.hosts else None)
        if self.preferred:
            applied = apply_preferred_citation(self.preferred, repository, [Step("fonds", None, collection)])
            repository = applied.repository
            if self.is_collection:
                draft.title = applied.steps[0].title
            elif self.hosts:
                self.hosts[0] = applied.steps[0].title or self.hosts[0]
            for warning in applied.warnings:
                self.warn(warning)
            draft.notes.append(f"Preferred citation: {strip_placeholders(self.preferred)}")
        above = tuple(Part("fonds", None, one) for one in self.hosts[:1])
        draft.repository, draft.parts, draft.pages = repository, (*above, *parts), holding.pages
        if holding.note:
            draft.notes.append(holding.note)
        draft.more_holdings = self.holdings[1:]

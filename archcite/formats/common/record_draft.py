"""A record while it is being read."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from attrs import define, evolve, field

from archcite.csl.variables import DATES, NAMES
from archcite.errors import RecordError, SourceError, SourceLocation
from archcite.formats.common.catalogue_values import to_address
from archcite.formats.common.labelled_notes import take_described_fields
from archcite.formats.common.reader_warnings import warn
from archcite.formats.common.record_fields import LABELS
from archcite.formats.csl_json.noted_variables import set_variable
from archcite.record import Agent, ArchivalDate, Holding, OnlineCopy, Pages, Part, Record, Repository

# Label of a note -> the attribute of the repository that it keeps.
_KEPT_FIELDS = {LABELS[f"holding.repository.{name}"]: name for name in ("place", "code", "country")}
# Dates that no field of a record has.
_OTHER_DATES = DATES - {"issued", "accessed"}


@define(eq=False, repr=False)
class Draft:
    """A record under construction; ``location`` is where it is in its source."""

    location: SourceLocation = field(factory=SourceLocation)
    id: str = ""
    kind: str | None = None
    title: str | None = None
    date: ArchivalDate | None = None
    agents: list[Agent] = field(factory=list)
    repository: Repository = field(factory=Repository)
    parts: tuple[Part, ...] = ()
    pages: Pages = field(factory=Pages)
    note: str | None = None
    more_holdings: list[Holding] = field(factory=list)
    copy: OnlineCopy = field(factory=OnlineCopy)
    # Fields of :data:`~archcite.record.vocabulary.DESCRIPTION_FIELDS`, by their names.
    description: dict[str, Any] = field(factory=dict)
    original_language: str | None = None
    languages: list[str] = field(factory=list)
    medium: str | None = None
    published_in: str | None = None
    summary: str | None = None
    contents: str | None = None
    subjects: list[str] = field(factory=list)
    rights: str | None = None
    notes: list[str] = field(factory=list)
    # Variables of CSL that no other field has.
    variables: dict[str, Any] = field(factory=dict)

    def build(self) -> Record:
        """Build the record; raise :class:`~archcite.errors.SourceError` if it is not valid."""
        notes = take_described_fields(dict.fromkeys(self.notes), self.description)
        notes = [note for note in notes if not self._take_kept_field(note)]
        said = (self.title, self.agents, self.date, self.repository, self.parts, self.pages, self.variables)
        if not any(said) and not self.copy.url:
            warn(
                self.location, "The record has no title, name, date or archive to be cited with: add a title."
            )
        try:
            return Record(
                id=self.id,
                kind=self.kind or "document",
                title=self.title,
                date=self.date,
                agents=_without_doubles(self.agents),
                holdings=[Holding(self.repository, self.parts, self.pages, self.note), *self.more_holdings],
                copy=self.copy if not self.is_own_portal() else evolve(self.copy, portal=None),
                **self.description,
                original_language=self.original_language,
                languages=list(dict.fromkeys(self.languages)),
                medium=self.medium,
                published_in=self.published_in,
                summary=self.summary,
                contents=self.contents,
                subjects=list(dict.fromkeys(self.subjects)),
                rights=self.rights,
                notes=notes,
                variables=self.variables,
                location=self.location._replace(record=self.id or self.location.record),
            )
        except RecordError as error:
            raise SourceError(str(error), location=self.location) from None

    def _take_kept_field(self, note: str) -> bool:
        """Take a field that a note keeps under its label, or as a CSL variable; return False for another note."""
        label, divided, text = note.partition(": ")
        text = text.strip()
        if not divided or not text or "\n" in text:
            return False
        if label in ("type", "genre") or label in NAMES or label in _OTHER_DATES:
            return set_variable(self.variables, note)
        name = _KEPT_FIELDS.get(label, "")
        if label == LABELS["copy.identifier"] and self.copy.identifier is None:
            self.copy = evolve(self.copy, identifier=text)
        elif label == LABELS["original_language"] and self.original_language is None:
            self.original_language = text
        elif label == LABELS["copy.portal"] and not self.copy.portal:
            self.copy = evolve(self.copy, portal=text)
        elif name and getattr(self.repository, name) is None:
            self.repository = evolve(self.repository, **{name: text})
        else:
            return False
        return True

    def is_own_portal(self) -> bool:
        """Return whether the portal is the archive itself, which a citation names once."""
        portal, repository = (self.copy.portal or "").casefold(), str(self.repository).casefold()
        return bool(portal) and (portal == repository or portal == (self.repository.name or "").casefold())

    def set_address(self, value: str, portal: str | None = None) -> bool:
        """Set the address of the online copy if it is valid and none is set; return whether it is a valid address."""
        url = to_address(value)
        if url is None or self.copy.url:
            return url is not None
        self.copy = evolve(self.copy, url=url, portal=portal or self.copy.portal)
        return True

    def set_portal(self, name: str) -> None:
        """Set the portal of the online copy, if it is not set yet."""
        self.copy = evolve(self.copy, portal=self.copy.portal or name)


def _without_doubles(agents: Iterable[Agent]) -> list[Agent]:
    return list({(agent.role, agent.name): agent for agent in reversed([*agents])}.values())[::-1]

"""Merge records of one document: fields that one of them lacks are filled, differences are noted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

from attrs import evolve, fields

from archcite._foundation.calls import explain_call
from archcite._foundation.text_spool import TextSpool
from archcite._foundation.warning_collector import emit_warning
from archcite._foundation.wording import join_words, shorten_text
from archcite.bibliography.duplicates import (
    Duplicate,
    DuplicateFinder,
    find_duplicates,
    normalize_spelling,
)
from archcite.bibliography.repositories import identify_repository, is_code
from archcite.record import (
    Agent,
    ArchivalDate,
    Holding,
    OnlineCopy,
    Pages,
    Part,
    Publication,
    Record,
    Repository,
    Source,
)
from archcite.record.source_list import list_sources
from archcite.record.vocabulary import DESCRIPTION_FIELDS

_DEFAULT_KIND = "document"
T = TypeVar("T")


@explain_call
def merge(records: Iterable[Source]) -> list[Source]:
    """Merge the records of each document into one, in the order of the first of each.

    The first record has priority and the others fill its gaps; values that differ are added to the notes, and
    reported as an :class:`~archcite.errors.ArchciteWarning`. Nothing is lost.

    >>> import warnings
    >>> from archcite.record import Record
    >>> url = "https://digitalarchive.wilsoncenter.org/document/110474"
    >>> with warnings.catch_warnings(record=True) as said:
    ...     warnings.simplefilter("always")
    ...     merged = merge([Record(id="a", title="Letter", copy=OnlineCopy(url=url)),
    ...                     Record(id="b", date="1958-09-09", copy=OnlineCopy(url=url))])
    >>> [(record.id, record.title, str(record.date), record.notes) for record in merged]
    [('a', 'Letter', '1958-09-09', ('Merged: id: b',))]
    >>> str(said[0].message)
    '“Letter” (a) and b are one document (one address) and were merged.'
    """
    records = list_sources(records)
    first: dict[int, int] = {}
    for double in find_duplicates(records):
        target = first.get(double.first, double.first)
        first[double.second] = target
        made, differing = _merge_two(records[target], records[double.second])
        also = (
            f"; they differ in {join_words(differing)}: the first is kept, the other is in the notes"
            if differing
            else ""
        )
        first_name, second_name = (_describe_record(records[position]) for position in double[:2])
        _warn(f"{_describe_pair(first_name, second_name, double)} and were merged{also}.")
        records[target] = made
    return [record for position, record in enumerate(records) if position not in first]


def warn_of_duplicates(records: Iterable[Source]) -> None:
    """Warn of records of the same document, with an :class:`~archcite.errors.ArchciteWarning` for each."""
    finder = DuplicateWarner()
    for record in records:
        finder.add(record)
    finder.warn()


class DuplicateWarner:
    """Warns of duplicates among any number of records, which are given one by one; their titles wait on disk."""

    def __init__(self) -> None:
        self._finder = DuplicateFinder()
        self._descriptions = TextSpool()

    def add(self, record: Source) -> None:
        """Add the next record."""
        self._finder.add(record)
        self._descriptions.append(_describe_record(record))

    def warn(self) -> None:
        """Warn of the records that describe the same document as an earlier one."""
        for double in self._finder.find():
            first, second = (self._descriptions[position] for position in double[:2])
            _warn(f"{_describe_pair(first, second, double)}; use --merge to merge them.")
        self._descriptions.close()


def _describe_pair(first: str, second: str, double: Duplicate) -> str:
    return f"{first} and {second} are one document ({double.shared})"


def _describe_record(record: Source) -> str:
    if record.title:
        title = shorten_text(record.title)
        return f"“{title}” ({record.id})" if record.id else f"“{title}”"
    return record.id or f"a {record.kind} without a title"


def _merge_two(first: Source, second: Source) -> tuple[Source, list[str]]:
    """Merge two records; return the result and the names of the fields in which they differ."""
    if isinstance(first, Publication):
        return _merge_into_publication(first, second)
    notes = _Notes()
    kind = notes.choose("kind", *_drop_default(first.kind, second.kind, _DEFAULT_KIND)) or _DEFAULT_KIND
    date = _merge_dates(first.date, second.date, notes)
    if second.id and second.id != first.id and first.id:
        notes.add("id", second.id)
    texts = {
        name: notes.choose(name.replace("_", " "), getattr(first, name), getattr(second, name, None))
        for name in (
            "title", "original_language", "medium", "published_in", "summary", "contents", "rights",
            *(field for field in DESCRIPTION_FIELDS if field != "related"),
        )
    }  # fmt: skip
    made = Record(
        id=first.id or second.id,
        kind=kind,
        date=date,
        agents=tuple(_merge_agents(first.agents(), second.agents(), notes)),
        holdings=_merge_holdings(first.holdings, second.holdings, notes),
        copy=_merge_copies(first.copy, second.copy, notes),
        related=_union(first.related, getattr(second, "related", ())),
        languages=_union(first.languages, second.languages),
        subjects=_union(first.subjects, second.subjects),
        variables=_merge_variables(first, second, notes),
        location=first.location,
        **texts,
    )
    return evolve(made, notes=_union(_union(first.notes, second.notes), notes.lines)), notes.differing


def _merge_variables(first: Record, second: Source, notes: _Notes) -> dict[str, object]:
    """Return the CSL variables that only the first has a value for, or the second, or both."""
    variables = first.variables.to_dict()
    others = second.variables.to_dict() if isinstance(second, Record) else {}
    for name, value in others.items():
        variables[name] = notes.choose(name, variables.get(name), value)
    return variables


def _merge_into_publication(first: Publication, second: Source) -> tuple[Source, list[str]]:
    """Return a publication with what the other source has besides, and the names of what they say differently."""
    notes = _Notes()
    item = first.csl_item()
    for variable, value in second.csl_item().items():
        if variable in ("id", "note", "annote") or item.get(variable) == value:
            continue
        if item.get(variable) in (None, "", [], {}):
            item[variable] = value
        elif variable != "type":
            notes.add(variable, value)
            notes.note_difference(variable)
    if second.id and second.id != first.id and first.id:
        notes.add("id", second.id)
    lines = _union(_union(first.notes, second.notes), notes.lines)
    if lines != first.notes:
        item["note"] = "\n".join(lines)
    holdings = tuple(_merge_holdings(first.holdings, second.holdings, notes))
    return evolve(first, item=item, holdings=holdings), notes.differing


class _Notes:
    """Differences between two records: the lines for the notes, and the names of the fields."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.differing: list[str] = []

    def choose(self, name: str, first: T, second: T) -> T:
        """Return the first of two values that is filled, and note the second if it differs."""
        if first and second and first != second:
            self.add(name, second)
            self.note_difference(name)
        return first or second

    def note_difference(self, what: str) -> None:
        if what not in self.differing:
            self.differing.append(what)

    def add(self, name: str, value: object) -> None:
        self.lines.append(f"Merged: {name}: {value}")


def _drop_default(first: str, second: str, default: str) -> tuple[str, str]:
    """Replace a default value by an empty one in both values."""
    return first if first != default else "", second if second != default else ""


def _union(first: Iterable[str], second: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*first, *second)))


def _merge_dates(
    first: ArchivalDate | None, second: ArchivalDate | None, notes: _Notes
) -> ArchivalDate | None:
    """Merge two dates, preferring the wording of the source; two wordings of one date do not conflict."""
    if first and second and first.edtf == second.edtf and first.edtf:
        if first.text and second.text and first.text != second.text:
            notes.add("date", second.text)
        return first if first.text else second
    if first and second and first != second:
        notes.add("date", f"{second.text} ({second.edtf})" if second.text and second.edtf else second)
        notes.note_difference("date")
    return first or second


def _merge_agents(first: Sequence[Agent], second: Sequence[Agent], notes: _Notes) -> Iterator[Agent]:
    """Yield the agents of the first record, completed, then those in roles that only the second has.

    Two spellings of a name must not become two authors: of a role that both know of, the first has the say.
    """
    left = list(second)
    for agent in first:
        for other in left:
            if (fuller := _choose_fuller(agent, other)) is not None:
                left.remove(other)
                poorer = other if fuller is agent else agent
                if poorer.name not in fuller.name:
                    notes.add(agent.role, poorer.name)
                agent = fuller
                break
        yield agent
    roles = {agent.role for agent in first}
    for agent in left:
        if agent.role not in roles:
            yield agent
            continue
        said = (agent.name, agent.affiliation, agent.on_behalf_of and f"for {agent.on_behalf_of}")
        notes.add(agent.role, ", ".join(filter(None, said)))
        notes.note_difference(agent.role)


def _choose_fuller(first: Agent, second: Agent) -> Agent | None:
    """Return the more complete of two agents; None if they are different agents or contradict each other."""
    if first.role != second.role or first.corporate != second.corporate:
        return None
    for name in ("affiliation", "on_behalf_of", "particle", "dropping_particle", "suffix"):
        if getattr(first, name) and getattr(second, name) and getattr(first, name) != getattr(second, name):
            return None
    if first.literal or second.literal:
        if normalize_spelling(first.name) != normalize_spelling(second.name):
            return None
        kept, other = (first, second) if first.family or not second.family else (second, first)
    elif normalize_spelling(first.family or "") != normalize_spelling(second.family or ""):
        return None
    else:
        givens = normalize_spelling(first.given or ""), normalize_spelling(second.given or "")
        if not (givens[0].startswith(givens[1]) or givens[1].startswith(givens[0])):
            return None
        kept, other = (first, second) if len(givens[0]) >= len(givens[1]) else (second, first)
    said = (
        "affiliation",
        "on_behalf_of",
        *(() if kept.literal else ("particle", "dropping_particle", "suffix")),
    )
    return evolve(kept, **{name: getattr(kept, name) or getattr(other, name) for name in said})


def _merge_holdings(first: Sequence[Holding], second: Sequence[Holding], notes: _Notes) -> Iterator[Holding]:
    """Yield the holdings of the first record, completed, then those that only the second has."""
    left = list(second)
    for holding in first:
        found = next((other for other in left if _is_same(holding, other)), None)
        if found is not None:
            left.remove(found)
            holding = _merge_holding(holding, found, notes)
        yield holding
    yield from left


def _is_same(first: Holding, second: Holding) -> bool:
    """Return whether two holdings are in the same archive and their paths do not contradict each other."""
    known = first.repository and second.repository
    if known and identify_repository(first.repository)[0] != identify_repository(second.repository)[0]:
        return False
    pairs = zip(first.parts, second.parts, strict=False)
    if any(_normalize_value(one) != _normalize_value(other) for one, other in pairs):
        return False
    one, other = first.pages, second.pages
    return not (one and other) or normalize_spelling(one.value) == normalize_spelling(other.value)


def _merge_holding(first: Holding, second: Holding, notes: _Notes) -> Holding:
    parts, others = first.parts, second.parts
    if len(others) > len(parts):
        parts, others = others, parts
    made = []
    for position, part in enumerate(parts):
        other = others[position] if position < len(others) else part
        if other.title and not part.title and part.value:
            part = evolve(part, title=other.title)
        if (other.level, other.label, other.value) != (part.level, part.label, part.value) or (
            other.title and other.title != part.title
        ):
            notes.add(
                "path", f"{other.level}: {other}{f' ({other.title})' if other.title and other.value else ''}"
            )
        made.append(part)
    pages = first.pages or second.pages
    if first.pages and second.pages and first.pages != second.pages:
        notes.add("pages", second.pages)
    return Holding(
        _merge_repositories(first.repository, second.repository, notes),
        made,
        Pages(pages),
        notes.choose("note on the holding", first.note, second.note),
    )


def _merge_repositories(first: Repository, second: Repository, notes: _Notes) -> Repository:
    """Merge two repositories; an abbreviation used as a name becomes the code of the full name."""
    first, second = _expand_name(first, second), _expand_name(second, first)
    made = {
        field.name: notes.choose(
            f"{field.name} of the archive", getattr(first, field.name), getattr(second, field.name)
        )
        for field in fields(Repository)
    }
    return Repository(**made)


def _expand_name(repository: Repository, other: Repository) -> Repository:
    name = repository.name
    if name and other.name and is_code(name) and not is_code(other.name) and repository.code in (None, name):
        return evolve(repository, name=other.name, code=name)
    return repository


def _merge_copies(first: OnlineCopy, second: OnlineCopy, notes: _Notes) -> OnlineCopy:
    """Merge two online copies in the same portal; keep the first if the portals differ."""
    names = [field.name for field in fields(OnlineCopy)]
    if (
        first.portal
        and second.portal
        and normalize_spelling(first.portal) != normalize_spelling(second.portal)
    ):
        for name in names:
            if value := getattr(second, name):
                notes.add(f"copy, {name}", value)
        notes.note_difference("online copy")
        return first
    return OnlineCopy(
        **{name: notes.choose(f"copy, {name}", getattr(first, name), getattr(second, name)) for name in names}
    )


def _normalize_value(part: Part) -> str:
    return normalize_spelling(part.value or part.title or "")


def _warn(sentence: str) -> None:
    emit_warning(sentence)

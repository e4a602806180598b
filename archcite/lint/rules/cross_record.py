"""Rules that compare records: repeated ids, repeated records, one archive under two names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from archcite.bibliography.duplicates import find_duplicates
from archcite.lint.findings import NumberedRecord, Problem, RuleRegistry
from archcite.notation import find_archive_of
from archcite.record import revise

RULES = RuleRegistry()


@RULES.add_across("A401")
def find_duplicate_ids(entries: Sequence[NumberedRecord]) -> Iterator[tuple[int, Problem]]:
    """Find different records with the same id."""
    taken = {entry.record.id for entry in entries}
    first: dict[str, NumberedRecord] = {}
    for position, entry in enumerate(entries):
        key = entry.record.id
        if not key:
            continue
        earlier = first.setdefault(key, entry)
        if earlier is not entry and earlier.record != entry.record:
            number = 2
            while f"{key}-{number}" in taken:
                number += 1
            free = f"{key}-{number}"
            taken.add(free)
            where = f"record {earlier.number} of {earlier.source}"
            fixed = revise(entry.record, id=free)
            yield (
                position,
                Problem(f"The id “{key}” is also the id of {where}: give each record its own.", key, fixed),
            )


@RULES.add_across("A402")
def find_duplicate_records(entries: Sequence[NumberedRecord]) -> Iterator[tuple[int, Problem]]:
    """Find records of the same document."""
    for double in find_duplicates([entry.record for entry in entries]):
        earlier = entries[double.first]
        where = f"record {earlier.number} of {earlier.source}"
        message = f"This is the same document as {where} ({double.shared}): keep one."
        yield double.second, Problem(message, entries[double.second].record.title)


@RULES.add_across("A403")
def find_repository_in_two_spellings(entries: Sequence[NumberedRecord]) -> Iterator[tuple[int, Problem]]:
    """Find archives that the records call by several names."""
    names: dict[str, str] = {}
    for position, entry in enumerate(entries):
        for holding in entry.record.holdings:
            name = holding.repository.name
            archive = find_archive_of(holding.repository)
            if archive is None or name is None:
                continue
            first = names.setdefault(archive.english, name)
            if first != name:
                yield (
                    position,
                    Problem(f"“{name}” and “{first}” are the same archive: use one of the names.", name),
                )

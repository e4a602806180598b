"""Rules about records beside each other: ids, repeated records, one archive under two names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from attrs import evolve

from archcite.bibliography.duplicates import doubles
from archcite.lint.findings import Entry, Problem, Rules
from archcite.notation import archive_of

RULES = Rules()


@RULES.records("A401", "duplicate-id", "error", fixable=True)
def duplicate_id(entries: Sequence[Entry]) -> Iterator[tuple[int, Problem]]:
    """Two different records have one id.

    A document that cites the id gets one of them, and nobody knows which. `--fix` gives the later one a number.
    """
    taken = {entry.record.id for entry in entries}
    first: dict[str, Entry] = {}
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
            mended = evolve(entry.record, id=free)
            yield (
                position,
                Problem(f"The id “{key}” is also that of {where}: give each its own.", key, mended),
            )


@RULES.records("A402", "duplicate-record", "warning")
def duplicate_record(entries: Sequence[Entry]) -> Iterator[tuple[int, Problem]]:
    """A record is there twice.

    Both would stand in the bibliography. Keep one of them, or have `archcite bib --merge` make one of the two.
    Records count as the same where they have one address in a portal, one unit or one place in an archive, or one
    title, date and holder, in whatever spelling.
    """
    for double in doubles([entry.record for entry in entries]):
        earlier = entries[double.first]
        where = f"record {earlier.number} of {earlier.source}"
        message = f"This is the same document as {where} ({double.shared}): keep one."
        yield double.second, Problem(message, entries[double.second].record.title)


@RULES.records("A403", "repository-in-two-spellings", "note")
def repository_in_two_spellings(entries: Sequence[Entry]) -> Iterator[tuple[int, Problem]]:
    """One archive has several names among the records.

    A bibliography that is sorted by archives would have it in two places. Use one of the names throughout.
    """
    names: dict[str, str] = {}
    for position, entry in enumerate(entries):
        for holding in entry.record.holdings:
            name = holding.repository.name
            archive = archive_of(holding.repository)
            if archive is None or name is None:
                continue
            first = names.setdefault(archive.english, name)
            if first != name:
                yield (
                    position,
                    Problem(f"“{name}” and “{first}” are one archive: use one of the names.", name),
                )

"""Rules that compare records: repeated ids, repeated records, one archive under two names.

Records are given one by one and not kept, so that any number of them can be compared.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterator

from archcite._foundation.repeats import RepeatLog
from archcite.bibliography.duplicates import DuplicateFinder
from archcite.lint.findings import NumberedRecord, Problem, RuleRegistry
from archcite.lint.record_index import RecordIndex
from archcite.notation import find_archive_of

RULES = RuleRegistry()


@RULES.add_across("A401")
class RepeatedIdFinder:
    """Finder of different records with the same id."""

    def __init__(self) -> None:
        self._ids = RepeatLog()
        self._records = array("Q")  # digests: equal records may have one id

    def add(self, entry: NumberedRecord) -> None:
        """Add the next record."""
        key = entry.record.id
        self._ids.append((RepeatLog.to_digest(key),) if key else ())
        self._records.append(RepeatLog.to_digest(entry.record))

    def find(self, index: RecordIndex) -> Iterator[tuple[int, Problem]]:
        """Yield a problem for each record that has the id of an earlier one."""
        first: dict[str, int] = {}
        given: set[str] = set()
        numbers: dict[str, int] = {}  # the last number that each id got
        for position in self._ids.find_repeating():
            key = index.get(position).id or ""
            earlier = first.setdefault(key, position)
            if self._records[earlier] == self._records[position]:
                continue
            number = numbers.get(key, 1) + 1
            while (free := f"{key}-{number}") in given or self._ids.has(RepeatLog.to_digest(free)):
                number += 1
            numbers[key] = number
            given.add(free)
            message = (
                f"The id “{key}” is also the id of {index.get(earlier).place}: give each record its own."
            )
            yield position, Problem(message, key, free_id=free)


@RULES.add_across("A402")
class RepeatedRecordFinder:
    """Finder of records of the same document."""

    def __init__(self) -> None:
        self._finder = DuplicateFinder()

    def add(self, entry: NumberedRecord) -> None:
        """Add the next record."""
        self._finder.add(entry.record)

    def find(self, index: RecordIndex) -> Iterator[tuple[int, Problem]]:
        """Yield a problem for each record that describes the document of an earlier one."""
        for double in self._finder.find():
            where = index.get(double.first).place
            message = f"This is the same document as {where} ({double.shared}): keep one."
            yield double.second, Problem(message, index.get(double.second).title)


@RULES.add_across("A403")
class RepositorySpellingFinder:
    """Finder of archives that the records call by several names."""

    def __init__(self) -> None:
        self._count = 0
        self._names: dict[str, str] = {}  # the first name of each archive, by its name in English
        self._others: list[tuple[int, str, str]] = []

    def add(self, entry: NumberedRecord) -> None:
        """Add the next record."""
        for holding in entry.record.holdings:
            name = holding.repository.name
            archive = find_archive_of(holding.repository)
            if archive is not None and name is not None:
                first = self._names.setdefault(archive.english, name)
                if first != name:
                    self._others.append((self._count, name, first))
        self._count += 1

    def find(self, index: RecordIndex) -> Iterator[tuple[int, Problem]]:
        """Yield a problem for each record that calls an archive by another name than the first one did."""
        for position, name, first in self._others:
            yield (
                position,
                Problem(f"“{name}” and “{first}” are the same archive: use one of the names.", name),
            )

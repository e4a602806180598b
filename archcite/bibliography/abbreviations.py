"""Abbreviations of archives: their list, and notes that use them after the archive was named in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from archcite.bibliography.given_sources import to_record
from archcite.bibliography.localized_headings import Words, load_words
from archcite.bibliography.repositories import Holder, Holders
from archcite.collation import sort_key as collation
from archcite.output.formats import Section
from archcite.record import Source

_BETWEEN = " – "


def build_abbreviations(records: Iterable[Source], words: Words) -> Section:
    """Build the section that lists the abbreviations of the archives that records are cited from.

    >>> from archcite.record import Record
    >>> from archcite.bibliography.localized_headings import load_words
    >>> from archcite.record import Holding, Repository
    >>> build_abbreviations([Record(holdings=[Holding(Repository("RGANI"))])], load_words("en")).entries
    ('RGANI – Russian State Archive of Contemporary History, Moscow',)
    """
    records = list(records)
    holders = Holders(records, words)
    met = {holder.key: holder for record in records if (holder := holders.find(record)) and holder.code}
    lines = [f"{holder.code}{_BETWEEN}{holder.full_name}" for holder in met.values()]
    lines.sort(key=lambda line: collation.build_sort_key(line, words.language))
    return Section(words.headings["abbreviations"], "abbreviations", tuple(lines), compact=True)


class ArchivesInNotes:
    """The archives that notes have named: in full at first, and from then on by their abbreviation."""

    def __init__(self, records: Iterable[Source], words: Words) -> None:
        self._holders = Holders(records, words)
        self._named: set[str] = set()

    @classmethod
    def from_sources(cls, sources: Iterable[Source | Mapping[str, Any]], language: str) -> ArchivesInNotes:
        """Build the archives of sources, which may be CSL-JSON items, to name them in a language."""
        return cls(map(to_record, sources), load_words(language))

    def rename(self, record: Source, item: Mapping[str, Any], *, is_short: bool = False) -> Mapping[str, Any]:
        """Return the item of a record with its archive's name in the next note; ``is_short`` abbreviates the first."""
        holder = self._holders.find(record)
        if holder is None:
            return item
        again = holder.key in self._named
        self._named.add(holder.key)
        return shorten_archive(item, holder) if is_short or again else introduce_abbreviation(item, holder)


def introduce_abbreviation(item: Mapping[str, Any], holder: Holder) -> Mapping[str, Any]:
    """Return a CSL-JSON item with its archive in full, followed by its abbreviation in brackets.

    >>> rgani = Holder("rgani", "Russian State Archive of Contemporary History", "RGANI", "Moscow")
    >>> introduce_abbreviation({"archive": "RGANI"}, rgani)
    {'archive': 'Russian State Archive of Contemporary History (RGANI)', 'archive-place': 'Moscow'}
    >>> shorten_archive({"archive": "RGANI", "archive-place": "Moscow"}, rgani)
    {'archive': 'RGANI'}
    """
    if not (holder.code and item.get("archive")):
        return item
    place = {"archive-place": holder.place} if holder.full_name != holder.name else {}
    return {**item, "archive": f"{holder.name} ({holder.code})", **place}


def shorten_archive(item: Mapping[str, Any], holder: Holder) -> Mapping[str, Any]:
    """Return a CSL-JSON item with its archive abbreviated, if it has an abbreviation."""
    if not (holder.code and item.get("archive")):
        return item
    return {
        **{name: value for name, value in item.items() if name != "archive-place"},
        "archive": holder.code,
    }

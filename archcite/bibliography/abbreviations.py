"""Abbreviations of archives: the list of them, and notes that use them once the archive has been named in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from archcite.bibliography.localized_headings import Words
from archcite.bibliography.repositories import Holder, Holders
from archcite.collation import sort_key as collation
from archcite.output.formats import Section
from archcite.record import Source

_BETWEEN = " – "


def build_abbreviations(records: Iterable[Source], words: Words) -> Section:
    """The archives that records are cited from and that have an abbreviation, as a section of lines.

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


def introduce_abbreviation(item: Mapping[str, Any], holder: Holder) -> Mapping[str, Any]:
    """A CSL-JSON item whose archive is in full, with the abbreviation that it has from then on in brackets.

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
    """A CSL-JSON item whose archive is its abbreviation alone, where it has one."""
    if not (holder.code and item.get("archive")):
        return item
    return {
        **{name: value for name, value in item.items() if name != "archive-place"},
        "archive": holder.code,
    }

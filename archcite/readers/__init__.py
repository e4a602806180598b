"""Readers: outside formats into records.  One module a format, found by what a text holds.

A reader is a module with ``sniff(text) -> bool`` and ``read(text, name) -> list[Record]``.  Others add theirs
through the entry points ``archcite.readers``; they are asked first.
"""

from __future__ import annotations

import functools
import importlib
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Protocol, cast

from archcite.errors import SourceError
from archcite.readers._text import read_text, source_name

if TYPE_CHECKING:
    from archcite.record import Record

# Asked in this order: a Wilson Center text is recognised by its words, the others by their brackets and keys.
BUILT_IN = ("csl_json", "archcite_file", "wilson")


class Reader(Protocol):
    """A module that reads one format."""

    def sniff(self, text: str) -> bool:
        """Whether a text looks like this format."""

    def read(self, text: str, name: str = ...) -> list[Record]:
        """The records of a text; ``name`` is what errors call it."""


def read(source: str | os.PathLike[str]) -> Record:
    """The one record of a source: a path, or ``-`` for standard input.

    Raises :class:`~archcite.errors.SourceError` where the source cannot be read, holds no record, or holds
    several (:func:`read_all` reads those).
    """
    records = list(read_all(source))
    if len(records) != 1:
        raise SourceError(
            f"“{source_name(source)}” holds {len(records)} records where one is wanted: use read_all for many."
        )
    return records[0]


def read_all(*sources: str | os.PathLike[str]) -> Iterator[Record]:
    """The records of all sources, one after the other, in the order in which they stand there."""
    for source in sources:
        name = source_name(source)
        text = read_text(source)
        yield from _reader(text, name).read(text, name)


def parse(text: str) -> Record:
    """The record that a citation describes: one string as the Wilson Center's portal writes it.

    >>> record = parse('"Cable, Liu Shaoqi to Mao Zedong," July 18, 1949, Wilson Center Digital Archive, '
    ...                'RGANI, f. 5, op. 49, d. 131, ll. 193-194. Translated by Gary Goldberg.')
    >>> record.title, record.holding.repository.code, record.agents("translator")[0].name
    ('Cable, Liu Shaoqi to Mao Zedong', 'RGANI', 'Gary Goldberg')

    Raises :class:`~archcite.errors.SourceError` where the text is no citation.
    """
    from archcite.readers.wilson import parse_citation

    return parse_citation(text)


def _reader(text: str, name: str) -> Reader:
    if not text.strip():
        raise SourceError(f"“{name}” is empty: there is nothing to read in it.")
    for reader in (*_others(), *(_load(f"archcite.readers.{module}") for module in BUILT_IN)):
        if reader.sniff(text):
            return reader
    raise SourceError(
        f"“{name}” holds nothing that archcite reads as a record: give a Wilson Center record or citation, "
        "CSL-JSON, or an archcite YAML or JSON file."
    )


def _load(module: str) -> Reader:
    return cast(Reader, importlib.import_module(module))


@functools.cache
def _others() -> tuple[Reader, ...]:
    """Readers of other packages."""
    from importlib.metadata import entry_points

    built_in = {f"archcite.readers.{module}" for module in BUILT_IN}
    found: Iterable[object] = (
        point.load() for point in entry_points(group="archcite.readers") if point.value not in built_in
    )
    return tuple(cast(Reader, reader) for reader in found)


__all__ = ["BUILT_IN", "Reader", "parse", "read", "read_all"]

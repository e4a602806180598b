"""Readers: outside formats into records.  One module a format, found by what a text holds.

A reader of text is a module with ``sniff(text) -> bool`` and ``read(text, name)``, which gives records.  A format
that is no text (PDF, MARC 21), or whose files are too large to be held as one (EAD), has a module with
``sniff_start(start) -> bool``, which is given the first bytes, and ``read_file(file, name)``.  Others add theirs
through the entry points ``archcite.readers``; they are asked first, so that a special format goes before the
general one that it is written in.
"""

from __future__ import annotations

import functools
import importlib
import itertools
import os
import re
import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, Protocol, TypeAlias, cast, runtime_checkable

from archcite._foundation.entry_points import find_entry_points
from archcite.errors import ArchciteWarning, SourceError, UnrecognizedSourceError
from archcite.formats.common.text_decoding import decode, get_source_name, open_source, read_rest, read_start

if TYPE_CHECKING:
    from archcite.record import Source

Path: TypeAlias = str | os.PathLike[str]

# Asked in this order, each only where a mark of its format is to be seen, so that the others need not be loaded.
# They work from a checkout too, where no entry points are installed.
_MARKUP = rb"\A[\xef\xbb\xbf\xff\xfe\x00\s]*<"
FILES: Mapping[str, bytes] = {
    "pdf": b"%PDF-",
    "marc": rb"\A\s*\d{5}|" + _MARKUP,
    "mets": _MARKUP,
    "ead": _MARKUP,
    "mods": _MARKUP,
    "dublin_core": _MARKUP,
    "web_page": _MARKUP,
}
TEXTS: Sequence[tuple[str, str]] = (
    ("tna", '"coveringDates"'),
    ("nara", '"naId"'),
    ("archivesspace", '"jsonmodel_type"'),
    ("tropy", "tropy"),
    ("zotero", '"itemType"'),
    ("csl_json", '"type"'),
    ("archcite_yaml", ""),
    ("csl_json", ""),
    ("ris", "TY"),
    ("bibtex", "@"),
    ("flat_table", ""),
    ("wilson_center", ""),
)
GROUP = "archcite.readers"


class Reader(Protocol):
    """A module that reads a format written as text."""

    def sniff(self, text: str) -> bool:
        """Whether a text looks like this format."""

    def read(self, text: str, name: str = ...) -> Iterable[Source]:
        """The records of a text; ``name`` is what errors call it."""


@runtime_checkable
class FileReader(Protocol):
    """A module that reads a format from the bytes of a file."""

    def sniff_start(self, start: bytes) -> bool:
        """Whether a file that starts with these bytes (8 KiB at most) looks like this format."""

    def read_file(self, file: BinaryIO, name: str = ...) -> Iterable[Source]:
        """The records of a file; ``name`` is what errors call it."""


def read(source: Path) -> Source:
    """The one record of a source: a path, or ``-`` for standard input.

    Raises :class:`~archcite.errors.SourceError` where the source cannot be read, holds no record, or holds
    several (:func:`read_all` reads those).

    >>> read("seeds/wilson-center-110474.txt").date.edtf
    '1958-09-09'
    """
    records = list(read_all(source))
    if len(records) != 1:
        raise SourceError(
            f"“{get_source_name(source)}” holds {len(records)} records where one is wanted: use read_all for many."
        )
    return records[0]


def read_all(*sources: Path | Iterable[Path]) -> Records:
    """Return the records of all sources, one after the other, in the order of the sources.

    Each source is a path, ``-`` for standard input, or a list of these. The sources are read while you loop over the
    result, one record at a time, so that a large file needs little memory; each loop reads them again. Use
    ``list(read_all(…))`` to read them once and to have a length and an index.

    A loop raises :class:`~archcite.errors.SourceError` as :func:`read` does when it comes to a source that cannot be
    read; the records before that place come first.

    >>> records = read_all("seeds/wilson-center-110474.txt")
    >>> [record.id for record in records], [record.id for record in records]
    (['110474'], ['110474'])
    """
    return Records(tuple(_flatten(sources)))


class Records:
    """The records of sources, read again in each loop: what :func:`read_all` returns."""

    __slots__ = ("_paths",)

    def __init__(self, paths: tuple[Path, ...]) -> None:
        self._paths = paths

    def __iter__(self) -> Iterator[Source]:
        for path in self._paths:
            with open_source(path) as file:
                try:
                    yield from _records(file, get_source_name(path))
                except SourceError as error:
                    yield from error.records
                    raise

    def __repr__(self) -> str:
        return f"<Records of {', '.join(get_source_name(path) for path in self._paths)}>"


def _flatten(sources: Iterable[Path | Iterable[Path]]) -> Iterator[Path]:
    for source in sources:
        if isinstance(source, (str, os.PathLike)):
            yield source
        else:
            yield from _flatten(source)


def parse(text: str) -> Source:
    """The record that a citation describes: one string as the Wilson Center's portal writes it.

    >>> record = parse('"Cable, Liu Shaoqi to Mao Zedong," July 18, 1949, Wilson Center Digital Archive, '
    ...                'RGANI, f. 5, op. 49, d. 131, ll. 193-194. Translated by Gary Goldberg.')
    >>> record.title, record.holding.repository.code, record.agents("translator")[0].name
    ('Cable, Liu Shaoqi to Mao Zedong', 'RGANI', 'Gary Goldberg')

    Raises :class:`~archcite.errors.SourceError` where the text is no citation.
    """
    from archcite.formats.wilson_center.reader import read_citation

    return read_citation(text)


def _records(file: BinaryIO, name: str) -> Iterable[Source]:
    """The records of an open source, through the first reader that knows its format."""
    start = read_start(file, name)
    built_in = (_built_in(module) for module, mark in FILES.items() if re.search(mark, start))
    for reader in itertools.chain(_others(), built_in):
        if isinstance(reader, FileReader) and reader.sniff_start(start):
            return reader.read_file(file, name)
    text = decode(read_rest(file, name), name)
    built_in = (_built_in(module) for module, mark in TEXTS if mark in text)
    for reader in itertools.chain(_others(), built_in):
        if not isinstance(reader, FileReader) and reader.sniff(text):
            return reader.read(text, name)
    raise UnrecognizedSourceError(
        f"“{name}” holds nothing that archcite reads as a record: give a record, a citation or a saved page of an "
        "archive, a finding aid, a table, or what Zotero, BibTeX or a catalogue exports."
    )


def _built_in(module: str) -> Reader | FileReader:
    return cast("Reader | FileReader", importlib.import_module(f"archcite.formats.{module}.reader"))


@functools.cache
def _others() -> tuple[Reader | FileReader, ...]:
    """Readers of other packages; one that cannot be loaded is reported, and left out."""
    built_in = {f"archcite.formats.{module}.reader" for module in (*FILES, *dict(TEXTS))}
    found: list[Reader | FileReader] = []
    for point in find_entry_points(GROUP):
        if point.value in built_in:
            continue
        try:
            found.append(cast("Reader | FileReader", point.load()))
        except Exception as error:
            # Whatever a package of somebody else's raises when it is imported, the other readers still work.
            warnings.warn(
                f"The reader “{point.name}” ({point.value}) could not be loaded, and is left out: {error}.",
                ArchciteWarning,
                stacklevel=5,
            )
    return tuple(found)


__all__ = ["FILES", "GROUP", "TEXTS", "FileReader", "Reader", "Records", "parse", "read", "read_all"]

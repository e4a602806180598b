"""Read records from any supported format, recognized by its content."""

from __future__ import annotations

import io
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, Any, BinaryIO, NamedTuple, NoReturn, TypeAlias, cast

from archcite._foundation.calls import explain_call
from archcite._foundation.source_paths import expand
from archcite._foundation.warning_collector import collect_warnings, emit_warning
from archcite._foundation.wording import format_value
from archcite.errors import ArchciteError, SourceError, SourceLocation, UnrecognizedSourceError
from archcite.formats.common.date_check import warn_of_invalid_date
from archcite.formats.common.text_decoding import build_read_error, decode, get_source_name, open_source
from archcite.formats.readers import FileReader, Reader, find_reader, read_records, read_text

if TYPE_CHECKING:
    from archcite.record import Source

Path: TypeAlias = str | os.PathLike[str]
_Given: TypeAlias = "Path | IO[str] | IO[bytes] | Iterable[_Given]"


@explain_call
def read(source: Path | IO[str] | IO[bytes], *, keep_case: bool = False) -> Source:
    """Read the one record of a source: a path, an open file, or ``-`` for standard input.

    ``keep_case`` is that of :func:`read_all`. Raises :class:`~archcite.errors.SourceError` if the source cannot be
    read, or does not have exactly one record (:func:`read_all` reads several).

    >>> read("seeds/wilson-center-110474.txt").date.edtf
    '1958-09-09'
    """
    records = list(read_all(source, keep_case=keep_case))
    if len(records) != 1:
        raise SourceError(
            f"The source has {len(records)} records, and read() returns one: use read_all().",
            location=SourceLocation(_get_name(source)),
        )
    return records[0]


@explain_call
def read_all(*sources: _Given, keep_case: bool = False) -> Records:
    """Return the records of all sources, one after the other, in the order of the sources.

    Each source is a path, an open file (of text or of bytes), ``-`` for standard input, or a list of these. The path
    may be that of a folder, which is read with all folders in it, or a pattern (``letters/*.txt``); files there that
    are not sources are skipped, with an :class:`~archcite.errors.ArchciteWarning` that counts them.

    The sources are read while you loop over the result, one record at a time, so that a large file needs little
    memory; each loop reads them again. Use ``list(read_all(…))`` to read them once and to have a length and an
    index. With ``keep_case`` the titles of ``.bib`` files keep their capitals; otherwise English titles in title case
    become sentence case, and the style decides.

    A loop raises :class:`~archcite.errors.SourceError` as :func:`read` does when it comes to a source that cannot be
    read; the records before that place come first.

    >>> records = read_all("seeds/wilson-center-110474.txt")
    >>> [record.id for record in records], [record.id for record in records]
    (['110474'], ['110474'])
    """
    return Records(tuple(_flatten(sources)), keep_case=keep_case)


class Records:
    """The records of sources, read again in each loop: what :func:`read_all` returns."""

    __slots__ = ("_options", "_sources")

    def __init__(self, sources: tuple[Path | _Memory, ...], **options: bool) -> None:
        self._sources = sources
        self._options = options

    def __iter__(self) -> Iterator[Source]:
        for source in self._sources:
            if isinstance(source, _Memory):
                yield from self._read(source)
            else:
                yield from self._read_files(os.fspath(source))

    def _read_files(self, source: str) -> Iterator[Source]:
        """Read the files that a name stands for; those of a folder or a pattern that are not sources are skipped."""
        skipped = 0
        for file in expand([source]):
            try:
                yield from self._read(file.path)
            except UnrecognizedSourceError:
                if file.folder is None:
                    raise
                skipped += 1
        if skipped:
            files = "a file that is not a source" if skipped == 1 else f"{skipped} files that are not sources"
            emit_warning(f"Skipped {files} in “{source}”.")

    def _read(self, source: str | _Memory) -> Iterator[Source]:
        with _open(source) as file:
            try:
                for record in read_records(file, _get_name(source), self._options):
                    warn_of_invalid_date(record)
                    yield record
            except SourceError as error:
                yield from error.records
                raise
            except OSError as error:  # a disk that fails, and files that are none, as in /proc
                raise build_read_error(_get_name(source), error) from None

    def __getitem__(self, index: object) -> NoReturn:
        raise ArchciteError("Records are read while you loop over them: use list(read_all(…)) for an index.")

    def __repr__(self) -> str:
        return f"<Records of {', '.join(map(_get_name, self._sources))}>"


class _Memory(NamedTuple):
    """What an open file holds: each loop over the records reads it again."""

    name: str
    data: bytes


def _open(source: Path | _Memory) -> BinaryIO:
    return io.BytesIO(source.data) if isinstance(source, _Memory) else open_source(source)


def _get_name(source: object) -> str:
    if isinstance(source, (str, os.PathLike)):
        return get_source_name(source)
    name = getattr(source, "name", None)
    return name if isinstance(name, str) else "the open file"


def _read_file_object(file: IO[str] | IO[bytes]) -> _Memory:
    """Read an open file; a line of it is text, and never the path of another file."""
    try:
        data = file.read()
    except (OSError, ValueError) as error:
        raise SourceError(
            f"The open file could not be read ({error}).", location=SourceLocation(_get_name(file))
        ) from None
    return _Memory(_get_name(file), data.encode("utf-8", "replace") if isinstance(data, str) else data)


def _flatten(sources: Iterable[_Given]) -> Iterator[Path | _Memory]:
    for source in sources:
        if isinstance(source, (str, os.PathLike)):
            yield source
        elif hasattr(source, "read"):
            yield _read_file_object(cast("IO[bytes]", source))
        elif isinstance(source, Iterable) and not isinstance(source, (bytes, Mapping)):
            yield from _flatten(source)
        else:
            raise SourceError(
                f"{format_value(source)} is not the path of a source; use loads() for data that is not in a file."
            )


def is_source(path: Path) -> bool:
    """Return whether a file is in a format that archcite reads; a damaged one is.

    >>> is_source("seeds/wilson-center-110474.txt"), is_source("pyproject.toml")
    (True, False)
    """
    try:
        with collect_warnings():
            next(iter(read_all(path)), None)
    except UnrecognizedSourceError:
        return False
    except ArchciteError:
        pass
    return True


@explain_call
def loads(
    data: str | bytes | IO[str] | IO[bytes] | Mapping[str, Any] | Sequence[Mapping[str, Any]],
    format: str | None = None,
    *,
    name: str = "the text",
    keep_case: bool = False,
) -> list[Source]:
    """Return the records of a text, or of the bytes of a file, in any format that :func:`read_all` reads.

    A dictionary, or a list of them, has the keys that a YAML or JSON file has. An open file is read too.

    ``format`` is the name of the format (``bibtex``, ``ris``, ``csl-json``, ``zotero`` …), if the text does not tell;
    ``name`` is what errors call the text; ``keep_case`` is that of :func:`read_all`. Raises
    :class:`~archcite.errors.SourceError` as :func:`read` does.

    >>> [record.title for record in loads("TY  - MANSCPT\\nTI  - Letter to Colonel House\\nER  - ")]
    ['Letter to Colonel House']
    >>> loads("title: Letter to Colonel House", "yaml")[0].title
    'Letter to Colonel House'
    >>> loads({"kind": "letter", "author": "George Creel", "fonds": "House Papers"})[0].agents()[0].name
    'George Creel'
    """
    if isinstance(data, (list, tuple)) and not data:
        return []
    if hasattr(data, "read"):
        data = _read_file_object(cast("IO[bytes]", data)).data
    if isinstance(data, (Mapping, list, tuple)):
        return _load_plain(data, format, name, keep_case=keep_case)
    if not isinstance(data, (str, bytes)):
        raise SourceError(f"{format_value(data)} is neither text nor a dictionary: use read_all() for files.")
    # What a program has as text may have half of a surrogate pair, which no file can have.
    encoded = data.encode("utf-8", "replace") if isinstance(data, str) else data
    options = {"keep_case": keep_case}
    records: Iterable[Source]
    if format is None:
        records = read_records(io.BytesIO(encoded), name, options)
    else:
        reader = find_reader(format)
        if isinstance(reader, FileReader):
            records = reader.read_file(io.BytesIO(encoded), name)
        else:
            records = read_text(reader, decode(encoded, name), name, options)
    result = list(records)
    for record in result:
        warn_of_invalid_date(record)
    return result


def _load_plain(
    data: Mapping[str, Any] | Sequence[Mapping[str, Any]], format: str | None, name: str, *, keep_case: bool
) -> list[Source]:
    """Return the records of dictionaries; those of no known format are read as archcite's own, whose keys are named."""
    text = _write_json(data)
    try:
        return loads(text, format, name=name, keep_case=keep_case)
    except UnrecognizedSourceError:
        if format is not None:
            raise
        return loads(text, "yaml", name=name, keep_case=keep_case)


def _write_json(data: object) -> str:
    """Return dictionaries as JSON; dates and the like as they are printed."""
    import json

    try:
        return json.dumps(data, ensure_ascii=False, default=str)
    except (TypeError, ValueError) as error:
        raise SourceError(f"The dictionary cannot be read ({error}).") from None


@explain_call
def parse(text: str) -> Source:
    """Parse a citation of an archival source, as scholars, archives and portals print it.

    >>> record = parse('"Cable, Liu Shaoqi to Mao Zedong," July 18, 1949, Wilson Center Digital Archive, '
    ...                'RGANI, f. 5, op. 49, d. 131, ll. 193-194. Translated by Gary Goldberg.')
    >>> record.title, record.holding.repository.code, record.agents("translator")[0].name
    ('Cable, Liu Shaoqi to Mao Zedong', 'RGANI', 'Gary Goldberg')
    >>> record = parse("Clara H. Abey to Johnson, 14 December 1912, box 1, Johnson fonds, McMaster University Library")
    >>> [agent.name for agent in record.agents()], record.holding.repository.name
    (['Clara H. Abey', 'Johnson'], 'McMaster University Library')

    Text that was not understood is kept in the notes, with an :class:`~archcite.errors.ArchciteWarning`. Raises
    :class:`~archcite.errors.SourceError` if the text is not a citation.
    """
    from archcite.formats.wilson_center.reader import read_any_citation

    if not isinstance(text, str):
        raise SourceError(f"{format_value(text)} is not a citation: give it as text.")
    return read_any_citation(text)


__all__ = ["FileReader", "Reader", "Records", "loads", "parse", "read", "read_all"]

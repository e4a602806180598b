"""Read records from any supported format, recognized by its content.

A reader of text is a module with ``sniff(text) -> bool`` and ``read(text, name)``, which returns records. A binary
format (PDF, MARC 21), or one whose files are too large to hold in memory (EAD), has a module with
``sniff_start(start) -> bool``, which is given the first bytes, and ``read_file(file, name)``. Other packages add
readers through the entry points ``archcite.readers``; they are tried first, so that a special format goes before
the general one that it is written in.
"""

from __future__ import annotations

import functools
import importlib
import io
import itertools
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import IO, TYPE_CHECKING, BinaryIO, NamedTuple, Protocol, TypeAlias, cast, runtime_checkable

from archcite._foundation.entry_points import find_entry_points
from archcite._foundation.warning_collector import emit_warning
from archcite.errors import SourceError, SourceLocation, UnrecognizedSourceError
from archcite.formats.common import large_files
from archcite.formats.common.date_check import warn_of_invalid_date
from archcite.formats.common.text_decoding import decode, get_source_name, open_source, read_rest, read_start

if TYPE_CHECKING:
    from archcite.record import Source

Path: TypeAlias = str | os.PathLike[str]
_Given: TypeAlias = "Path | IO[str] | IO[bytes] | Iterable[_Given]"

# Readers are tried in this order, each only if the mark of its format is found, so that the others are not loaded.
# This table works from a checkout too, where no entry points are installed.
_MARKUP = rb"\A[\xef\xbb\xbf\xff\xfe\x00\s]*<"
FILES: Mapping[str, bytes] = {
    "pdf": b"%PDF-",
    "xml_envelope": _MARKUP,
    "marc": rb"\A\s*\d{5}|" + _MARKUP,
    "mets": _MARKUP,
    "ead": _MARKUP,
    "mods": _MARKUP,
    "zotero_rdf": _MARKUP,
    "tei": _MARKUP,
    "endnote_xml": _MARKUP,
    "word_sources": _MARKUP,
    "pica": rb"\A[\xef\xbb\xbf\x1d\s]*[012]\d\d[A-Z@]|" + _MARKUP,
    "dublin_core": _MARKUP,
    "web_page": _MARKUP,
}
TEXTS: Sequence[tuple[str, str]] = (
    ("tna", '"coveringDates"'),
    ("nara", '"naId"'),
    ("archivesspace", '"jsonmodel_type"'),
    ("iiif", "iiif.io"),
    ("tropy", "tropy"),
    ("zotero", '"itemType"'),
    ("crossref", '"message-type"'),
    ("crossref", '"is-referenced-by-count"'),
    ("datacite", '"resourceTypeGeneral"'),
    ("openalex", '"authorships"'),
    ("europeana", '"europeanaAggregation"'),
    ("europeana", '"europeanaCollectionName"'),
    ("europeana", '"edmPreview"'),
    ("dpla", '"sourceResource"'),
    ("trove", '"troveUrl"'),
    ("ddb", '"provider-info"'),
    ("ddb", '"institution"'),
    ("internet_archive", '"mediatype"'),
    ("csl_json", '"type"'),
    ("csl_json", '"date-parts"'),
    ("json_ld", "schema.org"),
    ("pandoc_metadata", "references:"),
    ("pandoc_metadata", "---\n"),
    ("archcite_yaml", ""),
    ("csl_json", "{"),
    ("csl_json", "references:"),
    ("ris", "TY -"),
    ("ris", "TY  -"),
    ("endnote", "%0"),
    ("endnote", "%T"),
    ("pubmed", "PMID"),
    ("pubmed", "OWN"),
    ("bibtex", "@"),
    ("flat_table", ""),
    ("wilson_center", ""),
)
# Formats of one program, which a mark of their own tells from all others; and all that are written in JSON.
OWN_JSON = (
    *("tna", "nara", "archivesspace", "iiif", "tropy", "zotero", "json_ld"),
    *("crossref", "datacite", "openalex", "europeana", "dpla", "trove", "ddb", "internet_archive"),
)
JSON_FORMATS = (*OWN_JSON, "archcite_yaml", "csl_json")
SUPPORTED = (
    "archcite reads its own YAML, Wilson Center text and PDF, web pages, tables (CSV), catalogues (EAD, MARC, MODS, "
    "METS, PICA, TEI, Dublin Core), reference managers (BibTeX, RIS, CSL-JSON, Zotero, EndNote, Word), and JSON of "
    "portals."
)
GROUP = "archcite.readers"

# Names of formats under which they are written, or known → the module that reads them.
_READERS_BY_NAME: Mapping[str, str] = {
    **dict.fromkeys(("bib", "biblatex", "biblatex-chicago"), "bibtex"),
    **dict.fromkeys(("csl", "csl-yaml", "csljson"), "csl_json"),
    **dict.fromkeys(("archcite", "yaml", "yml", "json"), "archcite_yaml"),
    **dict.fromkeys(("csv", "tsv", "table"), "flat_table"),
    **dict.fromkeys(("html", "coins"), "web_page"),
    **dict.fromkeys(("wilson", "text", "txt"), "wilson_center"),
    **dict.fromkeys(("marcxml", "marc21", "unimarc"), "marc"),
    **dict.fromkeys(("oai-pmh", "sru"), "xml_envelope"),
    **dict.fromkeys(("markdown", "md", "pandoc", "quarto"), "pandoc_metadata"),
    **{"cmif": "tei", "edm": "europeana", "enw": "endnote", "nbib": "pubmed", "word": "word_sources"},
    **{"atom-csv": "flat_table", "zotero-csv": "flat_table"},
}


class Reader(Protocol):
    """A module that reads a text format."""

    def sniff(self, text: str) -> bool:
        """Return whether a text looks like this format."""

    def read(self, text: str, name: str = ...) -> Iterable[Source]:
        """Parse the records of a text; ``name`` is the file name for errors."""


@runtime_checkable
class LineReader(Protocol):
    """A module that reads a text format a line at a time as well, so that large files need little memory."""

    def read_lines(self, lines: Iterable[str], name: str = ...) -> Iterator[Source]:
        """Parse the records of lines, each with its line end; ``name`` is the file name for errors."""


@runtime_checkable
class FileReader(Protocol):
    """A module that reads a format from the bytes of a file."""

    def sniff_start(self, start: bytes) -> bool:
        """Return whether a file that starts with these bytes (8 KiB at most) looks like this format."""

    def read_file(self, file: BinaryIO, name: str = ...) -> Iterable[Source]:
        """Parse the records of a file; ``name`` is the file name for errors."""


def read(source: Path | IO[str] | IO[bytes]) -> Source:
    """Read the one record of a source: a path, an open file, or ``-`` for standard input.

    Raises :class:`~archcite.errors.SourceError` if the source cannot be read, or does not have exactly one record
    (:func:`read_all` reads several).

    >>> read("seeds/wilson-center-110474.txt").date.edtf
    '1958-09-09'
    """
    records = list(read_all(source))
    if len(records) != 1:
        raise SourceError(
            f"The source has {len(records)} records, and read() returns one: use read_all().",
            location=SourceLocation(_get_name(source)),
        )
    return records[0]


def read_all(*sources: _Given, keep_case: bool = False) -> Records:
    """Return the records of all sources, one after the other, in the order of the sources.

    Each source is a path, an open file (of text or of bytes), ``-`` for standard input, or a list of these. The
    sources are read while you loop over the result, one record at a time, so that a large file needs little
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
            with _open(source) as file:
                try:
                    for record in _read_records(file, _get_name(source), self._options):
                        warn_of_invalid_date(record)
                        yield record
                except SourceError as error:
                    yield from error.records
                    raise

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
        elif isinstance(source, Iterable) and not isinstance(source, bytes):
            yield from _flatten(source)
        else:
            raise SourceError(
                f"{source!r} is not the path of a source; use loads() for data that is not in a file."
            )


def loads(
    data: str | bytes, format: str | None = None, *, name: str = "the text", keep_case: bool = False
) -> list[Source]:
    """Return the records of a text, or of the bytes of a file, in any format that :func:`read_all` reads.

    ``format`` is the name of the format (``bibtex``, ``ris``, ``csl-json``, ``zotero`` …), if the text does not tell;
    ``name`` is what errors call the text; ``keep_case`` is that of :func:`read_all`. Raises
    :class:`~archcite.errors.SourceError` as :func:`read` does.

    >>> [record.title for record in loads("TY  - MANSCPT\\nTI  - Letter to Colonel House\\nER  - ")]
    ['Letter to Colonel House']
    >>> loads("title: Letter to Colonel House", "yaml")[0].title
    'Letter to Colonel House'
    """
    if not isinstance(data, (str, bytes)):
        raise SourceError(
            f"{data!r} is not text: use read_all() for files and Record.from_dict() for dictionaries."
        )
    # What a program has as text may have half of a surrogate pair, which no file can have.
    encoded = data.encode("utf-8", "replace") if isinstance(data, str) else data
    options = {"keep_case": keep_case}
    records: Iterable[Source]
    if format is None:
        records = _read_records(io.BytesIO(encoded), name, options)
    else:
        reader = _find_reader(format)
        if isinstance(reader, FileReader):
            records = reader.read_file(io.BytesIO(encoded), name)
        else:
            records = _read_text(reader, decode(encoded, name), name, options)
    result = list(records)
    for record in result:
        warn_of_invalid_date(record)
    return result


def _find_reader(format: str) -> Reader | FileReader:
    """Return the reader of a format by its name; that of a writer is known too (``biblatex``, ``csl-yaml``)."""
    known = (*FILES, *dict(TEXTS))
    module = _READERS_BY_NAME.get(format.casefold(), format.casefold().replace("-", "_"))
    if module in known:
        return _load_built_in(module)
    names = ", ".join(sorted(name.replace("_", "-") for name in known))
    raise UnrecognizedSourceError(f"Unknown format “{format}”: use one of {names}, or none to find out.")


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
    from archcite.formats.printed_citation import reader as printed_citation
    from archcite.formats.wilson_center import reader as wilson_center

    if wilson_center.is_of_portal(text) and wilson_center.has_portal_form(text):
        return wilson_center.read_citation(text)
    return printed_citation.read_citation(text)


def _read_text(reader: Reader, text: str, name: str, options: Mapping[str, bool]) -> Iterable[Source]:
    return _call_with_options(reader, reader.read, text, name, options)


def _call_with_options(
    reader: object,
    read: Callable[..., Iterable[Source]],
    data: object,
    name: str,
    options: Mapping[str, bool],
) -> Iterable[Source]:
    """Read with those of the options that the reader of a format has."""
    known: Iterable[str] = getattr(reader, "OPTIONS", ())
    return read(data, name, **{option: options[option] for option in known if option in options})


def _read_records(file: BinaryIO, name: str, options: Mapping[str, bool] | None = None) -> Iterable[Source]:
    """Read an open source with the first reader that recognizes its format."""
    start = read_start(file, name)
    built_in = (_load_built_in(module) for module, mark in FILES.items() if re.search(mark, start))
    for reader in itertools.chain(_load_others(), built_in):
        if isinstance(reader, FileReader) and reader.sniff_start(start):
            return reader.read_file(file, name)
    if (lines := _find_line_reader(file, start)) is not None:
        return _call_with_options(
            lines, lines.read_lines, large_files.iterate_lines(file), name, options or {}
        )
    text = decode(read_rest(file, name), name)
    for reader in _load_others():
        if not isinstance(reader, FileReader) and reader.sniff(text):
            return reader.read(text, name)
    is_json_text, foreign = _examine(text, start)
    for module in (module for module, mark in TEXTS if mark in text):
        if module in OWN_JSON or (not foreign and (module in JSON_FORMATS or not is_json_text)):
            own = _load_built_in(module)
            if not isinstance(own, FileReader) and own.sniff(text):
                return _read_text(own, text, name, options or {})
    if foreign is None:
        from archcite.formats.foreign_formats import describe_foreign_text

        foreign = describe_foreign_text(text)
    unknown = "This is JSON, but not of a format that archcite reads." if is_json_text else "No record found."
    raise UnrecognizedSourceError(f"{foreign or unknown} {SUPPORTED}", location=SourceLocation(name))


def _find_line_reader(file: BinaryIO, start: bytes) -> LineReader | None:
    """Return the reader for a large file that can be read a line at a time; None for all others."""
    text = large_files.read_text_start(file)
    if text is None or _load_others() or _examine(text, start)[1]:
        return None
    for module in (module for module, mark in TEXTS if mark in text):
        reader = _load_built_in(module)
        if isinstance(reader, FileReader) or not reader.sniff(text):
            continue
        if not isinstance(reader, LineReader) or not getattr(reader, "can_read_lines", bool)(text):
            return None
        return reader if large_files.is_plain(file, getattr(reader, "NOT_IN_LINES", None)) else None
    return None


def _examine(text: str, start: bytes) -> tuple[bool, str | None]:
    """Return whether a text is JSON, and a sentence about its format if archcite does not read that."""
    if text.lstrip("\ufeff \t\r\n")[:1] not in ("{", "[", "<"):
        return False, None
    from archcite.formats.foreign_formats import (
        describe_foreign_json,
        describe_foreign_text,
        describe_foreign_xml,
        is_json,
    )

    if is_json(text):
        return True, describe_foreign_json(text)
    return False, describe_foreign_xml(start) or describe_foreign_text(text)


def _load_built_in(module: str) -> Reader | FileReader:
    return cast("Reader | FileReader", importlib.import_module(f"archcite.formats.{module}.reader"))


@functools.cache
def _load_others() -> tuple[Reader | FileReader, ...]:
    """Load the readers of other packages; one that fails to load is left out, with a warning."""
    built_in = {f"archcite.formats.{module}.reader" for module in (*FILES, *dict(TEXTS))}
    found: list[Reader | FileReader] = []
    for point in find_entry_points(GROUP):
        if point.value in built_in:
            continue
        try:
            found.append(cast("Reader | FileReader", point.load()))
        except Exception as error:
            # Another package may raise anything when imported; the other readers must still work.
            emit_warning(
                f"The reader “{point.name}” ({point.value}) could not be loaded, and is left out: {error}.",
                stacklevel=5,
            )
    return tuple(found)


__all__ = ["FILES", "GROUP", "TEXTS", "FileReader", "Reader", "Records", "loads", "parse", "read", "read_all"]

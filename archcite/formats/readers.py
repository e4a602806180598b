"""The readers of formats, and the one that recognizes a source.

A reader of text is a module with ``sniff(text) -> bool`` and ``read(text, name)``, which returns records. A binary
format (PDF, MARC 21), or one whose files are too large to hold in memory (EAD), has a module with
``sniff_start(start) -> bool``, which is given the first bytes, and ``read_file(file, name)``. Other packages add
readers through the entry points ``archcite.readers``; they are tried first, so that a special format goes before
the general one that it is written in.
"""

from __future__ import annotations

import functools
import importlib
import itertools
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, BinaryIO, Protocol, cast, runtime_checkable

from archcite._foundation.entry_points import find_entry_points
from archcite._foundation.warning_collector import emit_warning
from archcite.errors import SourceLocation, UnrecognizedSourceError
from archcite.formats.common import large_files
from archcite.formats.common.text_decoding import decode, read_rest, read_start

if TYPE_CHECKING:
    from archcite.record import Source

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
    "pica": rb"\A[\xef\xbb\xbf\x1d\s]*(?:\[[\[\s]*\")?[012]\d\d[A-Z@]|" + _MARKUP,
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
    ("cff", "cff-version"),
    ("cff", "authors:"),
    ("pandoc_metadata", "references:"),
    ("pandoc_metadata", "---\n"),
    ("archcite_yaml", ""),
    ("csl_json", "{"),
    ("csl_json", "references:"),
    ("ris", "TY -"),
    ("ris", "TY  -"),
    ("endnote", "%0"),
    ("endnote", "%T"),
    ("web_of_science", "PT "),
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
READERS_BY_NAME: Mapping[str, str] = {
    **dict.fromkeys(("bib", "biblatex", "biblatex-chicago"), "bibtex"),
    **dict.fromkeys(("csl", "csl-yaml", "csljson"), "csl_json"),
    **dict.fromkeys(("archcite", "yaml", "yml", "json"), "archcite_yaml"),
    **dict.fromkeys(("csv", "tsv", "table"), "flat_table"),
    **dict.fromkeys(("html", "coins"), "web_page"),
    **dict.fromkeys(("wilson", "text", "txt"), "wilson_center"),
    **dict.fromkeys(("marcxml", "marc21", "unimarc"), "marc"),
    **dict.fromkeys(("oai-pmh", "sru"), "xml_envelope"),
    **dict.fromkeys(("markdown", "md", "pandoc", "quarto"), "pandoc_metadata"),
    **{
        "cmif": "tei",
        "edm": "europeana",
        "enw": "endnote",
        "ciw": "web_of_science",
        "nbib": "pubmed",
        "word": "word_sources",
    },
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
class PieceReader(Protocol):
    """A module that reads a text format in pieces of any length as well, so that large files need little memory."""

    def can_read_pieces(self, start: str) -> bool:
        """Return whether a file that starts so can be read in pieces."""

    def read_pieces(self, pieces: Iterable[str], name: str = ...) -> Iterator[Source]:
        """Parse the records of a text in pieces; ``name`` is the file name for errors."""


@runtime_checkable
class FileReader(Protocol):
    """A module that reads a format from the bytes of a file."""

    def sniff_start(self, start: bytes) -> bool:
        """Return whether a file that starts with these bytes (8 KiB at most) looks like this format."""

    def read_file(self, file: BinaryIO, name: str = ...) -> Iterable[Source]:
        """Parse the records of a file; ``name`` is the file name for errors."""


def read_records(file: BinaryIO, name: str, options: Mapping[str, bool] | None = None) -> Iterable[Source]:
    """Read an open source with the first reader that recognizes its format."""
    start = read_start(file, name)
    built_in = (_load_built_in(module) for module, mark in FILES.items() if re.search(mark, start))
    for reader in itertools.chain(_load_others(), built_in):
        if isinstance(reader, FileReader) and reader.sniff_start(start):
            return reader.read_file(file, name)
    if (read_large := _find_large_reader(file, start)) is not None:
        return read_large(name, options or {})
    text = decode(read_rest(file, name), name)
    for reader in _load_others():
        if not isinstance(reader, FileReader) and reader.sniff(text):
            return reader.read(text, name)
    is_json_text, foreign = _examine(text, start)
    for module in (module for module, mark in TEXTS if mark in text):
        if module in OWN_JSON or (not foreign and (module in JSON_FORMATS or not is_json_text)):
            own = _load_built_in(module)
            if not isinstance(own, FileReader) and own.sniff(text):
                return read_text(own, text, name, options or {})
    if foreign is None:
        from archcite.formats.foreign_formats import describe_foreign_text

        foreign = describe_foreign_text(text)
    unknown = "This is JSON, but not of a format that archcite reads." if is_json_text else "No record found."
    raise UnrecognizedSourceError(f"{foreign or unknown} {SUPPORTED}", location=SourceLocation(name))


def find_reader(format: str) -> Reader | FileReader:
    """Return the reader of a format by its name; that of a writer is known too (``biblatex``, ``csl-yaml``)."""
    known = (*FILES, *dict(TEXTS))
    module = READERS_BY_NAME.get(format.casefold(), format.casefold().replace("-", "_"))
    if module in known:
        return _load_built_in(module)
    names = ", ".join(sorted(name.replace("_", "-") for name in known))
    raise UnrecognizedSourceError(f"Unknown format “{format}”: use one of {names}, or none to find out.")


def read_text(reader: Reader, text: str, name: str, options: Mapping[str, bool]) -> Iterable[Source]:
    """Read a text with the reader of its format, which is given those of the options that it has."""
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


def _find_large_reader(
    file: BinaryIO, start: bytes
) -> Callable[[str, Mapping[str, bool]], Iterable[Source]] | None:
    """Return what reads a large file a line, or a piece, at a time, given its name and options; None for all others."""
    text = large_files.read_text_start(file)
    if text is None or _load_others():
        return None
    is_json_text, foreign = _examine(text, start)
    if foreign:
        return None
    for module in (module for module, mark in TEXTS if mark in text):
        if is_json_text and module not in JSON_FORMATS:
            continue
        reader = _load_built_in(module)
        if isinstance(reader, FileReader) or not reader.sniff(text):
            continue
        if not large_files.is_plain(file, getattr(reader, "NOT_IN_LINES", None)):
            return None
        if isinstance(reader, PieceReader) and reader.can_read_pieces(text):
            pieces = large_files.iterate_pieces(file)
            return functools.partial(_call_with_options, reader, reader.read_pieces, pieces)
        can_read = getattr(reader, "can_read_lines", None)
        if isinstance(reader, LineReader) and (can_read is None or can_read(text)):
            lines = large_files.iterate_lines(file)
            return functools.partial(_call_with_options, reader, reader.read_lines, lines)
        return None
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
            )
    return tuple(found)


__all__ = [
    "FILES",
    "GROUP",
    "READERS_BY_NAME",
    "TEXTS",
    "FileReader",
    "LineReader",
    "Reader",
    "find_reader",
    "read_records",
    "read_text",
]

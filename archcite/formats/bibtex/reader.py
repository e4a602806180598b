"""Read ``.bib`` files of BibTeX, biblatex and biblatex-chicago.

Published works are read by the table in :mod:`archcite.formats.bibtex.works`, archival sources by
:mod:`archcite.formats.bibtex.archival_reader`.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Iterator, Mapping

from archcite._foundation.lazy_regex import pattern
from archcite.errors import RecordError, SourceError, SourceLocation
from archcite.formats.bibtex.archival_reader import PATH_FIELDS, is_reference, read_archival_entry
from archcite.formats.bibtex.entries import BibEntry, BibFile, inherit_fields, parse_entries, split_pieces
from archcite.formats.bibtex.latex_decoder import decode, parse_macros
from archcite.formats.bibtex.round_trip import ROUND_TRIP_FIELD, restore
from archcite.formats.bibtex.work_reader import Decode, read_work
from archcite.formats.bibtex.works import TYPES, WORK_FIELDS
from archcite.formats.common import reader_warnings
from archcite.formats.csl_json.publication_from_item import UNPUBLISHED_TYPES
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.formats.csl_json.reference_managers import load_table
from archcite.notation import find_archive
from archcite.notation.vocabulary import is_holder
from archcite.record import Source

_START = pattern(
    r"^[ \t\ufeff]*@\s*[A-Za-z][\w.:+-]*\s*[{(]\s*(?:[^\s,={}()\"]*\s*,|[A-Za-z]+\s*=\s*[{\"\d])",
    re.MULTILINE,
)
_COMMAND = pattern(r"^[ \t\ufeff]*@\s*(?:string|preamble|comment)\s*[{(]", re.MULTILINE | re.IGNORECASE)
# Fields that only an entry for an archival source has.
_PATH = PATH_FIELDS - {"entrysubtype", "library"}
# Types that anything may have; with one of these fields they are published works.
_OPEN_TYPES = frozenset(
    (
        *(
            "misc",
            "unpublished",
            "letter",
            "manuscript",
            "archival",
            "archive",
            "archivalsource",
            "document",
            "source",
        ),
        *("primary", "customa", "customb", "customc", "record", "interview", "photograph", "map"),
    )
)
_WORK_SUBTYPES = frozenset(
    names.subtype for csl_type, names in TYPES.items() if names.subtype and csl_type not in UNPUBLISHED_TYPES
) - {"collection", "figure"}


# The options of :func:`read`: :func:`archcite.read_all` passes each of its own to the readers that have it.
OPTIONS = frozenset(("keep_case",))


def read(text: str, name: str = "the text", *, keep_case: bool = False) -> list[Source]:
    r"""Return the sources of a ``.bib`` file; ``name`` is what errors call it.

    Titles of published works that are in English, and in title case, become sentence case, as pandoc reads them: the
    style decides on their capitals. What is in braces keeps its own; with ``keep_case`` all titles do.

    An entry that cannot be read is left out, with an :class:`~archcite.errors.ArchciteWarning`. Raises
    :class:`~archcite.errors.SourceError` for a file without entries.

    >>> record, = read(r'''@letter{creel, author = {Creel, George}, title = {To {Colonel} House}, date = {1918-09-25},
    ...   library = {Yale University Library}, collection = {Edward Mandell House Papers}, box = 6, folder = 179}''')
    >>> record.kind, record.title, str(record.holding)
    ('letter', 'To Colonel House', 'Yale University Library, Edward Mandell House Papers, box 6, folder 179')
    """
    found = parse_entries(text)
    records = _read_entries(found, name, 1, keep_case=keep_case)
    if not found.entries:
        raise _build_empty_error(name)
    return records


# Marks of entries that need others. A file with one of them is read as a whole, and not a few lines at a time.
NOT_IN_LINES = re.compile(rb"@\s*(?:string|preamble)|crossref|xdata", re.IGNORECASE)


def read_lines(lines: Iterable[str], name: str = "the text", *, keep_case: bool = False) -> Iterator[Source]:
    """Yield the sources of the lines of a ``.bib`` file, a few thousand lines at a time; raise as :func:`read` does.

    An entry cannot refer to others in this way.
    """
    number = 1
    for first_line, piece in split_pieces(lines):
        found = parse_entries(piece, first_line)
        yield from _read_entries(found, name, number, keep_case=keep_case)
        number += len(found.entries)
    if number == 1:
        raise _build_empty_error(name)


def _build_empty_error(name: str) -> SourceError:
    message = "the file has no BibTeX entries (@misc{key, …}): export the references as BibTeX again."
    return SourceError(message, location=SourceLocation(name))


def _read_entries(found: BibFile, name: str, first_number: int, *, keep_case: bool) -> list[Source]:
    for problem in found.problems:
        location = SourceLocation(name, problem.line, record=problem.key or None)
        reader_warnings.warn(location, f"{problem.message}.")
    by_key = {entry.key.casefold(): entry for entry in reversed(found.entries)}
    macros = parse_macros(found.preamble)
    records: list[Source] = []
    for number, entry in enumerate(found.entries, start=first_number):
        location = SourceLocation(name, entry.line, number, entry.key or None)
        if not entry.key:
            reader_warnings.warn(location, "the entry has no key; archcite makes an id.")
        if entry.type == "set":
            message = "the entry is a set of others, which are read by themselves; it was left out."
            reader_warnings.warn(location, message)
            continue
        unknown: list[str] = []
        decode_text = functools.partial(decode, macros=macros, unknown=unknown)
        try:
            fields = inherit_fields(entry, by_key)
            records.append(_read_entry(entry, fields, location, decode_text, keep_case=keep_case))
        except RecordError as error:
            raise SourceError(str(error), location=location, records=records) from None
        if unknown:
            commands = ", ".join(dict.fromkeys(unknown))
            reader_warnings.warn(location, f"archcite does not know {commands}, which is kept as it is.")
    return records


def _read_entry(
    entry: BibEntry,
    fields: Mapping[str, str],
    location: SourceLocation,
    decode_text: Decode,
    *,
    keep_case: bool,
) -> Source:
    fields = dict(fields)
    own = fields.pop(ROUND_TRIP_FIELD, None)
    if _is_work(entry, fields):
        source = from_csl_item(read_work(entry, fields, decode_text, keep_case=keep_case), location)
    else:
        if "publisher" in fields:
            fields.setdefault("repository", fields.pop("publisher"))
        source = read_archival_entry(entry._replace(fields=fields), location, decode_text)
    return restore(source, own, location) if own else source


def _is_work(entry: BibEntry, fields: Mapping[str, str]) -> bool:
    """Return whether an entry is that of a published work: by its type, or for want of an archive by its fields."""
    tables = load_table("bibtex")
    if entry.type in _OPEN_TYPES or entry.type not in tables["types"]:
        if _PATH & (fields.keys() - {"entrysubtype", "library"}):
            return False
        if "library" in fields and "howpublished" in fields:
            return False
        if _names_archive(fields):
            return False
        return not WORK_FIELDS.isdisjoint(fields) or fields.get("entrysubtype", "") in _WORK_SUBTYPES
    if entry.type not in tables["archival"]:
        return True
    return not (
        _PATH & (fields.keys() - {"entrysubtype"}) or (WORK_FIELDS.isdisjoint(fields) and _is_held(fields))
    )


def _is_held(fields: Mapping[str, str]) -> bool:
    """Return whether the ``library`` is an archive, and not a shelfmark or the library that lends a book."""
    return "library" in fields and _is_archive(decode(fields["library"]))


def _names_archive(fields: Mapping[str, str]) -> bool:
    """Return whether the only sign of a published work is a publisher that is an archive, with a place in it noted."""
    if WORK_FIELDS & fields.keys() != {"publisher"}:
        return False
    return _is_archive(decode(fields["publisher"])) and any(
        is_reference(decode(fields.get(name, ""))) for name in ("note", "howpublished")
    )


def _is_archive(name: str) -> bool:
    return is_holder(name) or find_archive(name) is not None


def sniff(text: str) -> bool:
    """Return whether a text is BibTeX: an entry with a key, or with a field.

    >>> sniff("% my sources\\n@misc{a, title = {B}}"), sniff("me@example.org {a, b}"), sniff("@context")
    (True, False, False)
    """
    start = text.lstrip("\ufeff \t\n")
    return start[:1] not in ("{", "[", "<") and bool(_START.search(text) or _COMMAND.match(start))

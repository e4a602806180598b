"""Read RIS, as portals, EndNote, Zotero and Mendeley write it.

What a tag means depends on the type: ``PB`` is the publisher of a book and the archive of a manuscript. Published works
are read by the table in :mod:`archcite.formats.ris.works`, archival sources by that in ``reference_managers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from string import ascii_uppercase, digits

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES, TYPES
from archcite.errors import RecordError, SourceError, SourceLocation
from archcite.formats.common import reader_warnings
from archcite.formats.csl_json.publication_from_item import is_database
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.formats.csl_json.reference_manager_item import GatheredItem
from archcite.formats.csl_json.reference_managers import load_table
from archcite.formats.ris.dates import parse_ris_date
from archcite.formats.ris.names import parse_ris_name
from archcite.formats.ris.work_reader import read_work
from archcite.record import Source

# Some write one blank before the hyphen, or none after it.
_LINE = pattern(r"^\s{0,3}(?P<tag>[A-Z][A-Z0-9])\s{1,2}-(?:\s(?P<value>.*)|)$")
_START = pattern(r"^\ufeff?\s{0,3}TY\s{1,2}-\s*(?P<type>[A-Za-z0-9]*)")
# Tags whose value goes on in lines of its own, to be joined; of all others each line is a value.
_PROSE = frozenset(("AB", "N1", "N2", "RN", "TI", "T1", "T2", "AN", "AV"))
_DATES = ("PY", "Y1", "DA", "Y2")
_LONGEST_TYPE = 20
# Types that have a publisher where manuscripts have an archive; with one of these tags they are published works.
_OPEN_TYPES = frozenset(
    ("GEN", "GOVDOC", "HEAR", "MAP", "MPCT", "SOUND", "VIDEO", "ART", "FIGURE", "CHART", "SLIDE")
)
_WORK_TAGS = ("PB", "T2", "JO", "JF", "SN", "DO", "ET", "BT")


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the sources of a RIS file; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError`, with the line, for a file without records.

    >>> record, = read('''TY  - MANSCPT
    ... AU  - Creel, George
    ... TI  - Letter to Colonel House
    ... DA  - 1918/09/25/
    ... PB  - Yale University Library
    ... T2  - Edward Mandell House Papers
    ... AN  - box 6, folder 179
    ... ER  - ''')
    >>> record.agents("author")[0].family, record.date.edtf, str(record.holding)
    ('Creel', '1918-09-25', 'Yale University Library, Edward Mandell House Papers, box 6, folder 179')
    """
    return list(read_lines(text.splitlines(), name))


# All tags but those that begin and end a record.
_PLAIN_TAGS = frozenset(
    first + second for first in ascii_uppercase for second in ascii_uppercase + digits
) - {"TY", "ER"}


def read_lines(lines: Iterable[str], name: str = "the text") -> Iterator[Source]:
    """Yield the sources of the lines of a RIS file, each as soon as its lines are there; raise as :func:`read` does."""
    empty = True
    for number, line, tags in _iterate_blocks(lines):
        location = SourceLocation(name, line, number)
        if len(tags) < 2:
            reader_warnings.warn(location, "the record is empty and was left out.")
            continue
        try:
            yield _read_record(tags, location)
        except RecordError as error:
            raise SourceError(str(error), location=location) from None
        empty = False
    if empty:
        message = "the file has no RIS record (TY … ER): export the references as RIS again."
        raise SourceError(message, location=SourceLocation(name))


def sniff(text: str) -> bool:
    """Return whether a text is RIS: its first tag is TY, with a type.

    >>> sniff("TY  - UNPB\\nTI  - A\\nER  - \\n"), sniff("TY for your letter"), sniff("@misc{a}")
    (True, False, False)
    """
    for line in text.lstrip("\ufeff").splitlines()[:40]:
        if found := _START.match(line):
            return 0 < len(found["type"]) <= _LONGEST_TYPE
    return False


def _iterate_blocks(lines: Iterable[str]) -> Iterator[tuple[int, int, dict[str, list[str]]]]:
    """Yield each record by itself: its number, its first line, and its tags with their values."""
    tags: dict[str, list[str]] = {}
    first = number = 0
    last = ""
    for line_number, line in enumerate(lines, start=1):
        tag = line[:2]
        if first and tag in _PLAIN_TAGS and line[2:6] == "  - ":
            # As nearly all lines are.
            last = tag
            if value := line[6:].strip():
                if tag in tags:
                    tags[tag].append(value)
                else:
                    tags[tag] = [value]
            continue
        if line[2:6] == "  - " and line[:2].isalnum() and line[:2].isupper():
            tag, value = line[:2], line[6:].strip()
        elif found := _LINE.match(line.lstrip("\ufeff").rstrip("\n")):
            tag, value = found["tag"], (found["value"] or "").strip()
        else:
            tag, value = "", line.strip()
        if tag == "TY" and _START.match(line):
            if first:
                yield number, first, tags
            tags, first, number = {}, line_number, number + 1
        if not first:
            continue
        if tag == "ER":
            yield number, first, tags
            first = 0
        elif tag:
            last = tag
            if value:
                tags.setdefault(tag, []).append(value)
        elif value:
            values = tags.setdefault(last, [])
            if last in _PROSE and values:
                values[-1] += f"\n{value}" if last in ("N1", "RN") else f" {value}"
            else:
                values.append(value)
    if first:
        yield number, first, tags


def _read_record(tags: dict[str, list[str]], location: SourceLocation) -> Source:
    ris_type = tags.pop("TY", ["GEN"])[0].upper()
    if ris_type not in load_table("ris")["types"]:
        reader_warnings.warn(location, f"“{ris_type}” is not a type of RIS, and was read as a document.")
        ris_type = "GEN"
    if _is_work(ris_type, tags):
        identifier = tags.pop("ID", [""])[0]
        item = {**({"id": identifier} if identifier else {}), **read_work(ris_type, tags)}
        return from_csl_item(item, location._replace(record=identifier or None))
    return _ArchivalReference(ris_type, tags, location).read()


def _is_work(ris_type: str, tags: Mapping[str, list[str]]) -> bool:
    """Return whether a record is that of a published work: by its type, or for want of an archive by its tags."""
    note = tags.get("N1", [""])[0].partition("\n")[0]
    if note.startswith("type: "):
        return note.removeprefix("type: ") in TYPES
    if ris_type not in load_table("ris")["archival"]:
        return True
    has_place = any(tag in tags for tag in ("AN", "AV")) or not all(map(is_database, tags.get("DB", ())))
    return ris_type in _OPEN_TYPES and not has_place and any(tag in tags for tag in _WORK_TAGS)


class _ArchivalReference:
    """One record of an archival source: its tags are gathered through the tables."""

    def __init__(self, ris_type: str, tags: dict[str, list[str]], location: SourceLocation) -> None:
        self.tags = tags
        self.item = GatheredItem("ris", location, ris_type)

    def read(self) -> Source:
        self._read_dates()
        self._read_pages()
        # A database that is named in “DB” is the archive; “PB” is one only without it.
        for tag in sorted(self.tags, key=lambda tag: tag != "DB"):
            for value in self.tags[tag]:
                self._put(tag, " ".join(value.split()) if tag not in ("N1", "RN") else value)
        return self.item.build_source()

    def _put(self, tag: str, value: str) -> None:
        variable = self.item.find_variable(tag)
        if variable in NAMES:
            name = parse_ris_name(value)
            self.item.set(variable, [name]) if name else self.item.add_note(variable, value)
        elif variable == "note" and tag not in ("N1", "RN"):
            self.item.add_note(tag, value)
        elif variable == "genre" and re.match(r"10\.\d{4,9}/", value):
            self.item.set("DOI", value, tag)
        elif tag == "DB" and is_database(value):
            self.item.set("source", value, tag)
        elif variable == "archive" and tag != "DB" and "archive" in self.item.variables:
            self.item.set("publisher", value, tag)
        elif variable == "publisher-place" and "archive" in self.item.variables and "PB" not in self.tags:
            self.item.set("archive-place", value, tag)
        else:
            self.item.put(tag, value)

    def _read_dates(self) -> None:
        """Read the fullest of the dates, and the day of access."""
        for tag in _DATES:
            variable = self.item.find_variable(tag) or "issued"
            for value in self.tags.pop(tag, []):
                date = parse_ris_date(value)
                known = self.item.variables.get(variable)
                if known is None or (date.edtf and date.edtf.startswith(known.edtf or "")):
                    self.item.variables[variable] = date
                elif not (known.edtf or "").startswith(date.edtf or "-"):
                    self.item.add_note(tag, value)

    def _read_pages(self) -> None:
        """Read first and last page; a lone number of a manuscript counts its pages."""
        first, last = (self.tags.pop(tag, [""])[0] for tag in ("SP", "EP"))
        if first and last and last != first and "-" not in first:
            self.item.set("page", f"{first}-{last}")
        elif first.isdecimal() and not last and self.item.type in ("MANSCPT", "UNPB"):
            self.item.set("number-of-pages", first)
        elif first or last:
            self.item.set("page", first or last)

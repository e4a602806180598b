"""RIS, as portals, EndNote, Zotero and Mendeley write it, into records, through rispy.

What a tag means depends on the type: ``PB`` is the publisher of a book and the archive of a manuscript. The
tables are in ``reference_managers.toml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.errors import ArchciteError, RecordError, SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.csl_json.reference_manager_item import GatheredItem, list_agents, table
from archcite.record import Agent, ArchivalDate, Source

# Some write one blank before the hyphen, or none after it.
_LINE = pattern(r"^\s{0,3}(?P<tag>[A-Z][A-Z0-9])\s{1,2}-(?:\s(?P<value>.*)|)$")
_START = pattern(r"^\ufeff?\s{0,3}TY\s{1,2}-\s*(?P<type>[A-Za-z0-9]*)")
_TAGS = tuple(
    first + second
    for first in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    for second in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
)
# Tags whose value goes on in lines of its own, to be joined; of all others each line is a value.
_PROSE = ("AB", "N1", "N2", "RN", "TI", "T1", "T2", "AN", "AV")
_DATES = ("PY", "Y1", "DA", "Y2")
_DATE = pattern(r"(?P<year>\d{4})(?:/(?P<month>\d{0,2})(?:/(?P<day>\d{0,2})(?:/(?P<other>.*))?)?)?")
_LONGEST_TYPE = 20


def read(text: str, name: str = "the text") -> list[Source]:
    """The records of a RIS file; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError`, with the line, where there is no record or one is none.

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
    records = []
    for number, line, block in _blocks(text):
        location = SourceLocation(name, line, number)
        tags = _parsed(block)
        if len(tags) < 2:
            reader_warnings.warn(location, "the record is empty and was left out.")
            continue
        try:
            records.append(_Reference(tags, location).record())
        except RecordError as error:
            raise SourceError(str(error), location=location) from None
    if not records:
        message = "the file has no RIS record (TY … ER): export the references as RIS again."
        raise SourceError(message, location=SourceLocation(name))
    return records


def sniff(text: str) -> bool:
    """Whether a text is RIS: its first tag is TY, with a type.

    >>> sniff("TY  - UNPB\\nTI  - A\\nER  - \\n"), sniff("TY for your letter"), sniff("@misc{a}")
    (True, False, False)
    """
    for line in text.lstrip("\ufeff").splitlines()[:40]:
        if found := _START.match(line):
            return 0 < len(found["type"]) <= _LONGEST_TYPE
    return False


def _blocks(text: str) -> Iterator[tuple[int, int, str]]:
    """Each record by itself, closed, in the exact form of the specification: number, first line, text."""
    block: list[str] = []
    first = number = 0
    for line_number, line in enumerate(text.splitlines(), start=1):
        if _START.match(line):
            if block:
                yield number, first, "\n".join([*block, "ER  - "])
            block, first, number = [], line_number, number + 1
        elif not number:
            continue
        if first:
            found = _LINE.match(line.lstrip("\ufeff"))
            if found and found["tag"] == "ER":
                yield number, first, "\n".join([*block, "ER  - "])
                block, first = [], 0
            else:
                block.append(f"{found['tag']}  - {found['value'] or ''}" if found else f" {line.strip()}")
    if block:
        yield number, first, "\n".join([*block, "ER  - "])


def _parsed(block: str) -> dict[str, list[str]]:
    """Tag → values, in their order."""
    from rispy import RisParser

    parser = RisParser(
        mapping={tag: tag for tag in _TAGS},
        list_tags=[tag for tag in _TAGS if tag not in _PROSE],
        delimiter_tags_mapping={},
        enforce_list_tags=False,
    )
    entries = parser.parse(block)
    found: dict[str, list[str]] = {}
    for tag, values in (entries[0] if entries else {}).items():
        listed = values if isinstance(values, list) else [values]
        if kept := [value.strip() for value in listed if isinstance(value, str) and value.strip()]:
            found[tag] = kept
    return found


class _Reference:
    """One record: its tags are gathered through the tables."""

    def __init__(self, tags: dict[str, list[str]], location: SourceLocation) -> None:
        self.tags = tags
        type_ = tags.pop("TY", ["GEN"])[0].upper()
        self.item = GatheredItem("ris", location, type_)
        if type_ not in table("ris")["types"]:
            reader_warnings.warn(location, f"“{type_}” is not a type of RIS, and was read as a document.")

    def record(self) -> Source:
        self.dates()
        self.pages()
        # A database that is named in “DB” is the archive; “PB” is one only where there is none.
        for tag in sorted(self.tags, key=lambda tag: tag != "DB"):
            for value in self.tags[tag]:
                self.put(tag, value)
        return self.item.build_source()

    def put(self, tag: str, value: str) -> None:
        variable = self.item.find_variable(tag)
        if variable in NAMES:
            self.name(variable, value)
        elif variable == "note" and tag not in ("N1", "RN"):
            self.item.add_note(tag, value)
        elif variable == "genre" and re.match(r"10\.\d{4,9}/", value):
            self.item.set("DOI", value, tag)
        elif variable == "archive" and tag != "DB" and "archive" in self.item.variables:
            self.item.set("publisher", value, tag)
        elif variable == "publisher-place" and "archive" in self.item.variables and "PB" not in self.tags:
            self.item.set("archive-place", value, tag)
        else:
            self.item.put(tag, value)

    def name(self, role: str, value: str) -> None:
        """Names of archives and portals have dates of life behind them."""
        named = list_agents([catalogue.parse_agent(value, role)])
        if named and role in ("author", "editor") and _may_be_body(value, named[0]):
            named = [Agent.body(value, role)]
        self.item.set(role, named) if named else self.item.add_note(role, value)

    def dates(self) -> None:
        """The fullest of the dates, and the day of access."""
        for tag in _DATES:
            variable = self.item.find_variable(tag) or "issued"
            for value in self.tags.pop(tag, []):
                date = _date(value)
                known = self.item.variables.get(variable)
                if known is None or (date.edtf and date.edtf.startswith(known.edtf or "")):
                    self.item.variables[variable] = date
                elif not (known.edtf or "").startswith(date.edtf or "-"):
                    self.item.add_note(tag, value)

    def pages(self) -> None:
        """First and last page; a lone number of a manuscript counts its pages."""
        first, last = (self.tags.pop(tag, [""])[0] for tag in ("SP", "EP"))
        if first and last and last != first and "-" not in first:
            self.item.set("page", f"{first}-{last}")
        elif (
            first and self.item.type in ("MANSCPT", "BOOK", "THES", "UNPB") and first.isdecimal() and not last
        ):
            self.item.set("number-of-pages", first)
        elif first or last:
            self.item.set("page", first or last)


def _may_be_body(value: str, agent: Agent) -> bool:
    """A name without a comma is written as it stands, and of more than three words a body's."""
    return "," not in value and not agent.literal and len(value.split()) > 3 and not agent.particle


def _date(value: str) -> ArchivalDate:
    """“1958/09/09/”, “1958///Spring”, “1958-09-09”, or words."""
    found = _DATE.fullmatch(value.strip())
    if found is None:
        return catalogue.parse_date(value, value) or ArchivalDate(None, value)
    edtf = found["year"]
    for part in (found["month"], found["day"]):
        if not part or not part.strip("0"):
            break
        edtf += f"-{int(part):02}"
    other = (found["other"] or "").strip()
    try:
        if other:
            words = catalogue.parse_date(f"{other} {found['year']}")
            if words and words.edtf and edtf == found["year"]:
                return words
        return ArchivalDate(edtf)
    except ArchciteError:
        return ArchivalDate(found["year"], value)

"""The entries of a ``.bib`` file, each with its line; what is wrong with one costs no other.

The grammar is that of btparse, which biber reads by, with what BibTeX and JabRef accept besides: ``%`` begins a
comment wherever no value stands, an entry may lack its key, and a missing comma is forgiven.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from attrs import define, field

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import shorten_text
from archcite.dates.months import MONTHS

# What an entry does not take over from the one that it refers to.
_UNSHARED = frozenset(
    (
        "crossref",
        "xdata",
        "xref",
        "ids",
        "key",
        "label",
        "shorttitle",
        "sorttitle",
        "sortname",
        "entryset",
        "options",
    )
)
_LONGEST_CHAIN = 8
# A value that macros expand to more than this is nobody's: 1 kB of “#” can make 2 GB of text.
_LONGEST_VALUE = 500_000

_BLANK = pattern(r"(?:\s++|%[^\n]*+\n)*+(?:%[^\n]*\Z)?")
_AT = pattern(
    r"@\s*(?P<type>[A-Za-z][^\s{}()@,=\"#%]*)\s*(?P<open>[{(])|%[^\n]*|(?P<lost>^[ \t]*[A-Za-z]+\s*=\s*[{\"])",
    re.MULTILINE,
)
_NEXT = pattern(r"\n[ \t]*@\s*[A-Za-z][^\s{}()@,=\"#%]*\s*[{(][^\s{}()=]*,")
_KEY = pattern(r"[^\s,={}()\"%#]*(?:\([^\s,={}()\"]*\)[^\s,={}()\"%#]*)*")
# A key with blanks, which JabRef and old databases have: “Smith 2010”. A field stands behind its comma.
_SPACED_KEY = pattern(r"[^\s,={}()\"%#]+(?:[ \t]+[^\s,={}()\"%#]+)+(?=[ \t]*,\s*[A-Za-z][\w-]*\s*=)")
_NAME = pattern(r"[^\s,={}()\"%#]+")
# A field whose name has blanks, as Scopus writes them (with a no-break space): “funding_text 1 = {…}”.
_SPACED_NAME = pattern(r"[A-Za-z][\w-]*(?:[^\S\n]+[\w-]+){1,3}(?=\s*=\s*[{\"])")
_EQUALS = pattern(r"(?:\s++|%[^\n]*+\n)*+=(?:\s++|%[^\n]*+\n)*+")
_HASH = pattern(r"(?:\s|%[^\n]*\n)*#(?:\s|%[^\n]*\n)*")
_BARE = pattern(r"[^\s,={}()\"#%]+")
# A comma and a field as nearly all are: a number, or a value in braces with one more pair of braces in it.
_SIMPLE_FIELD = pattern(
    r"\s*,\s*(?P<name>[A-Za-z][\w-]*)\s*=\s*(?:(?P<number>\d+)|\{(?P<text>(?:[^{}\\\n]++|\n(?![ \t]*@)|\\.|"
    r"\{(?:[^{}\\\n]++|\n(?![ \t]*@)|\\.)*+\})*+)\})(?=\s*[,}])",
    re.DOTALL,
)
_BRACE = pattern(r"\\[{}\\]|[{}]|\n[ \t]*@")
_QUOTE = pattern(r"\\[{}\\]|[{}\"]|\n[ \t]*@")
_LOST = pattern(r"\s*,\s*[A-Za-z]+\s*=\s*[{\"\w]")

# A line that begins another entry, and the number of lines after which a file may be cut before one.
_ENTRY = pattern(r"[ \t]*@\s*[A-Za-z][^\s{}()@,=\"#%]*\s*[{(][^\s{}()=]*,")
_LINES_OF_A_PIECE = 2000

_UNCLOSED = "a brace of the entry is never closed, and the entry was left out"
_UNQUOTED = "a quotation mark of the entry is never closed, and the entry was left out"


class BibEntry(NamedTuple):
    """One entry as it is in the file, with fields in LaTeX. The key may be empty."""

    type: str
    key: str
    fields: Mapping[str, str]
    line: int


class BibProblem(NamedTuple):
    """What is wrong in a line, and what was done; and the key of the entry, if it has one."""

    message: str
    line: int
    key: str


class _InvalidEntryError(Exception):
    """An entry cannot be read; ``position`` is where reading goes on."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@define
class BibFile:
    """The entries of a ``.bib`` file, the text of its preambles, and what is wrong with it."""

    entries: list[BibEntry] = field(factory=list)
    preamble: str = ""
    problems: list[BibProblem] = field(factory=list)


def split_pieces(lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """Yield a ``.bib`` file in pieces of whole entries, each with its first line (from 1).

    >>> list(split_pieces(["@book{a,\\n", "title={A}}\\n"]))
    [(1, '@book{a,\\ntitle={A}}\\n')]
    """
    piece: list[str] = []
    first = 1
    for line in lines:
        if len(piece) > _LINES_OF_A_PIECE and _ENTRY.match(line):
            yield first, "".join(piece)
            first += len(piece)
            piece = []
        piece.append(line)
    if piece:
        yield first, "".join(piece)


def parse_entries(text: str, first_line: int = 1) -> BibFile:
    """Return the entries of a ``.bib`` file in their order; ``first_line`` is the number of the first line.

    >>> found = parse_entries("@Misc{a, % edition = 2,\\n month = sep # { 9}}\\n@book{b, title = {B")
    >>> found.entries
    [BibEntry(type='misc', key='a', fields={'month': 'September 9'}, line=1)]
    >>> found.problems[0].line, found.problems[0].message
    (3, 'a brace of the entry is never closed, and the entry was left out')
    """
    return _Parser(text, first_line).parse()


class _Parser:
    def __init__(self, text: str, first_line: int = 1) -> None:
        self.text = text
        self.position = 0
        self.found = BibFile()
        self.macros = dict(
            zip(
                ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
                MONTHS,
                strict=True,
            )
        )
        self._counted = 0
        self._line = first_line

    def parse(self) -> BibFile:
        while (at := _AT.search(self.text, self.position)) is not None:
            self.position = at.end()
            if at["lost"]:
                self._report(
                    "this field is in no entry, and was left out: look for a brace too many before it",
                    at.start(),
                )
            elif at["type"]:
                self._parse_command(at["type"].casefold(), at.start(), "}" if at["open"] == "{" else ")")
        return self.found

    def _parse_command(self, command: str, start: int, closing: str) -> None:
        key = ""
        try:
            if command == "comment":
                self._skip_comment(closing)
            elif command == "preamble":
                self.found.preamble += self._parse_value()
            elif command == "string":
                name, value = self._parse_field()
                self.macros[name] = value
            else:
                key = self._parse_key()
                fields = self._parse_fields(closing, key)
                self.found.entries.append(BibEntry(command, key, fields, self._find_line(start)))
                if _LOST.match(self.text, self.position):
                    self._report("fields after a brace too many were left out", self.position, key)
        except _InvalidEntryError as error:
            self._report(str(error), start, key)
            self.position = max(error.position, self.position)

    def _skip_comment(self, closing: str) -> None:
        """Skip a comment: up to its brace, or to the end of the line where that is missing."""
        start = self.position
        try:
            if closing == "}":
                self._parse_braced()
            else:
                self.position = self.text.index(")", start) + 1
        except (_InvalidEntryError, ValueError):
            end = self.text.find("\n", start)
            self.position = len(self.text) if end < 0 else end

    def _parse_key(self) -> str:
        """Return the key of an entry; empty if a field, or the end of the entry, comes first."""
        self._skip_blank()
        key = _KEY.match(self.text, self.position)
        if key is None or _EQUALS.match(self.text, key.end()):
            return ""
        if (spaced := _SPACED_KEY.match(self.text, self.position)) and spaced.end() > key.end():
            key = spaced
        self.position = key.end()
        return key[0]

    def _parse_fields(self, closing: str, key: str) -> dict[str, str]:
        fields: dict[str, str] = {}
        needs_comma = False
        while True:
            if simple := _SIMPLE_FIELD.match(self.text, self.position):
                self.position = simple.end()
                self._add_field(fields, key, simple["name"].casefold(), simple["number"] or simple["text"])
                needs_comma = True
                continue
            self._skip_blank()
            sign = self.text[self.position : self.position + 1]
            if sign == ",":
                self.position += 1
                needs_comma = False
            elif sign == closing:
                self.position += 1
                return fields
            elif not sign or sign == "@":
                raise _InvalidEntryError(_UNCLOSED, self.position)
            else:
                if needs_comma and fields:
                    self._report("a comma is missing before this field", self.position, key)
                self._add_field(fields, key, *self._parse_field())
                needs_comma = True

    def _add_field(self, fields: dict[str, str], key: str, name: str, value: str) -> None:
        # Programs put variables that they have no field for into lines of the note.
        if name == "note" and "\n" in value:
            value = "\n".join(filter(None, (" ".join(line.split()) for line in value.splitlines())))
        else:
            value = " ".join(value.split())
        if value and fields.setdefault(name, value) != value:
            self._report(
                f"the entry has “{name}” twice, and the second, “{shorten_text(value)}”, was left out",
                self.position,
                key,
            )

    def _parse_field(self) -> tuple[str, str]:
        self._skip_blank()
        name = _SPACED_NAME.match(self.text, self.position) or _NAME.match(self.text, self.position)
        equals = _EQUALS.match(self.text, name.end()) if name else None
        if name is None or equals is None:
            words = " ".join(self.text[self.position : self.position + 20].split())
            raise _InvalidEntryError(
                f"“{words}” is not a field (name = value), and the entry was left out", self.position
            )
        self.position = equals.end()
        return name[0].casefold(), self._parse_value()

    def _parse_value(self) -> str:
        pieces: list[str] = []
        length = 0
        while True:
            self._skip_blank()
            sign = self.text[self.position : self.position + 1]
            if sign == "{":
                self.position += 1
                pieces.append(self._parse_braced())
            elif sign == '"':
                self.position += 1
                pieces.append(self._parse_quoted())
            elif bare := _BARE.match(self.text, self.position):
                self.position = bare.end()
                pieces.append(self.macros.get(bare[0].casefold(), bare[0]))
            else:
                raise _InvalidEntryError("a field has no value, and the entry was left out", self.position)
            length += len(pieces[-1])
            if length > _LONGEST_VALUE:
                raise _InvalidEntryError("a value is too long, and the entry was left out", self.position)
            joined = _HASH.match(self.text, self.position)
            if joined is None:
                return "".join(pieces)
            self.position = joined.end()

    def _parse_braced(self) -> str:
        """Return the text up to the brace that closes the one before the position."""
        start, depth = self.position, 1
        for found in _BRACE.finditer(self.text, start):
            sign = found[0]
            if sign == "{":
                depth += 1
            elif sign == "}":
                depth -= 1
                if not depth:
                    self.position = found.end()
                    return self.text[start : found.start()]
            elif sign[0] == "\n" and _NEXT.match(self.text, found.start()):
                raise _InvalidEntryError(_UNCLOSED, found.start())
        raise _InvalidEntryError(_UNCLOSED, len(self.text))

    def _parse_quoted(self) -> str:
        """Return the text up to the quotation mark that closes the one before the position; braces hide others."""
        start, depth = self.position, 0
        for found in _QUOTE.finditer(self.text, start):
            sign = found[0]
            if sign == '"' and depth <= 0:
                self.position = found.end()
                return self.text[start : found.start()]
            if sign[0] == "\n" and _NEXT.match(self.text, found.start()):
                raise _InvalidEntryError(_UNQUOTED, found.start())
            depth += {"{": 1, "}": -1}.get(sign, 0)
        raise _InvalidEntryError(_UNQUOTED, len(self.text))

    def _skip_blank(self) -> None:
        blank = _BLANK.match(self.text, self.position)
        if blank:
            self.position = blank.end()

    def _report(self, message: str, position: int, key: str = "") -> None:
        self.found.problems.append(BibProblem(message, self._find_line(position), key))

    def _find_line(self, position: int) -> int:
        if position >= self._counted:
            self._line += self.text.count("\n", self._counted, position)
            self._counted = position
            return self._line
        return self._line - self.text.count("\n", position, self._counted)


def inherit_fields(entry: BibEntry, by_key: Mapping[str, BibEntry]) -> Mapping[str, str]:
    """Return the fields of an entry with those of the entries that it refers to (biblatex manual, 2.4.1).

    ``by_key`` has all entries under their keys in small letters.
    """
    if "crossref" not in entry.fields and "xdata" not in entry.fields:
        return entry.fields
    fields = dict(entry.fields)
    for above, is_work in _iterate_above(entry, by_key):
        for name, value in above.fields.items():
            if name in _UNSHARED:
                continue
            if is_work and above.type != entry.type:
                name = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}.get(
                    name, name
                )
            fields.setdefault(name, value)
    return fields


def _iterate_above(entry: BibEntry, by_key: Mapping[str, BibEntry]) -> Iterator[tuple[BibEntry, bool]]:
    """Yield the entries that an entry refers to, and those that they refer to; and whether each is its work."""
    above = entry
    for _ in range(_LONGEST_CHAIN):
        is_work = "crossref" in above.fields
        key = above.fields.get("crossref") or above.fields.get("xdata") or ""
        found = by_key.get(key.partition(",")[0].strip().casefold())
        if found is None or found is entry:
            return
        yield found, is_work
        above = found

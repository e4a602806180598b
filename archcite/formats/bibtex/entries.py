"""The entries of a ``.bib`` file through pybtex, each with its line; what they take over from one another."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, NamedTuple

from archcite._foundation.wording import shorten_text
from archcite.errors import SourceError

if TYPE_CHECKING:
    from pybtex.database.input.bibtex import LowLevelParser

# What an entry does not take over from the one that it refers to.
_UNSHARED = frozenset(
    ("crossref", "xdata", "ids", "key", "label", "shorttitle", "sorttitle", "sortname", "entryset")
)
_LONGEST_CHAIN = 8


class BibEntry(NamedTuple):
    """One entry as it stands in the file: its fields are LaTeX still."""

    type: str
    key: str
    fields: Mapping[str, str]
    line: int


def entries(text: str, name: str) -> Iterator[BibEntry]:
    """The entries of a ``.bib`` file, in their order; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError`, with line and entry, where the file is no BibTeX.

    >>> [(entry.type, entry.key, entry.fields["month"]) for entry in entries("@Misc{a, month = sep # { 9}}", "x")]
    [('misc', 'a', 'September 9')]
    """
    from pybtex.exceptions import PybtexError

    parser = _parser(text, name)
    position, line = 0, 1
    try:
        for command, body in parser:
            start: int = parser.command_start
            line += text.count("\n", position, start)
            position = start
            if command.casefold() in ("string", "preamble"):
                continue
            key, values = body
            fields: dict[str, str] = {}
            for field, pieces in values:
                value = " ".join("".join(pieces).split())
                if field.casefold() not in fields and value:
                    fields[field.casefold()] = value
            yield BibEntry(command.casefold(), key, fields, line)
    except PybtexError as error:
        where = f"“{name}”, line {getattr(error, 'lineno', None) or line}"
        if parser.current_entry_key:
            where += f", entry “{shorten_text(parser.current_entry_key)}”"
        problem = re.sub(r"^[\w ]+ in line \d+: ", "", str(error)).strip(" .") or "it cannot be read"
        raise SourceError(
            f"{where}: this is no BibTeX ({problem}): look for a brace, a quotation mark or a comma that is missing."
        ) from None


def _parser(text: str, name: str) -> LowLevelParser:
    from pybtex.database.input.bibtex import LowLevelParser, month_names
    from pybtex.scanner import Pattern
    from pybtex.utils import CaseInsensitiveDict

    class Lenient(LowLevelParser):  # type: ignore[misc]
        """An “@” in the text between entries begins none; an abbreviation that is not defined says its name."""

        AT = Pattern(r"@(?=\s*[A-Za-z][^\s{}()@,=\"]*\s*[{(])", "'@'")

        def substitute_macro(self, name: str) -> str:
            return str(self.macros.get(name, name))

    return Lenient(text, macros=CaseInsensitiveDict(month_names), filename=name)


def inherited(entry: BibEntry, by_key: Mapping[str, BibEntry]) -> Mapping[str, str]:
    """The fields of an entry with those of the entries that it refers to (biblatex manual, 2.4.1).

    ``by_key`` has all entries under their keys in small letters.
    """
    fields = dict(entry.fields)
    above = entry
    for _ in range(_LONGEST_CHAIN):
        key = above.fields.get("crossref") or above.fields.get("xdata") or ""
        found = by_key.get(key.partition(",")[0].strip().casefold())
        if found is None or found is entry:
            break
        is_work = "crossref" in above.fields
        for field, value in found.fields.items():
            if field in _UNSHARED:
                continue
            if is_work and found.type != entry.type:
                field = {"title": "booktitle", "subtitle": "booksubtitle", "author": "bookauthor"}.get(
                    field, field
                )
            fields.setdefault(field, value)
        above = found
    return fields

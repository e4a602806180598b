"""Fields of our own in ``.bib`` entries, so that nothing of a record is lost, and the way back from an entry.

A field ``x-archcite-NAME`` holds what an entry does not say elsewhere word for word; NAME is a dotted name of
:mod:`archcite.formats.flat_table.flat_fields` (``x-archcite-holding.file``).  What the ordinary fields say already
(:data:`HELD`, and authors, editors and translators) is not repeated, so that it may be edited there.
``x-archcite-without`` names what the record has nothing in, although the entry shows something: the title that was
made up for a letter without one.

The text is no LaTeX: what would hurt in a ``.bib`` file (braces, quotation marks, line ends) is written as in an
address, ``%7B``.  Every entry of ours has at least one of these fields, and none of them is empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from archcite.errors import RecordError
from archcite.formats.bibtex.fields import MONTHS
from archcite.formats.bibtex.latex_encoder import unescape
from archcite.formats.flat_table.flat_fields import BAR, flatten, sort_names
from archcite.record import Agent, Record, Source

if TYPE_CHECKING:
    from pybtex.database import Entry, Person

PREFIX = "x-archcite-"
WITHOUT = "without"
ROLES = ("author", "editor", "translator")
# What would end a field, or what programs for .bib files change: white space that is no single space, too.
_UNSAFE = re.compile(r"[%{}\\\"\x00-\x1f\x7f]|[^\S ]| (?= )|\A | \Z")
_DAY = re.compile(r"(?:(\d{1,2})~)?(\w+)")


def own_fields(record: Source, entry: Entry) -> dict[str, str]:
    """The fields that an entry needs beside those that it has, for its record to be read back as it is.

    >>> from pybtex.database import Entry
    >>> own_fields(Record(id="7", title="Letter", medium="typescript, {torn}"), Entry("misc", [("title", "Letter")]))
    {'x-archcite-id': '7', 'x-archcite-medium': 'typescript, %7Btorn%7D'}
    """
    said, shown = flatten(record), _shown(entry)
    own = {name: _exact(text) for name, text in said.items() if shown.get(name) != text}
    without = [name for name in shown if name not in said]
    if without or not own:
        own[WITHOUT] = " ".join(sort_names(without)) or "id"
    return {f"{PREFIX}{name}": text for name, text in own.items()}


def read_own(entry: Entry) -> dict[str, str] | None:
    """What an entry of ours says, under dotted names; None for an entry that is not ours.

    :func:`archcite.formats.flat_table.flat_fields.unflatten` makes the mapping of an archcite file of it.

    >>> from pybtex.database import Entry
    >>> read_own(Entry("misc", [("title", "The {CC}"), ("x-archcite-medium", "%7Btorn%7D")]))
    {'title': 'The CC', 'medium': '{torn}'}
    >>> read_own(Entry("misc", [("title", "The {CC}")])) is None
    True
    """
    own = {
        name.lower().removeprefix(PREFIX): _plain(text)
        for name, text in entry.fields.items()
        if name.lower().startswith(PREFIX)
    }
    if not own:
        return None
    without = own.pop(WITHOUT, "").split()
    said = {name: text for name, text in _shown(entry).items() if name not in without} | own
    return {name: said[name] for name in sort_names(said) if said[name]}


def _exact(text: str) -> str:
    from urllib.parse import quote

    return _UNSAFE.sub(lambda found: quote(found[0], safe=""), text)


def _plain(text: str) -> str:
    from urllib.parse import unquote

    # Programs that save the file put a backslash before what TeX knows; none of ours is left bare.
    return unquote(re.sub(r"\\(?=[&%$#_])", "", text))


def _shown(entry: Entry) -> dict[str, str]:
    """What the ordinary fields of an entry say word for word."""
    agents = [agent for role in ROLES for agent in _agents(entry, role)]
    shown = flatten(Record(agents=agents))
    for name, (fields, read) in HELD.items():
        field = next((field for field in fields if field in entry.fields), None)
        if field and (text := read(entry.fields[field])):
            shown[name] = text
    if "date" not in shown and (date := _date(entry)):
        shown["date"] = date
    return shown


def _date(entry: Entry) -> str:
    """Year, month and day of plain BibTeX as one date."""
    year = entry.fields.get("year", "")
    found = _DAY.fullmatch(entry.fields.get("month", ""))
    if not re.fullmatch(r"\d{4}", year) or not found or found[2] not in MONTHS:
        return year if re.fullmatch(r"\d{4}", year) and "month" not in entry.fields else ""
    month = f"{year}-{MONTHS.index(found[2]) + 1:02}"
    return f"{month}-{int(found[1]):02}" if found[1] else month


def _agents(entry: Entry, role: str) -> list[Agent]:
    from pybtex.database import Person
    from pybtex.database.input.bibtex import split_name_list

    persons = entry.persons.get(role)
    if persons is None:
        # pybtex knows authors and editors alone.
        persons = [Person(name) for name in split_name_list(entry.fields.get(role, ""))]
    try:
        return [_agent(person, role) for person in persons]
    except RecordError:
        return []


def _agent(person: Person, role: str) -> Agent:
    given, particle, family, suffix = (
        " ".join(map(unescape, names))
        for names in (
            [*person.first_names, *person.middle_names],
            person.prelast_names,
            person.last_names,
            person.lineage_names,
        )
    )
    whole = " ".join(person.last_names)
    if not (given or particle or suffix) and whole.startswith("{") and whole.endswith("}"):
        return Agent.body(family, role)
    return Agent(family=family, given=given, particle=particle, suffix=suffix, role=role)


def _listed(separator: str) -> Callable[[str], str]:
    return lambda latex: BAR.join(unescape(latex).split(separator))


def _languages(latex: str) -> str:
    """Names of languages, which biblatex wants in small letters."""
    return BAR.join(name[:1].upper() + name[1:] for name in unescape(latex).split(" and "))


# Dotted name -> the fields that hold it, in one dialect or another, and how they are read.
HELD: Mapping[str, tuple[tuple[str, ...], Callable[[str], str]]] = {
    "kind": (("entrysubtype",), unescape),
    "title": (("title",), unescape),
    "date": (("origdate", "date"), str),
    "holding.repository.name": (("library",), unescape),
    "copy.portal": (("addendum",), unescape),
    "copy.url": (("url",), str),
    "copy.accessed": (("urldate",), str),
    "original_language": (("origlanguage",), _languages),
    "languages": (("language",), _languages),
    "medium": (("titleaddon",), unescape),
    "summary": (("abstract",), unescape),
    "subjects": (("keywords",), _listed(", ")),
}

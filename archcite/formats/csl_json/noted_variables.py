"""CSL variables in the lines of notes, “original-date: 1918”: Zotero's “Extra”, and notes of RIS."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import DATES, NAMES, NUMBERS, TYPES
from archcite.errors import RecordError
from archcite.formats.common.personal_names import split_particles
from archcite.formats.csl_json.item_from_record import to_csl_date
from archcite.formats.csl_json.values import format_value
from archcite.record import ArchivalDate
from archcite.record.csl_variables import DATE_ERRORS, to_date

# In the old form a line is in braces: “{:original-date: 1918}”.
_LINE = pattern(r"(?P<brace>\{)?:?(?P<variable>[A-Za-z][\w -]{0,40}?):\s+(?P<value>.*?\S)\s*(?(brace)\})")
_TEXTS = frozenset(
    """
    abstract annote archive archive-place archive_collection archive_location authority call-number collection-title
    container-title container-title-short dimensions division DOI event-place event-title genre ISBN ISSN jurisdiction
    keyword language license medium original-publisher original-publisher-place original-title part-title PMCID PMID
    publisher publisher-place references reviewed-genre reviewed-title scale source status title title-short URL
    volume-title year-suffix
    """.split()  # noqa: SIM905
)
# Words that are printed as they are: CSL has “autumn” for the season, and “ca. 1988” for a date that is about right.
_FALL = pattern(r"[Ff]all (?P<year>\d{4})", re.ASCII)
_COPYRIGHT = pattern(r"c\d{4}", re.ASCII)
_KNOWN = {name.casefold(): name for name in (*_TEXTS, *NUMBERS, *DATES, *NAMES, "type")}


def set_variable(item: dict[str, Any], line: str, *, overrules: bool = False) -> bool:
    """Set the variable that a line of a note gives; return False if the line is not one, or the item has it already.

    A type and a date win over those of the item, as in citeproc-js; with ``overrules`` all do.

    >>> item = {"issued": {"date-parts": [[1945]]}}
    >>> [set_variable(item, line) for line in ("issued: 1945/1952", "Director: Creel || George", "Torn.")]
    [True, True, False]
    >>> item
    {'issued': {'date-parts': [[1945], [1952]]}, 'director': [{'family': 'Creel', 'given': 'George'}]}
    """
    found = _LINE.fullmatch(line.strip())
    variable = _find_variable(found["variable"]) if found else None
    if found is None or variable is None:
        return False
    text = found["value"]
    if variable == "type":
        if text not in TYPES:
            return False
        item["type"] = text
    elif variable in DATES:
        item[variable] = _parse_date(text)
    elif variable in NAMES:
        item.setdefault(variable, []).append(parse_noted_name(text))
    elif variable not in item or overrules:
        item[variable] = text
    else:
        return bool(item[variable] == text)
    return True


def find_noted_variable(line: str) -> str | None:
    """Return the variable that a line of a note gives, or None.

    >>> find_noted_variable("Original Date: 1918"), find_noted_variable("see: Creel")
    ('original-date', None)
    """
    found = _LINE.fullmatch(line.strip())
    return _find_variable(found["variable"]) if found else None


def parse_noted_name(text: str) -> dict[str, str]:
    """Return a name of a note, “Family || Given, Suffix”, or one that is printed as it is written.

    >>> parse_noted_name("de la Cruz || Ann, Jr.")
    {'family': 'Cruz', 'given': 'Ann', 'non-dropping-particle': 'de la', 'suffix': 'Jr.'}
    """
    family, divided, given = (part.strip() for part in text.partition("||"))
    if not divided:
        return {"literal": text}
    given, _, suffix = (part.strip() for part in given.partition(","))
    return {**split_particles(family, given), **({"suffix": suffix} if suffix else {})}


def format_noted(variable: str, value: Any) -> list[str]:
    """Return the lines that give a variable in a note: one, or one for each name.

    >>> format_noted("director", [{"family": "Cruz", "given": "Ann", "non-dropping-particle": "de la"}])
    ['director: de la Cruz || Ann']
    """
    if variable in NAMES and isinstance(value, list):
        return [f"{variable}: {_format_name(name)}" for name in value]
    if variable in DATES:
        return [f"{variable}: {format_noted_date(value)}"]
    return [f"{variable}: {' '.join(format_value(variable, value).split())}"]


def format_noted_date(value: Any) -> str:
    """Return a CSL date in EDTF, or in its words.

    >>> format_noted_date({"date-parts": [[1958, 9], [1959]]}), format_noted_date({"date-parts": [["350BCE"]]})
    ('1958-09/1959', '350BCE')
    """
    if isinstance(value, Mapping) and _COPYRIGHT.fullmatch(str(value.get("literal"))):
        return str(value["literal"])
    try:
        date = to_date(value)
        if isinstance(value, Mapping) and str(value.get("season")).casefold() == "fall":
            return f"Fall {date.parts[0][0]}"
    except DATE_ERRORS:
        return " ".join(_format_invalid_date(value).split())
    return date.edtf or " ".join((date.text or "").split())


def _format_invalid_date(value: Any) -> str:
    """Return what a date says that is not a valid one: its words, or its parts as they are."""
    if not isinstance(value, Mapping):
        return str(value)
    if words := value.get("literal") or value.get("raw"):
        return str(words)
    ends = value.get("date-parts")
    parts = [
        "-".join(map(str, end)) if isinstance(end, (list, tuple)) else str(end)
        for end in (ends if isinstance(ends, (list, tuple)) else [ends])
    ]
    return " ".join(filter(None, ("/".join(parts), str(value.get("season") or ""))))


def _format_name(name: Any) -> str:
    if not isinstance(name, Mapping):
        return str(name)
    if name.get("literal"):
        return str(name["literal"])
    family = " ".join(str(name[part]) for part in ("non-dropping-particle", "family") if name.get(part))
    given = " ".join(str(name[part]) for part in ("given", "dropping-particle") if name.get(part))
    return f"{family} || {given}" + (f", {name['suffix']}" if name.get("suffix") else "")


def _find_variable(written: str) -> str | None:
    """Return the variable under a name, which people write “Original Date” too."""
    if written in _KNOWN:
        return _KNOWN[written]
    name = written.strip().casefold()
    return _KNOWN.get(name) or _KNOWN.get(name.replace(" ", "-")) or _KNOWN.get(name.replace(" ", "_"))


def _parse_date(text: str) -> Any:
    if found := _FALL.fullmatch(text):
        return {"date-parts": [[int(found["year"])]], "season": "Fall"}
    if _COPYRIGHT.fullmatch(text):
        return {"literal": text}
    try:
        return to_csl_date(ArchivalDate(text))
    except RecordError:
        pass
    try:
        return to_csl_date(ArchivalDate(ArchivalDate.parse(text).edtf, None)) or {"literal": text}
    except RecordError:
        return {"literal": text}

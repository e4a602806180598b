"""One reference of EndNote, in the tags of its .enw files, as CSL variables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.languages import find_language_code
from archcite.formats.common.published_work import PublishedWork
from archcite.formats.csl_json.item_from_record import to_csl_date
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.record import Source
from archcite.record.csl_variables import from_agent
from archcite.record.vocabulary import KINDS

# Type of reference, in lower case → CSL type.
TYPES: Mapping[str, str] = {
    "ancient text": "classic",
    "artwork": "graphic",
    "audio": "song",
    "audiovisual material": "motion_picture",
    "blog": "post-weblog",
    "book": "book",
    "book section": "chapter",
    "case": "legal_case",
    "chart or table": "figure",
    "classical work": "classic",
    "computer program": "software",
    "conference paper": "paper-conference",
    "conference proceedings": "paper-conference",
    "dataset": "dataset",
    "dictionary": "entry-dictionary",
    "edited book": "book",
    "electronic article": "article-journal",
    "electronic book": "book",
    "electronic book section": "chapter",
    "encyclopedia": "entry-encyclopedia",
    "figure": "figure",
    "film or broadcast": "motion_picture",
    "generic": "document",
    "government document": "report",
    "hearing": "hearing",
    "interview": "interview",
    "journal article": "article-journal",
    "legal rule or regulation": "legislation",
    "magazine article": "article-magazine",
    "manuscript": "manuscript",
    "map": "map",
    "music": "musical_score",
    "newspaper article": "article-newspaper",
    "online multimedia": "webpage",
    "pamphlet": "pamphlet",
    "patent": "patent",
    "personal communication": "personal_communication",
    "press release": "document",
    "report": "report",
    "serial": "periodical",
    "standard": "standard",
    "statute": "legislation",
    "thesis": "thesis",
    "unpublished work": "manuscript",
    "web page": "webpage",
}
# Tag → CSL variable; then what a tag means otherwise for manuscripts (Library/Archive, Collection Title …).
VARIABLES: Mapping[str, str] = {
    "T": "title",
    "J": "container-title",
    "B": "container-title",
    "S": "collection-title",
    "I": "publisher",
    "C": "publisher-place",
    "V": "volume",
    "N": "issue",
    "P": "page",
    "&": "section",
    "9": "genre",
    "!": "title-short",
    "X": "abstract",
    "L": "call-number",
    "~": "source",
    "(": "references",
}
OF_MANUSCRIPTS: Mapping[str, str] = {
    "I": "archive",
    "B": "archive_collection",
    "S": "archive_collection",
    "C": "archive-place",
    **dict.fromkeys(("V", "L", "N", "P"), "archive_location"),
}
# The place of a manuscript: its container, its call number, its folio.
_OF_PLACE = "VLNP"
# The second title of a book is that of its series, that of a thesis the department.
OF_BOOKS: Mapping[str, str] = {"B": "collection-title", "V": "volume", "N": "collection-number"}
OF_THESES: Mapping[str, str] = {"B": "division"}
PEOPLE: Mapping[str, str] = {
    "A": "author",
    "E": "editor",
    "H": "translator",
    "Y": "collection-editor",
    "?": "contributor",
}
# The second name of a letter is whom it is to.
PEOPLE_OF_LETTERS: Mapping[str, str] = {**PEOPLE, "E": "recipient"}
# Names of other fields than people that only programs need.
_IGNORED = frozenset("0FMQ+*<>=^|#$12345")


def build_source(pairs: Iterable[tuple[str, str]], location: SourceLocation) -> Source:
    """Return the record or publication of one reference from its tags and values.

    >>> pairs = [("0", "Journal Article"), ("A", "Roe, Jane"), ("T", "On Letters"), ("J", "AHR"), ("D", "2016")]
    >>> build_source(pairs, SourceLocation()).csl_item()["container-title"]
    'AHR'
    """
    listed = [(tag, " ".join(value.split())) for tag, value in pairs if value.strip()]
    # Where there are two types, the second is a correction.
    name = next((value for tag, value in reversed(listed) if tag == "0"), "Generic").casefold()
    csl_type = TYPES.get(name)
    if csl_type is None:
        reader_warnings.warn(location, f"“{name}” is not a known type of EndNote; read as a document.")
    work = PublishedWork(location, type=csl_type or "document")
    special = {"manuscript": OF_MANUSCRIPTS, "book": OF_BOOKS, "thesis": OF_THESES}.get(work.type, {})
    people = PEOPLE_OF_LETTERS if work.type == "personal_communication" else PEOPLE
    names: dict[str, list[Any]] = {}
    keywords: list[str] = []
    notes: list[str] = []
    dates: dict[str, str] = {}
    left_out: list[str] = []
    accessed: dict[str, Any] | None = None
    if special is OF_MANUSCRIPTS:
        listed.sort(key=lambda pair: _OF_PLACE.find(pair[0]))
    for tag, value in listed:
        variable = special.get(tag) or VARIABLES.get(tag)
        if tag in PEOPLE:
            role = people[tag]
            if agent := catalogue.parse_agent(value.rstrip(","), body=True if value.endswith(",") else None):
                names.setdefault(role, []).append(from_agent(agent))
        elif tag in "@RU":
            work.set_identifier(f"doi:{value}" if tag == "R" and value.startswith("10.") else value)
        elif tag == "7":
            work.set_edition(value)
        elif tag == "G":
            work.set("language", find_language_code(value) or value)
        elif tag == "K":
            keywords.append(value)
        elif tag == "[":
            accessed = to_csl_date(catalogue.parse_date(value.replace("/", "-")))
        elif tag in "D8":
            dates.setdefault(tag, value)
        elif tag == "Z":
            notes.append(value)
        elif variable == "archive_location" and variable in work.variables:
            work.variables[variable] = f"{work.variables[variable]}, {value}"
        elif variable == "genre" and value.casefold() in KINDS:
            work.set(variable, value.casefold())
        elif variable:
            work.set(variable, value)
        elif tag not in _IGNORED:
            left_out.append(f"%{tag}")
    reader_warnings.warn_left_out(location, left_out)
    item: dict[str, Any] = {"type": work.type, **work.variables, **names}
    if (parsed := catalogue.parse_date(_join_date(dates))) and (issued := to_csl_date(parsed)):
        item["issued"] = issued
    if accessed:
        item["accessed"] = accessed
    if keywords:
        item["keyword"] = "; ".join(keywords)
    if notes:
        item["annote"] = "\n".join(notes)
    return from_csl_item(item, location=location)


def _join_date(dates: Mapping[str, str]) -> str | None:
    """Return the full date (%8), completed by the year (%D) where it has none: “May 5”."""
    year, full = dates.get("D", ""), dates.get("8", "")
    if not full or re.search(r"\d{4}", full):
        return full or year or None
    return f"{full}, {year}" if year else full

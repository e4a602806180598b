"""What each dialect of ``.bib`` files shows of a record: one table a dialect, from the field to what fills it.

*BibTeX*: everything that a reader needs to see, in the fields that the old styles print (``howpublished``,
``note``).  *biblatex*: a field for each thing, dates in EDTF (biblatex manual, 2.2.2 and 2.3.8).
*biblatex-chicago*: an archival ``@misc`` is one with ``entrysubtype``; from the special to the general follow
``note`` (box, file, pages), ``organization`` (the collection), ``institution`` and ``location``, and the date of a
letter is ``origdate`` (biblatex-chicago manual, entry type *misc*).

Published works have the types and fields that all dialects have for them (``book``, ``article`` …).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

from attrs import evolve

from archcite._foundation.wording import join_words
from archcite.csl.variables import DATES
from archcite.dates.months import MONTHS
from archcite.formats.bibtex.dates import format_date, is_biblatex_date, write_words
from archcite.formats.bibtex.languages import find_langid
from archcite.formats.bibtex.latex_encoder import escape, protect
from archcite.formats.bibtex.works import WORK_FIELDS, Base, get_fields
from archcite.formats.common.field_mapping import format_heading
from archcite.formats.common.record_fields import format_notes
from archcite.formats.csl_json.archive_path import format_path, join_location
from archcite.formats.csl_json.item_from_record import PRINTED_TYPES, to_language_tag
from archcite.formats.csl_json.reference_managers import get_variables
from archcite.formats.csl_json.stated_variables import MODELLED
from archcite.record import Agent, Pages, Record
from archcite.record.vocabulary import CSL_TYPES, DEFAULT_CSL_TYPE, KIND_OF_TYPE, KINDS, to_csl_type

# A record, its CSL item and an escape give a field as LaTeX; empty where the record has nothing for it.
Escape: TypeAlias = Callable[[str], str]
Field: TypeAlias = Callable[[Record, Mapping[str, Any], Escape], str]

_LETTERS = "personal_communication"
# Variables that other programs need, and that an entry has in its own way.
_DROPPED = frozenset(
    ("citation-key", "citation-label", "categories", "custom", "system_id", "_graph", "shortTitle")
)


# Fields of a record that are lines of the remarks.
_REMARKS = (
    *("date.text", "holding.repository.code", "holding.repository.country", "holding.parts.title"),
    *("copy.identifier", "agents.affiliation", "variables"),
)


def list_fields(record: Record, item: Mapping[str, Any], dialect: str) -> list[tuple[str, str]]:
    """Return the fields of an entry for an archival source and its CSL item as LaTeX; names are not among them.

    >>> from archcite.record import Record
    >>> report = Record(kind="report", title="Zur Lage", date="1956")
    >>> list_fields(report, report.csl_item(), "biblatex")
    [('entrysubtype', 'report'), ('title', 'Zur {Lage}'), ('date', '1956')]
    """

    def escape_text(text: str) -> str:
        return escape(text, ascii=dialect == "bibtex")

    placed = _place_variables(record, item, escape_text, "bibtex" if dialect == "bibtex" else "biblatex")
    if not record.variables.keys().isdisjoint(_DROPPED | placed.keys()):
        kept = {name: text for name, text in record.variables.items() if name not in _DROPPED | placed.keys()}
        record = evolve(record, variables=kept)
    fields = [(name, value(record, item, escape_text)) for name, value in DIALECTS[dialect].items()]
    return [*placed.values(), *((name, text) for name, text in fields if text)]


def _place_variables(
    record: Record, item: Mapping[str, Any], latex: Escape, base: Base
) -> dict[str, tuple[str, str]]:
    """Return, by variable, the fields of variables that only CSL has and that are read as the same variable."""
    others = [name for name in record.variables if name not in MODELLED and name in item]
    if not others:
        return {}
    read_as = get_variables("bibtex", "misc", True)
    fields = {**get_fields(record.csl_type, base), "event-date": "eventdate"}
    found = {}
    for name in others:
        field = fields.get(name, "")
        if read_as.get(field) != name or field in WORK_FIELDS:
            continue
        text = format_date(item[name]) if name in DATES else latex(str(item[name]))
        if text and isinstance(item[name], str | int | Mapping):
            found[name] = (field, text)
    return found


def choose_entry_type(record: Record, dialect: str) -> str:
    """Return the type of entry: ``letter`` for what biblatex knows as such, ``misc`` for everything else.

    >>> from archcite.record import Record
    >>> choose_entry_type(Record(kind="telegram"), "biblatex"), choose_entry_type(Record(kind="telegram"), "bibtex")
    ('letter', 'misc')
    """
    return "letter" if dialect == "biblatex" and record.csl_type == _LETTERS else "misc"


# -- the fields ----------------------------------------------------------------------------------------------


def _format_title(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    """Return the title; of a document without one, what it is and to whom (CMOS 18, 14.119)."""
    return protect(format_heading(record), ascii=latex("é") != "é")


def _format_month(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    if months := _find_months(record):
        return latex("–".join(MONTHS[month - 1] for month in months[1:]))
    day = _find_sure_day(record)
    if len(day) < 2:
        return ""
    month = MONTHS[day[1] - 1]
    return f"{day[2]}~{month}" if len(day) > 2 else month


def _format_year(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    day = _find_sure_day(record) or _find_months(record)
    return str(day[0]) if day else _format_date_in_words(record, latex)


def _format_iso_date(record: Record, _item: Mapping[str, Any], _latex: Escape) -> str:
    edtf = (record.date.edtf if record.date else None) or ""
    return edtf if is_biblatex_date(edtf) else ""


def _format_literal_year(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    return "" if _format_iso_date(record, item, latex) else _format_date_in_words(record, latex)


def _format_reference(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    """Return repository, place and the way down to the pages, in the archive's own order."""
    holding = record.holding
    pages = Pages(holding.pages.label or "", _replace_hyphens(holding.pages.value)) if holding.pages else ""
    return latex(
        ", ".join(text for text in (_format_repository(record), format_path(holding, pages=pages)) if text)
    )


def _format_library(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(_format_repository(record))


def _format_portal(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(record.copy.portal or "")


def _format_address(record: Record, _item: Mapping[str, Any], _latex: Escape) -> str:
    return encode_address(record.copy.url or "")


def _format_accessed(record: Record, _item: Mapping[str, Any], _latex: Escape) -> str:
    return (record.copy.accessed.edtf if record.copy.accessed else None) or ""


def _format_visible_note(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    """Return what no old style has a field for, as sentences: people, other publication, portal and address."""
    address = record.copy.url
    accessed = record.copy.accessed
    copy = [
        latex(record.copy.portal or ""),
        f"\\url{{{encode_address(address)}}}" if address else "",
        latex(f"accessed {accessed}") if accessed else "",
    ]
    sentences = (
        latex(_format_people(record, item)),
        latex(record.published_in or ""),
        ", ".join(piece for piece in copy if piece),
    )
    return ". ".join(sentence.rstrip(".") for sentence in sentences if sentence)


def _format_credit(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    """Return what the field ``translator`` does not have already."""
    sentences = (_format_recipients(record), str(item.get("note", "")), record.published_in or "")
    return latex(". ".join(sentence.rstrip(".") for sentence in sentences if sentence))


def _format_genre(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    return latex(str(item.get("genre") or ("" if _is_known_kind(record) else record.kind)))


def _format_medium(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(record.medium or "")


def _format_language(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    """Return the languages that are to be printed: those that ``langid`` does not have."""
    return "" if _find_langid(record) else latex(" and ".join(record.languages).lower())


def _format_langid(record: Record, _item: Mapping[str, Any], _latex: Escape) -> str:
    return _find_langid(record)


def _find_langid(record: Record) -> str:
    """Return babel's name of the language of the version that is cited, if it is one that babel knows."""
    code = to_language_tag(record.languages[0]) if len(record.languages) == 1 else None
    return (find_langid(code) or "") if code else ""


def _format_original_language(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex((record.original_language or "").lower())


def _format_kind(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    """Return the kind; where it is in the source's own words, that of the type. It is never empty."""
    return latex(record.kind if _is_known_kind(record) else KIND_OF_TYPE.get(item["type"], item["type"]))


def _format_known_kind(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    """Return a kind of the vocabulary, which other programs may know; other kinds are in the genre."""
    return latex(record.kind) if record.kind != "document" and _is_known_kind(record) else ""


def _is_known_kind(record: Record) -> bool:
    return record.kind in KINDS or record.kind in CSL_TYPES or record.kind in KIND_OF_TYPE.values()


def _format_options(record: Record, _item: Mapping[str, Any], _latex: Escape) -> str:
    """Return an option: a document whose author is unknown is not its translator's."""
    leads = record.agents("translator") and not record.agents("author") and not record.agents("editor")
    return "usetranslator=false" if leads else ""


def _format_letter_date(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    return _format_iso_date(record, item, latex) if record.csl_type == _LETTERS else ""


def _format_other_date(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    return _format_iso_date(record, item, latex) if record.csl_type != _LETTERS else ""


def _format_collection(_record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    return _hold_together(latex(str(item.get("archive_collection", ""))))


def _format_below_collection(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    pages = str(record.holding.pages) if "page" in item else ""
    return latex(", ".join(text for text in (join_location(item), _replace_hyphens(pages)) if text))


def _format_institution(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return _hold_together(latex(str(record.holding.repository)))


def _format_place(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return _hold_together(latex(record.holding.repository.place or ""))


def _format_credit_and_portal(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    pieces = (_format_credit(record, item, latex), _format_portal(record, item, latex))
    return ". ".join(piece for piece in pieces if piece)


def _format_sort_key(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    """Return the first words of the title: BibTeX sorts a source without author and editor by them."""
    if record.agents("author") or record.agents("editor"):
        return ""
    words = (record.title or "").split()
    return latex(" ".join(words[:3])) if len(words) > 3 else ""


def _format_subjects(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    words = [f"{{{latex(word)}}}" if "," in word or ";" in word else latex(word) for word in record.subjects]
    return ", ".join(words)


def _format_summary(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(record.summary or "")


def _format_remarks(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    lines = [f"medium: {record.medium}"] if record.medium else []
    return latex("; ".join([*lines, *_list_remarks(record, item)]))


def _format_further_remarks(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    """Return what the field ``origlanguage`` does not have already."""
    lines = _list_remarks(record, item)
    return latex(
        "; ".join(line for line in lines if line != f"Original language: {record.original_language}")
    )


def _list_remarks(record: Record, item: Mapping[str, Any]) -> list[str]:
    """Return what no field has, a line each; the number in a portal is not repeated if the address has it."""
    url = record.copy.url or ""
    names = [
        name for name in _REMARKS if name != "copy.identifier" or (record.copy.identifier or "") not in url
    ]
    told = to_csl_type(record.kind) if _is_known_kind(record) else DEFAULT_CSL_TYPE
    is_told = item["type"] in (told, DEFAULT_CSL_TYPE, "manuscript")
    if is_told and record.holding and "type" in record.variables:
        is_told = item["type"] not in PRINTED_TYPES
    lines = [] if is_told else [f"type: {item['type']}"]
    return [*lines, *str(item.get("annote", "")).splitlines(), *format_notes(record, names)[0]]


DIALECTS: Mapping[str, Mapping[str, Field]] = {
    "bibtex": {
        "key": _format_sort_key,
        "entrysubtype": _format_known_kind,
        "title": _format_title,
        "type": _format_genre,
        "howpublished": _format_reference,
        "library": _format_library,
        "collection": _format_collection,
        "month": _format_month,
        "year": _format_year,
        "note": _format_visible_note,
        "language": _format_language,
        "langid": _format_langid,
        "abstract": _format_summary,
        "keywords": _format_subjects,
        "annote": _format_remarks,
    },
    "biblatex": {
        "entrysubtype": _format_known_kind,
        "title": _format_title,
        "type": _format_genre,
        "date": _format_iso_date,
        "year": _format_literal_year,
        "howpublished": _format_reference,
        "library": _format_library,
        "collection": _format_collection,
        "origlanguage": _format_original_language,
        "language": _format_language,
        "langid": _format_langid,
        "note": _format_credit,
        "titleaddon": _format_medium,
        "addendum": _format_portal,
        "url": _format_address,
        "urldate": _format_accessed,
        "abstract": _format_summary,
        "keywords": _format_subjects,
        "annotation": _format_further_remarks,
    },
    "biblatex-chicago": {
        "options": _format_options,
        "entrysubtype": _format_kind,
        "title": _format_title,
        "type": _format_genre,
        "titleaddon": _format_medium,
        "origdate": _format_letter_date,
        "date": _format_other_date,
        "year": _format_literal_year,
        "note": _format_below_collection,
        "organization": _format_collection,
        "institution": _format_institution,
        "location": _format_place,
        "origlanguage": _format_original_language,
        "language": _format_language,
        "langid": _format_langid,
        "addendum": _format_credit_and_portal,
        "url": _format_address,
        "urldate": _format_accessed,
        "abstract": _format_summary,
        "keywords": _format_subjects,
        "annotation": _format_further_remarks,
    },
}


# -- their parts ---------------------------------------------------------------------------------------------


def _find_sure_day(record: Record) -> tuple[int, ...]:
    """Return year, month and day of a single, certain date; empty for every other."""
    date = record.date
    if (
        date is None
        or date.is_approximate
        or date.is_uncertain
        or len(date.parts) != 1
        or "X" in (date.edtf or "")
    ):
        return ()
    day = date.parts[0]
    return () if len(day) > 1 and day[1] > 12 else day


def _find_months(record: Record) -> tuple[int, ...]:
    """Return the year and the two months of a date such as “March–May 1918”; empty for every other."""
    edtf = (record.date.edtf if record.date else None) or ""
    found = re.fullmatch(r"(\d{4})-(0[1-9]|1[0-2])/\1-(0[1-9]|1[0-2])", edtf)
    return tuple(map(int, found.groups())) if found else ()


def _format_date_in_words(record: Record, latex: Escape) -> str:
    """Return the date as written, else what can be made of EDTF: “ca. 1958”, “1956–1958”."""
    date = record.date
    if date is None or date.text or not date.edtf:
        return latex(str(date or ""))
    return latex(write_words(date.edtf))


def _format_repository(record: Record) -> str:
    repository = record.holding.repository
    name = str(repository)
    place = repository.place
    return ", ".join(text for text in (name, place if place and place not in name else None) if text)


def _format_people(record: Record, item: Mapping[str, Any]) -> str:
    credit = str(item.get("note") or "")
    translators = _join_names(one for one in record.agents("translator") if one.name not in credit)
    said = (_format_recipients(record), f"Translated by {translators}" if translators else "", credit)
    return ". ".join(text.rstrip(".") for text in said if text)


def _format_recipients(record: Record) -> str:
    """Return the recipients, if the title does not name them."""
    unsaid = [
        agent for agent in record.agents("recipient") if record.title and agent.name not in record.title
    ]
    return f"To {_join_names(unsaid)}" if unsaid else ""


def _join_names(agents: Iterable[Agent]) -> str:
    return join_words([agent.name for agent in agents])


def _hold_together(latex: str) -> str:
    """Put a name of biblatex that looks like several into braces."""
    return f"{{{latex}}}" if " and " in latex else latex


def _replace_hyphens(pages: str) -> str:
    """Return a range of pages with a dash in place of the hyphen."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", pages)


def encode_address(address: str) -> str:
    """Return an address for ``\\url`` and the field ``url``, which take it as it is; but braces must balance.

    >>> encode_address("https://example.org/a_b?c={d}")
    'https://example.org/a_b?c=%7Bd%7D'
    """
    return "".join(f"%{ord(sign):02X}" if sign in '{}\\ "' else sign for sign in address)

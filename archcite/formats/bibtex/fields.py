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
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from archcite._foundation.wording import join_words
from archcite.formats.bibtex.latex_encoder import escape, protect
from archcite.formats.csl_json.item_from_record import format_path, to_csl_item
from archcite.record import Agent, Pages, Source

# A record, its CSL item and an escape give a field as LaTeX; empty where the record has nothing for it.
Escape: TypeAlias = Callable[[str], str]
Field: TypeAlias = Callable[[Source, Mapping[str, Any], Escape], str]

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_LETTERS = "personal_communication"
# What biblatex reads as a date: EDTF level 1 without seasons of a part of a year, and open intervals.
_POINT = r"-?\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?|\d{3}X|\d{2}XX|\d{4}-XX(?:-XX)?|\d{4}-\d\d-XX"
_BIBLATEX_DATE = re.compile(rf"(?:{_POINT})(?:/(?:{_POINT}|\.\.)?)?|(?:\.\.)?/(?:{_POINT})")


def shown_fields(record: Source, dialect: str) -> list[tuple[str, str]]:
    """The fields of an entry that are there to be read, in their order, as LaTeX.

    >>> from archcite.record import Record
    >>> shown_fields(Record(kind="report", title="Zur Lage", date="1956"), "biblatex")
    [('entrysubtype', 'report'), ('title', 'Zur {Lage}'), ('date', '1956')]
    """

    def latex(text: str) -> str:
        return escape(text, ascii=dialect == "bibtex")

    item = to_csl_item(record)
    table = DIALECTS[dialect]
    if is_published(record):
        variables = PUBLISHED["bibtex" if dialect == "bibtex" else "biblatex"][record.csl_type]
        kept = {name: value for name, value in table.items() if name not in _OF_DOCUMENTS}
        table = {**kept, **{name: _variable(variable) for name, variable in variables.items()}}
    fields = [(name, value(record, item, latex)) for name, value in table.items()]
    return [(name, text) for name, text in fields if text]


def entry_type(record: Source, dialect: str) -> str:
    """The type of a published work; ``letter`` for what biblatex knows as such; ``misc`` for everything else."""
    if is_published(record):
        old, new = _TYPES[record.csl_type]
        return old if dialect == "bibtex" else new
    return "letter" if dialect == "biblatex" and record.csl_type == _LETTERS else "misc"


def is_published(record: Source) -> bool:
    """Whether a record is a book, an article or the like, and in no archive.

    >>> from archcite.record import Record
    >>> is_published(Record(kind="book", title="Wartime")), is_published(Record(kind="letter"))
    (True, False)
    """
    return record.csl_type in _TYPES and not (record.holding.repository or record.holding.parts)


# -- the fields ----------------------------------------------------------------------------------------------


def _title(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    """The title; of a document without one, what it is and to whom (CMOS 18, 14.119)."""
    to = _names(record.agents("recipient"))
    made = record.kind[:1].upper() + record.kind[1:] + (f" to {to}" if to else "")
    return protect(record.title or made, ascii=latex("é") != "é")


def _month(record: Source, _item: Mapping[str, Any], _latex: Escape) -> str:
    day = _sure_day(record)
    if len(day) < 2:
        return ""
    month = MONTHS[day[1] - 1]
    return f"{day[2]}~{month}" if len(day) > 2 else month


def _year(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    day = _sure_day(record)
    return str(day[0]) if day else _date_in_words(record, latex)


def _iso_date(record: Source, _item: Mapping[str, Any], _latex: Escape) -> str:
    edtf = (record.date.edtf if record.date else None) or ""
    return edtf if _BIBLATEX_DATE.fullmatch(edtf) else ""


def _literal_year(record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    return "" if _iso_date(record, item, latex) else _date_in_words(record, latex)


def _reference(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    """Repository, place and the way down to the pages, in the archive's own order."""
    holding = record.holding
    pages = Pages(holding.pages.label or "", _dashed(holding.pages.value)) if holding.pages else ""
    return latex(", ".join(text for text in (_repository(record), format_path(holding, pages=pages)) if text))


def _library(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(_repository(record))


def _portal(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(record.copy.portal or "")


def _address(record: Source, _item: Mapping[str, Any], _latex: Escape) -> str:
    return _safe_address(record.copy.url or "")


def _accessed(record: Source, _item: Mapping[str, Any], _latex: Escape) -> str:
    return (record.copy.accessed.edtf if record.copy.accessed else None) or ""


def _visible_note(record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    """What no old style has a field for, as sentences: people, other publication, portal and address."""
    address = record.copy.url
    accessed = record.copy.accessed
    copy = [
        latex(record.copy.portal or ""),
        f"\\url{{{_safe_address(address)}}}" if address else "",
        latex(f"accessed {accessed}") if accessed else "",
    ]
    sentences = (
        latex(_people(record, item)),
        latex(record.published_in or ""),
        ", ".join(piece for piece in copy if piece),
    )
    return ". ".join(sentence.rstrip(".") for sentence in sentences if sentence)


def _credit(record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    """What the field ``translator`` does not say already."""
    sentences = (_to_whom(record), str(item.get("note", "")), record.published_in or "")
    return latex(". ".join(sentence.rstrip(".") for sentence in sentences if sentence))


def _genre(_record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    return latex(str(item.get("genre", "")))


def _medium(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(record.medium or "")


def _languages(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(" and ".join(record.languages).lower())


def _original_language(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex((record.original_language or "").lower())


def _kind(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(record.kind)


def _options(record: Source, _item: Mapping[str, Any], _latex: Escape) -> str:
    """A document whose author is not known is not its translator's."""
    leads = record.agents("translator") and not record.agents("author") and not record.agents("editor")
    return "usetranslator=false" if leads else ""


def _letter_date(record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    return _iso_date(record, item, latex) if record.csl_type == _LETTERS else ""


def _other_date(record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    return _iso_date(record, item, latex) if record.csl_type != _LETTERS else ""


def _collection(_record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    return _one(latex(str(item.get("archive_collection", ""))))


def _below_collection(record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    pages = str(record.holding.pages) if "page" in item else ""
    return latex(", ".join(text for text in (item.get("archive_location"), _dashed(pages)) if text))


def _institution(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    return _one(latex(str(record.holding.repository)))


def _place(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    return _one(latex(record.holding.repository.place or ""))


def _credit_and_portal(record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    pieces = (_credit(record, item, latex), _portal(record, item, latex))
    return ". ".join(piece for piece in pieces if piece)


def _sort_key(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    """What the old styles sort a source under that has neither author nor editor."""
    if record.agents("author") or record.agents("editor"):
        return ""
    return latex(record.title or record.kind)


def _subjects(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(", ".join(subject.replace(",", "") for subject in record.subjects))


def _summary(record: Source, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(record.summary or "")


def _remarks(_record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    return latex("; ".join(str(item.get("annote", "")).splitlines()))


def _further_remarks(record: Source, item: Mapping[str, Any], latex: Escape) -> str:
    """What the field ``origlanguage`` does not say already."""
    lines = str(item.get("annote", "")).splitlines()
    return latex(
        "; ".join(line for line in lines if line != f"Original language: {record.original_language}")
    )


DIALECTS: Mapping[str, Mapping[str, Field]] = {
    "bibtex": {
        "key": _sort_key,
        "title": _title,
        "howpublished": _reference,
        "month": _month,
        "year": _year,
        "note": _visible_note,
        "language": _languages,
        "annote": _remarks,
    },
    "biblatex": {
        "entrysubtype": _kind,
        "title": _title,
        "type": _genre,
        "date": _iso_date,
        "year": _literal_year,
        "howpublished": _reference,
        "library": _library,
        "origlanguage": _original_language,
        "language": _languages,
        "note": _credit,
        "titleaddon": _medium,
        "addendum": _portal,
        "url": _address,
        "urldate": _accessed,
        "abstract": _summary,
        "keywords": _subjects,
        "annotation": _further_remarks,
    },
    "biblatex-chicago": {
        "options": _options,
        "entrysubtype": _kind,
        "title": _title,
        "titleaddon": _medium,
        "origdate": _letter_date,
        "date": _other_date,
        "year": _literal_year,
        "note": _below_collection,
        "organization": _collection,
        "institution": _institution,
        "location": _place,
        "origlanguage": _original_language,
        "addendum": _credit_and_portal,
        "url": _address,
        "urldate": _accessed,
        "abstract": _summary,
        "keywords": _subjects,
        "annotation": _further_remarks,
    },
}


# The types of published works, in BibTeX and in biblatex, by their CSL types.
_TYPES: Mapping[str, tuple[str, str]] = {
    "article-journal": ("article", "article"),
    "article-magazine": ("article", "article"),
    "article-newspaper": ("article", "article"),
    "book": ("book", "book"),
    "chapter": ("incollection", "incollection"),
    "paper-conference": ("inproceedings", "inproceedings"),
    "thesis": ("phdthesis", "thesis"),
}
# What only documents in archives have; in an entry of a published work it would say other things.
_OF_DOCUMENTS = frozenset(
    ("entrysubtype", "howpublished", "institution", "library", "location", "organization", "type")
)


def _fields_of_works(address: str, journal: str, school: str) -> dict[str, dict[str, str]]:
    """Which field says which CSL variable, for each type of work; three of them each dialect calls its own way."""
    book = {
        "publisher": "publisher",
        address: "publisher-place",
        "edition": "edition",
        "series": "collection-title",
        "volume": "volume",
        "isbn": "ISBN",
        "doi": "DOI",
    }
    part = {"booktitle": "container-title", **book, "pages": "page"}
    article = {
        journal: "container-title",
        "volume": "volume",
        "number": "issue",
        "pages": "page",
        "doi": "DOI",
    }
    return {
        "article-journal": article,
        "article-magazine": article,
        "article-newspaper": article,
        "book": book,
        "chapter": part,
        "paper-conference": part,
        "thesis": {"type": "genre", school: "publisher", address: "publisher-place", "doi": "DOI"},
    }


PUBLISHED: Mapping[str, Mapping[str, Mapping[str, str]]] = {
    "bibtex": _fields_of_works("address", "journal", "school"),
    "biblatex": _fields_of_works("location", "journaltitle", "institution"),
}


def _variable(name: str) -> Field:
    def field(_record: Source, item: Mapping[str, Any], latex: Escape) -> str:
        text = str(item.get(name, ""))
        return latex(text.replace("–", "-").replace("-", "--") if name == "page" else text)

    return field


# -- their parts ---------------------------------------------------------------------------------------------


def _sure_day(record: Source) -> tuple[int, ...]:
    """Year, month and day of a single, certain date; empty for every other."""
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


def _date_in_words(record: Source, latex: Escape) -> str:
    """The date as written, else what can be made of EDTF: “ca. 1958”, “1956–1958”."""
    date = record.date
    if date is None or date.text or not date.edtf:
        return latex(str(date or ""))
    about = "ca. " if "~" in date.edtf or "%" in date.edtf else ""
    return latex(about + date.edtf.replace("/", "–").replace("~", "").replace("%", "?"))


def _repository(record: Source) -> str:
    repository = record.holding.repository
    name = str(repository)
    place = repository.place
    return ", ".join(text for text in (name, place if place and place not in name else None) if text)


def _people(record: Source, item: Mapping[str, Any]) -> str:
    credit = item.get("note")
    translators = _names(record.agents("translator"))
    said = str(credit) if credit else f"Translated by {translators}" if translators else ""
    return ". ".join(text.rstrip(".") for text in (_to_whom(record), said) if text)


def _to_whom(record: Source) -> str:
    """The recipients, where the title doesn't name them."""
    unsaid = [
        agent for agent in record.agents("recipient") if record.title and agent.name not in record.title
    ]
    return f"To {_names(unsaid)}" if unsaid else ""


def _names(agents: Iterable[Agent]) -> str:
    return join_words([agent.name for agent in agents])


def _one(latex: str) -> str:
    """An entry of a list of biblatex: what looks like several is held together."""
    return f"{{{latex}}}" if " and " in latex else latex


def _dashed(pages: str) -> str:
    """A range of pages with the dash that TeX makes of two hyphens."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", pages)


def _safe_address(address: str) -> str:
    """An address for ``\\url`` and the field ``url``, which take it as it is; but braces must balance."""
    return "".join(_percent(address))


def _percent(address: str) -> Iterator[str]:
    for sign in address:
        yield f"%{ord(sign):02X}" if sign in '{}\\ "' else sign

"""Records as ``.bib`` entries, through pybtex, in two dialects.

*BibTeX*: ``@misc``, with everything that a reader needs to see in the fields that the old styles print
(``howpublished``, ``note``).  *biblatex*: ``@letter`` and ``@misc``, with a field for each thing
(``library``, ``addendum``, ``origlanguage``, ``urldate`` …) and EDTF dates (biblatex manual, 2.3.8).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Literal, TypeAlias

from archcite.errors import OutputError
from archcite.record import Agent, Record
from archcite.writers.bibtex_key import keys
from archcite.writers.csl_item import to_csl_item
from archcite.writers.latex_text import escape, protect

if TYPE_CHECKING:
    from pybtex.database import BibliographyData, Entry, Person

Dialect: TypeAlias = Literal["bibtex", "biblatex"]
# A record, its CSL item and an escape give a field as LaTeX; empty where the record has nothing for it.
Escape: TypeAlias = Callable[[str], str]
Field: TypeAlias = Callable[[Record, Mapping[str, Any], Escape], str]

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
_ROLES = ("author", "editor", "translator")
_LETTERS = frozenset(("cable", "dispatch", "letter", "message", "telegram"))
# What biblatex reads as a date: EDTF level 1 without seasons of a part of a year, and open intervals.
_POINT = r"-?\d{4}(?:-\d\d(?:-\d\d)?)?[~?%]?|\d{3}X|\d{2}XX|\d{4}-XX(?:-XX)?|\d{4}-\d\d-XX"
_BIBLATEX_DATE = re.compile(rf"(?:{_POINT})(?:/(?:{_POINT}|\.\.)?)?|(?:\.\.)?/(?:{_POINT})")


def to_bibtex(records: Record | Iterable[Record], dialect: Dialect = "bibtex") -> str:
    """One record or many as the text of a ``.bib`` file.

    Keys are made of what a record says (who, when, what), and are unique in the file.  Raises
    :class:`~archcite.errors.OutputError` for a dialect that is none.

    >>> print(to_bibtex(Record(kind="letter", title="Letter to Colonel House", date="1918-09-25",
    ...                        agents=[Agent.parse("George Creel")])))
    @misc{creel1918letter,
        author = "Creel, George",
        title = "Letter to {Colonel} {House}",
        month = "25~September",
        year = "1918"
    }
    """
    if dialect not in _FIELDS:
        raise OutputError(f"There is no dialect “{dialect}” of BibTeX; say bibtex or biblatex.")
    several = [records] if isinstance(records, Record) else list(records)
    return _written(_database(several, dialect))


def to_biblatex(records: Record | Iterable[Record]) -> str:
    """One record or many as a ``.bib`` file for biblatex: ``to_bibtex(records, "biblatex")``."""
    return to_bibtex(records, "biblatex")


def _database(records: list[Record], dialect: Dialect) -> BibliographyData:
    from pybtex.database import BibliographyData

    return BibliographyData(
        {key: _entry(record, dialect) for key, record in zip(keys(records), records, strict=True)}
    )


def _entry(record: Record, dialect: Dialect) -> Entry:
    from pybtex.database import Entry

    def latex(text: str) -> str:
        return escape(text, ascii=dialect == "bibtex")

    item = to_csl_item(record)
    fields = [(name, value(record, item, latex)) for name, value in _FIELDS[dialect].items()]
    persons = {role: [_person(agent, latex) for agent in record.agents(role)] for role in _ROLES}
    return Entry(
        "letter" if dialect == "biblatex" and record.kind.casefold() in _LETTERS else "misc",
        fields=[(name, text) for name, text in fields if text],
        persons={role: people for role, people in persons.items() if people},
    )


def _person(agent: Agent, latex: Escape) -> Person:
    """A name in BibTeX's four parts; a body, or a name printed as it stands, in braces."""
    from pybtex.database import Person

    if agent.literal:
        person = Person()
        person.last_names.append(f"{{{latex(agent.literal)}}}")
        return person

    def part(*texts: str | None) -> str:
        words = [latex(text) for text in texts if text]
        return " ".join(f"{{{word}}}" if "," in word or " and " in word else word for word in words)

    return Person(
        first=part(agent.given, agent.dropping_particle),
        prelast=part(agent.particle),
        last=part(agent.family),
        lineage=part(agent.suffix),
    )


def _written(data: BibliographyData) -> str:
    from io import StringIO

    from pybtex.database.output.bibtex import Writer

    class AsItStands(Writer):  # type: ignore[misc]
        """Fields are LaTeX already, and addresses must stay as they are."""

        def _encode(self, text: str) -> str:
            return text

    out = StringIO()
    AsItStands(encoding="UTF-8").write_stream(data, out)
    return out.getvalue()


# -- the fields ----------------------------------------------------------------------------------------------


def _title(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    """The title; of a document without one, what it is and to whom (CMOS 18, 14.119)."""
    to = _names(record.agents("recipient"))
    made = record.kind[:1].upper() + record.kind[1:] + (f" to {to}" if to else "")
    return protect(record.title or made, ascii=latex("é") != "é")


def _month(record: Record, _item: Mapping[str, Any], _latex: Escape) -> str:
    day = _sure_day(record)
    if len(day) < 2:
        return ""
    month = _MONTHS[day[1] - 1]
    return f"{day[2]}~{month}" if len(day) > 2 else month


def _year(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    day = _sure_day(record)
    return str(day[0]) if day else _date_in_words(record, latex)


def _iso_date(record: Record, _item: Mapping[str, Any], _latex: Escape) -> str:
    edtf = (record.date.edtf if record.date else None) or ""
    return edtf if _BIBLATEX_DATE.fullmatch(edtf) else ""


def _literal_year(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    return "" if _iso_date(record, item, latex) else _date_in_words(record, latex)


def _reference(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    """Repository, place and the way down to the pages, in the archive's own order."""
    holding = record.holding
    path = (*map(str, holding.parts), _dashed(str(holding.pages)))
    return latex(", ".join(text for text in (_repository(record), *path) if text))


def _library(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(_repository(record))


def _portal(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(record.copy.portal or "")


def _address(record: Record, _item: Mapping[str, Any], _latex: Escape) -> str:
    return _safe_address(record.copy.url or "")


def _accessed(record: Record, _item: Mapping[str, Any], _latex: Escape) -> str:
    return (record.copy.accessed.edtf if record.copy.accessed else None) or ""


def _visible_note(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
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


def _credit(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    """What the field ``translator`` does not say already."""
    sentences = (_to_whom(record), str(item.get("note", "")), record.published_in or "")
    return latex(". ".join(sentence.rstrip(".") for sentence in sentences if sentence))


def _genre(_record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    return latex(str(item.get("genre", "")))


def _medium(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(record.medium or "")


def _languages(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(" and ".join(record.languages).lower())


def _original_language(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex((record.original_language or "").lower())


def _sort_key(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    """What the old styles sort a source under that has neither author nor editor."""
    if record.agents("author") or record.agents("editor"):
        return ""
    return latex(record.title or record.kind)


def _subjects(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(", ".join(subject.replace(",", "") for subject in record.subjects))


def _summary(record: Record, _item: Mapping[str, Any], latex: Escape) -> str:
    return latex(record.summary or "")


def _remarks(_record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    return latex("; ".join(str(item.get("annote", "")).splitlines()))


def _further_remarks(record: Record, item: Mapping[str, Any], latex: Escape) -> str:
    """What the field ``origlanguage`` does not say already."""
    lines = str(item.get("annote", "")).splitlines()
    return latex(
        "; ".join(line for line in lines if line != f"Original language: {record.original_language}")
    )


_FIELDS: Mapping[str, Mapping[str, Field]] = {
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
}


# -- their parts ---------------------------------------------------------------------------------------------


def _sure_day(record: Record) -> tuple[int, ...]:
    """Year, month and day of a single, certain date; empty for every other."""
    date = record.date
    if date is None or date.is_approximate or len(date.parts) != 1 or "X" in (date.edtf or ""):
        return ()
    day = date.parts[0]
    return () if len(day) > 1 and day[1] > 12 else day


def _date_in_words(record: Record, latex: Escape) -> str:
    """The date as written, else what can be made of EDTF: “ca. 1958”, “1956–1958”."""
    date = record.date
    if date is None or date.text or not date.edtf:
        return latex(str(date or ""))
    about = "ca. " if "~" in date.edtf or "%" in date.edtf else ""
    return latex(about + date.edtf.replace("/", "–").replace("~", "").replace("%", "?"))


def _repository(record: Record) -> str:
    repository = record.holding.repository
    name = str(repository)
    place = repository.place
    return ", ".join(text for text in (name, place if place and place not in name else None) if text)


def _people(record: Record, item: Mapping[str, Any]) -> str:
    credit = item.get("note")
    translators = _names(record.agents("translator"))
    said = str(credit) if credit else f"Translated by {translators}" if translators else ""
    return ". ".join(text.rstrip(".") for text in (_to_whom(record), said) if text)


def _to_whom(record: Record) -> str:
    """The recipients, where the title doesn't name them."""
    unsaid = [
        agent for agent in record.agents("recipient") if record.title and agent.name not in record.title
    ]
    return f"To {_names(unsaid)}" if unsaid else ""


def _names(agents: Iterable[Agent]) -> str:
    names = [agent.name for agent in agents]
    return (
        ", ".join(names[:-1]) + (", and " if len(names) > 2 else " and ") + names[-1]
        if len(names) > 1
        else "".join(names)
    )


def _dashed(pages: str) -> str:
    """A range of pages with the dash that TeX makes of two hyphens."""
    return re.sub(r"(?<=\d)-(?=\d)", "–", pages)


def _safe_address(address: str) -> str:
    """An address for ``\\url`` and the field ``url``, which take it as it is; but braces must balance."""
    return "".join(_percent(address))


def _percent(address: str) -> Iterator[str]:
    for sign in address:
        yield f"%{ord(sign):02X}" if sign in '{}\\ "' else sign

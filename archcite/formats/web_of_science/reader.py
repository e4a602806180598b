"""Read the plain text of Web of Science (.ciw, ISI): two letters and a value on each line, ``ER`` after each record."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import reader_warnings
from archcite.formats.common.published_work import PublishedWork
from archcite.formats.ris.names import parse_ris_name
from archcite.record import Agent, Publication
from archcite.record.csl_variables import to_agent

# A list begins with the name of its program, or with the type of the first record.
_START = pattern(r"\ufeff?\s*(?:FN (?:Clarivate|Thomson|ISI)\b|PT [JBSPC]\s*\n)")
_TAG = pattern(r"(?P<tag>[A-Z][A-Z0-9])(?: (?P<value>.*)|\s*)")
_MONTH = pattern(r"(?P<month>\d{1,2})(?: \d{4})?", re.ASCII)
_SEASONS: Mapping[str, str] = {"SPR": "Spring", "SUM": "Summer", "FAL": "Fall", "WIN": "Winter"}
_EMAIL = pattern(r"\s*\([^()]*@[^()]*\)")
# Tags whose lines are a value each; the lines of all others are one text.
_LISTS = frozenset(("AU", "AF", "BA", "BF", "BE", "ED", "CA", "GP"))
# Type of publication, and of document, which says more → CSL type.
_TYPES: Mapping[str, str] = {
    "J": "article-journal",
    "B": "book",
    "S": "chapter",
    "C": "paper-conference",
    "P": "patent",
}
_DOCUMENTS: Mapping[str, str] = {
    "Book Review": "review-book",
    "Book Chapter": "chapter",
    "Meeting Abstract": "paper-conference",
    "Proceedings Paper": "paper-conference",
}
# Tag → CSL variable. Where two tags have the same, the first that is given counts.
VARIABLES: Mapping[str, str] = {
    "TI": "title",
    "SO": "container-title",
    "SE": "collection-title",
    "BS": "volume-title",
    "JI": "container-title-short",
    "VL": "volume",
    "IS": "issue",
    "DI": "DOI",
    "SN": "ISSN",
    "EI": "ISSN",
    "BN": "ISBN",
    "PU": "publisher",
    "PI": "publisher-place",
    "CT": "event-title",
    "CL": "event-place",
    "AB": "abstract",
    "PM": "PMID",
    "PN": "part-number",
}
_PEOPLE: Mapping[str, str] = {
    "AU": "author",
    "AF": "author",
    "BA": "author",
    "BF": "author",
    "BE": "editor",
    "ED": "editor",
}


def sniff(text: str) -> bool:
    """Return whether a text is a list of records of Web of Science.

    >>> sniff("FN Clarivate Analytics Web of Science\\nVR 1.0\\n"), sniff("FN 1956\\n")
    (True, False)
    """
    return _START.match(text) is not None


def read(text: str, name: str = "the text") -> list[Publication]:
    """Return the publications of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> source, = read("PT J\\nAU Roe, J\\nAF Roe, Jane\\nTI On\\n   letters\\nSO AHR\\nPD DEC\\nPY 1990\\nER\\n")
    >>> source.title, source.date.edtf, source.agents("author")[0].name
    ('On letters', '1990-12', 'Jane Roe')
    """
    sources = []
    for number, (line, fields) in enumerate(_iterate_records(text), start=1):
        location = SourceLocation(name, line, number)
        if len(fields) > 1:
            sources.append(_build_publication(fields, location))
        else:
            reader_warnings.warn(location, "the record is empty and was left out.")
    if not sources:
        raise SourceError(
            "The file has no record of Web of Science: export it again.", location=SourceLocation(name)
        )
    return sources


def _iterate_records(text: str) -> Iterator[tuple[int, dict[str, list[str]]]]:
    """Yield the lines of each record by their tags, with the line that it begins on; others continue the one before."""
    fields: dict[str, list[str]] = {}
    first, tag = 1, ""
    for number, line in enumerate(text.lstrip("\ufeff").splitlines(), start=1):
        found = _TAG.fullmatch(line)
        if found and found["tag"] in ("ER", "EF"):
            if fields:
                yield first, fields
            fields, tag = {}, ""
        elif found and found["tag"] not in ("FN", "VR"):
            first = first if fields else number
            tag = found["tag"]
            fields.setdefault(tag, []).append((found["value"] or "").strip())
        elif tag and line[:1] == " " and line.strip():
            fields[tag].append(line.strip())
    if fields:
        yield first, fields


def _build_publication(fields: Mapping[str, list[str]], location: SourceLocation) -> Publication:
    texts = {tag: ("; " if tag in _LISTS else " ").join(filter(None, lines)) for tag, lines in fields.items()}
    work = PublishedWork(location, type=_TYPES.get(texts.get("PT", "")[:1], "article-journal"))
    documents = [kind.strip() for kind in texts.get("DT", "").split(";")]
    work.type = next((_DOCUMENTS[kind] for kind in documents if kind in _DOCUMENTS), work.type)
    # Full names are given beside names with initials.
    short = {full: initials for initials, full in (("AU", "AF"), ("BA", "BF")) if full in fields}.values()
    for tag, role in _PEOPLE.items():
        for name in fields.get(tag, ()) if tag not in short else ():
            if parsed := parse_ris_name(_EMAIL.sub("", name)):
                work.agents.append(to_agent(parsed, role))
    work.agents += [Agent.body(name) for name in fields.get("CA", ()) if name]
    texts["TI"] = texts.get("TI", "").rstrip(".")
    # Places are in capitals; that of a journal is only the address of its publisher.
    texts["PI"] = texts.get("PI", "").title() if work.type != "article-journal" else ""
    for tag, variable in VARIABLES.items():
        work.set(variable, texts.get(tag))
    if work.type == "book" and "title" not in work.variables:
        work.set("title", work.variables.pop("container-title", ""))
    work.set("page", _find_pages(texts))
    work.date = catalogue.parse_date(_find_date(texts))
    work.languages += filter(None, map(catalogue.find_language, texts.get("LA", "").split(";")))
    for tag in ("DE", "ID"):
        work.subjects += [word.strip(" .") for word in texts.get(tag, "").split(";") if word.strip(" .")]
    return work.build()


def _find_pages(texts: Mapping[str, str]) -> str:
    """Return the pages, or the number of an article that has none (“UNSP 1722034”)."""
    first, last = texts.get("BP", ""), texts.get("EP", "")
    pages = "-".join(filter(None, (first, last if last != first else "")))
    return pages or texts.get("PS", "") or texts.get("AR", "").removeprefix("UNSP ").removeprefix("ARTN ")


def _find_date(texts: Mapping[str, str]) -> str:
    """Return the day or months with the year, which some lists repeat (“Jun 2019”)."""
    part, year = texts.get("PD", ""), texts.get("PY", "")
    if year and (found := _MONTH.fullmatch(part)):
        return f"{year}-{found['month']:0>2}"
    words = " ".join(_SEASONS.get(word, word.title()) for word in part.split())
    return words if year and year in part else f"{words} {year}".strip()

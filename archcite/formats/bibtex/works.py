"""Published works in ``.bib`` files: one table, read both ways.

Types and fields are those of the biblatex manual (2.1, 2.2), in BibTeX's dialect those of its old styles. Where several
CSL types share a type of entry, ``entrysubtype`` tells them apart, as pandoc and biblatex-chicago have it.
"""

from __future__ import annotations

import functools
from collections.abc import Iterable, Mapping
from typing import Literal, NamedTuple, TypeAlias

Base: TypeAlias = Literal["bibtex", "biblatex"]


class WorkType(NamedTuple):
    """A type of entry in biblatex and in BibTeX, and the subtype that tells it from others."""

    biblatex: str
    bibtex: str
    subtype: str = ""


# CSL type → type of entry.
TYPES: Mapping[str, WorkType] = {
    "article": WorkType("article", "article", "preprint"),
    "article-journal": WorkType("article", "article"),
    "article-magazine": WorkType("article", "article", "magazine"),
    "article-newspaper": WorkType("article", "article", "newspaper"),
    "bill": WorkType("legislation", "misc", "bill"),
    "book": WorkType("book", "book"),
    "broadcast": WorkType("video", "misc", "broadcast"),
    "chapter": WorkType("incollection", "incollection"),
    "classic": WorkType("book", "book", "classic"),
    "collection": WorkType("misc", "misc", "collection"),
    "dataset": WorkType("dataset", "misc", "dataset"),
    "document": WorkType("misc", "misc"),
    "entry": WorkType("inreference", "incollection", "entry"),
    "entry-dictionary": WorkType("inreference", "incollection", "dictionary"),
    "entry-encyclopedia": WorkType("inreference", "incollection", "encyclopedia"),
    "event": WorkType("misc", "misc", "event"),
    "figure": WorkType("image", "misc", "figure"),
    "graphic": WorkType("artwork", "misc", "graphic"),
    "hearing": WorkType("misc", "misc", "hearing"),
    "interview": WorkType("misc", "misc", "interview"),
    "legal_case": WorkType("jurisdiction", "misc", "case"),
    "legislation": WorkType("legislation", "misc", "legislation"),
    "manuscript": WorkType("unpublished", "unpublished"),
    "map": WorkType("misc", "misc", "map"),
    "motion_picture": WorkType("movie", "misc", "film"),
    "musical_score": WorkType("music", "misc", "score"),
    "pamphlet": WorkType("booklet", "booklet"),
    "paper-conference": WorkType("inproceedings", "inproceedings"),
    "patent": WorkType("patent", "misc", "patent"),
    "performance": WorkType("performance", "misc", "performance"),
    "periodical": WorkType("periodical", "misc", "periodical"),
    "personal_communication": WorkType("letter", "misc", "letter"),
    "post": WorkType("online", "misc", "post"),
    "post-weblog": WorkType("online", "misc", "blog"),
    "regulation": WorkType("legislation", "misc", "regulation"),
    "report": WorkType("report", "techreport"),
    "review": WorkType("review", "article", "review"),
    "review-book": WorkType("review", "article", "bookreview"),
    "software": WorkType("software", "misc", "software"),
    "song": WorkType("audio", "misc", "recording"),
    "speech": WorkType("unpublished", "unpublished", "speech"),
    "standard": WorkType("standard", "misc", "standard"),
    "thesis": WorkType("thesis", "phdthesis"),
    "treaty": WorkType("misc", "misc", "treaty"),
    "webpage": WorkType("online", "misc", "webpage"),
}
# In biblatex the type says these already.
_TOLD_BY_TYPE = frozenset(
    (
        *(
            "case",
            "dataset",
            "encyclopedia",
            "film",
            "graphic",
            "legislation",
            "patent",
            "performance",
            "periodical",
        ),
        *("recording", "review", "software", "standard", "webpage", "letter"),
    )
)
_ARTICLES = frozenset(
    (
        "article",
        "article-journal",
        "article-magazine",
        "article-newspaper",
        "review",
        "review-book",
        "periodical",
    )
)
_PARTS = frozenset(("chapter", "entry", "entry-dictionary", "entry-encyclopedia", "paper-conference"))
_BOOKS = _PARTS | {"book", "classic", "pamphlet", "musical_score"}

# CSL variable → field, in all types: in biblatex, and in BibTeX where that has another. “”: it has none.
_FIELDS: Mapping[str, tuple[str, str]] = {
    "title": ("title", "title"),
    "container-title": ("journaltitle", "journal"),
    "genre": ("type", "type"),
    "medium": ("titleaddon", ""),
    "language": ("langid", "langid"),
    "edition": ("edition", "edition"),
    "version": ("version", "version"),
    "volume": ("volume", "volume"),
    "part-number": ("part", "part"),
    "number-of-volumes": ("volumes", "volumes"),
    "collection-title": ("series", "series"),
    "number": ("number", "number"),
    "issue": ("issue", "issue"),
    "chapter-number": ("chapter", "chapter"),
    "page": ("pages", "pages"),
    "number-of-pages": ("pagetotal", "pagetotal"),
    "event-title": ("eventtitle", "eventtitle"),
    "event-place": ("venue", "venue"),
    "publisher": ("publisher", "publisher"),
    "publisher-place": ("location", "address"),
    "original-title": ("origtitle", "origtitle"),
    "original-publisher": ("origpublisher", "origpublisher"),
    "original-publisher-place": ("origlocation", "origlocation"),
    "ISBN": ("isbn", "isbn"),
    "ISSN": ("issn", "issn"),
    "note": ("note", "note"),
    "status": ("pubstate", "pubstate"),
    "DOI": ("doi", "doi"),
    "URL": ("url", "url"),
    "title-short": ("shorttitle", "shorttitle"),
    "container-title-short": ("shortjournal", "shortjournal"),
    "call-number": ("library", "library"),
    "abstract": ("abstract", "abstract"),
    "keyword": ("keywords", "keywords"),
    "annote": ("annotation", "annote"),
}
# Fields that archival sources do not have: an entry of any type that has one of them is that of a published work.
WORK_FIELDS = frozenset(
    """
    publisher journal journaltitle booktitle isbn issn doi edition volumes school eventtitle eprint origpublisher
    """.split()  # noqa: SIM905
)
# Zotero has a section there, of a newspaper and of a law.
_SECTIONS = {"section": ("chapter", "chapter"), "chapter-number": ("", "")}
# Programs have the name of the website in “titleaddon”.
_OF_SITES = {"medium": ("", "")}
_OF_ARTICLES = {"issue": ("number", "number"), "number": ("eid", "eid"), **_SECTIONS, **_OF_SITES}
_OF_PARTS = {"container-title": ("booktitle", "booktitle")}
_OF_BOOKS = {"collection-number": ("number", "number"), "number": ("", "")}
_OF_TYPES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    **dict.fromkeys(_ARTICLES, _OF_ARTICLES),
    **{name: {**_OF_BOOKS, **(_OF_PARTS if name in _PARTS else {})} for name in _BOOKS},
    "thesis": {"publisher": ("institution", "school")},
    "report": {"publisher": ("institution", "institution")},
    **{
        name: {"authority": ("institution", "institution")}
        for name in ("bill", "hearing", "legal_case", "patent", "standard", "treaty")
    },
    **{
        name: {"authority": ("institution", "institution"), **_SECTIONS}
        for name in ("legislation", "regulation")
    },
    **{
        name: {"publisher": ("organization", "organization"), **_OF_SITES}
        for name in ("webpage", "post", "post-weblog")
    },
}
# Name variables → fields; all others are “editora” and so on, with their role in “editoratype”.
NAMES: Mapping[str, str] = {
    "author": "author",
    "editor": "editor",
    "translator": "translator",
    "container-author": "bookauthor",
}
# In an archival source those whom it was sent to, and who asked, are known by their own names.
ARCHIVAL_NAMES: Mapping[str, str] = {**NAMES, "recipient": "recipient", "interviewer": "interviewer"}
# Name variable → what biblatex calls the role (2.2.2, editortype), where it has another word.
ROLES: Mapping[str, str] = {"contributor": "collaborator", "editorial-director": "editorialdirector"}
DATES: Mapping[str, str] = {
    "issued": "date",
    "event-date": "eventdate",
    "original-date": "origdate",
    "accessed": "urldate",
}
# A letter in an edition: biblatex-chicago has its own date in “origdate”, and CSL in “event-date”.
_DATES_OF_LETTERS = {**DATES, "event-date": "origdate", "original-date": "eventdate"}
# The order of fields in the biblatex manual (2.1.1): required, optional, and those that are not printed.
_ORDER = """
    author recipient interviewer bookauthor editor editortype editora editoratype editorb editorbtype editorc
    editorctype title
    journaltitle journal booktitle date month year translator type school institution eventtitle eventdate
    venue language origlanguage origdate origtitle origpublisher origlocation titleaddon howpublished version
    volume part edition volumes series number issue note organization publisher location address isbn issn eid
    chapter pages pagetotal addendum pubstate doi eprint eprinttype url urldate entrysubtype options
    shorttitle shortjournal langid library collection keywords abstract annotation annote key
"""
ORDER: Mapping[str, int] = {name: number for number, name in enumerate(_ORDER.split())}


def assign_name_fields(
    variables: Iterable[str], fields: Mapping[str, str] = NAMES
) -> dict[str, tuple[str, str | None]]:
    """Return the field of each variable of names, and the role of those in fields for any role.

    There are three such fields; variables beyond these are left out.

    >>> assign_name_fields(["author", "director", "contributor"])
    {'author': ('author', None), 'director': ('editora', 'director'), 'contributor': ('editorb', 'collaborator')}
    """
    slots = iter(("editora", "editorb", "editorc"))
    found: dict[str, tuple[str, str | None]] = {}
    for variable in variables:
        if field := fields.get(variable):
            found[variable] = (field, None)
        elif slot := next(slots, None):
            found[variable] = (slot, ROLES.get(variable, variable))
    return found


def get_date_fields(csl_type: str) -> Mapping[str, str]:
    """Return the field of each date variable in a type of work.

    >>> get_date_fields("book")["event-date"], get_date_fields("personal_communication")["event-date"]
    ('eventdate', 'origdate')
    """
    return _DATES_OF_LETTERS if csl_type == "personal_communication" else DATES


@functools.cache
def get_fields(csl_type: str, base: Base) -> Mapping[str, str]:
    """Return the field of each CSL variable in a type of work.

    >>> get_fields("article-journal", "biblatex")["issue"], get_fields("chapter", "bibtex")["publisher-place"]
    ('number', 'address')
    """
    column = 1 if base == "bibtex" else 0
    rows = {**_FIELDS, **_OF_TYPES.get(csl_type, {})}
    return {variable: names[column] for variable, names in rows.items() if names[column]}


@functools.cache
def get_variables(csl_type: str) -> Mapping[str, str]:
    """Return the CSL variable of each field in a type of work, in both dialects.

    >>> get_variables("article-journal")["number"], get_variables("report")["number"]
    ('issue', 'number')
    """
    found: dict[str, str] = {}
    for base in ("biblatex", "bibtex"):
        for variable, name in get_fields(csl_type, "bibtex" if base == "bibtex" else "biblatex").items():
            found.setdefault(name, variable)
    return found


def get_entry_type(csl_type: str, base: Base) -> tuple[str, str]:
    """Return the type of entry of a CSL type, and the subtype that it needs.

    >>> get_entry_type("article-newspaper", "biblatex"), get_entry_type("map", "bibtex")
    (('article', 'newspaper'), ('misc', 'map'))
    """
    found = TYPES.get(csl_type, TYPES["document"])
    if base == "bibtex":
        return found.bibtex, found.subtype
    return found.biblatex, "" if found.subtype in _TOLD_BY_TYPE else found.subtype


@functools.cache
def list_csl_types() -> Mapping[tuple[str, str], str]:
    """Return the CSL type of each type of entry with its subtype, in both dialects."""
    found: dict[tuple[str, str], str] = {}
    for csl_type, names in TYPES.items():
        for name in (names.biblatex, names.bibtex):
            found.setdefault((name, names.subtype), csl_type)
    return found

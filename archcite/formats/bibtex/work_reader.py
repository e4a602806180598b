"""Published works in a ``.bib`` file as CSL items, by the table in :mod:`archcite.formats.bibtex.works`."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping
from typing import Any, Protocol

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.formats.bibtex import works
from archcite.formats.bibtex.dates import parse_bib_date, parse_parts
from archcite.formats.bibtex.entries import BibEntry
from archcite.formats.bibtex.languages import find_code
from archcite.formats.bibtex.names import parse_names, split_keywords
from archcite.formats.bibtex.sentence_case import KEPT_TYPES, to_sentence_case
from archcite.formats.common.document_kinds import is_type_name
from archcite.formats.csl_json.item_from_record import join_keywords
from archcite.formats.csl_json.noted_variables import find_noted_variable
from archcite.formats.csl_json.reference_managers import load_table


class Decode(Protocol):
    """What makes text of LaTeX; with ``shields`` braces around small letters are kept as CSL's ``nocase``."""

    def __call__(self, latex: str, /, *, shields: bool = False) -> str:
        """Return LaTeX as text."""


# What biblatex prints for the names of types of theses, reports and patents (manual, 4.9.2.13).
GENRES: Mapping[str, str] = {
    "phdthesis": "PhD thesis",
    "mathesis": "Master’s thesis",
    "mastersthesis": "Master’s thesis",
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "techreport": "Technical report",
    "resreport": "Research report",
    "software": "Computer software",
    "datacd": "CD-ROM",
    "audiocd": "Audio CD",
    "patent": "Patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "U.S. patent",
}
_GENRE_OF_TYPE = {"phdthesis": "PhD thesis", "mastersthesis": "Master’s thesis"}
# Editions in words, as BibTeX's manual has them; a style prints the number in its own way.
_EDITIONS = {
    word: str(number)
    for number, word in enumerate(
        (
            *("first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"),
            *("eleventh", "twelfth"),
        ),
        start=1,
    )
}
_CSL_ROLES = {role: variable for variable, role in works.ROLES.items()}
# Fields that programs write → what the manual calls them.
_ALIASES = {"art_number": "eid", "articleno": "eid", "article-number": "eid"}
EDITORS = ("editor", "editora", "editorb", "editorc")
# Sentences for names that CSL has no variable for.
_CREDITS = {
    "annotator": "Annotated by",
    "commentator": "With a commentary by",
    "introduction": "Introduction by",
    "foreword": "Foreword by",
    "afterword": "Afterword by",
    "holder": "Held by",
    "shortauthor": "",
    "shorteditor": "",
}
_TITLES = frozenset(
    (
        *("title", "title-short", "container-title", "collection-title", "event-title", "original-title"),
        *("container-title-short", "volume-title"),
    )
)
# Fields of titles that are names.
_NAMES_OF_SERIES = frozenset(
    ("journal", "journaltitle", "shortjournal", "series", "shortseries", "eventtitle", "origtitle")
)
_DOI = pattern(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", re.IGNORECASE)
_URL = pattern(r"\\(?:url|path|nolinkurl)\s*\{(?P<url>[^{}]*)\}|(?P<bare>https?://[^\s{}]+)")
# Where an identifier of an e-print leads.
_EPRINTS = {
    "arxiv": "https://arxiv.org/abs/{}",
    "jstor": "https://www.jstor.org/stable/{}",
    "hdl": "https://hdl.handle.net/{}",
    "googlebooks": "https://books.google.com/books?id={}",
}
_EPRINT_VARIABLES = {"pubmed": "PMID", "pmid": "PMID", "pmc": "PMCID", "pmcid": "PMCID"}


def find_csl_type(entry_type: str, subtype: str) -> str:
    """Return the CSL type of a type of entry with its subtype.

    >>> find_csl_type("article", "newspaper"), find_csl_type("mvbook", ""), find_csl_type("misc", "")
    ('article-newspaper', 'book', 'document')
    """
    tables = load_table("bibtex")
    known = works.list_csl_types()
    if (entry_type, subtype) in known:
        return known[entry_type, subtype]
    if subtype in tables["subtypes"]:
        return str(tables["subtypes"][subtype])
    return known.get((entry_type, "")) or str(tables["types"].get(entry_type, "document"))


def read_work(
    entry: BibEntry, fields: Mapping[str, str], decode: Decode, *, keep_case: bool = False
) -> dict[str, Any]:
    """Return an entry of a published work as an item; ``decode`` makes text of LaTeX.

    English titles in title case become sentence case, unless ``keep_case``.

    >>> from archcite.formats.bibtex.latex_decoder import decode
    >>> read_work(BibEntry("article", "roe", {}, 1), {"title": "War and {Revolution}", "journal": "AHR"}, decode)
    {'id': 'roe', 'type': 'article-journal', 'title': 'War and Revolution', 'container-title': 'AHR'}
    """
    return _Work(entry, dict(fields), decode, keep_case).read()


def find_role(editor_type: str) -> str | None:
    """Return the variable of the names whose role a field such as ``editoratype`` gives; None for an unknown role.

    >>> find_role("collaborator"), find_role("interviewer"), find_role("redactor")
    ('contributor', 'interviewer', None)
    """
    role = editor_type.strip().casefold()
    return _CSL_ROLES.get(role) or (role if role in NAMES else None)


class _Work:
    """One entry: its fields are taken out one by one, and those that nobody knows are left for “custom”."""

    def __init__(self, entry: BibEntry, fields: dict[str, str], decode: Decode, keep_case: bool) -> None:
        self.fields = {_ALIASES.get(name, name): latex for name, latex in fields.items()}
        self.decode = decode
        subtype = " ".join(decode(self.fields.pop("entrysubtype", "")).split()).casefold()
        self.csl_type = find_csl_type(entry.type, subtype)
        self.item: dict[str, Any] = {"id": entry.key, "type": self.csl_type}
        if not entry.key:
            del self.item["id"]
        self.keep_case = keep_case or self.csl_type in KEPT_TYPES
        self.notes: list[str] = []
        self.custom: dict[str, Any] = {}
        if entry.type in _GENRE_OF_TYPE:
            self.item["genre"] = _GENRE_OF_TYPE[entry.type]

    def read(self) -> dict[str, Any]:
        self._read_names()
        self._read_titles()
        self._read_dates()
        self._read_archive()
        variables = works.get_variables(self.csl_type)
        generic = _list_generic_fields()
        for name, latex in self.fields.items():
            if name in _READERS:
                _READERS[name](self, latex)
            elif (variable := variables.get(name) or generic.get(name)) is not None:
                if variable:
                    text = self._decode_title(latex, name) if variable in _TITLES else self.decode(latex)
                    self._set(variable, text, name)
            else:
                self.custom[name] = self.decode(latex)
        if self.notes:
            self.item["note"] = ". ".join([*(note.rstrip(".") for note in self.notes[:-1]), self.notes[-1]])
        if self.custom:
            self.item["custom"] = self.custom
        return self.item

    def _set(self, variable: str, text: str, name: str) -> None:
        text = text.strip()
        if variable == "note":
            self.notes.append(text)
        elif not variable:
            self.custom[name] = text
        elif variable not in self.item or (variable == "genre" and name == "type"):
            self.item[variable] = text
        elif self.item[variable] != text and variable == "publisher":
            self.item[variable] = f"{self.item[variable]}; {text}"
        elif self.item[variable] != text:
            self.custom[name] = text

    def _read_names(self) -> None:
        options = self.fields.pop("options", "")
        drops_prefix = re.search(r"useprefix\s*=\s*false", options) is not None
        inverse = {name: variable for variable, name in works.NAMES.items()}
        for name in [*inverse, *EDITORS[1:], *_CREDITS]:
            latex = self.fields.pop(name, None)
            if latex is None:
                continue
            names = parse_names(latex, self.decode, drops_prefix=drops_prefix)
            if not names:
                continue
            if name in _CREDITS:
                people = ", ".join(filter(None, (_write_name(one) for one in names)))
                self.notes += [f"{_CREDITS[name]} {people}"] if _CREDITS[name] else []
                continue
            variable = inverse.get(name, "contributor")
            if name in EDITORS:
                variable = self._find_role(name, variable)
            self.item.setdefault(variable, []).extend(names)
        for name in [*self.fields]:
            # Zotero writes those that BibTeX has no field for under the names of their roles.
            if (role := find_role(name)) is not None and (
                names := parse_names(self.fields.pop(name), self.decode, drops_prefix=drops_prefix)
            ):
                self.item.setdefault(role, []).extend(names)

    def _find_role(self, name: str, variable: str) -> str:
        return find_role(self.decode(self.fields.pop(f"{name}type", ""))) or variable

    def _decode_title(self, latex: str, name: str) -> str:
        if not (self.keep_case or name in _NAMES_OF_SERIES):
            langid = (
                self.fields.get("langid") or self.fields.get("hyphenation") or self.fields.get("language")
            )
            language = (find_code(self.decode(langid)) or langid) if langid else None
            latex = to_sentence_case(latex, language)
        return self.decode(latex, shields=True)

    def _read_titles(self) -> None:
        fields = self.fields
        if "subtitle" in fields and "title" in fields and not fields.keys() & {"shorttitle", "maintitle"}:
            # CMOS 18, 13.38: a short title leaves out the subtitle.
            fields["shorttitle"] = fields["title"]
        for kind in ("", "book", "main", "journal", "issue"):
            title, subtitle = f"{kind}title", f"{kind}subtitle"
            if second := fields.pop(subtitle, None):
                first = fields.get(title)
                divider = "" if first and first.rstrip().endswith((":", "?", "!")) else ":"
                fields[title] = f"{first}{divider} {second}" if first else second
        if main := fields.pop("maintitle", None):
            part = "booktitle" if "booktitle" in fields else "title"
            if part == "booktitle" or self.csl_type in ("book", "collection"):
                if volume := fields.get(part):
                    self.item["volume-title"] = self._decode_title(volume, part)
                fields[part] = main
            else:
                fields["booktitle"] = main
        if "booktitle" in fields and "booktitle" not in works.get_variables(self.csl_type):
            booktitle = fields.pop("booktitle")
            # BibDesk repeats the title of a book there, for entries that refer to it.
            if booktitle != fields.get("title"):
                self._set("container-title", self._decode_title(booktitle, "booktitle"), "booktitle")
        if self.csl_type == "periodical" and "title" not in fields and "journaltitle" in fields:
            fields["title"] = fields.pop("journaltitle")

    def _read_dates(self) -> None:
        year, month, day = (
            self.decode(self.fields.pop(name, "")).strip() for name in ("year", "month", "day")
        )
        # “c1988” is the year of the copyright.
        year = re.sub(r"^\[?c(\d{4})\]?$", r"\1", year)
        given = self._decode_date(self.fields.pop("date", ""))
        date = parse_bib_date(given) if given else parse_parts(year, month, day)
        if date is not None:
            self.item["issued"] = date
        for variable, name in works.get_date_fields(self.csl_type).items():
            if latex := self.fields.pop(name, None):
                self.item[variable] = parse_bib_date(self._decode_date(latex))

    def _read_archive(self) -> None:
        """Read the archive of a copy, if the note names it after the way to it; else “library” is a call number."""
        library = self.decode(self.fields.get("library", "")).strip()
        for name in ("addendum", "note"):
            location, found, place = f", {self.decode(self.fields.get(name, '')).strip()}".rpartition(
                f", {library}"
            )
            if library and found and (not place or place.startswith(", ")):
                read = {
                    "archive": library,
                    "archive_location": location.removeprefix(", "),
                    "archive-place": place.removeprefix(", "),
                }
                self.item |= {variable: text for variable, text in read.items() if text}
                del self.fields["library"], self.fields[name]
                return

    def _decode_date(self, latex: str) -> str:
        # The tilde of EDTF is not the space of LaTeX.
        return (self.decode(latex) if "\\" in latex or "{" in latex else latex).strip()

    def read_address(self, latex: str) -> None:
        found = _URL.search(latex)
        url = (found["url"] or found["bare"]) if found else latex
        url = re.sub(r"\\([%#&_~{}$^])", r"\1", url.strip(" ,;")).replace("\\", "")
        # “#section-4” leads nowhere without the address of its page.
        self._set("" if url.startswith("#") else "URL", url, "url")
        if found and found["bare"] and (rest := latex[found.end() :].strip(" ,;")):
            self.custom["url"] = rest

    def read_keywords(self, latex: str) -> None:
        words = split_keywords(latex)
        is_listed = len(words) > 1 and any("," in word for word in words)
        text = join_keywords(map(self.decode, words)) if is_listed else self.decode(latex)
        self._set("keyword", text, "keywords")

    def read_doi(self, latex: str) -> None:
        self._set("DOI", _DOI.sub("", latex.replace("\\", "").strip(), 1), "doi")

    def read_pages(self, latex: str) -> None:
        self._set("page", self.decode(re.sub(r"-{2,3}", "-", latex)), "pages")

    def read_edition(self, latex: str) -> None:
        text = self.decode(latex).strip()
        self._set("edition", _EDITIONS.get(text.casefold(), text), "edition")

    def read_note(self, latex: str) -> None:
        """Read a note; lines that are variables stay lines, as programs write what they have no field for."""
        lines = [" ".join(self.decode(line).split()) for line in latex.strip().splitlines()]
        self.notes.append(("\n" if any(map(find_noted_variable, lines)) else " ").join(lines))

    def read_langid(self, latex: str) -> None:
        name = self.decode(latex).strip()
        options = self.decode(self.fields.get("langidopts", ""))
        self._set("language", find_code(name, options) or name, "langid")

    def read_language(self, latex: str) -> None:
        """Read the language of the text, which biblatex prints; it decides the case of titles if nothing else does."""
        name = self.decode(latex).strip()
        if "langid" not in self.fields and "hyphenation" not in self.fields and (code := find_code(name)):
            self._set("language", code, "language")
        else:
            self.custom["language"] = name

    def read_type(self, latex: str) -> None:
        text = self.decode(latex).strip()
        if is_type_name(text):
            self.custom["type"] = text
        else:
            self._set("genre", GENRES.get(text, text), "type")

    def read_howpublished(self, latex: str) -> None:
        found = _URL.search(latex)
        if found:
            self._set("URL", (found["url"] or found["bare"]).replace("\\", ""), "howpublished")
            latex = f"{latex[: found.start()]}{latex[found.end() :]}"
        text = self.decode(latex).strip(" ,.;()")
        if text and "publisher" not in self.item and "publisher" not in self.fields:
            self._set("publisher", text, "howpublished")
        elif text:
            self.notes.append(text)

    def read_eprint(self, latex: str) -> None:
        text = self.decode(latex).strip()
        kind = (
            self.decode(self.fields.get("eprinttype") or self.fields.get("archiveprefix") or "")
            .strip()
            .casefold()
        )
        if variable := _EPRINT_VARIABLES.get(kind):
            self._set(variable, text, "eprint")
        elif address := _EPRINTS.get(kind):
            if "url" not in self.fields:
                self._set("URL", address.format(text), "eprint")
            if kind == "arxiv":
                self._set("number", f"arXiv:{text.removeprefix('arXiv:')}", "eprint")
        else:
            self.custom["eprint"] = text

    def skip(self, latex: str) -> None:
        """Leave out what another field is read with."""


def _write_name(name: Mapping[str, Any]) -> str:
    parts = ("given", "dropping-particle", "non-dropping-particle", "family", "suffix", "literal")
    return " ".join(str(name[part]) for part in parts if part in name)


_READERS: Mapping[str, Callable[[_Work, str], None]] = {
    "url": _Work.read_address,
    "doi": _Work.read_doi,
    "edition": _Work.read_edition,
    "note": _Work.read_note,
    "pages": _Work.read_pages,
    "keywords": _Work.read_keywords,
    "langid": _Work.read_langid,
    "langidopts": _Work.skip,
    "hyphenation": _Work.read_langid,
    "language": _Work.read_language,
    "type": _Work.read_type,
    "howpublished": _Work.read_howpublished,
    "eprint": _Work.read_eprint,
    "eprinttype": _Work.skip,
    "archiveprefix": _Work.skip,
}


@functools.cache
def _list_generic_fields() -> Mapping[str, str]:
    """Return the variables of fields that mean the same in all types: what people write besides the manual's."""
    fields: dict[str, str] = load_table("bibtex")["fields"]
    special = {"field:rights": "license", "reference": "note", "archive": "archive"}
    return {
        name: special.get(variable, variable)
        for name, variable in fields.items()
        if variable in special or not (variable.startswith(("part:", "field:")) or variable in NAMES)
    }

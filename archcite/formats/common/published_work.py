"""A published work under construction: what catalogues say of a book, an article or a thesis, as a CSL item."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from attrs import define, field

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.errors import SourceLocation
from archcite.formats.common.catalogue_values import to_address
from archcite.formats.csl_json.item_from_record import to_csl_date, to_language_tag
from archcite.record import Agent, ArchivalDate, Holding, Publication
from archcite.record.csl_variables import from_agent
from archcite.record.vocabulary import ROLES

_DOI = pattern(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_EDITION = pattern(
    r"\[?(?P<number>\d{1,3})(?:st|nd|rd|th|\.|e|ème|ª|\.ª|\.º|-е)?,?\s*(?:rev\.?\s+|print\.?\s+)?"
    r"(?P<word>ed\b|édn?\b|édition|edition|edizione|edición|edição|Aufl|Auflage|Ausg|druk|uitg|upplagan|изд|вид)[\w.]*\]?",
    re.IGNORECASE,
)
_ISBN = pattern(r"97[89][-\d]{10,14}|\d[-\d]{8,11}[\dXx]")
_ISSN = pattern(r"\d{4}-\d{3}[\dXx]")
_PAGES = pattern(r"(\d{1,5})\s*(?:p|pp|S|s|с|str|pages|Seiten|leaves)\b")
_VOLUMES = pattern(r"(\d{1,3})\s*(?:v|vol|vols|Bde|Bd|т|t)\b")
_RANGE = pattern(
    r"(?:pp?|S|s|с|str|pages?)\.?\s*(?P<pages>[A-Za-z]?\d+(?:\s*[-–]\s*[A-Za-z]?\d+)?)|^(?P<bare>\d+\s*[-–]\s*\d+)$"
)
_NUMBER = r"\s*(?P<number>[\w/–-]*\d[\w/–-]*)"
_VOLUME = pattern(
    rf"(?<!\w)(?:v|vol|volume|Bd|Band|Jg|Jahrgang|t|tome|T|т|anno|année|jaarg|årg)\b\.?{_NUMBER}",
    re.IGNORECASE,
)
_ISSUE = pattern(
    rf"(?<!\w)(?:no|nr|num|numéro|n|iss|issue|H|Heft|Nr|fasc|afl|№|вып|n[°º])(?:\b\.?|(?<=№)|(?<=[°º])){_NUMBER}",
    re.IGNORECASE,
)
_YEAR = pattern(r"(?<!\d)(1[4-9]\d\d|20\d\d)(?!\d)")
# Degrees as CSL styles expect them.
_DEGREES = (
    (
        pattern(
            r"\bph\.?\s*d|\bd\.?\s*phil|\bdoct|\bdiss|\bd\.?\s*sc\b|\bdr\b|\bthèse\b|\bpromotion",
            re.IGNORECASE,
        ),
        "PhD diss.",
    ),
    (
        pattern(r"\bm\.?\s*(?:a|sc|phil|s|ed)\b|\bmaster|\bmagist|\bmémoire\b", re.IGNORECASE),
        "master’s thesis",
    ),
    (pattern(r"\bhabilit", re.IGNORECASE), "Habilitation"),
    (pattern(r"\bb\.?\s*(?:a|sc)\b|\bbachelor|\bhonou?rs\b", re.IGNORECASE), "bachelor’s thesis"),
)
# Other places of the same publisher, which citations leave out too.
_AND_OTHERS = pattern(r"[\s,]*\[(?:u\.\s?a|et al|etc|и др)\.?\]|,? etc\.?$")
_UNKNOWN = pattern(r"\[?\b(?:s\.?\s*[nl]\.?|n\.?\s*p\.?|o\.?\s*[OV]\.?|б\.\s*[ми]\.)\]?", re.IGNORECASE)


_COPYRIGHT = pattern(r"\[?c(?P<year>\d{4})\]?\.?")


@define
class PublishedWork:
    """A published work under construction; ``variables`` are those of CSL.

    ``is_exact``: archcite wrote the description, and its values are those of CSL, not those of cataloguers.
    """

    location: SourceLocation = field(factory=SourceLocation)
    id: str = ""
    type: str = "book"
    variables: dict[str, Any] = field(factory=dict)
    agents: list[Agent] = field(factory=list)
    date: ArchivalDate | None = None
    languages: list[str] = field(factory=list)
    subjects: list[str] = field(factory=list)
    holdings: list[Holding] = field(factory=list)
    notes: list[str] = field(factory=list)
    is_exact: bool = False

    def set(self, variable: str, text: str | None) -> None:
        """Set a variable, unless it is set or the text is empty."""
        if text and text.strip() and variable not in self.variables:
            self.variables[variable] = text.strip()

    def set_identifier(self, text: str) -> bool:
        """Set the DOI, ISBN, ISSN or address that a text is; return whether it is one of them."""
        plain = text.strip()
        if found := _DOI.fullmatch(plain):
            self.set("DOI", found[1])
        elif url := to_address(plain):
            self.set("URL", url)
        elif found := _ISSN.match(plain):
            self.set("ISSN", found[0])
        elif found := _ISBN.match(plain):
            self.set("ISBN", found[0])
        else:
            return False
        return True

    def set_edition(self, text: str) -> None:
        """Set the edition: its number, if it only has one (“2nd ed.” is “2”)."""
        if self.is_exact:
            self.set("edition", text)
            return
        plain = text.strip(" .;,/")
        found = _EDITION.fullmatch(plain)
        self.set("edition", found["number"] if found else plain)

    def set_imprint(self, place: str, publisher: str) -> None:
        """Set place and publisher, without “s.l.” and “s.n.”."""
        self.set("publisher-place", place if self.is_exact else _strip_unknown(place))
        self.set("publisher", publisher if self.is_exact else _strip_unknown(publisher))

    def set_extent(self, text: str) -> None:
        """Set the number of pages or volumes that an extent states."""
        number, _, unit = text.rpartition(" ")
        if self.is_exact and unit in ("vols", "pages"):
            self.set("number-of-volumes" if unit == "vols" else "number-of-pages", number)
        elif found := _VOLUMES.search(text):
            self.set("number-of-volumes", found[1])
        elif found := _PAGES.search(text):
            self.set("number-of-pages", found[1])

    def set_host_part(self, text: str) -> None:
        """Set volume, issue, pages and date from the place of an article: “Vol. 3, no. 2 (1990), p. 5”."""
        volume, issue, pages = _VOLUME.search(text), _ISSUE.search(text), _RANGE.search(text)
        self.set("volume", volume and volume["number"])
        self.set("issue", issue and issue["number"])
        self.set("page", pages and re.sub(r"\s*[-–]\s*", "-", pages["pages"] or pages["bare"]))
        if self.date is None and (year := _YEAR.search(text)):
            self.date = ArchivalDate(year[1])

    def set_thesis(self, degree: str, university: str) -> None:
        """Make it a thesis, with its degree and university."""
        self.type = "thesis"
        known = next((name for words, name in _DEGREES if words.search(degree)), None)
        self.set("genre", known or degree.strip(" .;,()"))
        if university.strip(" .;,"):
            self.variables["publisher"] = university.strip(" .;,")

    def build(self) -> Publication:
        """Build the publication."""
        item: dict[str, Any] = {"id": self.id} if self.id else {}
        item |= {"type": self.type, **self.variables}
        for agent in self.agents if self.is_exact else _without_doubles(self.agents):
            variable = ROLES.get(agent.role) or (agent.role if agent.role in NAMES else "contributor")
            item.setdefault(variable, []).append(from_agent(agent))
        if date := to_csl_date(drop_copyright_sign(self.date)):
            item["issued"] = date
        languages = dict.fromkeys(self.languages)
        codes = list(languages) if self.is_exact else [to_language_tag(name) or name for name in languages]
        if len(codes) == 1:
            item.setdefault("language", codes[0])
        if self.subjects:
            item.setdefault("keyword", "; ".join(dict.fromkeys(self.subjects)))
        if self.notes:
            item.setdefault("annote", "\n".join(dict.fromkeys(self.notes)))
        location = self.location._replace(record=self.id or self.location.record)
        return Publication(item, holdings=self.holdings, location=location)


def join_subtitle(title: str, subtitle: str) -> str:
    """Return a title with its subtitle, divided by a colon unless the title ends with a mark of its own.

    A title that ends with its subtitle is returned as it is.

    >>> join_subtitle("Letters", "A history"), join_subtitle("What is a letter?", "A history")
    ('Letters: A history', 'What is a letter? A history')
    >>> join_subtitle("War and Peace", "Peace"), join_subtitle("Letters : a history", "A history")
    ('War and Peace: Peace', 'Letters : a history')
    """
    if not subtitle or re.search(rf"[:?!.–—-]\s*{re.escape(subtitle)}$", title, re.IGNORECASE):
        return title
    return f"{title}{' ' if title[-1:] in ':?!' else ': '}{subtitle}"


def find_clause_role(name: str, statement: str) -> str | None:
    """Return the role of a person from a statement of responsibility; None if it does not name the person.

    >>> statement = "Ann Smith ; edited by Bob Jones and Cy Lee ; translated from the Russian by D. Poe"
    >>> [find_clause_role(name, statement) for name in ("Smith", "Lee", "Poe", "Roe")]
    ['author', 'editor', 'translator', None]
    """
    for clause in re.split(r"\s*;\s*|(?<=\w\w\w)\.\s+", statement):
        # Most names are in no clause, and a pattern takes long to compile.
        if name and name in clause and re.search(rf"(?<!\w){re.escape(name)}(?!\w)", clause):
            return next((role for words, role in _CLAUSES if words.search(clause)), "author")
    return None


_CLAUSES = (
    (pattern(r"\b(?:translat|übers|trad|vertaald|przeł|перев|пер\.)", re.IGNORECASE), "translator"),
    (pattern(r"\b(?:edit|eds?\b|hrsg|hg|herausg|éd|dir\b|sous la dir|a cura|red\b|ред|сост)", re.IGNORECASE), "editor"),
    (pattern(r"\b(?:illustrat|illus|ill\b)", re.IGNORECASE), "illustrator"),
    (pattern(r"\b(?:introduc|foreword|preface|préf|vorw|nachw|einl|afterword|предисл)", re.IGNORECASE), "contributor"),
    (pattern(r"\b(?:compiled|comp\b|zusammengest)", re.IGNORECASE), "compiler"),
)  # fmt: skip


def _strip_unknown(text: str) -> str:
    text = _AND_OTHERS.sub("", text)
    plain = text.strip(" ,;:./[]")
    return "" if _UNKNOWN.fullmatch(text.strip(" ,;:/")) else plain


def _without_doubles(agents: Iterable[Agent]) -> list[Agent]:
    return list({(ROLES.get(agent.role, agent.role), agent.name): agent for agent in agents}.values())


def drop_copyright_sign(date: ArchivalDate | None) -> ArchivalDate | None:
    """Return the year of a published work as it is: “c1988” is the year of its copyright, and not about 1988.

    >>> drop_copyright_sign(ArchivalDate.parse("c1988")).edtf, drop_copyright_sign(ArchivalDate.parse("c. 1988")).edtf
    ('1988', '1988~')
    """
    found = _COPYRIGHT.fullmatch(date.text or "") if date else None
    return ArchivalDate(found["year"]) if found else date

"""Published works described in Dublin Core: articles, theses and books of repositories and digital libraries.

What the elements contain is what repositories put there: OJS the place of an article in ``source``, EPrints the
whole citation in ``identifier``, DSpace three dates, of which only the last is that of the work.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import NAMES
from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.published_work import PublishedWork
from archcite.formats.csl_json.noted_variables import set_variable
from archcite.formats.csl_json.record_from_item import VARIABLES
from archcite.notation.vocabulary import is_holder
from archcite.record import Publication

# A type in lower case, without spaces, hyphens and what is before the last “/” or “#” → CSL type.
TYPES: Mapping[str, str] = {
    **dict.fromkeys(
        (
            *("article", "journalarticle", "researcharticle", "contributiontojournal", "articlejournal"),
            *("peerreviewedarticle", "scholarlyarticle", "academicarticle", "reviewarticle", "editorial"),
            *("artículo", "articolo", "artigo", "artikel", "zeitschriftenartikel", "aufsatz", "artykuł"),
            *("c_6501", "c_2df8fbb1", "c_dcae04bc", "c_b239"),
        ),
        "article-journal",
    ),
    **dict.fromkeys(
        (
            *("thesis", "dissertation", "doctoralthesis", "masterthesis", "mastersthesis", "bachelorthesis"),
            *("thesisordissertation", "electronicthesisordissertation", "phdthesis", "studentthesis"),
            *("doctoraldissertation", "hochschulschrift", "thèse", "tesis", "tese", "c_46ec", "c_db06"),
            *("c_bdcc", "c_7a1f", "thesisdoctoral", "thesismaster"),
        ),
        "thesis",
    ),
    **dict.fromkeys(("book", "books", "monograph", "monographie", "c_2f33", "libro", "livre"), "book"),
    **dict.fromkeys(("bookpart", "bookchapter", "booksection", "chapter", "c_3248"), "chapter"),
    **dict.fromkeys(
        (
            *("conferenceobject", "conferencepaper", "conferencepapers", "conferenceorworkshopitem"),
            *("conferencecontribution", "proceedingspaper", "c_5794", "c_c94f"),
        ),
        "paper-conference",
    ),
    **dict.fromkeys(("workingpaper", "technicalreport", "researchreport", "c_8042", "c_18gh"), "report"),
    **dict.fromkeys(("preprint", "c_816b"), "article"),
    **dict.fromkeys(("bookreview", "review", "c_ba08"), "review-book"),
}
_DEGREES = pattern(r"doctor|master|bachelor|ph\.?d|licen|diplom", re.IGNORECASE)
# “Cold War History; Vol. 3 No. 2 (1990): Spring; 5-10”, as OJS has it.
_IN_JOURNAL = pattern(
    r"(?P<title>[^;]{3,300}?)\s*;\s*(?P<place>[^;]*(?:\(\d{4}\)|\b[Vv]ol|\b[Nn][or]\b)[^;]*)(?:;\s*(?P<pages>[\w.]+(?:\s*[-–]\s*[\w.]+)?))?\s*"
)
# “… On letters. Cold War History, 3 (2). pp. 5-10. ISSN 1468-2745”, as EPrints has it.
_CITATION = pattern(
    r"\s*(?P<title>[^\d.][^.]{2,200}?), (?P<volume>\d+)(?: \((?P<issue>[^()]+)\))?\."
    r"(?:\s*pp?\. (?P<pages>\w+(?:[-–]\w+)?)\.?)?"
)
# “Cost Effectiveness, 5:5.” and “Biblionline, 2006, vol. 2, n. 1”: a journal, a comma, and what has numbers.
_COLON = pattern(
    r"\s*(?P<title>[^\d.][^.]{2,200}?), (?P<volume>\d+)(?:\((?P<issue>[^()]+)\))?:(?P<pages>[\w-]+)\.?"
)
_COMMA = pattern(r"\s*(?P<title>[^,\d]{3,150}),\s*(?P<rest>.*(?:\b[Vv]ol|\b[Nn][or]?\.|ISSN).*\d.*)")
_ISSN = pattern(r"ISSN:?\s*(\d{4}-\d{3}[\dXx])")
# “info:doi/10.1000/1”, “info:eu-repo/semantics/altIdentifier/doi/10.1000/1”.
_INFO = pattern(r"info:(?:eu-repo/semantics/altIdentifier/)?(?P<kind>doi|pmid|e?issn|isbn)/(?P<text>.+)")
# “image/jpeg” is the format of the scan.
_MEDIA_TYPE = pattern(r"[\w.+-]+/[\w.+-]+")
_TIME = pattern(r"\d{4}-\d\d-\d\dT.+")

# Variables that archcite writes under their names, which no description begins with: “volume: 3”.
_WRITTEN = VARIABLES - NAMES - {"abstract", "issued", "keyword", "language", "note", "title"}

Pairs = Sequence[tuple[str, str]]


def find_type(pairs: Pairs) -> str | None:
    """Return the CSL type of a published work that pairs of Dublin Core describe; None for other sources.

    >>> find_type([("type", "info:eu-repo/semantics/doctoralThesis")]), find_type([("type", "Text")])
    ('thesis', None)
    """
    for name, value in pairs:
        if name.casefold() == "type":
            last = re.sub(r"\s*\([^()]*\)$", "", re.split(r"[/#]", value.strip())[-1])
            word = re.sub(r"[\s_-]+", "", last.casefold())
            found = TYPES.get(word) or TYPES.get(value.strip().rpartition("/")[2].casefold())
            if found == "book" and any(
                key.casefold() == "publisher" and is_holder(text) for key, text in pairs
            ):
                continue  # The library that has the copy, as digital libraries put it.
            if found:
                return found
    return None


def is_in_journal(text: str) -> bool:
    """Return whether a text is the place of an article in a journal, as OJS has it.

    >>> is_in_journal("AHR; Vol. 3 No. 2 (1990); 5-10"), is_in_journal("House Papers; box 6")
    (True, False)
    """
    plain = " ".join(text.split())
    has_year = _ISSN.search(plain) or re.search(r"\b(?:1[89]|20)\d\d\b", plain)
    return _IN_JOURNAL.fullmatch(plain) is not None or bool(has_year and _COMMA.match(plain))


def build_publication(pairs: Pairs, csl_type: str, location: SourceLocation, portal: str = "") -> Publication:
    """Build the publication that pairs of Dublin Core describe.

    >>> build_publication([("title", "On letters"), ("source", "AHR; Vol. 3 No. 2 (1990); 5-10")],
    ...     "article-journal", SourceLocation()).csl_item()
    {'type': 'article-journal', 'title': 'On letters', 'container-title': 'AHR', 'volume': '3', 'issue': '2',
    'page': '5-10', 'issued': {'date-parts': [[1990]]}}
    """
    work = PublishedWork(location, type=csl_type)
    if csl_type == "thesis":
        degree = next((text for name, text in pairs if name == "type" and _DEGREES.search(text)), "")
        work.set_thesis(re.sub(r"(?<=[a-z])(?=[A-Z])", " ", re.split(r"[/#]", degree)[-1]), "")
    work.date = catalogue.parse_date(*[_find_date(pairs)] * 2)
    # What is related to a work may be another one: its own identifiers come first.
    for name, value in sorted(pairs, key=lambda pair: pair[0].casefold() == "relation"):
        _read_pair(work, name.casefold(), " ".join(value.split()))
    if portal and "URL" in work.variables:
        work.set("source", portal)
    return work.build()


def _read_pair(work: PublishedWork, name: str, value: str) -> None:
    if name == "title":
        work.set("title", catalogue.to_csl_markup(value).rstrip(" /"))
    elif name in ("creator", "contributor"):
        _add_agent(work, value, "author" if name == "creator" else "contributor")
    elif name == "publisher":
        work.set_imprint("", value)
    elif name in ("identifier", "source", "relation", "isformatof", "ispartof", "bibliographiccitation"):
        _read_identifier(work, name, value)
    elif name == "language":
        work.languages += catalogue.find_languages(value)
    elif name in ("subject", "coverage"):
        work.subjects += [word for word in re.split(r"\s*;\s*", value) if word]
    elif name in ("extent", "format"):
        before = dict(work.variables)
        work.set_extent(value)
        if work.variables == before and not _MEDIA_TYPE.fullmatch(value):
            work.notes.append(f"Format: {value}")
    elif name in ("abstract", "description"):
        _read_description(work, value)
    elif name in ("rights", "license"):
        work.set("license", value)
    elif name == "alternative":
        work.notes.append(f"Alternative title: {value}")


def _read_description(work: PublishedWork, value: str) -> None:
    """Set the abstract, or the variable that archcite has written under its name; others are notes."""
    label = value.partition(": ")[0]
    if label in _WRITTEN and label not in work.variables and set_variable(work.variables, value):
        return
    if "abstract" not in work.variables:
        work.set("abstract", value)
    elif value != work.variables["abstract"]:
        work.notes.append(value)


def _read_identifier(work: PublishedWork, name: str, value: str) -> None:
    info = _INFO.fullmatch(value)
    if info and info["kind"] == "pmid":
        work.set("PMID", info["text"])
    elif info:
        work.set_identifier(info["text"])
    elif name == "relation":
        # The address of something related is not that of the work; a DOI is, in EPrints.
        if value.startswith("10."):
            work.set_identifier(value)
        elif "://" not in value:
            work.notes.append(f"Related: {value}")
    elif not work.set_identifier(value.removeprefix("urn:ISBN:").removeprefix("urn:ISSN:")):
        _set_container(work, name, value)


def _set_container(work: PublishedWork, name: str, value: str) -> None:
    """Set the journal or series, and the place in it, from the text of an element."""
    title = str(work.variables.get("title", "")).rstrip(".")
    # A whole citation has the title before the journal.
    rest = value.partition(f"{title}. ")[2] if title and f"{title}. " in value else value
    is_article = work.type in ("article-journal", "paper-conference", "chapter")
    if rest == value and (found := _IN_JOURNAL.fullmatch(value)):
        work.set("container-title", found["title"])
        work.set_host_part(found["place"])
        if found["pages"] and found["pages"] != "-":
            work.set("page", re.sub(r"\s*[-–]\s*", "-", found["pages"]))
    elif is_article and (found := _CITATION.match(rest) or _COLON.match(rest)):
        work.set("container-title", found["title"].strip())
        for variable, group in (("volume", "volume"), ("issue", "issue"), ("page", "pages")):
            work.set(variable, found[group])
    elif is_article and (found := _COMMA.match(rest)):
        work.set("container-title", found["title"])
        work.set_host_part(found["rest"])
        if number := _ISSN.search(found["rest"]):
            work.set("ISSN", number[1])
    elif is_article and name == "source" and len(value) < 150 and not any(map(str.isdigit, value)):
        work.set("container-title", value)
    elif name == "ispartof":
        work.set(
            "collection-title" if work.type in ("book", "report", "thesis") else "container-title", value
        )


def _add_agent(work: PublishedWork, value: str, default: str) -> None:
    plain, role = catalogue.split_role(value, default)
    agent = catalogue.parse_agent(plain, role)
    if agent is None:
        return
    if agent.corporate and role == "contributor" and work.type == "thesis":
        work.set("publisher", agent.name)
    else:
        work.agents.append(agent)


def _find_date(pairs: Pairs) -> str:
    """Return the date of issue: of several, the first without the time of day, which is that of a deposit."""
    named = [(name.casefold(), value) for name, value in pairs]
    issued = [value for name, value in named if name == "issued"]
    dates = issued or [value for name, value in named if name in ("date", "created")]
    days = [value for value in dates if not _TIME.fullmatch(value)]
    return next(iter(days or dates), "")


__all__ = ["TYPES", "build_publication", "find_type", "is_in_journal"]

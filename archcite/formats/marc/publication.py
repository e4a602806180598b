"""Published works in MARC 21: books, articles, theses, printed maps, films and the like, as publications."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from attrs import evolve

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.published_work import PublishedWork, find_clause_role
from archcite.formats.marc.subfields import (
    ISBD,
    format_subject,
    join_subfields,
    parse_agent,
    parse_date,
    strip_punctuation,
)
from archcite.record import Publication

if TYPE_CHECKING:
    from pymarc import Field
    from pymarc import Record as MarcRecord

# Leader, position 6 → CSL type of what is published.
TYPES = {
    "a": "book",
    "c": "musical_score",
    "e": "map",
    "g": "motion_picture",
    "i": "song",
    "j": "song",
    "k": "graphic",
    "m": "software",
    "o": "document",
    "r": "document",
}
# Tags that only descriptions of archives have, and marks of a publication.
_ARCHIVAL = ("524", "541", "544", "555", "561", "851")
_PUBLISHED = ("020", "022", "250", "502")
_THESIS = pattern(
    r"(?P<degree>[^(]*\([^()]+\)|[^-–—]*?)\s*(?:--|[-–—,])\s*(?P<university>.+?)(?:,\s*\[?(?P<year>\d{4})\]?)?\.?$"
)


def is_published(marc: MarcRecord) -> bool:
    """Return whether a record describes a published work: by its leader, and the fields of a publication."""
    leader = str(marc.leader).ljust(24)
    if leader[7] in "cd" or leader[8] == "a":
        return False
    if marc.get_fields("502"):
        return True
    if leader[6] not in TYPES:
        return False
    has_form = any(field.get_subfields("k") for field in marc.get_fields("245"))
    has_marks = bool(marc.get_fields(*_PUBLISHED)) or any(map(_has_publisher, marc.get_fields("260", "264")))
    if leader[6] == "a":
        return has_marks or not (has_form or marc.get_fields(*_ARCHIVAL) or _has_box(marc))
    return has_marks and not has_form


def build_publication(marc: MarcRecord, location: SourceLocation) -> Publication:
    """Build the publication that a record of a published work describes."""
    work = PublishedWork(location)
    leader = str(marc.leader).ljust(24)
    fixed = next((field.data or "" for field in marc.get_fields("008")), "").ljust(40)
    work.id = next(((field.data or "").strip() for field in marc.get_fields("001")), "")
    work.type = TYPES.get(leader[6], "book")
    if leader[6] == "a" and leader[7] in "bs":
        work.type = "periodical" if leader[7] == "s" else "article-journal"
    for field in marc.get_fields("245")[:1]:
        work.set("title", format_title(field, "abnp"))
    _read_host(marc, work)
    _read_imprint(marc, work, fixed)
    _read_series(marc, work)
    _read_people(marc, work)
    _read_identifiers(marc, work)
    for field in marc.get_fields("300")[:1]:
        work.set_extent(join_subfields(field, "a"))
    _read_languages(marc, work, fixed)
    work.set("abstract", " ".join(join_subfields(field, "ab") for field in marc.get_fields("520")))
    work.subjects = [
        text
        for field in marc.get_fields("600", "610", "611", "630", "650", "651")
        if (text := format_subject(field))
    ]
    work.notes = [
        text for field in marc.get_fields("500", "504", "590") if (text := join_subfields(field, "a"))
    ]
    for field in marc.get_fields("502")[:1]:
        _read_thesis(field, work)
    return work.build()


def format_title(field: Field, codes: str) -> str:
    """Return the title of field 245, with the punctuation of ISBD between its parts made ordinary."""
    texts = {code: " ".join(field.get_subfields(code)).strip() for code in codes}
    title = texts.get("a", "").rstrip(ISBD)
    for code, joint in (("b", ": "), ("n", ". "), ("p", ". ")):
        piece = texts.get(code, "").strip(ISBD)
        title = f"{title.rstrip(ISBD + '.')}{joint}{piece}" if piece and title else title or piece
    return strip_punctuation(title)


def _read_host(marc: MarcRecord, work: PublishedWork) -> None:
    """Read 773: the journal of an article, or the book of a chapter."""
    for field in marc.get_fields("773")[:1]:
        title = strip_punctuation(" ".join(field.get_subfields("t") or field.get_subfields("a")))
        if not title:
            return
        place = " ".join(field.get_subfields("g", "q"))
        is_journal = bool(field.get_subfields("x")) or re.search(
            r"\b(?:vol|no|nr|jg|heft)\b", place, re.IGNORECASE
        )
        work.type = "article-journal" if is_journal else "chapter"
        work.set("container-title", title)
        work.set_host_part(place)
        for text in field.get_subfields("x", "z"):
            work.set_identifier(text)
        imprint = " ".join(field.get_subfields("d"))
        town, _, publisher = imprint.partition(":")
        if publisher:
            work.set_imprint(town, re.sub(r",?\s*\[?[©cp]?\d{4}.*$", "", publisher))
        if work.date is None and imprint:
            work.date = parse_date(re.sub(r"^.*?(?=\d{4})", "", imprint))


def _read_imprint(marc: MarcRecord, work: PublishedWork, fixed: str) -> None:
    for field in marc.get_fields("250")[:1]:
        work.set_edition(join_subfields(field, "a"))
    # 264 with another second indicator is production, distribution, manufacture or copyright.
    fields = [
        *marc.get_fields("260"),
        *(field for field in marc.get_fields("264") if field.indicator2 in "1 "),
    ]
    for field in fields or marc.get_fields("264"):
        places, publishers = field.get_subfields("a"), field.get_subfields("b")
        work.set_imprint(places[0] if places else "", strip_punctuation(publishers[0]) if publishers else "")
        date = " ".join(field.get_subfields("c")).strip(" .,;[]")
        if date and work.date is None:
            work.date = parse_date(date)
    year = catalogue.normalize_date(fixed[7:11].strip())
    if year and (work.date is None or work.date.edtf is None):
        work.date = catalogue.parse_date(str(work.date) if work.date else None, year)


def _read_series(marc: MarcRecord, work: PublishedWork) -> None:
    for field in [*marc.get_fields("490"), *marc.get_fields("830")][:1]:
        work.set("collection-title", strip_punctuation(" ".join(field.get_subfields("a"))))
        work.set(
            "collection-number",
            re.sub(
                r"^(?:no|nr|vol|v|bd)\.?\s*", "", " ".join(field.get_subfields("v")), flags=re.IGNORECASE
            ).strip(" .;"),
        )


def _read_people(marc: MarcRecord, work: PublishedWork) -> None:
    """Read 1xx and 7xx; a name without a relator has the role that the statement of responsibility gives it."""
    statement = " ".join(" ".join(field.get_subfields("c")) for field in marc.get_fields("245"))
    has_main = bool(marc.get_fields("100", "110", "111"))
    for field in marc.get_fields("100", "110", "111", "700", "710", "711"):
        if field.get_subfields("t"):
            continue
        relators = [*field.get_subfields("4"), *field.get_subfields("e", "j")]
        agent = parse_agent(field, "author")
        if agent is None:
            continue
        if relators:
            role = catalogue.find_role(*relators, default="contributor")
        elif field.tag.startswith("1"):
            role = find_clause_role(agent.family or agent.name, statement) or "author"
            role = role if role == "editor" else "author"
        else:
            stated = find_clause_role(agent.family or agent.name, statement)
            role = stated or ("contributor" if has_main or agent.corporate else "author")
        work.agents.append(evolve(agent, role=role))


def _read_identifiers(marc: MarcRecord, work: PublishedWork) -> None:
    for field in marc.get_fields("020", "022", "024"):
        if field.tag == "024" and field.get_subfields("2") != ["doi"]:
            continue
        for text in field.get_subfields("a"):
            work.set_identifier(text)
    for field in marc.get_fields("856"):
        if field.indicator2 != "2":
            for text in field.get_subfields("u"):
                work.set_identifier(text)
    for field in [*marc.get_fields("852"), *marc.get_fields("050"), *marc.get_fields("090")]:
        codes = "hi" if field.tag == "852" else "ab"
        work.set("call-number", join_subfields(field, codes))


def _read_languages(marc: MarcRecord, work: PublishedWork, fixed: str) -> None:
    codes = [value[:3] for field in marc.get_fields("041")[:1] for value in field.get_subfields("a")] or [
        fixed[35:38]
    ]
    names = [catalogue.find_language(code) for code in codes if code.strip()]
    work.languages = [name for name in names if name and name not in codes]


def _read_thesis(field: Field, work: PublishedWork) -> None:
    degree, university = join_subfields(field, "b"), join_subfields(field, "c")
    year = join_subfields(field, "d")
    if not degree:
        found = _THESIS.match(join_subfields(field, "a"))
        degree, university, year = (
            (found["degree"], found["university"], found["year"])
            if found
            else (join_subfields(field, "a"), "", "")
        )
    work.set_thesis(degree, university)
    if year and work.date is None:
        work.date = parse_date(year)


def _has_publisher(field: Field) -> bool:
    return (field.tag == "260" or field.indicator2 in "1 ") and any(
        text.strip(" []:,.") for text in field.get_subfields("b")
    )


def _has_box(marc: MarcRecord) -> bool:
    """Return whether the original is in a box or a folder."""
    shelved = (" ".join(field.get_subfields("j", "k", "h")) for field in marc.get_fields("852"))
    return any(
        re.search(r"\b(?:box|folder|carton|ms|mss|schachtel|carton)\b", text, re.IGNORECASE)
        for text in shelved
    )

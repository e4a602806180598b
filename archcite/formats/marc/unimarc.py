"""UNIMARC (BnF, SUDOC, Koha in Southern and Eastern Europe): published works, as publications.

Its fields mean other things than those of MARC 21 with the same tags (100 is coded data, 200 the title).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.published_work import PublishedWork
from archcite.record import Agent, Publication

if TYPE_CHECKING:
    from pymarc import Field
    from pymarc import Record as MarcRecord

# Leader, position 6 → CSL type.
_TYPES = {
    "a": "book",
    "c": "musical_score",
    "e": "map",
    "g": "motion_picture",
    "i": "song",
    "j": "song",
    "k": "graphic",
    "l": "software",
}
# Function codes of UNIMARC (appendix C) → role.
_FUNCTIONS = {
    "070": "author",
    "080": "contributor",
    "220": "compiler",
    "230": "composer",
    "340": "editor",
    "440": "illustrator",
    "460": "interviewee",
    "470": "interviewer",
    "600": "photographer",
    "651": "editor",
    "300": "director",
    "730": "translator",
    "660": "recipient",
    "727": "contributor",
}
_NON_SORTING = pattern("[\x88\x89\x98\x9c]")


def is_unimarc(marc: MarcRecord) -> bool:
    """Return whether a record is UNIMARC: its title is in 200, and it has none in 245.

    The entry map of the leader (positions 20 to 22 “450”, 23 blank) is that of UNIMARC, but is often wrong.
    """
    has_title = any(field.get_subfields("a") for field in marc.get_fields("200"))
    return has_title and not marc.get_fields("245")


def build_publication(marc: MarcRecord, location: SourceLocation) -> Publication:
    """Build the publication that a record in UNIMARC describes."""
    leader = str(marc.leader).ljust(24)
    work = PublishedWork(location)
    work.id = next(((field.data or "").strip() for field in marc.get_fields("001")), "")
    work.type = _TYPES.get(leader[6], "book")
    if leader[6] == "a" and leader[7] in "as":
        work.type = "periodical" if leader[7] == "s" else "article-journal"
    work.set("title", _read_title(marc))
    for field in marc.get_fields("461", "463", "464")[:1]:
        _read_host(field, work)
    _read_imprint(marc, work)
    for field in [*marc.get_fields("225"), *marc.get_fields("410")][:1]:
        work.set("collection-title", _get_text(field, "a", "t"))
        work.set("collection-number", _get_text(field, "v"))
    for field in marc.get_fields("700", "701", "702", "710", "711", "712"):
        if agent := _parse_agent(field):
            work.agents.append(agent)
    for field in marc.get_fields("010", "011", "017", "856"):
        for text in field.get_subfields("u" if field.tag == "856" else "a"):
            work.set_identifier(text)
    for field in marc.get_fields("215")[:1]:
        work.set_extent(_get_text(field, "a"))
    for field in marc.get_fields("328")[:1]:
        _read_thesis(field, work)
    work.set("abstract", " ".join(_get_text(field, "a") for field in marc.get_fields("330")))
    work.languages = _find_languages(marc)
    work.subjects = [
        text for field in marc.get_fields("600", "601", "606", "607") if (text := _join(field, "abxyz"))
    ]
    work.notes = [text for field in marc.get_fields("300") if (text := _get_text(field, "a"))]
    return work.build()


def _read_title(marc: MarcRecord) -> str:
    field = marc.get_fields("200")[0]
    title = _get_text(field, "a")
    for code, joint in (("e", ": "), ("h", ". "), ("i", ". ")):
        if piece := "; ".join(text for value in field.get_subfields(code) if (text := _clean(value))):
            title = f"{title.rstrip(' .:')}{joint}{piece}" if title else piece
    return title


def _find_languages(marc: MarcRecord) -> list[str]:
    """Return the languages of the text; if none is given, that of the catalogue, which most of its books are in."""
    codes = [code for field in marc.get_fields("101")[:1] for code in field.get_subfields("a")]
    coded = next((_get_text(field, "a") for field in marc.get_fields("100")), "")
    codes = codes or [coded[22:25]]
    return [name for code in codes if (name := catalogue.find_language(code)) and name != code]


def _read_imprint(marc: MarcRecord, work: PublishedWork) -> None:
    for field in marc.get_fields("205")[:1]:
        work.set_edition(_get_text(field, "a"))
    for field in marc.get_fields("214", "210", "219"):
        work.set_imprint(_get_text(field, "a"), _get_text(field, "c"))
        date = _get_text(field, "d")
        if date and work.date is None:
            work.date = catalogue.parse_date(
                re.sub(r"^(?:DL|impr\.|cop\.|©|c|p)\s*(?=\d)", "", date.strip(" .[]"))
            )
    coded = next((_get_text(field, "a") for field in marc.get_fields("100")), "").ljust(13)
    if (work.date is None or work.date.edtf is None) and (
        year := catalogue.normalize_date(coded[9:13].strip())
    ):
        work.date = catalogue.parse_date(None, year)


def _read_host(field: Field, work: PublishedWork) -> None:
    work.set("container-title", _get_text(field, "t"))
    work.set_host_part(" ".join(_get_text(field, code) for code in "gpvd"))
    work.set("volume", _get_text(field, "v"))
    for text in field.get_subfields("x", "y"):
        work.set_identifier(text)
    work.type = "article-journal" if "ISSN" in work.variables else "chapter"


def _read_thesis(field: Field, work: PublishedWork) -> None:
    """Read 328: degree ($b), discipline ($c), university ($e), year ($d); or all in $a."""
    degree = _get_text(field, "b")
    if not degree:
        pieces = [piece.strip() for piece in re.split(r"\s*[:;,.]\s+", _get_text(field, "a"))]
        work.set_thesis(
            pieces[0],
            next(
                (piece for piece in pieces[1:] if re.search(r"univ|école|школа|инст", piece, re.IGNORECASE)),
                "",
            ),
        )
        return
    work.set_thesis(degree, _get_text(field, "e"))


def _parse_agent(field: Field) -> Agent | None:
    """Parse a person (70x: family name, given name, function) or a body (71x)."""
    code = next(iter(field.get_subfields("4")), "")
    default = "author" if field.tag[2] in "01" else "contributor"
    role = _FUNCTIONS.get(code, "contributor" if code else default)
    if field.tag.startswith("71"):
        name = ". ".join(
            text.rstrip(".") for value in field.get_subfields("a", "b") if (text := _clean(value))
        )
        return Agent.body(name, role) if name else None
    family, given, numeral = _get_text(field, "a").rstrip(","), _get_text(field, "b"), _get_text(field, "d")
    if not family:
        return None
    if not given:
        return (
            Agent(literal=" ".join(filter(None, (family, numeral))), role=role)
            if numeral
            else Agent.parse(family, role)
        )
    return Agent(family=family, given=given, suffix=numeral or None, role=role)


def _get_text(field: Field, *codes: str) -> str:
    return next((text for value in field.get_subfields(*codes) if (text := _clean(value))), "")


def _join(field: Field, codes: str) -> str:
    return " -- ".join(text for value in field.get_subfields(*codes) if (text := _clean(value)))


def _clean(value: str) -> str:
    """Return a value without the signs around words that are not sorted."""
    return " ".join(_NON_SORTING.sub("", value).split()).strip(" ,;/")

"""Read PICA+: XML as K10plus and the catalogues of CBS give it, JSON, plain text, and normalized PICA+."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.published_work import PublishedWork, join_subtitle
from archcite.formats.common.reader_warnings import warn
from archcite.formats.common.text_decoding import decode, read_rest
from archcite.formats.common.xml_reading import find_root
from archcite.formats.pica.fields import (
    TAG,
    Field,
    PicaRecord,
    iterate_json,
    iterate_text,
    iterate_xml,
    to_plain,
)
from archcite.record import Agent, Publication

NAMESPACES = ("info:srw/schema/5/picaXML", "http://www.oclcpica.org/xmlns/ppxml")
# First letter of 002@ $0 → CSL type, for what is not text.
MEDIA: Mapping[str, str] = {
    "B": "motion_picture",
    "G": "song",
    "H": "manuscript",
    "I": "graphic",
    "K": "map",
    "M": "musical_score",
    "V": "document",
}
# Second letter → CSL type.
LEVELS: Mapping[str, str] = {
    "b": "periodical",
    "d": "periodical",
    "o": "article-journal",
    "s": "article-journal",
}
# Field and subfields → CSL variable.
VARIABLES: Mapping[tuple[str, str], str] = {
    ("031A", "d"): "volume",
    ("031A", "e"): "issue",
    ("031A", "h"): "page",
    ("036C", "l"): "volume",
    ("036E", "l"): "collection-number",
    ("036F", "l"): "collection-number",
    ("047I", "a"): "abstract",
}
_TITLES = ("021A", "036C")
# Words for roles in German records, without what is in brackets.
ROLES: Mapping[str, str] = {
    **dict.fromkeys(("hrsg", "hg", "herausgeber", "herausgeberin"), "editor"),
    **dict.fromkeys(("übers", "übersetzer", "übersetzerin"), "translator"),
    **dict.fromkeys(("ill", "illustrator", "illustratorin"), "illustrator"),
    **dict.fromkeys(("verf", "verfasser", "verfasserin", "autor", "autorin"), "author"),
    **dict.fromkeys(("bearb", "bearbeiter", "bearbeiterin", "zsstellung"), "compiler"),
}
_PEOPLE = ("028A", "028B", "028C", "028D", "028E")
_BODIES = ("029A", "029F", "029E")
_START = pattern(rf"\s*{TAG}[$ƒ\x1f]")
_JSON = pattern(rf'\s*\[\s*(?:\[\s*)+"{TAG}"')
# “@” is before the word that titles are sorted by.
_SORTING = pattern(r"(?:(?<=\s)|^)@(?=\S)|(?<=['’])@")
_HOST = pattern(r"(?:Enthalten in|In):?\s*", re.IGNORECASE)


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes is PICA+.

    >>> sniff_start(b"003@ $0123\\n021A $aLetters"), sniff_start(b'<record xmlns="info:srw/schema/5/picaXML-v1.0"/>')
    (True, True)
    >>> sniff_start(b'[["003@", "", "0", "123"]]'), sniff_start(b'[["a", 1]]')
    (True, False)
    """
    root = find_root(start)
    if root is not None:
        return any(name in root.start for name in NAMESPACES)
    text = start.decode("utf-8", "replace").lstrip("\ufeff\x1d")
    return _START.match(text) is not None or _JSON.match(text) is not None


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Publication]:
    """Yield the publications of a file.

    Raises :class:`~archcite.errors.SourceError` if the file has none.

    >>> import io
    >>> book, = read_file(io.BytesIO(b"002@ $0Aau\\n021A $aThe @letters$dA history$hJane Roe\\n011@ $a1990\\n"
    ...     b"028A $ARoe$DJane$4aut\\n033A $pLondon$nFaber\\n"))
    >>> book.title, book.agents("author")[0].name, book.csl_item()["publisher"]
    ('The letters: A history', 'Jane Roe', 'Faber')
    """
    is_xml = find_root(file.read(8192)) is not None
    file.seek(0)
    records = iterate_xml(file, name) if is_xml else _iterate_text(file, name)
    number = 0
    has_titles = False
    left_out: list[str] = []
    for number, record in enumerate(records, start=1):
        if record.find(*_TITLES):
            has_titles = True
            yield build_publication(record, SourceLocation(name, record.line, number))
        else:
            left_out.append(record.get("003@", "0") or f"record {number}")
    if not number:
        raise SourceError("The file has no PICA record: export it again.", location=SourceLocation(name))
    if not has_titles:
        message = "The file has records of people, bodies or subjects, but no titles: export those of works."
        raise SourceError(message, location=SourceLocation(name))
    if left_out:
        more = f" and {len(left_out) - 5} more" if len(left_out) > 5 else ""
        warn(SourceLocation(name), f"Records without a title were left out: {', '.join(left_out[:5])}{more}.")


def _iterate_text(file: BinaryIO, name: str) -> Iterator[PicaRecord]:
    text = decode(to_plain(read_rest(file, name)), name)
    if not _JSON.match(text.lstrip("\ufeff")):
        yield from iterate_text(text)
        return
    try:
        yield from iterate_json(text.strip("\ufeff \r\n"))
    except (ValueError, RecursionError):
        message = "the file is not valid PICA/JSON: a record is a list of fields, each a list of texts."
        raise SourceError(message, location=SourceLocation(name)) from None


def build_publication(record: PicaRecord, location: SourceLocation) -> Publication:
    """Build the publication that a record describes."""
    work = PublishedWork(location, id=record.get("003@", "0"), type=_find_type(record))
    _set_titles(work, record)
    for (tag, codes), variable in VARIABLES.items():
        work.set(variable, record.get(tag, *codes))
    _set_host(work, record)
    for tag in ("036E", "036F"):
        work.set("collection-title", _strip_sorting(record.get(tag, "a", "8")))
    for one in record.find("033A"):
        work.set_imprint(one.get("p"), one.get("n"))
    work.set_edition(record.get("032@", "a"))
    work.set_extent(record.get("034D", "a"))
    for one in record.find(*_PEOPLE):
        work.agents += _iterate_people(one)
    for one in record.find(*_BODIES):
        if name := ", ".join(filter(None, (one.get("a", "A", "8"), one.get("b")))):
            # An issuing body is the author only of what no person wrote or edited.
            has_people = any(agent.role in ("author", "editor") for agent in work.agents)
            role = "author" if one.get("4") in ("", "isb", "aut") else _find_role(one)
            work.agents.append(Agent.body(name, "contributor" if role == "author" and has_people else role))
    years = [record.get("011@", "n") or record.get("011@", "a"), record.get("031A", "j")]
    year = next(filter(None, years), "")
    end = record.get("011@", "b")
    work.date = catalogue.parse_date(
        f"{year}/{end}" if end and end != year else year, year if not end else None
    )
    _set_identifiers(work, record)
    for one in record.find("010@"):
        work.languages += [
            known for code, text in one.subfields if code == "a" and (known := catalogue.find_language(text))
        ]
    for one in record.find("037C"):
        work.set_thesis(one.get("d", "a"), one.get("e"))
    work.subjects += [text for one in record.find("044K", "044N", "041A") if (text := one.get("a", "8"))]
    return work.build()


def _find_type(record: PicaRecord) -> str:
    code = record.get("002@", "0")
    if code[:1] in MEDIA:
        return MEDIA[code[0]]
    found = LEVELS.get(code[1:2], "book")
    if found == "article-journal":
        host = record.find("039B")
        # A book has a publisher or an ISBN, a journal an ISSN.
        is_book = any(one.get("z", "e") or "ISBN" in one.get("C") for one in host) and not record.get(
            "031A", "d"
        )
        return "chapter" if is_book else found
    return found


def _set_titles(work: PublishedWork, record: PicaRecord) -> None:
    """Set the title; a part of a work in several volumes has that of the whole, and perhaps one of its own."""
    own, whole = (
        next((_join_title(one) for one in record.find(tag) if one.get("a", "Y", "8")), "") for tag in _TITLES
    )
    work.set("title", whole or own)
    if whole:
        work.set("volume-title", own)


def _join_title(one: Field) -> str:
    return join_subtitle(_strip_sorting(one.get("a", "Y", "8")), _strip_sorting(one.get("d")))


def _strip_sorting(text: str) -> str:
    return _SORTING.sub("", text)


def _set_host(work: PublishedWork, record: PicaRecord) -> None:
    """Set the journal or book that an article is in."""
    for one in record.find("039B"):
        title = _strip_sorting(_HOST.sub("", one.get("t", "a", "8")))
        work.set("container-title", title.strip(" .,"))
        work.set_imprint(one.get("d"), one.get("e"))
    work.set_host_part(record.get("031A", "y"))


def _iterate_people(one: Field) -> Iterator[Agent]:
    """Yield the person of a field, in its role: in the words of the record, or as a relator code."""
    role = _find_role(one)
    # Capitals are for what is linked; with both, $A is the file that it is linked to.
    family, given = one.get("a", "A"), one.get("d", "D")
    if family:
        prefix = one.get("c", "C")
        yield Agent(family=family, given=given, particle=prefix, role=role)
        return
    name = one.get("P", "5") or re.sub(r"\s*(?:\[.*\]|\*.*)$", "", one.get("8"))
    if found := catalogue.parse_agent(name, role, body=False):
        yield found


def _find_role(one: Field) -> str:
    """Return the role of a person or body: that of an unknown code is not that of an author."""
    code, word = one.get("4"), one.get("B").strip(" .[]()").casefold()
    default = "author" if one.tag in ("028A", "029A") and not code else "contributor"
    return ROLES.get(word) or catalogue.find_role(code, default=default)


def _set_identifiers(work: PublishedWork, record: PicaRecord) -> None:
    for tag, codes in (
        ("004V", "0"),
        ("004A", "0A"),
        ("005A", "0A"),
        ("009P", "au"),
        ("017C", "u"),
        ("009Q", "u"),
    ):
        for one in record.find(tag):
            text = one.get(*codes)
            work.set_identifier(f"doi:{text}" if tag == "004V" and text.startswith("10.") else text)


__all__ = ["LEVELS", "MEDIA", "VARIABLES", "build_publication", "read_file", "sniff_start"]

"""Read the sources of Microsoft Word: ``Sources.xml``, and the list of sources in a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, BinaryIO

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.published_work import PublishedWork
from archcite.formats.common.xml_reading import (
    find_children,
    find_descendants,
    find_root,
    get_line,
    get_name,
    get_text,
    iterate_elements,
)
from archcite.formats.csl_json.item_from_record import to_csl_date
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.record import Source

if TYPE_CHECKING:
    from lxml.etree import _Element

NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/bibliography"
# SourceType → CSL type.
TYPES: Mapping[str, str] = {
    "Art": "graphic",
    "ArticleInAPeriodical": "article-magazine",
    "Book": "book",
    "BookSection": "chapter",
    "Case": "legal_case",
    "ConferenceProceedings": "paper-conference",
    "DocumentFromInternetSite": "webpage",
    "ElectronicSource": "document",
    "Film": "motion_picture",
    "InternetSite": "webpage",
    "Interview": "interview",
    "JournalArticle": "article-journal",
    "Misc": "document",
    "Patent": "patent",
    "Performance": "performance",
    "Report": "report",
    "SoundRecording": "song",
}
# Element → CSL variable; of several with the same variable, the first one that has a text counts.
VARIABLES: Mapping[str, str] = {
    "Title": "title",
    "ShortTitle": "title-short",
    "BookTitle": "container-title",
    "JournalName": "container-title",
    "PeriodicalTitle": "container-title",
    "ConferenceName": "container-title",
    "AlbumTitle": "container-title",
    "InternetSiteTitle": "container-title",
    "PublicationTitle": "container-title",
    "BroadcastTitle": "container-title",
    "Volume": "volume",
    "NumberVolumes": "number-of-volumes",
    "Issue": "issue",
    "ChapterNumber": "chapter-number",
    "Pages": "page",
    "Edition": "edition",
    "Version": "version",
    "Publisher": "publisher",
    "ProductionCompany": "publisher",
    "Broadcaster": "publisher",
    "Institution": "publisher",
    "Distributor": "publisher",
    "Department": "division",
    "ThesisType": "genre",
    "Type": "genre",
    "Medium": "medium",
    "Court": "authority",
    "Reporter": "container-title",
    "CaseNumber": "number",
    "PatentNumber": "number",
    "RecordingNumber": "number",
    "Theater": "event-place",
    "Comments": "annote",
}
PEOPLE: Mapping[str, str] = {
    "Artist": "author",
    "Author": "author",
    "BookAuthor": "container-author",
    "Compiler": "compiler",
    "Composer": "composer",
    "Director": "director",
    "Editor": "editor",
    "Interviewee": "author",
    "Interviewer": "interviewer",
    "Inventor": "author",
    "Performer": "performer",
    "ProducerName": "producer",
    "Translator": "translator",
    "Writer": "script-writer",
}
# Elements that mean something else for a work of art: the museum that has it, and the collection there.
_OF_ART: Mapping[str, str] = {"Institution": "archive", "PublicationTitle": "archive_collection"}
_PLACE = ("City", "StateProvince", "CountryRegion")


def sniff_start(start: bytes) -> bool:
    """Return whether a file that starts with these bytes has sources of Word.

    >>> sniff_start(f'<b:Sources xmlns:b="{NAMESPACE}"/>'.encode()), sniff_start(b"<Sources/>")
    (True, False)
    """
    root = find_root(start)
    return root is not None and root.name in ("Sources", "Source") and root.namespace == NAMESPACE


def read_file(file: BinaryIO, name: str = "the file") -> Iterator[Source]:
    """Yield the sources of a file.

    Raises :class:`~archcite.errors.SourceError` if the file has none.

    >>> import io
    >>> source, = read_file(io.BytesIO(f'''<Sources xmlns="{NAMESPACE}"><Source><Tag>Roe91</Tag>
    ... <SourceType>Book</SourceType><Author><Author><NameList><Person><Last>Roe</Last><First>Jane</First></Person>
    ... </NameList></Author></Author><Title>Essays</Title><Year>1991</Year></Source></Sources>'''.encode()))
    >>> source.id, source.title, source.agents("author")[0].name
    ('Roe91', 'Essays', 'Jane Roe')
    """
    number = 0
    for number, element in enumerate(iterate_elements(file, name, {"Source"}), start=1):
        yield _build_source(element, SourceLocation(name, get_line(element), number))
    if not number:
        raise SourceError(
            "The file has no sources of Word: add them in “Manage Sources”.", location=SourceLocation(name)
        )


def _build_source(element: _Element, location: SourceLocation) -> Source:
    texts = {get_name(child): get_text(child) for child in find_children(element)}
    work = PublishedWork(location, type=TYPES.get(texts.get("SourceType", ""), "document"))
    if texts.get("ThesisType"):
        work.set_thesis(texts["ThesisType"], "")
    special = _OF_ART if work.type == "graphic" else {}
    for name, variable in VARIABLES.items():
        if name == "Edition":
            work.set_edition(texts.get(name, ""))
        else:
            work.set(special.get(name, variable), texts.get(name))
    place = ", ".join(filter(None, (texts.get(name) for name in _PLACE)))
    work.set("archive-place" if "archive" in work.variables else "publisher-place", place)
    for name in ("URL", "DOI", "StandardNumber"):
        work.set_identifier(texts.get(name, "").removeprefix("ISBN ").removeprefix("ISSN "))
    item: dict[str, Any] = {"id": texts["Tag"]} if texts.get("Tag") else {}
    item |= {"type": work.type, **{name: text for name, text in work.variables.items() if text}}
    for variable, suffix in (("issued", ""), ("accessed", "Accessed")):
        if date := to_csl_date(catalogue.parse_date(_join_date(texts, suffix))):
            item[variable] = date
    for person in find_children(element, "Author"):
        for role in find_children(person):
            item.setdefault(PEOPLE.get(get_name(role), "contributor"), []).extend(_iterate_names(role))
    return from_csl_item(item, location._replace(record=texts.get("Tag") or None))


def _join_date(texts: Mapping[str, str], suffix: str) -> str:
    """Return a date: in numbers if the month is one, or else in words."""
    year, month, day = (texts.get(f"{unit}{suffix}", "") for unit in ("Year", "Month", "Day"))
    if month.isdecimal():
        return "-".join(part.zfill(2) for part in (year, month, day) if part.isdecimal())
    return " ".join(filter(None, (day, month, year)))


def _iterate_names(role: _Element) -> Iterator[dict[str, str]]:
    for body in find_children(role, "Corporate"):
        if text := get_text(body):
            yield {"literal": text}
    for person in find_descendants(role, "Person"):
        parts = {get_name(part): get_text(part) for part in find_children(person)}
        given = " ".join(filter(None, (parts.get("First"), parts.get("Middle"))))
        family = parts.get("Last", "")
        if family and given:
            yield {"family": family, "given": given}
        elif family or given:
            yield {"family": family or given}


__all__ = ["PEOPLE", "TYPES", "VARIABLES", "read_file", "sniff_start"]

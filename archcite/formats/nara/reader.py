"""Read the JSON of the National Archives Catalog (United States): one record or a search.

Answers of the present interface and lines of the bulk exports (``naId``, ``ancestors``, ``physicalOccurrences``)
are read. The first interface had other names, and is refused.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from archcite.errors import SourceError, SourceLocation
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common import description_levels as hierarchy
from archcite.formats.common import reader_warnings
from archcite.formats.common.description_levels import Step
from archcite.formats.common.document_kinds import infer_document_kind
from archcite.formats.common.json_reading import (
    as_mappings,
    build_each,
    find_mappings,
    has_keys,
    load_json,
    to_text,
    to_texts,
)
from archcite.formats.common.record_draft import Draft
from archcite.record import Agent, ArchivalDate, OnlineCopy, Part, Record, Repository

PORTAL = "National Archives Catalog"
ADDRESS = "https://catalog.archives.gov/id/{}"
COUNTRY = "US"

# Key of a description → what it is to a record.
KEYS = {
    "naId": "identifier",
    "title": "title",
    "levelOfDescription": "steps",
    "ancestors": "steps",
    "recordGroupNumber": "steps",
    "collectionIdentifier": "steps",
    "productionDates": "date",
    "inclusiveStartDate": "date",
    "inclusiveEndDate": "date",
    "coverageStartDate": "date",
    "coverageEndDate": "date",
    "creators": "agents",
    "contributors": "agents",
    "donors": "agents",
    "physicalOccurrences": "place",
    "variantControlNumbers": "steps",
    "localIdentifier": "notes",
    "digitalObjects": "copy",
    "scopeAndContentNote": "summary",
    "generalRecordsTypes": "kind",
    "specificRecordsTypes": "kind",
    "languages": "languages",
    "subjects": "subjects",
    "useRestriction": "rights",
    "accessRestriction": "notes",
    "generalNotes": "notes",
    "onlineResources": "notes",
    "scale": "scale",
    "extent": "extent",
    "dimensions": "extent",
}
# Keys for programs, or whose content other keys have.
IGNORED = frozenset(
    (
        *("recordType", "dataControlGroup", "dateNote", "soundType", "otherTitles", "editStatus", "shotList"),
        *(
            "beginCongress",
            "endCongress",
            "microformPublications",
            "audiovisual",
            "findingAids",
            "objectCount",
        ),
        *("custodialHistoryNote", "functionAndUse", "arrangement", "accessionNumbers", "transferNumbers"),
        *("dispositionAuthorityNumbers", "internalTransferNumbers", "importRecordControlNumber"),
    )
)
# The number of a series in the finding aids of a record group.
_ENTRY = re.compile(r"\b(?:HMS|MLR)\b.*\bEntry\b|\bEntry Number\b", re.IGNORECASE)
_UNIT = re.compile(r"\s+[-–—]\s+(?=\S).*$")
_CONTRIBUTIONS = {"creators": "author", "contributors": "contributor", "donors": "donated-by"}
_PERSON = re.compile(r",\s.*\b\d{4}\b|^[^\W\d_][\w’'-]+, [^\W\d_][\w.’' -]+$")


def sniff(text: str) -> bool:
    """Return whether a text is JSON of the National Archives Catalog.

    >>> sniff('{"naId": 299998, "levelOfDescription": "item"}'), sniff('{"title": "A letter"}')
    (True, False)
    """
    return has_keys(text, "naId") and (
        has_keys(text, "levelOfDescription") or has_keys(text, "recordType") or has_keys(text, "opaResponse")
    )


def read(text: str, name: str = "the text") -> list[Record]:
    """Return the records of an answer of the catalogue, or of a bulk export.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> record, = read('''{"naId": 1667751, "title": "Telegram", "levelOfDescription": "item", "ancestors": [
    ...   {"levelOfDescription": "recordGroup", "recordGroupNumber": 59, "distance": 2,
    ...    "title": "General Records of the Department of State"},
    ...   {"levelOfDescription": "series", "distance": 1, "title": "Central Decimal Files"}]}''')
    >>> str(record.holding), record.copy.identifier
    ('National Archives, RG 59, Central Decimal Files', '1667751')
    """
    tree = load_json(text, name)
    if has_keys(text, "opaResponse"):
        raise SourceError(
            "This is an answer of the first interface of the catalogue, which is closed: save the record from "
            "catalog.archives.gov again.",
            location=SourceLocation(name),
        )
    descriptions = list(find_mappings(tree, "naId", "title"))
    reader_warnings.warn_left_out(
        SourceLocation(name), (key for one in descriptions for key in one if key not in KEYS.keys() | IGNORED)
    )
    return build_each(
        descriptions, _build_record, name, "The file has no description with a naId: save the record again."
    )


def _build_record(given: Mapping[str, Any], location: SourceLocation) -> Record:
    return _Description(given, location).build_record()


class _Description:
    """One description of the catalogue."""

    def __init__(self, given: Mapping[str, Any], location: SourceLocation) -> None:
        self.given = given
        self.location = location
        self.ancestors = sorted(as_mappings(given.get("ancestors")), key=_get_distance, reverse=True)

    def build_record(self) -> Record:
        """Build the record of the description."""
        number = to_text(self.given.get("naId"))
        draft = Draft(self.location, id=number and f"naid-{number}", title=to_text(self.given.get("title")))
        draft.kind = self.find_kind(draft.title)
        draft.date = self.parse_date()
        draft.agents = self.find_agents()
        draft.repository, containers = self.find_place()
        steps = self.build_steps()
        draft.parts = hierarchy.build_path(steps, containers)
        draft.notes = hierarchy.describe_files(steps, containers)
        draft.copy = self.find_copy(number)
        if number and not draft.copy.url:
            draft.note = f"NAID {number}"
        draft.description = {
            "title_kind": "supplied" if draft.title else None,
            "scale": to_text(self.given.get("scale")) or None,
            "extent": self.find_extent(),
        }
        draft.summary = to_text(self.given.get("scopeAndContentNote")) or None
        draft.rights = self.format_restriction("useRestriction")
        access = self.format_restriction("accessRestriction")
        draft.notes += [f"Access: {access}"] if access else []
        draft.notes += [f"Local identifier: {one}" for one in to_texts(self.given.get("localIdentifier"))]
        draft.notes += to_texts(self.given.get("generalNotes"))
        pages = (to_text(one.get("url")) for one in as_mappings(self.given.get("onlineResources")))
        draft.notes += [f"See also: {url}" for url in pages if url]
        draft.languages = [
            known for text in self.get_names("languages") if (known := catalogue.find_language(text))
        ]
        draft.subjects = self.get_names("subjects")
        return draft.build()

    def find_kind(self, title: str | None) -> str | None:
        for text in (*self.get_names("specificRecordsTypes"), *self.get_names("generalRecordsTypes")):
            if known := catalogue.find_kind(text):
                return known
        return infer_document_kind(title) if self.get_level() == "item" else None

    def get_level(self) -> str:
        return hierarchy.find_level(to_text(self.given.get("levelOfDescription")))

    def parse_date(self) -> ArchivalDate | None:
        produced = as_mappings(self.given.get("productionDates")) or as_mappings(
            self.given.get("broadcastDates")
        )
        if produced:
            ends = (
                [_to_edtf(produced[0]), _to_edtf(produced[-1])]
                if len(produced) > 1
                else [_to_edtf(produced[0])]
            )
        else:
            kind = "inclusive" if self.given.get("inclusiveStartDate") else "coverage"
            ends = [_to_edtf(self.given.get(f"{kind}{end}Date")) for end in ("Start", "End")]
        text = [end for end in ends if end]
        return catalogue.parse_date(None, "/".join(dict.fromkeys(text))) if text else None

    def find_agents(self) -> list[Agent]:
        agents = []
        for key, default in _CONTRIBUTIONS.items():
            for one in as_mappings(self.given.get(key)):
                text = to_text(one.get("contributorType")) or to_text(one.get("creatorType"))
                agents.append(
                    _parse_agent(
                        one, catalogue.find_role(text, default=default) if key != "creators" else default
                    )
                )
        for ancestor in reversed(self.ancestors):
            makers = [_parse_agent(one, "creator") for one in as_mappings(ancestor.get("creators"))]
            if makers:
                agents.extend(makers)
                break
        return [agent for agent in agents if agent]

    def find_place(self) -> tuple[Repository, list[Part]]:
        """Find the unit that holds the original, and the containers."""
        for occurrence in as_mappings(self.given.get("physicalOccurrences")):
            units = as_mappings(occurrence.get("referenceUnits"))
            containers = [
                part
                for medium in as_mappings(occurrence.get("mediaOccurrences"))[:1]
                if (part := hierarchy.parse_container("box", to_text(medium.get("containerId"))))
            ]
            if units:
                name = _UNIT.sub("", to_text(units[0].get("name")))
                place = ", ".join(
                    filter(None, (to_text(units[0].get("city")), to_text(units[0].get("state"))))
                )
                return Repository(name or "National Archives", place=place, country=COUNTRY), containers
        return Repository("National Archives", country=COUNTRY), []

    def find_extent(self) -> str | None:
        """Return the extent of the original, or of the reference copy."""
        given = to_text(self.given.get("extent")) or to_text(self.given.get("dimensions"))
        occurrences = (
            to_text(one.get("extent")) for one in as_mappings(self.given.get("physicalOccurrences"))
        )
        return given or next(filter(None, occurrences), None)

    def build_steps(self) -> list[Step]:
        return [_build_step(one) for one in (*self.ancestors, self.given)]

    def find_copy(self, number: str) -> OnlineCopy:
        """Return the page of the catalogue if it shows the document; else only the identifier."""
        if not number or not as_mappings(self.given.get("digitalObjects")):
            return OnlineCopy(identifier=number or None)
        return OnlineCopy(PORTAL, ADDRESS.format(number), number)

    def format_restriction(self, key: str) -> str | None:
        text = self.given.get(key)
        if not isinstance(text, Mapping):
            return None
        return ": ".join(filter(None, (to_text(text.get("status")), to_text(text.get("note"))))) or None

    def get_names(self, key: str) -> list[str]:
        """Return the names in a list of texts or of mappings."""
        value = self.given.get(key)
        if isinstance(value, list) and value and not isinstance(value[0], Mapping):
            return to_texts(value)
        names = (one.get("heading") or one.get("termName") or one.get("name") for one in as_mappings(value))
        return [name for one in names if (name := to_text(one))]


def _build_step(one: Mapping[str, Any]) -> Step:
    """Build one level: a record group by its number, a collection by its code, a series by its entry."""
    text = to_text(one.get("levelOfDescription"))
    title = to_text(one.get("title")) or None
    group = to_text(one.get("recordGroupNumber"))
    if group and text == "recordGroup":
        return Step("fonds", group, title, "RG")
    code = to_text(one.get("collectionIdentifier")) if text == "collection" else ""
    entry = next(
        (
            to_text(number.get("number"))
            for number in as_mappings(one.get("variantControlNumbers"))
            if _ENTRY.search(to_text(number.get("type")))
        ),
        "",
    )
    if entry and text == "series":
        return Step("series", f"Entry {entry}", title)
    return Step(hierarchy.find_level(text), code or None, title)


def _parse_agent(one: Mapping[str, Any], role: str) -> Agent | None:
    heading = to_text(one.get("heading"))
    kind = to_text(one.get("authorityType")).casefold()
    body = True if "org" in kind else False if "person" in kind else _PERSON.search(heading) is None
    # The name of a body is followed by the years in which it was valid.
    return catalogue.parse_agent(
        re.sub(r"\s*\([^()]*\d{4}[^()]*\)\s*$", "", heading) if body else heading, role, body=body
    )


def _to_edtf(value: Any) -> str | None:
    """Return a date of the catalogue (year, month, day and qualifier) as EDTF."""
    if not isinstance(value, Mapping):
        return catalogue.normalize_date(to_text(value))
    parts = [to_text(value.get(key)) for key in ("year", "month", "day")]
    given = [part.zfill(2 if index else 4) for index, part in enumerate(parts) if part.isdigit()]
    plain = "-".join(given) if parts[0].isdigit() else to_text(value.get("logicalDate"))
    doubt = {"ca.": "~", "?": "?"}.get(to_text(value.get("dateQualifier")), "")
    return catalogue.normalize_date(f"{plain}{doubt}") if plain else None


def _get_distance(ancestor: Mapping[str, Any]) -> int:
    text = to_text(ancestor.get("distance"))
    return int(text) if text.isascii() and text.isdigit() and len(text) < 4 else 0

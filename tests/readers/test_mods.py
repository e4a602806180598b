"""MODS: names, dates, hosts, locations, and hostile files."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from types import ModuleType

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.mods import reader as mods
from archcite.record import Record

TITLE = "<titleInfo><title>Diary</title></titleInfo>"

Read = Callable[[ModuleType, bytes], list[Record]]


def _one(read_as: Read, inner: str) -> Record:
    (record,) = read_as(mods, f'<mods xmlns="{mods.NAMESPACE}">{inner}</mods>'.encode())
    return record


def test_a_memorandum_in_a_series_of_papers(example: Callable[[str], bytes], read_as: Read) -> None:
    memorandum, photograph = read_as(mods, example("mods.xml"))
    assert archcite.cite(memorandum, "chicago").endswith(
        "“The Situation in East Germany: A Memorandum,” June 18–20, 1953, Box 12, Folder 5, pp. 2–4, "
        "Germany and Berlin, Eleanor Lansing Dulles Papers, Dwight D. Eisenhower Library, "
        "https://example.org/dulles/a70-62-b12."
    )
    assert [(agent.role, agent.name) for agent in memorandum.agents()] == [
        ("author", "Eleanor Lansing Dulles"),
        ("recipient", "James Bryant Conant"),
        ("author", "United States. Department of State"),
    ]
    assert memorandum.subjects == (
        "Germany (East) -- History -- Uprising, 1953",
        "Ulbricht, Walter, 1893-1973",
    )
    assert "Alternative title: Lage in der SBZ" in memorandum.notes
    assert photograph.copy.url == "https://hdl.handle.net/20.500.1234/55"
    assert (photograph.kind, photograph.date.edtf if photograph.date else None) == ("photograph", "1912~")


@pytest.mark.parametrize(
    ("dates", "edtf"),
    [
        ("<dateCreated>September 25, 1918</dateCreated>", "1918-09-25"),
        ('<dateIssued encoding="marc">1954</dateIssued><dateCreated encoding="w3cdtf">1953</dateCreated>', "1953"),
        ('<dateCreated encoding="edtf">1918-XX</dateCreated>', "1918-XX"),
        ('<dateCreated encoding="iso8601">19180925</dateCreated>', "1918-09-25"),
        ('<dateCreated qualifier="questionable" encoding="w3cdtf">1918</dateCreated>', "1918?"),
        ('<dateCreated encoding="w3cdtf" point="start">1918</dateCreated>'
         '<dateCreated encoding="w3cdtf" point="end">1919</dateCreated>', "1918/1919"),
    ],
)  # fmt: skip
def test_dates(dates: str, edtf: str, read_as: Read) -> None:
    record = _one(read_as, f"<originInfo>{dates}</originInfo>")
    assert record.date is not None and record.date.edtf == edtf


def test_the_preferred_citation_gives_the_repository(read_as: Read) -> None:
    with pytest.warns(ArchciteWarning, match="was taken from the preferred citation"):
        record = _one(
            read_as, '<note type="preferred citation">House Papers. Yale University Library.</note>'
        )
    assert record.holding.repository.name == "Yale University Library"


def test_several_places(read_as: Read) -> None:
    record = _one(
        read_as,
        "<location><physicalLocation>Yale University Library</physicalLocation><holdingSimple><copyInformation>"
        "<shelfLocator>box 1</shelfLocator></copyInformation><copyInformation><shelfLocator>reel 2</shelfLocator>"
        "</copyInformation></holdingSimple></location>",
    )
    assert [str(holding) for holding in record.holdings] == [
        "Yale University Library, box 1",
        "Yale University Library, reel 2",
    ]


def test_no_address(read_as: Read) -> None:
    with pytest.warns(ArchciteWarning, match="not a web address; left out"):
        record = _one(read_as, f"{TITLE}<location><url>file:///etc/passwd</url></location>")
    assert record.copy.url is None


def test_nothing_in_it(read_as: Read) -> None:
    with pytest.raises(SourceError, match="has no <mods>"):
        read_as(mods, b"<modsCollection/>")


def test_hosts_within_hosts(read_as: Read) -> None:
    host = '<relatedItem type="host"><titleInfo><title>A</title></titleInfo>'
    assert len(_one(read_as, host * 200 + "</relatedItem>" * 200).holding.parts) == 200


@pytest.mark.slow
def test_damaged_files(example: Callable[[str], bytes], fuzz: Callable[[ModuleType, bytes], None]) -> None:
    fuzz(mods, example("mods.xml"))


def test_labels_of_places_are_not_archives() -> None:
    (record,) = archcite.loads(
        '<mods xmlns="http://www.loc.gov/mods/v3"><titleInfo><title>Weaving class</title></titleInfo><location>'
        '<physicalLocation displayLabel="Collection">Archives Collection</physicalLocation>'
        '<physicalLocation displayLabel="Address">12 Main Street</physicalLocation>'
        '<physicalLocation displayLabel="Repository">Arrowmont School of Arts</physicalLocation>'
        '<physicalLocation displayLabel="City">Gatlinburg</physicalLocation></location></mods>'
    )
    assert str(record.holding) == "Arrowmont School of Arts, Archives Collection"
    assert record.holding.repository.place == "Gatlinburg" and len(record.holdings) == 1


def test_the_name_of_an_organization_is_in_the_label_of_its_code() -> None:
    xml = f"""<mods xmlns="http://www.loc.gov/mods/v3">{TITLE}<location>
    <physicalLocation authority="marcorg" displayLabel="State Library, Berlin">DE-1</physicalLocation>
    </location></mods>"""
    (record,) = mods.read_file(io.BytesIO(xml.encode()))
    assert isinstance(record, Record) and record.holding.repository.name == "State Library, Berlin"


def test_a_record_that_says_nothing_is_reported() -> None:
    xml = '<mods xmlns="http://www.loc.gov/mods/v3"><identifier type="urn">urn:a</identifier></mods>'
    with pytest.warns(ArchciteWarning, match="no title, name, date or archive"):
        list(mods.read_file(io.BytesIO(xml.encode())))


@pytest.mark.parametrize("material", ["photograph", "typescript", "microfilm"])
def test_the_material_of_a_document_whose_genre_is_given(material: str) -> None:
    item = {"id": "a", "type": "graphic", "title": "Danube", "archive": "RGANI", "medium": material}
    (record,) = archcite.loads(json.dumps([item]), "csl-json")
    (read,) = archcite.loads(archcite.write([record], "mods"))
    assert read.medium == material

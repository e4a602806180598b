"""JSON of Discovery: references of The National Archives and of others, titles from descriptions, dates."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.tna import reader as tna
from archcite.record import Record

Read = Callable[[ModuleType, bytes], list[Record]]


def _one(**keys: Any) -> Record:
    plain = {
        "id": "C1",
        "citableReference": "FO 371/1",
        "title": "A",
        "coveringDates": "1957",
        "catalogueLevel": 6,
    }
    (record,) = tna.read(
        json.dumps({**plain, "heldBy": [{"xReferenceName": "The National Archives, Kew"}], **keys})
    )
    return record


def test_a_file_without_a_title(example: Callable[[str], bytes], read_as: Read) -> None:
    (record,) = read_as(tna, example("tna-record.json"))
    assert record.title == "Relations between Hungary and the USSR & the Kádár régime"
    assert (record.holding.repository.name, record.holding.repository.place) == (
        "The National Archives",
        "Kew",
    )
    assert [str(part) for part in record.holding.parts] == ["FO 371", "127831"]
    assert record.date is not None and record.date.edtf == "1957"
    assert record.notes == ("Former reference: Code RW file 1015",)
    assert record.copy.url is None


def test_hits_of_a_search(example: Callable[[str], bytes], read_as: Read) -> None:
    premier, deeds = read_as(tna, example("tna-search.json"))
    assert premier.date is not None and premier.date.edtf == "1956-10-24/1957-03-20"
    assert archcite.cite(deeds, "chicago") == (
        "Deeds relating to KIRKLEES, September 18, 1236, KM/29, West Yorkshire Archive Service, Calderdale."
    )


def test_what_can_be_downloaded_has_an_address() -> None:
    assert _one(digitised=True).copy.url == "https://discovery.nationalarchives.gov.uk/details/r/C1"


def test_a_long_description_gives_a_title_with_a_warning() -> None:
    with pytest.warns(ArchciteWarning, match="was taken from its description"):
        record = _one(title=None, scopeContent={"description": "Reports on Romania. " + "More of it. " * 40})
    assert record.title == "Reports on Romania"
    assert record.summary is not None and record.summary.startswith("Reports on Romania. More")


def test_creators_of_a_series_are_no_authors() -> None:
    creators = [{"xReferenceName": "Foreign Office"}, {"surname": "Knight", "firstName": "Laura"}]
    assert [agent.role for agent in _one(creatorName=creators, catalogueLevel=3).agents()] == [
        "creator",
        "creator",
    ]
    assert [agent.role for agent in _one(creatorName=creators, catalogueLevel=7).agents()] == [
        "author",
        "author",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [("[]", "has no record of Discovery"), ('{"coveringDates"', "line 1: This is not valid JSON")],
)
def test_nothing_to_read(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        tna.read(text, "x")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["tna-record.json", "tna-search.json"])
def test_damaged_files(
    name: str, example: Callable[[str], bytes], fuzz: Callable[[ModuleType, bytes], None]
) -> None:
    fuzz(tna, example(name))

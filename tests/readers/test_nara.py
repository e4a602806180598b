"""JSON of the National Archives Catalog: record groups and collections, dates, boxes, and damaged answers."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.nara import reader as nara
from archcite.record import Record

Read = Callable[[ModuleType, bytes], list[Record]]


def _one(**keys: Any) -> Record:
    (record,) = nara.read(json.dumps({"naId": 1, "title": "Letter", "levelOfDescription": "item", **keys}))
    return record


def test_an_item_of_a_presidential_library(example: Callable[[str], bytes], read_as: Read) -> None:
    telegram, file_unit = read_as(nara, example("nara-item.json"))
    assert archcite.cite(telegram, "chicago") == (
        "George F. Kennan, telegram from George Kennan to George Marshall (“Long Telegram”), February 22, 1946, "
        "box 63, Subject Files, George M. Elsey Papers, HST-GME, Harry S. Truman Library, Independence, MO, "
        "National Archives Catalog, https://catalog.archives.gov/id/595500."
    )
    assert telegram.notes == ("In the file: Foreign Relations - Russia - 1946",)
    assert [str(part) for part in file_unit.holding.parts] == ["RG 59", "Entry A1 192"]
    assert file_unit.holding.repository.name == "National Archives at College Park"
    assert (file_unit.copy.url, file_unit.holding.note) == (None, "NAID 19129101")


def test_a_bulk_export_has_a_record_a_line(example: Callable[[str], bytes]) -> None:
    hits = json.loads(example("nara-item.json"))["body"]["hits"]["hits"]
    lines = "\n".join(json.dumps({"record": hit["_source"]["record"]}) for hit in hits)
    assert nara.sniff(lines)
    assert [record.copy.identifier for record in nara.read(lines)] == ["595500", "19129101"]


@pytest.mark.parametrize(
    ("keys", "edtf"),
    [
        ({"productionDates": [{"year": 1946, "month": 2, "day": 22}]}, "1946-02-22"),
        ({"productionDates": [{"year": 1946, "dateQualifier": "ca."}]}, "1946~"),
        (
            {"inclusiveStartDate": {"year": 1945}, "inclusiveEndDate": {"year": 1949, "month": 5}},
            "1945/1949-05",
        ),
        (
            {"coverageStartDate": {"logicalDate": "1906-01-01"}, "coverageEndDate": {"year": 1910}},
            "1906-01-01/1910",
        ),
        ({"productionDates": [{"year": "soon"}]}, None),
    ],
)
def test_dates(keys: dict[str, Any], edtf: str | None) -> None:
    date = _one(**keys).date
    assert (date.edtf if date else None) == edtf


def test_creators_and_contributors() -> None:
    record = _one(
        creators=[{"heading": "Department of State. (09/1789 - )", "authorityType": "organization"}],
        contributors=[{"heading": "Lange, Dorothea, 1895-1965", "contributorType": "Photographer"}],
    )
    assert [(agent.role, agent.name) for agent in record.agents()] == [
        ("author", "Department of State"),
        ("photographer", "Dorothea Lange"),
    ]


def test_an_unknown_key_is_named() -> None:
    with pytest.warns(ArchciteWarning, match="no field for frobnicate"):
        _one(frobnicate=True)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ('{"naId": 1, "levelOfDescription": "item"}', "no description with a naId"),
        ('{"opaResponse": {"naId": 1}}', "first interface of the catalogue"),
        ('{"naId": 1,\n "title"', "line 2: This is not valid JSON"),
        ("[" * 100_000, "nested too deeply"),
    ],
)
def test_nothing_to_read(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        nara.read(text, "x")


@pytest.mark.slow
def test_damaged_files(example: Callable[[str], bytes], fuzz: Callable[[ModuleType, bytes], None]) -> None:
    fuzz(nara, example("nara-item.json"))

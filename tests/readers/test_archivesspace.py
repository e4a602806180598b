"""JSON of ArchivesSpace: ancestors, containers, agents, notes, and what is not resolved."""

from __future__ import annotations

import json
from collections.abc import Callable
from types import ModuleType
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.archivesspace import reader as archivesspace
from archcite.record import Record

Read = Callable[[ModuleType, bytes], list[Record]]


def _one(**keys: Any) -> Record:
    plain = {"jsonmodel_type": "archival_object", "ref_id": "a", "title": "Letter", "level": "item"}
    (record,) = archivesspace.read(json.dumps({**plain, **keys}))
    return record


def test_a_letter_with_all_resolved(example: Callable[[str], bytes], read_as: Read) -> None:
    (letter,) = read_as(archivesspace, example("archivesspace-item.json"))
    assert archcite.cite(letter, "chicago") == (
        "Walter Francis White, letter to The Crisis on the Scottsboro case, to W. E. B. Du Bois, May 11, 1931, "
        "box 58, folder 21, Correspondence, Series 1, W. E. B. Du Bois Papers, MS 312, "
        "University of Massachusetts Amherst Libraries, https://credo.library.umass.edu/view/full/mums312-b058-i021."
    )
    assert (letter.kind, letter.languages) == ("letter", ("English",))
    assert letter.subjects == ("Scottsboro Trial, Scottsboro, Ala., 1931",)
    assert letter.summary == "Asks for space in the next number."
    assert any(
        note.startswith("Preferred citation: W. E. B. Du Bois Papers (MS 312).") for note in letter.notes
    )


def test_results_of_a_search_are_text_within_text(example: Callable[[str], bytes]) -> None:
    inner = json.dumps(json.loads(example("archivesspace-item.json")))
    text = json.dumps({"first_page": 1, "results": [{"jsonmodel_type": "archival_object", "json": inner}]})
    assert archivesspace.sniff(text)
    assert [record.title for record in archivesspace.read(text)] == [
        "Letter to The Crisis on the Scottsboro case"
    ]


def test_what_is_not_resolved_is_said() -> None:
    with pytest.warns(ArchciteWarning, match=r"resolve\[\]=") as caught:
        _one(
            ancestors=[{"ref": "/repositories/2/resources/4", "level": "collection"}],
            instances=[
                {"sub_container": {"top_container": {"ref": "/x"}, "type_2": "folder", "indicator_2": "2"}}
            ],
        )
    said = " ".join(str(one.message) for one in caught)
    assert "resolve[]=ancestors" in said and "resolve[]=top_container" in said


@pytest.mark.parametrize(
    ("date", "edtf"),
    [
        ({"begin": "1918", "end": "1919"}, "1918/1919"),
        ({"expression": "circa 1918", "begin": "1918", "certainty": "approximate"}, "1918~"),
        ({"expression": "September 25, 1918"}, "1918-09-25"),
        ({"begin": "1912", "date_type": "bulk"}, None),
    ],
)
def test_dates(date: dict[str, str], edtf: str | None) -> None:
    found = _one(dates=[date]).date
    assert (found.edtf if found else None) == edtf


def test_several_instances_are_several_holdings() -> None:
    def instance(kind: str, number: str) -> dict[str, Any]:
        top = {"_resolved": {"type": kind, "indicator": number}}
        return {"sub_container": {"top_container": top}}

    record = _one(instances=[instance("box", "1"), instance("reel", "9")])
    assert [str(holding) for holding in record.holdings] == ["box 1", "reel 9"]


def test_a_digital_object_that_is_not_public_has_no_address() -> None:
    hidden = {"file_versions": [{"file_uri": "https://example.org/1", "publish": False}]}
    assert _one(instances=[{"digital_object": {"_resolved": hidden}}]).copy.url is None


@pytest.mark.parametrize(
    ("text", "message"),
    [('{"jsonmodel_type": "event"}', "neither an archival object"), ("{", "line 1: This is not valid JSON")],
)
def test_nothing_to_read(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        archivesspace.read(text, "x")


@pytest.mark.slow
def test_damaged_files(example: Callable[[str], bytes], fuzz: Callable[[ModuleType, bytes], None]) -> None:
    fuzz(archivesspace, example("archivesspace-item.json"))

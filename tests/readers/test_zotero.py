"""Items of Zotero: names, dates of “Extra”, and what is not valid."""

from __future__ import annotations

import io
import json
from typing import Any

import pytest

import archcite
from archcite.errors import SourceError
from archcite.formats import readers
from archcite.formats.common import large_files
from archcite.formats.zotero.reader import read, read_pieces, sniff


def read_one(**fields: Any) -> Any:
    (source,) = read(
        json.dumps([{"key": "ABCD2345", "itemType": "letter", "title": "A Letter", **fields}]), "z.json"
    )
    return source


@pytest.mark.parametrize("item_type", ["letter", "book"])
@pytest.mark.parametrize("family", ["Service", "Church", "Bank", "Press", "Court", "College"])
def test_two_fields_of_a_name_are_a_person(item_type: str, family: str) -> None:
    creator = {"creatorType": "author", "firstName": "Robert", "lastName": family}
    (author,) = read_one(itemType=item_type, creators=[creator]).agents("author")
    assert (author.given, author.family) == ("Robert", family)


@pytest.mark.parametrize("item_type", ["letter", "book"])
def test_a_body_that_is_split_in_two_is_one(item_type: str) -> None:
    creator = {
        "creatorType": "author",
        "firstName": "Central Committee of the",
        "lastName": "Communist Party",
    }
    (author,) = read_one(itemType=item_type, creators=[creator]).agents("author")
    assert author.name == "Central Committee of the Communist Party"


@pytest.mark.parametrize("item_type", ["letter", "book"])
@pytest.mark.parametrize(("line", "edtf"), [("issued: 1945/1952", "1945/1952"), ("issued: 1945~", "1945~")])
def test_a_date_in_extra_wins(item_type: str, line: str, edtf: str) -> None:
    assert read_one(itemType=item_type, date="1945", extra=f"{line}\nCarbon copy").date.edtf == edtf


@pytest.mark.parametrize("value", [["letter"], {"a": 1}, None])
def test_a_type_that_is_not_text_is_one_error(value: Any) -> None:
    with pytest.raises(
        SourceError, match=r"“z\.json”.*“itemType” must be the name of a type|no items of Zotero"
    ):
        read_one(itemType=value)


def test_types_of_other_programs_are_not_items_of_zotero() -> None:
    assert not sniff('{"results": [{"itemType": "Reviewed", "title": "On letters"}]}')
    assert sniff('[{"itemType": "Reviewed"}, {"itemType": "journalArticle"}]')


@pytest.mark.parametrize("archive", ["V&A", "Yale", "The National Archives", "BnF"])
@pytest.mark.parametrize("field", ["archiveLocation", "callNumber"])
@pytest.mark.parametrize(
    "mark",
    [
        "C.32-1992",
        "MS.123",
        "ML73",
        "FO 371/1234",
        "Add MS 36684",
        "MS0189/1/3",
        "2013.1220",
        "Mss.B.W76",
        "RG59.3",
    ],
)
def test_a_shelfmark_is_cited_to_the_letter(archive: str, field: str, mark: str) -> None:
    item = {"itemType": "manuscript", "title": "Story", "archive": archive, field: mark}
    (record,) = archcite.loads(json.dumps([item]), "zotero")
    assert mark in archcite.cite(record)


@pytest.mark.parametrize("location", ["box 6 folder 179", "f.5 op.30 d.273", "Box6", "MS 466, box 6"])
def test_a_path_is_not_a_shelfmark(location: str) -> None:
    item = {"itemType": "manuscript", "title": "Story", "archive": "Yale", "archiveLocation": location}
    (record,) = archcite.loads(json.dumps([item]), "zotero")
    assert all(part.label for part in record.holding.parts)


@pytest.mark.parametrize(
    ("item_type", "field", "genre", "is_printed"),
    [
        ("videoRecording", "type", "newsreel", True),
        ("film", "genre", "documentary", True),
        ("map", "mapType", "chart", True),
        ("presentation", "presentationType", "lecture", True),
        ("letter", "letterType", "postcard", True),
        ("manuscript", "manuscriptType", "diary", True),
        # The level of a description is not a genre.
        ("document", "type", "Item", False),
        ("manuscript", "manuscriptType", "File", False),
    ],
)
def test_a_given_genre_wins(item_type: str, field: str, genre: str, is_printed: bool) -> None:
    item = {"itemType": item_type, "title": "Story", "date": "1950", "archive": "Yale", field: genre}
    (record,) = archcite.loads(json.dumps([item]), "zotero")
    assert (genre.casefold() in archcite.cite(record).casefold()) is is_printed


@pytest.mark.parametrize(
    ("language", "code"),
    [
        ("Deutsch", "de"),
        ("français", "fr"),
        ("de_DE", "de"),
        ("GER", "de"),
        ("ger", "de"),
        ("русский", "ru"),
        ("lat", "la"),
    ],
)
def test_languages_have_codes(language: str, code: str) -> None:
    items = [
        {"itemType": kind, "title": "A", "archive": "Yale", "language": language}
        for kind in ("letter", "book")
    ]
    assert [source.csl_item()["language"] for source in archcite.loads(json.dumps(items), "zotero")] == [
        code,
        code,
    ]


ITEM = (
    '{"data": {"key": "K%d", "itemType": "letter", "title": "Letter %d", "archive": "RGANI", "date": "1918"}}'
)


@pytest.mark.parametrize(("child", "is_streamed"), [("attachment", True), ("note", False)])
def test_a_long_list_is_read_an_item_at_a_time_unless_it_has_notes(
    child: str, is_streamed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    children = f'{{"itemType": "{child}", "parentItem": "K3", "note": "<p>Kept</p>"}}'
    data = f"[{', '.join([*(ITEM % (number, number) for number in range(50)), children])}]"
    whole = [(record, record.location) for record in archcite.loads(data)]
    monkeypatch.setattr(large_files, "LARGE", 100)
    calls = []
    iterate = large_files.iterate_pieces
    monkeypatch.setattr(large_files, "iterate_pieces", lambda file: calls.append(1) or iterate(file))
    assert [(record, record.location) for record in archcite.loads(data)] == whole
    assert len(whole) == 50 and bool(calls) == is_streamed
    assert ("Kept" in str(whole[3])) == (child == "note")


def test_a_long_list_with_a_fault_gives_the_items_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_files, "LARGE", 10)
    records = iter(
        readers.read_records(io.BytesIO(f"[{ITEM % (1, 1)},\n {ITEM % (2, 2)} x]".encode()), "x", {})
    )
    assert [next(records).title, next(records).title] == ["Letter 1", "Letter 2"]
    with pytest.raises(SourceError, match="line 2: this is not valid JSON"):
        next(records)
    with pytest.raises(SourceError, match="no items of Zotero"):
        list(read_pieces(["[]"]))

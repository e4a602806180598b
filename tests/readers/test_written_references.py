"""The key “reference” of archcite's own files: the reference as the archive writes it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import archcite
from archcite.errors import SourceError
from archcite.formats.archcite_yaml.reader import read
from archcite.notation import parse_references
from archcite.record import Record

REFERENCES = Path(__file__).parents[1] / "notation" / "references.toml"
TEXTS = [entry["text"] for entry in tomllib.loads(REFERENCES.read_text(encoding="utf-8"))["reference"]]


def read_one(text: str) -> Record:
    (record,) = read(text, "f.yaml")
    assert isinstance(record, Record)
    return record


@pytest.mark.parametrize(
    ("repository", "reference", "path", "pages"),
    [
        ("The National Archives", "COAL 31/45", ["COAL 31", "45"], ""),
        ("The National Archives", "SP 1/54, fols. 234-247", ["SP 1", "54"], "fols. 234-247"),
        ("RGANI", "f. 5, op. 30, d. 273, l. 12", ["f. 5", "op. 30", "d. 273"], "l. 12"),
        ("PA AA", "B 38, Bd. 1234", ["B 38", "Bd. 1234"], ""),
        ("Victoria and Albert Museum", "C.32-1992", ["C.32-1992"], ""),
        ("Yale University Library", "MS.123", ["MS.123"], ""),
        ("Hoover Institution Archives", "box 3, folder 7", ["box 3", "folder 7"], ""),
        ("Staatliche Museen zu Berlin", "P. 7950", ["P. 7950"], ""),
        ("Staatliche Museen zu Berlin", "p. 12", [], "p. 12"),
    ],
)
def test_it_is_read_as_its_archive_reads_it(
    repository: str, reference: str, path: list[str], pages: str
) -> None:
    holding = read_one(f"title: A\nrepository: {repository}\nreference: {reference}\n").holding
    assert [str(part) for part in holding.parts] == path and str(holding.pages or "") == pages
    assert str(holding.repository) == repository


@pytest.mark.slow
def test_references_of_all_archives_have_the_path_of_the_notation() -> None:
    for text in TEXTS:
        (record,) = archcite.loads({"title": "A", "reference": text})
        assert isinstance(record, Record)
        expected = parse_references(text)
        found = [[str(part) for part in holding.parts] for holding in record.holdings]
        assert found == [[str(part) for part in one.parts] for one in expected], text
        levels = [[part.level for part in holding.parts] for holding in record.holdings]
        # A call number that is the whole reference is what one asks for: a file.
        assert levels == [
            ["file" if len(one.parts) == 1 and part.level == "part" else part.level for part in one.parts]
            for one in expected
        ], text
        assert [holding.pages for holding in record.holdings] == [one.pages for one in expected], text


def test_it_may_name_its_archive() -> None:
    holding = read_one("title: A\nreference: RGANI, f. 5, op. 30, d. 273\n").holding
    assert str(holding) == "RGANI, f. 5, op. 30, d. 273"


def test_several_references_are_several_holdings() -> None:
    record = read_one("title: A\nrepository: RGANI\nreference: f. 5, op. 30, d. 273, l. 1; d. 274, l. 3\n")
    assert [str(holding) for holding in record.holdings] == [
        "RGANI, f. 5, op. 30, d. 273, l. 1",
        "RGANI, f. 5, op. 30, d. 274, l. 3",
    ]


def test_each_holding_has_its_own() -> None:
    record = read_one(
        "title: A\nholdings:\n- repository: RGANI\n  reference: f. 5, op. 30\n- repository: PA AA\n  reference: B 38\n"
    )
    assert [str(holding) for holding in record.holdings] == ["RGANI, f. 5, op. 30", "PA AA, B 38"]


def test_a_record_has_it_after_what_it_is_in() -> None:
    text = (
        "repositories: {rgani: {code: RGANI}}\n"
        "fonds: {cc: {in: rgani, fonds: f. 5}}\n"
        "records:\n  a: {title: A, in: cc, reference: 'op. 30, d. 273'}\n"
        "  b: {title: B, in: cc, reference: 'f. 5, op. 33'}\n"
    )
    assert [str(record.holding) for record in read(text) if isinstance(record, Record)] == [
        "RGANI, f. 5, op. 30, d. 273",
        "RGANI, f. 5, op. 33",
    ]


def test_it_replaces_the_reference_that_is_inherited_and_a_null_removes_it() -> None:
    text = (
        "fonds: {cc: {repository: TNA, reference: COAL 31}}\n"
        "records:\n  a: {title: A, in: cc, reference: FO 371/1234}\n  b: {title: B, in: cc, reference: ~}\n"
        "  c: {title: C, in: cc}\n"
    )
    assert [str(record.holding) for record in read(text) if isinstance(record, Record)] == [
        "TNA, FO 371, 1234",
        "TNA",
        "TNA, COAL 31",
    ]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("fonds: f. 6\nreference: f. 5, op. 30", "the fonds is “6”, and the reference has “f. 5”: keep one"),
        ("pages: l. 1\nreference: f. 5, l. 2", "the reference has pages, and so has the holding: keep one"),
        ("reference: [a, b]", "a reference is one text"),
        ("reference: '; ,'", "a reference is one text"),
        ("reference: ''", "The reference of a holding has neither value nor title"),
        ("shelfmark: C.32-1992", "did you mean “reference”?"),
        ("Signatur: B 38", "did you mean “reference”?"),
    ],
)
def test_what_it_says_twice_or_is_called_otherwise_is_an_error_with_its_line(text: str, message: str) -> None:
    with pytest.raises(SourceError, match=message) as caught:
        read(f"title: A\nrepository: RGANI\n{text}\n", "f.yaml")
    assert caught.value.location is not None and caught.value.location.line in (3, 4)


def test_what_is_said_beside_the_path_is_kept() -> None:
    holding = read_one("title: A\nreference: RGASPI, f. 558, op. 11, d. 5, microfilm\n").holding
    assert "microfilm" in f"{holding.note} {holding}"


def test_an_empty_reference_says_nothing() -> None:
    assert str(read_one("title: A\nrepository: RGANI\nreference:\n").holding) == "RGANI"


@pytest.mark.parametrize(
    ("holding", "message"),
    [
        ("{repository: {name: [TNA]}, reference: FO 371/5}", "Expected text, not"),
        ("{repository: {code: {a: b}}, reference: FO 371/5}", "Expected text, not"),
        ("{parts: [{level: reference, value: [FO 371]}]}", "a reference is one text"),
        ("{parts: [{level: [a], value: '5'}]}", "the level of a part is one word"),
        ("{parts: [{level: {a: b}}], reference: FO 371/5}", "the level of a part is one word"),
    ],
)
def test_values_that_are_not_text_are_refused_in_a_sentence(holding: str, message: str) -> None:
    with pytest.raises(SourceError, match=message):
        read(f"title: A\nholdings:\n- {holding}\n", "f.yaml")


def test_a_shelfmark_in_a_collection_may_have_a_level_that_the_collection_has() -> None:
    record = read_one("title: A\nrepository: AAN\nfonds: KC PZPR\nreference: 237/V-12\npages: k. 45\n")
    assert str(record.holding) == "AAN, KC PZPR, 237/V-12, k. 45"


def test_a_file_may_begin_with_it() -> None:
    (record,) = archcite.loads("reference: RG 59, box 5\nrepository: NARA\ntitle: A\n")
    assert str(record.holding) == "NARA, RG 59, box 5"

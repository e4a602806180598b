"""Tables that Zotero and AtoM export."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.record import Record

ZOTERO = [
    "Key",
    "Item Type",
    "Publication Year",
    "Author",
    "Title",
    "Publication Title",
    "ISBN",
    "Url",
    "Date",
]
ZOTERO += [
    "Access Date",
    "Pages",
    "Volume",
    "Publisher",
    "Place",
    "Type",
    "Archive",
    "Archive Location",
    "Extra",
]
ZOTERO += ["Manual Tags", "Editor", "Recipient", "Number", "Notes"]
ATOM = ["legacyId", "parentId", "identifier", "title", "levelOfDescription", "extentAndMedium", "repository"]
ATOM += ["scopeAndContent", "reproductionConditions", "language", "digitalObjectURI", "generalNote"]
ATOM += ["subjectAccessPoints", "physicalObjectName", "physicalObjectType", "eventDates", "eventTypes"]
ATOM += ["eventStartDates", "eventEndDates", "eventActors", "culture"]


def write_table(headings: list[str], *rows: dict[str, str], delimiter: str = ",") -> str:
    out = io.StringIO()
    table = csv.DictWriter(out, headings, restval="", delimiter=delimiter, quoting=csv.QUOTE_ALL)
    table.writeheader()
    table.writerows(rows)
    return out.getvalue()


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (
            {"Item Type": "journalArticle", "Author": "Roe, Jane; Letters Group", "Title": "A", "Date": "1990-05"}
            | {"Publication Title": "AHR", "Volume": "3", "Pages": "5-10", "Manual Tags": "War; Peace"},
            {"type": "article-journal", "container-title": "AHR", "volume": "3", "page": "5-10"}
            | {"author": [{"family": "Roe", "given": "Jane"}, {"literal": "Letters Group"}]}
            | {"issued": {"date-parts": [[1990, 5]]}, "keyword": "War, Peace"},
        ),
        (
            {"Item Type": "bookSection", "Title": "A", "Publication Title": "Essays", "Editor": "Lee, Cy"},
            {"type": "chapter", "container-title": "Essays", "editor": [{"family": "Lee", "given": "Cy"}]},
        ),
        (
            {"Item Type": "thesis", "Title": "A", "Publisher": "Yale University", "Type": "PhD diss."},
            {"type": "thesis", "publisher": "Yale University", "genre": "PhD diss."},
        ),
        (
            {"Item Type": "report", "Title": "A", "Number": "17", "Publisher": "RAND"},
            {"type": "report", "number": "17", "publisher": "RAND"},
        ),
        ({"Item Type": "film", "Title": "A", "Author": "Roe, Jane"}, {"type": "motion_picture"}),
        (
            {"Item Type": "webpage", "Title": "A", "Url": "https://example.org/1"}
            | {"Access Date": "2024-05-03 10:00:00"},
            {"type": "webpage", "URL": "https://example.org/1", "accessed": {"date-parts": [[2024, 5, 3]]}},
        ),
    ],
)  # fmt: skip
def test_works_of_zotero(tmp_path: Path, row: dict[str, str], expected: dict[str, Any]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\ufeff" + write_table(ZOTERO, {"Key": "ABCD2345", **row}), encoding="utf-8", newline="")
    source = archcite.read(path)
    item = source.csl_item()
    assert {variable: item.get(variable) for variable in expected} == expected
    assert source.id == "ABCD2345"


def test_a_letter_of_zotero_is_a_record() -> None:
    row = {
        "Key": "A",
        "Item Type": "letter",
        "Title": "To House",
        "Author": "Creel, George",
        "Date": "1918-09-25",
    }
    row |= {
        "Recipient": "House, Edward",
        "Archive": "Yale University Library",
        "Archive Location": "box 6, folder 179",
    }
    (record,) = archcite.loads(write_table(ZOTERO, row))
    assert isinstance(record, Record)
    assert str(record.holding) == "Yale University Library, box 6, folder 179"
    assert record.agents("recipient")[0].name == "Edward House"


FONDS = {"legacyId": "1", "identifier": "MS 466", "title": "House Papers", "levelOfDescription": "Fonds"}
FONDS |= {"repository": "Yale University Library", "reproductionConditions": "In the public domain."}
SERIES = {
    "legacyId": "2",
    "parentId": "1",
    "identifier": "I",
    "title": "Letters",
    "levelOfDescription": "Series",
}
LETTER = {"legacyId": "3", "parentId": "2", "title": "Letter from Creel", "levelOfDescription": "Item"}
LETTER |= {"eventTypes": "Creation|Accumulation", "eventDates": "25 September 1918|1920", "culture": "en"}
LETTER |= {
    "eventStartDates": "1918-09-25|NULL",
    "eventEndDates": "1918-09-25|NULL",
    "eventActors": "Creel, George|NULL",
}
LETTER |= {
    "physicalObjectName": "Box 6|179",
    "physicalObjectType": "Cardboard box|Folder",
    "language": "en|fr",
}
LETTER |= {"extentAndMedium": "2 leaves", "subjectAccessPoints": "War|Peace", "generalNote": "Signed."}


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_the_lowest_level_of_atom_is_cited(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        write_table(ATOM, FONDS, SERIES, LETTER, delimiter=delimiter), encoding="utf-8", newline=""
    )
    record = archcite.read(path)
    assert archcite.cite(record, style="chicago") == (
        "George Creel, “Letter from Creel,” September 25, 1918, box 6, folder 179, Letters, "
        "series I, House Papers, MS 466, Yale University Library."
    )
    assert isinstance(record, Record)
    assert (record.kind, record.languages, record.extent) == ("letter", ("English", "French"), "2 leaves")
    assert (record.subjects, record.rights) == (("War", "Peace"), "In the public domain.")
    assert record.notes == ("Accumulation: 1920", "Note: Signed.")
    assert record.location and record.location[1:3] == (4, 3)


def test_a_level_alone_is_cited_itself() -> None:
    (record,) = archcite.loads(write_table(ATOM, FONDS))
    assert (record.title, str(record.holding)) == ("House Papers", "Yale University Library, MS 466")  # type: ignore[union-attr]


def test_a_missing_level_is_told() -> None:
    with pytest.warns(ArchciteWarning, match="legacyId 2, which it is part of, is not in the table"):
        archcite.loads(write_table(ATOM, LETTER))


def test_levels_in_a_circle_end() -> None:
    rows = [FONDS | {"parentId": "2"}, SERIES, LETTER]
    (record,) = archcite.loads(write_table(ATOM, *rows))
    assert record.title == "Letter from Creel"


def test_a_table_of_a_circle_alone_is_refused() -> None:
    with pytest.raises(SourceError, match="part of another one"):
        archcite.loads(write_table(ATOM, FONDS | {"parentId": "2"}, SERIES))


def test_a_table_that_names_no_source_is_not_read() -> None:
    with pytest.raises(SourceError, match="No record found"):
        archcite.loads("accessionNumber,date,description,extent\n2012.1,2012-02-15,Books,1 box\n")


def test_a_doi_in_a_table_is_an_address() -> None:
    (record,) = archcite.loads("title,date,doi\nOn letters,1990,10.1000/x\n")
    assert record.copy.url == "https://doi.org/10.1000/x"  # type: ignore[union-attr]


def test_places_are_lines_of_the_table_also_behind_cells_of_several_lines() -> None:
    own = 'title,date,contents\nLetter,1958,"a\nb\n\nc"\n\nOther,1959,\n'
    headings = "Key,Item Type,Publication Year,Title,Abstract Note"
    exported = f'{headings}\nAB,book,1990,War,"two\nlines"\nAC,book,1991,Peace,\n'
    headings = "legacyId,parentId,title,levelOfDescription,scopeAndContent"
    atom = f'{headings}\n1,,Papers,Fonds,"two\nlines"\n2,,Diary,Item,\n'
    lines = [
        [record.location and record.location.line for record in archcite.loads(text)]
        for text in (own, exported, atom)
    ]
    assert lines == [[2, 7], [2, 4], [2, 4]]

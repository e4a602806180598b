"""EndNote's two exports, tagged and XML, give the same items."""

from __future__ import annotations

import html
import io
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.endnote.reader import read
from archcite.formats.endnote_xml.reader import TAGS, read_file
from archcite.record import Publication, Record, Source

ARTICLE = [
    ("0", "Journal Article"), ("A", "Roe, Jane"), ("A", "Lee, Cy"), ("T", "On letters"), ("J", "Cold War History"),
    ("V", "3"), ("N", "2"), ("P", "5-10"), ("D", "1990"), ("R", "10.1000/x"), ("@", "1468-2745"), ("K", "War"),
]  # fmt: skip
BOOK = [
    ("0", "Edited Book"), ("A", "Roe, Jane"), ("T", "Essays"), ("B", "Points"), ("C", "London"), ("I", "Faber"),
    ("7", "2nd ed."), ("D", "1991"), ("G", "English"), ("U", "https://example.org/1"),
]  # fmt: skip
MANUSCRIPT = [
    ("0", "Manuscript"), ("A", "Creel, George"), ("T", "To House"), ("B", "House Papers"),
    ("I", "Yale University Library"),
    ("V", "box 6"), ("N", "folder 179"), ("8", "September 25"), ("D", "1918"),
]  # fmt: skip
ELEMENTS = {tag: name for name, tag in TAGS.items()}


def read_tagged(pairs: list[tuple[str, str]]) -> Source:
    (source,) = read("\n".join(f"%{tag} {value}" for tag, value in pairs), "a.enw")
    return source


def write_xml(pairs: list[tuple[str, str]]) -> str:
    authors = "".join(f"<author><style>{value}</style></author>" for tag, value in pairs if tag == "A")
    fields = "".join(
        f"<{ELEMENTS[tag]}><style>{html.escape(value)}</style></{ELEMENTS[tag]}>"
        for tag, value in pairs
        if tag in ELEMENTS
    )
    kind = f'<ref-type name="{pairs[0][1]}">1</ref-type>'
    record = f"<record>{kind}<contributors><authors>{authors}</authors></contributors>{fields}</record>"
    return f"<xml><records>{record}</records></xml>"


def read_xml(pairs: list[tuple[str, str]]) -> Source:
    (source,) = read_file(io.BytesIO(write_xml(pairs).encode()), "a.xml")
    return source


@pytest.mark.parametrize("read_pairs", [read_tagged, read_xml])
@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            ARTICLE,
            {"type": "article-journal", "container-title": "Cold War History", "volume": "3", "issue": "2"},
        ),
        (ARTICLE, {"DOI": "10.1000/x", "ISSN": "1468-2745", "page": "5-10", "keyword": "War"}),
        (ARTICLE, {"author": [{"family": "Roe", "given": "Jane"}, {"family": "Lee", "given": "Cy"}]}),
        (BOOK, {"type": "book", "collection-title": "Points", "publisher-place": "London", "edition": "2"}),
        (BOOK, {"language": "en", "URL": "https://example.org/1", "issued": {"date-parts": [[1991]]}}),
    ],
)
def test_published_works(read_pairs: Any, pairs: list[tuple[str, str]], expected: dict[str, Any]) -> None:
    source = read_pairs(pairs)
    assert isinstance(source, Publication)
    assert {name: source.csl_item().get(name) for name in expected} == expected
    assert source.location is not None and source.location.number == 1


@pytest.mark.parametrize("read_pairs", [read_tagged, read_xml])
def test_a_manuscript_is_in_its_archive(read_pairs: Any) -> None:
    record = read_pairs(MANUSCRIPT)
    assert isinstance(record, Record)
    assert str(record.holding) == "Yale University Library, House Papers, box 6, folder 179"
    assert record.date is not None and record.date.edtf == "1918-09-25"


def test_several_references_and_long_values(tmp_path: Path) -> None:
    path = tmp_path / "a.enw"
    path.write_text("\n%0 Book\n%T A very\nlong title\n\n\n%0 Book\n%T B\n%] x\n", encoding="utf-8")
    with pytest.warns(ArchciteWarning, match="no field for %]"):
        sources = list(archcite.read_all(path))
    assert [source.title for source in sources] == ["A very long title", "B"]
    assert [source.location.line for source in sources if source.location] == [2, 7]


def test_an_unknown_type() -> None:
    with pytest.warns(ArchciteWarning, match="“hologram” is not a known type"):
        assert read_tagged([("0", "Hologram"), ("T", "A")]).title == "A"


def test_no_reference() -> None:
    with pytest.raises(SourceError, match="no record of EndNote"):
        list(read_file(io.BytesIO(b"<xml><records/></xml>")))


def test_a_reference_without_a_type_and_the_day_of_access() -> None:
    (source,) = archcite.loads("%0\n%A Roe, Jane\n%T Essays\n%[ 2024/05/03\n%U https://example.org/1\n%K\n")
    assert source.agents("author")[0].name == "Jane Roe"
    (source,) = archcite.loads("%0 Web Page\n%T Essays\n%[ 2024/05/03\n%U https://example.org/1\n")
    assert source.csl_item()["accessed"] == {"date-parts": [[2024, 5, 3]]}


def test_references_that_do_not_begin_with_their_type() -> None:
    text = "%T Corn\n%A Newman, W. H.\n%D 1891\n%0 Book\n\n%T Wheat\n%A Roe, Jane\n%D 1892\n"
    corn, wheat = archcite.loads(text)
    assert (corn.title, corn.csl_item()["type"], wheat.title) == ("Corn", "book", "Wheat")
    assert wheat.location is not None and wheat.location.line == 6


def test_a_type_that_is_given_twice() -> None:
    (source,) = archcite.loads("%0 Serial\n%0 Book\n%T Corn\n")
    assert source.csl_item()["type"] == "book"


def test_the_second_name_of_a_letter_is_its_recipient() -> None:
    pairs = [
        ("0", "Personal Communication"),
        ("A", "Creel, George"),
        ("E", "House, Edward"),
        ("T", "On letters"),
    ]
    assert [agent.name for agent in read_tagged(pairs).agents("recipient")] == ["Edward House"]


def test_the_container_the_call_number_and_the_folio_of_a_manuscript_are_its_place() -> None:
    text = """%0 Manuscript
%A Kennan, George F.
%T To Acheson
%B Acheson Papers
%D 1949
%I Truman Library
%N fol. 12
%V Box 64
%L Folder 3
%9 Letter
"""
    (letter,) = archcite.loads(text)
    assert archcite.cite(letter) == (
        "George F. Kennan, “To Acheson,” letter, 1949, Box 64, Folder 3, fol. 12, Acheson Papers, Truman Library."
    )

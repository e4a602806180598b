"""The sources of Microsoft Word."""

from __future__ import annotations

import html
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.errors import SourceError
from archcite.formats.csl_json.record_from_item import VARIABLES as CSL_VARIABLES
from archcite.formats.word_sources.reader import NAMESPACE, PEOPLE, TYPES, VARIABLES
from archcite.record import Record
from archcite.record.vocabulary import CSL_TYPES

ROE = [{"family": "Roe", "given": "Jane A."}]


def write_sources(*sources: str) -> str:
    inner = "".join(f"<b:Source>{source}</b:Source>" for source in sources)
    return f'<?xml version="1.0"?>\n<b:Sources SelectedStyle="" xmlns:b="{NAMESPACE}">{inner}</b:Sources>'


def write_source(kind: str, texts: dict[str, str], people: str = "") -> str:
    elements = "".join(f"<b:{name}>{html.escape(text)}</b:{name}>" for name, text in texts.items())
    authors = f"<b:Author>{people}</b:Author>" if people else ""
    return f"<b:Tag>Roe90</b:Tag><b:SourceType>{kind}</b:SourceType>{authors}{elements}"


def write_person(role: str) -> str:
    return (
        f"<b:{role}><b:NameList><b:Person><b:Last>Roe</b:Last><b:First>Jane</b:First><b:Middle>A.</b:Middle>"
        f"</b:Person></b:NameList></b:{role}>"
    )


CASES: list[tuple[str, dict[str, Any]]] = [
    (
        write_source(
            "JournalArticle",
            {
                "Title": "On <letters>",
                "JournalName": "AHR",
                "Year": "1990",
                "Month": "May",
                "Volume": "3",
                "Pages": "5-10",
            },
            write_person("Author"),
        ),
        {
            "id": "Roe90",
            "type": "article-journal",
            "title": "On <letters>",
            "container-title": "AHR",
            "volume": "3",
            "page": "5-10",
            "issued": {"date-parts": [[1990, 5]]},
            "author": ROE,
        },
    ),
    (
        write_source(
            "Book",
            {
                "Title": "A",
                "City": "London",
                "CountryRegion": "UK",
                "Publisher": "Faber",
                "Edition": "2nd ed.",
            },
        ),
        {"type": "book", "publisher": "Faber", "publisher-place": "London, UK", "edition": "2"},
    ),
    (
        write_source(
            "BookSection",
            {"Title": "A", "BookTitle": "B"},
            write_person("BookAuthor") + write_person("Editor"),
        ),
        {"type": "chapter", "container-title": "B", "container-author": ROE, "editor": ROE},
    ),
    (
        write_source("Report", {"Title": "A", "ThesisType": "Ph.D. thesis", "Institution": "Yale"}),
        {"type": "thesis", "genre": "PhD diss.", "publisher": "Yale"},
    ),
    (
        write_source(
            "InternetSite",
            {
                "Title": "A",
                "InternetSiteTitle": "B",
                "URL": "https://example.org/1",
                "YearAccessed": "2024",
                "MonthAccessed": "5",
                "DayAccessed": "3",
            },
        ),
        {"type": "webpage", "URL": "https://example.org/1", "accessed": {"date-parts": [[2024, 5, 3]]}},
    ),
    (
        write_source(
            "Book",
            {"Title": "A", "StandardNumber": "ISBN 9780000000002"},
            "<b:Author><b:Corporate>Letters Group</b:Corporate></b:Author>",
        ),
        {"ISBN": "9780000000002", "author": [{"literal": "Letters Group"}]},
    ),
]


@pytest.mark.parametrize(("source", "expected"), CASES)
def test_variables(tmp_path: Path, source: str, expected: dict[str, Any]) -> None:
    path = tmp_path / "Sources.xml"
    path.write_text(write_sources(source), encoding="utf-8")
    item = archcite.read(path).csl_item()
    assert {variable: item.get(variable) for variable in expected} == expected


def test_a_work_of_art_is_in_its_museum() -> None:
    (record,) = archcite.loads(
        write_sources(
            write_source(
                "Art", {"Title": "Portrait", "Institution": "Louvre", "City": "Paris"}, write_person("Artist")
            )
        )
    )
    assert isinstance(record, Record)
    assert (record.holding.repository.name, record.holding.repository.place) == ("Louvre", "Paris")
    assert record.agents("author")[0].name == "Jane A. Roe"


def test_the_place_of_a_source() -> None:
    text = write_sources(write_source("Book", {"Title": "A"}), "\n<b:Title>B</b:Title>")
    first, second = archcite.loads(text, name="Sources.xml")
    assert first.location and second.location
    assert (first.location.record, second.location.number) == ("Roe90", 2)


def test_a_file_without_sources_is_refused() -> None:
    with pytest.raises(SourceError, match="no sources of Word"):
        archcite.loads(write_sources())


def test_the_tables_have_names_of_csl() -> None:
    assert set(TYPES.values()) <= CSL_TYPES
    assert {*VARIABLES.values(), *PEOPLE.values()} <= CSL_VARIABLES


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ({"Year": "2011", "Month": "03"}, [2011, 3]),
        ({"Year": "2011", "Month": "3", "Day": "9"}, [2011, 3, 9]),
        ({"Year": "2011", "Month": "March", "Day": "9"}, [2011, 3, 9]),
        ({"Year": "2011"}, [2011]),
    ],
)
def test_dates(date: dict[str, str], expected: list[int]) -> None:
    (source,) = archcite.loads(write_sources(write_source("Book", {"Title": "A", **date})))
    assert source.csl_item()["issued"] == {"date-parts": [expected]}

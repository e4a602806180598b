"""A printed work that an archive keeps, as a clipping or a report in a file: the work, then the archive, once each."""

from __future__ import annotations

import pytest

import archcite
from archcite.record import Holding, Part, Publication, Repository
from archcite.styles import get_info
from tests.styles.every import EVERY_STYLE

HOLDINGS = [
    Holding(
        Repository("Hoover Institution Archives"), [Part("box", "box", "14"), Part("folder", "folder", "9")]
    )
]
NAME = {"family": "Schmidt", "given": "Anna"}
DAY = {"date-parts": [[1956, 11, 5]]}
WORKS = {
    "newspaper": {
        "type": "article-newspaper",
        "title": "Harvest",
        "container-title": "The Daily Grain",
        "issued": DAY,
        "page": "3",
    },
    "article": {
        "type": "article-journal",
        "title": "Harvest",
        "container-title": "Grain",
        "issued": {"date-parts": [[1956]]},
        "volume": "12",
    },
    "report": {
        "type": "report",
        "title": "Harvest",
        "publisher": "Grain Board",
        "publisher-place": "Omaha",
        "issued": {"date-parts": [[1956]]},
    },
    "book": {
        "type": "book",
        "title": "Harvest",
        "publisher": "Grain Board",
        "publisher-place": "Omaha",
        "issued": {"date-parts": [[1956]]},
    },
}


def build_publication(kind: str, *, is_kept: bool = True) -> Publication:
    return Publication(
        {"id": kind, "author": [NAME], **WORKS[kind]},
        holdings=HOLDINGS if is_kept else [],
    )


@pytest.mark.parametrize("kind", WORKS)
@pytest.mark.parametrize("style", EVERY_STYLE)
def test_work_and_archive_are_printed_once(style: str, kind: str) -> None:
    forms = ("note", "entry") if get_info(style).style_class == "note" else ("entry",)
    for form in forms:
        text = str(archcite.cite(build_publication(kind), style, form=form))
        for word in ("Schmidt", "Hoover Institution Archives", "14", "9"):
            assert word.casefold() in text.casefold(), (form, text)
        for word in ("Harvest", "Hoover", "ox 14"):
            assert text.count(word) == 1, (form, text)
        assert not any(sign in text for sign in ("..", "6.,", ", ,", " ,", ",,")), (form, text)


@pytest.mark.parametrize("style", EVERY_STYLE)
def test_a_later_note_of_a_kept_work_is_that_of_the_work(style: str) -> None:
    texts = [
        str(archcite.cite(build_publication("book", is_kept=is_kept), style, form="short"))
        for is_kept in (True, False)
    ]
    assert texts[0] == texts[1]


@pytest.mark.parametrize("is_kept", [True, False])
@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("bundesarchiv", "Anna Schmidt, Harvest, The Daily Grain, 5. November 1956, S. 3"),
        ("gost", "Schmidt A. Harvest // The Daily Grain. 1956. 5 нояб. С. 3"),
        (
            "liege",
            "Schmidt A., «\N{NO-BREAK SPACE}Harvest\N{NO-BREAK SPACE}», in The Daily Grain, 5 novembre 1956, p. 3",
        ),
        ("polish", "A. Schmidt, Harvest, „The Daily Grain” 5 XI 1956, s. 3"),
        ("czech", "SCHMIDT, Anna. Harvest. The Daily Grain. 5. 11. 1956, s. 3"),
        ("spanish", "SCHMIDT, Anna. Harvest. En The Daily Grain. 5 de noviembre de 1956, p. 3"),
        ("iso690", "SCHMIDT, Anna. Harvest. The Daily Grain. 5 November 1956, p. 3"),
    ],
)
def test_an_article_in_a_newspaper_has_its_day(style: str, expected: str, is_kept: bool) -> None:
    assert str(archcite.cite(build_publication("newspaper", is_kept=is_kept), style)).startswith(expected)


@pytest.mark.parametrize("style", ["bundesarchiv", "dutch", "gost"])
def test_a_database_keeps_no_printed_work(style: str) -> None:
    item = {
        "id": "a",
        "author": [NAME],
        **WORKS["article"],
        "archive": "JSTOR",
        "archive_location": "10.2307/1",
    }
    text = str(archcite.cite(item, style))
    assert "Harvest" in text
    assert "JSTOR" not in text
    assert "2307" not in text

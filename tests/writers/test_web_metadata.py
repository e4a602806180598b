"""What web pages tell programs about published works: JSON-LD and COinS say what a work is."""

from __future__ import annotations

import html
import json
import re
from typing import Any
from urllib.parse import parse_qs

import pytest

from archcite.formats.writing import find_writer
from archcite.record import Publication

ROE = [{"family": "Roe", "given": "Jane"}]
ARTICLE = {
    "id": "a",
    "type": "article-journal",
    "title": "Signs & <i>Codes</i>",
    "author": [*ROE, {"literal": "A Committee"}],
    "container-title": "Semiotica",
    "volume": "7",
    "issue": "2",
    "page": "3-9",
    "DOI": "10.1000/1",
    "issued": {"date-parts": [[2001, 5]]},
    "medium": "microfilm",
}


def write_json_ld(item: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(find_writer("json-ld")([Publication(item)]))
    return found


def write_coins(item: dict[str, Any]) -> dict[str, list[str]]:
    span = find_writer("coins")([Publication(item)])
    title = re.search(r'title="([^"]*)"', span)
    assert title
    return parse_qs(html.unescape(title[1]))


@pytest.mark.parametrize(
    ("kind", "type_", "form", "genre"),
    [
        ("book", "Book", "book", "book"),
        ("chapter", "Chapter", "book", "bookitem"),
        ("article-journal", "ScholarlyArticle", "journal", "article"),
        ("article-newspaper", "NewsArticle", "journal", "article"),
        ("thesis", "Thesis", "dissertation", None),
        ("webpage", "WebPage", "dc", None),
        ("interview", "CreativeWork", "dc", None),
    ],
)
def test_a_work_is_what_it_is(kind: str, type_: str, form: str, genre: str | None) -> None:
    item = {"id": "x", "type": kind, "title": "Signs", "author": ROE}
    assert write_json_ld(item)["@type"] == type_
    found = write_coins(item)
    assert found["rft_val_fmt"] == [f"info:ofi/fmt:kev:mtx:{form}"]
    assert found.get("rft.genre", [None])[0] == genre


def test_an_article_is_part_of_an_issue() -> None:
    made = write_json_ld(ARTICLE)
    assert made["name"] == "Signs & Codes" and made["datePublished"] == "2001-05"
    assert [one["name"] for one in made["author"]] == ["Jane Roe", "A Committee"]
    issue = made["isPartOf"]
    assert issue["issueNumber"] == "2" and issue["isPartOf"]["isPartOf"]["name"] == "Semiotica"
    assert made["sameAs"] == "https://doi.org/10.1000/1" and made["creditText"] == "medium: microfilm"
    found = write_coins(ARTICLE)
    assert found["rft.jtitle"] == ["Semiotica"] and found["rft.atitle"] == ["Signs & Codes"]
    assert found["rft.pages"] == ["3-9"] and found["rft_id"] == ["info:doi/10.1000/1"]
    assert found["rft.aulast"] == ["Roe"] and found["rft.aucorp"] == ["A Committee"]


@pytest.mark.parametrize("date", [{"raw": "c. 1900"}, {"date-parts": [["x"]]}, {"date-parts": []}, {}])
def test_dates_that_are_none(date: dict[str, Any]) -> None:
    assert "datePublished" not in write_json_ld({"id": "x", "type": "book", "title": "T", "issued": date})

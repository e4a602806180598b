"""Tables of published works, as reference managers, databases and people make them."""

from __future__ import annotations

from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning

ARTICLE = {
    "type": "article-journal",
    "author": [{"family": "Gaddis", "given": "John Lewis"}, {"family": "Leffler", "given": "Melvyn"}],
    "issued": {"date-parts": [[1974]]},
    "title": "Was the Truman Doctrine a Real Turning Point?",
    "container-title": "Foreign Affairs",
    "volume": "52",
    "issue": "2",
    "page": "386-402",
    "DOI": "10.2307/20038066",
}


def test_a_table_of_articles() -> None:
    (source,) = archcite.loads(
        "Author,Year,Title,Journal,Volume,Issue,Pages,DOI\n"
        '"Gaddis, John Lewis; Leffler, Melvyn",1974,Was the Truman Doctrine a Real Turning Point?,'
        "Foreign Affairs,52,2,386-402,10.2307/20038066\n"
    )
    assert source.csl_item() == ARTICLE


def test_scopus() -> None:
    with pytest.warns(ArchciteWarning, match="unknown columns “Cited by”, “EID”"):
        (source,) = archcite.loads(
            '"Authors","Author full names","Title","Year","Source title","Volume","Issue","Art. No.","Page start",'
            '"Page end","Cited by","DOI","Document Type","EID"\n'
            '"Gaddis J.L.; Leffler M.","Gaddis, John Lewis (57199); Leffler, Melvyn (57200)",'
            '"Was the Truman Doctrine a Real Turning Point?","1974","Foreign Affairs","52","2","","386","402","9",'
            '"10.2307/20038066","Article","2-s2.0-1"\n'
        )
    item = source.csl_item()
    assert item.pop("annote") == "Cited by: 9\nEID: 2-s2.0-1"
    assert item == ARTICLE


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gaddis J.L.", [{"family": "Gaddis", "given": "J.L."}]),
        ("John Lewis Gaddis and Melvyn Leffler", ARTICLE["author"]),
        ("Gaddis, John Lewis | Leffler, Melvyn", ARTICLE["author"]),
        ("World Bank", [{"literal": "World Bank"}]),
    ],
)
def test_names(text: str, expected: Any) -> None:
    (source,) = archcite.loads(f"Authors;Year;Title;Publisher\n{text};1990;War;Knopf\n".replace(";", "\t"))
    assert (source.csl_item()["author"], source.csl_type) == (expected, "book")


def test_a_column_for_a_box_makes_it_a_table_of_documents() -> None:
    text = "Title,Date,Publisher,Archive,Box\nMinutes,1958,Knopf,Yale University Library,6\n"
    with pytest.warns(ArchciteWarning, match="unknown column “Publisher”"):
        (record,) = archcite.loads(text)
    assert isinstance(record, archcite.Record) and str(record.holding) == "Yale University Library, box 6"

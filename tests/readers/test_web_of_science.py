"""The plain text of Web of Science."""

from __future__ import annotations

from pathlib import Path

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.web_of_science.reader import read

ARTICLE = """FN Clarivate Analytics Web of Science
VR 1.0
PT J
AU Roe, J
   van Dijk, AB
AF Roe, Jane (jane@example.org)
   van Dijk, Anna Bella
TI Soil and letters: a history of what was
   written on the ground.
SO JOURNAL OF THE HISTORY OF LETTERS
LA English
DT Article; Early Access
DE letters; soil
ID SOIL-SCIENCE
PU IOP PUBLISHING LTD
PI BRISTOL
SN 2096-4129
EI 2332-8878
JI J. Hist. Lett.
PD DEC 16
PY 2020
VL 6
IS 1
BP 9
EP 20
DI 10.1000/182
UT WOS:000514379300001
ER

EF
"""


@pytest.mark.parametrize("start", ["", "\ufeff"])
def test_an_article(tmp_path: Path, start: str) -> None:
    path = tmp_path / "savedrecs.ciw"
    path.write_text(start + ARTICLE, encoding="utf-8")
    (source,) = archcite.read_all(path)
    assert source.csl_item() == {
        "type": "article-journal",
        "title": "Soil and letters: a history of what was written on the ground",
        "container-title": "JOURNAL OF THE HISTORY OF LETTERS",
        "container-title-short": "J. Hist. Lett.",
        "volume": "6",
        "issue": "1",
        "DOI": "10.1000/182",
        "ISSN": "2096-4129",
        "publisher": "IOP PUBLISHING LTD",
        "page": "9-20",
        "author": [
            {"family": "Roe", "given": "Jane"},
            {"family": "Dijk", "given": "Anna Bella", "non-dropping-particle": "van"},
        ],
        "issued": {"date-parts": [[2020, 12, 16]]},
        "language": "en",
        "keyword": "letters; soil; SOIL-SCIENCE",
    }


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        ("PD JUN 2019\nPY 2019", {"issued": {"date-parts": [[2019, 6]]}}),
        ("PD 04\nPY 2006", {"issued": {"date-parts": [[2006, 4]]}}),
        ("PD 04 2006\nPY 2006", {"issued": {"date-parts": [[2006, 4]]}}),
        ("PD SPR\nPY 2006", {"issued": {"date-parts": [[2006]], "season": 1}}),
        ("PD JAN-FEB\nPY 2006", {"issued": {"date-parts": [[2006, 1], [2006, 2]]}}),
        ("PY 2006", {"issued": {"date-parts": [[2006]]}}),
        ("AR UNSP 1722034", {"page": "1722034"}),
        ("PS i-iv, 1-74", {"page": "i-iv, 1-74"}),
        ("DT Book Review", {"type": "review-book"}),
        ("DT Article; Book Chapter", {"type": "chapter"}),
        ("DT Proceedings Paper\nCT AHA\nCL Chicago", {"type": "paper-conference", "event-title": "AHA"}),
        ("CA CDC Group", {"author": [{"literal": "CDC Group"}]}),
    ],
)
def test_fields(lines: str, expected: dict[str, object]) -> None:
    (source,) = read(f"PT J\nTI On letters\n{lines}\nER\n")
    assert source.csl_item() | expected == source.csl_item()


def test_a_book_has_its_title_where_articles_have_their_journal() -> None:
    (source,) = read("PT B\nAU Roe, J\nSO On letters\nPI NEW YORK\nPU Knopf\nPY 1990\nER\n")
    assert (source.title, source.csl_item()["publisher-place"]) == ("On letters", "New York")
    assert "container-title" not in source.csl_item()


def test_an_empty_record_is_left_out() -> None:
    with pytest.warns(ArchciteWarning, match="record is empty"):
        sources = read("PT J\nER\n\nPT J\nTI On letters\nER\n")
    assert [source.title for source in sources] == ["On letters"]


def test_nothing() -> None:
    with pytest.raises(SourceError, match="no record of Web of Science"):
        read("FN Clarivate Analytics Web of Science\nVR 1.0\nEF\n")

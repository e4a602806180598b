"""PubMed's .nbib files."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.errors import SourceError
from archcite.formats.pubmed.reader import read

ARTICLE = """PMID- 12345
IS  - 0140-6736 (Print)
LA  - ger
PG  - 5-10
LID - S0140(90)1 [pii]
LID - 10.1000/x [doi]
TI  - On letters and
      their writers.
FAU - Roe, Jane A
AU  - Roe JA
CN  - Letters Group
JT  - The Lancet
TA  - Lancet
VI  - 3
IP  - 2
DP  - 1990 May
PMC - PMC123
MH  - *War

PMID- 12346
TI  - B.
AU  - Lee CD
"""


@pytest.mark.parametrize(
    "expected",
    [
        {"type": "article-journal", "title": "On letters and their writers", "container-title": "The Lancet"},
        {
            "volume": "3",
            "issue": "2",
            "page": "5-10",
            "DOI": "10.1000/x",
            "ISSN": "0140-6736",
            "PMID": "12345",
        },
        {"author": [{"family": "Roe", "given": "Jane A"}, {"literal": "Letters Group"}], "language": "de"},
        {"issued": {"date-parts": [[1990, 5]]}, "PMCID": "PMC123", "keyword": "War"},
    ],
)
def test_variables(expected: dict[str, Any]) -> None:
    item = read(ARTICLE)[0].csl_item()
    assert {name: item.get(name) for name in expected} == expected


def test_initials_and_lines(tmp_path: Path) -> None:
    path = tmp_path / "a.nbib"
    path.write_text(ARTICLE, encoding="utf-8")
    first, second = archcite.read_all(path)
    assert second.csl_item()["author"] == [{"family": "Lee", "given": "C. D."}]
    assert [source.location.line for source in (first, second) if source.location] == [1, 20]


def test_a_book_and_its_chapter() -> None:
    book, chapter = read("PMID- 1\nBTI - Essays\nPB  - Faber\nPMID- 2\nTI  - A\nBTI - Essays\n")
    assert (book.csl_type, chapter.csl_type) == ("book", "chapter")
    assert (book.title, chapter.title) == ("Essays", "A")


@pytest.mark.parametrize("lines", ["BTI - ", "TI  - \nBTI - ", "BTI - \nJT  - "])
def test_a_book_without_a_title(lines: str) -> None:
    (book,) = read(f"PMID- 1\n{lines}\nPB  - Faber\n")
    assert (book.csl_item()["type"], book.csl_item().get("title")) == ("book", None)


def test_nothing() -> None:
    with pytest.raises(SourceError, match="no citation of PubMed"):
        read("x")


ERIC = """
OWN - ERIC
TI  - On letters
AU  - van Groen, Maaike M.
AU  - Roe, Jane
JT  - Journal of Letters
VI  - 21
PG  - 12-24
DP  - 2020
LID - http://eric.ed.gov/?id=1
ISSN - EISSN-2375-5636
PT  - Journal Articles

OWN - ERIC
TI  - Letters in schools
PB  - OECD
DP  - 2017
PT  - Reports - Research
"""


def test_citations_of_eric() -> None:
    article, report = archcite.loads(ERIC)
    item = article.csl_item()
    expected = {
        "type": "article-journal",
        "page": "12-24",
        "ISSN": "2375-5636",
        "URL": "http://eric.ed.gov/?id=1",
    }
    assert {variable: item.get(variable) for variable in expected} == expected
    assert [agent.name for agent in article.agents("author")] == ["Maaike M. van Groen", "Jane Roe"]
    assert (report.csl_item()["type"], report.title) == ("report", "Letters in schools")


@pytest.mark.parametrize(
    ("lines", "page"),
    [
        ("LID - 1042 [pii]\n", "1042"),
        ("AID - e17 [pii]\nLID - 10.1000/x [doi]\n", "e17"),
        ("LID - 1042 [pii]\nPG  - 5-10\n", "5-10"),
        ("LID - S1080-6032(22)00139-9 [pii]\n", None),
    ],
)
def test_the_number_of_an_article(lines: str, page: str | None) -> None:
    (article,) = read(f"PMID- 1\nTI  - On letters\nJT  - AHR\n{lines}")
    assert article.csl_item().get("page") == page


def test_old_files_begin_with_the_number_of_medline() -> None:
    record = "UI  - 22521069\nPMID- 1263481{0}\nTI  - Title {0}.\nDP  - 2003 Feb\nTA  - Heredity\n\n"
    sources = archcite.loads("".join(record.format(number) for number in "78"))
    assert [source.title for source in sources] == ["Title 7", "Title 8"]
    assert sources[0].csl_item()["container-title"] == "Heredity"

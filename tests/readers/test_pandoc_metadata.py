"""References in the metadata of pandoc: where they are, their Markdown, their dates; compared with pandoc."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.errors import SourceError
from archcite.formats.pandoc_metadata.reader import read, sniff
from tests.growth import count_steps

REFERENCES = """references:
- id: roe
  type: book
  title: On letters
- id: creel
  type: personal_communication
  title: To House
  archive: Yale University Library
"""
# A text, the lines of its references.
PLACES = [
    (f"---\n{REFERENCES}...\n", (3, 6)),
    (f"---\n{REFERENCES}---\n\n# Title\n\nText [@roe]\n", (3, 6)),
    (f"---\ntitle: My paper\nauthor: Ann Smith\n{REFERENCES}---\n# Title\n", (5, 8)),
    (f"# Title\n\nText [@roe]\n\n---\n{REFERENCES}---\n", (7, 10)),
    (f"---\ntitle: x\n---\nText\n\n---\n\nA rule above.\n\n---\n{REFERENCES}---\n", (12, 15)),
    (f"\ufeff---\r\n{REFERENCES}...\r\n".replace("\r\n", "\n").replace("\n", "\r\n"), (3, 6)),
    (f"title: My paper\nnocite: '@*'\n{REFERENCES}", (4, 7)),
    (REFERENCES, (2, 5)),
]


@pytest.mark.parametrize(("text", "lines"), PLACES)
def test_places(tmp_path: Path, text: str, lines: tuple[int, int]) -> None:
    path = tmp_path / "a.md"
    path.write_text(text, encoding="utf-8", newline="")
    sources = list(archcite.read_all(path))
    assert [source.id for source in sources] == ["roe", "creel"]
    assert tuple(source.location.line for source in sources if source.location) == lines
    assert str(sources[1].holdings[0]) == "Yale University Library"


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("On *Homo sapiens*", "On <i>Homo sapiens</i>"),
        ("On _Homo sapiens_ in snake_case_names", "On <i>Homo sapiens</i> in snake_case_names"),
        ("A **bold** one", "A <b>bold</b> one"),
        ("CO~2~ and m^2^", "CO<sub>2</sub> and m<sup>2</sup>"),
        ("[DNA]{.nocase} repair", '<span class="nocase">DNA</span> repair'),
        ("[bc]{.smallcaps}", '<span style="font-variant:small-caps;">bc</span>'),
        ("1914--1918 --- a war", "1914–1918 — a war"),
        (r"5 \* 4 \*", "5 * 4 *"),
        ("2 * 3 * 4", "2 * 3 * 4"),
    ],
)
def test_markdown(title: str, expected: str) -> None:
    (source,) = read(f"references:\n- id: a\n  type: book\n  title: {json.dumps(title)}\n")
    assert source.csl_item()["title"] == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1990-05", {"date-parts": [[1990, 5]]}),
        ("1990", {"date-parts": [[1990]]}),
        ("1990-05/1990-07", {"date-parts": [[1990, 5], [1990, 7]]}),
        ("1990~", {"date-parts": [[1990]], "circa": True}),
        ("{year: 1990, month: 5, day: 2}", {"date-parts": [[1990, 5, 2]]}),
        ("[{year: 1990}, {year: 1992}]", {"date-parts": [[1990], [1992]]}),
        ("{year: 1990, circa: true}", {"date-parts": [[1990]], "circa": True}),
        ("{date-parts: [[1990]]}", {"date-parts": [[1990]]}),
        ("in press", {"literal": "in press"}),
    ],
)
def test_dates(date: str, expected: dict[str, Any]) -> None:
    (source,) = read(f"references:\n- id: a\n  type: book\n  title: A\n  issued: {date}\n")
    assert source.csl_item()["issued"] == expected


def test_a_single_name_is_a_list() -> None:
    (source,) = read("references:\n- {id: a, type: book, title: A, author: {literal: Letters Group}}\n")
    assert source.csl_item()["author"] == [{"literal": "Letters Group"}]


def test_a_document_that_names_its_bibliography_is_refused_with_its_name() -> None:
    text = "---\ntitle: My paper\nbibliography: refs.bib\n---\n\n# Title\n"
    with pytest.raises(SourceError, match=r"read refs\.bib, which it names"):
        archcite.loads(text, name="a.md")


@pytest.mark.parametrize("text", ["title: A\ndate: 1990\n", "Letter, 1918\n---\nYale\n", "- references: a\n"])
def test_other_texts_are_left_alone(text: str) -> None:
    assert not sniff(text)


def test_items_are_those_that_pandoc_reads(tmp_path: Path) -> None:
    pypandoc = pytest.importorskip(
        "pypandoc", reason="pandoc is compared with archcite, and is not installed"
    )
    text = """---
references:
- id: roe
  type: article-journal
  title: On *Homo* and CO~2~
  author: [{family: Roe, given: Jane}, {literal: Letters Group}]
  container-title: Cold War History
  issued: 1990-05-02
  page: 5-10
  DOI: 10.1000/x
---
Text
"""
    (source,) = archcite.loads(text)
    theirs = json.loads(pypandoc.convert_text(text, "csljson", format="markdown"))[0]
    item = source.csl_item()
    assert {name: item.get(name) for name in theirs} == theirs


@pytest.mark.parametrize(
    "text",
    [
        "---\ntitle: My paper\nauthor: Ann\n---\n\n# Title\n",
        "---\nformat: html\n...\nText\n",
        "---\n---\nText\n",
    ],
)
def test_a_document_without_references_is_refused(text: str) -> None:
    with pytest.raises(
        SourceError, match="has no “references” in its metadata: read the file of its sources"
    ):
        archcite.loads(text, name="a.qmd")


@pytest.mark.parametrize(
    "text",
    ["---\ntitle: A letter\ndate: 1918\n", "---\n- title: A letter\n...\n"],
)
def test_records_with_marks_of_yaml_are_records(text: str) -> None:
    assert archcite.loads(text)[0].title == "A letter"


@pytest.mark.parametrize("mark", ["*", "**", "_", "[", "~", "^"])
def test_marks_that_never_close_take_linear_time(mark: str) -> None:
    def measure(count: int) -> int:
        title = json.dumps(f"{mark}a " * count)
        return count_steps(lambda: read(f"references:\n- id: a\n  type: book\n  title: {title}\n"))

    measure(10)
    assert measure(2000) < 9 * measure(250) + 2000

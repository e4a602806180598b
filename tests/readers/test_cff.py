"""CITATION.cff: the work to cite, and references."""

from __future__ import annotations

import warnings
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteWarning
from archcite.formats.writing import write
from archcite.record import Agent, ArchivalDate, Holding, Part, Record, Repository

SOFTWARE = """# YAML 1.2
---
abstract: "Test abstract."
authors:
  - family-names: Smith
    given-names: Joe
    name-particle: van
  - family-names: Jones
    given-names: Bob
    name-suffix: Jr.
  - name: The Archcite Project
cff-version: "1.2.0"
date-released: 2000-07-02
license: MIT
message: "If you use it, cite it."
title: Letters
version: "1.0"
repository-code: "https://example.org/letters"
keywords: [letters, archives]
"""


def test_software() -> None:
    (source,) = archcite.loads(SOFTWARE)
    assert source.csl_item() == {
        "type": "software",
        "title": "Letters",
        "version": "1.0",
        "URL": "https://example.org/letters",
        "abstract": "Test abstract.",
        "license": "MIT",
        "author": [
            {"family": "Smith", "given": "Joe", "non-dropping-particle": "van"},
            {"family": "Jones", "given": "Bob", "suffix": "Jr."},
            {"literal": "The Archcite Project"},
        ],
        "issued": {"date-parts": [[2000, 7, 2]]},
        "keyword": "letters, archives",
    }


def test_the_preferred_citation_comes_in_place_of_the_software_and_before_the_references() -> None:
    text = f"""{SOFTWARE}preferred-citation:
  type: article
  title: On letters
  authors:
    - family-names: Roe
  journal: AHR
  volume: 9
  issue: 2
  start: 1
  end: 5
  year: 1990
  month: 3
references:
  - type: book
    title: War
    publisher: {{name: Knopf, city: New York}}
    year: 1950
"""
    article, book = archcite.loads(text)
    assert article.csl_item() == {
        "type": "article-journal",
        "title": "On letters",
        "container-title": "AHR",
        "volume": "9",
        "issue": "2",
        "page": "1-5",
        "author": [{"family": "Roe"}],
        "issued": {"date-parts": [[1990, 3]]},
    }
    assert (book.csl_item()["publisher"], book.csl_item()["publisher-place"]) == ("Knopf", "New York")


def test_what_archcite_writes_is_read_again() -> None:
    letter = Record(
        kind="letter",
        title="To House",
        date=ArchivalDate("1918-09-25"),
        agents=[Agent.parse("George Creel"), Agent.parse("Edward House", role="recipient")],
        holdings=[
            Holding(
                Repository("Yale University Library", place="New Haven, CT"),
                (Part("fonds", None, "House Papers"), Part("box", "box", "6")),
            )
        ],
    )
    (read,) = archcite.loads(write([letter], "cff"))
    assert (read.title, read.date, [agent.name for agent in read.agents()]) == (
        letter.title,
        letter.date,
        ["George Creel", "Edward House"],
    )
    assert str(read.holding) == str(letter.holding)
    assert archcite.cite(read) == archcite.cite(letter)


@pytest.mark.parametrize("year", ["forthcoming", "1990"])
def test_a_year_may_be_words(year: str) -> None:
    text = f"cff-version: 1.2.0\ntitle: A\nauthors: [{{name: B}}]\nyear: {year}\n"
    (source,) = archcite.loads(text)
    expected: Any = {"date-parts": [[1990]]} if year.isdecimal() else {"literal": year}
    assert source.csl_item()["issued"] == expected


def test_a_file_without_a_work_is_refused() -> None:
    with pytest.raises(archcite.SourceError, match="no work to cite"):
        archcite.loads("cff-version: 1.2.0\nmessage: none\n")


def test_a_section_is_one_where_no_archive_is_named() -> None:
    text = "references:\n- type: newspaper-article\n  title: War\n  section: Opinion\n"
    (article,) = archcite.loads(text)
    assert article.csl_item()["section"] == "Opinion"


@pytest.mark.parametrize("format", ["mods", "cff"])
def test_a_shelfmark_without_an_archive_stands_with_its_pages(format: str) -> None:
    item = {"type": "map", "title": "Danube", "call-number": "Add. MS 36684", "page": "12"}
    (record,) = archcite.loads([item])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        assert "Add. MS 36684, p. 12" in write([record], format)

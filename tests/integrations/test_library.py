"""The sources of a documentation build, and what its bibliographies list."""

from __future__ import annotations

import json
import pickle
from pathlib import Path

import pytest

from archcite.errors import SourceError
from archcite.integrations.common.bibliography_options import (
    parse_filter,
)
from archcite.integrations.common.citation_syntax import WrittenCite
from archcite.integrations.common.document_model import Page, PlacedCitation
from archcite.integrations.common.library import Library, read_library
from archcite.integrations.common.project import ProjectDocument, render
from archcite.integrations.common.settings import Settings

BOOK = {
    "id": "kotkin",
    "type": "book",
    "title": "Magnetic Mountain",
    "publisher": "University of California Press",
    "issued": {"date-parts": [[1995]]},
    "author": [{"family": "Kotkin", "given": "Stephen"}],
}
LETTER = """
- id: creel
  kind: letter
  title: Letter to Colonel House
  date: 1918-09-25
  subjects: [Propaganda]
  holdings:
    - repository: {name: Yale University Library, place: New Haven}
      parts: [{level: fonds, value: House Papers}, {level: box, label: box, value: "6"}]
"""


@pytest.fixture
def library(tmp_path: Path) -> Library:
    (tmp_path / "a.json").write_text(json.dumps([BOOK]), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(LETTER, encoding="utf-8")
    return read_library(["*.json", "b.yaml"], tmp_path)


def test_published_works_keep_their_variables(library: Library) -> None:
    assert library.items["kotkin"] == BOOK
    assert list(library.items) == ["kotkin", "creel"] and not library.problems
    assert library.origins["creel"].endswith("b.yaml")


def test_problems_are_sentences(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(json.dumps([BOOK]), encoding="utf-8")
    (tmp_path / "b.json").write_text(json.dumps([{**BOOK, "title": "Another"}]), encoding="utf-8")
    (tmp_path / "same.json").write_text(json.dumps([BOOK]), encoding="utf-8")
    (tmp_path / "c.yaml").write_text("- {id: [", encoding="utf-8")
    found = read_library(["a.json", "b.json", "same.json", "c.yaml", "none.bib", "*.ris"], tmp_path)
    assert found.items["kotkin"]["title"] == "Magnetic Mountain"
    problems = "\n".join(found.problems)
    assert len(found.problems) == 4
    assert (
        "“kotkin” is used in" in problems
        and "c.yaml" in problems
        and "none.bib" in problems
        and "*.ris" in problems
    )


def test_what_has_not_changed_is_not_read_again(library: Library, tmp_path: Path) -> None:
    known = pickle.loads(pickle.dumps(library))
    (tmp_path / "a.json").write_text(json.dumps([{**BOOK, "title": "Changed"}]), encoding="utf-8")
    again = read_library(["*.json", "b.yaml"], tmp_path, known)
    assert again.files[1] is known.files[1]
    assert again.items["kotkin"]["title"] == "Changed"


def test_unknown_keys(library: Library) -> None:
    assert library.describe_unknown_key("Kreel") == "Unknown key “Kreel”; did you mean “creel”?"
    assert "did you mean" not in library.describe_unknown_key("quite another")
    assert "hold no records" in Library().describe_unknown_key("creel")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("kind=letter", ["creel"]),
        ("kind=Letter|book", ["kotkin", "creel"]),
        ("not kind=letter", ["kotkin"]),
        ("repository=yale*", ["creel"]),
        ("repository", ["creel"]),
        ("not repository; year=1990..", ["kotkin"]),
        ("year=1918", ["creel"]),
        ("author=Kotkin", ["kotkin"]),
        ("keyword=propaganda", ["creel"]),
        ("collection=House Papers", ["creel"]),
        ("key=kot*", ["kotkin"]),
        ('type == "book"', ["kotkin"]),
        ('collection="House Papers"', ["creel"]),
        ("kind != 'letter'", ["kotkin"]),
        ("not kind != letter", ["creel"]),
        ("kind=“book” | “letter”", ["kotkin", "creel"]),
        ("", ["kotkin", "creel"]),
    ],
)
def test_filters(library: Library, text: str, keys: list[str]) -> None:
    test = parse_filter(text)
    assert [key for key in library.items if test(key, library.records[key], library.items[key])] == keys


@pytest.mark.parametrize("text", ["repositry=x", "kind="])
def test_filters_that_are_none(text: str) -> None:
    with pytest.raises(SourceError):
        parse_filter(text)


def test_one_record_that_fails_leaves_the_others(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from archcite.integrations.common import library as library_module

    whole = library_module.to_printed_item
    monkeypatch.setattr(
        library_module, "to_printed_item", lambda record: whole(record) if record.id == "creel" else 1 / 0
    )
    found = read_library(["*.json", "b.yaml"], tmp_path)
    assert list(found.items) == list(found.records) == ["creel"]
    assert "“kotkin”: it cannot be cited" in found.problems[0]


@pytest.mark.parametrize(("scope", "is_full"), [("page", True), ("chapter", True), ("project", False)])
def test_the_first_note_of_a_scope_is_full(library: Library, scope: str, is_full: bool) -> None:
    """Also where the author's own notes come first on the page."""
    documents = []
    for name in ("one", "two"):
        note = PlacedCitation(name, (WrittenCite("creel"),), 2, f"{name}-note", name, name)
        documents.append(ProjectDocument(name, name, name, Page(citations=(note,))))
    pages = render(documents, library, Settings(note_scope=scope)).pages
    first, second = pages["one"].citations["one"].rich, pages["two"].citations["two"].rich
    assert (first == second) is is_full


def test_a_folder_is_a_source(tmp_path: Path) -> None:
    folder = tmp_path / "records"
    (folder / "a").mkdir(parents=True)
    (folder / "a" / "b.bib").write_text("@book{b, title={B}}", encoding="utf-8")
    (folder / "notes.txt").write_text("milk, bread", encoding="utf-8")
    (folder / ".c.bib").write_text("@book{c, title={C}}", encoding="utf-8")
    library = read_library(["records"], tmp_path)
    assert list(library.items) == ["b"] and not library.problems
    assert read_library(["records/notes.txt"], tmp_path).problems


@pytest.mark.parametrize(
    ("locale", "title"),
    [
        (None, "Magnetic mountain"),
        ("en-GB", "Magnetic mountain"),
        ("de", "Magnetic Mountain"),
        ("fr-FR", "Magnetic Mountain"),
    ],
)
def test_english_titles_keep_their_capitals_in_other_languages(
    tmp_path: Path, locale: str | None, title: str
) -> None:
    (tmp_path / "a.bib").write_text("@book{a, title={Magnetic Mountain}, year=1995}", encoding="utf-8")
    assert read_library(["a.bib"], tmp_path, locale=locale).items["a"]["title"] == title

"""The notes of a project: where "first" begins again, and which numbers later notes refer to."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest

from archcite.integrations.common.citation_syntax import parse_cites
from archcite.integrations.common.document_model import Page, PlacedCitation
from archcite.integrations.common.library import Library, read_library
from archcite.integrations.common.project import ProjectDocument, render
from archcite.integrations.common.settings import Settings
from archcite.richtext import marks as rt
from tests.integrations.sources import CREEL

ITEMS = [
    {"id": key, "type": "book", "title": title, "author": [{"family": name, "given": "J."}]}
    for key, title, name in (("a", "Alpha", "Doe"), ("b", "Beta", "Roe"))
]


@pytest.fixture(scope="module")
def library() -> Library:
    return Library().add_items("items", ITEMS)


def write_page(
    name: str, citations: Sequence[tuple[str, int]], notes: int, chapter: str = ""
) -> ProjectDocument:
    placed = tuple(
        PlacedCitation(f"{name}-{at}", parse_cites(cites), note, f"n{note}", "", "", is_made_note=True)
        for at, (cites, note) in enumerate(citations)
    )
    return ProjectDocument(name, name, chapter or name, Page("", True, placed, (), notes))


def read_notes(documents: Sequence[ProjectDocument], library: Library, scope: str) -> list[str]:
    pages = render(documents, library, Settings("oscola", note_scope=scope)).pages
    return [
        rt.to_plain(pages[one.name].citations[cite.id].rich)
        for one in documents
        for cite in one.page.citations
    ]


@pytest.mark.parametrize(
    ("scope", "last"),
    [
        ("project", ["J Roe, Beta.", "Doe (n 2).", "Roe (n 2)."]),
        ("chapter", ["J Roe, Beta.", "J Doe, Alpha.", "Roe (n 2)."]),
        ("page", ["J Roe, Beta.", "J Doe, Alpha.", "Roe (n 2)."]),
    ],
)
def test_numbers_are_those_on_the_page(library: Library, scope: str, last: list[str]) -> None:
    # Note 1 of each page is the author's own.
    pages = [
        write_page("one", [("@a", 2), ("@a, 5", 4)], 5),
        write_page("two", [("@b", 2), ("@a", 3), ("@b", 4)], 4),
    ]
    notes = read_notes(pages, library, scope)
    assert notes[0] == "J Doe, Alpha." and notes[1] == "Doe (n 2) 5." and notes[2:] == last


@pytest.mark.parametrize(("notes", "printed"), [(1, "ibid."), (2, "Doe (n 1).")])
def test_ibid_is_not_printed_across_a_note_of_the_authors(library: Library, notes: int, printed: str) -> None:
    pages = [write_page("one", [("@a", 1)], notes), write_page("two", [("@a", 1)], 1)]
    assert read_notes(pages, library, "project")[1] == printed


def test_two_pages_of_a_chapter(library: Library) -> None:
    pages = [
        write_page(name, [("@a", 1)], 1, chapter) for name, chapter in (("1", "x"), ("2", "x"), ("3", "y"))
    ]
    assert read_notes(pages, library, "chapter") == ["J Doe, Alpha.", "ibid.", "J Doe, Alpha."]


CREEL_NOTES = [
    # What is cited, in a note of the author's own or one that is made; the names in the text before it; the note.
    ("@creel", False, "", "George Creel to Edward M. House, “Letter"),
    ("@creel [p. 2]", False, "George Creel", "To Edward M. House, “Letter"),
    ("-@creel", False, "", "To Edward M. House, “Letter"),
    ("see -@creel", False, "", "see to Edward M. House, “Letter"),
    ("@creel [p. 2]", True, "", "George Creel to Edward M. House, “Letter"),
]


@pytest.mark.parametrize(("cites", "is_own", "lead", "start"), CREEL_NOTES)
def test_sentence_of_a_note_begins_and_goes_on_as_sentences_do(
    tmp_path: Path, cites: str, is_own: bool, lead: str, start: str
) -> None:
    (tmp_path / "creel.yaml").write_text(CREEL, encoding="utf-8")
    library = read_library(["creel.yaml"], tmp_path)
    placed = PlacedCitation("c", parse_cites(cites), 1, "n1", "", "", is_made_note=not is_own)
    page = ProjectDocument("one", "one", "one", Page("", True, (placed,), (), 1))
    written = render([page], library, Settings("chicago")).pages["one"].citations["c"]
    assert rt.to_plain(written.lead) == lead
    assert rt.to_plain(written.rich).startswith(start)


@pytest.mark.parametrize(
    ("cites", "printed"),
    [
        ("@a, 3, as in @b, 5", "J Doe, Alpha, p 3, as in J Roe, Beta, p 5."),
        ("@a, 3 quoting @b, 5, too", "J Doe, Alpha, p 3 quoting J Roe, Beta, p 5, too."),
        ("@a (and in @b)", "J Doe, Alpha (and in J Roe, Beta)."),
        ("@a; in @b", "J Doe, Alpha; in J Roe, Beta."),
    ],
)
def test_text_between_two_cites_has_no_other_delimiter(library: Library, cites: str, printed: str) -> None:
    assert read_notes([write_page("one", [(cites, 1)], 1)], library, "page") == [printed]

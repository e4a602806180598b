"""Dublin Core: what its elements hold in practice, OAI-PMH, and hostile files."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.dublin_core import reader as dublin_core
from archcite.formats.dublin_core.reader import from_elements
from archcite.record import Record

Read = Callable[[ModuleType, bytes], list[Record]]


def test_an_answer_of_oai_pmh(example: Callable[[str], bytes], read_as: Read) -> None:
    (letter,) = read_as(dublin_core, example("oai-dc.xml"))
    assert archcite.cite(letter, "chicago") == (
        "Walter Francis White to W. E. B. Du Bois, “Letter from Walter White to W. E. B. Du Bois,” May 11, 1931, "
        "box 58, folder 21, W. E. B. Du Bois Papers, University of Massachusetts Amherst Libraries, Credo, "
        "https://credo.library.umass.edu/view/full/mums312-b058-i021."
    )
    assert (letter.id, letter.languages) == ("mums312-b058-i021", ("English",))
    assert letter.subjects == ("Scottsboro Trial, Scottsboro, Ala., 1931", "Civil rights")


def test_terms_in_another_encoding(example: Callable[[str], bytes], read_as: Read) -> None:
    (note,) = read_as(dublin_core, example("dcterms.xml"))
    assert str(note.holding) == "РГАНИ, ф. 3, оп. 64, д. 484, лл. 85-90"
    assert note.date is not None and note.date.edtf == "1956-10-28"
    assert (note.medium, note.agents()[0].corporate) == ("Microfilm", True)


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        ([("isPartOf", "House Papers"), ("source", "Box 6, Folder 179")], "House Papers, Box 6, Folder 179"),
        ([("identifier", "RGANI, f. 5, op. 1, d. 7")], "RGANI, f. 5, op. 1, d. 7"),
        ([("relation", "Edward Mandell House papers")], "Edward Mandell House papers"),
        ([("source", "From a private donor")], ""),
    ],
)
def test_where_it_is_kept(pairs: list[tuple[str, str]], expected: str) -> None:
    assert str(from_elements([("title", "Letter"), *pairs]).holding) == expected


def test_a_publisher_that_is_an_archive_is_taken_for_the_holder() -> None:
    with pytest.warns(
        ArchciteWarning, match="The publisher, “Duke University Library”, was taken for the repository"
    ):
        record = from_elements([("title", "Diary"), ("publisher", "Duke University Library")])
    assert record.holding.repository.name == "Duke University Library"


def test_a_publisher_that_is_none_is_the_portal() -> None:
    record = from_elements([("title", "A"), ("publisher", "Credo"), ("identifier", "https://example.org/1")])
    assert record.copy.portal == "Credo"


def test_an_unknown_element_is_named() -> None:
    with pytest.warns(ArchciteWarning, match="no field for frobnicate"):
        from_elements([("title", "A"), ("frobnicate", "b"), ("modified", "2020")])


def test_an_error_of_a_repository(read_as: Read) -> None:
    text = (
        b'<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><error code="a">No such id</error></OAI-PMH>'
    )
    assert dublin_core.sniff_start(text)
    with pytest.raises(SourceError, match=r"answered with an error \(No such id\)"):
        read_as(dublin_core, text)


def test_nothing_in_it(read_as: Read) -> None:
    with pytest.raises(SourceError, match="no description in Dublin Core"):
        read_as(dublin_core, b"<metadata/>")


@pytest.mark.parametrize("name", ["oai-dc.xml", "dcterms.xml"])
def test_damaged_files(
    name: str, example: Callable[[str], bytes], fuzz: Callable[[ModuleType, bytes], None]
) -> None:
    fuzz(dublin_core, example(name))

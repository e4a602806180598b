"""Dublin Core: what its elements hold in practice, OAI-PMH, and hostile files."""

from __future__ import annotations

from collections.abc import Callable
from types import ModuleType

import pytest

import archcite
from archcite.errors import ArchciteWarning, SourceError, SourceLocation
from archcite.formats.dublin_core import reader as dublin_core
from archcite.formats.dublin_core.publication import build_publication
from archcite.formats.dublin_core.reader import build_source, from_elements
from archcite.formats.writing import write
from archcite.record import Publication, Record

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


def test_nothing_in_it(read_as: Read) -> None:
    with pytest.raises(SourceError, match="no description in Dublin Core"):
        read_as(dublin_core, b"<metadata/>")


@pytest.mark.slow
@pytest.mark.parametrize("name", ["oai-dc.xml", "dcterms.xml"])
def test_damaged_files(
    name: str, example: Callable[[str], bytes], fuzz: Callable[[ModuleType, bytes], None]
) -> None:
    fuzz(dublin_core, example(name))


@pytest.mark.parametrize(
    ("pairs", "expected"),
    [
        (
            [
                ("type", "info:eu-repo/semantics/article"),
                ("source", "Cold War History; Vol. 3 No. 2 (1990): Spring; 5-10"),
                ("source", "1468-2745"),
                ("publisher", "Taylor"),
            ],
            {"type": "article-journal", "container-title": "Cold War History", "volume": "3", "issue": "2"}
            | {"page": "5-10", "ISSN": "1468-2745", "publisher": "Taylor"},
        ),
        (
            [
                ("type", "Article"),
                ("type", "PeerReviewed"),
                ("identifier", "Roe, Jane (1990) On letters. Cold War History, 3 (2). pp. 5-10. ISSN 1468-2745"),
            ],
            {"container-title": "Cold War History", "volume": "3", "issue": "2", "page": "5-10"},
        ),
        (
            [
                ("type", "Thesis or Dissertation"),
                ("date", "2010-01-05T12:00:00Z"),
                ("date", "2010-01-06T12:00:00Z"),
                ("date", "1990-05"),
                ("contributor", "University of Leeds"),
                ("identifier", "http://hdl.handle.net/1/2"),
            ],
            {"type": "thesis", "issued": {"date-parts": [[1990, 5]]}, "publisher": "University of Leeds"}
            | {"URL": "http://hdl.handle.net/1/2"},
        ),
        (
            [
                ("type", "Journal Article"),
                ("source", "Roe, J; Lee, C (2007). On letters. Cost Effectiveness : C/E, 5:7."),
                ("identifier", "info:doi/10.1186/1478"),
                ("identifier", "info:pmid/17501999"),
                ("relation", "http://example.org/2/"),
            ],
            {"container-title": "Cost Effectiveness : C/E", "volume": "5", "page": "7", "DOI": "10.1186/1478"}
            | {"PMID": "17501999", "URL": None},
        ),
        (
            [
                ("type", "Journal article (Unpaginated)"),
                ("relation", "10.1000/2"),
                ("identifier", "Roe, Jane On letters. Biblionline, 2006, vol. 2, n. 1 . [Journal article]"),
            ],
            {"container-title": "Biblionline", "volume": "2", "issue": "1", "DOI": "10.1000/2"},
        ),
        (
            [("type", "Artículo"), ("source", "Physica B: Condensed Matter, ISSN 0921-4526, 2013-03, Vol. 413, N. ")],
            {"container-title": "Physica B: Condensed Matter", "volume": "413", "ISSN": "0921-4526"},
        ),
        (
            [
                ("type", "info:eu-repo/semantics/article"),
                ("source", "Journal of Letters"),
                ("relation", "info:eu-repo/semantics/reference/doi/10.1000/3"),
                ("relation", "info:eu-repo/semantics/altIdentifier/doi/10.1000/2"),
                ("relation", "info:eu-repo/semantics/altIdentifier/eissn/1234-5678"),
            ],
            {"container-title": "Journal of Letters", "DOI": "10.1000/2", "ISSN": "1234-5678"},
        ),
        ([("type", "info:eu-repo/semantics/masterThesis")], {"genre": "master’s thesis"}),
        ([("type", "http://purl.org/coar/resource_type/c_db06")], {"type": "thesis"}),
        ([("type", "Book"), ("publisher", "Faber"), ("identifier", "urn:ISBN:9780000000002")], {"type": "book"}
         | {"publisher": "Faber", "ISBN": "9780000000002"}),
        ([("type", "Book chapter"), ("isPartOf", "Essays")], {"type": "chapter", "container-title": "Essays"}),
        ([("type", "Article"), ("contributor", "Lee, Cy (editor)")], {"editor": [{"family": "Lee", "given": "Cy"}]}),
    ],
)  # fmt: skip
def test_published_works(pairs: list[tuple[str, str]], expected: dict[str, object]) -> None:
    item = build_source([("title", "On letters"), ("creator", "Roe, Jane"), *pairs]).csl_item()
    assert {variable: item.get(variable) for variable in expected} == expected
    assert item["author"] == [{"family": "Roe", "given": "Jane"}]


@pytest.mark.parametrize(
    "pairs",
    [
        [("type", "Text")],
        [("type", "Letter")],
        [("type", "Book"), ("publisher", "Duke University Library")],
        [("type", "Article"), ("source", "House Papers, box 6, folder 179")],
    ],
)
@pytest.mark.filterwarnings("ignore:.*was taken for the repository")
def test_what_an_archive_keeps_stays_a_record(pairs: list[tuple[str, str]]) -> None:
    assert isinstance(build_source([("title", "On letters"), *pairs]), Record)


def test_the_date_is_not_that_of_the_deposit() -> None:
    pairs = [
        ("title", "A"),
        ("date", "2010-01-05T12:00:00Z"),
        ("date", "2010-01-05T12:00:00Z"),
        ("date", "1918-09-25"),
    ]
    record = from_elements(pairs)
    assert (record.date and record.date.edtf, record.notes) == ("1918-09-25", ())


def test_a_manifest_of_the_scans_is_not_an_edition() -> None:
    record = from_elements([("title", "Diary"), ("isReferencedBy", "https://example.org/1/manifest.json")])
    assert record.published_in is None and "manifest.json" in record.notes[0]


def test_a_published_work_keeps_what_follows_its_abstract() -> None:
    text = write(
        [
            Publication(
                {
                    "id": "a",
                    "type": "book",
                    "title": "War",
                    "medium": "Braille",
                    "publisher": "Brill",
                    "ISBN": "978-3-16-148410-0",
                    "license": "CC BY",
                    "abstract": "On war.",
                    "note": "Signed.",
                }
            )
        ],
        "dublin-core",
    )
    (work,) = archcite.loads(text)
    item = work.csl_item()
    assert (item["publisher"], item["ISBN"], item["license"]) == ("Brill", "978-3-16-148410-0", "CC BY")
    assert item["abstract"] == "On war." and item["annote"] == "Format: Braille\nSigned."


def test_words_with_a_colon_are_an_abstract() -> None:
    pairs = [("title", "War"), ("description", "Volume: a study"), ("description", "Guerre : une étude")]
    item = build_publication(pairs, "book", SourceLocation()).csl_item()
    assert (item["abstract"], item["annote"]) == ("Volume: a study", "Guerre : une étude")

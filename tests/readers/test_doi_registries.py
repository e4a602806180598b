"""JSON of Crossref, DataCite and OpenAlex."""

from __future__ import annotations

import json
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archcite
from archcite.errors import SourceError, SourceLocation
from archcite.formats.crossref import reader as crossref
from archcite.formats.datacite import reader as datacite
from archcite.formats.openalex import reader as openalex
from archcite.record.vocabulary import CSL_TYPES

ROE = {"family": "Roe", "given": "Jane"}
LEE = {"literal": "Letters Group"}
CROSSREF: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "journal-article"}, {"type": "article-journal", "DOI": "10.1000/x"}),
    ({"title": ["Letters"], "subtitle": ["A history"]}, {"title": "Letters: A history"}),
    ({"title": ["What is a letter?"], "subtitle": ["A history"]}, {"title": "What is a letter? A history"}),
    ({"title": ["Letters: A history"], "subtitle": ["A history"]}, {"title": "Letters: A history"}),
    (
        {"title": ["<jats:italic>Homo</jats:italic> &amp; CO<sub>2</sub>"]},
        {"title": "<i>Homo</i> & CO<sub>2</sub>"},
    ),
    ({"author": [ROE, {"name": "Letters Group"}]}, {"author": [ROE, LEE]}),
    ({"editor": [{**ROE, "suffix": "Jr."}]}, {"editor": [{**ROE, "suffix": "Jr."}]}),
    ({"author": [{"given": "Plato"}]}, {"author": [{"family": "Plato"}]}),
    (
        {
            "published-online": {"date-parts": [[2015, 1]]},
            "issued": {"date-parts": [[2015, 1]]},
            "published-print": {"date-parts": [[2016]]},
        },
        {"issued": {"date-parts": [[2016]]}},
    ),
    (
        {"issued": {"date-parts": [[None]]}, "created": {"date-parts": [[2001, 2, 3]]}},
        {"issued": {"date-parts": [[2001, 2, 3]]}},
    ),
    (
        {
            "type": "journal-article",
            "container-title": ["AHR & more"],
            "volume": "3",
            "issue": "2",
            "page": "5-10",
        },
        {"container-title": "AHR & more", "volume": "3", "issue": "2", "page": "5-10", "publisher": "OUP"},
    ),
    ({"type": "journal-article", "article-number": "e17"}, {"number": "e17"}),
    ({"article-number": "e17", "page": "5"}, {"page": "5", "number": None}),
    (
        {"type": "book-chapter", "container-title": ["Texts in History", "On Letters"], "volume": "12"},
        {
            "type": "chapter",
            "collection-title": "Texts in History",
            "container-title": "On Letters",
            "collection-number": "12",
            "volume": None,
        },
    ),
    (
        {
            "type": "monograph",
            "container-title": ["Texts in History"],
            "ISBN": ["http://id.crossref.org/isbn/9780000000002"],
        },
        {"type": "book", "collection-title": "Texts in History", "ISBN": "9780000000002"},
    ),
    (
        {
            "type": "dissertation",
            "degree": ["Ph.D."],
            "institution": [{"name": "Yale University", "place": ["New Haven"]}],
        },
        {
            "type": "thesis",
            "genre": "PhD diss.",
            "publisher": "Yale University",
            "publisher-place": "New Haven",
        },
    ),
    (
        {"type": "posted-content", "subtype": "preprint", "institution": {"name": "bioRxiv"}},
        {"type": "article", "genre": "preprint", "publisher": "bioRxiv"},
    ),
    (
        {"type": "proceedings-article", "event": {"name": "Congress", "location": "Rome"}},
        {"type": "paper-conference", "event-title": "Congress", "event-place": "Rome"},
    ),
    ({"type": "some-new-type"}, {"type": "document"}),
]
DATACITE: list[tuple[dict[str, Any], dict[str, Any]]] = [
    (
        {"types": {"resourceTypeGeneral": "Dataset", "citeproc": "dataset"}},
        {"type": "dataset", "DOI": "10.1000/x"},
    ),
    (
        {"types": {"resourceTypeGeneral": "Text", "resourceType": "Journal article", "citeproc": "article"}},
        {"type": "article-journal"},
    ),
    ({"types": {"resourceTypeGeneral": "Text", "citeproc": "article"}}, {"type": "document", "genre": None}),
    ({"types": {"resourceTypeGeneral": "Other", "citeproc": "report"}}, {"type": "report"}),
    (
        {"types": {"resourceTypeGeneral": "Image", "resourceType": "Photograph"}},
        {"type": "graphic", "genre": "Photograph"},
    ),
    (
        {"types": {"resourceTypeGeneral": "Dissertation", "resourceType": "Master thesis"}},
        {"type": "thesis", "genre": "master’s thesis", "publisher": "Zenodo"},
    ),
    (
        {"titles": [{"title": "Lettres", "titleType": "TranslatedTitle"}, {"title": "Letters"}]},
        {"title": "Letters"},
    ),
    (
        {"titles": [{"title": "Letters"}, {"title": "A history", "titleType": "Subtitle"}]},
        {"title": "Letters: A history"},
    ),
    (
        {
            "creators": [
                {"name": "Roe, Jane", "familyName": "Roe", "givenName": "Jane"},
                {"name": "Letters Group", "nameType": "Organizational"},
            ]
        },
        {"author": [ROE, LEE]},
    ),
    (
        {
            "contributors": [
                {"name": "Roe, Jane", "contributorType": "Editor"},
                {"name": "X", "contributorType": "DataManager"},
            ]
        },
        {"editor": [ROE], "contributor": None},
    ),
    (
        {"publicationYear": 2020, "dates": [{"date": "2020-05-01", "dateType": "Issued"}]},
        {"issued": {"date-parts": [[2020, 5, 1]]}},
    ),
    (
        {"publicationYear": 2020, "dates": [{"date": "2019-05-01", "dateType": "Created"}]},
        {"issued": {"date-parts": [[2020]]}},
    ),
    ({"publisher": {"name": "GFZ"}}, {"publisher": "GFZ"}),
    (
        {
            "container": {
                "type": "Journal",
                "title": "AHR",
                "volume": "3",
                "issue": "2",
                "firstPage": "5",
                "lastPage": "10",
            }
        },
        {"container-title": "AHR", "volume": "3", "issue": "2", "page": "5-10"},
    ),
    (
        {"container": {"type": "Series", "title": "Texts"}},
        {"collection-title": "Texts", "container-title": None},
    ),
    (
        {
            "relatedItems": [
                {
                    "relationType": "IsPublishedIn",
                    "titles": [{"title": "AHR"}],
                    "volume": "3",
                    "firstPage": "5",
                }
            ]
        },
        {"container-title": "AHR", "volume": "3", "page": "5"},
    ),
    ({"version": "1.0", "language": "de"}, {"version": None, "language": "de"}),
    ({"version": "1.0", "types": {"resourceTypeGeneral": "Software"}}, {"version": "1.0"}),
    (
        {
            "types": {"resourceTypeGeneral": "Text", "resourceType": "Article"},
            "container": {"type": "Series", "title": "Medizin; 15(1-2):Doc10"},
        },
        {
            "container-title": "Medizin",
            "volume": "15",
            "issue": "1-2",
            "page": "Doc10",
            "collection-title": None,
        },
    ),
    (
        {
            "types": {"resourceTypeGeneral": "JournalArticle"},
            "container": {"type": "Series", "title": "AHR", "firstPage": "Bd. 1 Nr. 2 (2018)"},
        },
        {"container-title": "AHR", "volume": "1", "issue": "2", "page": None},
    ),
]
OPENALEX: list[tuple[dict[str, Any], dict[str, Any]]] = [
    ({"type": "letter"}, {"type": "article-journal", "DOI": "10.1000/x"}),
    ({"authorships": [{"author": {"display_name": "Jane Roe"}}]}, {"author": [ROE]}),
    ({"publication_date": "2016-01-01"}, {"issued": {"date-parts": [[2016]]}}),
    ({"publication_date": "2016-05-02"}, {"issued": {"date-parts": [[2016, 5, 2]]}}),
    (
        {"biblio": {"volume": "3", "issue": None, "first_page": "5", "last_page": "5"}},
        {"volume": "3", "page": "5"},
    ),
    (
        {"primary_location": {"source": {"type": "journal", "display_name": "AHR", "issn_l": "0002-8762"}}},
        {"container-title": "AHR", "ISSN": "0002-8762"},
    ),
    (
        {
            "type": "book-chapter",
            "primary_location": {
                "source": {
                    "type": "ebook platform",
                    "display_name": "Yale eBooks",
                    "host_organization_name": "Yale UP",
                }
            },
        },
        {"type": "chapter", "container-title": "Yale eBooks", "publisher": "Yale UP"},
    ),
    (
        {"type": "preprint", "primary_location": {"source": {"type": "repository", "display_name": "arXiv"}}},
        {"type": "article", "genre": "preprint", "publisher": "arXiv", "container-title": None},
    ),
    (
        {"abstract_inverted_index": {"letters": [1], "On": [0], "and": [2], "more": [3]}},
        {"abstract": "On letters and more"},
    ),
    ({"ids": {"pmid": "https://pubmed.ncbi.nlm.nih.gov/123"}}, {"PMID": "123"}),
]
BASES: dict[ModuleType, dict[str, Any]] = {
    crossref: {"DOI": "10.1000/x", "type": "journal-article", "title": ["On letters"], "publisher": "OUP"},
    datacite: {
        "doi": "10.1000/x",
        "titles": [{"title": "Letters"}],
        "types": {"resourceTypeGeneral": "Text"},
        "publisher": "Zenodo",
        "publicationYear": 2020,
    },
    openalex: {
        "id": "https://openalex.org/W1",
        "doi": "https://doi.org/10.1000/x",
        "title": "On letters",
        "type": "article",
        "publication_year": 2016,
        "authorships": [],
    },
}
CASES = [
    (reader, said, expected)
    for reader, cases in ((crossref, CROSSREF), (datacite, DATACITE), (openalex, OPENALEX))
    for said, expected in cases
]
WITH_REFERENCE = {**BASES[crossref], "reference": [{"DOI": "10.1000/y"}]}
# Reader, answer, number of works in it.
ANSWERS: list[tuple[ModuleType, Any, int]] = [
    (crossref, {"status": "ok", "message-type": "work", "message": BASES[crossref]}, 1),
    (crossref, {"message-type": "work-list", "message": {"items": [BASES[crossref], WITH_REFERENCE]}}, 2),
    (crossref, [{**BASES[crossref], "is-referenced-by-count": 3}], 1),
    (datacite, {"data": {"id": "10.1000/x", "type": "dois", "attributes": BASES[datacite]}}, 1),
    (datacite, {"data": [{"type": "dois", "attributes": BASES[datacite]}] * 2, "meta": {"total": 2}}, 2),
    (datacite, BASES[datacite], 1),
    (openalex, {"meta": {"count": 2}, "results": [BASES[openalex], BASES[openalex]]}, 2),
    (openalex, BASES[openalex], 1),
]


@pytest.mark.parametrize(("reader", "said", "expected"), CASES)
def test_variables(reader: ModuleType, said: dict[str, Any], expected: dict[str, Any]) -> None:
    (source,) = reader.read(json.dumps({**BASES[reader], **said}), "a.json")
    item = source.csl_item()
    assert {variable: item.get(variable) for variable in expected} == expected


@pytest.mark.parametrize(("reader", "answer", "count"), ANSWERS)
def test_answers_are_recognized(tmp_path: Path, reader: ModuleType, answer: Any, count: int) -> None:
    text = json.dumps(answer, indent=1)
    assert reader.sniff(text)
    path = tmp_path / "a.json"
    path.write_text(text, encoding="utf-8")
    sources = list(archcite.read_all(path))
    assert [source.csl_item()["DOI"] for source in sources] == ["10.1000/x"] * count
    assert [source.location for source in sources] == [
        SourceLocation(str(path), number=number) for number in range(1, count + 1)
    ]


def test_a_citation() -> None:
    work = {
        **{"DOI": "10.1000/x", "type": "journal-article", "title": ["On Letters"], "author": [ROE]},
        **{"container-title": ["Cold War History"], "volume": "3", "issue": "2", "page": "5-10"},
        **{"issued": {"date-parts": [[1990, 5]]}},
    }
    (source,) = archcite.loads(json.dumps({"message-type": "work", "message": work}))
    assert archcite.cite(source, style="chicago") == (
        "Jane Roe, “On Letters,” Cold War History 3, no. 2 (1990): 5–10, https://doi.org/10.1000/x."
    )


@pytest.mark.parametrize(
    "text",
    [
        '{"message-type": "member-list", "message": {"items": [{"id": 1}]}}',
        '{"data": [], "included": {"resourceTypeGeneral": "Text"}}',
        '{"$schema": "x", "properties": {"titles": {"type": "array"}, "types": {"resourceTypeGeneral": {}}}}',
    ],
)
def test_an_answer_without_works_is_refused(text: str) -> None:
    with pytest.raises(SourceError) as caught:
        archcite.loads(text, name="a.json")
    assert "“a.json”" in str(caught.value)


def test_csl_json_of_a_doi_is_left_to_its_reader() -> None:
    text = '[{"DOI": "10.1000/x", "is-referenced-by-count": 1, "type": "book", "title": "On letters"}]'
    assert not crossref.sniff(text)
    assert archcite.loads(text)[0].title == "On letters"


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@pytest.mark.slow
@pytest.mark.parametrize("reader", BASES)
@given(data=st.data())
def test_values_of_any_shape_give_a_publication(reader: ModuleType, data: st.DataObject) -> None:
    keys = sorted(
        {key for one, said, _ in CASES if one is reader for key in said} - {"authorships", "titles", "types"}
    )
    changed = data.draw(st.dictionaries(st.sampled_from(keys), _JSON, max_size=4))
    (source,) = reader.read(json.dumps({**BASES[reader], **changed}))
    assert source.csl_item()["type"] in CSL_TYPES


@pytest.mark.parametrize("reader", BASES)
def test_types_are_those_of_csl(reader: ModuleType) -> None:
    assert {csl_type for csl_type in reader.TYPES.values() if csl_type} <= CSL_TYPES

"""JSON of portals: Europeana, DPLA, Trove, Deutsche Digitale Bibliothek, Internet Archive."""

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
from archcite.formats.ddb import reader as ddb
from archcite.formats.dpla import reader as dpla
from archcite.formats.europeana import reader as europeana
from archcite.formats.internet_archive import reader as internet_archive
from archcite.formats.trove import reader as trove

EUROPEANA_RECORD = {
    "success": True,
    "object": {
        "about": "/9200/abc",
        "proxies": [
            {
                "about": "/proxy/europeana",
                "europeanaProxy": True,
                "dcCreator": {"def": ["http://data/agent/1"]},
            },
            {
                "europeanaProxy": False,
                "dcTitle": {"def": ["Brief an Colonel House"], "en": ["Letter to Colonel House"]},
                "dcCreator": {"def": ["http://data/agent/1"]},
                "dcDate": {"def": ["1918-09-25"]},
                "dcType": {"def": ["http://vocab/unknown"], "en": ["Letter"]},
                "dctermsIsPartOf": {"def": ["House Papers"]},
                "dcSource": {"def": ["box 6, folder 179"]},
                "dcLanguage": {"def": ["en"]},
                "dcSubject": {"def": ["http://data/concept/1", "War"]},
            },
        ],
        "aggregations": [{"edmDataProvider": {"def": ["Yale University Library"]}}],
        "europeanaAggregation": {"about": "/aggregation"},
        "agents": [{"about": "http://data/agent/1", "prefLabel": {"en": ["George Creel"]}}],
        "concepts": [],
    },
}
EUROPEANA_RESULT = {
    "items": [
        {
            "id": "/9200/abc",
            "title": ["Letter to Colonel House"],
            "dcCreator": ["Creel, George"],
            "year": ["1918"],
            "type": "TEXT",
            "dataProvider": ["Yale University Library"],
            "edmPreview": ["https://example.org/1.jpg"],
        }
    ]
}
DPLA_RECORD = {
    "docs": [
        {
            "id": "1",
            "isShownAt": "https://example.org/1",
            "dataProvider": {"name": "Yale University Library"},
            "sourceResource": {
                "title": ["Letter to Colonel House"],
                "creator": "Creel, George",
                "date": {"begin": "1918-09-25", "displayDate": "September 25, 1918"},
                "type": "text",
                "format": "Correspondence",
                "collection": {"title": "House Papers"},
                "language": [{"name": "English", "iso639_3": "eng"}],
            },
        }
    ]
}
DPLA_BOOK = {
    "docs": [
        {
            "isShownAt": "https://example.org/2",
            "dataProvider": "HathiTrust",
            "sourceResource": {
                "title": "Wartime",
                "creator": ["Roe, Jane, 1870-1950"],
                "date": [{"displayDate": "1918"}],
                "specType": ["Book"],
                "publisher": ["Faber"],
            },
        }
    ]
}
TROVE = {
    "category": [
        {
            "code": "newspaper",
            "records": {
                "article": [
                    {
                        "id": "122402063",
                        "heading": "IN BRIEF",
                        "title": {"id": "11", "title": "The Canberra Times (ACT : 1926 - 1995)"},
                        "date": "1992-03-06",
                        "page": "14",
                        "troveUrl": "https://trove.nla.gov.au/newspaper/article/122402063?searchTerm=maths",
                    }
                ]
            },
        },
        {
            "code": "book",
            "records": {
                "work": [
                    {
                        "id": "1",
                        "title": "Wartime letters /  edited by Jane Roe",
                        "contributor": ["Roe, Jane"],
                        "issued": 2004,
                        "type": ["Book", "Book/Illustrated"],
                        "troveUrl": "https://trove.nla.gov.au/work/1",
                    },
                    {
                        "id": "2",
                        "title": "Letters to Colonel House",
                        "contributor": ["Creel, George"],
                        "issued": "1918",
                        "type": ["Unpublished"],
                        "holding": [{"name": "State Library of Victoria", "callNumber": ["MS 466, box 6"]}],
                        "troveUrl": "https://trove.nla.gov.au/work/2",
                    },
                ]
            },
        },
    ]
}
DDB_VIEW = {
    "item": {
        "identifier": "ABC",
        "title": "Bericht über Württemberg",
        "institution": {"name": "Landesarchiv Baden-Württemberg"},
        "license": "https://example.org/license",
        "fields": [
            {
                "usage": "display",
                "field": [
                    {"id": "a", "name": "Archivaliensignatur", "value": ["E 170, Bü 5"]},
                    {"id": "b", "name": "Kontext", "value": ["Zentralstelle für Gewerbe >> 1. Verwaltung"]},
                    {"id": "c", "name": "Laufzeit", "value": "1901-1905"},
                    {"id": "d", "name": "Zählung", "value": ["7"]},
                ],
            }
        ],
    }
}
DDB_EDM = {
    "provider-info": {"provider-name": "Landesarchiv Baden-Württemberg"},
    "properties": {"item-id": "ABC"},
    "edm": {
        "RDF": {
            "ProvidedCHO": {
                "@about": "x",
                "dc:title": {"$": "Bericht", "lang": "de"},
                "dcterms:created": "1901",
            }
        }
    },
}
IA_BOOK = {
    "metadata": {
        "identifier": "wartime00roe",
        "mediatype": "texts",
        "title": "Wartime",
        "creator": ["Roe, Jane, 1870-1950"],
        "publisher": "London : Faber",
        "date": "1918-01-01T00:00:00Z",
        "contributor": "University of Toronto",
        "subject": ["War; Letters", "Peace"],
        "language": "eng",
    },
    "files": [{"name": "a.pdf"}],
}
IA_LETTER = {
    "response": {
        "docs": [
            {
                "identifier": "letter1918",
                "mediatype": "image",
                "title": "Letter to Colonel House",
                "creator": "Creel, George",
                "date": "1918-09-25",
                "contributor": "Boston Public Library",
                "description": "<p>Signed.</p>",
            }
        ]
    }
}
# Reader, answer, citations.
ANSWERS: list[tuple[ModuleType, Any, list[str]]] = [
    (
        europeana,
        EUROPEANA_RECORD,
        [
            "George Creel, “Brief an Colonel House,” September 25, 1918, box 6, folder 179, House Papers, "
            "Yale University Library, Europeana, https://www.europeana.eu/item/9200/abc."
        ],
    ),
    (
        europeana,
        EUROPEANA_RESULT,
        [
            "George Creel, “Letter to Colonel House,” 1918, Yale University Library, Europeana, "
            "https://www.europeana.eu/item/9200/abc."
        ],
    ),
    (
        dpla,
        DPLA_RECORD,
        [
            "George Creel, “Letter to Colonel House,” September 25, 1918, House Papers, Yale University Library, "
            "Digital Public Library of America, https://example.org/1."
        ],
    ),
    (dpla, DPLA_BOOK, ["Jane Roe, Wartime (Faber, 1918), https://example.org/2."]),
    (
        trove,
        TROVE,
        [
            "“In Brief,” The Canberra Times (ACT), March 6, 1992, "
            "https://trove.nla.gov.au/newspaper/article/122402063.",
            "Jane Roe, Wartime Letters (2004), Trove, https://trove.nla.gov.au/work/1.",
            "George Creel, “Letters to Colonel House,” 1918, MS 466, box 6, State Library of Victoria, Trove, "
            "https://trove.nla.gov.au/work/2.",
        ],
    ),
    (
        ddb,
        DDB_VIEW,
        [
            "“Bericht über Württemberg,” 1901–1905, Landesarchiv Baden-Württemberg, Zentralstelle für Gewerbe, E 170, "
            "Bü 5, Deutsche Digitale Bibliothek, https://www.deutsche-digitale-bibliothek.de/item/ABC."
        ],
    ),
    (
        ddb,
        DDB_EDM,
        [
            "“Bericht,” 1901, Landesarchiv Baden-Württemberg, Deutsche Digitale Bibliothek, "
            "https://www.deutsche-digitale-bibliothek.de/item/ABC."
        ],
    ),
    (
        internet_archive,
        IA_BOOK,
        ["Jane Roe, Wartime (Faber, 1918), https://archive.org/details/wartime00roe."],
    ),
    (
        internet_archive,
        IA_LETTER,
        [
            "George Creel, “Letter to Colonel House,” September 25, 1918, Boston Public Library, Internet Archive, "
            "https://archive.org/details/letter1918."
        ],
    ),
]


@pytest.mark.parametrize(("reader", "answer", "citations"), ANSWERS)
def test_citations(tmp_path: Path, reader: ModuleType, answer: Any, citations: list[str]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(answer, indent=1, ensure_ascii=False), encoding="utf-8")
    sources = list(archcite.read_all(path))
    assert [archcite.cite(source, style="chicago") for source in sources] == citations
    assert [source.location._replace(record=None) for source in sources if source.location] == [
        SourceLocation(str(path), number=number) for number in range(1, len(sources) + 1)
    ]


@pytest.mark.parametrize(("reader", "answer", "citations"), ANSWERS)
def test_only_its_own_reader_knows_an_answer(reader: ModuleType, answer: Any, citations: list[str]) -> None:
    text = json.dumps(answer)
    readers = (europeana, dpla, trove, ddb, internet_archive)
    assert [one for one in readers if one.sniff(text)] == [reader]


def test_what_is_beside_the_citation_is_kept() -> None:
    (record,) = archcite.loads(json.dumps(EUROPEANA_RECORD))
    assert isinstance(record, archcite.Record)
    assert (record.subjects, record.languages) == (("War",), ("English",))
    (record,) = archcite.loads(json.dumps(DDB_VIEW))
    assert isinstance(record, archcite.Record)
    assert record.notes == ("Provenance: Zählung: 7",)
    (book,) = archcite.loads(json.dumps(IA_BOOK))
    assert book.csl_item() | {
        "keyword": "War; Letters; Peace",
        "language": "en",
        "source": "Internet Archive",
    } == (book.csl_item())


@pytest.mark.parametrize(
    "text",
    [
        '{"success": true, "items": [], "x": {"edmPreview": []}}',
        '{"docs": [], "facets": {"sourceResource.date": {}}, "sourceResource": [], "dataProvider": 1}',
        '{"edm": {}, "provider-info": {}}',
    ],
)
def test_an_answer_without_items_is_refused(text: str) -> None:
    with pytest.raises(SourceError, match=r"“a\.json”"):
        archcite.loads(text, name="a.json")


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


def _list_keys(tree: Any) -> list[tuple[Any, Any]]:
    if isinstance(tree, dict):
        return [pair for key, value in tree.items() for pair in [(tree, key), *_list_keys(value)]]
    return [pair for one in tree for pair in _list_keys(one)] if isinstance(tree, list) else []


@given(data=st.data())
def test_a_value_of_any_shape_is_read_or_refused(data: st.DataObject) -> None:
    reader, answer, _ = data.draw(st.sampled_from(ANSWERS))
    changed = json.loads(json.dumps(answer))
    mapping, key = data.draw(st.sampled_from(_list_keys(changed)))
    mapping[key] = data.draw(_JSON)
    try:
        assert list(reader.read(json.dumps(changed), "a.json"))
    except SourceError as error:
        assert "“a.json”" in str(error)

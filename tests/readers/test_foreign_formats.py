"""A file of a format that archcite does not read is refused by its name, and never cited."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.errors import ArchciteError, UnrecognizedSourceError

FOREIGN_JSON: list[tuple[str, Any]] = [
    ("Wikidata", {"entities": {"Q1": {"type": "item", "labels": {}, "claims": {}, "sitelinks": {}}}}),
    ("Omeka S", {"@type": "o:Item", "o:id": 5, "dcterms:title": [{"type": "literal", "@value": "Letter"}]}),
    ("Omeka", {"id": 1, "element_texts": [{"text": "Letter", "element": {"name": "Title"}}], "type": "item"}),
    (
        "MARC in JSON",
        {"leader": "00755cam  22002414a 4500", "fields": [{"001": "1"}, {"245": {"subfields": []}}]},
    ),
    ("Google Books", {"items": [{"id": "x", "volumeInfo": {"title": "A", "authors": ["B"]}}]}),
    (
        "Zenodo",
        {"conceptrecid": "1", "doi": "10.5281/zenodo.1", "metadata": {"title": "A", "type": "software"}},
    ),
    ("Library of Congress", {"item": {"date": "1769", "original_format": ["map"], "digital_id": ["x"]}}),
    ("JSON Feed", {"id": "1", "title": "A", "content_html": "<p>B</p>", "authors": [{"name": "C"}]}),
    ("Primo", {"info": {"total": 1}, "docs": [{"pnx": {"display": {"title": ["A"]}}}]}),
    ("GeoJSON", {"type": "FeatureCollection", "features": [{"type": "Feature", "geometry": None}]}),
    ("OpenRefine", [{"op": "core/text-transform", "engineConfig": {"facets": []}, "description": "Trim"}]),
    ("Airtable", {"records": [{"id": "r1", "createdTime": "2020", "fields": {"Title": "A"}}], "offset": "i"}),
    ("Notion", {"object": "page", "id": "5", "created_time": "2022", "properties": {"Name": {"title": []}}}),
    ("Obsidian", {"nodes": [{"id": "a", "type": "text", "text": "Letter"}], "edges": []}),
    ("MediaWiki", {"query": {"pages": {"1": {"pageid": 1, "ns": 0, "title": "Letter"}}}}),
    ("ORCID", {"orcid-identifier": {"path": "0000-0001"}, "person": {"name": {"value": "A"}}}),
    ("VIAF", {"viafID": "97113511", "mainHeadings": {"data": {"text": "Smith"}}}),
    ("GND", {"gndIdentifier": "118572121", "preferredName": "Kant", "type": ["Person"]}),
    (
        "ROR",
        {
            "id": "https://ror.org/0",
            "names": [{"value": "A"}],
            "types": ["archive"],
            "locations": [],
            "external_ids": [],
        },
    ),
    ("OpenAPI", {"openapi": "3.0.0", "info": {"title": "A", "version": "1"}, "paths": {}}),
    ("Node.js", {"name": "a", "version": "1.0.0", "dependencies": {}, "scripts": {}}),
    ("posts of X", [{"id": 1, "created_at": "Mon", "full_text": "Letter", "user": {"name": "A"}}]),
    ("Jupyter", {"cells": [{"cell_type": "markdown"}], "nbformat": 4}),
    (
        "not of a format that archcite reads",
        {"rows": [{"value": '"Cable, A to B," July 18, 1949, RGANI, f. 5'}]},
    ),
    ("not of a format that archcite reads", [["“Cable, A to B,” July 18, 1949, RGANI, f. 5, op. 49"]]),
    ("not of a format that archcite reads", {"type": "Feature", "title": "On letters"}),
    # “id” is a key of archcite's own format too.
    ("not of a format that archcite reads", {"id": "a", "name_ss": "B", "date_dt": "1990", "x": 1, "y": 2}),
]
FOREIGN_XML = [
    ("Atom", '<feed xmlns="http://www.w3.org/2005/Atom"><title>x</title></feed>'),
    (
        "Atom",
        '<entry xmlns="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/terms/"><dc:issued/></entry>',
    ),
    (
        "RDF",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:edm="http://www.europeana.eu/schemas/edm/"><edm:WebResource><dc:format/></edm:WebResource></rdf:RDF>',
    ),
    (
        "RDF",
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:skos="http://www.w3.org/2004/02/skos/core#"><skos:Concept><skos:prefLabel>Wien</skos:prefLabel>'
        "<dc:creator>ITS</dc:creator></skos:Concept></rdf:RDF>",
    ),
    ("RSS", "<rss><channel><title>x</title></channel></rss>"),
    ("EAC-CPF", '<eac-cpf xmlns="urn:isbn:1-931666-33-4"/>'),
    ("XSLT", '<xsl:stylesheet xmlns:xsl="http://www.w3.org/1999/XSL/Transform"/>'),
    ("JATS", "<article><front><article-meta/></front></article>"),
    ("ALTO", '<alto xmlns="http://www.loc.gov/standards/alto/ns-v3#"><Layout/></alto>'),
    ("PAGE", "<PcGts><Page/></PcGts>"),
    ("OPML", '<opml version="2.0"><body><outline text="Letter"/></body></opml>'),
    ("sitemap", "<urlset><url><loc>https://example.org</loc></url></urlset>"),
    ("DDI", '<codeBook xmlns="ddi:codebook:2_5"><stdyDscr/></codeBook>'),
    ("DIDL", "<DIDL><Item/></DIDL>"),
    (
        "hOCR",
        "<html><head><title>page 1</title></head><body><div class='ocr_page'>Letter</div></body></html>",
    ),
    ("root <shop>", "<?xml version='1.0'?><!-- a --><shop/>"),
]
FOREIGN_TEXT = [
    ("Ovid", "<241. >\nVN  - Ovid Technologies\nTI  - On letters.\n"),
    ("GEDCOM", "0 HEAD\n1 SOUR PAF\n0 @I1@ INDI\n1 NAME John /Smith/\n0 TRLR\n"),
    ("vCard", "BEGIN:VCARD\nVERSION:3.0\nFN:John Smith\nEND:VCARD\n"),
    ("iCalendar", "BEGIN:VCALENDAR\nVERSION:2.0\nBEGIN:VEVENT\nSUMMARY:Letter\nEND:VEVENT\nEND:VCALENDAR\n"),
    ("WebVTT", "WEBVTT\n\n00:01.000 --> 00:04.000\nLetter\n"),
    ("BagIt", "BagIt-Version: 0.97\nTag-File-Character-Encoding: UTF-8\n"),
    ("Turtle", '@prefix dcterms: <http://purl.org/dc/terms/> .\n<http://e.org/1> dcterms:title "Letter" .\n'),
    ("RefWorks", "RT Journal Article\nSR Electronic(1)\nT1 On letters\n"),
    ("Ovid", "<1>\nUnique Identifier\n  1\nTitle\n  On letters.\n"),
]


@pytest.mark.parametrize(("name", "text"), FOREIGN_TEXT)
def test_text(tmp_path: Path, name: str, text: str) -> None:
    path = tmp_path / "a.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UnrecognizedSourceError, match=name):
        archcite.read(path)


@pytest.mark.parametrize(("name", "tree"), FOREIGN_JSON)
def test_json(tmp_path: Path, name: str, tree: Any) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps(tree, indent=1, ensure_ascii=False), encoding="utf-8")
    with pytest.raises(UnrecognizedSourceError, match=name) as caught:
        archcite.read(path)
    assert caught.value.location is not None and caught.value.location.file == str(path)
    assert "archcite reads" in str(caught.value)


@pytest.mark.parametrize(("name", "xml"), FOREIGN_XML)
def test_xml(tmp_path: Path, name: str, xml: str) -> None:
    path = tmp_path / "a.xml"
    path.write_text(xml, encoding="utf-8")
    with pytest.raises(UnrecognizedSourceError, match=name):
        archcite.read(path)


@pytest.mark.parametrize(
    "item",
    [
        {
            "id": "1",
            "type": "book",
            "title": "A",
            "URL": "https://www.wikidata.org/wiki/Q1",
            "note": "claims: labels",
        },
        {"id": "1", "title": "A", "issued": {"date-parts": [[1990]]}},
        {"id": "1", "type": "unknown-type", "title": "A", "issued": {"date-parts": [[1990]]}},
        {"type": "book", "title": 'A "sourceResource": of letters'},
    ],
)
def test_csl_json_is_still_read(tmp_path: Path, item: dict[str, Any]) -> None:
    path = tmp_path / "a.json"
    path.write_text(json.dumps([item]), encoding="utf-8")
    assert archcite.read(path).title == item["title"]


def test_json_ld_is_read(tmp_path: Path) -> None:
    path = tmp_path / "a.json"
    path.write_text(
        '{"@context": "https://schema.org", "@type": "Manuscript", "name": "Diary", "dateCreated": "1917"}'
    )
    record = archcite.read(path)
    assert (record.title, record.kind) == ("Diary", "diary")


@pytest.mark.parametrize(
    "text",
    [
        '{"status": "ok", "message-type": "work-list", "results": [{"title": {"rendered": "A"}, "type": "post"}]}',
        '[{"language": "en", "version": 3, "rows": [{"type": "article"}]}]',
        '{"doi": "10.1000/1", "id": 7, "links": {"title": "/x"}}',
        "id,name,email,title\n1,Jane,j@example.org,Director\n",
    ],
)
def test_what_names_no_work_is_not_cited(text: str) -> None:
    with pytest.raises(ArchciteError):
        archcite.loads(text)

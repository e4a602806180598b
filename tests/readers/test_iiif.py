"""Manifests of IIIF Presentation, versions 2 and 3."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.errors import SourceError

METADATA = [
    ("Author", "Creel, George"),
    ("Date", "1918-09-25"),
    ("Shelfmark", "MS 466, box 6"),
    ("Ink", "black"),
]
VERSION_2 = {
    "@context": "http://iiif.io/api/presentation/2/context.json",
    "@id": "https://example.org/1/manifest",
    "@type": "sc:Manifest",
    "label": "Letter to House",
    "metadata": [
        {"label": label, "value": [{"@value": value, "@language": "en"}]} for label, value in METADATA
    ]
    + [{"label": "Repository", "value": "Yale University Library"}],
    "sequences": [{"canvases": []}],
}
VERSION_3 = {
    "@context": ["http://iiif.io/api/presentation/3/context.json"],
    "id": "https://example.org/1/manifest",
    "type": "Manifest",
    "label": {"fr": ["Lettre"], "en": ["Letter to House"]},
    "metadata": [{"label": {"en": [f"{label}:"]}, "value": {"none": [value]}} for label, value in METADATA],
    "provider": [{"id": "x", "label": {"en": ["Yale University Library"]}}],
    "homepage": [{"id": "https://example.org/1", "type": "Text"}],
    "items": [],
}


@pytest.mark.filterwarnings("ignore::archcite.ArchciteWarning")
@pytest.mark.parametrize(
    ("manifest", "url"), [(VERSION_2, "https://example.org/1/manifest"), (VERSION_3, "https://example.org/1")]
)
def test_a_letter(tmp_path: Path, manifest: dict[str, Any], url: str) -> None:
    path = tmp_path / "manifest.json"
    path.write_text(json.dumps(manifest, indent=1), encoding="utf-8")
    record = archcite.read(path)
    assert (record.title, record.kind, record.copy.url) == ("Letter to House", "letter", url)
    assert record.date is not None and record.date.edtf == "1918-09-25"
    assert str(record.holding) == "Yale University Library, MS 466, box 6"
    assert [agent.name for agent in record.agents("author")] == ["George Creel"]
    assert any("Ink: black" in note for note in record.notes)


@pytest.mark.parametrize(
    ("kind", "message"), [("Collection", "a Collection of IIIF"), ("Manifest", "no label")]
)
def test_what_is_not_a_document(kind: str, message: str) -> None:
    text = json.dumps({"@context": "http://iiif.io/api/presentation/3/context.json", "type": kind})
    with pytest.raises(SourceError, match=message):
        archcite.loads(text)


def write_manifest(label: str = "Poster", attribution: str = "", **metadata: str) -> str:
    """Return a manifest of version 2 whose context comes last, as some libraries write it."""
    pairs = [{"label": name.replace("_", " "), "value": value} for name, value in metadata.items()]
    return json.dumps(
        {
            "@type": "sc:Manifest",
            "@id": "https://iiif.example.org/1",
            "label": label,
            "attribution": attribution,
            "metadata": pairs,
            "sequences": [{"canvases": [{"label": "x" * 9000}]}],
            "@context": "http://iiif.io/api/presentation/2/context.json",
        }
    )


@pytest.mark.parametrize(
    ("metadata", "holding"),
    [
        (
            {"Held_by": "<span><a href='x'>The British Library</a></span>", "Identifier": "P.P.4039.wdb."},
            "The British Library, P.P.4039.wdb.",
        ),
        (
            {"attribution": "Provided by Ghent University Library", "Callnr": "BIB.AFF.C.002248"},
            "Ghent University Library, BIB.AFF.C.002248",
        ),
        (
            {"attribution": "National Library of Scotland<br/>License: CC BY 4.0", "Shelfmark": "RB.l.229"},
            "National Library of Scotland, RB.l.229",
        ),
        ({"attribution": "Harvard Art Museums", "Object_Number": "1951.65"}, "Harvard Art Museums, 1951.65"),
        (
            {"Repository": "This content has been digitised by The National Library of Wales"},
            "National Library of Wales",
        ),
        (
            {"Institution": "Art Institute of Chicago", "Collection": "Art Institute of Chicago"},
            "Art Institute of Chicago",
        ),
        ({"attribution": "CC BY 4.0. Images may be copied.", "Signatur": "Ay 16612"}, "Ay 16612"),
    ],
)
def test_the_holder_and_the_shelfmark_have_many_labels(metadata: dict[str, str], holding: str) -> None:
    (record,) = archcite.loads(write_manifest(**metadata))
    assert str(record.holding) == holding


@pytest.mark.parametrize(
    ("metadata", "date"),
    [
        ({"Publish_Date": "<span>1882-04-12</span>"}, "1882-04-12"),
        ({"Publisher": "Gent : Annoot-Braeckman, [1878]."}, "[1878]"),
        ({"Created_Published": ["Washington : Army Map Service, 1943-"]}, "1943/.."),
        ({"Jahr": "1902"}, "1902"),
        ({"Date of Origin (English)": "670/680"}, "0670/0680"),
    ],
)
def test_dates_of_manifests(metadata: dict[str, Any], date: str) -> None:
    (record,) = archcite.loads(write_manifest(**metadata))
    assert record.date is not None and record.date.edtf == date


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Georges Seurat\nFrench, 1859-1891", "Georges Seurat"),
        ("Artist: Vincent van Gogh, Dutch, 1853 - 1890", "Vincent van Gogh"),
        ("Sahagún, Bernardino de, 1499-1590", "Bernardino de Sahagún"),
        ("Librarian: Arx, Ildefons von; Author: Creel, George", "George Creel"),
    ],
)
def test_people_of_museums(value: str, name: str) -> None:
    (record,) = archcite.loads(write_manifest(People=value))
    assert [agent.name for agent in record.agents("author")] == [name]


def test_labels_in_several_languages() -> None:
    metadata = [
        {"label": {"sv": ["Arkiv"], "en-GB": ["Archive"]}, "value": {"none": ["Traktater"]}},
        {
            "label": {"sv": ["Referenskod"], "en-GB": ["Reference code"]},
            "value": {"none": ["SE/RA/25.3/1/1"]},
        },
    ]
    manifest = {**VERSION_3, "metadata": metadata, "provider": []}
    (record,) = archcite.loads(json.dumps(manifest, ensure_ascii=False))
    assert "Traktater" in str(record.holding) and "25.3/1/1" in str(record.holding)

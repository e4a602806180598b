"""Manifests of IIIF Presentation, versions 2 and 3."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.errors import SourceError
from archcite.formats.iiif.reader import read

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
        read(text, "a.json")

"""Which reader an example file is for: one of those of files, or the first of those of texts."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import pytest

from archcite.formats.common.text_decoding import decode

FILES = Path(__file__).parent / "files"
# In the order in which they are asked.
OF_FILES = ("xml_envelope", "ead", "mets", "mods", "marc", "dublin_core", "web_page", "pdf")
OF_TEXTS = ("nara", "tna", "archivesspace", "archcite_yaml", "csl_json", "wilson_center")

EXPECTED = {
    "ead2002-house.xml": "ead",
    "ead2002-tuc.xml": "ead",
    "ead3-nicolaevsky.xml": "ead",
    "marc.xml": "marc",
    "marc.mrc": "marc",
    "mods.xml": "mods",
    "mets.xml": "mets",
    "oai-dc.xml": "xml_envelope",
    "dcterms.xml": "dublin_core",
    "page-wilson.html": "web_page",
    "page-wilson-2014.html": "web_page",
    "page-json-ld.html": "web_page",
    "page-meta.html": "web_page",
    "page-coins.html": "web_page",
    "nara-item.json": "nara",
    "tna-record.json": "tna",
    "tna-search.json": "tna",
    "archivesspace-item.json": "archivesspace",
}


@pytest.mark.parametrize(("name", "expected"), EXPECTED.items())
def test_one_reader_knows_the_format(name: str, expected: str) -> None:
    start = (FILES / name).read_bytes()[:8192]
    found = [
        reader for reader in OF_FILES if import_module(f"archcite.formats.{reader}.reader").sniff_start(start)
    ]
    if expected in OF_FILES:
        assert found == [expected]
        return
    assert found == []
    text = decode((FILES / name).read_bytes(), name)
    assert (
        next(one for one in OF_TEXTS if import_module(f"archcite.formats.{one}.reader").sniff(text))
        == expected
    )


@pytest.mark.parametrize(
    "text",
    [
        '[{"id": "a", "type": "map", "title": "A Map", "note": "naId: 7, coveringDates"}]',
        '{"records": [{"title": "A Letter", "date": "1958-09-09"}]}',
        "title: A Letter\nkind: letter\n",
        '"Cable, A to B", July 18, 1949, Wilson Center Digital Archive, RGANI, f. 5, op. 49.',
        "@misc{a, title = {A}}",
        "",
    ],
)
def test_other_formats_are_left_alone(text: str) -> None:
    for reader in OF_FILES:
        assert not import_module(f"archcite.formats.{reader}.reader").sniff_start(text.encode())
    for reader in ("nara", "tna", "archivesspace"):
        assert not import_module(f"archcite.formats.{reader}.reader").sniff(text)

"""Fields of description (extent, scale, classification …) are filled where a catalogue has them."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from typing import Any

import pytest

from archcite.formats.archivesspace.reader import read as read_archivesspace
from archcite.formats.common.record_draft import Draft
from archcite.formats.marc.reader import read_file as read_marc
from archcite.formats.mods.reader import read_file as read_mods
from archcite.formats.nara.reader import read as read_nara
from archcite.formats.tna.reader import read as read_tna
from archcite.record import OnlineCopy, Record, Repository

NARA = {"naId": "1", "title": "Map of the front", "levelOfDescription": "item"}
TNA = {"citableReference": "FO 371/1", "coveringDates": "1957", "title": "Situation", "heldBy": ["Kew"]}
OBJECT = {"jsonmodel_type": "archival_object", "title": "Letter", "level": "item"}


def from_mods(xml: str) -> Record:
    (record,) = read_mods(io.BytesIO(f"<mods><titleInfo><title>A</title></titleInfo>{xml}</mods>".encode()))
    assert isinstance(record, Record)
    return record


def from_marc(fields: str) -> Record:
    head = '<record xmlns="http://www.loc.gov/MARC21/slim"><leader>00000ctmaa2200000 a 4500</leader>'
    title = '<datafield tag="245" ind1="0" ind2="0"><subfield code="a">Letter</subfield></datafield>'
    (record,) = read_marc(io.BytesIO(f"{head}{title}{fields}</record>".encode()))
    assert isinstance(record, Record)
    return record


def from_json(read: Callable[..., list[Any]], given: dict[str, Any], **more: Any) -> Record:
    (record,) = read(json.dumps({**given, **more}))
    assert isinstance(record, Record)
    return record


@pytest.mark.parametrize(
    ("record", "field", "expected"),
    [
        (from_json(read_nara, NARA), "title_kind", "supplied"),
        (from_json(read_nara, NARA, scale="1:25,000"), "scale", "1:25,000"),
        (from_json(read_nara, NARA, physicalOccurrences=[{"extent": "3 pages"}]), "extent", "3 pages"),
        (from_json(read_tna, TNA), "title_kind", "supplied"),
        (from_json(read_tna, TNA, physicalDescriptionExtent="1 file(s)"), "extent", "1 file(s)"),
        (from_json(read_archivesspace, OBJECT), "title_kind", "supplied"),
        (
            from_json(read_archivesspace, OBJECT, extents=[{"number": "3", "extent_type": "leaves"}]),
            "extent",
            "3 leaves",
        ),
        (
            from_mods("<physicalDescription><extent>2 leaves</extent></physicalDescription>"),
            "extent",
            "2 leaves",
        ),
        (
            from_mods('<physicalDescription><form type="technique">etching</form></physicalDescription>'),
            "technique",
            "etching",
        ),
        (
            from_mods("<subject><cartographics><scale>1:50000</scale></cartographics></subject>"),
            "scale",
            "1:50000",
        ),
        (
            from_marc(
                '<datafield tag="300" ind1=" " ind2=" "><subfield code="a">3 leaves</subfield></datafield>'
            ),
            "extent",
            "3 leaves",
        ),
        (from_marc(""), "title_kind", "supplied"),
    ],
)
def test_fields(record: Record, field: str, expected: str) -> None:
    assert getattr(record, field) == expected


@pytest.mark.parametrize(
    ("portal", "expected"), [("Yale University Library", None), ("Europeana", "Europeana")]
)
def test_a_portal_that_is_the_archive_is_named_once(portal: str, expected: str | None) -> None:
    draft = Draft(title="A", repository=Repository("Yale University Library"))
    draft.copy = OnlineCopy(portal, "https://example.org/1")
    assert draft.build().copy.portal == expected

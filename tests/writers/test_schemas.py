"""What is written is valid by the schema of its format.

The schemas are not in the checkout: ARCHCITE_SCHEMAS names a folder with ``mods.xsd`` (MODS 3.7 or 3.8, with the
schemas that it imports beside it), ``ead.xsd`` (EAD 2002), ``csl-data.json`` (CSL 1.0.2) and ``zotero.json``
(``schema.json`` of zotero-schema).
"""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from archcite.errors import ArchciteWarning
from archcite.formats.writing import write
from archcite.record import Publication, Record
from tests.record.strategies import records
from tests.writers.test_published_works import ITEM

XLINK = "http://www.w3.org/1999/xlink"
# Variables of CSL 1.0.2 (specification, appendix IV) that its schema does not have.
NOT_IN_SCHEMA = ("license", "editor-translator")
SOURCES = st.lists(st.one_of(ITEM.map(Publication), records), min_size=1, max_size=2)


def find_schema(name: str) -> Path:
    path = Path(os.environ.get("ARCHCITE_SCHEMAS", "")) / name
    if not path.is_file():
        pytest.skip(f"ARCHCITE_SCHEMAS does not name a folder that has {name}.")
    return path


def write_quietly(sources: list[Publication | Record], format: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        return write(sources, format)


@pytest.mark.parametrize(("format", "schema"), [("mods", "mods.xsd"), ("ead", "ead.xsd")])
def test_xml_is_valid(format: str, schema: str) -> None:
    from lxml import etree

    validator = etree.XMLSchema(etree.parse(str(find_schema(schema))))

    @given(SOURCES)
    @settings(
        max_examples=60, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    def check(sources: list[Publication | Record]) -> None:
        tree = etree.fromstring(write_quietly(sources, format).encode())
        for element in tree.iter():
            # Addresses are kept as they were read, of whatever signs.
            element.attrib.pop(f"{{{XLINK}}}href", None)
            if etree.QName(element).localname == "url":
                element.text = None
        assert validator.validate(tree), validator.error_log

    check()


def test_json_is_valid() -> None:
    path = find_schema("csl-data.json")
    jsonschema = pytest.importorskip("jsonschema", reason="jsonschema is not installed")
    schema: Any = json.loads(path.read_text("utf-8"))
    schema["items"]["properties"] |= {name: {} for name in NOT_IN_SCHEMA}

    @given(SOURCES)
    @settings(
        max_examples=60, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    def check(sources: list[Publication | Record]) -> None:
        jsonschema.validate(json.loads(write_quietly(sources, "csl-json")), schema)

    check()


def test_zotero_items_are_of_its_schema() -> None:
    """Fields and creators of each item are those that Zotero's own schema gives its type."""
    types = {
        one["itemType"]: one for one in json.loads(find_schema("zotero.json").read_text("utf-8"))["itemTypes"]
    }
    of_all = {"key", "version", "itemType", "creators", "tags", "extra", "citationKey"}

    @given(SOURCES)
    @settings(
        max_examples=60, deadline=None, phases=[Phase.generate], suppress_health_check=list(HealthCheck)
    )
    def check(sources: list[Publication | Record]) -> None:
        for item in json.loads(write_quietly(sources, "zotero")):
            if item["itemType"] == "note":
                assert item.keys() <= {"key", "version", "itemType", "parentItem", "note"}
                continue
            known = types[item["itemType"]]
            assert item.keys() - of_all <= {one["field"] for one in known["fields"]}
            kinds = {one["creatorType"] for one in known["creatorTypes"]}
            for creator in item.get("creators", ()):
                assert creator["creatorType"] in kinds
                assert creator.keys() - {"creatorType"} in ({"name"}, {"firstName", "lastName"})

    check()

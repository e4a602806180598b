"""Every official style loads, compiles and renders every type in every position: a sample, or all on request."""

from __future__ import annotations

import json
import os
import random
from typing import Any

import pytest

from archcite.csl import Processor
from archcite.csl.style import library
from archcite.csl.variables import TYPES

# All 10,844 of them take some seven minutes: ARCHCITE_ALL_STYLES=1 pytest tests/csl/test_all_styles.py
ALL = bool(os.environ.get("ARCHCITE_ALL_STYLES"))
SAMPLE = library.list_ids() if ALL else random.Random(1958).sample(library.list_ids(), 60)
FULL: dict[str, Any] = json.loads(
    """{"title": "A Title: And \\"More\\"", "container-title": "Container", "publisher": "House",
    "publisher-place": "Place", "volume": "12", "issue": "3-4", "page": "123-129", "edition": "2", "number": "7",
    "author": [{"family": "de la Cruz", "given": "Ana Maria"}, {"family": "Roe", "given": "Jane"}],
    "editor": [{"family": "Nagy", "given": "Imre"}], "genre": "letter", "URL": "http://example.org/?a=1&b=2",
    "issued": {"date-parts": [[1999, 3, 4], [2000, 1, 2]]}, "accessed": {"date-parts": [[2020, 1, 2]]},
    "DOI": "10.1000/1", "archive": "RGANI", "archive_location": "f. 5", "event-place": "Moscow"}"""
)
ITEMS = [*({**FULL, "id": name, "type": name} for name in sorted(TYPES)), {"id": "bare"}]


@pytest.mark.slow
@pytest.mark.parametrize("style", SAMPLE)
def test_a_style_renders_whatever_it_is_given(style: str) -> None:
    processor = Processor(style, ITEMS, output="html")
    for note, item in enumerate(ITEMS, start=1):
        processor.cite([{"id": item["id"], "locator": "5-6", "label": "page"}], note=note)
    first = ITEMS[0]["id"]
    processor.cite([{"id": first}, {"id": ITEMS[1]["id"]}], note=100)
    processor.cite([{"id": first}], note=101)
    processor.cite([{"id": first}], note=102)
    processor.cite([{"id": first, "locator": "9"}], note=103)
    assert len(processor.citations()) == len(ITEMS) + 4
    # A style without cs:bibliography has no entries; any other has one for most types.
    assert all(isinstance(entry, str) and entry for entry in processor.bibliography())

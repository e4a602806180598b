"""Our own fixtures, in the form of the CSL test suite: each stands for a kind of fault that has been fixed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from archcite.csl import Processor

FIXTURES = sorted(Path(__file__).with_name("fixtures").glob("*.txt"))
SECTION = re.compile(r"^>>=+ ([A-Z-]+) =+>>\n(.*?)\n<<=+ \1 =+<<$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.stem)
def test_fixture(path: Path) -> None:
    sections = dict(SECTION.findall(path.read_text(encoding="utf-8")))
    assert render(sections) == sections["RESULT"].strip()


def test_there_are_fixtures() -> None:
    assert FIXTURES


def render(sections: dict[str, str]) -> str:
    """Render a fixture: each list of CITATION-ITEMS on a line, or the bibliography."""
    items = json.loads(sections["INPUT"])
    abbreviations = json.loads(sections.get("ABBREVIATIONS", "{}"))
    processor = Processor(sections["CSL"], items, output="html", abbreviations=abbreviations)
    processor.register()
    if sections["MODE"].strip() == "bibliography":
        entries = (f'  <div class="csl-entry">{entry}</div>' for entry in processor.bibliography())
        return "\n".join(('<div class="csl-bib-body">', *entries, "</div>"))
    everything: list[list[dict[str, Any]]] = [[{"id": key} for key in processor.order()]]
    for cites in json.loads(sections["CITATION-ITEMS"]) if "CITATION-ITEMS" in sections else everything:
        processor.cite(cites)
    return "\n".join(processor.citations())

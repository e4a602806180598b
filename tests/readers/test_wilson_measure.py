"""The figures over real strings of the portal, where the environment names a file of them, and how they are counted.

The file (``ARCHCITE_WILSON_DEV``) has one JSON object a line, with ``raw`` and the fields that the string states.
"""

from __future__ import annotations

import json
import os
import warnings
from pathlib import Path

import pytest

import archcite
from archcite.errors import ArchciteWarning
from archcite.notation import format_reference
from tests.readers import wilson_figures as figures

FILE = os.environ.get("ARCHCITE_WILSON_DEV")
BAR = 0.95
RAW = (
    '"A Letter", May 5, 1950, Wilson Center Digital Archive, RGANI, f. 5, op. 1, l. 2. Translated by Ann Lee.'
)
STATED = {
    "kind": "citation",
    "title": "A Letter",
    "date": "1950-05-05",
    "date_text": "May 5, 1950",
    "portal": "Wilson Center Digital Archive",
    "repository": "RGANI",
    "locator": [["f.", "5"], ["op.", "1"], ["l.", "2"]],
    "translators": ["Ann Lee"],
}


@pytest.mark.skipif(not FILE, reason="ARCHCITE_WILSON_DEV names no file of strings")
def test_fields_and_strings(capsys: pytest.CaptureFixture[str]) -> None:
    found = figures.measure(Path(FILE or ""))
    with capsys.disabled():
        print(f"\n{found}")
    assert found.share >= BAR
    assert found.back + len(found.reported) == found.strings


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A right and canonical string, one with a wrong field, and one that is written otherwise."""
    other = {**STATED, "title": "Another Letter", "raw": RAW}
    curly = {**STATED, "raw": RAW.replace('"A Letter",', "“A Letter,”")}
    path = tmp_path / "strings.jsonl"
    path.write_text("\n".join(map(json.dumps, ({**STATED, "raw": RAW}, other, curly))), encoding="utf-8")
    assert figures.main([str(path), "--details"]) == 0
    printed = capsys.readouterr().out
    assert "Fields right: 38 of 39 (97.4%)" in printed
    assert "Strings that come back to the letter: 2 of 3; reported as not canonical: 1" in printed
    assert "title: 'A Letter', not 'Another Letter'" in printed
    assert '““A Letter,”” → “"A Letter",”' in printed


@pytest.mark.skipif(not FILE, reason="ARCHCITE_WILSON_DEV names no file of strings")
def test_references_come_back_or_are_reported() -> None:
    for line in Path(FILE or "").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always", ArchciteWarning)
            record = archcite.parse(entry["raw"])
        # The full stop of a sentence may be drawn into a quotation mark: it is not the reference's.
        raw = entry["raw"].replace('."', '"')
        for holding in record.holdings:
            again = format_reference(holding.parts, holding.pages, repository=holding.repository.name)
            assert again in raw or caught, again

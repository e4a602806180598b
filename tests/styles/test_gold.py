"""Citations as the authorities of each style print them: `gold/*.toml`, a file for each archival style.

An example is a record in archcite's own form, and what the style makes of it: `note` (the first, full citation),
`short`, `in-text` and `entry`, to the letter. `source` says whose example it is; where the printed text departs from
what the style makes, `printed` has it and `why` says the reason. `seed` says the same of the record that archcite
starts from, and every style has it.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.api import FORMS
from archcite.formats.archcite_yaml.reader import read
from archcite.styles import load_archival_styles

FOLDER = Path(__file__).parent / "gold"
SEED = Path(__file__).parents[2] / "seeds" / "wilson-center-110474.txt"
GOLD = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(FOLDER.glob("*.toml"))}
EXAMPLES = [
    pytest.param(style, example, id=f"{style}-{number}")
    for style, gold in GOLD.items()
    for number, example in enumerate(gold.get("example", ()), 1)
]


def test_every_archival_style_has_examples() -> None:
    assert sorted(GOLD) == sorted(load_archival_styles())


@pytest.mark.parametrize("style", GOLD)
def test_seed(style: str) -> None:
    forms = GOLD[style]["seed"]
    assert _forms(archcite.read(SEED), style, forms) == forms


@pytest.mark.parametrize(("style", "example"), EXAMPLES)
def test_example(style: str, example: dict[str, Any]) -> None:
    (record,) = read(json.dumps(example["record"]), "the example")
    forms = {form: example[form] for form in FORMS if form in example}
    assert forms, "an example says what is printed"
    assert example["source"]
    assert ("printed" in example) == ("why" in example)
    assert _forms(record, style, forms, example.get("locator")) == forms


def _forms(
    record: archcite.Record, style: str, forms: dict[str, str], locator: str | None = None
) -> dict[str, str]:
    """Each form; what is cited within the record belongs to citations and not to entries."""
    return {
        form: archcite.cite(record, style, form=form, locator=None if form == "entry" else locator)  # type: ignore[arg-type]
        for form in forms
    }

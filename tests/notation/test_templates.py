"""References of one shape are read from one template, and as they would be read one by one."""

from __future__ import annotations

import random
import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcite.notation import list_archives, parse_reference, parser
from archcite.notation.reference_templates import build_template, find_shape

TABLE = tomllib.loads((Path(__file__).parent / "references.toml").read_text(encoding="utf-8"))
TEXTS = sorted({entry["text"] for entry in TABLE["reference"]})
HOLDERS = ("", "RGANI", "unknown", *{archive.tradition: archive.name for archive in list_archives()}.values())


def _change_numbers(text: str, chance: random.Random) -> str:
    """Return a text with other digits, some of them in years and after zeros."""
    return re.sub("[0-9]", lambda _digit: chance.choice("0123456789"), text)


@pytest.fixture(autouse=True)
def _no_templates(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_TEMPLATES", {})


@pytest.mark.slow
@settings(deadline=None, max_examples=300)
@given(st.sampled_from(TEXTS), st.sampled_from(HOLDERS), st.randoms(use_true_random=False))
def test_numbers_do_not_decide(text: str, holder: str, chance: random.Random) -> None:
    parser._TEMPLATES.clear()
    for _ in range(12):
        other = _change_numbers(text, chance)
        found = parse_reference(other, holder)
        parser._TEMPLATES, kept = {}, parser._TEMPLATES
        assert found == parse_reference(other, holder), other
        parser._TEMPLATES = kept


def test_most_references_have_a_template() -> None:
    found = [
        build_template(text, parse_reference(text, "RGANI")) for text in ("f. 5, op. 30, d. 273", "fond 1")
    ]
    assert all(found)
    shapes = [
        find_shape(text) for text in ("f. 5, op. 30", "f. 3, op. 22", "f. 3, op. 222", "f. 1955, op. 01")
    ]
    assert shapes == ["f. 7, op. 77", "f. 7, op. 77", "f. 7, op. 777", "f. 1955, op. 01"]


def test_templates_do_not_grow_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parser, "_MOST_TEMPLATES", 8)
    for number in range(40):
        parse_reference(f"f. 5, papers of {'a' * number}, d. 5", "RGANI")
        assert len(parser._TEMPLATES) <= 8

"""The page on other formats says what survives today."""

from __future__ import annotations

from pathlib import Path

import pytest

from archcite.formats.writing import BUILT_IN
from docs import generate_interchange as generate


@pytest.fixture(scope="module")
def page(root: Path) -> str:
    return (root / "docs" / "interchange.md").read_text(encoding="utf-8")


def test_the_tables_are_current(page: str) -> None:
    assert generate.generated(page) == page, "run python docs/generate_interchange.py"


def test_each_format_is_described(page: str) -> None:
    for format in BUILT_IN:
        assert f"`{format}`" in page


def test_what_loses_nothing() -> None:
    header, _, *rows = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in generate.matrix().split("\n")
    ]
    for format in ("csv", "json", "yaml"):
        assert {row[header.index(format)] for row in rows} == {generate.SAME}

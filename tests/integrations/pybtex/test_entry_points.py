"""The names of styles that pybtex finds by itself."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from archcite.integrations.pybtex import styles
from archcite.styles import load_archival_styles

PROJECT = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text(encoding="utf-8"))
NAMES = PROJECT["project"]["entry-points"]["pybtex.style.formatting"]


@pytest.mark.slow
@pytest.mark.parametrize("name", load_archival_styles())
def test_every_archival_style_has_a_name(name: str) -> None:
    _, _, attribute = NAMES[f"archcite-{name}"].partition(":")
    assert getattr(styles, attribute) is not None

"""The four stock styles that most users want, on an item of every CSL type, against the text that was read and kept.

``python tests/csl/test_stock_styles.py`` writes the expected files anew; read the difference before you keep it.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archcite.csl import Processor

HERE = Path(__file__).parent / "stock"
STYLES = ("chicago-notes-bibliography", "chicago-author-date", "modern-language-association", "apa")


def rendered(style: str) -> str:
    """Each item cited once, then each once more; then the bibliography."""
    items = json.loads((HERE / "items.json").read_text(encoding="utf-8"))
    processor = Processor(style, items, output="html")
    for note, item in enumerate([*items, *items], start=1):
        processor.cite([{"id": item["id"]}], note=note)
    return "\n".join([*processor.citations(), "", *processor.bibliography(), ""])


@pytest.mark.parametrize("style", STYLES)
def test_every_type_as_it_was_read(style: str) -> None:
    assert rendered(style) == (HERE / f"{style}.txt").read_text(encoding="utf-8")


if __name__ == "__main__":
    for one in STYLES:
        (HERE / f"{one}.txt").write_text(rendered(one), encoding="utf-8")

"""Options of :func:`archcite.cite` that documentation builds and word processors have too."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import markdown
import pytest

from archcite.integrations.common.library import read_library
from archcite.integrations.manuscripts import cite_manuscript
from archcite.integrations.markdown.extension import ArchciteExtension
from archcite.integrations.pandoc.filter import cite_document
from tests.integrations.word.manuscripts import make_docx, paragraph, run, unpack

RECORD = """\
- id: decree
  kind: decree
  date: {edtf: 1794-04-20, text: 1er floréal an II}
  repository: RGANI
  fonds: f. 5
"""


def _cite_markdown(folder: Path, options: dict[str, Any]) -> str:
    extension = ArchciteExtension(sources=["records.yaml"], folder=str(folder), style="chicago", **options)
    return markdown.markdown("A decree [@decree].", extensions=[extension])


def _cite_pandoc(folder: Path, options: dict[str, Any]) -> str:
    cite = {
        "citationId": "decree", "citationPrefix": [], "citationSuffix": [], "citationMode": {"t": "NormalCitation"},
        "citationNoteNum": 0, "citationHash": 0,
    }  # fmt: skip
    meta = {
        f"archcite-{name.replace('_', '-')}": {"t": "MetaBool", "c": value} for name, value in options.items()
    }
    sources = {"t": "MetaString", "c": "records.yaml"}
    document: dict[str, Any] = {
        "pandoc-api-version": [1, 23],
        "meta": {"archcite-sources": sources, **meta},
        "blocks": [{"t": "Para", "c": [{"t": "Cite", "c": [[cite], [{"t": "Str", "c": "[@decree]"}]]}]}],
    }
    assert cite_document(document, str(folder)) == []
    return _join_strings(document["blocks"])


def _join_strings(value: Any) -> str:
    if isinstance(value, dict):
        if value.get("t") in ("Str", "Space"):
            return str(value.get("c", " "))
        return _join_strings(value.get("c"))
    return "".join(map(_join_strings, value)) if isinstance(value, list) else ""


def _cite_word(folder: Path, options: dict[str, Any]) -> str:
    library = read_library(["records.yaml"], str(folder))
    manuscript = make_docx(paragraph(run("A decree [@decree].")))
    cited = cite_manuscript(manuscript, library, **options)
    return re.sub("<[^>]*>", "", unpack(cited.data)["word/footnotes.xml"].decode())


@pytest.mark.parametrize("cite", [_cite_markdown, _cite_pandoc, _cite_word])
def test_date_is_in_the_words_of_the_source(
    cite: Callable[[Path, dict[str, Any]], str], tmp_path: Path
) -> None:
    (tmp_path / "records.yaml").write_text(RECORD, encoding="utf-8")
    assert "floréal" not in cite(tmp_path, {})
    assert "1er floréal an II" in cite(tmp_path, {"date_words": True})


@pytest.mark.parametrize("cite", [_cite_markdown, _cite_pandoc, _cite_word])
def test_archive_follows_the_reference(cite: Callable[[Path, dict[str, Any]], str], tmp_path: Path) -> None:
    (tmp_path / "records.yaml").write_text(RECORD, encoding="utf-8")
    assert "RGANI, f. 5" in cite(tmp_path, {})
    assert "f. 5, RGANI" in cite(tmp_path, {"archive_first": False})

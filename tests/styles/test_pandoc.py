"""An exported style in pandoc: it prints what archcite prints.

Seven differences are pandoc's own and left aside: it capitalises more prepositions in titles (“Behind”, “After”) and
words of any script; it lists items for which the style prints nothing as empty entries; and it sorts an item without
a value before those that have one, where CSL wants it after them (CSL 1.0.2, "Sorting"); and so other names are
repeated from one entry to the next, which the styles that are compared here do not replace by a dash. And it gives the
editor of a collection a label that the style does not ask for. A range of dates loses the suffix of its year (“г.”).
Its Czech locale closes a quotation with a straight mark, and it writes a season as a number in a numeric date.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import warnings
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.csl import Processor
from archcite.errors import ArchciteWarning
from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.styles import ARCHIVAL, export_style

FILES = Path(__file__).parents[1] / "readers" / "files"


def _pandoc() -> str | None:
    try:
        import pypandoc
    except ImportError:
        return shutil.which("pandoc")
    return str(pypandoc.get_pandoc_path())


PANDOC = _pandoc()
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(PANDOC is None, reason="needs pandoc: pip install pypandoc-binary"),
]


@pytest.fixture(scope="module")
def items() -> list[dict[str, Any]]:
    """Sources of all formats that are read, and published works among them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        records = [record for path in sorted(FILES.iterdir()) for record in archcite.read_all(path)]
    return [{**to_csl_item(record), "id": f"item{number}"} for number, record in enumerate(records)]


# Styles whose official style pandoc prints otherwise: it does not inherit the delimiter of names (İSNAD), and has other
# words for “et al.” (Liège), and leaves out a space (Polish). Only what an archive keeps is compared.
OFFICIAL_APART = {"isnad", "isnad-metinici", "liege", "polish"}

# A style -> what is replaced in the lines of both, where pandoc has its own habits: see above.
_YEAR_SUFFIX = ((r"(?<=\d) (?:г|r)\.$", "."), (r"(?<=\d) (?:г|r)\.", ""))
OWN_HABITS: dict[str, tuple[tuple[str, str], ...]] = {
    "czech": (('"', "“"), ("´", "‘"), (r" 16\. (?=\d{4})", " zima. ")),
    "gost": _YEAR_SUFFIX,
    "polish": _YEAR_SUFFIX,
}


@pytest.mark.parametrize("name", ARCHIVAL)
def test_as_archcite(name: str, items: list[dict[str, Any]], tmp_path: Path) -> None:
    if name in OFFICIAL_APART:
        items = [item for item in items if "archive" in item and "container-title" not in item]
    style = re.sub(' subsequent-author-substitute="[^"]*"', "", export_style(name))
    (tmp_path / "style.csl").write_text(style, encoding="utf-8")
    (tmp_path / "items.json").write_text(json.dumps(items), encoding="utf-8")
    ours = Processor(style, items, output="text")
    in_notes = 'class="note"' in style.partition("<info>")[0]
    for number, item in enumerate(items, 1):
        ours.cite([{"id": item["id"]}], note=number if in_notes else 0)
    citations, entries = _by_pandoc(tmp_path, [item["id"] for item in items], in_notes)
    assert [_fold(text, name) for text in citations] == [_fold(text, name) for text in ours.citations()]
    printed = [_fold(text, name) for text in ours.bibliography()]
    assert sorted(_fold(text, name) for text in entries) == sorted(printed)


def _by_pandoc(folder: Path, ids: list[str], in_notes: bool) -> tuple[list[str], list[str]]:
    """Citations and entries, out of pandoc's document tree."""
    marks = [f"[^{number}]" if in_notes else f"[@{key}]" for number, key in enumerate(ids)]
    notes = [f"[^{number}]: [@{key}]" for number, key in enumerate(ids)] if in_notes else []
    assert PANDOC is not None
    done = subprocess.run(
        [PANDOC, "--citeproc", "--csl=style.csl", "--bibliography=items.json", "--from=markdown", "--to=json"],
        input="\n\n".join([*(f"x{mark}" for mark in marks), *notes]),
        cwd=folder, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    *paragraphs, listed = json.loads(done.stdout)["blocks"]
    citations = [_text(paragraph)[1:] for paragraph in paragraphs]
    entries = [_text(entry) for entry in listed["c"][1]]
    return citations, [entry for entry in entries if entry.strip()]


def _fold(text: str, style: str) -> str:
    # The letters of year suffixes follow the order of entries, in which pandoc has a habit of its own.
    folded = re.sub(r"\b(\d{4})[a-z]\b", r"\1", " ".join(text.split()).casefold())
    for pattern, replacement in OWN_HABITS.get(style, ()):
        folded = re.sub(pattern, replacement, folded)
    return folded.replace(" (ed.), collector", ", collector")


def _text(node: Any) -> str:
    """The text of a part of pandoc's tree."""
    if isinstance(node, list):
        return "".join(map(_text, node))
    if not isinstance(node, dict) or "t" not in node:
        return ""
    kind, content = node["t"], node.get("c")
    if kind == "Str":
        return str(content)
    if kind in ("Space", "SoftBreak"):
        return " "
    if kind == "Quoted":
        opening, closing = "“”" if content[0]["t"] == "DoubleQuote" else "‘’"
        return opening + _text(content[1]) + closing
    return _text(content[1] if kind in ("Link", "Span", "Cite", "Div") else content)

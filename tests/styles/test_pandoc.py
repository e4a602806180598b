"""An exported style in pandoc: it prints what archcite prints.

Differences that are pandoc's own are left aside, each where it occurs and nowhere else. In all styles: it capitalises
more prepositions in titles (“Behind”, “After”) and words of any script; it lists items for which the style prints
nothing as empty entries; it sorts an item without a value before those that have one, where CSL wants it after them
(CSL 1.0.2, "Sorting"), and so other names are repeated from one entry to the next, which the styles that are compared
here do not replace by a dash; and it gives the editor of a collection a label that the style does not ask for. The
others are in :data:`_LEFT_OUT` and in :func:`_fold_ours`.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.csl import Processor
from archcite.errors import ArchciteWarning
from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.styles import export_style, load_archival_styles

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


def _is_archival(item: dict[str, Any]) -> bool:
    return "archive" in item and "container-title" not in item


def _has_several_names(item: dict[str, Any], least: int) -> bool:
    names = (value for value in item.values() if isinstance(value, list) and value and "family" in value[0])
    return any(len(value) >= least for value in names)


# By style, what pandoc prints otherwise, and why.
_LEFT_OUT: dict[str, Callable[[dict[str, Any]], bool]] = {
    # It does not tell names apart from those in the sort keys of the bibliography, as citeproc-js does: initials are
    # enough for it where another recipient has the same ones.
    "chicago-author-date": lambda item: any(
        " " in name.get("given", "") for name in item.get("recipient", ())
    ),
    # It prints the number of a season, and not its name, where a date has the numbers of months.
    "czech": lambda item: "season" in (item.get("issued") or ()),
    # It does not inherit the delimiter between names, which the official style has.
    "isnad": lambda item: not _is_archival(item) and _has_several_names(item, 2),
    "isnad-metinici": lambda item: not _is_archival(item) and _has_several_names(item, 2),
    # It has other words for “et al.” in the language of the official style.
    "liege": lambda item: not _is_archival(item) and _has_several_names(item, 3),
    # Without a date of access the official style leaves “(dostęp: ” open, and pandoc leaves out a full stop there.
    "polish": lambda item: not _is_archival(item) and "URL" in item and "accessed" not in item,
}


@pytest.mark.parametrize("name", load_archival_styles())
def test_as_archcite(name: str, items: list[dict[str, Any]], tmp_path: Path) -> None:
    if left_out := _LEFT_OUT.get(name):
        items = [item for item in items if not left_out(item)]
    style = re.sub(' subsequent-author-substitute="[^"]*"', "", export_style(name))
    (tmp_path / "style.csl").write_text(style, encoding="utf-8")
    (tmp_path / "items.json").write_text(json.dumps(items), encoding="utf-8")
    ours = Processor(style, items, output="text")
    in_notes = 'class="note"' in style.partition("<info>")[0]
    for number, item in enumerate(items, 1):
        ours.cite([{"id": item["id"]}], note=number if in_notes else 0)
    citations, entries = _by_pandoc(tmp_path, [item["id"] for item in items], in_notes)
    assert [_fold_theirs(text, name) for text in citations] == [
        _fold_ours(text, name, item) for text, item in zip(ours.citations(), items, strict=True)
    ]
    by_id = {item["id"]: item for item in items}
    assert sorted(_fold_theirs(text, name) for text in entries) == sorted(
        _fold_ours(text, name, by_id[key]) for key, text in ours.list_entries(by_id) if text
    )


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
    citations = [_folded(_text(paragraph)[1:]) for paragraph in paragraphs]
    entries = [_folded(_text(entry)) for entry in listed["c"][1]]
    return citations, [entry for entry in entries if entry]


def _folded(text: str) -> str:
    # The letters of year suffixes follow the order of entries, in which pandoc has a habit of its own.
    folded = re.sub(r"\b(\d{4})[a-z]\b", r"\1", " ".join(text.split()).casefold())
    return folded.replace(" (ed.), collector", ", collector")


def _fold_theirs(text: str, name: str) -> str:
    # Its Czech locale closes a quotation with a straight mark.
    return text.replace('"', "“").replace("´", "‘") if name == "czech" else text


def _fold_ours(text: str, name: str, item: dict[str, Any]) -> str:
    text = _folded(text)
    if name == "polish":
        # The official style leaves a space before the stop of what is missing.
        text = re.sub(r" (?=[.,])", "", text)
    if name in ("gost", "polish") and _is_range_within_years(item.get("issued")):
        # It leaves out the suffix of the last year of a range of months or days.
        text = re.sub(r"(?<=\d{4}) [гr]\.(?!$)", "", re.sub(r"(?<=\d{4}) [гr]\.$", ".", text))
    return text


def _is_range_within_years(date: Any) -> bool:
    parts = date.get("date-parts", ()) if isinstance(date, dict) else ()
    return len(parts) == 2 and any(len(part) > 1 for part in parts)


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

"""The plug-in for mystmd, given the trees that mystmd gives it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from archcite.cli import cli
from archcite.integrations.common.library import build_library
from archcite.integrations.common.settings import Settings
from archcite.integrations.mystmd.page import cite_page
from archcite.integrations.mystmd.plugin import FILE_NAME
from archcite.record import Publication

BOOKS = {
    "roe": {
        "type": "book",
        "title": "Beta",
        "author": [{"family": "Roe", "given": "Jane"}],
        "issued": "2002",
    },
    "doe": {"type": "webpage", "title": "Alpha", "author": [{"family": "Doe"}], "issued": "1999"},
}
LIBRARY = build_library([("a.json", Publication({"id": key, **item})) for key, item in BOOKS.items()])


def text(value: str) -> dict[str, Any]:
    return {"type": "text", "value": value}


def cite(label: str, *, kind: str = "parenthetical", **given: str) -> dict[str, Any]:
    return {"type": "cite", "label": label, "identifier": label.lower(), "kind": kind, **given}


def group(*cites: dict[str, Any]) -> dict[str, Any]:
    return {"type": "citeGroup", "kind": "parenthetical", "children": list(cites)}


def paragraph(*children: dict[str, Any]) -> dict[str, Any]:
    return {"type": "paragraph", "children": list(children)}


def flatten(node: dict[str, Any]) -> str:
    if node["type"] == "text":
        return str(node["value"])
    inner = "".join(map(flatten, node.get("children", [])))
    marks = {
        "footnoteReference": f"[^{node.get('label')}]",
        "footnoteDefinition": f"\n[^{node.get('label')}]: {inner}",
        "paragraph": f"{inner}\n",
        "emphasis": f"*{inner}*",
        "heading": f"{'#' * node.get('depth', 0)} {inner}\n",
    }
    return marks.get(node["type"], inner)


def cite_tree(*blocks: dict[str, Any], style: str = "chicago") -> tuple[str, list[str]]:
    root = {"type": "root", "children": [{"type": "block", "children": list(blocks)}]}
    problems = cite_page(root, LIBRARY, Settings(style), in_notes=style != "apa")
    json.dumps(root)
    return flatten(root), problems


def test_citations_become_footnotes_in_the_order_of_the_text() -> None:
    own: dict[str, Any] = {"type": "footnoteDefinition", "identifier": "a", "label": "a"}
    own["children"] = [paragraph(text("See "), group(cite("doe")), text("."))]
    sign = {"type": "footnoteReference", "identifier": "a", "label": "a"}
    first = paragraph(text("One "), group(cite("roe", suffix="p. 5")), text("."), sign, text(" Two"))
    second = paragraph(text("“Two” "), group(cite("roe", prefix="see"), cite("doe")), text(", too."))
    made, problems = cite_tree(first, second, own)
    assert not problems
    assert made.startswith("One.[^archcite-cite-0][^a] Two\n“Two,”[^archcite-cite-2] too.\n")
    assert "[^archcite-cite-0]: Jane Roe, *Beta* (2002), 5.\n" in made
    assert "[^a]: See Doe, “Alpha,” 1999.\n" in made
    assert "[^archcite-cite-2]: See Roe, *Beta*; Doe, “Alpha.”\n" in made
    assert made.index("cite-0]:") < made.index("cite-2]:")


def test_a_sentence_names_the_author() -> None:
    sentence = paragraph(text("As "), cite("roe", kind="narrative"), text(" says."))
    assert cite_tree(sentence)[0].startswith("As Jane Roe[^archcite-cite-0] says.")
    sentence = paragraph(text("As "), cite("roe", kind="narrative"), text(" says."))
    assert cite_tree(sentence, style="apa")[0] == "As Roe (2002) says.\n"


@pytest.mark.parametrize("listing", [paragraph(text("[[bibliography]]")), {"type": "bibliography"}])
def test_a_bibliography_lists_what_the_page_cites(listing: dict[str, Any]) -> None:
    made, problems = cite_tree(paragraph(group(cite("roe"))), json.loads(json.dumps(listing)))
    assert not problems
    assert "\nRoe, Jane. *Beta*. 2002.\n" in made and "Doe" not in made


def test_sections_are_below_the_heading_of_the_page() -> None:
    heading = {"type": "heading", "depth": 2, "children": [text("Sources")]}
    listing = paragraph(text("[[bibliography section-by=kind]]"))
    assert "## Sources\n### " in cite_tree(paragraph(group(cite("roe"))), heading, listing)[0]


def test_unknown_keys_and_options_are_reported() -> None:
    made, problems = cite_tree(paragraph(group(cite("rue"))), paragraph(text("[[bibliography sorted]]")))
    assert "[?rue]" in made
    assert any("“rue”" in problem for problem in problems) and any("“sorted”" in one for one in problems)


@pytest.mark.slow
def test_the_program_that_the_command_writes(tmp_path: Path) -> None:
    items = [{"id": key, **item} for key, item in BOOKS.items()]
    for item in items:
        item["issued"] = {"raw": item["issued"]}
    (tmp_path / "books.json").write_text(json.dumps(items), encoding="utf-8")
    arguments = ["mystmd", "add", "books.json", "--style", "apa", "--folder", str(tmp_path)]
    assert f"path: {FILE_NAME}" in CliRunner().invoke(cli, arguments, catch_exceptions=False).output

    def run(*options: str, given: str = "") -> Any:
        command = [sys.executable, FILE_NAME, *options]
        done = subprocess.run(command, cwd=tmp_path, input=given, capture_output=True, text=True, check=True)
        return json.loads(done.stdout)

    assert run()["transforms"][0]["stage"] == "document"
    root = {"type": "root", "children": [paragraph(group(cite("roe", suffix="p. 5")))]}
    assert flatten(run("--transform", "archcite", given=json.dumps(root))) == "(Roe, 2002, p. 5)\n"

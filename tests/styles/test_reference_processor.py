"""The composed styles in citeproc-js, which Zotero prints with: they are ordinary styles."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from archcite.csl import Processor
from archcite.styles import compose_style, load_archival_styles

MODULES = os.environ.get("ARCHCITE_CITEPROC_JS", "")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        not (MODULES and shutil.which("node")),
        reason="needs node, and citeproc-js in the node_modules that ARCHCITE_CITEPROC_JS names",
    ),
]

# The official style for everything else sorts what has no author by its title in quotation marks, which the processors
# order differently. The order of all other entries is compared.
SORTED_APART = {"isnad-archival", "isnad-metinici-archival"}
# The official style prints a space too many of a web page: two in a row, or one at the beginning.
SPACED_APART = {"liege-archival", "polish-archival"}


@pytest.mark.parametrize("name", sorted(style.file for style in load_archival_styles().values()))
def test_same_as_ours(name: str, archival: list[dict[str, Any]], others: list[dict[str, Any]]) -> None:
    items = [*archival, *others]
    style = compose_style(name)
    ours = Processor(style, items, output="text")
    for number, item in enumerate(items, 1):
        ours.cite([{"id": item["id"]}], note=number)
    theirs = reference(style, items)
    for kind, lines in (("citations", ours.citations()), ("bibliography", ours.bibliography())):
        expected = theirs[kind]
        if name in SPACED_APART:
            lines, expected = ([" ".join(line.split()) for line in each] for each in (lines, expected))
        if name in SORTED_APART and kind == "bibliography":
            assert sorted(lines) == sorted(expected)
            lines, expected = (
                [line for line in each if not line.startswith("“")] for each in (lines, expected)
            )
        assert lines == expected


def reference(style: str, items: list[dict[str, Any]]) -> dict[str, list[str]]:
    import citeproc

    given = {
        "style": style,
        "locales": str(Path(citeproc.__file__).parent / "data/locales"),
        "items": items,
    }
    done = subprocess.run(
        ["node", str(Path(__file__).with_name("citeproc.js"))],
        input=json.dumps(given),
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "NODE_PATH": MODULES},
    )
    # Its plain text keeps the tags of formatting, and escapes; and a semicolon it sets within American quotation marks.
    return {
        kind: [
            unescape(re.sub(r"</?(?:i|b|sup|span)\b[^>]*>", "", text)).replace(";”", "”;") for text in texts
        ]
        for kind, texts in json.loads(done.stdout).items()
    }

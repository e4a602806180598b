"""What pandoc (jgm/citeproc) prints of a document, as a third opinion where archcite and citeproc-js differ.

Its output is compared as plain text: pandoc writes quotation marks, dashes and formatting in ways of its own.
"""

from __future__ import annotations

import html
import json
import re
import subprocess
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

# How a locator of each kind is written in pandoc's Markdown, in a document in English.
_LABELS = {
    "page": "p.",
    "chapter": "chap.",
    "section": "sec.",
    "volume": "vol.",
    "folio": "fol.",
    "line": "l.",
    "paragraph": "para.",
}
_NOTE = re.compile(r'<li id="fn\d+">(.*?)</li>', re.DOTALL)
_CITATION = re.compile(r'<p>(<span\s+class="citation".*?)</p>', re.DOTALL)
_ENTRY = '<div id="ref-'
_TAG = re.compile(r"<[^>]*>")
_SPACES = re.compile(r"[\s\u00a0\u202f\u200b]+")


def find_pandoc() -> str | None:
    """Return the path of pandoc; None if it is not installed."""
    try:
        import pypandoc

        return str(pypandoc.get_pandoc_path())
    except (ImportError, OSError):
        return None


def render_with_pandoc(
    pandoc: str,
    style: str,
    items: Sequence[Mapping[str, Any]],
    clusters: Sequence[Sequence[Mapping[str, Any]]],
) -> dict[str, list[str]]:
    """Return the citations and the bibliography of pandoc as plain text; ``style`` is the XML of a style."""
    with tempfile.TemporaryDirectory() as folder:
        base = Path(folder)
        (base / "style.csl").write_text(style, encoding="utf-8")
        (base / "items.json").write_text(json.dumps(list(items)), encoding="utf-8")
        text = "\n\n".join(f"[{'; '.join(map(_write_cite, cluster))}]" for cluster in clusters)
        (base / "text.md").write_text(f"{text}\n\n::: {{#refs}}\n:::\n", encoding="utf-8")
        options = ["--citeproc", "--bibliography=items.json", "--csl=style.csl", "--metadata=lang=en-US"]
        done = subprocess.run(
            [pandoc, "text.md", *options, "--to=html", "--wrap=none"],
            cwd=base,
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
    cited = _NOTE if 'class="note"' in style else _CITATION
    return {
        "citations": _to_lines(cited.findall(done.stdout)),
        "bibliography": _to_lines(
            _ENTRY + entry for entry in done.stdout.partition("<section")[0].split(_ENTRY)[1:]
        ),
    }


def to_plain_text(text: str) -> str:
    """Convert a line in HTML to plain text, with single spaces."""
    return _SPACES.sub(" ", html.unescape(_TAG.sub("", text))).strip()


def _write_cite(cite: Mapping[str, Any]) -> str:
    locator = f"{{{_LABELS[cite['label']]} {cite['locator']}}}" if "locator" in cite else ""
    return f"{cite.get('prefix', '')}@{{{cite['id']}}}{locator}{cite.get('suffix', '')}"


def _to_lines(found: Iterable[str]) -> list[str]:
    return [to_plain_text(text.replace("↩︎", "")) for text in found]

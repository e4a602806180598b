"""pandoc with ``--citeproc``, from the package pypandoc-binary."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from archcite.csl.style import library
from benchmarks.peers import install
from benchmarks.peers.base import Made, Peer, cited_in, in_notes, sentence

_NOTE = re.compile(r"\[\d+\] ")


class Pandoc(Peer):
    name = "pandoc"

    def __init__(self, tools: Path) -> None:
        super().__init__(tools)
        python = install.pip(tools, "pypandoc-binary")
        asked = "import pypandoc; print(pypandoc.get_pandoc_version()); print(pypandoc.get_pandoc_path())"
        self.version, self._pandoc = install.quietly(str(python), "-c", asked).splitlines()
        self._styles = Path(library.find_folders()[0])

    def write(self, folder: Path, items: Sequence[Mapping[str, Any]]) -> None:
        marks = "\n\n".join(sentence(f"[^{number}]") for number, _ in enumerate(items))
        notes = "\n\n".join(f"[^{number}]: [@{item['id']}]" for number, item in enumerate(items))
        (folder / "notes.md").write_text(f"{marks}\n\n{notes}\n", encoding="utf-8")
        in_text = "\n\n".join(sentence(f"[@{item['id']}]") for item in items)
        (folder / "in-text.md").write_text(in_text + "\n", encoding="utf-8")

    def command(self, style: str, folder: Path) -> list[str]:
        document = folder / ("notes.md" if in_notes(style) else "in-text.md")
        return [
            self._pandoc, str(document), "--citeproc", "--csl", str(self._styles / f"{style}.csl"),
            "--bibliography", str(folder / "items.json"), "--to", "plain", "--wrap", "none",
        ]  # fmt: skip

    def made(self, style: str, folder: Path, output: Path) -> Made:
        paragraphs = output.read_text(encoding="utf-8").split("\n\n")
        text = [one for one in paragraphs if one.startswith("As it says")]
        notes = [one for one in paragraphs if _NOTE.match(one)]
        entries = [one for one in paragraphs if not one.startswith("As it says") and not _NOTE.match(one)]
        return Made(notes if in_notes(style) else cited_in("\n\n".join(text)), "\n\n".join(entries))

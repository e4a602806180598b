"""citeproc-js, the reference processor, from npm."""

from __future__ import annotations

from pathlib import Path

from archcite.csl.style import library, locale
from benchmarks.peers import install
from benchmarks.peers.base import SCRIPTS, Peer, in_notes


class CiteprocJs(Peer):
    name = "citeproc-js"

    def __init__(self, tools: Path) -> None:
        super().__init__(tools)
        self._node, modules, self.version = install.npm(tools, "citeproc")
        self.environment = {"NODE_PATH": str(modules)}
        self._styles, self._locales = Path(library.find_folders()[0]), Path(locale.find_folder())

    def command(self, style: str, folder: Path) -> list[str]:
        return [
            self._node, str(SCRIPTS / "citeproc_js_document.js"), str(self._styles / f"{style}.csl"),
            str(folder / "items.json"), "notes" if in_notes(style) else "text", str(self._locales),
        ]  # fmt: skip

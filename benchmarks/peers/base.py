"""What every processor under measurement has to say of itself."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

SCRIPTS = Path(__file__).parents[1] / "scripts"

NOTES = "chicago-notes-bibliography"
DISTINCT_STYLE = "chicago-author-date"  # the one that has most to tell apart
STYLES = (NOTES, DISTINCT_STYLE, "modern-language-association")


class UnavailableError(Exception):
    """A processor that cannot be had here, and why."""


class Made(NamedTuple):
    """What a processor printed: its citations, and its bibliography as one text."""

    citations: Sequence[str]
    bibliography: str


class Peer:
    """A processor that is installed: what it reads, the command that does the work, and what it printed.

    In the document every item is cited once, with the bibliography at the end.  A subclass installs its
    processor when it is made, and raises :class:`UnavailableError` where that does not work.
    """

    name: ClassVar[str]
    once: ClassVar[bool] = False  # too slow to be run several times

    def __init__(self, tools: Path) -> None:
        self.version = ""
        self.environment: Mapping[str, str] = {}

    def write(self, folder: Path, items: Sequence[Mapping[str, Any]]) -> None:
        """Write what the processor reads, beside ``items.json``."""

    def command(self, style: str, folder: Path) -> list[str]:
        """The command for one style and the folder of the work."""
        raise NotImplementedError

    def made(self, style: str, folder: Path, output: Path) -> Made:
        """What it made: here citations one a line, an empty line, and the bibliography."""
        citations, _, bibliography = output.read_text(encoding="utf-8").partition("\n\n")
        return Made(citations.splitlines(), bibliography)


def in_notes(style: str) -> bool:
    """Whether a style's citations are notes."""
    return style == NOTES


def sentence(citation: str) -> str:
    """A sentence of the document around a citation in the text.

    >>> cited_in(sentence("(Kim 1956)"))
    ['(Kim 1956)']
    """
    return f"As it says {citation} there."


def cited_in(text: str) -> list[str]:
    """The citations between the words of the sentences."""
    return re.findall(r"As\s+it\s+says\s+(.*?)\s*there\.", text, re.DOTALL)

"""Small projects that Sphinx builds, each in a process of its own, as people build theirs."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from tests.integrations.sources import BOOK, CREEL

pytest.importorskip("sphinx", reason="the extension is for Sphinx, which the extra “docs” brings")

SOURCES = (
    CREEL
    + """\
- id: minutes
  kind: minutes
  title: Minutes of Conversation
  date: 1956-10-21
  copy: {url: "https://example.org/minutes"}
  holdings:
    - repository: {name: Russian State Archive of Contemporary History, code: RGANI, place: Moscow}
      parts:
        - {level: fonds, label: f., value: "5"}
        - {level: file, label: d., value: "273"}
"""
)


class Project:
    """A project in a folder, and how it is built."""

    records = SOURCES
    book = BOOK

    def __init__(self, folder: Path, root: Path) -> None:
        self.folder = folder
        self._root = root
        self.log = ""

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")

    def build(self, builder: str = "text", *options: str, out: str = "") -> Path:
        """Build, and give the folder with what was built; ``log`` is then what Sphinx warned of."""
        target = self.folder / "_build" / (out or builder)
        command = [
            sys.executable,
            "-m",
            "sphinx",
            "-q",
            "-b",
            builder,
            "-d",
            str(self.folder / "_build" / "trees"),
        ]
        done = subprocess.run(
            [*command, *options, str(self.folder), str(target)],
            capture_output=True,
            text=True,
            encoding="utf-8",
            env={**os.environ, "PYTHONPATH": str(self._root), "PYTHONUTF8": "1", "PYTHONHASHSEED": "random"},
        )
        self.log = done.stderr
        assert done.returncode == 0, done.stderr
        return target

    def prints(self, name: str) -> dict[str, str]:
        """What is in the files of a build, by name; without what only Sphinx reads.

        An index for searching keeps words that no page has any more, until it is made anew.
        """
        folder = self.folder / "_build" / name
        return {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in (".buildinfo", "searchindex.js")
        }


@pytest.fixture(scope="session")
def project_in(root: Path) -> Callable[..., Project]:
    """Make a project in a folder: pages by name, and more lines for ``conf.py``."""

    def make(folder: Path, pages: dict[str, str], conf: str = "") -> Project:
        made = Project(folder, root)
        made.write("records.yaml", SOURCES)
        made.write("refs.bib", BOOK)
        start = 'extensions = ["archcite.sphinx"]\narchcite_sources = ["*.yaml", "refs.bib"]\nversion = "1"\n'
        made.write("conf.py", start + conf)
        for name, text in pages.items():
            made.write(name, text)
        return made

    return make


@pytest.fixture
def project(tmp_path: Path, project_in: Callable[..., Project]) -> Callable[..., Project]:
    """The same, in a folder of the test."""
    return partial(project_in, tmp_path)

"""Small sites that MkDocs builds, in this process, as its own command does."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.integrations.sources import BOOK, CREEL

pytest.importorskip("mkdocs", reason="the plug-in is for MkDocs, which the extra “mkdocs” brings")

SOURCES = (
    CREEL.replace("  title: Letter to Colonel House\n", "")
    + """\
- id: minutes
  kind: minutes
  title: <script>Minutes</script> & Notes
  date: 1956-10-21
  holdings:
    - repository: {name: Russian State Archive of Contemporary History, code: RGANI, place: Moscow}
      parts: [{level: fonds, label: f., value: "5"}]
"""
)


class Project:
    """A site in a folder, and how it is built."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log: list[str] = []

    def write(self, name: str, text: str) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def build(self, *, strict: bool = False) -> Path:
        """Build, and give the folder with what was built; ``log`` is then what MkDocs warned of."""
        from mkdocs.commands.build import build
        from mkdocs.config import load_config

        self.log = []
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # of MkDocs and of themes themselves
            config = load_config(str(self.folder / "mkdocs.yml"), strict=strict)
            config.plugins.on_startup(command="build", dirty=False)
            handler = _Handler(self.log)
            logger = logging.getLogger("mkdocs")
            logger.addHandler(handler)
            try:
                build(config)
            finally:
                logger.removeHandler(handler)
                config.plugins.on_shutdown()
        return self.folder / "site"

    def read(self, name: str) -> str:
        """What was built of a page."""
        return (self.folder / "site" / name).read_text(encoding="utf-8")


class _Handler(logging.Handler):
    def __init__(self, lines: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._lines = lines

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Project]:
    """Make a site: pages by name, lines for the plug-in, and more lines for ``mkdocs.yml``."""

    def make(pages: dict[str, str], options: str = "", more: str = "") -> Project:
        made = Project(tmp_path)
        made.write("records.yaml", SOURCES)
        made.write("refs.bib", BOOK)
        listed = "".join(f"      {line}\n" for line in options.splitlines())
        made.write(
            "mkdocs.yml",
            "site_name: Site\nsite_url: https://example.org/\ntheme: mkdocs\nplugins:\n  - search\n  - archcite:\n"
            f"      sources: ['*.yaml', refs.bib]\n{listed}{more}",
        )
        for name, text in pages.items():
            made.write(f"docs/{name}", text)
        return made

    return make

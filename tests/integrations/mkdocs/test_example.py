"""The example sites of the documentation, as their readers build them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("mkdocs")

pytestmark = pytest.mark.slow  # a build of documentation for nearly every test


def test_the_site_is_built_without_a_warning(root: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "-d", str(tmp_path / "site")]
    done = subprocess.run(
        command,
        cwd=root / "docs" / "examples" / "mkdocs",
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    first = (tmp_path / "site" / "creel" / "index.html").read_text(encoding="utf-8")
    second = (tmp_path / "site" / "advisors" / "index.html").read_text(encoding="utf-8")
    assert "George Creel to Colonel House, September 25, 1918" in first
    sources = (tmp_path / "site" / "sources" / "index.html").read_text(encoding="utf-8")
    # The note on the second page is a later one: the whole site is one work.
    assert re.search(r"<li[^>]*>\s*<p><a[^>]*>Creel to House, September 25, 1918, p. 2</a>", second)
    assert re.search(
        r'<a href="\.\./creel/#fn:archcite-creel-note-1" role="doc-backlink" title="The committee, 1">1</a>',
        sources,
    )

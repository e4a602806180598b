"""The example of the documentation, as its readers convert it; and other tools that convert documents so."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytest.importorskip("markdown")

pytestmark = pytest.mark.slow  # a build of documentation for nearly every test


def run(root: Path, folder: Path, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error::UserWarning", *command],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_the_example(root: Path, tmp_path: Path) -> None:
    html = run(root, tmp_path, str(root / "docs" / "examples" / "markdown" / "convert.py"))
    assert len(re.findall(r'<li class="archcite-note"', html)) == 4
    assert "George Creel to Colonel House, September 25, 1918" in html
    assert html.index("Yale University Library, New Haven, CT</h4>") < html.index("Published works</h3>")


def test_the_settings_of_pelican_in_the_guide(root: Path, tmp_path: Path) -> None:
    pytest.importorskip("pelican", reason="only where Pelican is installed")
    guide = (root / "docs" / "guides" / "markdown.md").read_text(encoding="utf-8")
    settings = re.search(r"`pelicanconf.py`:\n\n```python\n(.*?)```", guide, re.DOTALL)
    assert settings
    feeds = "FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = None\n"
    (tmp_path / "pelicanconf.py").write_text(
        f'SITENAME = "S"\nTIMEZONE = "UTC"\n{feeds}{settings[1]}', encoding="utf-8"
    )
    for name in ("records.yaml", "books.bib"):
        (tmp_path / name).write_bytes((root / "docs" / "examples" / "markdown" / name).read_bytes())
    (tmp_path / "content").mkdir()
    for name in ("one", "two"):
        text = f"Title: {name}\nDate: 2024-01-31\n\nSo it says [@creel1918, 2].\n\n[[bibliography]]\n"
        (tmp_path / "content" / f"{name}.md").write_text(text, encoding="utf-8")
    run(root, tmp_path, "-m", "pelican", "content", "-s", "pelicanconf.py", "-q")
    page = (tmp_path / "output" / "one.html").read_text(encoding="utf-8")
    assert "George Creel to Colonel House" in page and 'class="Z3988"' in page
    ids = re.findall(
        r'id="([^"]*archcite[^"]*)"', (tmp_path / "output" / "index.html").read_text(encoding="utf-8")
    )
    assert len(ids) == len(set(ids))

"""The example project of the documentation, as its readers build it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.slow  # a build of documentation for nearly every test


@pytest.mark.parametrize("builder", ["html", "latex", "epub", "text"])
def test_it_is_built_without_a_warning(root: Path, tmp_path: Path, builder: str) -> None:
    source = root / "docs" / "examples" / "sphinx"
    command = [sys.executable, "-m", "sphinx", "-q", "-W", "-b", builder, "-d", str(tmp_path / "trees")]
    options = ["-D", "epub_copyright=A historian", "-D", "copyright=A historian"]
    done = subprocess.run(
        [*command, *options, str(source), str(tmp_path / "out")],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(root), "PYTHONUTF8": "1"},
    )
    assert done.returncode == 0, done.stderr
    if builder == "text":
        text = re.sub(r"\s+", " ", (tmp_path / "out" / "advisors.txt").read_text(encoding="utf-8"))
        assert "see also Stephen Kotkin, *Magnetic Mountain: Stalinism as a Civilization*" in text
        assert "[4] Creel to House, September 25, 1918, p. 2." in text  # cited in full in the chapter before

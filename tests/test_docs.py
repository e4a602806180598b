"""The documentation shows what the commands print today."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

import archcite
from docs import generate


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("bash") is None, reason="the commands are those of a POSIX shell")
@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/index.md",
        "docs/tutorial.md",
        "docs/seed.md",
        "docs/guides/bibliography.md",
        "docs/guides/citeproc-py.md",
        "docs/explanation/archival-citation.md",
        "docs/explanation/csl.md",
    ],
)
def test_commands_print_what_the_page_shows(root: Path, page: str) -> None:
    text = (root / page).read_text(encoding="utf-8")
    assert generate.generated(text) == text


@pytest.mark.filterwarnings("default::archcite.ArchciteWarning")  # a format may have no place for something
@pytest.mark.parametrize(
    "page",
    [
        "README.md",
        "docs/seed.md",
        "docs/guides/bibliography.md",
        "docs/guides/processor.md",
        "docs/explanation/archival-citation.md",
    ],
)
def test_python_examples_say_what_is_so(root: Path, page: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every line runs, after those before it; where its comment is a Python literal, that is its value."""
    monkeypatch.chdir(root)
    names: dict[str, object] = {}
    for block in re.findall(r"```python\n(.*?)```", (root / page).read_text(encoding="utf-8"), re.DOTALL):
        for line in filter(None, block.splitlines()):
            code, _, comment = line.partition("  # ")
            if not re.fullmatch(r"'.*'", comment.strip()):
                exec(line, names)
                continue
            assert repr(str(eval(code, names))) == comment.strip()
    assert archcite.__version__


@pytest.mark.parametrize("script", ["generate_rules", "generate_cli"])
def test_generated_pages_are_current(root: Path, script: str) -> None:
    import subprocess
    import sys

    done = subprocess.run(
        [sys.executable, f"docs/{script}.py", "--check"], cwd=root, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout + done.stderr

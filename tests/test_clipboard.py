"""``--copy`` of ``cite`` and ``bib``: what reaches the program that copies."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner

from archcite.cli import cli

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="the program that copies is a shell script here"
)
SEED = str(Path(__file__).parents[1] / "seeds" / "wilson-center-110474.txt")


@pytest.fixture
def install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Make a folder the only one where programs are found; return it."""
    folder = tmp_path / "bin"
    folder.mkdir()
    (folder / "cat").symlink_to("/bin/cat")
    monkeypatch.setenv("PATH", str(folder))
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.setenv(name, ":0")
    return folder


def add_program(folder: Path, name: str, status: int = 0) -> Path:
    copied = folder / "copied"
    script = f'#!/bin/sh\necho "$@" > {folder}/arguments\ncat > {copied}\nexit {status}\n'
    (folder / name).write_text(script, encoding="utf-8")
    os.chmod(folder / name, 0o755)
    return copied


@pytest.mark.parametrize(
    ("program", "arguments", "encoding", "expected"),
    [
        ("wl-copy", "text/html", "utf-8", "<!doctype html>"),
        ("xclip", "-t text/html", "utf-8", "<!doctype html>"),
        ("xsel", "--clipboard --input", "utf-8", "“"),
        ("pbcopy", "", "utf-8", "{\\rtf1"),
        ("clip.exe", "", "utf-16", "“"),
    ],
)
@pytest.mark.parametrize("command", ["cite", "bib"])
def test_each_program_gets_what_it_takes(
    install: Path, command: str, program: str, arguments: str, encoding: str, expected: str
) -> None:
    copied = add_program(install, program)
    made = CliRunner().invoke(cli, [command, SEED, "--copy"])
    assert made.exit_code == 0 and made.stdout == ""
    assert expected in copied.read_text(encoding=encoding)
    assert "Razdolescu" in copied.read_text(encoding=encoding)
    assert arguments in (install / "arguments").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("options", "status", "message"),
    [
        (["--copy", "-o", "x.txt"], 0, "not both"),
        (["--copy", "--format", "markdown"], 0, "leave out --format"),
        (["--copy", "--json"], 0, "leave out --format"),
        (["--copy"], 1, "xclip could not copy"),
    ],
)
def test_what_cannot_be_copied(install: Path, options: list[str], status: int, message: str) -> None:
    add_program(install, "xclip", status)
    made = CliRunner().invoke(cli, ["cite", SEED, *options])
    assert made.exit_code != 0 and message in made.stderr


def test_without_a_program_a_sentence_says_what_to_install(
    install: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = CliRunner().invoke(cli, ["cite", SEED, "--copy"])
    assert made.exit_code != 0 and "install one of wl-copy, xclip" in made.stderr
    # Without a display, a program that needs one is not used.
    add_program(install, "xclip")
    monkeypatch.delenv("DISPLAY")
    assert "install one of" in CliRunner().invoke(cli, ["cite", SEED, "--copy"]).stderr

"""Copying a result to the clipboard, with its italics where the program that does it takes them."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

import click

from archcite.cli.terminal import explain


class _Program(NamedTuple):
    """A program that copies its input: its arguments, the format that it takes, and the variable that it needs."""

    name: str
    arguments: tuple[str, ...]
    ending: str
    variable: str = ""
    encoding: str = "utf-8"


_PROGRAMS = (
    _Program("wl-copy", ("--type", "text/html"), ".html", "WAYLAND_DISPLAY"),
    _Program("xclip", ("-selection", "clipboard", "-t", "text/html"), ".html", "DISPLAY"),
    _Program("xsel", ("--clipboard", "--input"), ".txt", "DISPLAY"),
    _Program("pbcopy", (), ".rtf"),
    _Program("clip.exe", (), ".txt", encoding="utf-16"),
)


@contextmanager
def open_clipboard() -> Iterator[str]:
    """Yield a file whose content is copied to the clipboard at the end.

    Raises :class:`click.ClickException` if no program can copy.
    """
    program = _find_program()
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, f"clipboard{program.ending}")
        yield file
        if os.path.exists(file):
            _copy(file, program)
            explain(f"copied to the clipboard with {program.name}")


def _find_program() -> _Program:
    for program in _PROGRAMS:
        if shutil.which(program.name) and (not program.variable or os.environ.get(program.variable)):
            return program
    names = ", ".join(program.name for program in _PROGRAMS)
    raise click.ClickException(f"No program copies to the clipboard here: install one of {names}.")


def _copy(file: str, program: _Program) -> None:
    with open(file, encoding="utf-8") as written:
        data = written.read().encode(program.encoding)
    try:
        # wl-copy and xclip stay to answer those who paste, and would keep a pipe open.
        subprocess.run(
            [program.name, *program.arguments],
            input=data,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=True,
            timeout=20,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise click.ClickException(f"{program.name} could not copy: {error}") from None

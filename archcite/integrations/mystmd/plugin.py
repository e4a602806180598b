"""The program that mystmd runs as a plug-in: it says what it does, and changes the tree of each page."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from archcite._foundation.files import report_write_errors, write_file
from archcite.errors import ArchciteError
from archcite.integrations.common.library import read_library
from archcite.integrations.common.settings import Settings
from archcite.integrations.common.style_lookup import is_in_notes, resolve_style_path
from archcite.integrations.mystmd.page import cite_page

FILE_NAME = "archcite-plugin.py"
_TRANSFORM = {"name": "archcite", "stage": "document", "doc": "Cite sources with archcite."}
_SPECIFICATION = {"name": "archcite", "directives": [], "roles": [], "transforms": [_TRANSFORM]}
_SCRIPT = '''\
#!/usr/bin/env python3
"""Cite with archcite: mystmd runs this file. It needs a Python that has archcite."""

from archcite.integrations.mystmd.plugin import run

run({sources!r}, style={style!r})
'''


def run(sources: Sequence[str], *, style: str = "chicago", locale: str | None = None) -> None:
    """Do what mystmd asks of a plug-in: print what it is, or the tree from standard input with its citations.

    ``sources`` are files or folders, from the folder of the project. Problems are printed on standard error.
    """
    if "--transform" not in sys.argv:
        print(json.dumps(_SPECIFICATION))
        return
    tree = json.load(sys.stdin)
    folder = os.getcwd()
    settings = Settings(
        style, "page", locale, resolve_style_path=lambda wanted: resolve_style_path(wanted, folder)
    )
    try:
        library = read_library(list(sources), folder, locale=locale)
        problems = cite_page(tree, library, settings, in_notes=is_in_notes(style, folder=folder))
    except ArchciteError as error:
        sys.exit(f"archcite: {error}")
    for problem in dict.fromkeys(problems):
        print(f"archcite: {problem}", file=sys.stderr)
    print(json.dumps(tree))


def add_plugin(folder: str | os.PathLike[str], sources: Sequence[str], style: str) -> Path:
    """Write the plug-in into a project; return its file.

    Raises :class:`~archcite.errors.OutputError` if the folder cannot be written to.
    """
    target = Path(folder) / FILE_NAME
    with report_write_errors(target):
        write_file(target, _SCRIPT.format(sources=list(sources), style=style).encode())
        target.chmod(0o755)
    return target

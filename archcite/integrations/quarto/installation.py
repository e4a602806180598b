"""Put the Quarto extension into a project."""

from __future__ import annotations

import os
from pathlib import Path

from archcite._foundation.files import report_write_errors, write_file

_EXTENSION = Path("_extensions", "archcite")


def add_extension(folder: str | os.PathLike[str] = ".") -> Path:
    """Copy the extension into the folder ``_extensions`` of a project; return where it is.

    An older copy is replaced. Raises :class:`~archcite.errors.OutputError` if the folder cannot be written to.
    """
    source, target = Path(__file__).parent / _EXTENSION, Path(folder) / _EXTENSION
    with report_write_errors(target):
        target.mkdir(parents=True, exist_ok=True)
    for file in sorted(source.iterdir()):
        write_file(target / file.name, file.read_bytes())
    return target

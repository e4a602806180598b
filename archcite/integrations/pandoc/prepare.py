"""Files for pandoc's own citation processor: records as CSL-JSON, and a style for them as one CSL file."""

from __future__ import annotations

import os
from collections.abc import Iterable

from archcite._foundation.files import report_write_errors, write_file
from archcite.errors import OutputError
from archcite.formats.csl_json.writer import to_csl_json
from archcite.record import Source
from archcite.styles import export_style

# At the end of the style: it tells that both files of the folder may be written again.
_MARK = "<!-- Written by archcite pandoc prepare. -->"


def prepare(
    records: Iterable[Source], style: str, folder: str | os.PathLike[str], *, overwrite: bool = False
) -> tuple[str, str]:
    """Write ``references.json`` and ``style.csl`` into a folder, which is made if need be, and return their paths.

    Files that this function wrote are replaced; others of these names only with ``overwrite``.

    Raises :class:`~archcite.errors.StyleError` if the style is unknown, and
    :class:`~archcite.errors.OutputError` if the folder cannot be written into, or has such files.
    """
    xml = f"{export_style(style).rstrip()}\n{_MARK}\n"
    references, csl = (os.path.join(folder, name) for name in ("references.json", "style.csl"))
    written = ((references, to_csl_json(list(records))), (csl, xml))
    with report_write_errors(folder):
        if not overwrite and not _is_written_here(csl):
            for path, text in written:
                _check_absent(path, text)
        os.makedirs(folder, exist_ok=True)
        for path, text in written:
            write_file(path, text)
    return references, csl


def _is_written_here(csl: str) -> bool:
    """Return whether a style was written by :func:`prepare`."""
    try:
        with open(csl, encoding="utf-8", errors="replace") as file:
            return file.read().rstrip().endswith(_MARK)
    except FileNotFoundError:
        return False


def _check_absent(path: str, text: str) -> None:
    """Raise OutputError if a file exists and has another text."""
    try:
        with open(path, encoding="utf-8", errors="replace", newline="") as file:
            known = file.read()
    except FileNotFoundError:
        return
    if known != text:
        raise OutputError(
            f"“{path}” already exists, and archcite did not write it: give another folder with --output, or use "
            "--overwrite."
        )

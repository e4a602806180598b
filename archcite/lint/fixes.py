"""Mended records written back: into archcite's own files in place, and from other formats into a new file.

A file of one's own has comments, an order, things declared once for many records: none of it may be lost.  So
only the words that change are replaced in its text, and the result is read again and compared with the records
that it should hold.  Where that cannot be done, and for all other formats, a new file is written.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from archcite._foundation.writing_files import report_write_errors
from archcite.errors import ArchciteError, OutputError
from archcite.lint.engine import mend
from archcite.record import Record
from archcite.record.serialization import to_plain


@frozen
class Mended:
    """The text that holds the mended records of a source, and where it goes: ``-`` is standard output."""

    source: str
    path: str
    text: str
    records: int

    @property
    def in_place(self) -> bool:
        """Whether the source itself is rewritten."""
        return self.source == self.path

    def write(self) -> None:
        """Write the file, at one stroke; raises :class:`~archcite.errors.OutputError` where that is not possible.

        A new file is never written over another.
        """
        import shutil
        import tempfile

        folder = os.path.dirname(os.path.abspath(self.path))
        if not self.in_place and os.path.exists(self.path):
            raise OutputError(f"“{self.path}” exists already: move it away, and mend “{self.source}” again.")
        with report_write_errors(self.path):
            with tempfile.NamedTemporaryFile(
                "w", dir=folder, delete=False, encoding="utf-8", newline=""
            ) as file:
                file.write(self.text)
            if self.in_place:
                shutil.copymode(self.path, file.name)
            os.replace(file.name, self.path)


def mend_source(source: str, records: Sequence[Record]) -> Mended | None:
    """What ``--fix`` makes of a source and the records that were read from it; None where nothing is to mend."""
    mended = mend(records)
    changed = sum(old != new for old, new in zip(records, mended, strict=True))
    if not changed:
        return None
    if source != "standard input" and (text := _in_place(source, records, mended)) is not None:
        return Mended(source, source, text, changed)
    from archcite.formats.archcite_yaml.writer import to_yaml

    path = "-" if source == "standard input" else f"{os.path.splitext(source)[0]}.fixed.yaml"
    return Mended(source, path, to_yaml(mended), changed)


def _in_place(source: str, records: Sequence[Record], mended: Sequence[Record]) -> str | None:
    """The text of one of archcite's own files with the changed words replaced; None where that fails."""
    from archcite.formats.archcite_yaml import reader as archcite_file

    try:
        with open(source, encoding="utf-8", newline="") as file:
            text = file.read()
    except (OSError, ValueError):
        return None
    if not archcite_file.sniff(text.removeprefix("\ufeff")):
        return None
    start = 0
    for old, new in zip(records, mended, strict=True):
        for before, after in _changes(to_plain(old), to_plain(new)):
            at = text.find(before, start)
            at = at if at >= 0 else text.find(before)
            if at < 0:
                return None
            text = text[:at] + after + text[at + len(before) :]
            start = at + len(after)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what the reader had to say has been said
            again = archcite_file.read(text.removeprefix("\ufeff").replace("\r\n", "\n"), source)
    except ArchciteError:
        return None
    return text if again == list(mended) else None


def _changes(old: Any, new: Any) -> Iterator[tuple[str, str]]:
    """The texts that differ between two records as plain data."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() & new.keys():
            yield from _changes(old[key], new[key])
    elif isinstance(old, str) and isinstance(new, str) and old != new:
        yield old, new

"""Write fixed records back: into archcite's own files in place, and from other formats into a new file.

A YAML file has comments, an order, and declarations that several records share; none of that may be lost. So only
the words that change are replaced in its text, and the result is read again and compared with the records that it
should hold. If that fails, and for all other formats, a new file is written.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import Any

from attrs import frozen

from archcite._foundation.files import write_file
from archcite._foundation.source_paths import get_fixed_path
from archcite._foundation.warning_collector import collect_warnings
from archcite.errors import ArchciteError, OutputError
from archcite.lint.engine import fix
from archcite.record import Source
from archcite.record.serialization import to_plain

_STANDARD_INPUT = "standard input"


@frozen
class FixedFile:
    """The text that holds the fixed records of a source, and where it belongs: ``-`` is standard output.

    ``original`` is the text of the source, if the source itself is rewritten; ``changed`` is the number of records
    that were fixed. :func:`fix_source` makes one.

    >>> FixedFile("letter.txt", "letter.fixed.yaml", "title: Letter", 1).in_place
    False
    """

    source: str
    path: str
    text: str
    changed: int
    original: str | None = None

    @property
    def in_place(self) -> bool:
        """Whether the source itself is rewritten."""
        return self.source == self.path

    def write(self) -> None:
        """Write the file; never write a new file over an existing one.

        Raises :class:`~archcite.errors.OutputError` if the file cannot be written, or is new and exists.
        """
        if not self.in_place and os.path.exists(self.path):
            raise OutputError(f"“{self.path}” already exists: move it away, and fix “{self.source}” again.")
        write_file(self.path, self.text)

    def format_diff(self) -> str:
        """Return what would change as a unified diff; for a new file, all of it is new."""
        import difflib

        old = [] if self.original is None else self.original.splitlines(keepends=True)
        name = self.source if self.in_place else os.devnull
        lines = difflib.unified_diff(old, self.text.splitlines(keepends=True), name, self.path)
        return "".join(line if line.endswith("\n") else f"{line}\n" for line in lines)


def fix_source(source: str, records: Sequence[Source]) -> FixedFile | None:
    """Fix the records that were read from a source; return None if there is nothing to fix.

    Nothing is written: :meth:`FixedFile.write` does that.

    >>> from archcite import read
    >>> fixed = fix_source("letter.txt", [read("seeds/wilson-center-110474.txt")])
    >>> fixed.path, fixed.changed
    ('letter.fixed.yaml', 1)
    """
    fixed = fix(records)
    changed = sum(old != new for old, new in zip(records, fixed, strict=True))
    if not changed:
        return None
    if source != _STANDARD_INPUT and (texts := _fix_in_place(source, records, fixed)) is not None:
        return FixedFile(source, source, texts[1], changed, texts[0])
    from archcite.formats.archcite_yaml.writer import to_yaml

    path = "-" if source == _STANDARD_INPUT else get_fixed_path(source)
    return FixedFile(source, path, to_yaml(fixed), changed)


def _fix_in_place(source: str, records: Sequence[Source], fixed: Sequence[Source]) -> tuple[str, str] | None:
    """Return the text of an archcite file before and after the fixes; None if they cannot be made in place."""
    from archcite.formats.archcite_yaml import reader as archcite_file

    try:
        with open(source, encoding="utf-8", newline="") as file:
            original = file.read()
    except (OSError, ValueError):
        return None
    if not archcite_file.sniff(original.removeprefix("\ufeff")):
        return None
    text, start = original, 0
    for old, new in zip(records, fixed, strict=True):
        if old.location and old.location.line:
            start = max(start, _find_line_start(text, old.location.line))
        for before, after in _iterate_changes(to_plain(old), to_plain(new)):
            at = text.find(before, start)
            # A value may be declared once, above the records that use it.
            at = at if at >= 0 else text.find(before)
            if at < 0:
                return None
            text = text[:at] + after + text[at + len(before) :]
            start = at + len(after)
    try:
        with collect_warnings():  # the reader has reported them before
            again = archcite_file.read(text.removeprefix("\ufeff").replace("\r\n", "\n"), source)
    except ArchciteError:
        return None
    return (original, text) if list(again) == list(fixed) else None


def _find_line_start(text: str, line: int) -> int:
    """Return the index at which a line (from 1) begins."""
    start = 0
    for _ in range(line - 1):
        start = text.find("\n", start) + 1
    return start


def _iterate_changes(old: Any, new: Any) -> Iterator[tuple[str, str]]:
    """Yield the texts that differ between two records as plain data."""
    if isinstance(old, dict) and isinstance(new, dict):
        for key in old.keys() & new.keys():
            yield from _iterate_changes(old[key], new[key])
    elif isinstance(old, str) and isinstance(new, str) and old != new:
        yield old, new

"""The files that the sources of a command stand for, to be compared with a later look."""

from __future__ import annotations

import os
from collections.abc import Sequence

from archcite._foundation.source_paths import expand
from archcite.errors import SourceError


def list_changes(sources: Sequence[str], output: str | None = None) -> list[tuple[str, int, int]]:
    """Return the path, time of change and size of each file that sources stand for, to compare with a later list."""
    found = []
    try:
        for source in expand(sources, output):
            status = os.stat(source.path)
            found.append((source.path, status.st_mtime_ns, status.st_size))
    except (OSError, SourceError):
        pass  # a file that is being replaced is there at the next look
    return found

"""The records of a project, for many documents and many builds: a file is read again only when it has changed."""

from __future__ import annotations

import os
from collections.abc import Iterable

from archcite.integrations.common.library import Library, read_library

_KNOWN: dict[tuple[str, ...], Library] = {}


def get_library(
    sources: Iterable[str], folder: str, locale: str | None = None, *, network: bool = False
) -> tuple[Library, bool]:
    """Return the records of some sources, and whether they have changed since the last call.

    ``locale`` and ``network`` are those of :func:`~archcite.integrations.common.library.read_library`.
    """
    key = (os.path.abspath(folder), locale or "", str(network), *sources)
    before = _KNOWN.get(key)
    found = read_library(sources, folder, before, locale=locale, network=network)
    if before is not None and found.files == before.files:
        return before, False
    _KNOWN[key] = found
    return found, True

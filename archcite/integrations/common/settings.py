"""The options of a build of documents, as each plug-in reads them from its host."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from attrs import field, frozen


@frozen
class Settings:
    """The options of a build, such as where first notes begin again: at each ``page`` or ``chapter``, or never.

    ``archive_first`` and ``date_words`` are those of :func:`archcite.cite`.
    """

    style: str = "chicago"
    note_scope: str = "page"
    locale: str | None = None
    cards: bool = False
    is_tag_active: Callable[[str], bool] = field(default=lambda _tag: True)
    resolve_style_path: Callable[[str], str | Path] = field(default=str)
    archive_first: bool | None = None
    date_words: bool = False

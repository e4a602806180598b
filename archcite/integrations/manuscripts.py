"""Manuscripts of word processors with their citations done, whatever their format."""

from __future__ import annotations

from archcite.integrations.common.library import Library
from archcite.integrations.common.manuscript import CitedManuscript
from archcite.integrations.common.settings import Settings
from archcite.integrations.common.style_lookup import is_in_notes, resolve_style_path
from archcite.integrations.opendocument import manuscript as opendocument
from archcite.integrations.word import manuscript as word

# OpenDocument has its media type in a part that comes first.
_START = 200


def cite_manuscript(
    data: bytes,
    library: Library,
    *,
    name: str = "manuscript.docx",
    style: str = "chicago",
    locale: str | None = None,
    archive_first: bool | None = None,
    date_words: bool = False,
    notes: str | None = None,
    folder: str = ".",
) -> CitedManuscript:
    """Replace the markers of a .docx or .odt file by citations, and ``[[bibliography]]`` by the list.

    ``notes`` is ``footnotes`` or ``endnotes``; without it, citations are endnotes only if all notes of the
    manuscript are. ``archive_first`` and ``date_words`` are those of :func:`archcite.cite`. Everything but the markers
    stays as it is. A marker with an unknown key stays too, and is reported.

    Raises :class:`~archcite.errors.SourceError` if the file is not a usable .docx or .odt file, and
    :class:`~archcite.errors.StyleError` if the style is unknown.
    """
    settings = Settings(
        style,
        "project",
        locale,
        resolve_style_path=lambda wanted: resolve_style_path(wanted, folder),
        archive_first=archive_first,
        date_words=date_words,
    )
    is_opendocument = opendocument.MEDIA_TYPE in data[:_START]
    open_manuscript = opendocument.open_manuscript if is_opendocument else word.open_manuscript
    manuscript = open_manuscript(data, name, library, is_in_notes(style, folder=folder), notes)
    return manuscript.cite(settings, data)

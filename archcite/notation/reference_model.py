"""A reference as it was read: who holds the source, and where in the archive it is."""

from __future__ import annotations

from typing import NamedTuple

from archcite.notation.archives import Archive
from archcite.record import Pages, Part


class Reference(NamedTuple):
    """A reference taken apart; ``repository`` is as written, and None where the reference names none.

    ``archive`` is the holder as the table has it, ``medium`` what was seen (“Microfilm”), ``rest`` what could
    not be placed, ``warnings`` a sentence for each thing that was guessed or would be written differently.
    ``tradition`` is the one that it was read in, ``holder_last`` whether the holder stands after the path, and
    ``exact`` whether :func:`~archcite.notation.write_reference` gives the text back to the letter.
    """

    repository: str | None
    parts: tuple[Part, ...]
    pages: Pages
    medium: str | None = None
    rest: str | None = None
    archive: Archive | None = None
    warnings: tuple[str, ...] = ()
    tradition: str = "international"
    holder_last: bool = False
    exact: bool = True

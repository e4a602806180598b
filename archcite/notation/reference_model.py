"""The result of parsing a reference."""

from __future__ import annotations

from typing import NamedTuple

from archcite.notation.archives import Archive
from archcite.record import Pages, Part


class Reference(NamedTuple):
    """A parsed reference; ``repository`` is as written, and None if the reference names none.

    ``archive`` is the entry of the table for the repository, ``medium`` the copy that was seen (“Microfilm”),
    ``rest`` text that could not be placed, ``warnings`` a sentence for each guess or change of wording.
    ``tradition`` is the id of the tradition that was used, ``holder_last`` whether the repository comes after the
    path, and ``exact`` whether :func:`~archcite.notation.write_reference` reproduces the text exactly.

    >>> from archcite.notation import parse_reference
    >>> reference = parse_reference("RGANI, f. 5, op. 30, d. 273, l. 4")
    >>> reference.archive.place, [part.value for part in reference.parts], reference.tradition
    ('Moscow', ['5', '30', '273'], 'soviet')
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

"""A sample of a style, for the command line."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from archcite.styles import _find_folder

if TYPE_CHECKING:
    pass


def sample(name: str) -> str:
    """A letter in an archive, seen in a portal, as a style cites it.

    >>> sample("chicago-author-date")
    '(“Letter Addressed by the CC of the CPSU to the CC of the RWP on the Recall of Soviet Advisors from Romania” 1958)'
    """
    from archcite.api import cite
    from archcite.formats.reading import read

    return cite(read(os.path.join(_find_folder("seeds"), "wilson-center-110474.txt")), name)

"""An example of a style, for the command line."""

from __future__ import annotations

import os

from archcite.styles import _find_folder


def cite_sample(style: str) -> str:
    """Cite a letter that is in an archive and was seen in a portal.

    >>> cite_sample("chicago-author-date")
    '(“Letter Addressed by the CC of the CPSU to the CC of the RWP on the Recall of Soviet Advisors from Romania” 1958)'
    """
    from archcite.api import cite
    from archcite.formats.reading import read

    return cite(read(os.path.join(_find_folder("seeds"), "wilson-center-110474.txt")), style)

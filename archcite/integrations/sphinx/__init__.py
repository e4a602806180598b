"""Citations in Sphinx: ``extensions = ["archcite.sphinx"]``.

While documents are read, what they cite is only collected; when all have been read, it is formatted once, in the
order of the tables of contents; and while they are written, the text takes its place.  So HTML, LaTeX, EPUB and
plain text agree, and a document is written again if, and only if, its text has changed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: Sphinx) -> dict[str, Any]:
    """Set up the extension; Sphinx calls this when it loads it."""
    from archcite.integrations.sphinx.extension import setup as set_up

    return set_up(app)

"""Styles by the names that a project says: where they are, and whether they cite in notes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from archcite.csl import library
from archcite.errors import StyleError
from archcite.styles import resolve

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def is_in_notes(app: Sphinx, own: str = "") -> bool:
    """Whether the citations of a document are notes; ``own`` is its own style, if it has one.

    A style that is none counts as that of the project, which takes its place.
    """
    for name in filter(None, (own, app.config.archcite_style)):
        try:
            return _in_notes(located(app, name))
        except StyleError:
            continue
    return False


def located(app: Sphinx, name: str) -> str | Path:
    """A style as :func:`archcite.styles.resolve` takes it: a file is looked for beside ``conf.py``."""
    is_file = name.endswith(".csl") and "://" not in name
    return Path(app.confdir or app.srcdir) / name if is_file else name


@cache
def _in_notes(style: str | Path) -> bool:
    return library.load(resolve(style))[0].in_notes

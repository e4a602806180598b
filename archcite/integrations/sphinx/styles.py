"""The styles of a Sphinx project: those in files stand beside ``conf.py``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from archcite.integrations.common import style_lookup

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def is_in_notes(app: Sphinx, own: str = "") -> bool:
    """Return whether the citations of a document are notes; ``own`` is its own style, if it has one.

    An unknown style counts as the project's, which replaces it.
    """
    return style_lookup.is_in_notes(own, app.config.archcite_style, folder=_get_folder(app))


def resolve_style_path(app: Sphinx, name: str) -> str | Path:
    """Return a style for :func:`archcite.styles.resolve`."""
    return style_lookup.resolve_style_path(name, _get_folder(app))


def _get_folder(app: Sphinx) -> Path:
    return Path(app.confdir or app.srcdir)

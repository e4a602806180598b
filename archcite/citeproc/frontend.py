"""Styles and bibliographies, where citeproc-py has them: ``from citeproc.frontend import …``."""

from __future__ import annotations

from archcite.citeproc.bibliography import CitationStylesBibliography
from archcite.citeproc.style import CitationStylesLocale, CitationStylesStyle

__all__ = ["CitationStylesBibliography", "CitationStylesLocale", "CitationStylesStyle"]

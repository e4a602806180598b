"""References from ``.bib`` files."""

from __future__ import annotations

from archcite.citeproc.source.bibtex.bibtex import BibTeX

__all__ = ["BibTeX"]

"""Parser of citeproc-py for ``.bib`` files, as it is; :class:`~archcite.citeproc.source.bibtex.BibTeX` has another."""

from __future__ import annotations

from citeproc.source.bibtex.bibparse import BibTeXDecodeError, BibTeXEntry, BibTeXParser

__all__ = ["BibTeXDecodeError", "BibTeXEntry", "BibTeXParser"]

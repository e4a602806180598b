"""The LaTeX decoder of citeproc-py, as it is; :class:`~archcite.citeproc.source.bibtex.BibTeX` has another."""

from __future__ import annotations

from citeproc.source.bibtex.latex import parse_latex, substitute_ligatures

__all__ = ["parse_latex", "substitute_ligatures"]

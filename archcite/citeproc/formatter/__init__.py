"""Formatters: modules with a function ``preformat`` for text, and a class for each kind of formatting.

A module of your own that has ``preformat`` and ``Italic``, ``Oblique``, ``Bold``, ``Light``, ``Underline``,
``Superscript``, ``Subscript`` and ``SmallCaps`` can be given to
:class:`~archcite.citeproc.CitationStylesBibliography` as well.
"""

from __future__ import annotations

from archcite.citeproc.formatter import html, plain, rst

__all__ = ["html", "plain", "rst"]

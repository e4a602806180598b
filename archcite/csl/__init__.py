"""A complete CSL 1.0.2 processor, of use on its own: styles and items in, citations and bibliographies out."""

from __future__ import annotations

from archcite.csl.document.filters import selection
from archcite.csl.processor import Processor

__all__ = ["Processor", "selection"]

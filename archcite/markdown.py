"""The name of the extension of Python-Markdown: ``extensions=["archcite.markdown"]``, or ``"archcite"``."""

from __future__ import annotations

from typing import Any

from archcite.integrations.markdown.extension import ArchciteExtension

__all__ = ["ArchciteExtension", "makeExtension"]


def makeExtension(**options: Any) -> ArchciteExtension:
    """Return the extension; Python-Markdown calls this for an extension that is given as a module name."""
    return ArchciteExtension(**options)

"""The name of the Sphinx extension: ``extensions = ["archcite.sphinx"]``."""

from __future__ import annotations

from archcite.integrations.sphinx import setup

__all__ = ["setup"]

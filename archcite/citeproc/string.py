"""Strings of citeproc-py, as they are, for formatters that are made of them; archcite has a rich text of its own."""

from __future__ import annotations

from citeproc.string import MixedString, NoCase, String

__all__ = ["MixedString", "NoCase", "String"]

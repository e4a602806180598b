"""Plain text, without formatting."""

from __future__ import annotations


def preformat(text: str) -> str:
    """Return text as it is."""
    return text


Italic = Oblique = Bold = Light = Underline = Superscript = Subscript = SmallCaps = str

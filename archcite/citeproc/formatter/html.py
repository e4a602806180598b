"""HTML."""

from __future__ import annotations

from html import escape
from typing import ClassVar


def preformat(text: str) -> str:
    """Escape text that goes between tags.

    >>> preformat("<R & D>")
    '&lt;R &amp; D&gt;'
    """
    return escape(str(text), quote=False)


class TagWrapper(str):
    """Text between tags: ``opening`` and ``closing`` are those of a kind of formatting."""

    opening: ClassVar[str] = ""
    closing: ClassVar[str] = ""

    def __new__(cls, text: str) -> TagWrapper:
        """Wrap a text, which is HTML already."""
        return super().__new__(cls, f"{cls.opening}{text}{cls.closing}")


class Italic(TagWrapper):
    """Italic text."""

    opening, closing = "<i>", "</i>"


class Oblique(Italic):
    """Oblique text."""


class Bold(TagWrapper):
    """Bold text."""

    opening, closing = "<b>", "</b>"


class Light(TagWrapper):
    """Light text."""

    opening, closing = '<span style="font-weight:lighter;">', "</span>"


class Underline(TagWrapper):
    """Underlined text."""

    opening, closing = "<u>", "</u>"


class Superscript(TagWrapper):
    """Raised text."""

    opening, closing = "<sup>", "</sup>"


class Subscript(TagWrapper):
    """Lowered text."""

    opening, closing = "<sub>", "</sub>"


class SmallCaps(TagWrapper):
    """Text in small capitals."""

    opening, closing = '<span style="font-variant:small-caps;">', "</span>"

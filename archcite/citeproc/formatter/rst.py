"""reStructuredText. A bibliography in this format is written by archcite's own, which marks up any text correctly."""

from __future__ import annotations

import re
from typing import ClassVar

_SPECIAL = re.compile(r"[\\*`|_]")


def preformat(text: str) -> str:
    r"""Escape text.

    >>> print(preformat("one * two"))
    one \* two
    """
    return _SPECIAL.sub(r"\\\g<0>", str(text))


class RoleWrapper(str):
    """Text in a role."""

    role: ClassVar[str] = ""

    def __new__(cls, text: str) -> RoleWrapper:
        """Wrap a text, which is reStructuredText already."""
        return super().__new__(cls, f":{cls.role}:`{text}`")


class Italic(RoleWrapper):
    """Italic text."""

    role = "emphasis"


class Oblique(Italic):
    """Oblique text."""


class Bold(RoleWrapper):
    """Bold text."""

    role = "strong"


class Superscript(RoleWrapper):
    """Raised text."""

    role = "superscript"


class Subscript(RoleWrapper):
    """Lowered text."""

    role = "subscript"


Light = Underline = SmallCaps = str

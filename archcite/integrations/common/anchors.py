"""Anchors: ids of HTML and labels of LaTeX, unique in the whole project, since some builders put it into one file."""

from __future__ import annotations

import re


def escape_id(text: str) -> str:
    """Return a text escaped for an id, so that different texts give different ids.

    >>> escape_id("guide/Füße 1")
    'guide-2fF-fc-dfe-201'
    """
    return re.sub(r"[^A-Za-z0-9]", lambda sign: f"-{ord(sign[0]):x}", text)

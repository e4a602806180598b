"""The archival styles, as a parameter of the tests that hold for each of them."""

from __future__ import annotations

import pytest

from archcite.styles import load_archival_styles

# A style of notes, one of the text, and one that stands alone: they are in the fast loop.
QUICK = {"chicago", "apa", "wilson-center"}

EVERY_STYLE = [
    style if style in QUICK else pytest.param(style, marks=pytest.mark.slow)
    for style in load_archival_styles()
]

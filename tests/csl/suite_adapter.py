"""``render(fixture)`` for runners of the CSL test suite that are not the project's own; see ``tests/csl/suite.py``."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from tests.csl.suite import render

__all__ = ["render"]

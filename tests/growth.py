"""Measure growth without a clock: a busy machine changes times, and not what is executed."""

from __future__ import annotations

import sys
from collections.abc import Callable
from types import FrameType
from typing import Any


def count_steps(function: Callable[[], object]) -> int:
    """Return how many lines of archcite a function executes, each as often as it does."""
    steps = 0

    def count(frame: FrameType, event: str, _argument: Any) -> Any:
        nonlocal steps
        steps += event == "line"
        return count

    def trace(frame: FrameType, _event: str, _argument: Any) -> Any:
        return count if frame.f_globals.get("__name__", "").startswith("archcite.") else None

    before = sys.gettrace()
    sys.settrace(trace)
    try:
        function()
    finally:
        sys.settrace(before)
    return steps

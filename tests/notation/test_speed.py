"""The time that references take grows with their length, and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from archcite.locators import parse_locator
from archcite.notation import parse_reference

UNITS = ("1", "a1", "0123456789abcdef", "1.", "1-", "1/", "a. 5 ", "1 ", "(", "“", "f.", "- ", "I", "1–")


def measure(function: Callable[[str], object], text: str) -> float:
    """Return the shortest of three runs in seconds of this process."""
    times = []
    for _ in range(3):
        start = time.process_time()
        function(text)
        times.append(time.process_time() - start)
    return min(times)


@pytest.mark.slow
@pytest.mark.parametrize("function", [parse_reference, parse_locator])
@pytest.mark.parametrize("unit", UNITS)
def test_long_text_takes_no_more_than_its_length(function: Callable[[str], object], unit: str) -> None:
    size = 400 // len(unit)
    function(unit * size)  # loads the tables
    short, long = (measure(function, unit * size * factor) for factor in (1, 4))
    # Four times the text may take sixteen times as long where all pieces are compared, and never a second.
    assert long < max(0.2, 30 * short), (unit, short, long)


@pytest.mark.parametrize("function", [parse_reference, parse_locator])
def test_a_call_number_of_a_thousand_signs_is_read_at_once(function: Callable[[str], object]) -> None:
    for text in ("1" * 1000, "0123456789abcdef" * 60, "MNL OL, " + "0a" * 500 + ", 4. doboz"):
        assert measure(function, text) < 0.5

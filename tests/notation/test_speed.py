"""The work that references take grows with their length, and none takes long."""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import partial

import pytest

from archcite.locators import parse_locator
from archcite.notation import parse_reference
from tests.growth import count_steps

UNITS = ("1", "a1", "0123456789abcdef", "1.", "1-", "1/", "a. 5 ", "1 ", "(", "“", "f.", "- ", "I", "1–")
# A regular expression that tries everything takes minutes for these texts; seconds of CPU time are far from both.
LONGEST = 10


@pytest.mark.slow
@pytest.mark.parametrize("function", [parse_reference, parse_locator])
@pytest.mark.parametrize("unit", UNITS)
def test_long_text_takes_no_more_than_its_length(function: Callable[[str], object], unit: str) -> None:
    size = 400 // len(unit)
    function(unit * 10)  # loads the tables
    short, long = (count_steps(partial(function, unit * size * factor)) for factor in (1, 4))
    # Four times the text takes sixteen times as many steps where all pieces are compared, and never more.
    assert long < 16 * short + 2000, (unit, short, long)


@pytest.mark.parametrize("function", [parse_reference, parse_locator])
def test_a_call_number_of_a_thousand_signs_is_read_at_once(function: Callable[[str], object]) -> None:
    start = time.process_time()
    for text in ("1" * 1000, "0123456789abcdef" * 60, "MNL OL, " + "0a" * 500 + ", 4. doboz"):
        function(text)
    assert time.process_time() - start < LONGEST

"""The work of each reader grows with the size of its input, not with the square of it."""

from __future__ import annotations

import time

import pytest

from benchmarks.growing_texts import BUILDERS, read_text
from tests.growth import count_steps

# Four times the input may take this many times the steps, and some more for what is loaded once.
MOST = 4.5
MARGIN = 2000
# A regular expression or a parser in C has no lines to count: with the square of a size they take minutes of CPU time.
LONGEST = 10


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILDERS)
def test_work_is_linear(name: str) -> None:
    build, size = BUILDERS[name]
    size = min(size, 300)
    read_text(build(2))  # loads what is loaded once
    small = count_steps(lambda: read_text(build(size)))
    large = count_steps(lambda: read_text(build(4 * size)))
    assert large < MOST * small + MARGIN, (small, large)


@pytest.mark.slow
@pytest.mark.parametrize("name", BUILDERS)
def test_a_large_input_is_read_at_once(name: str) -> None:
    build, size = BUILDERS[name]
    text = build(4 * size)
    start = time.process_time()
    read_text(text)
    assert time.process_time() - start < LONGEST


@pytest.mark.parametrize(
    "text",
    [
        f"TY  - MANSCPT\nTI  - Letter\nAU  - {'x' * 60_000}\nER  - \n",
        f"TY  - MANSCPT\nTI  - Letter\nAV  - RGANI, f. 5, d. {'. ' * 8000}\nER  - \n",
    ],
)
def test_a_long_run_of_one_character_is_read_at_once(text: str) -> None:
    start = time.process_time()
    read_text(text)
    assert time.process_time() - start < 4

"""Suggestions for mistyped words."""

from __future__ import annotations

import pytest

from archcite._foundation.close_matches import find_close_matches


@pytest.mark.parametrize("filler", [0, 300])
def test_many_words_are_searched_as_few_are(filler: int) -> None:
    known = ["Repository", "Series", "portal", *(f"x{number:04}" for number in range(filler))]
    assert find_close_matches("reposotory", known) == ["Repository"]
    assert find_close_matches("PORTAL", known) == ["portal"]
    assert find_close_matches("qqqqq", known) == []


def test_the_most_similar_comes_first() -> None:
    assert find_close_matches("boxes", ["boxer", "boxes of it", "boxes"], 3) == [
        "boxes",
        "boxer",
        "boxes of it",
    ]


def test_a_known_word_is_found_among_many_that_look_alike() -> None:
    known = [f"repository {number}" for number in range(1000)]
    assert find_close_matches("Repository 777", known) == ["repository 777"]

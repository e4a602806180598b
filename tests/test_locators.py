"""Locators as people write them."""

from __future__ import annotations

import pytest

from archcite.locators import LABELS, parse_locator


@pytest.mark.parametrize(
    ("written", "label", "value"),
    [
        ("p. 719", "page", "719"),
        ("p.719", "page", "719"),
        ("p719", "page", "719"),
        ("pp. 719–20", "page", "719-20"),
        ("pp. 719 - 720", "page", "719 - 720"),
        ("PP. 5", "page", "5"),
        ("719", "page", "719"),
        ("xii", "page", "xii"),
        ("v", "page", "v"),
        ("fol. 3v", "folio", "3v"),
        ("fols. 3v–4r", "folio", "3v-4r"),
        ("3v", "folio", "3v"),
        ("12r-v", "folio", "12r-v"),
        ("ll. 12-15", "line", "12-15"),
        ("ll. 12–15 ob.", "line", "12-15 ob."),
        ("§ 5", "section", "5"),
        ("§§5–7", "section", "5-7"),
        ("¶3", "paragraph", "3"),
        ("s.v. “Warsaw”", "sub-verbo", "“Warsaw”"),
        ("chap. 3", "chapter", "3"),
        ("box 5", "box", "box 5"),
        ("Frame 0123", "frame", "Frame 0123"),
        ("  p.\t12 ", "page", "12"),
        ("the margin", "page", "the margin"),
    ],
)
def test_label_and_value(written: str, label: str, value: str) -> None:
    assert parse_locator(written) == {"locator": value, "label": label}


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_nothing_is_no_locator(nothing: str) -> None:
    assert parse_locator(nothing) == {}


def test_no_word_has_two_labels() -> None:
    words = [word for forms in LABELS.values() for word in forms]
    assert len(words) == len(set(words))

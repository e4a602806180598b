"""Locators as people write them."""

from __future__ import annotations

import pytest

import archcite
from archcite.locators import LABELS, LABELS_IN_OTHER_LANGUAGES, LEAVES, keep_leaves, parse_locator


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
        ("S. 4–6", "page", "4-6"),
        ("с. 5", "page", "5"),
        ("pág. 7", "page", "7"),
        ("עמ' 2", "page", "2"),
        ("Kap. 3", "chapter", "3"),
        ("т. 2", "volume", "2"),
        ("Anm. 12", "note", "12"),
        ("Bl. 3", "page", "Bl. 3"),
        ("лл. 3–5 об.", "page", "лл. 3-5 об."),
        ("דף 4", "page", "דף 4"),
    ],
)
def test_label_and_value(written: str, label: str, value: str) -> None:
    assert parse_locator(written) == {"locator": value, "label": label}


@pytest.mark.parametrize("nothing", ["", "  ", "\n"])
def test_nothing_is_no_locator(nothing: str) -> None:
    assert parse_locator(nothing) == {}


def test_no_word_has_two_labels() -> None:
    labels = (*LABELS.values(), *LABELS_IN_OTHER_LANGUAGES.values(), LEAVES)
    words = [word for forms in labels for word in forms]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("location", ["f. 17, op. 3, d. 88, l. 4", "fonds 17, op. 3", "d. 5"])
@pytest.mark.parametrize(
    ("locator", "kept"), [("3", "l\\. 3"), ("3-5", "ll\\. 3-5"), ("3, 5 ob.", "ll\\. 3, 5 ob.")]
)
def test_a_leaf_of_an_archive_that_writes_l_is_not_a_line(location: str, locator: str, kept: str) -> None:
    cite = {"id": "a", "locator": locator, "label": "line"}
    assert keep_leaves(cite, {"archive_location": location}) == {"id": "a", "locator": kept, "label": "page"}


@pytest.mark.parametrize(
    ("item", "cite"),
    [
        ({"title": "Poems"}, {"locator": "3-5", "label": "line"}),
        ({"archive_location": "Box 6"}, {"locator": "3", "label": "line"}),
        ({"archive_location": "op. 3"}, {"locator": "3", "label": "page"}),
        ({"archive_location": "op. 3"}, {}),
    ],
)
def test_a_line_stays_a_line(item: dict[str, str], cite: dict[str, str]) -> None:
    assert keep_leaves(cite, item) == cite


@pytest.mark.parametrize("locale", ["en-US", "de-DE", "ru-RU", "fr-FR"])
@pytest.mark.parametrize("written", ["l. 4v", "ll. 3, 5", "л. 5 об.", "Bl. 7"])
def test_leaves_are_printed_as_their_archive_writes_them(locale: str, written: str) -> None:
    record = archcite.Record(
        title="Report",
        holdings=[archcite.Holding(archcite.Repository("RGASPI"), [archcite.Part("series", "op.", "3")])],
    )
    for style in ("chicago", "chicago-author-date"):
        assert written in archcite.cite(record, style, locale=locale, locator=written)

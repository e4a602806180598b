"""Parsing and writing undo each other; no text at all makes the parser fail, or loses a letter."""

from __future__ import annotations

import re
from collections import Counter

import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from archcite.notation import (
    Tradition,
    format_reference,
    list_archives,
    load_traditions,
    parse_reference,
    parse_references,
    write_reference,
)
from archcite.notation.traditions import LEAVES
from archcite.record import Pages, Part

TRADITIONS = tuple(load_traditions().values())
LABELLED = tuple(known for known in TRADITIONS if known.levels)  # others have call numbers only
HOLDERS = {
    known.id: next((archive.english for archive in list_archives() if archive.tradition == known.id), None)
    for known in TRADITIONS
}
WORDS = re.findall(
    r"\S+",
    """
    f. op. д. RGANI BArch TNA , ; “ ” ( ) B 136/59748 FO 371/12 ll. 12-15 ob. doboz 4. Box 5 Papers MS n.p. Microfilm
    and AMSZ w-82 Bl. 1962 « / — № č. ő. e. : RG 59 Entry S-0884 - Fond Records of the Navy National Archives The
    Hague 第 页 # xii E4#1000/781#6* EAA.5100.1.378 WO 208 TOP SECRET unpaginated
    """,
)
TEXTS = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join),
    st.lists(st.sampled_from(WORDS), max_size=14).map("".join),
)
NUMBERS = st.one_of(
    st.integers(1, 9999).map(str),
    st.from_regex(r"[1-9][0-9]{0,3}[ab]", fullmatch=True),
    st.from_regex(r"[1-9][0-9]?/19[0-9]{2}", fullmatch=True),
)
COUNTED = st.one_of(
    st.integers(1, 999).map(str),
    st.tuples(st.integers(1, 99), st.integers(100, 999)).map("{0[0]}-{0[1]}".format),
    st.tuples(st.integers(1, 99), st.integers(100, 999)).map("{0[0]}, {0[1]}".format),
)


def _letters(text: str) -> Counter[str]:
    return Counter(sign for sign in text if sign.isalnum())


@pytest.mark.slow
@settings(deadline=None, max_examples=400)
@given(TEXTS)
@example("f. 3, op. 65, d. 363, ll. i-iv, 20-23 ob., n.p.")
@example("RGANI, 1/2, n.p., n.p.")
@example("f. 5, l. 3 (copy of it), n.p.")
@example("第页")
@example("doboz")
@example("第 页")
def test_any_text_is_read_and_written(text: str) -> None:
    found = parse_reference(text)
    written = write_reference(found)
    assert _letters(written) == _letters(text)
    assert write_reference(parse_reference(written)) == written
    assert found.exact or any("would be written" in one or "kept whole" in one for one in found.warnings)


@pytest.mark.slow
@settings(deadline=None, max_examples=200)
@given(TEXTS, st.sampled_from(["own", "english", "short", "long", "script", "script_long"]))
@example("第 页", "own")
def test_any_text_has_every_form(text: str, form: str) -> None:
    written = write_reference(parse_reference(text), form)
    assert written or not _letters(text)
    assert parse_references(text) or not _letters(text)


@st.composite
def paths(draw: st.DrawFn, known: Tradition, form: str) -> tuple[list[Part], Pages]:
    levels = [
        level
        for level in known.levels.values()
        if level.name not in LEAVES and level.stands_for is None and "…" not in level.get_label(form)
    ]
    size = draw(st.integers(0, len(levels)))
    chosen = sorted(draw(st.permutations(range(len(levels))))[:size])
    parts = [Part(levels[index].name, levels[index].get_label(form), draw(NUMBERS)) for index in chosen]
    counted = [level for level in known.levels.values() if level.name in LEAVES]
    pages = Pages()
    if counted and draw(st.booleans()):
        value = draw(COUNTED)
        level = draw(st.sampled_from(counted))
        pages = Pages(level.get_label(form, not value.isdigit()), value)
    return parts, pages


@pytest.mark.slow
@pytest.mark.parametrize("form", ["short", "long", "script", "script_long", "english"])
@pytest.mark.parametrize("known", LABELLED, ids=[known.id for known in LABELLED])
def test_what_is_formatted_parses_to_what_formats_the_same(known: Tradition, form: str) -> None:
    holder = HOLDERS[known.id]

    @settings(deadline=None, max_examples=15, database=None)
    @given(paths(known, form))
    def inverse(path: tuple[list[Part], Pages]) -> None:
        parts, pages = path
        assume(parts or pages)
        written = format_reference(parts, pages, known=known)
        found = parse_reference(written, holder)
        assert format_reference(found.parts, found.pages, known=known) == written
        assert found.exact, found.warnings

    inverse()


@pytest.mark.parametrize("known", TRADITIONS, ids=[known.id for known in TRADITIONS])
def test_the_levels_of_a_whole_path_come_back(known: Tradition) -> None:
    """In English, all the way down: every level is read as itself."""
    holder = HOLDERS[known.id]
    if holder is None:
        return
    parts = [
        Part(level.name, level.get_label("english"), str(number))
        for number, level in enumerate(known.levels.values(), 3)
        if level.name not in LEAVES and level.stands_for is None
    ]
    labels = [part.label for part in parts]
    parts = [part for part in parts if labels.count(part.label) == 1]
    found = parse_reference(format_reference(parts, known=known), holder)
    assert [(part.level, part.value) for part in found.parts] == [(part.level, part.value) for part in parts]

"""The last pass: flip-flop, punctuation, quotation marks."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite.csl.data.markup import ENGLISH
from archcite.richtext import marks as rt
from archcite.richtext.punctuation import COLLISIONS, resolve_punctuation

BRITISH = ("‘", "’", "“", "”")
HEAPS = st.text(alphabet=st.sampled_from([*map(chr, range(0xFDD0, 0xFDF0)), *"ab .,:;!? 文"]), max_size=30)


def italic(text: str) -> str:
    return rt.wrap(rt.ITALIC, text)


def flip(text: str) -> str:
    return rt.wrap(rt.FLIP_ITALIC, text)


def quoted(text: str) -> str:
    return rt.wrap(rt.QUOTE, text)


def upright(text: str) -> str:
    return rt.wrap(rt.UPRIGHT, text)


@pytest.mark.parametrize(("pair", "merged"), COLLISIONS.items())
def test_collisions(pair: str, merged: str) -> None:
    assert resolve_punctuation(f"a{pair} b", ENGLISH, True) == f"a{merged} b"
    assert resolve_punctuation(italic(f"a{pair[0]}") + pair[1], ENGLISH, True) == italic(f"a{merged}")
    assert resolve_punctuation(f"a{pair[0]}{rt.SHIELD}{pair[1]}", ENGLISH, True) == f"a{pair}"


def test_what_does_not_collide() -> None:
    for pair in (".,", "?,", "!?", "?!", ".;", ",.", ":,", ".:"):
        assert resolve_punctuation(f"a{pair} b", ENGLISH, True) == f"a{pair} b"


@pytest.mark.parametrize(
    ("rich", "american", "british"),
    [
        (quoted("War") + ", 1", "“War,” 1", "‘War’, 1"),
        (quoted("War") + ".", "“War.”", "‘War’."),
        (quoted("War") + "; 1", "“War”; 1", "‘War’; 1"),
        (quoted("War,") + " 1", "“War,” 1", "‘War’, 1"),
        (quoted("War.") + ".", "“War.”", "‘War.’"),
        (quoted("War?") + ".", "“War?”", "‘War?’."),
        (quoted("War?") + ", 1", "“War?,” 1", "‘War?’, 1"),
        (quoted("War:") + ": 1", "“War:” 1", "‘War’: 1"),
        (quoted("War") + ":! 1", "“War!” 1", "‘War’! 1"),
        (quoted("The " + quoted("War")) + ".", "“The ‘War.’”", "‘The “War”’."),
        (quoted("The " + quoted("War,")) + " 1", "“The ‘War,’” 1", "‘The “War”’, 1"),
        (quoted("War") + rt.SHIELD + ", 1", "“War”, 1", "‘War’, 1"),
        (quoted(italic("War")) + ", 1", "“" + italic("War") + ",” 1", "‘" + italic("War") + "’, 1"),
        (italic(quoted("War")) + ", 1", italic("“War,”") + " 1", italic("‘War’") + ", 1"),
        (quoted("War") + " " + ", 1", "“War” , 1", "‘War’ , 1"),
    ],
)
def test_punctuation_and_quotation_marks(rich: str, american: str, british: str) -> None:
    assert resolve_punctuation(rich, ENGLISH, True) == american
    assert resolve_punctuation(rich, BRITISH, False) == british


@pytest.mark.parametrize(
    ("rich", "expected"),
    [
        ("a  b", "a b"),
        (
            "a " + italic(" b"),
            "a " + italic(" b"),
        ),  # for the format to decide: in HTML it makes no difference
        ("a\u00a0 b", "a\u00a0 b"),
        (rt.wrap(rt.LEFT_MARGIN, " 1"), " " + rt.wrap(rt.LEFT_MARGIN, "1")),
    ],
)
def test_spaces(rich: str, expected: str) -> None:
    assert resolve_punctuation(rich, ENGLISH, True) == expected


@pytest.mark.parametrize(
    ("rich", "expected"),
    [
        (italic(flip("a") + " b"), italic(upright("a") + " b")),
        (italic(flip("a " + flip("b")) + " c"), italic(upright("a " + italic("b")) + " c")),
        (flip("a " + flip("b")), italic("a " + upright("b"))),
        (italic(italic("a")), italic(italic("a"))),  # whoever cannot nest them prints one
        (upright("a"), "a"),  # nothing to undo
        (italic(upright("a")), italic(upright("a"))),
        (rt.wrap(rt.BOLD, rt.wrap(rt.FLIP_BOLD, "a")), rt.wrap(rt.BOLD, rt.wrap(rt.MEDIUM, "a"))),
        (rt.wrap(rt.OBLIQUE, flip("a")), rt.wrap(rt.OBLIQUE, upright("a"))),
        (italic(rt.wrap(rt.NODECOR, "a") + "b"), italic(upright("a") + "b")),
        (rt.wrap(rt.NODECOR, "a"), "a"),
        (rt.wrap(rt.NOCASE, "a") + "b", "ab"),
        (quoted(quoted(quoted("a"))), "“‘“a”’”"),
        (rt.wrap(rt.INNER_QUOTE, "a " + quoted("b")), "‘a “b”’"),
        (quoted(rt.wrap(rt.INNER_QUOTE, "a")), "“‘a’”"),
        (italic("日本語") + italic("日本 A"), "日本語" + italic("日本 A")),  # no italics where there are none
    ],
)
def test_flip_flop(rich: str, expected: str) -> None:
    assert resolve_punctuation(rich, ENGLISH, True) == expected


def test_the_address_of_a_link_is_left_alone() -> None:
    address = "https://e.org/..?a??b::c,,d"
    assert resolve_punctuation("See " + rt.link(address, "a.") + ".", ENGLISH, True) == "See " + rt.link(
        address, "a."
    )


def balanced(rich: str) -> bool:
    depth = 0
    for sign in rich:
        depth += (rt.ITALIC <= sign <= rt.INDENT) - (sign == rt.CLOSE)
        if depth < 0:
            return False
    return depth == 0


@given(HEAPS, st.booleans())
def test_any_heap_of_marks_comes_out_balanced(heap: str, inside: bool) -> None:
    done = resolve_punctuation(heap, ENGLISH, inside)
    assert balanced(done)
    assert not re.search(f"[{rt.SHIELD}{rt.QUOTE}{rt.INNER_QUOTE}{rt.NOCASE}{rt.NODECOR}\ufdec-\ufdef]", done)


@given(HEAPS, st.booleans())
def test_what_is_finished_stays_so(heap: str, inside: bool) -> None:
    # Shields and quotations are gone once they have done their work.
    heap = re.sub(f"[{rt.SHIELD}{rt.LINK}{rt.SEPARATOR}{rt.QUOTE}{rt.INNER_QUOTE}{rt.NODECOR}文:;]", "", heap)
    done = resolve_punctuation(heap, ENGLISH, inside)
    assert resolve_punctuation(done, ENGLISH, inside) == done

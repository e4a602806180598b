"""Text case on plain and on marked text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite.csl.render import text_case
from archcite.richtext.marks import CLOSE, ITALIC, LINK, NOCASE, SEPARATOR, SMALL_CAPS, SUPERSCRIPT

CASES = ("lowercase", "uppercase", "capitalize-first", "capitalize-all", "sentence", "title")
MARKS = "".join(map(chr, range(0xFDD0, 0xFDE7)))

TITLES = [
    ("the wealth of nations", "The Wealth of Nations"),
    ("an inquiry: the causes", "An Inquiry: The Causes"),
    ("who goes there? a life", "Who Goes There? A Life"),
    ("all for one. for all.", "All for One. for All."),
    ("UK people and places", "UK People and Places"),
    ("iPad is a thing", "iPad Is a Thing"),
    ("what are they looking for", "What Are They Looking For"),
    ("out-of-fashion initiatives", "Out-of-Fashion Initiatives"),
    ("employee pro-environmental behaviour", "Employee Pro-Environmental Behaviour"),
    ("locus of control—with satisfaction", "Locus of Control—with Satisfaction"),
    ("the scientist–practitioner gap", "The Scientist–Practitioner Gap"),
    ("cat/mouse games", "Cat/Mouse Games"),
    ('from “distance” to "friction"', 'From “Distance” to "Friction"'),
    ("the people’s choice", "The People’s Choice"),
    ("the life of d'alembert", "The Life of d'alembert"),
    ("saline β-carotine", "Saline β-Carotine"),
    ("plan b for x", "Plan b for x"),
    ("the physical\u00a0volcanology", "The Physical\u00a0Volcanology"),
    ("about arvâsî", "About Arvâsî"),
    ("", ""),
    ("—", "—"),
]


@pytest.mark.parametrize(("text", "expected"), TITLES)
def test_title(text: str, expected: str) -> None:
    assert text_case.apply(text, "title") == expected


@pytest.mark.parametrize(
    ("case", "text", "expected"),
    [
        ("lowercase", "The USA", "the usa"),
        ("uppercase", "Straße", "STRASSE"),
        ("capitalize-first", "war and peace", "War and peace"),
        ("capitalize-first", "iPad sales", "iPad sales"),
        ("capitalize-first", "“war” and peace", "“War” and peace"),
        ("capitalize-first", "l'Égypte ancienne", "L'Égypte ancienne"),
        ("capitalize-all", "diplôme d’État", "Diplôme D’État"),
        ("capitalize-all", "this IS a pen", "This IS A Pen"),
        ("sentence", "This is a Pen", "This is a pen"),
        ("sentence", "THE WHOLE TITLE", "The whole title"),
        ("no-such-case", "As It Is", "As It Is"),
    ],
)
def test_other_cases(case: str, text: str, expected: str) -> None:
    assert text_case.apply(text, case) == expected


def test_title_case_is_english_only() -> None:
    assert text_case.apply("die Lage der Nation", "title", False) == "die Lage der Nation"
    assert text_case.apply("die Lage", "uppercase", False) == "DIE LAGE"


def test_dotted_letters() -> None:
    assert text_case.apply("ic ıd", "uppercase", False, "tr-TR") == "İC ID"
    assert text_case.apply("İC ID", "lowercase", False, "az") == "ic ıd"
    assert text_case.apply("ic ıd", "uppercase", False, "en") == "IC ID"


@pytest.mark.parametrize("mark", [NOCASE, SMALL_CAPS, SUPERSCRIPT])
@pytest.mark.parametrize("case", CASES)
def test_guarded_spans_are_left_alone(mark: str, case: str) -> None:
    assert f"{mark}mcDonald{CLOSE}" in text_case.apply(f"a pen of {mark}mcDonald{CLOSE} here", case)


def test_other_spans_are_seen_through() -> None:
    marked = f"{ITALIC}war{CLOSE} and {ITALIC}peace{CLOSE}"
    assert text_case.apply(marked, "title") == f"{ITALIC}War{CLOSE} and {ITALIC}Peace{CLOSE}"
    assert text_case.apply(marked, "uppercase") == f"{ITALIC}WAR{CLOSE} AND {ITALIC}PEACE{CLOSE}"


@pytest.mark.parametrize("case", CASES)
def test_the_address_of_a_link_is_left_alone(case: str) -> None:
    link = f"{LINK}http://a.org/bC{SEPARATOR}"
    assert link in text_case.apply(f"see {link}the page{CLOSE}", case)


@given(st.text(alphabet=st.characters() | st.sampled_from(MARKS + " -'’:?\"")), st.sampled_from(CASES))
def test_never_raises_and_keeps_marks(text: str, case: str) -> None:
    changed = text_case.apply(text, case, True, "tr")
    assert [char for char in changed if char in MARKS] == [char for char in text if char in MARKS]

"""Properties of whole kinds of values, of which ``fixtures/`` has examples."""

from __future__ import annotations

import re
import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from archcite.csl import Processor
from archcite.csl.data.item import strip_doi_resolver
from archcite.csl.render import numbers, text_case
from archcite.csl.render.initials import initialize
from archcite.csl.style import locale as locales
from archcite.csl.variables import CONTRIBUTORS

EN = locales.get_locale("en-US")
FORMS = ("numeric", "ordinal", "long-ordinal", "roman")
WORDS = st.lists(
    st.sampled_from(
        ["no.", "vol.", "3", "511", "A-17", "special", "2nd", "&", "1-6", "ed.", "xii", "(rev.)"]
    ),
    min_size=1,
    max_size=5,
).map(" ".join)
RESOLVERS = [
    "",
    "https://doi.org/",
    "http://dx.doi.org/",
    "doi.org/",
    "doi:",
    "DOI: ",
    "Doi ",
    "info:doi/",
    "https://www.doi.org/",
]


@given(
    WORDS, st.sampled_from(FORMS), st.sampled_from(["volume", "issue", "number", "edition", "chapter-number"])
)
def test_a_number_with_words_is_printed_as_it_is(text: str, form: str, variable: str) -> None:
    assume(not numbers.is_numeric(text, variable))
    assert numbers.format_number(text, form, EN, variable=variable) == text


@given(WORDS)
def test_no_range_of_a_locator_keeps_its_hyphen(text: str) -> None:
    printed = numbers.format_number(text, "numeric", EN, variable="locator", label="page")
    assert re.search(r"(?<![\d-])\d+-\d+(?![\d-])", printed) is None


@given(st.lists(st.sampled_from(RESOLVERS), max_size=2).map("".join), st.integers(1000, 99999))
def test_a_doi_has_no_resolver(before: str, number: int) -> None:
    assert strip_doi_resolver(f"{before}10.{number}/a.b") == f"10.{number}/a.b"


CAPITALS = [
    chr(code)
    for code in (*range(0x41, 0x250), *range(0x391, 0x3AA), *range(0x410, 0x430), *range(0x1E00, 0x1EFF))
    if unicodedata.category(chr(code)) == "Lu"
]


@given(
    st.sampled_from(CAPITALS), st.sampled_from(["", "ʿ", "ʾ", "’"]), st.sampled_from([". ", ".", ".\u00a0"])
)
def test_every_capital_has_an_initial(letter: str, before: str, mark: str) -> None:
    assert initialize(f"{before}{letter}abc {letter}bc", mark) == f"{before}{letter}{mark}{letter}."


@given(
    st.lists(st.sampled_from(["TELEGRAM", "FROM", "THE", "EMBASSY", "U.S.", "II", "A", "1958"]), min_size=3)
)
def test_a_title_in_capitals_loses_none_of_its_letters(words: list[str]) -> None:
    title = " ".join(words)
    printed = text_case.apply(title, "title")
    assert printed.upper() == title
    assert not re.search(r"[A-Z]{3}", printed)


@pytest.mark.parametrize(
    "style", ["apa", "chicago-author-date", "chicago-notes-bibliography", "ieee", "oscola"]
)
@pytest.mark.parametrize("type", ["book", "personal_communication", "chapter", "report"])
def test_no_contributor_is_named_as_the_author(style: str, type: str) -> None:
    items = [
        {
            "id": role,
            "type": type,
            "title": "Signs",
            role: [{"family": "Qqq", "given": "Ed"}],
            "issued": {"raw": "1958"},
        }
        for role in sorted(CONTRIBUTORS)
    ]
    paper = Processor(style, items, output="text")
    for number, item in enumerate(items, 1):
        paper.cite([{"id": item["id"], "composite": True}], note=number)
        paper.cite([{"id": item["id"], "author-only": True}], note=number)
    assert not [lead for lead in paper.authors_in_text() if "Qqq" in lead]
    assert not [text for text in paper.citations()[1::2] if "Qqq" in text]

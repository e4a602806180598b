"""What is suggested for a style that is not known: what people call it, misspell, or half remember."""

from __future__ import annotations

import pytest

from archcite.errors import StyleError
from archcite.styles import find_meant, resolve

HARVARD = ["harvard-cite-them-right", "elsevier-harvard", "harvard-university-of-leeds"]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        # misspelled
        ("chicagoo", ["chicago"]),
        ("chigaco", ["chicago"]),
        ("turabbian", ["turabian"]),
        ("bundesarchive", ["bundesarchiv"]),
        ("nature comunications", ["nature-communications"]),
        ("chicago fulnote bibliography", ["chicago-fullnote-bibliography"]),
        # words that say only that it is a style
        ("chicago manual of style", ["chicago"]),
        ("APA format", ["apa"]),
        ("MLA handbook", ["mla"]),
        ("vancouver style", ["vancouver"]),
        ("bundesarchiv koblenz", ["bundesarchiv"]),
        ("oscola 6", ["oscola"]),
        # what a word means
        ("harvard style", HARVARD),
        ("havard", HARVARD),
        ("psycology", ["apa"]),
        ("american history", ["chicago-notes-bibliography", "turabian-notes-bibliography", "mhra-notes"]),
        # titles of ours, and of others
        ("foreign relations of the united states", ["frus"]),
        ("turabian 8", ["turabian-fullnote-bibliography-8th-edition", "turabian", "turabian-9"]),
    ],
)
def test_what_is_meant_is_found(name: str, meant: list[str]) -> None:
    assert find_meant(name) == meant


@pytest.mark.parametrize(
    "name", ["zzqqxx", "hz", "foo", "foo bar baz", "", 300 * "a", "historische zeitschrift"]
)
def test_what_is_like_nothing_gets_no_suggestion(name: str) -> None:
    assert find_meant(name) == []
    with pytest.raises(StyleError, match=r"`archcite styles WORD`"):
        resolve(name)


def test_each_suggestion_is_a_style() -> None:
    for name in ("law", "national archives", "oxford", "ieee transactions", "springer", "iso 690 french"):
        found = find_meant(name)
        assert 0 < len(found) <= 3
        for one in found:
            resolve(one)

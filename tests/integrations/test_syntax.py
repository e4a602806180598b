"""Pandoc's syntax of citations."""

from __future__ import annotations

import pickle

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite.errors import SourceError
from archcite.integrations.common.citation_syntax import parse_cites


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "@key, p. 719; see also @key2 [fol. 3v]",
            [
                {"id": "key", "locator": "719", "label": "page"},
                {"id": "key2", "prefix": "see also ", "locator": "3v", "label": "folio"},
            ],
        ),
        (
            "see @key, 33-35, and *passim*; -@b",
            [
                {
                    "id": "key",
                    "prefix": "see ",
                    "locator": "33-35",
                    "label": "page",
                    "suffix": ", and <i>passim</i>",
                },
                {"id": "b", "suppress-author": True},
            ],
        ),
        ("@{https://odd.org/a key}", [{"id": "https://odd.org/a key"}]),
        ("@key [p. 3]", [{"id": "key", "locator": "3", "label": "page", "composite": True}]),
        ("@key []", [{"id": "key", "composite": True}]),
        ("see @key [p. 3]", [{"id": "key", "prefix": "see ", "locator": "3", "label": "page"}]),
        ("-@key [3]", [{"id": "key", "locator": "3", "label": "page", "suppress-author": True}]),
        (
            "@k [p. 3; see @b; @c, 5]",
            [
                {"id": "k", "locator": "3", "label": "page", "composite": True},
                {"id": "b", "prefix": "see "},
                {"id": "c", "locator": "5", "label": "page"},
            ],
        ),
        (
            "see @key, 3, as in @b, 4, too",
            [
                {"id": "key", "prefix": "see ", "locator": "3", "label": "page"},
                {"id": "b", "prefix": ", as in ", "locator": "4", "label": "page", "suffix": ", too"},
            ],
        ),
        (
            "@key (quoting *both* @b; @c)",
            [{"id": "key"}, {"id": "b", "prefix": " (quoting <i>both</i> "}, {"id": "c", "suffix": ")"}],
        ),
        ("@a.b:c/d", [{"id": "a.b:c/d"}]),
        ("@key.", [{"id": "key", "suffix": "."}]),
        ("@key, {8(a{1})}", [{"id": "key", "locator": "8(a{1})", "label": "page"}]),
        ("@act, s 12(3)", [{"id": "act", "locator": "12(3)", "label": "section"}]),
        ("cf. me\\@x.org, @k", [{"id": "k", "prefix": "cf. me@x.org, "}]),
    ],
)
def test_cites(text: str, expected: list[dict[str, object]]) -> None:
    assert [cite.to_mapping() for cite in parse_cites(text)] == expected


@pytest.mark.parametrize(
    ("written", "label", "locator", "suffix"),
    [
        ("p. 719", "page", "719", ""),
        ("pp. 719–20", "page", "719-20", ""),
        ("719", "page", "719", ""),
        ("iv-xii", "page", "iv-xii", ""),
        ("3v", "folio", "3v", ""),
        ("fols. 3r–4v", "folio", "3r-4v", ""),
        ("ll. 12–15 ob.", "line", "12-15 ob.", ""),
        ("box 6, folder 179", "box", "box 6, folder 179", ""),
        ("frame 12", "frame", "frame 12", ""),
        ("fol. 3v, line 12", "folio", "3v, line 12", ""),
        ("pp. 3 and 5", "page", "3 and 5", ""),
        ("§ 5", "section", "5", ""),
        ("app. A", "appendix", "A", ""),
        ("s.v. bomb, in passing", "sub-verbo", "bomb", ", in passing"),
        ("p. 719.", "page", "719", "."),
        ("1957 (draft)", "page", "1957", " (draft)"),
        ("{pp. A, D–Z}, with a suffix", "page", "A, D–Z", ", with a suffix"),
        ("{}1957 edition", "", "", "1957 edition"),
        ("and more", "", "", ", and more"),
        ("civil war", "", "", ", civil war"),
        ("no. 5", "", "", ", no. 5"),
    ],
)
def test_locators(written: str, label: str, locator: str, suffix: str) -> None:
    (cite,) = parse_cites(f"@key, {written}")
    assert (cite.label, cite.locator, cite.suffix) == (label, locator, suffix)


def test_in_text_is_the_first() -> None:
    assert [cite.in_text for cite in parse_cites("@a; @b", in_text=True)] == [True, False]
    assert [cite.in_text for cite in parse_cites("-@a", in_text=True)] == [False]


def test_markup() -> None:
    (cite,) = parse_cites(r"**see** the _old_ \*sign\* a_b_c 1^st^ @k")
    assert cite.prefix == "<b>see</b> the <i>old</i> *sign* a_b_c 1<sup>st</sup> "


@pytest.mark.parametrize("text", ["", "creel", "a@b", "@", "@a @b", "@a; and more", "\\@a"])
def test_what_is_no_citation_says_what_to_write(text: str) -> None:
    with pytest.raises(SourceError) as error:
        parse_cites(text)
    assert str(error.value).endswith((".", "”."))


@given(st.text(alphabet=st.sampled_from("@-[]{};, .\\*_^~apf3vx\n"), max_size=30))
def test_anything_is_a_citation_or_an_error(text: str) -> None:
    try:
        cites = parse_cites(text)
    except SourceError:
        return
    assert all(cite.key for cite in cites)
    assert pickle.loads(pickle.dumps(cites)) == cites

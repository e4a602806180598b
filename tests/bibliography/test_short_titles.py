"""Short titles for later notes, where a work has none (CMOS 18, 13.38)."""

from __future__ import annotations

from typing import Any

import pytest

import archcite
from archcite import Bibliography
from archcite.bibliography.short_titles import add_later_titles
from archcite.csl.variables import TYPES
from archcite.record import Publication


def shorten(**item: Any) -> str:
    given = {"id": "a", "type": "book", **item}
    return str(
        add_later_titles({"a": given}, {"a": Publication(given)})["a"]
        .get("custom", {})
        .get("later-title", "")
    )


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Magnetic Mountain: Stalinism as a Civilization", "Magnetic Mountain"),
        ("What Is a Letter? A History", "What Is a Letter?"),
        ("<i>Pravda</i>: A Newspaper", "<i>Pravda</i>"),
        ("<i>Pravda: A Newspaper</i> Again", ""),
        ("Signs", ""),
        ("The Night of 12:30", ""),
        (": Signs", ""),
    ],
)
def test_a_subtitle_is_dropped(title: str, short: str) -> None:
    assert shorten(title=title) == short


def test_a_short_title_and_the_name_of_an_act_stay() -> None:
    title = "Magnetic Mountain: Stalinism as a Civilization"
    assert shorten(title=title, **{"title-short": "Mountain"}) == ""
    assert shorten(title=title, type="legal_case") == ""


def test_titles_that_would_be_the_same_stay() -> None:
    roe = [{"family": "Roe"}]
    items = {
        key: {"id": key, "type": "book", "title": title, "author": author}
        for key, title, author in (
            ("a", "Letters: 1914", roe),
            ("b", "Letters: 1915", roe),
            ("c", "Letters: 1916", [{"family": "Doe"}]),
            ("d", "Diaries: 1914", roe),
            ("e", "Diaries", roe),
        )
    }
    made = add_later_titles(items, {key: Publication(item) for key, item in items.items()})
    assert [key for key, item in made.items() if "custom" in item] == ["c"]


def test_later_notes_and_what_is_exported() -> None:
    book = Publication({"id": "a", "type": "book", "title": "Alpha: A Study", "author": [{"family": "Roe"}]})
    bibliography = Bibliography([book])
    notes = bibliography.note(book), bibliography.note(book, "p. 3")
    assert notes == ("Roe, Alpha: A Study (n.d.).", "Roe, Alpha, 3.")
    assert bibliography.entries() == ["Roe. Alpha: A Study. n.d."]


@pytest.mark.slow
@pytest.mark.parametrize("style", ["chicago", "oscola", "aglc", "apa", "chicago-notes-bibliography"])
@pytest.mark.parametrize("csl_type", sorted(TYPES))
def test_only_later_cites_are_shorter(csl_type: str, style: str) -> None:
    item = {"id": "a", "type": csl_type, "title": "Alpha: A Study", "publisher": "P", "number": "7"}
    for form in ("note", "entry", "in-text"):
        printed = []
        for source in (item, Publication(item)):
            try:
                printed.append(archcite.cite(source, style, form=form))
            except archcite.ArchciteError:
                printed.append("")
        assert printed[0] == printed[1]

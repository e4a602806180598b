"""A citation is one line, whatever its item has: another line could be a command in the log of a build."""

from __future__ import annotations

import pytest

import archcite
from archcite.bibliography.document import Bibliography
from archcite.record import Agent, Holding, Part, Record, Repository

BREAKS = ("\n", "\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029")
VARIABLES = (
    "title",
    "archive",
    "archive_collection",
    "archive_location",
    "archive-place",
    "genre",
    "medium",
    "note",
)


@pytest.mark.parametrize("line_break", BREAKS)
def test_an_item_with_line_breaks_is_cited_on_one_line(line_break: str) -> None:
    text = f"a{line_break}::error::b"
    item = {
        "id": text,
        "type": "manuscript",
        **dict.fromkeys(VARIABLES, text),
        "author": [{"family": text, "given": text}, {"literal": text}],
        "issued": {"literal": text},
        "URL": "https://example.org/a",
    }
    for style in ("chicago", "chicago-author-date", "mla", "apa"):
        for form in ("note", "entry"):
            printed = archcite.cite(item, style, form=form)
            assert len(printed.splitlines()) == 1
            assert "a ::error::b" in printed.casefold()


@pytest.mark.parametrize("line_break", BREAKS)
def test_a_heading_is_one_line(line_break: str) -> None:
    repository = Repository(f"Archive{line_break}::error::of Letters", place=f"Bonn{line_break}::error::b")
    parts = [Part("fonds", None, f"Papers{line_break}::error::c")]
    agents = [Agent.body(f"Office{line_break}::error::d")]
    record = Record(id="a", title="Letter", agents=agents, holdings=[Holding(repository, parts)])
    bibliography = Bibliography([record])
    for by in ("repository", "collection"):
        for format in ("text", "markdown", "html"):
            lines = bibliography.write(format, section_by=by).splitlines()
            assert not [line for line in lines if line.startswith("::")]
            assert any("of Letters, Bonn" in line for line in lines)

"""Builds in parallel, and builds after a change: what comes out is what one build of everything gives."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from .conftest import Project

pytestmark = pytest.mark.slow  # a build of documentation for nearly every test

Make = Callable[..., "Project"]


def pages(count: int) -> dict[str, str]:
    """Pages that cite one another's sources, and a bibliography of them all."""
    names = [f"page{number}" for number in range(count)]
    listed = "".join(f"   {name}\n" for name in names)
    made = {"index.rst": f"Index\n=====\n\n.. toctree::\n\n{listed}\n.. bibliography::\n"}
    for number, name in enumerate(names):
        key = ("creel", "kotkin", "minutes")[number % 3]
        made[f"{name}.rst"] = f"{name}\n=====\n\nA.\\ :note:`@{key}, {number}` B.\\ :note:`@creel`\n"
    return made


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.glob("*.html")}


def rewritten(made: Project, before: dict[str, int]) -> set[str]:
    """The pages that were written again, but for those that Sphinx writes in every build."""
    after = times(made.build("html"))
    return {name for name in after if after[name] != before.get(name)} - {"genindex.html", "search.html"}


@pytest.mark.parametrize("builder", ["html", "text", "dirhtml"])
def test_processes_make_no_difference(project: Make, builder: str) -> None:
    made = project(
        {
            **pages(12),
            "odd.rst": ":orphan:\n:archcite-style: apa\n\nOdd\n===\n\nA :cite:`@creel; @minutes`, :cite:`@kreel`.\n",
        },
        'archcite_note_scope = "project"',
    )
    made.build(builder, "-E", "-j", "1", out="one")
    log = made.log
    made.build(builder, "-E", "-j", "4", out="four")
    assert made.log == log and "did you mean “creel”" in log
    assert made.prints("one") == made.prints("four")
    assert len(made.prints("one")) > 12


def test_what_changes_is_written_again_and_nothing_else(project: Make) -> None:
    made = project(pages(4), 'archcite_note_scope = "project"')
    before = times(made.build("html"))
    assert rewritten(made, before) == set()
    # A book: the page that cites it, and the bibliography.
    made.write("refs.bib", made.book.replace("Magnetic", "Steep"))
    assert rewritten(made, before) == {"page1.html", "index.html"}
    before = times(made.folder / "_build" / "html")
    # A record that nobody cites.
    made.write("records.yaml", made.records + "- {id: new, kind: map, title: A map}\n")
    assert rewritten(made, before) == set()
    # The first note of a letter is taken out: the next one is full, and it says so on another page.
    (made.folder / "page0.rst").write_text("page0\n=====\n\nNothing.\n", encoding="utf-8")
    assert rewritten(made, before) == {"page0.html", "page1.html", "index.html"}
    made.build("html", "-E", "-a", out="whole")
    assert made.prints("html") == made.prints("whole")


def test_the_order_of_pages_is_the_order_of_notes(project: Make) -> None:
    made = project(pages(2), 'archcite_note_scope = "project"')
    before = times(made.build("html"))
    text = pages(2)["index.rst"].replace("   page0\n   page1\n", "   page1\n   page0\n")
    made.write("index.rst", text)
    assert {"page0.html", "page1.html"} <= rewritten(made, before)
    assert "George Creel to" in (made.folder / "_build" / "html" / "page1.html").read_text(encoding="utf-8")


def test_another_style(project: Make) -> None:
    made = project({**pages(3), "plain.rst": ":orphan:\n\nPlain\n=====\n\nNothing here.\n"})
    before = times(made.build("html"))
    made.write("page0.rst", "page0\n=====\n\nA :cite:`@creel`.\n")
    made.build("html")
    conf = (made.folder / "conf.py").read_text(encoding="utf-8")
    made.write("conf.py", conf + 'archcite_style = "mla"\n')
    assert rewritten(made, before) == {"index.html", "page0.html", "page1.html", "page2.html"}
    page = (made.folder / "_build" / "html" / "page0.html").read_text(encoding="utf-8")
    assert "archcite-page0-cite-1" in page and "doc-noteref" not in page
    made.write("conf.py", conf)
    made.build("html")
    assert "doc-noteref" in (made.folder / "_build" / "html" / "page0.html").read_text(encoding="utf-8")


STYLE = """\
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="{kind}">
  <info><title>Own</title><id>own</id><updated>2024-01-01T00:00:00+00:00</updated></info>
  <citation><layout prefix="{sign}"><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="title"/></layout></bibliography>
</style>
"""


def test_a_style_that_is_edited(project: Make) -> None:
    """A file of one's own: its texts, and whether it makes notes."""
    made = project(
        {**pages(2), "plain.rst": ":orphan:\n\nPlain\n=====\n\nNothing here.\n"},
        'archcite_style = "own.csl"\n',
    )
    made.write("own.csl", STYLE.format(kind="note", sign="see "))
    before = times(made.build("html"))
    assert rewritten(made, before) == set()
    made.write("own.csl", STYLE.format(kind="note", sign="cf. "))
    # Sphinx itself writes the table of contents again with what stands in it.
    assert rewritten(made, before) == {"page0.html", "page1.html", "index.html"}
    made.write("page0.rst", "page0\n=====\n\nA :cite:`@creel`.\n")
    page = made.build("html") / "page0.html"
    assert "doc-noteref" in page.read_text(encoding="utf-8")
    made.write("own.csl", STYLE.format(kind="in-text", sign="cf. "))
    made.build("html")
    assert "doc-noteref" not in page.read_text(encoding="utf-8")
    made.build("html", "-E", "-a", out="whole")
    assert made.prints("html") == made.prints("whole")


def test_each_builder_writes_what_it_has_not_written(project: Make) -> None:
    made = project(pages(1))
    made.build("html")
    made.write("records.yaml", made.records.replace("Colonel House", "the Colonel"))
    made.build("text")
    page = made.build("html") / "page0.html"
    assert "Letter to the Colonel" in page.read_text(encoding="utf-8")

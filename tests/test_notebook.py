"""What a notebook shows, and that a citation is a ``str`` all the same."""

from __future__ import annotations

import copy
import json
import pickle
import sys
from pathlib import Path

import archcite
from archcite.record import Agent, Holding, Record, Repository

BOOK = {"id": "kotkin", "type": "book", "title": "Magnetic Mountain", "issued": {"raw": "1995"},
        "author": [{"family": "Kotkin", "given": "Stephen"}], "publisher": "UC Press"}  # fmt: skip
LETTER = Record(
    id="creel",
    kind="letter",
    title="<script>alert(1)</script> for $5 & 5% | more",
    date="1918-09-25",
    agents=[Agent.parse("George Creel")],
    holdings=[Holding(Repository("Yale"), pages="p. 3")],
)


def test_a_citation_shows_itself() -> None:
    citation = archcite.cite(BOOK, locator="p. 3")
    assert citation == "Stephen Kotkin, Magnetic Mountain (UC Press, 1995), 3."
    assert "<i>Magnetic Mountain</i>" in citation._repr_html_()
    assert "*Magnetic Mountain*" in citation._repr_markdown_()
    assert r"\emph{Magnetic Mountain}" in citation._repr_latex_()


def test_a_citation_is_a_str() -> None:
    citation = archcite.cite(BOOK, form="short", format="markdown")
    assert isinstance(citation, str) and repr(citation) == repr(str(citation))
    assert {citation: 1}[str(citation)] == 1 and json.loads(json.dumps([citation])) == [citation]
    for again in (
        pickle.loads(pickle.dumps(citation)),
        copy.copy(citation),
        copy.deepcopy(citation),
        citation[:],
        str(citation),
    ):
        assert type(again) is str and again == citation
    assert type(citation + "") is str


def test_a_bibliography_and_its_citations_show_themselves() -> None:
    bibliography = archcite.Bibliography([BOOK, LETTER])
    first, later = bibliography.note("kotkin", "p. 3"), bibliography.note("kotkin", "p. 4")
    assert "<i>Magnetic Mountain</i> (UC Press, 1995), 3" in first._repr_html_()
    assert later._repr_markdown_() == "Kotkin, *Magnetic Mountain*, 4."
    shown = bibliography._repr_html_()
    assert "csl-bib-body" in shown and "<script>" not in shown and "tex2jax_ignore" in shown
    assert "*Magnetic Mountain*" in bibliography._repr_markdown_()
    assert r"\emph{Magnetic Mountain}" in bibliography._repr_latex_()


def test_a_record_shows_what_it_says() -> None:
    shown = LETTER._repr_html_()
    assert "<script>" not in shown and ">George Creel</td>" in shown and "Yale, p. 3" in shown
    assert r"\$5 & 5% \| more" in LETTER._repr_markdown_()
    assert r"\$5 \& 5\% \textbar{} more" in LETTER._repr_latex_()


def test_it_costs_nothing_before_it_is_shown(root: Path) -> None:
    import subprocess

    code = (
        "import sys, archcite.record, archcite.api; print('archcite.record.notebook_display' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=root, check=True)
    assert done.stdout.split()[0] == "False"

"""A quick sample of the agreement with citeproc-js; ``python -m tests.csl.agreement`` prints all figures."""

from __future__ import annotations

import pytest

from archcite.csl.style.library import read_source
from tests.csl.agreement import (
    Difference,
    build_documents,
    build_manual_tasks,
    build_random_tasks,
    compare,
    compare_lines,
    draw_styles,
    explain_missing_reference,
    find_manual_items,
)
from tests.csl.random_items import Generator
from tests.csl.third_opinion import find_pandoc, render_with_pandoc

needs_reference = pytest.mark.skipif(bool(explain_missing_reference()), reason=explain_missing_reference())


@pytest.mark.slow
@needs_reference
def test_random_items() -> None:
    styles = ("modern-language-association", "nature", "elsevier-harvard")
    scores = compare(build_random_tasks(build_documents((1, 2), 12), styles, draw_styles(3, 1, styles)))
    lines = sum(score.lines for score in scores.values())
    differences = [difference for score in scores.values() for difference in score.differences]
    # A small sample: the bars of the command are for thousands of lines.
    assert lines > 300
    assert len(differences) <= 0.03 * lines, differences


@needs_reference
@pytest.mark.slow
@pytest.mark.skipif(
    find_manual_items() is None, reason="ARCHCITE_MANUAL_ITEMS does not name a folder of the manuals' items"
)
def test_manuals() -> None:
    folder = find_manual_items()
    assert folder is not None
    scores = compare(build_manual_tasks(folder))
    differences = [difference for score in scores.values() for difference in score.differences]
    # Of 1.6 % that differ, nearly all are by a rule that archcite follows: docs/csl-conformance.md has the classes.
    assert len(differences) <= 0.016 * sum(score.lines for score in scores.values()), differences


@pytest.mark.skipif(find_pandoc() is None, reason="pandoc is not installed")
def test_pandoc_prints_each_citation_and_entry() -> None:
    pandoc = find_pandoc()
    assert pandoc is not None
    items = [
        {"id": "a", "type": "book", "title": "Glass", "author": [{"family": "Doe", "given": "Jane"}]},
        {"id": "b", "type": "book", "title": "Bread", "author": [{"family": "Roe", "given": "Al"}]},
    ]
    clusters = [[{"id": "a", "locator": "7", "label": "folio"}], [{"id": "b", "prefix": "see "}, {"id": "a"}]]
    numbers = render_with_pandoc(pandoc, read_source("ieee")[0], items, clusters)
    assert numbers["citations"] == ["[1, Fol. 7]", "see [2], [1]"]
    assert [line[:3] for line in numbers["bibliography"]] == ["[1]", "[2]"]
    notes = render_with_pandoc(pandoc, read_source("mhra-notes")[0], items, clusters)
    assert notes["citations"] == ["Jane Doe, Glass (n.d.), fol. 7.", "See Al Roe, Bread (n.d.); Doe, Glass."]


def test_items_have_all_shapes() -> None:
    items = Generator(3).build_items(400)
    names = [name for item in items for value in item.values() if isinstance(value, list) for name in value]
    dates = [value for item in items for value in item.values() if isinstance(value, dict)]
    assert {"literal", "family", "dropping-particle", "non-dropping-particle", "suffix"} <= set().union(
        *names
    )
    assert {"circa", "season"} <= set().union(*dates)
    assert any(len(date["date-parts"]) == 2 for date in dates)
    assert max(len(item.get("author", ())) for item in items) >= 9
    cites = [cite for cluster in Generator(3).build_document(items) for cite in cluster]
    assert {"locator", "label", "prefix", "suffix"} <= set().union(*cites)
    assert max(map(len, Generator(3).build_document(items))) >= 4


def test_comparison_of_lines() -> None:
    theirs = {"citations": ["(A, 1)", "(B)"], "bibliography": ['<div class="csl-entry">B. x</div>\n', "A. y"]}
    ours = {"citations": ["(A 1)", "(B) "], "bibliography": ["A. z", "B. x"]}
    assert compare_lines(theirs, ours) == (4, [("(A, 1)", "(A 1)"), ("A. y", "A. z")])


def test_kinds_of_difference() -> None:
    one = Difference("apa", "(Smith, 1999)", "(Smith 1999)")
    other = Difference("mla", "(Dumitru, 2001)", "(Dumitru 2001)")
    assert one.kind == other.kind == "“,” → nothing"

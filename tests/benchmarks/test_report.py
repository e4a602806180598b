"""From given figures, the tables, the aims and the chart; no figure is measured here."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from benchmarks import chart, report, targets

ROOT = Path(__file__).parents[2]


def figure(cpu: float, *, finished: bool = True) -> dict[str, Any]:
    return {
        "cpu": cpu, "memory": 30.0, "least": cpu - 0.05, "most": cpu + 0.05, "runs": 5, "finished": finished,
    }  # fmt: skip


@pytest.fixture
def results() -> dict[str, Any]:
    return {
        "date": "24 November 2026",
        "command": "python -m benchmarks",
        "machine": "a computer",
        "peers": {"archcite": "1.0", "pandoc": "3.9"},
        "missing": {"citeproc-js": "there is no node here"},
        "items": 1000,
        "alike": 400,
        "rounds": 5,
        "documents": {
            "chicago-notes-bibliography": {
                "archcite": figure(0.25),
                "pandoc": figure(2.5),
                "typst (hayagriva)": figure(2.0),
                "citeproc-py": figure(120, finished=False),
            }
        },
    }


def test_tables_have_figures_and_shares(results: dict[str, Any]) -> None:
    text = report.tables(results)
    assert "| `chicago-notes-bibliography` | **archcite** | 0.25 (0.20–0.30) | 30 |  |" in text
    assert "| `chicago-notes-bibliography` | pandoc | 2.50 (2.45–2.55) | 30 | 1/10 |" in text
    assert "| `chicago-notes-bibliography` | citeproc-py | over 120 | 30 | less than 1/480 |" in text


def test_what_is_missing_is_named(results: dict[str, Any]) -> None:
    assert "**Not measured**: citeproc-js; there is no node here." in report.tables(results)


def test_an_aim_is_reached_or_not(results: dict[str, Any]) -> None:
    rows = {row.against: row for row in targets.rows(results)}
    assert rows["pandoc"].met and rows["pandoc"].found == "1/10"
    assert not rows["typst (hayagriva)"].met
    assert (
        "| 1,000 items, `chicago-notes-bibliography` | typst (hayagriva) | 1/10 | **1/8** | no |"
        in report.tables(results)
    )


def test_every_experiment_has_its_aim_and_its_table(results: dict[str, Any]) -> None:
    few, many = figure(0.3), figure(4.2)
    results |= {
        "growth": {"sizes": [2000, 20000], "styles": {"apa": {"few": few, "many": many}}},
        "cold": {"archcite cite": figure(0.12), "pandoc": figure(0.08)},
        "load": {"apa": {"load": 0.02}},
        "change": {
            "notes": 5000,
            "styles": {"chicago-notes-bibliography": {"whole": 0.5, "locator": 0.001, "item": 0.1}},
        },
        "entry": {"entry": 60e-6, "floor": 2e-6},
        "pages": {"chicago-notes-bibliography": figure(1.0)},
        "distinct": {"archcite": figure(0.2), "pandoc": figure(1.0)},
    }
    met = {row.what: (row.found, row.met) for row in targets.rows(results)}
    assert met["20,000 items, `apa`"] == ("14.0 times", False)
    assert met["memory of 20,000 items"] == ("30 MB", True)
    assert met["one citation, `archcite cite`"] == ("1.50 times", False)
    assert met["`apa` loaded, no cache"] == ("20 ms", True)
    notes = "one of 5,000 notes cites another"
    assert met[f"{notes} page, `chicago-notes-bibliography`"] == ("1/500", True)
    assert met[f"{notes} item, `chicago-notes-bibliography`"] == ("1/5", False)
    text = report.tables(results)
    assert text.count("\n### ") == 9
    assert (
        "| `chicago-notes-bibliography` | 1.00 (0.95–1.05) | 1.00 | 1/4 |" in text
    )  # 2.0 less 1.0 for its pages


def test_what_is_written_by_hand_stays(results: dict[str, Any], tmp_path: Path) -> None:
    (tmp_path / "_static").mkdir()
    page = tmp_path / "performance.md"
    page.write_text(f"Before.\n{report.BEGIN}\nold\n{report.END}\nAfter.\n", encoding="utf-8")
    report.write(tmp_path, results)
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"Before.\n{report.BEGIN}\n\nMeasured on 24 November 2026")
    assert text.endswith(f"{report.END}\nAfter.\n") and "old" not in text
    assert (tmp_path / "_static" / "performance.svg").is_file()


def test_the_page_of_this_project_can_be_written() -> None:
    text = (ROOT / "docs" / "performance.md").read_text(encoding="utf-8")
    assert text.index(report.BEGIN) < text.index(report.END)


def test_the_chart_has_a_dot_for_each_processor_the_fastest_first(results: dict[str, Any]) -> None:
    drawing = ElementTree.fromstring(chart.svg(results["documents"]))
    dots = [one for one in drawing.iter() if "dot" in one.get("class", "").split()]
    places = [float(one.get("cx", "")) for one in dots]
    assert len(places) == 4 and places == sorted(places)
    assert "over 120 s" in [one.text for one in drawing.iter()]

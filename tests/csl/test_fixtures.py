"""The project's own fixtures, each for a kind of fault that has been fixed; and the runner of the CSL test suite."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.csl.suite import (
    FLOOR,
    OWN_FIXTURES,
    Fixture,
    FixtureError,
    find_fixtures,
    load_fixtures,
    main,
    parse_fixture,
    run_fixture,
    run_fixtures,
)

FIXTURES = load_fixtures(OWN_FIXTURES)
CSL = """\
<style xmlns="http://purl.org/net/xbiblio/csl" version="1.0" class="in-text">
  <info><id>x</id><title>x</title><updated>2025-01-01T00:00:00+00:00</updated></info>
  <citation><layout delimiter="; "><text variable="title"/></layout></citation>
  <bibliography><layout><text variable="title" display="block"/></layout></bibliography>
</style>"""


def build_text(mode: str, result: str, extra: str = "") -> str:
    """Return the text of a fixture with two items."""
    sections = {
        "MODE": mode,
        "RESULT": result,
        "CSL": CSL,
        "INPUT": '[{"id": "a", "type": "book", "title": "A"}, {"id": "b", "type": "book", "title": "B"}]',
    }
    text = "".join(
        f">>===== {key} =====>>\n{value}\n<<===== {key} =====<<\n" for key, value in sections.items()
    )
    return text + extra


@pytest.mark.parametrize("fixture", FIXTURES, ids=lambda fixture: fixture.name)
def test_fixture(fixture: Fixture) -> None:
    outcome = run_fixture(fixture)
    assert outcome.text.strip() == fixture.result.strip()


def test_every_file_is_a_fixture() -> None:
    assert len(FIXTURES) == len(list(OWN_FIXTURES.glob("*"))) > 0


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        (build_text("citation", "A; B"), True),
        (build_text("citation", "A, B"), False),
        (
            build_text(
                "citation",
                "B\nA",
                '>>== CITATION-ITEMS ==>>\n[[{"id": "b"}], [{"id": "a"}]]\n<<== CITATION-ITEMS ==<<\n',
            ),
            True,
        ),
        (
            build_text(
                "citation",
                "..[0] A\n>>[1] B",
                '>>== CITATIONS ==>>\n[[{"citationID": "1", "citationItems": [{"id": "a"}]}, [], []],'
                ' [{"citationID": "2", "citationItems": [{"id": "b"}]}, [["1", 0]], []]]\n<<== CITATIONS ==<<\n',
            ),
            True,
        ),
        (
            build_text(
                "bibliography",
                '<div class="csl-bib-body">\n  <div class="csl-entry">\n\n    <div class="csl-block">B</div>\n'
                "</div>\n</div>",
                '>>== BIBENTRIES ==>>\n[["a"], ["b"]]\n<<== BIBENTRIES ==<<\n',
            ),
            True,
        ),
    ],
)
def test_modes(text: str, passed: bool) -> None:
    assert run_fixture(parse_fixture("x", text)).passed is passed


@pytest.mark.parametrize(
    "text", ["", build_text("citation", "A").replace("<<===== CSL =====<<", ""), ">>== MODE ==>>\ncitation"]
)
def test_text_that_is_not_a_fixture(text: str) -> None:
    with pytest.raises(FixtureError, match=r"missing or not closed|is not closed"):
        parse_fixture("x", text)


def test_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "x_Good.txt").write_text(build_text("citation", "A; B"), encoding="utf-8")
    assert main([str(tmp_path), "--only", "x_"]) == 0
    (tmp_path / "x_Bad.txt").write_text(build_text("citation", "B; A"), encoding="utf-8")
    assert main([str(tmp_path), "--only", "x_", "-d"]) == 1
    output = capsys.readouterr().out
    assert "1 of 2 fixtures" in output
    assert "actual   'A; B'" in output


@pytest.mark.slow
def test_suite() -> None:
    folder = find_fixtures()
    if folder is None:
        pytest.skip("no clone of the CSL test suite beside the checkout, and CSL_TEST_SUITE is not set")
    outcomes = run_fixtures(load_fixtures(folder))
    assert sum(outcome.passed for outcome in outcomes) >= int(FLOOR.read_text(encoding="utf-8"))

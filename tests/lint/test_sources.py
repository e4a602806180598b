"""Sources as the linter reads them: places, formats of the report, and fixed files."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from archcite.errors import OutputError
from archcite.formats.reading import read_all
from archcite.lint import FORMATS, RULES, check_sources, fix_source, format_report

BAD = Path(__file__).with_name("bad.yaml")


def test_the_seed(seed_path: Path) -> None:
    checked = check_sources([seed_path])
    (finding,) = checked.findings
    assert (finding.rule.code, finding.line, finding.record) == ("A201", 13, "110474")
    assert "https://digitalarchive.wilsoncenter.org/document/110474" in finding.message
    assert checked.has_failed() and not checked.has_failed("error")


def test_the_bad_file_line_by_line() -> None:
    found = [(finding.line, finding.rule.code) for finding in check_sources([BAD]).findings]
    lines = BAD.read_text(encoding="utf-8").splitlines()
    expected = {
        "A105": "- id: note",
        "A201": "url: https://wilson-center",
        "A202": "url: http://localhost",
        "A206": "pages: pp. 720-719",
        "A302": "repository: Public Record Office",
        "A305": "parts: [{level: part",
    }
    for code, text in expected.items():
        (line,) = [line for line, other in found if other == code]
        assert line is not None and text in lines[line - 1]
    assert len(found) == 21


def test_what_cannot_be_read_is_a_finding(tmp_path: Path, seed_path: Path) -> None:
    (tmp_path / "empty.txt").write_text("")
    checked = check_sources([tmp_path / "no-such.txt", tmp_path / "empty.txt", seed_path])
    assert [finding.rule.code for finding in checked.findings] == ["A001", "A001", "A201"]
    assert checked.has_failed("error")


def test_what_readers_warn_of_is_a_finding(tmp_path: Path) -> None:
    source = tmp_path / "a.json"
    source.write_text(
        '[{"id": "a", "type": "personal_communication", "title": "A Letter",'
        ' "archive": "Wilson Center Digital Archive", "archive_location": "RGANI, f. 5, op. 30, d. 273, ll. 12-15"}]',
        encoding="utf-8",
    )
    assert "A002" in [finding.rule.code for finding in check_sources([source]).findings]


def test_a_part_without_a_level_is_one_finding(tmp_path: Path) -> None:
    source = tmp_path / "a.txt"
    source.write_text(
        "“A Letter,” May 5, 1950, Wilson Center Digital Archive, RGANI, f. 5, op. 1, d. 3, l. 7, seen by a friend.",
        encoding="utf-8",
    )
    codes = [finding.rule.code for finding in check_sources([source]).findings]
    assert codes.count("A305") == 2 and "A002" not in codes


def test_the_place_that_a_reader_names(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("title: A Letter\ndate: 1958-02-30\n", encoding="utf-8")
    (finding,) = check_sources([source]).findings
    assert (finding.rule.code, finding.line) == ("A001", 2)
    assert str(source) not in finding.message


def test_select_and_ignore() -> None:
    assert {finding.rule.code for finding in check_sources([BAD], select=["a1"]).findings} == {
        "A102",
        "A103",
        "A104",
        "A105",
    }
    assert not check_sources([BAD], select=["A105"], ignore=["no-title"]).findings


def test_sources_keep_their_order(seed_path: Path) -> None:
    sources = [finding.source for finding in check_sources([BAD, seed_path]).findings]
    assert sources == sorted(sources, key=[str(BAD), str(seed_path)].index)


@pytest.mark.parametrize("format", FORMATS)
def test_reports_of_nothing(format: str) -> None:
    text = format_report((), format)
    if format == "sarif":
        assert json.loads(text)["runs"][0]["results"] == []
    else:
        assert text == {"text": "No problems found.", "json": "[]", "github": ""}[format]


def test_an_unknown_format() -> None:
    with pytest.raises(OutputError, match="choose one of text, json, sarif, github"):
        format_report((), "xml")


def test_json() -> None:
    findings = json.loads(format_report(check_sources([BAD]).findings, "json"))
    assert {
        "code",
        "name",
        "severity",
        "message",
        "fixable",
        "source",
        "record",
        "number",
        "line",
    } == findings[0].keys()


def test_sarif(seed_path: Path) -> None:
    log = json.loads(format_report(check_sources([BAD, seed_path, "no such.txt"]).findings, "sarif"))
    assert log["version"] == "2.1.0"
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len({rule["id"] for rule in rules}) == len(rules)
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("note", "warning", "error")
        (location,) = result["locations"]
        uri = location["physicalLocation"]["artifactLocation"]["uri"]
        assert " " not in uri and "\\" not in uri
        assert location["physicalLocation"].get("region", {"startLine": 1})["startLine"] >= 1


def test_workflow_commands(tmp_path: Path) -> None:
    source = tmp_path / "50%, a.yaml"
    source.write_text("title: '50% of a Letter,'\ndate: 1958\nrepository: RGANI\n", encoding="utf-8")
    lines = format_report(check_sources([source]).findings, "github").splitlines()
    assert all(line.startswith(("::error file=", "::warning file=", "::notice file=")) for line in lines)
    assert all("50%25%2C a.yaml,line=" in line for line in lines)


def test_own_files_are_fixed_in_place_and_nothing_is_lost(tmp_path: Path) -> None:
    source = tmp_path / "bad.yaml"
    shutil.copy(BAD, source)
    records = check_sources([source]).get_records(str(source))
    fixed = fix_source(str(source), records)
    assert fixed is not None and fixed.in_place and fixed.changed == 2
    fixed.write()
    before, after = BAD.read_text(encoding="utf-8"), source.read_text(encoding="utf-8")
    changed = [old for old, new in zip(before.splitlines(), after.splitlines(), strict=True) if old != new]
    assert len(changed) == 4
    assert after.count("#") == before.count("#")
    assert not [one for one in check_sources([source]).findings if one.rule.fixable]
    assert fix_source(str(source), check_sources([source]).get_records(str(source))) is None


def test_line_ends_and_marks_stay(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_bytes("\ufefftitle: “A Letter”\r\ndate: 1958\r\n# end\r\n".encode())
    fixed = fix_source(str(source), check_sources([source]).get_records(str(source)))
    assert fixed is not None and fixed.in_place
    fixed.write()
    assert source.read_bytes() == "\ufefftitle: A Letter\r\ndate: 1958\r\n# end\r\n".encode()


def test_what_cannot_be_fixed_in_place_gets_a_file_of_its_own(tmp_path: Path) -> None:
    source = tmp_path / "a.yaml"
    source.write_text("records:\n  a: {title: A}\n  b: {id: a, title: B}\n", encoding="utf-8")
    checked = check_sources([source])
    assert checked.findings[0].rule.code == "A001"
    assert [record.title for record in checked.get_records(str(source))] == ["A"]  # is checked all the same
    # An address that is made of a pattern stands nowhere in the file.
    source.write_text(
        "portals:\n  p: {name: P, url: 'https://wilson-center.example.net/document/{identifier}'}\n"
        "records:\n  - {title: A, portal: p, identifier: '110474'}\n",
        encoding="utf-8",
    )
    records = check_sources([source]).get_records(str(source))
    fixed = fix_source(str(source), records)
    assert fixed is not None and not fixed.in_place
    assert fixed.path == str(tmp_path / "a.fixed.yaml")


def test_other_formats_get_a_file_of_their_own(tmp_path: Path, seed_path: Path) -> None:
    source = tmp_path / "seed.txt"
    shutil.copy(seed_path, source)
    before = source.read_bytes()
    fixed = fix_source(str(source), check_sources([source]).get_records(str(source)))
    assert fixed is not None and not fixed.in_place
    fixed.write()
    (record,) = read_all(fixed.path)
    assert record.copy.url == "https://digitalarchive.wilsoncenter.org/document/110474"
    assert record.contents and source.read_bytes() == before
    with pytest.raises(OutputError, match="already exists"):
        fixed.write()


def test_the_rules_page_is_current(root: Path) -> None:
    page = (root / "docs" / "check.md").read_text(encoding="utf-8")
    assert all(f"### {rule.code} {rule.name}" in page for rule in RULES)

"""The linter: what it finds in a bad file and where, what it fixes, and how it reports."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import archcite
from archcite.lint import FORMATS, RULES, check, check_sources, fix_source, format_report

BAD = Path(__file__).parent / "bad.yaml"


def codes(source: Path | str) -> set[str]:
    return {finding.rule.code for finding in check_sources([source]).findings}


def test_every_rule_has_a_code_of_its_own() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)


def test_the_seed_s_address_is_not_the_public_one(seed_path: Path) -> None:
    (finding,) = check_sources([str(seed_path)]).findings
    assert (finding.rule.name, finding.line) == ("not-the-public-address", 13)
    assert "https://digitalarchive.wilsoncenter.org/document/110474" in finding.message


def test_a_bad_file() -> None:
    checked = check_sources([str(BAD)])
    assert {"A102", "A103", "A105", "A201", "A202", "A204", "A206", "A303", "A403"} <= codes(str(BAD))
    backwards = next(finding for finding in checked.findings if finding.rule.code == "A206")
    assert (
        backwards.line is not None
        and "720-719" in BAD.read_text(encoding="utf-8").splitlines()[backwards.line - 1]
    )
    assert checked.has_failed() and not check_sources([str(BAD)], select=["A9"]).has_failed()


def test_what_is_fixed_stays_fixed_and_nothing_else_changes(tmp_path: Path) -> None:
    path = tmp_path / "records.yaml"
    path.write_text(BAD.read_text(encoding="utf-8"), encoding="utf-8")
    fixed = fix_source(str(path), check_sources([str(path)]).get_records(str(path)))
    assert fixed is not None and fixed.in_place
    fixed.write()
    before, after = (file.read_text(encoding="utf-8").splitlines() for file in (BAD, path))
    lines = zip(before, after, strict=True)
    changed = [(old, new) for old, new in lines if old != new]
    assert 0 < len(changed) < 6
    assert "A201" not in codes(str(path))
    assert fix_source(str(path), check_sources([str(path)]).get_records(str(path))) is None


def test_a_good_record_has_no_findings() -> None:
    letter = archcite.parse(
        '"Cable, A to B," May 1, 1950, Wilson Center Digital Archive, RGANI, f. 5, op. 1, d. 2, l. 3. '
        "https://digitalarchive.wilsoncenter.org/document/1"
    )
    assert [finding.rule.code for finding in check([letter]) if finding.is_at_least("warning")] == []


@pytest.mark.parametrize("format", FORMATS)
def test_reports(format: str) -> None:
    findings = check_sources([str(BAD)]).findings
    text = format_report(findings, format)
    if format in ("json", "sarif"):
        made = json.loads(text)
        assert len(made["runs"][0]["results"] if format == "sarif" else made) == len(findings)
    elif format == "github":
        assert all(line.startswith(("::error", "::warning", "::notice")) for line in text.splitlines())
    else:
        assert str(BAD) in text


@pytest.mark.parametrize("reference", ["box 178, Harriman Papers", "folder 3, box 178, Harriman Papers"])
def test_the_order_of_a_reference_is_no_finding(reference: str, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text(
        f"Harriman to Truman, April 6, 1945, {reference}, Library of Congress\n", encoding="utf-8"
    )
    assert codes(str(path)) == set()

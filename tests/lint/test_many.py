"""Any number of records is checked as few are: findings wait on disk, and records are compared without being kept."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from archcite import lint
from archcite.lint import Checker, Finding
from archcite.record import Record
from tests.growth import count_steps


def write_records(path: Path, count: int, seed: int) -> str:
    """Write CSL items of which some share an id, a document or an archive, and some have no date."""
    rng = random.Random(seed)
    items = []
    for number in range(count):
        item = {
            "id": f"letter-{rng.randrange(count)}",
            "type": "personal_communication",
            "title": rng.choice(["Letter on the recall of advisors", f"Letter {number}", "“Note,”"]),
            "archive": rng.choice(["RGANI", "Russian State Archive of Contemporary History", "BArch"]),
            "archive_location": f"f. 5, op. 30, d. {rng.randrange(9)}",
        }
        if rng.random() < 0.7:
            item["issued"] = {"raw": f"195{rng.randrange(4)}-02-0{rng.randrange(1, 9)}"}
        items.append(json.dumps(item))
    path.write_text("\n".join(items), encoding="utf-8")
    return str(path)


@pytest.fixture
def sources(tmp_path: Path) -> list[str]:
    return [write_records(tmp_path / f"{seed}.jsonl", 40, seed) for seed in range(3)]


@pytest.mark.slow
def test_findings_on_disk_are_those_in_memory(sources: list[str]) -> None:
    def check(run: int | None) -> list[Finding]:
        checker = Checker(run=run)
        for source in sources:
            checker.add_source(source)
        found = list(checker)
        assert found == list(checker) and checker.records == 120
        return found

    whole = check(None)
    assert {"A401", "A402", "A403"} <= {finding.rule.code for finding in whole}
    assert check(1) == check(7) == whole == list(lint.check_sources(sources).findings)


@pytest.mark.parametrize("format", lint.FORMATS)
def test_reports_in_pieces_are_whole_reports(sources: list[str], format: str) -> None:
    checker = Checker(run=5)
    for source in sources:
        checker.add_source(source)
    text = "".join(lint.iterate_report(checker, format, records=checker.records))
    assert text == lint.format_report(list(checker), format, records=120)
    if format in ("json", "sarif"):
        assert json.dumps(json.loads(text), ensure_ascii=False, indent=2) == text


def test_a_free_id_is_nobody_elses() -> None:
    records = [
        Record(id=key, title=title)
        for key, title in (("a", "A"), ("a", "B"), ("a-2", "C"), ("a", "A"), ("a", "D"))
    ]
    assert [record.id for record in lint.fix(records)] == ["a", "a-3", "a-2", "a", "a-4"]


@pytest.mark.slow
def test_one_id_of_many_records_costs_each_the_same() -> None:
    def measure(count: int) -> int:
        records = [Record(id="a", title=f"Letter {number}") for number in range(count)]
        return count_steps(lambda: lint.check(records))

    measure(10)  # loads what is loaded once
    assert measure(800) < 5 * measure(200)


def test_only_selected_findings_count_as_failures(sources: list[str]) -> None:
    checker = Checker(select=["A103"])
    checker.add_source(sources[0])
    assert {finding.rule.code for finding in checker} == {"A103"}
    assert checker.has_failed("note") and not Checker(select=["A103"]).has_failed("note")

"""Every rule finds what it is for, and is silent about a record that has nothing wrong."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest

from archcite.errors import ArchciteError
from archcite.formats.reading import read_all
from archcite.lint import RULES, Rule, check, check_sources, fix
from archcite.record import Agent, Holding, OnlineCopy, Part, Record, Repository

TODAY = datetime.date(2024, 5, 31)
GOOD: dict[str, Any] = {
    "id": "letter",
    "title": "Letter on the Recall of Advisors",
    "kind": "letter",
    "date": "1958-09-09",
    "holdings": [
        Holding(
            Repository("Central Historical National Archives", "ANIC", country="RO"),
            [Part("fonds", "Fund", "CC of the RCP"), Part("file", "File", "6/1955")],
            "pp. 719-20",
        )
    ],
    "copy": OnlineCopy(
        "Wilson Center Digital Archive", "https://digitalarchive.wilsoncenter.org/document/110474"
    ),
}


def held(name: str | None = None, *parts: Part, pages: str = "", **repository: str) -> dict[str, Any]:
    """The fields of a record that one archive keeps."""
    return {"holdings": [Holding(Repository(name, **repository), parts, pages)]}


def seen(url: str | None = None, portal: str | None = None, accessed: str | None = None) -> dict[str, Any]:
    return {"copy": OnlineCopy(portal, url, accessed=accessed)}


FILE = Part("file", "File", "6")
WRONG: list[tuple[str, dict[str, Any]]] = [
    ("A101", {"holdings": []}),
    ("A102", held("Central Historical National Archives")),
    ("A103", {"date": None}),
    ("A104", seen(portal="A Portal")),
    ("A104", {"holdings": [], "copy": OnlineCopy()}),
    ("A105", {"title": None}),
    ("A106", held("ANIC", FILE)),
    ("A201", seen("https://wilson-center.example.net/document/110474")),
    ("A201", seen("http://digitalarchive.wilsoncenter.org/document/110474")),
    ("A201", seen("https://digitalarchive.wilsoncenter.org/document/110474.pdf?v=5")),
    ("A201", seen("https://digitalarchive.wilsoncenter.org/110474/download")),
    ("A202", seen("http://localhost:8000/a")),
    ("A202", seen("https://192.168.0.7/a")),
    ("A202", seen("file:///home/me/a.pdf")),
    ("A202", seen("https://staging.archive.example.org/a")),
    ("A203", seen("digitalarchive.wilsoncenter.org/document/110474")),
    ("A203", seen("https://example.org/a letter")),
    ("A204", {"date": "2958-09-09"}),
    ("A204", {"date": "2024-06"}),
    ("A204", seen("https://example.org/a", accessed="2024-06-01")),
    ("A205", {"title": "Letter of September 8, 1958"}),
    ("A205", {"title": "Letter of 9 September 1957"}),
    ("A206", held("ANIC", FILE, pages="pp. 720-719")),
    ("A206", held("ANIC", FILE, pages="ll. 3, 12-15, xx-ix")),
    ("A207", seen("https://digitalarchive.wilsoncenter.org/document/1", "CWIHP Archive")),
    ("A208", {"title": "“Letter on the Recall of Advisors,”"}),
    ("A209", {"title": "Letter on the Recall of Advisors, "[:-1]}),
    ("A210", {"title": "LETTER ON THE RECALL"}),
    ("A211", {"kind": "leter"}),
    ("A212", {"agents": [Agent.parse("Delia Razdolescu", "transalter")]}),
    ("A301", held("History and Public Policy Program Digital Archive", FILE, pages="5")),
    ("A302", held("Public Record Office", Part("file", None, "FO 371/1"), pages="f. 5")),
    ("A303", held("Central Historical National Archive", FILE, pages="5")),
    ("A304", held("Central Historical National Archives", FILE, pages="5", code="RGANI")),
    ("A304", held("Central Historical National Archives", FILE, pages="5", country="BG")),
    ("A305", held("ANIC", Part("part", None, "6/77"), pages="5")),
]


def codes(records: list[Record]) -> list[str]:
    return [finding.rule.code for finding in check(records, today=TODAY)]


@pytest.mark.parametrize(("code", "changes"), WRONG, ids=[f"{code}-{n}" for n, (code, _) in enumerate(WRONG)])
def test_a_rule_finds(code: str, changes: dict[str, Any]) -> None:
    assert code in codes([Record(**{**GOOD, **changes})])


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"date": "n.d."},
        {"date": "2024-05-31"},
        {"date": "1958~"},
        {"title": "Letter of 9 September 1958"},
        {"title": "“We Are Lost”: A Letter to “Pravda”"},
        {"title": "TASS"},
        {"kind": "book", "holdings": [], "copy": OnlineCopy()},
        {"published_in": "Pravda, 1 May 1958", "holdings": [], "copy": OnlineCopy()},
        seen("https://digitalarchive.wilsoncenter.org/collection/82/cuban-foreign-relations"),
        seen("https://digitalarchive.wilsoncenter.org/document/romanian-embassy-note-0"),
        seen("https://dev.to/a-letter"),
        seen("https://catalog.archives.gov/id/7338580"),
        held("RGANI", FILE, pages="ll. 193-4"),
        held("РГАНИ", FILE, pages="unpaginated"),
        held("A Family in Bucharest", FILE, pages="5"),
        held("National Archives and Records Administration", FILE, pages="5", country="US"),
        held("National Archives of Ireland", FILE, pages="5", code="NAI", country="IE"),
    ],
)
def test_nothing_is_found_where_nothing_is_wrong(changes: dict[str, Any]) -> None:
    assert codes([Record(**{**GOOD, **changes})]) == []


def test_records_beside_each_other() -> None:
    good = Record(**GOOD)
    other = Record(**{**GOOD, "title": "Another Letter", "copy": OnlineCopy(), "date": "1958"})
    assert codes([good, other]) == ["A401"]
    assert codes([good, good]) == ["A402"]
    named = held("Arhivele Naționale Istorice Centrale", FILE, pages="5")
    assert codes([good, Record(**{**GOOD, **named, "id": "b", "copy": OnlineCopy()})]) == ["A403"]


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_the_examples_of_a_rule(rule: Rule, tmp_path: Path) -> None:
    """The wrong example is reported, and the right one has no finding of the same rule or a more severe one."""
    source = tmp_path / "example.yaml"
    if rule.wrong:
        source.write_text(rule.wrong, encoding="utf-8")
        assert rule.code in {finding.rule.code for finding in check_sources([source], today=TODAY).findings}
    if rule.right:
        source.write_text(rule.right, encoding="utf-8")
        found = check_sources([source], today=TODAY).findings
        assert not [finding for finding in found if finding.rule is rule or finding.is_at_least("warning")]
    # The YAML reader refuses two records with one id, so that A401 needs two files; what A002 reports, readers test.
    assert bool(rule.wrong) == (rule.code not in ("A002", "A401"))
    if rule.fixable and rule.wrong:
        source.write_text(rule.wrong, encoding="utf-8")
        fixed = fix(read_all(source))
        assert rule.code not in codes(fixed)


def test_every_rule_has_an_example() -> None:
    shown = {code for code, _ in WRONG} | {"A001", "A002", "A401", "A402", "A403"}
    assert {rule.code for rule in RULES} == shown


def test_rules_are_distinct_and_described() -> None:
    assert len({rule.code for rule in RULES}) == len({rule.name for rule in RULES}) == len(RULES)
    assert [rule.code for rule in RULES] == sorted(rule.code for rule in RULES)
    assert all(rule.title.endswith(".") and len(rule.advice) > 30 for rule in RULES)


@pytest.mark.parametrize(
    ("code", "changes"),
    [(code, changes) for code, changes in WRONG if code in {rule.code for rule in RULES if rule.fixable}],
)
def test_mending_leaves_nothing_to_fix(code: str, changes: dict[str, Any]) -> None:
    record = Record(**{**GOOD, **changes})
    (fixed,) = fix([record])
    assert fixed != record
    assert code not in codes([fixed])
    assert fix([fixed]) == [fixed]


def test_mending_gives_each_its_id() -> None:
    records = [Record(**{**GOOD, "title": title, "copy": OnlineCopy()}) for title in "ABA"]
    assert [record.id for record in fix(records)] == ["letter", "letter-2", "letter"]


def test_mending_touches_nothing_else() -> None:
    record = Record(**GOOD)
    assert fix([record]) == [record]


@pytest.mark.parametrize(
    ("kind", "agents", "is_complete"),
    [
        ("letter", [("author", "Ann Lee"), ("recipient", "Bob Roe")], True),
        ("telegram", [("recipient", "Bob Roe")], True),
        ("diary", [("author", "Ann Lee")], True),
        ("photograph", [("photographer", "Ann Lee")], True),
        ("photograph", [], False),
        ("letter", [("translator", "Ann Lee")], False),
        ("document", [("author", "Ann Lee")], False),
    ],
)
def test_what_people_and_kind_describe_needs_no_title(
    kind: str, agents: list[tuple[str, str]], is_complete: bool
) -> None:
    record = Record(kind=kind, agents=[Agent.parse(name, role) for role, name in agents])
    assert ("A105" not in {finding.rule.code for finding in check([record])}) == is_complete


@pytest.mark.parametrize(
    ("name", "is_usual"),
    [
        ("National Archives at College Park", True),
        ("The National Archives", True),
        ("National Archives of Hungary", True),
        ("Public Record Office", False),
    ],
)
def test_a_name_with_other_words_of_the_archive_is_usual(name: str, is_usual: bool) -> None:
    found = {finding.rule.code for finding in check([Record(holdings=[Holding(Repository(name))])])}
    assert ("A302" not in found) == is_usual


def test_punctuation_that_archcite_writes_otherwise_is_not_a_finding(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "APRF: f. 45, op. 1, d. 336, l. 122. Translated by Gary Goldberg.", encoding="utf-8"
    )
    assert "A002" not in {finding.rule.code for finding in check([tmp_path / "a.txt"])}


@pytest.mark.parametrize(
    "agent", [Agent.parse("the author", "interviewer"), Agent.parse("the author", "recipient")]
)
def test_what_only_the_author_of_the_text_has_needs_no_repository(agent: Agent) -> None:
    record = Record(kind="interview", date="2015", agents=[Agent.parse("Maria Kowalska"), agent])
    assert {"A101", "A104"}.isdisjoint(finding.rule.code for finding in check([record]))


@pytest.mark.parametrize("kind", ["charter", "will", "parish register", "Deed", "Memorandum of conversation"])
def test_a_kind_that_has_a_word_in_each_language_is_known(kind: str) -> None:
    assert "A211" not in [finding.rule.code for finding in check([Record(kind=kind, date="1529")])]


def test_an_unknown_rule_is_refused() -> None:
    with pytest.raises(ArchciteError, match="Did you mean “no-title”"):
        check([Record(title="A letter")], select="no-titel")

"""The table from a record to CSL variables."""

from __future__ import annotations

from typing import Any

import pytest

from archcite.formats.csl_json.item_from_record import to_csl_item
from archcite.record import Agent, ArchivalDate, Holding, OnlineCopy, Pages, Part, Record, Repository


def held(*parts: Part, pages: str = "", repository: str = "RGANI") -> Record:
    return Record(id="r", title="T", holdings=(Holding(Repository(repository), parts, Pages(pages)),))


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (
            held(Part("fonds", "Fund", "CC of the RCP"), Part("file", "File", "6/1955"), pages="pp. 719-720"),
            {
                "archive": "RGANI",
                "archive_location": "Fund CC of the RCP, File 6/1955",
                "page": "719-720",
                "section": "pp. 719-720",
            },
        ),
        (
            held(Part("fonds", "Fund", "Foreign Relations Section"), Part("file", "File", "6/1955")),
            {
                "archive": "RGANI",
                "archive_collection": "Fund Foreign Relations Section",
                "archive_location": "File 6/1955",
            },
        ),
        (
            # A path of codes is never taken apart, and leaves that are no pages stay with it.
            held(
                Part("fonds", "f.", "5", "Central Committee"),
                Part("series", "op.", "30"),
                Part("file", "d.", "273"),
                pages="ll. 12-15 ob.",
            ),
            {
                "archive": "RGANI",
                "archive_location": "f. 5, op. 30, d. 273, ll. 12-15 ob.",
                "call-number": "f. 5, op. 30, d. 273",
            },
        ),
        (
            # A collection's name is no reference.
            held(Part("fonds", None, "House Papers"), Part("box", "box", "6"), repository="Yale"),
            {"archive": "Yale", "archive_collection": "House Papers", "archive_location": "box 6"},
        ),
        (
            held(Part("fonds", "RG", "26", "Records of the U.S. Coast Guard"), repository="NARA"),
            {
                "archive": "NARA",
                "archive_collection": "Records of the U.S. Coast Guard, RG 26",
            },
        ),
        (
            held(Part("item", None, "C 1023/73"), pages="16-19", repository="MfAA"),
            {
                "archive": "MfAA",
                "archive_location": "C 1023/73, 16-19",
                "call-number": "C 1023/73",
            },
        ),
    ],
)
def test_place(record: Record, expected: dict[str, str]) -> None:
    item = to_csl_item(record)
    assert {key: item[key] for key in item if key not in ("id", "type", "title")} == expected


@pytest.mark.parametrize(
    ("date", "expected"),
    [
        ("1958-09-09", {"date-parts": [[1958, 9, 9]]}),
        ("1958-09", {"date-parts": [[1958, 9]]}),
        ("1790/1803", {"date-parts": [[1790], [1803]]}),
        ("1772~", {"date-parts": [[1772]], "circa": True}),
        ("1772?", {"date-parts": [[1772]], "circa": True}),
        ("1400~/1410~", {"date-parts": [[1400], [1410]], "circa": True}),
        ("1968-21", {"date-parts": [[1968]], "season": 1}),
        ("195X", {"literal": "1950s"}),
        ("1950s", {"literal": "1950s"}),
        ("1958/..", {"literal": "1958–"}),
        (ArchivalDate(None, "the day after the battle"), {"literal": "the day after the battle"}),
        (ArchivalDate(None, "n.d."), None),
        (None, None),
    ],
)
def test_date(date: Any, expected: dict[str, Any] | None) -> None:
    assert to_csl_item(Record(id="r", date=date)).get("issued") == expected


@pytest.mark.parametrize(
    ("kind", "title", "expected"),
    [
        ("letter", None, ("personal_communication", None)),
        ("telegram", None, ("personal_communication", "telegram")),
        ("telegram", "Telegram from A to B", ("personal_communication", None)),
        ("memorandum", "On a Court", ("document", "memorandum")),
        ("map", "A Map", ("document", None)),
        ("map", None, ("document", "map")),
        ("report", "On War", ("document", None)),
        ("document", None, ("manuscript", None)),
    ],
)
def test_kind(kind: str, title: str | None, expected: tuple[str, str | None]) -> None:
    item = to_csl_item(Record(id="r", kind=kind, title=title, holdings=(Holding(Repository("A")),)))
    assert (item["type"], item.get("genre")) == expected


def test_without_an_archive_it_is_a_document() -> None:
    assert to_csl_item(Record(id="r", kind="report", title="T"))["type"] == "document"


def test_people() -> None:
    record = Record(
        id="r",
        agents=(
            Agent.parse("Charles de Gaulle"),
            Agent.body("CC of the CPSU"),
            Agent.parse("Ann Smith", "speaker"),
            Agent.parse("B. House", "recipient"),
            Agent.parse("C. Witness", "witness"),
        ),
    )
    item = to_csl_item(record)
    assert item["author"] == [
        {"family": "Gaulle", "given": "Charles", "non-dropping-particle": "de"},
        {"literal": "CC of the CPSU"},
        {"family": "Smith", "given": "Ann"},
    ]
    assert item["recipient"] == [{"family": "House", "given": "B."}]
    assert item["annote"] == "witness: C. Witness"


@pytest.mark.parametrize(
    ("agents", "expected"),
    [
        ([("translator", "Gary Goldberg", None)], None),
        ([("translator", "Gary Goldberg", "NKIDP")], "Translated for NKIDP by Gary Goldberg"),
        (
            [("contributed-by", "Sergey Radchenko", None), ("translator", "Gary Goldberg", None)],
            "Contributed by Sergey Radchenko and translated by Gary Goldberg",
        ),
        (
            [("obtained-by", "James Hershberg", "CWIHP"), ("translator", "James Hershberg", "CWIHP")],
            "Obtained and translated for CWIHP by James Hershberg",
        ),
        (
            [(role, "A B", None) for role in ("contributed-by", "transcribed-by", "translator")],
            "Contributed, transcribed, and translated by A B",
        ),
    ],
)
def test_credits(agents: list[tuple[str, str, str | None]], expected: str | None) -> None:
    import attrs

    people = [attrs.evolve(Agent.parse(name, role), on_behalf_of=body) for role, name, body in agents]
    assert to_csl_item(Record(id="r", agents=people)).get("note") == expected


@pytest.mark.parametrize(
    ("languages", "original", "translated", "expected"),
    [
        (("English",), "Romanian", True, "en"),
        (("ru",), None, False, "ru"),
        ((), "Russian", False, "ru"),
        ((), "Russian", True, None),
        (("English", "Russian"), "Russian", False, None),
        (("Klingon",), None, False, None),
    ],
)
def test_language(
    languages: tuple[str, ...], original: str | None, translated: bool, expected: str | None
) -> None:
    record = Record(
        id="r",
        languages=languages,
        original_language=original,
        agents=(Agent.parse("A B", "translator"),) if translated else (),
    )
    assert to_csl_item(record).get("language") == expected


def test_what_has_no_place_is_kept() -> None:
    record = Record(
        id="r",
        holdings=(
            Holding(Repository("A"), note="microfilm"),
            Holding(Repository("B"), (Part("file", "d.", "1"),)),
        ),
        notes=("first", "second"),
        original_language="Romanian",
        rights="CC BY",
        published_in="A Book, p. 3",
        summary="S",
        medium="typescript",
    )
    item = to_csl_item(record)
    assert item["annote"].split("\n")[:4] == ["first", "second", "microfilm", "Also in B, d. 1"]
    assert item["license"] == "CC BY"
    assert (item["references"], item["abstract"], item["medium"]) == ("A Book, p. 3", "S", "typescript")


def test_id_is_stable_and_tells_records_apart() -> None:
    record = Record(title="Letter on the Weather", date="1958")
    ident = to_csl_item(record)["id"]
    assert ident == to_csl_item(Record(title="Letter on the Weather", date="1958"))["id"]
    assert ident.startswith("letter-on-the-")
    assert ident != to_csl_item(Record(title="Letter on the Weather", date="1959"))["id"]


def test_an_empty_record() -> None:
    assert set(to_csl_item(Record())) == {"id", "type"}


def test_copy() -> None:
    copy = OnlineCopy("Portal", "https://example.org/1", "1", ArchivalDate("2024-05-31"))
    item = to_csl_item(Record(id="r", copy=copy))
    assert (item["source"], item["URL"]) == ("Portal", "https://example.org/1")
    assert item["accessed"] == {"date-parts": [[2024, 5, 31]]}

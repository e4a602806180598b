"""The model: names, holdings, pages, records; frozen, hashable, with nothing missing that is asked for."""

from __future__ import annotations

import copy
import datetime
import pickle
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

import archcite.record
from archcite.errors import RecordError
from archcite.record import Agent, ArchivalDate, Holding, OnlineCopy, Pages, Part, Record, Repository
from archcite.record.csl_variables import CslVariables
from archcite.record.serialization import PlainRecordError, from_plain, to_plain
from archcite.record.vocabulary import KIND_OF_TYPE, KINDS, LEVEL_WORDS, LEVELS, ROLES, to_csl_type
from tests.record.strategies import records

FULL = Record(
    id="recall",
    kind="letter",
    title="Letter on the recall of advisors",
    date="September 9, 1958",
    agents=[Agent.parse("Delia Razdolescu", "translator"), Agent.body("CC of the CPSU")],
    holdings=[
        Holding(
            Repository("Central Historical National Archives", "ANIC", "Bucharest", "Romania"),
            [Part("fonds", "Fund", "CC of the RCP"), Part("file", "File", "6/1955")],
            "pp. 719-720",
        )
    ],
    copy=OnlineCopy("Wilson Center Digital Archive", "https://example.org/110474", "110474", "2024-05-31"),
    languages=["Romanian", " "],
    notes=["A copy."],
)


def test_what_a_record_says() -> None:
    assert FULL.date == ArchivalDate("1958-09-09", "September 9, 1958")
    assert [agent.name for agent in FULL.agents("translator")] == ["Delia Razdolescu"]
    assert [agent.name for agent in FULL.agents()] == ["Delia Razdolescu", "CC of the CPSU"]
    assert FULL.holding.repository.code == "ANIC"
    assert [(part.level, part.label, part.value) for part in FULL.holding.parts] == [
        ("fonds", "Fund", "CC of the RCP"),
        ("file", "File", "6/1955"),
    ]
    assert (str(FULL.holding.pages), FULL.holding.pages.label, FULL.holding.pages.value) == (
        "pp. 719-720",
        "pp.",
        "719-720",
    )
    assert (FULL.copy.portal, FULL.copy.identifier) == ("Wilson Center Digital Archive", "110474")
    assert FULL.copy.accessed == ArchivalDate("2024-05-31")
    assert FULL.languages == ("Romanian",)


def test_what_is_absent_is_none_or_empty() -> None:
    record = Record()
    assert (record.id, record.kind, record.title, record.date) == ("", "document", None, None)
    assert (record.agents(), record.agents("author"), record.holdings, record.notes) == ((), (), (), ())
    assert record.holding.repository.name is None
    assert (record.holding.parts, record.holding.pages, record.holding.part("file")) == ((), "", None)
    assert (record.copy.portal, record.copy.url, record.copy.accessed) == (None, None, None)
    assert not record.holding
    assert not record.copy
    assert Record(kind=" ", title=" ", date=" ", holdings=[Holding()]) == record


def test_records_are_frozen_hashable_and_copied_whole() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        FULL.title = "Other"  # type: ignore[misc]
    with pytest.raises(AttributeError):
        FULL.holding.pages.label = "p."
    for again in (pickle.loads(pickle.dumps(FULL)), copy.deepcopy(FULL), attrs.evolve(FULL)):
        assert again == FULL
        assert hash(again) == hash(FULL)
        assert again.holding.pages.label == "pp."
    assert not hasattr(FULL, "__dict__")


@pytest.mark.parametrize(
    ("name", "family", "given", "particle", "suffix"),
    [
        ("Delia Razdolescu", "Razdolescu", "Delia", None, None),
        ("Razdolescu, Delia", "Razdolescu", "Delia", None, None),
        ("Stalin", "Stalin", None, None, None),
        ("A. M. Puzanov", "Puzanov", "A. M.", None, None),
        ("Charles de Gaulle", "Gaulle", "Charles", "de", None),
        ("de Gaulle, Charles", "Gaulle", "Charles", "de", None),
        ("de Gaulle", "Gaulle", None, "de", None),
        ("Ludwig Mies van der Rohe", "Rohe", "Ludwig Mies", "van der", None),
        ("King, Martin Luther, Jr.", "King", "Martin Luther", None, "Jr."),
        ("Martin Luther King, Jr.", "King", "Martin Luther", None, "Jr."),
        ("Martin Luther King Jr.", "King", "Martin Luther", None, "Jr."),
        ("Henry Ford II", "Ford", "Henry", None, "II"),
        ("  Delia   Razdolescu ", "Razdolescu", "Delia", None, None),
    ],
)
def test_names(name: str, family: str, given: str | None, particle: str | None, suffix: str | None) -> None:
    agent = Agent.parse(name)
    assert (agent.family, agent.given, agent.particle, agent.suffix) == (family, given, particle, suffix)


@given(st.text(max_size=20))
def test_any_name_is_an_agent_or_one_error(name: str) -> None:
    try:
        agent = Agent.parse(name)
    except RecordError:
        return
    assert agent.name
    assert agent.sort_name


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"family": " "},
        {"particle": "de"},
        {"literal": "A", "family": "B"},
        {"corporate": True, "family": "A"},
        {"family": "A", "role": ""},
        {"family": 5},
    ],
)
def test_agents_that_are_none(fields: dict[str, object]) -> None:
    with pytest.raises(RecordError):
        Agent(**fields)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "label", "value"),
    [
        ("pp. 719-720", "pp.", "719-720"),
        ("ll. 12-15 ob.", "ll.", "12-15 ob."),
        ("l.5", "l.", "5"),
        ("fols. 3r-4v", "fols.", "3r-4v"),
        ("Bl. 17", "Bl.", "17"),
        ("719-720", None, "719-720"),
        ("iv-x", None, "iv-x"),
        ("", None, ""),
    ],
)
def test_pages(text: str, label: str | None, value: str) -> None:
    pages = Pages(text)
    assert (pages.label, pages.value) == (label, value)
    assert Pages(pages) is pages


def test_pages_of_two_parts() -> None:
    assert Pages("", "5") == "5"
    assert Pages("pp.", "5-7") == "pp. 5-7"
    with pytest.raises(RecordError, match="have no number"):
        Pages("pp.", "")


def test_parts_need_a_level_and_a_value() -> None:
    with pytest.raises(RecordError, match="has no level"):
        Part(" ", "File", "6")
    with pytest.raises(RecordError, match="neither value nor title"):
        Part("file", "File")


@pytest.mark.parametrize(
    ("level", "text", "label", "value"),
    [
        ("file", "6/1955", "file", "6/1955"),
        ("file", "File 6/1955", "File", "6/1955"),
        ("fonds", "f. 5", "f.", "5"),
        ("fonds", "RG 59", None, "RG 59"),
        ("fonds", "Papers of 1958", None, "Papers of 1958"),
        ("record_group", "59", "RG", "59"),
        ("collection", "House Papers", None, "House Papers"),
        ("box", "box 6", "box", "6"),
    ],
)
def test_parts_as_people_write_them(level: str, text: str, label: str | None, value: str) -> None:
    part = Part.parse(level, text)
    assert (part.level, part.label, part.value) == (LEVEL_WORDS[level][0], label, value)


def test_order() -> None:
    files = [Holding(parts=[Part("file", "File", number)]) for number in ("10", "6", "059a", "6/1955")]
    assert [str(holding) for holding in sorted(files, key=lambda holding: holding.sort_key)] == [
        "File 6",
        "File 6/1955",
        "File 10",
        "File 059a",
    ]
    pages = [Pages("p. 10"), Pages("p. 9"), Pages("9v")]
    assert sorted(pages, key=lambda page: page.sort_key) == ["p. 9", "9v", "p. 10"]


@pytest.mark.parametrize(
    "fields",
    [
        {"title": 5},
        {"date": True},
        {"date": 19580909},
        {"date": 19.58},
        {"agents": "A"},
        {"agents": ["A"]},
        {"holdings": [Part("file", None, "6")]},
        {"copy": "https://example.org"},
        {"notes": "A"},
        {"copy": None},
    ],
)
def test_values_of_another_kind(fields: dict[str, object]) -> None:
    with pytest.raises(RecordError):
        Record(**fields)  # type: ignore[arg-type]


def test_vocabularies() -> None:
    assert to_csl_type("Letter") == "personal_communication"
    assert to_csl_type("book") == "book"
    assert to_csl_type(None) == to_csl_type("laundry list") == "document"
    assert all(to_csl_type(kind) == of for of, kind in KIND_OF_TYPE.items())
    assert all(kind == kind.casefold() for kind in KINDS)
    assert "translator" in ROLES
    assert set(LEVELS) <= set(LEVEL_WORDS)


def test_plain_data() -> None:
    plain = to_plain(FULL)
    assert plain["date"] == "September 9, 1958"
    assert plain["holdings"][0]["pages"] == "pp. 719-720"
    assert from_plain(plain) == FULL
    assert to_plain(Record()) == {}


@pytest.mark.parametrize(
    ("plain", "path", "message"),
    [
        ([], (), "must be a mapping"),
        ({"titel": "A"}, ("titel",), "did you mean “title”"),
        ({"title": []}, ("title",), "Expected text"),
        ({"title": True}, ("title",), "Expected text"),
        (
            {"holdings": [{"parts": [{"levl": "x"}]}]},
            ("holdings", 0, "parts", 0, "levl"),
            "did you mean “level”",
        ),
        (
            {"holdings": [{"parts": [{"value": "x"}]}]},
            ("holdings", 0, "parts", 0, "level"),
            "'level' is missing",
        ),
        ({"holdings": "x"}, ("holdings", 0), "must be a mapping"),
        ({"agents": [{"role": "x"}]}, ("agents", 0), "has no name"),
        ({"copy": {"accessed": "x"}}, ("copy", "accessed"), "is not a valid date"),
        ({"languages": [5, {}]}, ("languages", 1), "Expected text"),
    ],
)
def test_plain_data_that_are_no_record(plain: object, path: tuple[str | int, ...], message: str) -> None:
    with pytest.raises(PlainRecordError, match=message) as caught:
        from_plain(plain)  # type: ignore[arg-type]
    assert caught.value.path == path


def test_the_location_is_neither_compared_nor_written() -> None:
    from archcite.errors import SourceLocation
    from archcite.record.serialization import from_plain, to_plain

    here = Record(title="Letter", location=SourceLocation("a.yaml", line=3))
    assert here == Record(title="Letter") and hash(here) == hash(Record(title="Letter"))
    assert "location" not in to_plain(here) and "a.yaml" not in repr(here)
    assert from_plain(to_plain(here)) == here


@pytest.mark.parametrize(
    ("given", "edtf"),
    [
        (1958, "1958"),
        (987, "0987"),
        (datetime.date(1958, 9, 9), "1958-09-09"),
        (datetime.datetime(958, 9, 9, 23, 59), "0958-09-09"),
        ("September 9, 1958", "1958-09-09"),
    ],
)
def test_dates_of_python(given: Any, edtf: str) -> None:
    date, accessed = Record(date=given).date, OnlineCopy(accessed=given).accessed
    assert date is not None and date.edtf == edtf
    assert date == accessed


@given(records)
def test_a_source_is_its_dictionary_and_its_repr(source: Record) -> None:
    assert Record.from_dict(source.to_dict()) == source
    assert source.replace() == source
    names = {name: getattr(archcite.record, name) for name in archcite.record.__all__}
    assert eval(repr(source), {**names, "CslVariables": CslVariables}) == source


def test_a_long_text_is_cut_short_in_the_repr() -> None:
    record = Record(contents="word " * 1000)
    assert len(repr(record)) < 250
    assert repr(record).startswith("Record(contents='word word")


def test_an_unknown_attribute_is_one_sentence() -> None:
    with pytest.raises(RecordError, match="“link”"):
        Record().replace(link="https://example.org")
    with pytest.raises(RecordError, match="“archive”: did you mean “holdings”"):
        Record.from_dict({"archive": "RGANI"})
    with pytest.raises(RecordError, match=r"use Publication\.from_dict"):
        Record.from_dict({"publication": {"type": "book"}})

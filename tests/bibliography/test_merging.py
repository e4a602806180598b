"""One document found twice: found in any spelling, merged without loss, and told apart from what is only like it."""

from __future__ import annotations

import json
import warnings
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from archcite import ArchciteWarning, merge
from archcite.bibliography.duplicates import find_duplicates
from archcite.record import (
    Agent,
    ArchivalDate,
    Holding,
    OnlineCopy,
    Pages,
    Part,
    Publication,
    Record,
    Repository,
)
from archcite.record.serialization import to_plain

WILSON = "digitalarchive.wilsoncenter.org"
RGANI = "Russian State Archive of Contemporary History"
PATH = (Part("fonds", "f.", "5"), Part("series", "op.", "30"), Part("file", "d.", "273"))
LETTER = Record(
    id="a",
    kind="letter",
    title="Letter on the Recall of Advisers",
    date="1958-09-09",
    agents=[Agent.parse("N. S. Khrushchev")],
    holdings=[Holding(Repository("RGANI"), PATH, Pages("ll.", "12–15"))],
)


def changed(**fields: Any) -> Record:
    return evolve(LETTER, **{"id": "b", **fields})


def held(repository: str, *parts: Part, pages: str = "ll. 12–15") -> list[Holding]:
    return [Holding(Repository(repository), parts or PATH, Pages(pages))]


SAME = [
    changed(title="“LETTER on the recall of advisers.”"),
    changed(holdings=held(RGANI)),
    changed(
        holdings=held(
            "РГАНИ", Part("fonds", "ф.", "5"), Part("series", "оп.", "30"), Part("file", "д.", "273")
        )
    ),
    changed(title="Another title", holdings=held("RGANI")),  # one place
    changed(holdings=held("RGANI", *PATH, pages="")),
    changed(holdings=held("RGANI", *PATH, pages="ll. 12-15")),
]
OTHER = [
    changed(date="1958-09-10"),
    changed(title="Another letter", holdings=held("RGANI", *PATH, pages="l. 16")),
    changed(holdings=held("GARF")),
    changed(holdings=held("RGANI", *PATH[:2], Part("file", "d.", "274"))),
    changed(agents=[Agent.parse("A. A. Gromyko")], holdings=held("RGANI", *PATH, pages="l. 16")),
    Record(id="c", kind="letter", title="Letter on the Recall of Advisers"),
]


@pytest.mark.parametrize("other", SAME)
def test_the_same_document_is_found_in_any_spelling(other: Record) -> None:
    assert [double[:2] for double in find_duplicates([LETTER, Record(title="x", date="1900"), other])] == [
        (0, 2)
    ]
    assert [double[:2] for double in find_duplicates([other, LETTER])] == [(0, 1)]


@pytest.mark.parametrize("other", OTHER)
def test_what_is_only_like_it_is_another(other: Record) -> None:
    assert not find_duplicates([LETTER, other]) and not find_duplicates([other, LETTER])


@pytest.mark.parametrize(
    ("first", "second", "expected"),
    [
        (f"https://{WILSON}/document/110474", f"http://{WILSON}/document/110474/", 1),
        ("https://wilson-center.example.net/document/110474", f"https://{WILSON}/document/110474.pdf?v=1", 1),
        (f"https://{WILSON}/document/110474", f"https://{WILSON}/document/110475", 0),
        ("https://example.org/collection", "https://example.org/collection", 0),  # without a date: a whole collection
        ("https://example.org", "https://example.org/", 0),
    ],
)  # fmt: skip
def test_addresses(first: str, second: str, expected: int) -> None:
    records = [
        Record(title=url[-3:] + str(number), copy=OnlineCopy(url=url))
        for number, url in enumerate((first, second))
    ]
    assert len(find_duplicates(records)) == expected


def test_numbers_in_a_portal_and_items_in_an_archive() -> None:
    portal = [Record(title=title, copy=OnlineCopy("NARA Catalog", identifier="12345")) for title in "ab"]
    item = [
        kept_item(archive, title)
        for archive, title in (("NARA", "a"), ("National Archives at College Park", "b"))
    ]
    assert [double.shared for double in find_duplicates([*portal])] == ["one number in a portal"]
    assert [double.shared for double in find_duplicates(item)] == ["one unit"]


def test_numbers_that_have_the_same_figures_are_different_numbers() -> None:
    first, second = (
        changed(holdings=held("TNA", Part("file", None, file))) for file in ("FO 371/1", "FO 37/11")
    )
    assert not find_duplicates([first, second])


def kept_item(archive: str, title: str) -> Record:
    return Record(
        title=title,
        holdings=[Holding(Repository(archive), (Part("fonds", None, "RG 59"), Part("item", "NAID", "1")))],
    )


def test_merging_completes_and_says_what_conflicts() -> None:
    other = Record(
        id="b",
        kind="letter",
        title="Letter on the recall of advisers",
        date="September 9, 1958",
        agents=[Agent.parse("Nikita Khrushchev"), Agent.parse("Delia Razdolescu", role="translator")],
        holdings=[
            Holding(Repository(RGANI, place="Moscow"), PATH, Pages("ll.", "12–15")),
            Holding(Repository("APRF"), [Part("fonds", "f.", "3")]),
        ],
        subjects=["advisers"],
        rights="open",
    )  # fmt: skip
    with pytest.warns(
        ArchciteWarning, match="are one document .* and were merged; they differ in title"
    ) as said:
        (merged,) = merge([LETTER, other])
    assert len(said) == 1
    assert (merged.id, merged.title, str(merged.date)) == ("a", LETTER.title, "September 9, 1958")
    assert [agent.name for agent in merged.agents()] == ["N. S. Khrushchev", "Delia Razdolescu"]
    assert merged.holding.repository == Repository(RGANI, "RGANI", "Moscow")
    assert [str(holding.repository) for holding in merged.holdings[1:]] == ["APRF"]
    assert "Merged: id: b" in merged.notes and merged.rights == "open" and merged.subjects == ("advisers",)


def test_one_document_found_three_times_is_one_record() -> None:
    records = [LETTER, *SAME]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        merged = merge([Record(title="x", date="1900"), *records])
    assert len(merged) == 2 and merged[1].id == "a"


def test_nothing_is_merged_where_nothing_is_double() -> None:
    records = [LETTER, *OTHER]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert merge(records) == records


texts = st.sampled_from([None, "Aa", "bB", "Ǆ", "C. D."])
agents = st.lists(
    st.builds(
        Agent,
        family=st.sampled_from(["Creel", "House"]),
        given=texts,
        role=st.sampled_from(["author", "translator"]),
        affiliation=texts,
    ),
    max_size=3,
)
parts = st.builds(Part, st.sampled_from(["fonds", "file"]), texts, st.sampled_from(["1", "2"]), texts)
holdings = st.lists(
    st.builds(
        Holding,
        st.builds(Repository, st.sampled_from(["RGANI", RGANI, "Yale"]), texts, texts, texts),
        st.lists(parts, max_size=2),
        st.sampled_from(["", "l. 1", "p. 1", "p. 2"]),
        texts,
    ),
    max_size=2,
)
some_records = st.builds(
    Record, id=st.sampled_from(["", "x", "y"]), kind=st.sampled_from(["document", "letter", "map"]), title=texts,
    date=st.sampled_from([None, "1958", "1958-09-09", "September 9, 1958"]), agents=agents, holdings=holdings,
    copy=st.builds(OnlineCopy, texts, st.just("https://digitalarchive.wilsoncenter.org/document/1"), texts),
    original_language=texts, languages=st.lists(st.sampled_from(["English", "Russian"]), max_size=2), medium=texts,
    published_in=texts, summary=texts, contents=texts, subjects=st.lists(st.sampled_from(["a", "b"]), max_size=2),
    rights=texts, notes=st.lists(st.sampled_from(["n", "m"]), max_size=2),
)  # fmt: skip


# What stands for something else in the plain form; of dates, two wordings of one day are one.
UNSAID = ("level", "role", "kind", "date")


def strings(value: Any) -> set[str]:
    """All that plain data say: each text in them."""
    if isinstance(value, dict):
        return {text for key, one in value.items() if key not in UNSAID for text in strings(one)}
    if isinstance(value, list):
        return {text for one in value for text in strings(one)}
    return {str(value)}


@given(some_records, some_records)
def test_nothing_is_lost_in_merging(first: Record, second: Record) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        merged = merge([first, second])
    assert len(merged) == 1
    said = json.dumps(to_plain(merged[0]), ensure_ascii=False)
    for text in strings(to_plain(first)) | strings(to_plain(second)):
        assert all(word in said for word in text.split())
    days = {record.date.edtf for record in (first, second) if record.date}
    assert all(
        str(day) in said or ArchivalDate.parse(to_plain(merged[0])["date"]).edtf == day for day in days
    )


def test_publications_are_merged_variable_by_variable() -> None:
    url = "https://doi.org/10.1000/x"
    first = Publication({"id": "a", "type": "article-journal", "title": "On Letters", "volume": 9, "URL": url,
                         "issued": {"date-parts": [[2016]]}})  # fmt: skip
    second = Publication({"id": "b", "type": "article-journal", "title": "On Letters", "volume": 10, "URL": url,
                          "issued": {"date-parts": [[2016]]}, "page": "186-189"})  # fmt: skip
    with pytest.warns(ArchciteWarning, match="they differ in volume: the first is kept"):
        (merged,) = merge([first, second])
    item = merged.csl_item()
    assert (item["id"], item["volume"], item["page"]) == ("a", 9, "186-189")
    assert "Merged: volume: 10" in item["note"]

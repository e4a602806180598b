"""Records of regular items are built when they are needed: they are the same, and nothing is said later."""

from __future__ import annotations

import copy
import pickle
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from unittest import mock

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from archcite._foundation.warning_collector import collect_warnings
from archcite.errors import ArchciteError
from archcite.formats.csl_json import record_from_item
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.formats.csl_json.regular_items import is_regular
from archcite.record import Record
from archcite.record.serialization import to_plain

LETTER = {
    "id": "house",
    "type": "personal_communication",
    "title": "To Colonel House",
    "issued": {"date-parts": [["1918", 9, 25]]},
    "author": [{"family": "Creel", "given": "George"}],
    "archive": "Yale University Library",
    "archive_collection": "House Papers",
    "archive_location": "box 6, folder 179",
}

_TEXTS = st.sampled_from(
    (
        "",
        " ",
        "Creel to House",
        "box 6",
        "f. 5, op. 30, d. 273, l. 3",
        "12",
        "pp.",
        "a\x00b",
        "RGANI",
        "letter",
        "en",
    )
) | st.text(max_size=12)
_NAME = st.dictionaries(st.sampled_from(("family", "given", "literal", "suffix", "isInstitution")), _TEXTS)
_PART = st.sampled_from((0, 1, 2, 9, 12, 13, 29, 30, 31, 1918, 10000, "1918", "", " 9", "x", None, 1.5, True))
_DATE = st.fixed_dictionaries({"date-parts": st.lists(st.lists(_PART, max_size=4), max_size=2)})
_VALUES = (
    _TEXTS
    | st.integers(-3, 3)
    | st.sampled_from((None, True, 1.5, [], {}, ["a"]))
    | st.lists(_NAME, max_size=2)
    | _DATE
)
_TYPES = st.sampled_from(
    ("personal_communication", "document", "manuscript", "map", "book", "interview", "", 3)
)
_ITEMS = st.fixed_dictionaries(
    {"id": _TEXTS | st.integers(0, 3)},
    optional={
        "type": _TYPES,
        "title": _TEXTS,
        "author": st.lists(_NAME, max_size=2) | _VALUES,
        "issued": _DATE | _VALUES,
        "archive": _TEXTS,
        "archive_location": _TEXTS,
        "page": _TEXTS,
        **dict.fromkeys(
            ("citation-key", "recipient", "accessed", "section", "keyword", "DOI", "note", "volume"), _VALUES
        ),
    },
)


def _read(item: dict[str, Any]) -> Any:
    """Return all that reading an item says: the record and its item, the warnings, the error."""
    with collect_warnings() as warnings:
        try:
            record = from_csl_item(item)
        except ArchciteError as error:
            return str(error)
        first = list(map(str, warnings))
        return record.id, record.csl_item(), to_plain(record), getattr(record, "variables", None), first


@given(_ITEMS)
def test_the_same_is_read_at_once_and_later(item: dict[str, Any]) -> None:
    later = _read(item)
    with mock.patch.object(record_from_item, "is_regular", return_value=False):
        assert _read(item) == later


def test_a_letter_is_built_when_it_is_needed() -> None:
    record = from_csl_item(LETTER)
    assert isinstance(record, Record)
    assert (record.id, record.csl_item(), record.is_as_read) == ("house", LETTER, True)
    assert record.is_deferred
    assert str(record.holding) == "Yale University Library, House Papers, box 6, folder 179"
    assert not record.is_deferred
    assert record.is_as_read


@pytest.mark.parametrize(
    "use",
    [
        copy.copy,
        copy.deepcopy,
        lambda record: pickle.loads(pickle.dumps(record)),
        lambda record: evolve(record, id=record.id),
        lambda record: Record.from_dict(record.to_dict()),
        lambda record: {record: record}[from_csl_item(LETTER)],
    ],
)
def test_a_record_that_is_not_built_is_used_like_another(use: Any) -> None:
    built = from_csl_item(LETTER)
    assert repr(built) == repr(from_csl_item(LETTER))
    used = use(from_csl_item(LETTER))
    assert used == built
    assert hash(used) == hash(built)


def test_an_item_that_is_changed_afterwards_does_not_change_the_record() -> None:
    item = copy.deepcopy(LETTER)
    record = from_csl_item(item)
    item["title"] = "To Wilson"
    item["author"][0]["family"] = "Wilson"
    assert isinstance(record, Record)
    assert (record.title, record.agents()[0].name) == ("To Colonel House", "George Creel")


def test_an_unknown_attribute_is_an_error_before_and_after() -> None:
    record = from_csl_item(LETTER)
    assert not hasattr(record, "titel")
    assert isinstance(record, Record)
    assert record.is_deferred
    assert record.title
    assert not hasattr(record, "titel")


@pytest.mark.parametrize(
    ("variable", "value"),
    [
        ("author", [{"family": " "}]),
        ("author", [{"literal": "CIA", "given": "x"}]),
        ("author", [{"given": "George"}]),
        ("issued", {"date-parts": [[1918, 2, 30]]}),
        ("issued", {"date-parts": [[1918], [1919]]}),
        ("issued", {"date-parts": [[1918]], "circa": True}),
        ("issued", {"raw": "1918"}),
        ("note", "issued: 1918"),
        ("keyword", ["war"]),
        ("title", True),
    ],
)
def test_what_may_fail_or_warn_is_not_regular(variable: str, value: Any) -> None:
    assert is_regular(LETTER)
    assert not is_regular({**LETTER, variable: value})


def test_several_threads_may_build_a_record_at_once() -> None:
    for _ in range(20):
        record = from_csl_item(LETTER)
        with ThreadPoolExecutor(4) as pool:
            titles = [*pool.map(lambda record: record.title, [record] * 8)]
        assert titles == ["To Colonel House"] * 8
        assert not record.is_deferred

"""The work of the benchmarks is the same wherever it is made, and is like an archive's."""

from __future__ import annotations

import hashlib
import json

from benchmarks import workload


def test_the_same_number_gives_the_same_items() -> None:
    text = json.dumps(workload.items(100), ensure_ascii=False, sort_keys=True)
    assert text == json.dumps(workload.items(100), ensure_ascii=False, sort_keys=True)
    assert text != json.dumps(workload.items(100, seed=1), ensure_ascii=False, sort_keys=True)
    # Figures of another day are only to be compared with these where the items are the same.
    assert (
        hashlib.sha256(text.encode()).hexdigest()
        == "c8c7fe8a7bcb74ac897acf34adf10cdcc804fcf6c1e312db37c804f422177227"
    )


def test_every_title_can_be_looked_for() -> None:
    titles = [item["title"].casefold() for item in workload.items(2000)]
    assert len(set(titles)) == len(titles)


def test_items_are_of_many_shapes() -> None:
    items = workload.items(1000)
    assert len({(item["type"], frozenset(item)) for item in items}) > 30
    assert len({len(item["issued"]["date-parts"][0]) for item in items}) == 3
    assert {len(item.get("author", ())) for item in items} == {0, 1, 2}


def test_there_is_something_to_tell_apart_or_nothing() -> None:
    assert workload.alike(workload.items(1000)) > 300
    assert workload.alike(workload.items(1000, distinct=True)) == 0

"""A bibliography that is sorted on disk is the one that is sorted in memory, byte for byte."""

from __future__ import annotations

import gc
import os
import tempfile
import tracemalloc
import weakref
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcite import Bibliography, Record
from archcite._foundation import sorted_runs
from archcite._foundation.sorted_runs import SortedRuns
from archcite.csl.document import sorting
from archcite.errors import OutputError
from archcite.record import Agent, Holding, Part, Publication, Repository

TITLES = ("Magnetic Mountain: Stalinism", "Magnetic Mountain", "Signs", "Éclat: Notes", "eclat", "")
PEOPLE = ("Stephen Kotkin", "Ana Roe", "王 明")
DESCENDING = """<style xmlns="http://purl.org/net/xbiblio/csl" class="note" version="1.0"><citation><layout>
<text variable="title"/></layout></citation><bibliography subsequent-author-substitute="-"><sort>
<key variable="issued" sort="descending"/><key variable="title"/></sort><layout><names variable="author"/>
<text variable="title" prefix=" "/><date variable="issued" form="text" prefix=" "/>
<text variable="title" form="short" prefix=" = "/></layout></bibliography></style>"""


def build_work(title: str, person: str, year: int, key: str) -> Publication:
    key = key if title else f"work {person} {year} {key}"  # what is told of a source without a title
    item: dict[str, Any] = {"id": key, "type": "book", "title": title, "issued": {"date-parts": [[year]]}}
    if person:
        item["author"] = [{"family": person.split()[1], "given": person.split()[0]}]
    return Publication(item)


def build_letter(title: str, person: str, year: int, key: str) -> Record:
    return Record(
        id=(key if title else f"letter {person} {year} {key}") or None,
        kind="letter",
        title=title or None,
        date=str(year),
        agents=[Agent.parse(person)] if person else [],
        holdings=[Holding(Repository("RGANI"), [Part("file", "d.", str(year))])] if year > 1950 else [],
    )


sources = st.builds(
    lambda build, *values: build(*values),
    st.sampled_from([build_work, build_letter]),
    st.sampled_from(TITLES),
    st.sampled_from(["", *PEOPLE]),
    st.integers(1948, 1952),
    st.sampled_from(["", "a", "b"]),
)


@pytest.fixture(scope="module")
def descending(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("styles") / "descending.csl"
    path.write_text(DESCENDING, encoding="utf-8")
    return str(path)


@pytest.mark.slow
@given(
    st.lists(sources, max_size=16),
    st.sampled_from(["chicago", "mla", "turabian", "ieee", "oscola", ""]),
    st.sampled_from(["text", "html", "rtf"]),
    st.integers(1, 5),
)
@settings(max_examples=60, deadline=None)
def test_streamed_bibliography_is_the_whole_one(
    descending: str, records: list[Any], style: str, format: str, run: int
) -> None:
    whole = Bibliography(records, style or descending)
    streamed = Bibliography.stream(iter(records), style or descending, format, run=run)
    assert streamed is not None
    assert list(streamed.iterate_entries()) == whole.entries(format)
    assert streamed.list_omitted() == list(map(whole.get_title, whole.list_omitted()))
    assert "".join(streamed.iterate_pieces()) == whole.write(format)


def test_styles_with_letters_after_the_year_are_not_streamed() -> None:
    assert Bibliography.stream([], "apa") is None and Bibliography.stream([], "chicago-author-date") is None


@pytest.mark.slow
def test_memory_does_not_grow_with_the_number_of_records(monkeypatch: pytest.MonkeyPatch) -> None:
    # What is bounded in use reaches its bound here.
    monkeypatch.setattr(sorted_runs, "_BATCH", 2)
    monkeypatch.setattr(sorting, "MAX_KNOWN", 50)

    def build(count: int) -> Iterator[Record]:
        return (build_letter(f"Letter {number}", "Ana Roe", 1951, str(number)) for number in range(count))

    def measure(count: int) -> int:
        gc.collect()
        tracemalloc.start()
        streamed = Bibliography.stream(build(count), "mla", run=100)
        assert streamed is not None and sum(1 for _ in streamed.iterate_entries()) == count
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    measure(100)  # the style is loaded and compiled
    assert measure(1200) - measure(300) < 900 * 1000  # in memory a record takes eight times as much


def test_a_bibliography_that_is_no_longer_needed_goes_at_once() -> None:
    gc.collect()
    gc.disable()
    try:
        letters = (build_letter(f"Letter {number}", "Ana Roe", 1951, str(number)) for number in range(5))
        streamed = Bibliography.stream(letters, "mla", run=2)
        assert streamed is not None and len(list(streamed.iterate_entries())) == 5
        gone = weakref.ref(streamed), weakref.ref(streamed._stream)
        del streamed
        assert [one() for one in gone] == [None, None]
    finally:
        gc.enable()


def test_temporary_files_have_no_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    with SortedRuns[int](run=2) as runs:
        for number in (3, 1, 2, 0, 4):
            runs.add(number, number)
        assert [thing for _, thing in runs] == [0, 1, 2, 3, 4]
        if os.name == "posix":
            assert list(tmp_path.iterdir()) == []


def test_full_disk_is_reported_with_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path / "missing"))
    runs = SortedRuns[int](run=1)
    runs.add(1, 1)
    with pytest.raises(OutputError, match="TMPDIR"):
        runs.add(2, 2)

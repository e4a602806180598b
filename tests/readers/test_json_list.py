"""Lists in JSON are read an item at a time, whatever the pieces that they come in."""

from __future__ import annotations

import json
import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcite import read_all
from archcite.errors import SourceError
from archcite.formats.common import large_files
from archcite.formats.common.json_list import JSONListError, iterate_list

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
items = st.lists(st.dictionaries(st.text(max_size=4), values, max_size=4), max_size=6)


def cut(text: str, size: int) -> Iterator[str]:
    return (text[place : place + size] for place in range(0, len(text), size))


@given(items, st.integers(1, 9), st.sampled_from([None, 0, 2]), st.booleans())
def test_pieces_make_no_difference(found: list[Any], size: int, indent: int | None, ascii: bool) -> None:
    text = json.dumps(found, indent=indent, ensure_ascii=ascii)
    whole = list(iterate_list([text], json.JSONDecoder()))
    assert list(iterate_list(cut(text, size), json.JSONDecoder())) == whole
    assert [item for _, item in whole] == found
    lines = text.split("\n")
    assert all(lines[line - 1].lstrip("[, ")[:1] in ("{", "[", "") for line, _ in whole)


@given(items.filter(bool), st.integers(1, 9), st.data())
@settings(max_examples=50)
def test_damaged_lists_are_errors_with_the_same_line(
    found: list[Any], size: int, data: st.DataObject
) -> None:
    text = json.dumps(found, indent=1)
    place = data.draw(st.integers(0, len(text) - 1))
    damaged = text[:place] + data.draw(st.sampled_from(["", "]", ",", '"', "x"])) + text[place + 1 :]

    def read(pieces: Iterator[str]) -> tuple[list[Any], int]:
        got: list[Any] = []
        try:
            got.extend(iterate_list(pieces, json.JSONDecoder()))
        except JSONListError as error:
            return got, error.line
        return got, 0

    assert read(cut(damaged, size)) == read(iter([damaged]))


@pytest.mark.parametrize("indent", [None, 1])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_large_lists_are_read_as_small_ones(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, indent: int | None, end: str
) -> None:
    found = [{"id": f"é{number}", "type": "map", "title": f"Danube, “{number}”"} for number in range(50)]
    path = tmp_path / "maps.json"
    path.write_text(json.dumps(found, indent=indent, ensure_ascii=False), encoding="utf-8-sig", newline=end)
    whole = list(read_all(path))
    monkeypatch.setattr(large_files, "LARGE", 100)
    monkeypatch.setattr(large_files, "_CHUNK", 37)
    large = list(read_all(path))
    assert large == whole and [one.location for one in large] == [one.location for one in whole]


def test_large_damaged_list_says_where_after_the_items_before(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "maps.json"
    path.write_text(
        '[{"id": "a", "type": "map"},\n{"id": "b", "type": "map"},\n{"id": nothing}]', encoding="utf-8"
    )
    monkeypatch.setattr(large_files, "LARGE", 10)
    records = iter(read_all(path))
    assert [next(records).id, next(records).id] == ["a", "b"]
    with pytest.raises(SourceError, match=r"line 3|:3:"):
        next(records)


def test_memory_does_not_grow_with_the_list() -> None:
    def measure(count: int) -> int:
        pieces = (f'{"," if number else "["}{{"title": "{"x" * 2000}"}}' for number in range(count))
        tracemalloc.start()
        assert sum(1 for _ in iterate_list(_close(pieces), json.JSONDecoder())) == count
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return peak

    assert measure(2000) < 2 * measure(200)


def _close(pieces: Iterator[str]) -> Iterator[str]:
    yield from pieces
    yield "]"

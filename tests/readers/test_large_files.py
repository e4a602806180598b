"""Large files are read a line at a time, and give what they give when they are read as a whole."""

from __future__ import annotations

import io
import tracemalloc
from collections.abc import Callable
from pathlib import Path

import pytest

from archcite.errors import SourceError
from archcite.formats import readers, reading
from archcite.formats.common import large_files

NUMBER = 150
TEMPLATES: dict[str, tuple[str, str]] = {
    "ris": ("", "TY  - PCOMM\r\nTI  - Письмо {0}\r\nDA  - 19{1:02}\r\nDB  - RGANI\r\nN1  - a\r\n b\r\nER  - \r\n\r\n"),
    "bib": ("% a\n", "@letter{{k{0},\n  title = {{Письмо {0}}},\n date = {{19{1:02}}},\n library = {{RGANI}}\n}}\n\n"),
    "jsonl": ("", '{{"id": "k{0}", "type": "manuscript", "title": "Письмо {0}", "archive": "RGANI"}}\n'),
    "csv": ("sep=;\nid;title;date;archive;notes\n", 'k{0};"Письмо ""{0}""";19{1:02};RGANI;"a\n;b"\n'),
}  # fmt: skip


def build(format: str, number: int = NUMBER) -> bytes:
    start, template = TEMPLATES[format]
    return (start + "".join(template.format(index, index % 100) for index in range(number))).encode()


@pytest.fixture
def small_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(large_files, "LARGE", 1000)
    monkeypatch.setattr("archcite.formats.bibtex.entries._LINES_OF_A_PIECE", 40)


def read(data: bytes) -> list[tuple[object, object]]:
    return [(record, record.location) for record in readers.read_records(io.BytesIO(data), "x", {})]


@pytest.mark.parametrize("format", TEMPLATES)
def test_records_and_their_locations_are_the_same(format: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = build(format)
    whole = read(data)
    monkeypatch.setattr(large_files, "LARGE", 1000)
    monkeypatch.setattr("archcite.formats.bibtex.entries._LINES_OF_A_PIECE", 40)
    calls = []
    iterate = large_files.iterate_lines
    monkeypatch.setattr(large_files, "iterate_lines", lambda file: calls.append(1) or iterate(file))
    assert read(data) == whole and len(whole) == NUMBER
    assert calls


@pytest.mark.parametrize(
    ("format", "change"),
    [
        ("bib", lambda data: data + b"@string{a = {b}}\n"),
        ("bib", lambda data: data + b"@book{c, title={C}, crossref={k1}}\n"),
        ("ris", lambda data: data.decode().encode("cp1251")),
        ("csv", lambda data: data.decode().encode("utf-16")),
    ],
)
def test_what_needs_the_whole_file(
    format: str, change: Callable[[bytes], bytes], small_is_large: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_file: object) -> None:
        raise AssertionError("read a line at a time")

    monkeypatch.setattr(large_files, "iterate_lines", fail)
    with pytest.warns() if format == "ris" else io.StringIO():
        assert len(read(change(build(format)))) >= NUMBER


@pytest.mark.slow
@pytest.mark.parametrize("format", TEMPLATES)
def test_memory_does_not_grow(format: str, tmp_path: Path, small_is_large: None) -> None:
    peaks = []
    for number in (NUMBER, NUMBER, 4 * NUMBER):
        path = tmp_path / f"{number}.txt"
        path.write_bytes(build(format, number))
        tracemalloc.start()
        count = sum(1 for _ in reading.read_all(path))
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
        assert count == number
    assert peaks[2] < peaks[1] * 1.7


def test_an_error_has_its_line_and_the_records_before_it(small_is_large: None, tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_bytes(build("jsonl") + b"{broken\n")
    found = []
    with pytest.raises(SourceError, match=f"line {NUMBER + 1}"):
        for record in reading.read_all(path):
            found.append(record)  # noqa: PERF402
    assert len(found) == NUMBER

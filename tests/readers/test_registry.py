"""The registry of readers: found by content, one record or many, others' readers through entry points."""

from __future__ import annotations

import io
import subprocess
import sys
from importlib.metadata import EntryPoint
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

import archcite
from archcite._foundation.entry_points import find_entry_points
from archcite.errors import ArchciteWarning, SourceError
from archcite.formats import readers
from archcite.record import Record

CITATION = (
    '"Cable, A to B", July 18, 1949, Wilson Center Digital Archive, RGANI, f. 5, op. 49, d. 131, ll. 19-20.'
)
CSL = '[{"id": "a", "type": "map", "title": "A Map", "issued": {"date-parts": [[1936]]}}]'
OWN = "title: A Letter\nkind: letter\ndate: 1958-09-09\n"


@pytest.fixture(autouse=True)
def fresh() -> Any:
    readers._load_others.cache_clear()
    yield
    readers._load_others.cache_clear()


@pytest.mark.parametrize(("text", "title"), [(CITATION, "Cable, A to B"), (CSL, "A Map"), (OWN, "A Letter")])
@pytest.mark.parametrize("name", ["a.txt", "a.json", "a.yaml", "a"])
def test_the_content_decides_and_not_the_name(tmp_path: Path, text: str, title: str, name: str) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    assert archcite.read(path).title == title


def test_several_sources_in_order(tmp_path: Path) -> None:
    paths = []
    for number, text in enumerate((CITATION, CSL, OWN)):
        paths.append(tmp_path / f"{number}.txt")
        paths[-1].write_text(text, encoding="utf-8")
    titles = [record.title for record in archcite.read_all(*paths)]
    assert titles == ["Cable, A to B", "A Map", "A Letter"]
    assert [record.title for record in archcite.read_all(paths)] == titles


def test_a_second_loop_reads_again(tmp_path: Path) -> None:
    path = tmp_path / "two.yaml"
    path.write_text("- {id: a, title: A}\n- {id: b, title: B}\n", encoding="utf-8")
    records = archcite.read_all(
        str(path) for _ in range(2)
    )  # a generator of paths is used up by the first loop
    first = [record.id for record in records]
    assert first == [record.id for record in records] == ["a", "b", "a", "b"]
    path.unlink()
    with pytest.raises(archcite.SourceError, match=r"two\.yaml"):
        list(records)


def test_a_citation_a_line(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"{CITATION}\n{CITATION.replace('1949', '1950')}\n", encoding="utf-8")
    dates = [record.date.edtf for record in archcite.read_all(path) if record.date]
    assert dates == ["1949-07-18", "1950-07-18"]
    with pytest.raises(SourceError, match=r"has 2 records, and read\(\) returns one"):
        archcite.read(path)


def test_citations_in_paragraphs_may_be_broken_into_lines(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    broken = CITATION.replace(", RGANI", ",\nRGANI")
    path.write_text(f"1. {broken}\n\n2. {broken}\n", encoding="utf-8")
    records = list(archcite.read_all(path))
    assert [record.holding.repository.name for record in records] == ["RGANI", "RGANI"]
    assert {record.title for record in records} == {"Cable, A to B"}


def test_what_is_no_citation_among_others_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "list.txt"
    path.write_text(f"Sources for chapter two\n\n{CITATION}\n", encoding="utf-8")
    with pytest.warns(ArchciteWarning, match=r"line 1: “Sources for chapter two” is not a citation"):
        assert len(list(archcite.read_all(path))) == 1


@pytest.mark.parametrize(
    "text", ["Dear Comrades,\nhow are you?\n", "I went to the Library of Congress.", "x"]
)
def test_no_record_at_all(tmp_path: Path, text: str) -> None:
    path = tmp_path / "letter.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SourceError, match=r"letter\.txt”: No record found"):
        archcite.read(path)


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", SimpleNamespace(buffer=io.BytesIO(CITATION.encode())))
    assert archcite.read("-").title == "Cable, A to B"


def test_a_reader_of_another_package_goes_first(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    module = SimpleNamespace(
        sniff=lambda text: text.startswith('"Cable'),
        read=lambda text, name: [Record(title=f"theirs: {name}")],
    )
    _install(monkeypatch, EntryPoint("cables", "their_package.cables", readers.GROUP), module)
    path = tmp_path / "a.txt"
    path.write_text(CITATION, encoding="utf-8")
    assert archcite.read(path).title == f"theirs: {path}"


def test_a_reader_that_cannot_be_loaded_is_left_out(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _install(monkeypatch, EntryPoint("gone", "no_such_package_at_all", readers.GROUP), None)
    path = tmp_path / "a.txt"
    path.write_text(CITATION, encoding="utf-8")
    with pytest.warns(ArchciteWarning, match="“gone” .* could not be loaded"):
        assert archcite.read(path).title == "Cable, A to B"


def test_the_package_s_own_entry_points_are_not_asked_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    own = EntryPoint("wilson", "archcite.formats.wilson_center.reader", readers.GROUP)
    monkeypatch.setattr(readers, "find_entry_points", lambda group: [own])
    assert readers._load_others() == ()


def test_importing_the_registry_loads_no_reader() -> None:
    code = (
        "import sys, archcite.formats.reading; "
        "print([m for m in sys.modules if m in ('json', 'yaml', 'lxml', 'tomllib')])"
    )
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert shown.stdout.strip() == "[]"


def test_a_package_that_is_installed_is_found(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert not list(find_entry_points("archcite.test-group"))
    metadata = tmp_path / "theirs-1.0.dist-info"
    metadata.mkdir()
    (metadata / "METADATA").write_text(
        "Metadata-Version: 2.1\nName: theirs\nVersion: 1.0\n", encoding="utf-8"
    )
    (metadata / "entry_points.txt").write_text("[archcite.test-group]\nx = their.module\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    assert [point.value for point in find_entry_points("archcite.test-group")] == ["their.module"]


def _install(monkeypatch: pytest.MonkeyPatch, point: EntryPoint, module: object) -> None:
    if module is not None:
        monkeypatch.setitem(sys.modules, point.value, module)
        monkeypatch.setitem(sys.modules, point.value.partition(".")[0], SimpleNamespace())
    monkeypatch.setattr(readers, "find_entry_points", lambda group: [point] if group == point.group else [])

"""Records from memory: texts, bytes and open files."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

import archcite
from archcite.errors import SourceError, UnrecognizedSourceError
from archcite.formats.readers import FILES, READERS_BY_NAME, TEXTS

BIB = "@book{wartime, title = {Wartime}, year = 1977}"
RIS = "TY  - BOOK\nID  - wartime\nTI  - Wartime\nPY  - 1977\nER  - \n"


@pytest.mark.parametrize("file", [io.StringIO(BIB), io.BytesIO(BIB.encode()), io.StringIO(RIS)])
def test_an_open_file_is_read_and_read_again(file: io.StringIO | io.BytesIO) -> None:
    records = archcite.read_all(file)
    assert [record.id for record in records] == ["wartime"]
    assert [record.id for record in records] == ["wartime"]


def test_one_record_of_an_open_file(tmp_path: Path) -> None:
    path = tmp_path / "wartime.bib"
    path.write_text(BIB, encoding="utf-8")
    with path.open(encoding="utf-8") as text, path.open("rb") as data:
        assert archcite.read(text) == archcite.read(data) == archcite.read(path)


def test_a_line_of_an_open_file_is_never_a_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "wartime.bib").write_text(BIB, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SourceError, match=r"^“the open file”: No record found"):
        list(archcite.read_all(io.StringIO("wartime.bib\n")))


def test_an_error_names_the_open_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.bib"
    path.write_text(" ", encoding="utf-8")
    with path.open("rb") as file, pytest.raises(SourceError, match=r"empty\.bib”: The source is empty"):
        list(archcite.read_all(file))


@pytest.mark.parametrize(
    ("format", "data"),
    [("bibtex", BIB), ("biblatex", BIB.encode()), ("ris", RIS), ("yaml", "title: Wartime\nid: wartime")],
)
def test_a_format_may_be_named(format: str, data: str | bytes) -> None:
    assert [record.title for record in archcite.loads(data, format)] == ["Wartime"]


def test_an_unknown_format_is_named_with_those_that_are_known() -> None:
    with pytest.raises(SourceError, match=r"Unknown format “endnoet”: use one of archcite-yaml, .*bibtex"):
        archcite.loads(BIB, "endnoet")


def test_the_encoding_that_a_file_declares_is_heeded() -> None:
    text = "% Encoding: ISO8859_2\n@misc{a, title = {Łódź żółć}}"
    assert archcite.loads(text.encode("iso8859_2"))[0].title == "Łódź żółć"


def test_other_names_of_formats_are_those_of_readers() -> None:
    assert set(READERS_BY_NAME.values()) <= {*FILES, *dict(TEXTS)}
    assert archcite.loads("PMID- 1\nTI  - On letters\n", "NBIB")[0].title == "On letters"


def test_the_lines_of_an_open_file_are_never_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "creel.yaml").write_text("title: Secret\n", encoding="utf-8")
    (tmp_path / "list.txt").write_text("creel.yaml\ncreel.yaml\n", encoding="utf-8")
    with (tmp_path / "list.txt").open() as text, (tmp_path / "list.txt").open("rb") as data:
        for file in (text, data, io.StringIO("creel.yaml\n"), io.BytesIO(b"./creel.yaml"), io.StringIO("-")):
            with pytest.raises(UnrecognizedSourceError):
                list(archcite.read_all([file]))
    for text_of_path in ("creel.yaml", b"creel.yaml", str(tmp_path / "creel.yaml")):
        with pytest.raises(UnrecognizedSourceError):
            archcite.loads(text_of_path)

"""Bytes into text: encodings that are met, and what is no text."""

from __future__ import annotations

import io
import sys
import warnings
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite.errors import ArchciteWarning, SourceError
from archcite.formats.common.east_asian_text import decode_east_asian
from archcite.formats.common.text_decoding import LIMIT, decode, read_text

SENTENCE = "Letter on the recall of advisers, Bucureşti, 9 September 1958"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "record.txt"
    path.write_bytes(SENTENCE.encode(encoding))
    assert read_text(path) == SENTENCE
    assert read_text(str(path)) == SENTENCE


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_with_a_mark(encoding: str) -> None:
    assert decode(("\ufeff" + SENTENCE).encode(encoding), "x") == SENTENCE


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Député à l’Assemblée, Genève, 3 août 1947 – Größe", "cp1252"),
        ("Władysław Gomułka, Kraków, księga główna, żołnierz", "cp1250"),
        ("București: Secţia Relaţii Externe, şedinţa Biroului", "cp1250"),
        ("Письмо ЦК КПСС о советских советниках, Москва", "cp1251"),
    ],
)
def test_windows_code_pages_are_guessed_with_a_warning(text: str, encoding: str) -> None:
    text = text.replace("ș", "ş")
    with pytest.warns(ArchciteWarning, match=f"code page {encoding[2:]}"):
        assert decode(text.encode(encoding), "old.txt") == text


@pytest.mark.parametrize(
    ("text", "encoding", "name"),
    [
        ("中央档案馆，关于苏联顾问的信，1958年 [letter]", "gbk", "GB 18030"),
        ("國史館，蔣中正總統文物，關於顧問的信", "big5", "Big5"),
        ("外務省外交史料館所蔵の文書、1958年", "cp932", "Shift JIS"),
        ("外務省外交史料館所蔵の文書、1958年", "euc_jp", "EUC-JP"),
        ("국가기록원 소장 문서, 1958년", "euc_kr", "EUC-KR"),
    ],
)
def test_encodings_of_east_asia_are_guessed_with_a_warning(text: str, encoding: str, name: str) -> None:
    with pytest.warns(ArchciteWarning, match=name):
        assert decode(text.encode(encoding), "old.txt") == text


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("gbk", word)
        for word in ["档案馆", "北京", "关于访问", "国家档案局", "报告", "蒋介石", "周恩来", "福建省"]
    ]
    + [
        ("euc_kr", word)
        for word in ["평양", "박정희", "외교사료관", "판문점", "스탈린", "마오쩌둥", "흐루쇼프", "닉슨"]
    ],
)
def test_one_word_is_chinese_or_korean(encoding: str, text: str) -> None:
    found = decode_east_asian(text.encode(encoding))
    assert found is not None and found.text == text


def test_russian_capitals_are_not_chinese() -> None:
    with pytest.warns(ArchciteWarning, match="code page 1251"):
        assert decode("ЦЕНТРАЛЬНЫЙ КОМИТЕТ КПСС".encode("cp1251"), "old.txt") == "ЦЕНТРАЛЬНЫЙ КОМИТЕТ КПСС"


def test_line_ends_become_one(tmp_path: Path) -> None:
    path = tmp_path / "record.txt"
    path.write_bytes(b"a\r\nb\rc\n")
    assert read_text(path) == "a\nb\nc\n"


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(SENTENCE.encode())))
    assert read_text("-") == SENTENCE


def test_empty_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO()))
    with pytest.raises(SourceError, match=r"standard input.* is empty"):
        read_text("-")


def test_a_missing_file() -> None:
    with pytest.raises(SourceError, match="does not exist"):
        read_text("no/such/file.txt")


def test_a_name_that_no_file_can_have() -> None:
    with pytest.raises(SourceError, match="could not be read"):
        read_text("a\0b")


def test_a_folder(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is a folder"):
        read_text(tmp_path)


@pytest.mark.parametrize("data", [b"", b" \n\t ", b"\xef\xbb\xbf\n"])
def test_an_empty_file(data: bytes) -> None:
    with pytest.raises(SourceError, match="is empty"):
        decode(data, "empty.txt")


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"%PDF-1.7\n...", "a PDF"),
        (b"PK\x03\x04\x14", "an office document"),
        (b"\x89PNG\r\n\x1a\n", "an image"),
        (b"\x00\x01\x02\xff\xfe\xfd", "not text"),
        (b"Moscow\x00\x00\x01", "not text"),
        (b"\x7fELF\x02\x01\x01", "not text"),
        (b"\x81\x8d\x8f\x90\x98\x83\x88", "not text"),
    ],
)
def test_a_binary(data: bytes, kind: str) -> None:
    with pytest.raises(SourceError, match=kind):
        decode(data, "scan.bin")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="needs an endless device")
def test_a_source_without_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("archcite.formats.common.text_decoding.LIMIT", 1024 * 1024)
    assert LIMIT > 1024 * 1024
    with pytest.raises(SourceError, match="larger than 1 MB"):
        read_text("/dev/zero")


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_one_error(data: bytes) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        try:
            assert decode(data, "x").strip()
        except SourceError as error:
            assert "x" in str(error)

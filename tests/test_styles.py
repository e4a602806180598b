"""The names of styles."""

from __future__ import annotations

from pathlib import Path

import pytest

from archcite.csl import Processor
from archcite.csl.style import library
from archcite.errors import StyleError
from archcite.styles import find_archival_file, get_title, list_names, load_archival_styles, resolve


@pytest.mark.parametrize("name", sorted(load_archival_styles()))
def test_short_names_are_compositions(name: str) -> None:
    assert library.load(resolve(name))[0].citation
    assert resolve(name) == resolve(load_archival_styles()[name].file)
    assert get_title(name)


def test_official_style_alone_stays_available() -> None:
    assert resolve("chicago-notes-bibliography") == "chicago-notes-bibliography"
    Processor(resolve("http://www.zotero.org/styles/apa"))


@pytest.mark.parametrize(
    "old", ["chicago-fullnote-bibliography", "turabian-fullnote-bibliography", "harvard1"]
)
def test_old_names_are_accepted(old: str) -> None:
    Processor(resolve(old))


def test_path_of_a_style() -> None:
    Processor(resolve(find_archival_file("wilson-center")))


@pytest.mark.parametrize(("wrong", "near"), [("chicagoo", "“chicago”"), ("wilson", "“wilson-center”")])
def test_unknown_name_brings_the_nearest(wrong: str, near: str) -> None:
    with pytest.raises(StyleError) as raised:
        resolve(wrong)
    assert near in str(raised.value)


def test_name_that_is_near_to_nothing() -> None:
    with pytest.raises(StyleError, match="archcite styles WORD"):
        resolve("qqqqqqqqqqqqqqqq")


def test_file_that_is_no_style(tmp_path: Path) -> None:
    file = tmp_path / "page.csl"
    file.write_text("<html><body/></html>", encoding="utf-8")
    with pytest.raises(StyleError, match="not a CSL style"):
        Processor(resolve(str(file)))


def test_missing_file() -> None:
    with pytest.raises(StyleError, match="does not exist"):
        Processor(resolve("nowhere/mine.csl"))


def test_names_are_many_and_ours_come_first() -> None:
    found = list_names()
    assert found[: len(load_archival_styles())] == list(load_archival_styles())
    assert len(found) == len(set(found)) > 2000

"""The language of a title: known where its words tell, and never wrong for English, which changes its case."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

import archcite
from archcite.formats.common.languages import get_language_name
from archcite.formats.common.title_language import find_title_language

TABLE = tomllib.loads((Path(__file__).parent / "title_languages.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("code", "title"), TABLE["titles"])
def test_language_of_a_title(code: str, title: str) -> None:
    found = find_title_language(title)
    assert (found.code if found else "en") == code
    assert found is None or 0.5 < found.confidence <= 1


@pytest.mark.parametrize(("code", "country", "title"), TABLE["with_country"])
def test_the_archive_decides_between_languages_of_the_title(code: str, country: str, title: str) -> None:
    assert find_title_language(title) is None
    found = find_title_language(title, country=country)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("country", ["DE", "FR", "RU"])
def test_an_archive_alone_decides_nothing(country: str) -> None:
    assert find_title_language("Gavilan Tagore 12", country=country) is None


@pytest.mark.parametrize(("code", "title"), TABLE["titles"])
def test_only_english_titles_change_their_case(code: str, title: str) -> None:
    record = archcite.parse(f"“{title},” 12 March 1848, Archive of the Interior, box 3, folder 7")
    assert record.languages == (() if code == "en" else (get_language_name(code),))
    if code != "en":
        assert record.title is not None
        assert record.title[1:] in archcite.cite(record, "chicago")

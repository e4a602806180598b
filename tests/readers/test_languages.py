"""Languages by one table, whatever language and spelling a catalogue gives them in."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from archcite.formats.common import languages
from archcite.formats.common.catalogue_values import find_language, find_languages
from archcite.formats.csl_json.item_from_record import to_language_tag

TABLE = json.loads(Path(languages.__file__).with_suffix(".json").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "text",
    [
        "German",
        "german",
        "Deutsch",
        "allemand",
        "немецкий",
        "Duits",
        "tedesco",
        "GER",
        "deu",
        "de",
        "de_DE",
        "de-AT",
        "[German]",
    ],
)
def test_spellings_of_one_language(text: str) -> None:
    assert to_language_tag(text.strip("[]")) in ("de", text)
    assert find_language(text) == "German"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("German; English", ["German", "English"]),
        ("German, English and French", ["German", "English", "French"]),
        ("allemand et français", ["German", "French"]),
        ("Deutsch/Polnisch", ["German", "Polish"]),
        ("English.", ["English"]),
        ("mul", []),
        ("zxx", []),
        ("Church Slavic", ["Church Slavic"]),
        ("Klingon", ["Klingon"]),
        ("Mostly in German", ["Mostly in German"]),
    ],
)
def test_lists(text: str, expected: list[str]) -> None:
    assert find_languages(text) == expected


def test_every_code_and_every_name_is_known() -> None:
    for code, name in TABLE["names"].items():
        assert languages.get_language_name(code) == name
        assert languages.find_language_code(code) == code
    for old, code in TABLE["aliases"].items():
        assert languages.find_language_code(old) in (code, TABLE["codes"].get(old))
    for name, code in TABLE["codes"].items():
        if len(name) <= 60 and name == name.strip(" .;,[]()"):
            assert languages.find_language_code(name) is not None
            assert code in TABLE["names"]

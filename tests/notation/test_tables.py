"""The tables of archives and traditions, and the page that is made of them."""

from __future__ import annotations

import json
import re
import runpy
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

import archcite
from archcite.notation import find_archive, get_tradition, list_archives, load_traditions
from archcite.notation.archives import Archive, find_archive_of, find_archives
from archcite.notation.data_tables import load_table
from archcite.record import Repository
from docs import generate_archives as generate

# Names that more than one archive uses; the path tells which, or the place.
SHARED = {"NAI", "National Archives", "AGN", "Archivo General de la Nación"}


def test_the_pages_are_current() -> None:
    pages = generate.list_pages()
    assert {path for path, _ in pages} == {generate.INDEX, *generate.FOLDER.glob("*.md")}
    for path, text in pages:
        assert path.read_text(encoding="utf-8") == text, "Run `python docs/generate_archives.py`."


@pytest.mark.slow
def test_the_pages_say_what_is_not_verified() -> None:
    sections = {
        section.partition("\n")[0]: section
        for path, text in generate.list_pages()
        if path.parent == generate.FOLDER and path != generate.NOTATIONS
        for section in text.split("\n## ")[1:]
    }
    for archive in list_archives():
        known = get_tradition(archive.tradition)
        unverified = "- Source: not verified" in sections[archive.english].splitlines()
        assert unverified == (known.verified is None and archive.source is None)


def test_there_are_enough() -> None:
    assert len(list_archives()) >= 40
    assert len({archive.country for archive in list_archives()} - {None}) >= 25


@pytest.mark.parametrize("archive", list_archives(), ids=lambda archive: archive.english)
def test_an_archive_is_found_by_each_of_its_names(archive: object) -> None:
    from archcite.notation import Archive

    assert isinstance(archive, Archive)
    for name in archive.names:
        if name not in SHARED:
            assert find_archive(name) is archive, name
    assert archive.tradition in load_traditions()
    assert archive.country is None or re.fullmatch(r"[A-Z]{2}", archive.country)
    assert archive.isil is None or re.fullmatch(r"[A-Z]{2}-[\w/-]{1,11}", archive.isil)
    assert archive.website is None or re.fullmatch(r"https?://\S+", archive.website)


def test_names_are_shared_only_where_the_path_tells() -> None:
    codes = Counter(name for archive in list_archives() for name in set(archive.names))
    assert {code for code, uses in codes.items() if uses > 1} == SHARED
    for code in SHARED:
        assert len(find_archives(code)) > 1


@pytest.mark.parametrize(
    ("repository", "country"),
    [
        (Repository("National Archives"), "GB"),
        (Repository("National Archives", place="London"), "GB"),
        (Repository("The National Archives", place="Kew, Richmond"), "GB"),
        (Repository("National Archives", place="College Park, Maryland"), "US"),
        (Repository("The National Archives", place="Washington, D.C."), "US"),
        (Repository("National Archives", country="US"), "US"),
        (Repository("National Archives", "NARA"), "US"),
        (Repository("National Archives (NARA)"), "US"),
        (Repository("National Archives", place="Prague"), "CZ"),
        (Repository("National Archives", place="Canberra"), None),
        (Repository("National Archives", country="AU"), None),
        (Repository(None, "NAI", "Dublin"), "IE"),
        (Repository("RGANI", place="Moskau"), "RU"),
    ],
    ids=str,
)
def test_where_an_archive_is_tells_it_from_others_of_its_name(
    repository: Repository, country: str | None
) -> None:
    found = find_archive_of(repository)
    assert (found.country if found else None) == country


def test_what_is_verified_has_a_source_and_what_has_none_is_not() -> None:
    for known in load_traditions().values():
        assert known.verified in ("archive", "guide", "citations", None), known.id
        assert (known.source is None) == (known.verified is None), known.id


def test_every_level_has_a_label_in_its_own_language_and_in_english() -> None:
    for known in load_traditions().values():
        for level in known.levels.values():
            assert level.get_label("short") and level.labels.get("english"), (known.id, level.name)


def test_an_archive_has_only_what_archives_have() -> None:
    known = set(Archive.__annotations__)
    for entry in load_table("archives")["archive"]:
        assert set(entry) <= known, entry["name"]


@pytest.mark.parametrize(
    "source", sorted(Path(archcite.__file__).parent.rglob("*.toml")), ids=lambda path: path.name
)
def test_what_is_read_is_what_the_toml_files_say(source: Path) -> None:
    read = json.loads(source.with_suffix(".json").read_text(encoding="utf-8"))
    assert read == tomllib.loads(source.read_text(encoding="utf-8")), (
        "Run `python .ci/build_tables.py` and commit the result."
    )


@pytest.mark.parametrize(
    "source", sorted(Path(archcite.__file__).parent.rglob("*.toml")), ids=lambda path: path.name
)
def test_no_list_of_a_table_has_a_text_twice(source: Path) -> None:
    lists = list(_find_lists(tomllib.loads(source.read_text(encoding="utf-8"))))
    doubled = {text: each for each in lists for text, count in Counter(each).items() if count > 1}
    assert not doubled


def _find_lists(value: Any) -> Iterator[list[str]]:
    """Yield the lists of texts within a table."""
    if isinstance(value, dict):
        for each in value.values():
            yield from _find_lists(each)
    elif isinstance(value, list) and value and all(isinstance(each, str) for each in value):
        yield value
    elif isinstance(value, list):
        for each in value:
            yield from _find_lists(each)


@pytest.mark.parametrize(
    "spelling", ["[[archive]]  # ours\nname = 'X'", "[[archive]]\nname='X'", '[[ archive ]]\n"name" = "X"']
)
def test_every_spelling_of_toml_is_read(spelling: str, tmp_path: Path, root: Path) -> None:
    scope: dict[str, Any] = runpy.run_path(str(root / ".ci" / "build_tables.py"))
    source = tmp_path / "archives.toml"
    source.write_text(spelling, encoding="utf-8")
    assert json.loads(scope["to_json"](source)) == {"archive": [{"name": "X"}]}

"""Names of styles and languages, the budget of macros, and what a process keeps."""

from __future__ import annotations

import json
import os
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from archcite.csl import Processor
from archcite.csl.style import library
from archcite.csl.style.locale import resolve_tag
from archcite.errors import ArchciteWarning, LocaleError, StyleError
from archcite.styles import resolve

BOOK = {"id": "x", "type": "book", "title": "Signs", "author": [{"family": "Eco", "given": "Umberto"}]}


def test_every_renamed_id_is_known() -> None:
    with open(os.path.join(library.find_folders()[0], "renamed-styles.json"), encoding="utf-8") as file:
        renamed = json.load(file)
    assert len(renamed) > 500
    assert all(library.read_source(old)[1] == new for old, new in renamed.items())


def test_common_names_are_official_styles() -> None:
    table = library._read_names()
    known = set(library.list_ids())
    assert set(table["names"].values()) <= known
    assert {name for names in table["suggestions"].values() for name in names} <= known


@pytest.mark.parametrize("name", ["APA", "Apa", "MLA 9", "mla9", "MLA 9th edition", "Chicago", "CHICAGO-18"])
def test_archival_names_have_no_case(name: str) -> None:
    short = library.normalize_name(name).split("-")[0]
    assert resolve(name) is resolve(short)


@pytest.mark.parametrize(
    ("name", "near"),
    [("cse", "cse-name-year"), ("harvard", "harvard-cite-them-right"), ("law", "oscola"), ("ieeee", "ieee")],
)
def test_unknown_names_bring_suggestions(name: str, near: str) -> None:
    with pytest.raises(StyleError, match=f"“{near}”"):
        library.load(name)


@pytest.mark.parametrize(
    "wish", ["klingon", "../../etc", "", "de-DE; rm", "x" * 999, "english please", "\0", "12"]
)
def test_language_that_is_none_is_refused(wish: str) -> None:
    if wish:
        with pytest.raises(LocaleError, match="language tag"):
            Processor("apa", locale=wish)
    else:
        assert Processor("apa", locale=wish).language == "en-US"


def test_language_by_name_or_code() -> None:
    with pytest.warns(ArchciteWarning, match="“de-DE” is used"):
        assert Processor("apa", locale="german").language == "de-DE"
    assert [resolve_tag(tag) for tag in ("de_AT", "eng", "FRE", "pt-br")] == ["de-AT", "en", "fr", "pt-BR"]


def _write_style(macros: str, info: str = "") -> str:
    return (
        f'<style class="note" version="1.0"><info><title>t</title><id>x</id>{info}</info>{macros}'
        '<citation><layout><text macro="m0"/></layout></citation></style>'
    )


def _chain(length: int, calls: int) -> str:
    links = (f'<macro name="m{n}">{calls * f"""<text macro="m{n + 1}"/>"""}</macro>' for n in range(length))
    return _write_style("".join(links) + f'<macro name="m{length}"><text variable="title"/></macro>')


@pytest.mark.parametrize(("length", "calls"), [(20, 2), (30, 2), (12, 4), (5000, 1), (101, 2)])
def test_macros_that_call_without_end_are_refused(length: int, calls: int) -> None:
    with pytest.raises(StyleError, match="simplify"):
        _cite(_chain(length, calls))


def test_macros_that_call_each_other_a_little_are_not() -> None:
    assert _cite(_chain(10, 2)) == 1024 * "Signs"


def _cite(style: str) -> str:
    processor = Processor(style, [BOOK], output="text")
    processor.cite([{"id": "x"}])
    return processor.citations()[0]


@pytest.mark.parametrize(
    "address", ["{file}", "\\\\host\\share\\a.csl", "../a.csl", "file://{file}", "a.csl"]
)
def test_parent_is_never_a_local_file(address: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "a.csl"
    file.write_text(_chain(1, 1), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    link = f'<link rel="independent-parent" href="{address.format(file=file)}"/>'
    style = f'<style class="note" version="1.0"><info><title>t</title><id>x</id>{link}</info></style>'
    with pytest.raises(StyleError, match="not an official style"):
        library.load(style)


def test_large_file_is_not_read(tmp_path: Path) -> None:
    file = tmp_path / "large.csl"
    with file.open("wb") as stream:
        stream.truncate(1 << 30)
    with pytest.raises(StyleError, match="too large"):
        library.load(file)


def test_style_is_kept_by_content(tmp_path: Path) -> None:
    file = tmp_path / "a.csl"
    file.write_text(_chain(1, 1), encoding="utf-8")
    first = library.load(file)[0]
    assert library.load(str(file))[0] is first
    file.write_text(_chain(2, 1), encoding="utf-8")
    assert library.load(file)[0] is not first
    assert Processor("apa")._renderer.compiler is Processor("APA")._renderer.compiler


@pytest.mark.slow
def test_processors_of_one_style_work_in_threads() -> None:
    items = [{**BOOK, "id": str(n), "type": kind} for n, kind in enumerate(("book", "map", "song", "report"))]

    def work(number: int) -> list[str]:
        processor = Processor("turabian-notes-bibliography", items, output="text")
        for item in items[number % 4 :] + items[: number % 4]:
            processor.cite([{"id": item["id"]}], note=1)
        return sorted(processor.bibliography())

    with ThreadPoolExecutor(8) as pool:
        assert len({tuple(found) for found in pool.map(work, range(64))}) == 1


@pytest.mark.parametrize("mark", ["\ufdd4", "&#xFDD4;", "&#64980;", "&#x0FDD4;"])
def test_marks_of_the_processor_do_not_come_from_a_style(mark: str) -> None:
    style = _write_style(
        f'<macro name="m0"><names variable="author" prefix="{mark}a"><name form="long" delimiter="{mark}">'
        f'<name-part name="family" prefix="{mark}b" suffix="{mark}"/></name></names>'
        f'<text term="in" prefix="{mark}"/><text value="{mark}v"/></macro>'
    ).replace("<macro", f'<locale><terms><term name="in">{mark}term</term></terms></locale><macro', 1)
    processor = Processor(style, [BOOK], output="html")
    processor.cite([{"id": "x"}])
    assert processor.citations() == ["aUmberto bEcotermv"]


def test_no_warning_for_usual_languages() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for tag in ("en", "en-GB", "de", "ar", "zh-TW", "es-MX", "sr", "ru_RU"):
            resolve_tag(tag)

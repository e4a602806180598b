"""Real references of every archive, and what becomes of each: its parts, its forms, what is reported."""

from __future__ import annotations

import tomllib
import warnings
from pathlib import Path
from typing import Any

import pytest

from archcite.errors import ArchciteWarning
from archcite.notation import (
    convert_reference,
    format_reference,
    list_archives,
    load_traditions,
    parse_reference,
    parse_references,
    write_reference,
)
from archcite.notation.parser import normalize
from archcite.record import Part

REFERENCES: list[dict[str, Any]] = tomllib.loads(
    (Path(__file__).parent / "references.toml").read_text(encoding="utf-8")
)["reference"]


def _name(entry: dict[str, Any]) -> str:
    return str(entry["text"])[:60]


def _step(part: Part) -> str:
    step = f"{part.level} | {part.label or ''} | {part.value or ''}"
    return f"{step} | {part.title}" if part.title else step


@pytest.mark.parametrize("entry", REFERENCES, ids=_name)
def test_reference(entry: dict[str, Any]) -> None:
    text = entry["text"]
    found = parse_reference(text)
    assert [_step(part) for part in found.parts] == entry["path"]
    pages = f"{found.pages.label or ''} | {found.pages.value}" if found.pages else None
    assert pages == entry.get("pages")
    assert (found.medium, found.rest) == (entry.get("medium"), entry.get("rest"))
    assert found.archive is None or found.archive.english == entry["archive"]
    assert found.tradition == entry["tradition"]
    assert write_reference(found, "own") == entry["own"]
    assert write_reference(found, "english") == entry["english"]
    assert list(found.warnings) == entry.get("warnings", [])


@pytest.mark.slow
@pytest.mark.parametrize("entry", REFERENCES, ids=_name)
def test_it_comes_back_or_says_what_changes(entry: dict[str, Any]) -> None:
    text, canonical = entry["text"], entry.get("canonical", entry["text"])
    found = parse_reference(text)
    assert write_reference(found) == canonical
    # The full stop of the sentence is not the reference's, nor one that Americans draw into quotation marks.
    assert found.exact == (canonical == normalize(text))
    changed = [warning for warning in found.warnings if "would be written" in warning]
    assert len(changed) == (not found.exact)
    for warning in changed:
        old, new = (one.strip("“”.") for one in warning.split(" would be written "))
        assert old.rstrip(",") in text and new.rstrip(",") in canonical
    again = parse_reference(canonical)
    assert write_reference(again) == canonical
    assert again.exact
    assert (again.parts, again.pages) == (found.parts, found.pages)


@pytest.mark.slow
@pytest.mark.parametrize("entry", REFERENCES, ids=_name)
def test_its_other_forms_say_the_same(entry: dict[str, Any]) -> None:
    found = parse_reference(entry["text"])
    if found.archive is None:
        return
    own = parse_reference(entry["own"])
    assert own.archive is found.archive
    assert [part.level for part in own.parts] == [part.level for part in found.parts]
    assert write_reference(own, "own") == entry["own"]
    assert write_reference(own, "english") == entry["english"]


def test_every_archive_and_every_tradition_has_an_example() -> None:
    assert {archive.english for archive in list_archives()} <= {entry.get("archive") for entry in REFERENCES}
    assert set(load_traditions()) == {entry["tradition"] for entry in REFERENCES}
    assert len(REFERENCES) >= 120


FORMS = {
    "short": "f. 5, op. 30, d. 273, ll. 12-15 ob.",
    "long": "fond 5, opis 30, delo 273, listy 12-15 ob.",
    "script": "ф. 5, оп. 30, д. 273, лл. 12-15 об.",
    "script_long": "фонд 5, опись 30, дело 273, листы 12-15 об.",
    "english": "Fond 5, Inventory 30, File 273, Leaves 12-15 verso",
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("other", FORMS)
def test_each_form_from_each_other(form: str, other: str) -> None:
    assert convert_reference(FORMS[form], other, repository="RGANI") == FORMS[other]


@pytest.mark.parametrize(
    ("holder", "level"),
    [("RGANI", "file"), ("TsDA", "file"), ("AQSh", "file"), ("ANIC", "file"), ("MNL OL", "box")],
)
def test_the_holder_decides_what_a_label_means(holder: str, level: str) -> None:
    assert parse_reference("d. 5", holder).parts[-1].level == level


@pytest.mark.parametrize(
    ("label", "holder", "english"),
    [
        ("l. 7", "RGANI", "Leaf 7"),
        ("k. 7", "AAN", "Leaf 7"),
        ("7. o.", "ÁBTL", "Page 7"),
        ("7. fol.", "ÁBTL", "Folio 7"),
        ("S. 7-9", "BArch", "Pages 7-9"),
        ("Bl. 7ff.", "BArch", "Folios 7ff."),
        ("Bl. 7R", "BArch", "Folio 7 verso"),
        ("л. 7 об., 9", "РГАНИ", "Leaves 7 verso, 9"),
        ("арк. 7 зв.", "ЦДАВО", "Leaf 7 verso"),
        ("ff. xii-xiv", "TNA", "Folios xii-xiv"),
        ("mm. 3, 5d", "TNA", "Membranes 3, 5d"),
        ("第12-15页", "PRC FMA", "Pages 12-15"),
        ("pp. 719-20, 725", "ANIC", "Pages 719-20, 725"),
        ("n.p.", "RGANI", "n.p."),
        ("unpaginated", "TNA", "unpaginated"),
        ("б/н", "РГАНИ", "б/н"),
    ],
)
def test_leaves(label: str, holder: str, english: str) -> None:
    found = parse_reference(label, holder)
    assert (found.parts, found.exact) == ((), True)
    assert format_reference((), found.pages, repository=holder) == label
    assert format_reference((), found.pages, repository=holder, form="english") == english


@pytest.mark.parametrize(
    ("label", "value", "english"),
    [
        ("file", "12-3", "File 12-3"),
        ("file", "1945-1", "File 1945-1"),
        ("file", "50052-40", "File 50052-40"),
        ("files", "12-15", "Files 12-15"),
        ("container", "12-15", "container 12-15"),
        ("bx.", "12-15", "Boxes 12-15"),
        ("bx.", "12-3", "Box 12-3"),
        ("bx.", "3, 5", "Boxes 3, 5"),
    ],
)
def test_a_number_with_a_hyphen_is_no_range(label: str, value: str, english: str) -> None:
    part = Part("file" if "file" in label else "box", label, value)
    assert format_reference([part], repository="NARA", form="english") == english


def test_what_nobody_knows_is_kept_whole_and_reported() -> None:
    found = parse_reference("kindly lent by the family, third drawer")
    assert [part.level for part in found.parts] == ["part", "part"]
    assert [str(part) for part in found.parts] == ["kindly lent by the family", "third drawer"]
    assert all("kept whole" in warning for warning in found.warnings)
    assert len(found.warnings) == 2


@pytest.mark.parametrize("mark", ["ML73", "MS.123", "Ms73", "RG59.3", "SS12/4"])
def test_a_shelfmark_in_no_known_archive_stays_to_the_letter(mark: str) -> None:
    for repository in (None, "Yale University Library"):
        reference = parse_reference(mark, repository)
        assert [str(part) for part in reference.parts] == [mark]
        assert write_reference(reference, "own", holder=False) == mark


def test_converting_warns_of_what_is_guessed_and_changed() -> None:
    with pytest.warns(ArchciteWarning, match="“208, 4572” would be written “208/4572”"):
        assert convert_reference("TNA, WO 208, 4572") == "TNA, WO 208/4572"
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert convert_reference("TNA, WO 208/4572", "english") == (
            "The National Archives of the UK, Series WO 208, Piece 4572"
        )


def test_several_references_in_one_string() -> None:
    found = parse_references(
        "APRF, f. 45, op. 1, d. 336, l. 122 and AVPRF, f. 059a, op. 5a, d. 5, p. 11, l. 13"
    )
    assert [one.repository for one in found] == ["APRF", "AVPRF"]
    found = parse_references("RGANI, f. 5, op. 1, d. 7, l. 3; d. 9, ll. 5-7")
    assert [[str(part) for part in one.parts] for one in found] == [
        ["f. 5", "op. 1", "d. 7"],
        ["f. 5", "op. 1", "d. 9"],
    ]

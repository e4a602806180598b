"""What Zotero, BibTeX, RIS and Tropy tools export, and tables: each of a real kind, read and cited, and damaged."""

from __future__ import annotations

import random
import tomllib
import warnings
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import archcite
from archcite.errors import ArchciteError, ArchciteWarning
from archcite.formats.bibtex import reader as bibtex
from archcite.formats.flat_table import reader as table
from archcite.formats.ris import reader as ris
from archcite.formats.tropy import reader as tropy
from archcite.formats.zotero import reader as zotero
from archcite.record import Record

FILES = Path(__file__).parent / "files"
CITATIONS = tomllib.loads((FILES.parent / "citations.toml").read_text(encoding="utf-8"))
CREEL = (
    "George Creel, “Letter to Colonel House,” September 25, 1918, box 6, folder 179, Edward Mandell House Papers, "
    "Yale University Library"
)
CABLE = (
    "“Cable, Liu Shaoqi to Mao Zedong,” July 18, 1949, trans. Gary Goldberg, RGANI, f. 5, op. 49, "
    "d. 131, ll. 193–194, "
)


@pytest.mark.parametrize(("name", "citations"), CITATIONS.items())
def test_a_real_file_of_each_format_is_cited(name: str, citations: list[str]) -> None:
    assert [archcite.cite(record) for record in records(name)] == citations


def test_no_file_is_forgotten() -> None:
    assert sorted(CITATIONS) == sorted(path.name for path in FILES.iterdir())


def records(name: str) -> list[Record]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ArchciteWarning)
        return list(archcite.read_all(FILES / name))


def test_bibtex() -> None:
    creel, kennan, unknown = records("papers.bib")
    assert archcite.cite(creel) == CREEL + ", New Haven, CT."
    assert (kennan.id, kennan.title) == (
        "kennan1946",
        "The Chargé in the Soviet Union to the Secretary of State",
    )
    assert (unknown.kind, unknown.title) == ("document", "Mündliche Mitteilung")


def test_an_unknown_type_is_said() -> None:
    with pytest.warns(ArchciteWarning, match="“@telegramme” is an unknown type"):
        list(archcite.read_all(FILES / "papers.bib"))


@pytest.mark.parametrize("name", ["zotero-mixed.ris", "zotero-item.json"])
def test_what_an_importer_mixed_up_is_put_right(name: str) -> None:
    with pytest.warns(ArchciteWarning, match="“archive” is a portal; “RGANI” was taken for the archive"):
        (record,) = archcite.read_all(FILES / name)
    assert record.holding.repository.code == "RGANI" or record.holding.repository.name == "RGANI"
    assert [agent.name for agent in record.agents("translator")] == ["Gary Goldberg"]
    assert CABLE in archcite.cite(record)
    assert record.copy.url == "https://digitalarchive.wilsoncenter.org/document/113435"


def test_tropy() -> None:
    (record,) = records("tropy.json")
    assert archcite.cite(record) == CREEL + "."


def test_table() -> None:
    creel, cable = records("letters.csv")
    assert creel.agents("recipient")[0].name == "Edward M. House"
    assert archcite.cite(cable).endswith("RGANI, f. 5, d. 131, pp. 193–94.")


def test_a_bad_row_is_named(tmp_path: Path) -> None:
    path = tmp_path / "letters.csv"
    path.write_text("title,date,archive\nA,1918,X\nB,1918,X,Y,Z,more\n", encoding="utf-8")
    with warnings.catch_warnings(record=True) as said:
        warnings.simplefilter("always")
        try:
            list(archcite.read_all(path))
            messages = [str(one.message) for one in said]
        except ArchciteError as error:
            messages = [str(error)]
    assert any("row 3" in message or "line 3" in message for message in messages)


READERS = {
    "papers.bib": bibtex,
    "zotero-mixed.ris": ris,
    "letters.csv": table,
    "tropy.json": tropy,
    "zotero-item.json": zotero,
}


@pytest.mark.slow
@pytest.mark.parametrize("name", READERS)
@settings(max_examples=60, deadline=None)
@given(seed=st.integers(0, 2**32))
def test_damage_is_an_error_in_words_or_none(name: str, seed: int) -> None:
    chance = random.Random(seed)
    text = (FILES / name).read_text(encoding="utf-8")
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(text) + 1)
        length = chance.choice([0, 1, 5, 40])
        noise = chance.choice(["", "{", "}", '"', "\n", ",", "@", "  - ", "null", "[]", "\\", "ё", "0"])
        text = text[:place] + noise + text[place + length :]
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            READERS[name].sniff(text)
            found = list(READERS[name].read(text, name))
        except ArchciteError as error:
            assert not any("\n" in sentence for sentence in error.sentences)
            return
    assert all(isinstance(record, Record) for record in found)

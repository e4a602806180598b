"""What a format has no place for is kept under its label in a note, and is read from there again."""

from __future__ import annotations

import warnings

import pytest

import archcite
from archcite.formats.writing import write
from archcite.record import Holding, Part, Record, Repository
from archcite.record.vocabulary import DESCRIPTION_FIELDS

FIELDS = {name: f"some {name}" for name in DESCRIPTION_FIELDS if name not in ("title_kind", "related")}


@pytest.mark.parametrize(
    "format",
    ["yaml", "json", "csl-json", "bibtex", "biblatex", "ris", "ead", "mods", "csv", "json-ld", "zotero"],
)
def test_the_description_of_a_document_comes_back(format: str) -> None:
    record = Record(
        id="a", kind="letter", title="Letter on Berlin", title_kind="supplied", date="1961-05-03",
        holdings=[Holding(Repository("National Archives"), [Part("fonds", "RG", "59")])],
        related=["Enclosure of dispatch 12", "Reply to telegram 7"], **FIELDS,
    )  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        again = archcite.loads(write(record, format), "bibtex" if format == "biblatex" else format)[0]
    assert {name: getattr(again, name) for name in FIELDS} == FIELDS
    assert (again.related, again.title_kind) == (record.related, "supplied")
    assert not any("some " in note or "dispatch" in note for note in again.notes)


def test_a_note_with_a_label_of_others_stays_a_note() -> None:
    record = Record(title="A", notes=["Place: Vienna", "Number: 5", "Classification of the fonds: none"])
    assert archcite.loads(write(record, "ead"), "ead")[0].notes == record.notes

"""Records as flat mappings, and tables of them."""

from __future__ import annotations

import csv
import io
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

import archcite
from archcite.errors import RecordError
from archcite.formats.archcite_yaml.reader import read
from archcite.formats.flat_table.columns import COLUMNS
from archcite.formats.flat_table.flat_fields import flatten, sort_names, unflatten
from archcite.formats.flat_table.formula_guard import unguard_cell
from archcite.formats.flat_table.headings import parse_heading
from archcite.formats.flat_table.reader import read as read_table
from archcite.formats.flat_table.record_from_flat import from_dotted
from archcite.formats.flat_table.writer import to_csv
from archcite.record import Agent, Holding, Part, Publication, Record, Repository, Source
from tests.record.strategies import records


def again(flat: dict[str, str]) -> Record:
    (record,) = read(json.dumps(unflatten(flat)), "a.json")
    return record


@pytest.mark.slow
@given(records)
def test_nothing_is_lost(record: Record) -> None:
    assert again(flatten(record)) == record


@pytest.mark.slow
@given(st.lists(records, min_size=1, max_size=3))
def test_nothing_is_lost_in_a_table(several: list[Record]) -> None:
    rows = csv.DictReader(io.StringIO(to_csv(several), newline=""))
    assert [
        again({unguard_cell(name): unguard_cell(cell) for name, cell in row.items()}) for row in rows
    ] == several


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::archcite.ArchciteWarning")  # of dates that no calendar has
@given(st.lists(records, min_size=1, max_size=3))
def test_a_table_is_read_as_it_was_written(several: list[Record]) -> None:
    assert archcite.loads(to_csv(several), "csv") == several


def test_published_works_and_variables_come_back_from_a_table() -> None:
    place = Holding(Repository("Modern Records Centre"), [Part("file", None, "MSS.292")])
    several: list[Source] = [
        Publication(
            {"id": "a", "type": "article-newspaper", "title": "Strike", "page": "4"}, holdings=[place]
        ),
        Record(id="b", title="Letter", variables={"volume": 2}),
        Record(id="c", title="Report", published_in="The Times"),
    ]
    assert archcite.loads(to_csv(several)) == several


def test_a_publication_in_a_table_of_others_is_where_it_was_published() -> None:
    (record,) = archcite.loads("title,publication,archive\nStrike,The Times,BL\n")
    assert isinstance(record, Record) and record.published_in == "The Times"


def test_lists() -> None:
    record = Record(
        agents=[Agent.parse("A. Smith"), Agent.body("CC of the CPSU")],
        notes=["one", "two"],
        subjects=["a | b"],
        holdings=[
            Holding(Repository("A"), [Part("file", "File", "1")]),
            Holding(Repository("B", place="Paris")),
        ],
    )
    assert flatten(record) == {
        "author": "A. Smith",
        "author.2.body": "CC of the CPSU",
        "holding.repository.name": "A",
        "holding.file": "File 1",
        "holding.2.repository.name": "B",
        "holding.2.repository.place": "Paris",
        "subjects.1": "a | b",
        "notes": "one | two",
    }
    assert again(flatten(record)) == record


def test_said_twice() -> None:
    with pytest.raises(RecordError, match=r"“holding\.repository” is given twice"):
        unflatten({"holding.repository": "A", "holding.repository.name": "B"})


def test_order_of_columns_does_not_depend_on_the_records() -> None:
    assert sort_names(COLUMNS) == sort_names(reversed(list(COLUMNS)))
    assert sort_names(COLUMNS)[:3] == ["id", "kind", "title"]


def test_no_records_are_a_table_too() -> None:
    assert to_csv([]) == "title\r\n"


def test_a_publication_comes_back_from_a_row() -> None:
    publication = Publication({"id": "a", "type": "book", "title": "War | Peace", "volume": 2, "issue": "3"})
    assert from_dotted(flatten(publication)) == publication
    record = Record(id="a", title="Letter", variables={"volume": 2})
    assert from_dotted(flatten(record)) == record


def test_a_publication_that_is_not_json_is_refused() -> None:
    with pytest.raises(RecordError, match=r"must be CSL variables in JSON"):
        from_dotted({"publication": "a book"})


def test_a_row_has_no_line_of_the_text_that_it_was_read_through() -> None:
    assert from_dotted({"title": "Letter"}).location is None


@pytest.mark.parametrize(
    "heading", ["author.", "author..name", ".author", f"author.{'9' * 5000}", "author" + ".a" * 3000]
)
def test_a_heading_that_names_no_field_is_that_of_a_note(heading: str) -> None:
    assert parse_heading(heading).name is None
    with pytest.warns(archcite.ArchciteWarning, match="unknown column"):
        (record,) = read_table(f"title,{heading},date\nA,B,1950\n", "a.csv")
    assert record.date is not None and record.date.edtf == "1950"


@pytest.mark.parametrize("text", ["[" * 9000, '{"type": ', "[]"])
def test_variables_that_are_not_a_mapping_are_refused(text: str) -> None:
    with pytest.raises(RecordError, match="must be CSL variables in JSON"):
        unflatten({"variables": text})

"""Variables whose values have no form of CSL: a list for a title, true for an author. Nothing fails for them."""

from __future__ import annotations

import json
from typing import Any

import pytest

import archcite
from archcite.csl.variables import DATES, NAMES
from archcite.errors import ArchciteError, LossWarning
from archcite.formats.csl_json.record_from_item import VARIABLES
from archcite.formats.writing import BUILT_IN, write
from archcite.lint import check
from archcite.record import Publication, Record, Source

VALUES: list[Any] = [
    *([1], {"a": 1}, [[]], [{}], {}, [None], None, True, 1.5, 10**40, " ", "9" * 5000),
    *([{"family": [1]}], [{"family": {"a": 1}}], [{"literal": 5}], {"family": "x"}, ["x"]),
    *([{"family": "x", "suffix": [], "comma-suffix": 1}], {"date-parts": [[]]}, {"date-parts": [["x"]]}),
    *({"date-parts": "1950"}, {"date-parts": [[1950, 99]]}, {"raw": [1]}, {"season": [1], "date-parts": [[1950]]}),
]  # fmt: skip

# All texts, and some of the names and the dates, which are read and written by the same functions.
TRIED = sorted(
    VARIABLES - NAMES - DATES
    | {"type", "custom", "categories", "author", "recipient", "chair", "issued", "accessed"}
)


def make(variable: str, value: Any) -> list[Source]:
    """Make the records that have a value in a variable, whichever way it comes there."""
    letter = {"id": "a", "type": "document", "title": "T", "archive": "RGANI", "archive_location": "f. 5"}
    book = {"id": "a", "type": "book", "title": "T"}
    made: list[Source] = [Publication({**book, variable: value})]
    made.append(Record(id="a", title="T", variables={variable: value}))
    for given in ([{**letter, variable: value}], [{**book, variable: value}]):
        try:
            made += archcite.loads(json.dumps(given))
        except ArchciteError:
            continue
    return made


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::archcite.ArchciteWarning")
@pytest.mark.parametrize("variable", TRIED)
def test_every_value_is_cited_checked_and_written(variable: str) -> None:
    for value in VALUES:
        for record in make(variable, value):
            for style in ("chicago", "apa"):
                assert archcite.cite(record, style) is not None
            check([record])
            for format in BUILT_IN:
                assert write([record], format) is not None


def test_a_loss_is_reported_and_csl_json_keeps_the_value() -> None:
    book = Publication({"id": "a", "type": "book", "title": "War", "author": True, "note": {"a": 1}})
    with pytest.warns(LossWarning, match="“a”: bibtex has no field for author, note"):
        assert "author" not in write(book, "bibtex")
    assert json.loads(write(book, "csl-json"))[0]["author"] is True


@pytest.mark.parametrize(
    ("variable", "value"),
    [("references", {"a": 1}), ("section", 1.5), ("type", ["letter"]), ("edition", [[]])],
)
def test_what_has_no_form_is_not_printed(variable: str, value: Any) -> None:
    cited = str(archcite.cite(Record(title="T", variables={variable: value})))
    assert cited.startswith("“T,”") and not set(cited) & set("{}[]")


def test_a_list_of_one_text_is_that_text() -> None:
    assert "Pravda" in str(archcite.cite(Record(title="T", variables={"references": ["Pravda"]})))


@pytest.mark.parametrize(
    ("issued", "printed"),
    [
        ([{"year": 2020}], "2020"),
        ([{"year": "2020"}, {"year": "2021"}], "2020–2021"),
        ({"year": 2020}, "2020"),
        ([[2020, 3]], "2020"),
        ([2020], "2020"),
    ],
)
def test_dates_in_the_forms_of_older_programs_are_cited_and_written(issued: Any, printed: str) -> None:
    for source in make("issued", issued):
        assert printed in str(archcite.cite(source, "chicago"))
        if "issued" not in getattr(source, "variables", {}):
            assert "2020" in write([source], "ris")

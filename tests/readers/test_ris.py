"""RIS as databases export it."""

from __future__ import annotations

from typing import Any

import pytest

import archcite
from archcite.formats.ris.names import format_ris_name, parse_ris_name


def read_item(*lines: str) -> dict[str, Any]:
    text = "\n".join(("TY  - JOUR", "TI  - On letters", "JF  - AHR", *lines, "ER  - "))
    return archcite.loads(text)[0].csl_item()


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (["DA  - Jun 3", "PY  - 2011"], {"date-parts": [[2011, 6, 3]]}),
        (["PY  - 2011", "DA  - Jun"], {"date-parts": [[2011, 6]]}),
        (["DA  - 2011/06//", "PY  - 2011"], {"date-parts": [[2011, 6]]}),
        (["DA  - Spring", "PY  - 2011"], {"date-parts": [[2011]], "season": 1}),
        (["PY  - 2011"], {"date-parts": [[2011]]}),
        (["DA  - Jun 3"], {"literal": "Jun 3"}),
    ],
)
def test_a_day_without_its_year(lines: list[str], expected: dict[str, Any]) -> None:
    assert read_item(*lines)["issued"] == expected


@pytest.mark.parametrize(
    ("value", "genre"),
    [
        ("Article", None),
        ("Journal Article", None),
        ("Conference Paper", None),
        ("Review essay", "Review essay"),
    ],
)
def test_a_type_of_a_database_is_not_a_genre(value: str, genre: str | None) -> None:
    item = read_item(f"M3  - {value}")
    assert item.get("genre") == genre
    # It is kept, and written again.
    assert value in str(item)
    (bib,) = archcite.loads(f"@article{{a, title={{A}}, journal={{B}}, type={{{value}}}}}")
    assert bib.csl_item().get("genre") == genre


def test_a_reference_may_name_its_archive_again() -> None:
    (record,) = archcite.loads(
        "TY  - MANSCPT\nTI  - Vendita\nPB  - ASP\nCY  - Perugia\nAN  - ASP, Notarile 12\nER  - \n"
    )
    assert str(record.holding) == "ASP, Notarile 12"


@pytest.mark.parametrize(
    ("line", "variable", "value"),
    [
        ("VL  - v. 40", "volume", "40"),
        ("VL  - Vol. 3-4", "volume", "3-4"),
        ("IS  - no. 2", "issue", "2"),
        ("VL  - V. Serie 2", "volume", "V. Serie 2"),
    ],
)
def test_a_number_has_no_label(line: str, variable: str, value: str) -> None:
    assert read_item(line)[variable] == value


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ("Manning (@xychelsea), Chelsea E.", {"family": "Manning (@xychelsea)", "given": "Chelsea E."}),
        ("Centers for Disease Control (CDC)", {"literal": "Centers for Disease Control (CDC)"}),
        ("Eisenhower, Dwight D. (Dwight David)", {"family": "Eisenhower", "given": "Dwight D."}),
        ("Kay, John (1742-1826)", {"family": "Kay", "given": "John"}),
        ("Royal Opera House,, Covent Garden", {"literal": "Royal Opera House, Covent Garden"}),
    ],
)
def test_brackets_and_commas_of_names(value: str, name: dict[str, str]) -> None:
    assert read_item(f"AU  - {value}")["author"] == [name]
    assert parse_ris_name(format_ris_name(name)) == name


@pytest.mark.parametrize(
    "text", ["TY  - BOOK\nTI  - A\nPY  - c1988\nER  - \n", "@book{a, title = {A}, year = {c1988}}"]
)
def test_the_year_of_the_copyright_is_not_approximate(text: str) -> None:
    (source,) = archcite.loads(text)
    assert source.date is not None and source.date.edtf == "1988"


@pytest.mark.parametrize("tag", ["T2", "T3"])
def test_the_series_of_a_book(tag: str) -> None:
    (book,) = archcite.loads(f"TY  - BOOK\nTI  - War\n{tag}  - Studies in History\nA2  - Roe, Jane\nER  - \n")
    item = book.csl_item()
    assert item["collection-title"] == "Studies in History" and "container-title" not in item


def test_the_title_of_a_book_may_be_under_the_tag_of_books() -> None:
    (book,) = archcite.loads("TY  - BOOK\nBT  - War\nAU  - Roe, Jane\nER  - \n")
    assert book.title == "War" and "container-title" not in book.csl_item()


def test_an_unknown_type_may_have_a_place_in_an_archive() -> None:
    text = (
        "TY  - PHOTO\nTI  - At the Wall\nDA  - 1963/06/26\nAV  - John F. Kennedy Library, KN-C29248\nER  - \n"
    )
    with pytest.warns(archcite.ArchciteWarning):
        (photograph,) = archcite.loads(text)
    assert archcite.cite(photograph) == "“At the Wall,” June 26, 1963, KN-C29248, John F. Kennedy Library."

"""Dates: EDTF, dates in words, order."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archcite.errors import RecordError
from archcite.record import ArchivalDate


@pytest.mark.parametrize(
    ("edtf", "parts"),
    [
        ("1958", ((1958,),)),
        ("1958-09", ((1958, 9),)),
        ("1958-09-09", ((1958, 9, 9),)),
        ("2000-02-29", ((2000, 2, 29),)),
        ("1957/1958-02", ((1957,), (1958, 2))),
        ("1958-09-09/1958-09-12", ((1958, 9, 9), (1958, 9, 12))),
        ("1958-21", ((1958, 21),)),
        ("1958~", ((1958,),)),
        ("1958-09-09?", ((1958, 9, 9),)),
        ("1958-?09", ((1958, 9),)),
        ("1958-XX", ((1958,),)),
        ("1958-09-XX", ((1958, 9),)),
        ("195X", ((1950,), (1959,))),
        ("19XX", ((1900,), (1999,))),
        ("1958/..", ((1958,), ())),
        ("../1958", ((), (1958,))),
        ("1958~/1960", ((1958,), (1960,))),
        ("[1958,1960]", ((1958,), (1960,))),
        ("{1958..1960}", ((1958,), (1960,))),
        ("-0044-03-15", ((-44, 3, 15),)),
        ("Y-17000", ((-17000,),)),
        ("1958-09-09T10:00:00", ((1958, 9, 9),)),
    ],
)
def test_edtf(edtf: str, parts: tuple[tuple[int, ...], ...]) -> None:
    date = ArchivalDate(edtf)
    assert (date.edtf, date.parts, str(date)) == (edtf, parts, edtf)
    assert date.sort_key[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        *(
            "1958-13-01",
            "1958-00",
            "1958-02-30",
            "1900-02-29",
            "1958-09-31",
            "58",
            "09.09.1958.1",
            "foo",
        ),
        *("1960/1958", "1958-09-12/1958-09-09", "1960~/1958", "the day after", "Septembre 40, 1958"),
    ],
)
def test_what_is_no_date(text: str) -> None:
    with pytest.raises(RecordError) as caught:
        ArchivalDate.parse(text)
    message = str(caught.value)
    assert text in message
    assert message.count("\n") == 0


def test_an_empty_date() -> None:
    with pytest.raises(RecordError, match="A date is empty"):
        ArchivalDate(" ", "")
    with pytest.raises(RecordError):
        ArchivalDate.parse(" ")


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("September 9, 1958", "1958-09-09"),
        ("September 09, 1958", "1958-09-09"),
        ("Sept. 9, 1958", "1958-09-09"),
        ("9 September 1958", "1958-09-09"),
        ("9. September 1958", "1958-09-09"),
        ("9th September, 1958", "1958-09-09"),
        ("6 December, 1813", "1813-12-06"),
        ("1958 September 9", "1958-09-09"),
        ("9 de septiembre de 1958", "1958-09-09"),
        ("9 сентября 1958", "1958-09-09"),
        ("3 März 1947", "1947-03-03"),
        ("3 août 1947", "1947-08-03"),
        ("April, 1955", "1955-04"),
        ("April 1955", "1955-04"),
        ("August of 1962", "1962-08"),
        ("ca. 1955", "1955~"),
        ("c. September 1958", "1958-09~"),
        ("about September 9, 1958", "1958-09-09~"),
        ("[1955]", "1955"),
        ("[April 1955]", "1955-04"),
        ("[ca. 1955]", "1955~"),
        ("1950s", "195X"),
        ("Summer 1956", "1956-22"),
        ("1946–1950", "1946/1950"),
        ("1946-1950", "1946/1950"),
        ("1946 to 1950", "1946/1950"),
        ("February 24-26, 1968", "1968-02-24/1968-02-26"),
        ("24 February – 26 February 1968", "1968-02-24/1968-02-26"),
        ("June 5 – July 6, 1968", "1968-06-05/1968-07-06"),
        ("May 1956 – June 1957", "1956-05/1957-06"),
    ],
)
def test_dates_in_words(text: str, edtf: str) -> None:
    assert ArchivalDate.parse(text) == ArchivalDate(edtf, text)


@pytest.mark.parametrize("text", ["n.d.", "Undated", "[n.d.]", "s.d."])
def test_no_date_in_words(text: str) -> None:
    date = ArchivalDate.parse(text)
    assert (date.edtf, date.text, date.parts, date.is_approximate) == (None, text, (), False)


def test_the_dates_of_portals() -> None:
    """Forms that portals print, with the date that they mean."""
    for line in (Path(__file__).parent / "portal_dates.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        assert ArchivalDate.parse(case["text"]).edtf == case["edtf"]


def test_order() -> None:
    dates = [
        "195X",
        "1957",
        "1957-03",
        "1957-03-02",
        "1957-03-02/1957-04",
        "1958-21",
        "1958-09-09~",
        "1960/..",
    ]
    made = [*map(ArchivalDate, dates), ArchivalDate(None, "n.d.")]
    assert sorted(made, key=lambda date: date.sort_key)[0].edtf == "195X"
    assert sorted(made, key=lambda date: date.sort_key)[-1].text == "n.d."
    ordered = [date.edtf for date in sorted(made, key=lambda date: date.sort_key)]
    assert ordered.index("1957-03-02") < ordered.index("1958-21") < ordered.index("1958-09-09~")


def test_plain_dates_need_no_library() -> None:
    program = (
        "import sys; from archcite.record import ArchivalDate\n"
        "for text in ('1958', '1958-09-09', '1957/1958-02', 'September 9, 1958'):\n"
        "    date = ArchivalDate.parse(text); date.sort_key; date.parts\n"
        "assert 'edtf' not in sys.modules and 'pyparsing' not in sys.modules\n"
        "assert not {'cattrs', 'yaml', 'json'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True, cwd=Path(__file__).parents[2])


@pytest.mark.slow
@given(st.text(max_size=20) | st.text("0123456789-/~?%X.[]{},SYE", max_size=16))
@settings(deadline=None, max_examples=300)
def test_any_text_is_a_date_or_one_error(text: str) -> None:
    try:
        date = ArchivalDate.parse(text)
    except RecordError:
        return
    assert date.edtf or date.text
    assert isinstance(date.parts, tuple)
    assert isinstance(date.sort_key, tuple)

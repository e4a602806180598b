"""Dates: read from anything, printed, sorted."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite.csl.data.date import ItemDate, build_sort_key
from archcite.csl.data.date_parser import parse_date, parse_edtf, parse_raw
from archcite.csl.render.dates import DateFormatter
from archcite.csl.style import locale as locales
from archcite.csl.style.reader import read_date
from archcite.csl.style.xml import parse
from archcite.dates import to_edtf

EN = locales.get_locale("en-US")
FR = locales.get_locale("fr-FR")

LONG = (
    '<date variable="issued"><date-part name="day" suffix=" "/>'
    '<date-part name="month" suffix=" "/><date-part name="year"/></date>'
)
TEXT = '<date variable="issued" form="text"/>'
NUMERIC = '<date variable="issued" form="numeric"/>'
ORDINAL = (
    '<date variable="issued" delimiter=" "><date-part name="day" form="ordinal" range-delimiter="-"/>'
    '<date-part name="month" range-delimiter="-"/><date-part name="year"/></date>'
)


def parts(*dates: Any) -> dict[str, Any]:
    return {"date-parts": [list(date) for date in dates]}


JSON = [
    (parts((1958, 9, 9)), ItemDate((1958, 9, 9))),
    (parts(("1958", "9", "")), ItemDate((1958, 9))),
    (parts((2000, 0, 0)), ItemDate((2000,))),
    (parts((2000, None, 5)), ItemDate((2000,))),
    (parts((1965, -1, 1)), ItemDate((1965,))),
    (parts((1965, 13, 1)), ItemDate((1965, 13))),
    (parts((1965, 17)), ItemDate((1965, 13))),
    (parts((1965, 24)), ItemDate((1965, 16))),
    (parts((1965, 60)), ItemDate((1965,))),
    (parts((-44, 3, 15)), ItemDate((-44, 3, 15))),
    (parts((1987,), (2003,)), ItemDate((1987,), (2003,))),
    (parts((1987,), (0,)), ItemDate((1987,), ())),
    (parts((1987,), ()), ItemDate((1987,))),
    (parts((2000.0, 5)), ItemDate((2000, 5))),
    ({**parts((2000,)), "season": 3}, ItemDate((2000, 15))),
    ({**parts((2000,)), "season": "Fall"}, ItemDate((2000, 15), season="Fall")),
    ({**parts((2000,)), "season": "spring"}, ItemDate((2000, 13), season="spring")),
    ({**parts((2000,)), "season": "Spring"}, ItemDate((2000, 13))),
    ({**parts((2000,)), "season": "Herbst"}, ItemDate((2000, 15))),
    ({**parts((2000,)), "season": "Michaelmas"}, ItemDate((2000,), season="Michaelmas")),
    ({**parts((2005,)), "circa": 1}, ItemDate((2005,), circa=True)),
    ({**parts((2005,)), "circa": "false"}, ItemDate((2005,))),
    ({"date-parts": [], "literal": "(in press)"}, ItemDate(literal="(in press)")),
    ({"date-parts": [], "raw": "Bogus Date"}, ItemDate(literal="Bogus Date")),
    ({"edtf": "1958-09~"}, ItemDate((1958, 9), circa=True)),
    ({"season": 2}, ItemDate(season="2")),
    (1999, ItemDate((1999,))),
    ("1999", ItemDate((1999,))),
    ([1999, 5], ItemDate((1999, 5))),
]


@pytest.mark.parametrize(("value", "expected"), JSON, ids=str)
def test_json(value: Any, expected: ItemDate) -> None:
    assert parse_date(value) == expected


@pytest.mark.parametrize(
    "value",
    [None, "", "  ", {}, [], [[]], parts(()), parts((0,)), parts((None,)), {"date-parts": "x"}, True, 0, 1.5,
     {"date-parts": [{}]}, {"literal": ""}, {"raw": {}}, {"date-parts": []}, "0000-00-00"],
    ids=str,
)  # fmt: skip
def test_no_date(value: Any) -> None:
    assert parse_date(value) is None


EDTF = [
    ("1958", ItemDate((1958,))),
    ("1958-09", ItemDate((1958, 9))),
    ("1958-09-09", ItemDate((1958, 9, 9))),
    ("1958-09-09T12:30:00Z", ItemDate((1958, 9, 9))),
    ("1958-09?", ItemDate((1958, 9), circa=True)),
    ("1958~", ItemDate((1958,), circa=True)),
    ("1958%", ItemDate((1958,), circa=True)),
    ("1958?-09", ItemDate((1958, 9), circa=True)),
    ("1958-?09", ItemDate((1958, 9), circa=True)),
    ("1958/1960", ItemDate((1958,), (1960,))),
    ("1958-09-09/1958-10", ItemDate((1958, 9, 9), (1958, 10))),
    ("1958/..", ItemDate((1958,), ())),
    ("1958/", ItemDate((1958,), ())),
    ("../1960", ItemDate((), (1960,))),
    ("1958-21", ItemDate((1958, 13))),
    ("1958-28", ItemDate((1958, 16))),
    ("1958-33", ItemDate((1958,))),
    ("199X", ItemDate((1990,), (1999,), circa=True)),
    ("19XX", ItemDate((1900,), (1999,), circa=True)),
    ("1999-XX", ItemDate((1999,))),
    ("1999-05-XX", ItemDate((1999, 5))),
    ("-0044", ItemDate((-45,))),
    ("Y-17000", ItemDate((-17001,))),
    ("Y12000", ItemDate((12000,))),
]


@pytest.mark.parametrize(("text", "expected"), EDTF)
def test_edtf(text: str, expected: ItemDate) -> None:
    assert parse_edtf(text) == expected
    assert parse_date({"edtf": text}) == expected


@pytest.mark.parametrize("text", ["1958-13", "1958-09-40", "19X8", "195", "../..", "/", "spring", "12345"])
def test_no_edtf(text: str) -> None:
    assert parse_edtf(text) is None


RAW = [
    ("9 September 1958", ItemDate((1958, 9, 9))),
    ("September 9, 1958", ItemDate((1958, 9, 9))),
    ("Sept. 9th, 1958", ItemDate((1958, 9, 9))),
    ("Tuesday, 9 September 1958", ItemDate((1958, 9, 9))),
    ("the 9th of September, 1958", ItemDate((1958, 9, 9))),
    ("1958 Sep 9", ItemDate((1958, 9, 9))),
    ("September 1958", ItemDate((1958, 9))),
    ("[3 March 1999?]", ItemDate((1999, 3, 3), circa=True)),
    ("c. 1850", ItemDate((1850,), circa=True)),
    ("Autumn 1968", ItemDate((1968, 15))),
    ("Spring 1999 - Summer 2001", ItemDate((1999, 13), (2001, 14))),
    ("9/15/1958", ItemDate((1958, 9, 15))),
    ("15/9/1958", ItemDate((1958, 9, 15))),
    ("3.4.1958", ItemDate((1958, 4, 3))),
    ("1958/9/15", ItemDate((1958, 9, 15))),
    ("9/1958", ItemDate((1958, 9))),
    ("3-5 March 1999", ItemDate((1999, 3, 3), (1999, 3, 5))),
    ("March 3–5, 1999", ItemDate((1999, 3, 3), (1999, 3, 5))),
    ("March-April 1999", ItemDate((1999, 3), (1999, 4))),
    ("30 December 1999 to 2 January 2000", ItemDate((1999, 12, 30), (2000, 1, 2))),
    ("between 1958 and 1960", ItemDate((1958,), (1960,))),
    ("1914-18", ItemDate((1914,), (1918,))),
    ("1914–1918", ItemDate((1914,), (1918,))),
    ("1958-", ItemDate((1958,), ())),
    ("2010-02-15/2010-03-01", ItemDate((2010, 2, 15), (2010, 3, 1))),
    ("100 BC", ItemDate((-100,))),
    ("100-44 BC", ItemDate((-100,), (-44,))),
    ("AD 79", ItemDate((79,))),
    ("-44", ItemDate((-44,))),
    ("2000-00-00", ItemDate((2000,))),
    ("2000-05-00", ItemDate((2000, 5))),
    ("1999-1", ItemDate((1999, 1))),
    ('"1958, or so"', ItemDate(literal="1958, or so")),
    ("54", ItemDate((54,))),
    ("3/4/1999", ItemDate((1999, 3, 4))),
    ("9. září 1958", ItemDate((1958, 9, 9))),
    ("1949年10月1日", ItemDate((1949, 10, 1))),
    ("früh 1958, wohl Mai", ItemDate((1958, 5), circa=True)),
    ("früh, vor der Reise", ItemDate(literal="früh, vor der Reise")),
    ("1990s", ItemDate((1990,), (1999,), literal="1990s")),
    ("before 1956", ItemDate((), (1956,), literal="before 1956")),
    ("Christmas 1990", ItemDate(literal="Christmas 1990")),
    ("31 1999", ItemDate(literal="31 1999")),
    ("no later than 9 September 1958", ItemDate((), (1958, 9, 9), literal="no later than 9 September 1958")),
    ("1960-1958", ItemDate(literal="1960-1958")),
]


@pytest.mark.parametrize(("text", "expected"), RAW)
def test_raw(text: str, expected: ItemDate) -> None:
    assert parse_raw(text) == expected


@pytest.mark.parametrize("text", [text for text, _date in RAW if not text.startswith(('"', "-", "2000-0"))])
def test_words_mean_the_same_date_as_everywhere_else(text: str) -> None:
    edtf = to_edtf(text, month_first=True)
    date = parse_raw(text)
    if edtf is None:
        assert parse_edtf(text) == date or date == ItemDate(literal=text) or date == ItemDate((int(text),))
    elif date is not None and parse_edtf(text) is None:
        assert date._replace(literal="", circa=False) == parse_edtf(edtf)._replace(circa=False)  # type: ignore[union-attr]


PRINTED = [
    (TEXT, parts((1976, 1, 22)), "January 22, 1976"),
    (TEXT, parts((2005, 12)), "December 2005"),
    (NUMERIC, parts((2005, 12, 5)), "12/05/2005"),
    (NUMERIC, parts((2005, 12)), "12/2005"),
    ('<date variable="issued" form="text" date-parts="year"/>', parts((2005, 12, 5)), "2005"),
    ('<date variable="issued" form="text" date-parts="year-month"/>', parts((2005, 12, 5)), "December 2005"),
    ('<date variable="issued" form="numeric" date-parts="year-month"/>', parts((2005, 11), (2006, 12)),
     "11/2005–12/2006"),
    (LONG, parts((2003, 8, 10), (2003, 8, 23)), "10–23 August 2003"),
    (LONG, parts((2003, 8, 3), (2003, 10, 23)), "3 August–23 October 2003"),
    (LONG, parts((1987, 8, 3), (2003, 10, 23)), "3 August 1987–23 October 2003"),
    (LONG, parts((2003, 8), (2003, 10)), "August–October 2003"),
    (LONG, parts((1987,), (2003,)), "1987–2003"),
    (LONG, parts((1987,), (0,)), "1987–"),
    (LONG, "../1960", "–1960"),
    (LONG, parts((2003, 8, 10), (2003, 8, 10)), "10 August 2003"),
    (LONG, parts((2003, 8), (2003, 9, 5)), "August–5 September 2003"),
    (TEXT, parts((2003, 8, 3), (2003, 10, 23)), "August 3–October 23, 2003"),
    (TEXT, parts((1999, 22), (1999, 21)), "Summer–Spring 1999"),
    (TEXT, parts((1999, 21), (2001, 22)), "Spring 1999–Summer 2001"),
    (LONG, {**parts((1999,)), "season": "Michaelmas"}, "Michaelmas 1999"),
    (LONG, parts((499,)), "499 AD"),
    (LONG, parts((-250,)), "250 BC"),
    (LONG, parts((-100,), (-44,)), "100–44 BC"),
    (LONG, {"literal": "in press"}, "in press"),
    (NUMERIC, parts((1999, 21)), "Spring/1999"),  # the term takes the place of the month (CSL 1.0.2, "Seasons")
    ('<date variable="issued"><date-part name="month"/></date>', {"literal": "in press"}, ""),
    ('<date variable="issued"><date-part name="year" form="short"/></date>', parts((1958,)), "58"),
    ('<date variable="issued" form="text" date-parts="year-month">'
     '<date-part name="month" form="short" strip-periods="true" text-case="uppercase"/></date>',
     parts((2005, 12, 15)), "DEC 2005"),
]  # fmt: skip


@pytest.mark.parametrize(("node", "value", "expected"), PRINTED)
def test_printed(node: str, value: Any, expected: str) -> None:
    assert _format(node, value) == expected


def test_ordinal_days() -> None:
    assert _format(ORDINAL, "1999-05-02") == "2nd May 1999"
    assert _format(ORDINAL, "2004-10-01/2004-10-14", FR) == "1ᵉʳ-14 octobre 2004"
    assert _format(ORDINAL, "2004-10-14/2004-11-01", FR) == "14 octobre-1ᵉʳ novembre 2004"


def test_an_era_in_words_stands_apart() -> None:
    assert _format(LONG, parts((-44, 3, 15)), FR) == "15 mars 44\u00a0av. J.-C."


def test_the_range_delimiter_is_that_of_the_largest_part_that_differs() -> None:
    node = (
        '<date variable="issued" delimiter=" "><date-part name="day" range-delimiter="_d_"/>'
        '<date-part name="month" range-delimiter="_m_"/><date-part name="year" range-delimiter="_y_"/></date>'
    )
    assert _format(node, parts((1999, 1, 2), (1999, 1, 4))) == "2_d_4 January 1999"
    assert _format(node, parts((1999, 1, 2), (1999, 3, 4))) == "2 January_m_4 March 1999"
    assert _format(node, parts((1999, 1, 2), (2000, 1, 2))) == "2 January 1999_y_2 January 2000"


def test_year_suffix_follows_the_year() -> None:
    assert _format(TEXT, parts((1999, 5, 2)), suffix="a") == "May 2, 1999a"
    assert _format(TEXT, parts((1999,), (2001,)), suffix="a") == "1999–2001a"
    assert _format(TEXT, parts((2003, 8), (2003, 10)), suffix="a") == "August–October 2003a"
    assert _format(LONG, {"literal": "forthcoming"}, suffix="-a") == "forthcoming-a"


def test_sort_order() -> None:
    ascending = [
        parse_date(value)
        for value in ("-100", "-44", "54", "1999", "2000", "2000-05", "2000-05-01", "2000-05-01/2001", "2001")
    ]
    keys = [build_sort_key(date) for date in ascending]
    assert keys == sorted(keys) and len(set(keys)) == len(keys)
    assert build_sort_key(None) == build_sort_key(ItemDate(literal="in press")) == ""
    assert build_sort_key(ItemDate((2000, 13))) == build_sort_key(ItemDate((2000,)))
    assert build_sort_key(parse_date("1955")) < build_sort_key(parse_date("before 1956"))
    assert build_sort_key(parse_date("before 1956")) < build_sort_key(parse_date("1957"))


def test_sort_key_of_the_printed_parts() -> None:
    formatter = _formatter('<date variable="issued" form="numeric" date-parts="year-month"/>', EN)
    assert formatter.names == ("month", "year")
    assert formatter.sort_key(ItemDate((2000, 5, 1))) == formatter.sort_key(ItemDate((2000, 5, 2)))
    assert formatter.sort_key(ItemDate((2000, 5, 1))) < formatter.sort_key(ItemDate((2000, 6)))


_JUNK: st.SearchStrategy[Any] = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(st.sampled_from(["date-parts", "raw", "edtf", "literal", "season", "circa"]), inner)
    ),
)
_NODES = [LONG, TEXT, NUMERIC, ORDINAL]


@pytest.mark.slow
@given(_JUNK, st.sampled_from(_NODES))
def test_never_raises(value: Any, node: str) -> None:
    date = parse_date(value)
    if date is not None:
        assert isinstance(_format(node, date), str)
        assert isinstance(build_sort_key(date), str)


@given(st.text(alphabet="0123456789-/XY?~%. ,MarchSpingBCto", max_size=30))
def test_text_is_a_date_or_a_literal(text: str) -> None:
    date = parse_raw(text)
    assert date is None or date.literal or date.start or date.end


@given(st.dates())
def test_iso_dates_can_be_read_back(day: Any) -> None:
    expected = (day.year, day.month, day.day)
    assert parse_raw(day.isoformat()) == ItemDate(expected)
    assert parse_raw(f"{day:%d.%m.}{day.year:04d}") == ItemDate(expected)


def _formatter(node: str, locale: locales.Locale) -> DateFormatter:
    return DateFormatter(read_date(parse(node, "a style")), locale)


def _format(node: str, value: Any, locale: locales.Locale = EN, suffix: str = "") -> str:
    date = value if isinstance(value, ItemDate) else parse_date(value)
    assert date is not None
    return _formatter(node, locale)(date, suffix)

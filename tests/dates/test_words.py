"""Dates in words: many languages, orders and periods; what is not a date is not read as one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite.dates import is_undated, to_edtf
from archcite.dates.partial import count_roman
from archcite.dates.recognition import may_be_date
from archcite.dates.vocabulary import fold, iterate_month_texts
from archcite.errors import RecordError
from archcite.record import ArchivalDate

# As archives and scholars of many countries write them.
DATES_IN_USE = [
    tuple(line.split("\t"))
    for line in (Path(__file__).parent / "dates.tsv").read_text(encoding="utf-8").splitlines()
]
DATES = (
    ("1945 December 10–1946 March 31", "1945-12-10/1946-03-31"),
    ("1914 August - 1919 March", "1914-08/1919-03"),
    ("1989-07-08 00:00:00", "1989-07-08"),
    ("12 декабря 1926 г.", "1926-12-12"),
    ("1943/44", "1943/1944"),
    ("winter 1953-54", "1953-24"),
    ("Winter 1943/44", "1943-24"),
    ("between 1 and 4 May 1955", "1955-05-01/1955-05-04"),
    ("18th century", "17XX"),
    ("XVIII в.", "17XX"),
    ("XIXe siècle", "18XX"),
    ("19. Jahrhundert", "18XX"),
    ("siglo XVI", "15XX"),
    ("昭和20年8月15日", "1945-08-15"),
    ("1945年8月", "1945-08"),
    ("一九四九年十月一日", "1949-10-01"),
    ("1945. október 15-én", "1945-10-15"),
    ("1944. március 19–22.", "1944-03-19/1944-03-22"),
    ("1956. okt. 23.", "1956-10-23"),
    ("1956. X. 23.", "1956-10-23"),
    ("before 1956", "../1956"),
    ("after May 1945", "1945-05/.."),
    ("vor 1945", "../1945"),
    ("27/17 février 1693", "1693-02-27"),
    ("10/23 March 1917", "1917-03-23"),
    ("24 February/9 March 1917", "1917-03-09"),
    ("[ca. 1955]", "1955~"),
    ("[1955?]", "1955?"),
    ("undated [1961?]", "1961?"),
    ("[between 1946 and 1949]", "1946/1949"),
    ("3. lokakuuta 1955", "1955-10-03"),
    ("1955 m. kovo 3 d.", "1955-03-03"),
    ("1955. gada 3. martā", "1955-03-03"),
    ("3 Μαρτίου 1955", "1955-03-03"),
    ("3 березня 1955 р.", "1955-03-03"),
    ("15 Mart 1921", "1921-03-15"),
    ("3. März 1955, 14.30 Uhr", "1955-03-03"),
    ("5 mai 1945 à 14 h", "1945-05-05"),
    ("1945 October 24, 7 p.m.", "1945-10-24"),
    ("Oct. 24, 1945—7 p.m.", "1945-10-24"),
    ("Monday, 24 October 1955", "1955-10-24"),
    ("5-7 IX 1945", "1945-09-05/1945-09-07"),
    ("März 1933 bis Mai 1934", "1933-03/1934-05"),
    ("von 1933 bis 1945", "1933/1945"),
    ("du 3 au 5 mai 1945", "1945-05-03/1945-05-05"),
    ("с 3 по 5 мая 1945 г.", "1945-05-03/1945-05-05"),
    ("1941–1945 гг.", "1941/1945"),
    ("1941-1945 гг.", "1941/1945"),
    ("1955-1956", "1955/1956"),
    ("printemps 1956", "1956-21"),
    ("Herbst 1956", "1956-23"),
    ("весна 1956 г.", "1956-21"),
    ("1950-е гг.", "195X"),
    ("1950er Jahre", "195X"),
    ("années 1950", "195X"),
    ("early 1950s", "195X~"),
    ("mid-1956", "1956~"),
    ("late May 1956", "1956-05~"),
    ("no later than May 1955", "../1955-05"),
    ("50 v. Chr.", "-0049"),
    ("1 март 1955", "1955-03-01"),
    ("3 de mayo de 1808", "1808-05-03"),
    ("1.º de maio de 1968", "1968-05-01"),
    ("1o de maio de 1968", "1968-05-01"),
    ("5.VI.1945", "1945-06-05"),
    ("5/VI/1945", "1945-06-05"),
    ("3/25/1955", "1955-03-25"),
    ("25/3/1955", "1955-03-25"),
    ("3.4.1955", "1955-04-03"),
    ("1955.3.4", "1955-03-04"),
    ("1955/03/04", "1955-03-04"),
    ("2nd of May, 1955", "1955-05-02"),
    ("May 2nd 1955", "1955-05-02"),
    ("2 maja 1955 r.", "1955-05-02"),
    ("V 1955", "1955-05"),
    ("11 listopada 1918", "1918-11-11"),
    ("Jan. 3–Feb. 5, 1955", "1955-01-03/1955-02-05"),
    ("c.1955", "1955~"),
    ("c1955", "1955~"),
    ("1955-56", "1955/1956"),
    ("1955–6", "1955/1956"),
    ("2 juin–5 juillet 1944", "1944-06-02/1944-07-05"),
    ("March 1749/50", "1750-03"),
    ("11 Feb. 1731/2", "1732-02-11"),
    ("30 January 1648/9", "1649-01-30"),
    ("25 October 1917 (O.S.)", "1917-10-25"),
    ("circa 1880-1890", "1880~/1890~"),
    ("1880?-1890", "1880?/1890"),
    ("Summer–Autumn 1956", "1956-22/1956-23"),
    ("c. 1300", "1300~"),
    ("Early 1956", "1956~"),
    ("possibly 3 May 1955", "1955-05-03?"),
    ("[5 March?] 1953", "1953-03-05?"),
    ("1953, March 5", "1953-03-05"),
    ("5 [March] 1953", "1953-03-05"),
    ("ngày 2 tháng 9 năm 1945", "1945-09-02"),
    ("1945년 8월 15일", "1945-08-15"),
    ("24 November [1955]", "1955-11-24"),
    ("1955 r.", "1955"),
    ("rok 1955", "1955"),
    ("1. máj 1955", "1955-05-01"),
    ("1. května 1955", "1955-05-01"),
    ("prosinec 1989", "1989-12"),
    ("28. okt. 1918", "1918-10-28"),
    ("6 Ekim 1923", "1923-10-06"),
    ("Dec 1941-Jan 1942", "1941-12/1942-01"),
    ("7 de novembro de 1917", "1917-11-07"),
    ("7-8 November 1917", "1917-11-07/1917-11-08"),
    ("1917 Nov 7", "1917-11-07"),
    ("Nov. 7-8, 1917", "1917-11-07/1917-11-08"),
    ("1955?", "1955?"),
    ("29 Ekim 1923", "1923-10-29"),
    ("3. září 1938", "1938-09-03"),
    ("1949年10月1日", "1949-10-01"),
    ("20 октября 1925 г.", "1925-10-20"),
    ("5. März 1933", "1933-03-05"),
    ("January–March 1956", "1956-01/1956-03"),
    ("1955–56", "1955/1956"),
    ("24 March 1749/50", "1750-03-24"),
    ("1er mai 1968", "1968-05-01"),
    ("between 1946 and 1949", "1946/1949"),
    ("25 августа 1931 г.", "1931-08-25"),
    ("1968-08-21T07:30Z", "1968-08-21"),
    ("probably 1955", "1955?"),
    ("1950年6月", "1950-06"),
    ("20–21 August 1968", "1968-08-20/1968-08-21"),
    ("28 februarie 1956", "1956-02-28"),
    ("2 juni 1953", "1953-06-02"),
    ("summer 1956", "1956-22"),
    ("2 giugno 1946", "1946-06-02"),
    ("March 4th, 1955", "1955-03-04"),
    ("AD 79", "0079"),
    ("10 VI 1981", "1981-06-10"),
    ("28 Feb.–2 March 1956", "1956-02-28/1956-03-02"),
    ("April 21, 1964, 2 p.m.", "1964-04-21"),
    ("3 avril 1956", "1956-04-03"),
    ("20. 12. 1917", "1917-12-20"),
    ("44 BC", "-0043"),
)


@pytest.mark.parametrize(("text", "edtf"), DATES)
def test_dates_in_words(text: str, edtf: str) -> None:
    assert to_edtf(text) == edtf
    date = ArchivalDate.parse(text)
    assert (date.edtf, str(date)) == (edtf, text)
    assert date.sort_key[0] == 0


@pytest.mark.parametrize(
    "text",
    [
        "3/4/1955",
        "3 לינואר 1955",
        "the day after",
        "Septembre 40, 1958",
        "58",
        "foo",
        "3 p.m.",
        "0900 hours, 7 May 1945",
        "5 1958",
        "Protocol 5 of March 1955",
        "31 June 1955",
    ],
)
def test_what_is_not_a_date(text: str) -> None:
    assert to_edtf(text) is None


@pytest.mark.parametrize(
    "text", ["n.d.", "o. D.", "s. d.", "б. д.", "bez daty", "undated", "sin fecha", "日期不详"]
)
def test_no_date_in_words(text: str) -> None:
    assert is_undated(text)
    assert not is_undated("1958")


# Croatians have a name of November for October (the table of dates has both).
_OF_TWO_MONTHS = ("listopad", "listopada")
_MONTHS = {
    month: [
        name
        for name, number in iterate_month_texts()
        if number == month and name.isalpha() and name not in _OF_TWO_MONTHS
    ]
    for month in range(1, 13)
}


@given(st.integers(1, 12), st.data(), st.integers(1, 28), st.integers(1400, 2030))
def test_any_month_in_any_language_and_order(month: int, data: st.DataObject, day: int, year: int) -> None:
    name = data.draw(st.sampled_from(_MONTHS[month]))
    edtf = f"{year}-{month:02}-{day:02}"
    for text in (
        f"{day} {name} {year}",
        f"{day}. {name.title()} {year}",
        f"{year}. {name} {day}.",
        f"{name} {day}, {year}",
    ):
        assert to_edtf(text) == edtf, (text, fold(name))


@given(st.integers(1, 12), st.integers(1, 28), st.integers(1400, 2030))
def test_figures_and_roman_months(month: int, day: int, year: int) -> None:
    roman = ["I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII"][month - 1]
    edtf = f"{year}-{month:02}-{day:02}"
    for text in (
        f"{day}.{month}.{year}",
        f"{day}. {month}. {year}",
        f"{day} {roman} {year}",
        f"{year}. {roman}. {day}.",
    ):
        assert to_edtf(text) == edtf, text


@given(st.text(max_size=40))
def test_any_text_is_read_or_refused(text: str) -> None:
    found = to_edtf(text)
    if found is not None:
        ArchivalDate(found)


@pytest.mark.parametrize(
    ("text", "marks"),
    [
        ("[1955]", (False, False, True)),
        ("1955?", (False, True, False)),
        ("ca. 1955", (True, False, False)),
        ("[1955?]", (False, True, True)),
        ("[ca. 1955]", (True, False, True)),
        ("5 [March] 1955", (False, False, True)),
    ],
)
def test_inferred_uncertain_and_approximate_are_three_things(text: str, marks: tuple[bool, ...]) -> None:
    date = ArchivalDate.parse(text)
    assert (date.is_approximate, date.is_uncertain, date.is_inferred) == marks


@pytest.mark.parametrize("start", range(0, len(DATES_IN_USE), 50))
def test_dates_as_archives_and_scholars_of_many_countries_write_them(start: int) -> None:
    expected = dict(DATES_IN_USE[start : start + 50])
    assert {text: to_edtf(text) for text in expected} == expected
    for edtf in expected.values():
        ArchivalDate(edtf)


@pytest.mark.parametrize(
    "text", ["P150/2571", "A.1.1.0.30", "dosar 124/1956", "lat. 3922", "24 Oct 62", "an XX", "Christmas 1990"]
)
def test_call_numbers_and_other_words_are_not_dates(text: str) -> None:
    assert to_edtf(text) is None


@pytest.mark.parametrize("text", ["31-May-64", "24 Oct 62", "3.4.55", "15-IV-32", "May ’56", "Oct. 24, '62"])
def test_a_year_of_two_figures_is_refused_with_the_reason(text: str) -> None:
    with pytest.raises(RecordError, match="two figures"):
        ArchivalDate.parse(text)


@pytest.mark.parametrize("text", ["Box 12", "1/2 1955", "12/44", "Chapter 10"])
def test_other_numbers_are_not_said_to_have_a_short_year(text: str) -> None:
    with pytest.raises(RecordError, match="is not a valid date"):
        ArchivalDate.parse(text)


@pytest.mark.parametrize(
    ("text", "edtf"),
    [
        ("29. listopada 1918.", "1918-10-29"),
        ("29 listopada 1918 r.", "1918-11-29"),
        ("29. listopadu 1918", "1918-11-29"),
    ],
)
def test_a_name_of_two_months_is_read_by_the_full_stop_after_the_day(text: str, edtf: str) -> None:
    assert to_edtf(text) == edtf


def test_call_numbers_pages_telephone_numbers_and_titles_are_not_dates() -> None:
    texts = (Path(__file__).parent / "not_dates.txt").read_text("utf-8").splitlines()
    assert {text: found for text in texts if (found := to_edtf(text)) is not None} == {}


@pytest.mark.parametrize(
    "text",
    ["Despatch No. 33, 1955", "mely felvétetett 1945. október 15-én", "Куфаев, 20 октября 1925 г.", "12/44"],
)
def test_a_text_with_a_word_that_no_date_has_is_recognised_by_its_words(text: str) -> None:
    assert not may_be_date(text)
    assert to_edtf(text) is None


def test_every_letter_that_a_pattern_takes_for_a_roman_numeral_is_counted() -> None:
    # Patterns that ignore case take “İ” for an i.
    signs = re.findall("[ivxlcdm]", "".join(map(chr, range(0x10000))), re.IGNORECASE)
    assert {"İ", "ı", "I", "v"} < set(signs)
    assert all(count_roman(sign) for sign in signs)


@pytest.mark.parametrize("text", ["1958-İ/1958@11", "İ century", "İ. yüzyıl"])
def test_a_text_with_such_a_letter_is_read_or_not(text: str) -> None:
    assert to_edtf(text) in (None, "00XX")

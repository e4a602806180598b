"""Page ranges in the formats of CSL 1.0.2, Appendix V."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite.csl.render import numbers, page_ranges

FORMATS = (None, "expanded", "minimal", "minimal-two", "chicago", "chicago-15", "chicago-16")

# As written; expanded; minimal; minimal-two; Chicago 15; Chicago 16.
GOLD = [
    ("3-10", "3–10", "3–10", "3–10", "3–10", "3–10"),
    ("71-2", "71–72", "71–2", "71–72", "71–72", "71–72"),
    ("96-117", "96–117", "96–117", "96–117", "96–117", "96–117"),
    ("100-4", "100–104", "100–4", "100–04", "100–104", "100–104"),
    ("600-613", "600–613", "600–13", "600–13", "600–613", "600–613"),
    ("1100-23", "1100–1123", "1100–23", "1100–23", "1100–1123", "1100–1123"),
    ("107-108", "107–108", "107–8", "107–08", "107–8", "107–8"),
    ("505-517", "505–517", "505–17", "505–17", "505–17", "505–17"),
    ("1002-1006", "1002–1006", "1002–6", "1002–06", "1002–6", "1002–6"),
    ("321-325", "321–325", "321–5", "321–25", "321–25", "321–25"),
    ("415-532", "415–532", "415–532", "415–532", "415–532", "415–532"),
    ("1087-89", "1087–1089", "1087–9", "1087–89", "1087–89", "1087–89"),
    ("1496-504", "1496–1504", "1496–504", "1496–504", "1496–1504", "1496–504"),
    ("2787-2816", "2787–2816", "2787–816", "2787–816", "2787–2816", "2787–816"),
    ("11564-11568", "11564–11568", "11564–8", "11564–68", "11564–68", "11564–68"),
    ("11564-11615", "11564–11615", "11564–615", "11564–615", "11564–615", "11564–615"),
    ("12991-13001", "12991–13001", "12991–3001", "12991–3001", "12991–3001", "12991–3001"),
    ("13792-13803", "13792–13803", "13792–803", "13792–803", "13792–803", "13792–803"),
    ("n11564 - n1568", "n11564–n11568", "n11564–8", "n11564–68", "n11564–68", "n11564–68"),
]


def printed(text: str, page_range_format: str | None) -> str:
    return numbers.format_number(text, "numeric", None, variable="page", page_range_format=page_range_format)


@pytest.mark.parametrize("row", GOLD, ids=lambda row: row[0])
def test_formats(row: tuple[str, ...]) -> None:
    text, *expected = row
    wanted = ("expanded", "minimal", "minimal-two", "chicago-15", "chicago-16")
    assert [printed(text, name) for name in wanted] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("110-5", "110–5"),  # without a format nothing is reckoned
        ("142-145, 150 & 235 – 236", "142–145, 150 & 235–236"),
        ("N110-P5", "N110-P5"),
        ("3\\-B", "3-B"),
        ("978-3-16", "978-3-16"),
        ("Michaelson-Morely", "Michaelson-Morely"),
        ("12", "12"),
        ("", ""),
    ],
)
def test_without_format(text: str, expected: str) -> None:
    assert printed(text, None) == expected


def test_delimiter_and_descending_ranges() -> None:
    assert page_ranges.join_range("", "253", "7", "chicago", "\u2011") == "253\u201157"
    assert printed("20-10", "minimal") == "20–10"
    assert printed("12a-15b", "minimal") == "12a–15b"


@given(st.text(alphabet="0123456789nN-–\\ ,&a"), st.sampled_from(FORMATS))
def test_never_raises(text: str, page_range_format: str | None) -> None:
    assert isinstance(printed(text, page_range_format), str)


@given(st.integers(1, 10**6), st.integers(1, 10**4), st.sampled_from(FORMATS[1:]))
def test_a_shortened_range_can_be_read_back(first: int, length: int, page_range_format: str) -> None:
    short = printed(f"{first}-{first + length}", page_range_format)
    _, last = short.split("–")
    tail = str(first + length)
    # Chicago drops the zero of 107–8; otherwise the digits printed are the last ones.
    assert tail.endswith(last) and int(last) > 0

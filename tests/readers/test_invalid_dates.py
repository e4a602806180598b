"""A date in figures that is not a valid date is kept as text, with a warning, in whatever format it comes."""

from __future__ import annotations

import warnings

import pytest

from archcite.errors import ArchciteWarning
from archcite.formats.reading import loads

TEMPLATES = {
    "bibtex": "@misc{{k, title={{T}}, date={{{}}}}}",
    "ris": "TY  - PCOMM\nTI  - T\nDA  - {}\nER  - \n",
    "csl-json": '[{{"id": "k", "type": "manuscript", "title": "T", "issued": {{"raw": "{}"}}}}]',
    "endnote": "%0 Personal Communication\n%T T\n%8 {}\n",
}


@pytest.mark.parametrize("format", TEMPLATES)
@pytest.mark.parametrize("date", ["../x", "x/..", "1950-13", "99999999", "y1e9"])
def test_an_invalid_date_is_named(format: str, date: str) -> None:
    with pytest.warns(ArchciteWarning, match=f"“{date}” is not a valid date"):
        (record,) = loads(TEMPLATES[format].format(date))
    assert date in str(record.date)


@pytest.mark.parametrize("format", TEMPLATES)
@pytest.mark.parametrize(
    "date", ["forthcoming", "n.d.", "Spring 1950", "1950", "ca. 1950", "昭和", "1950/1951", "1987–", "1920s"]
)
def test_words_and_dates_are_not(format: str, date: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        loads(TEMPLATES[format].format(date))

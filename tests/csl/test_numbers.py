"""Number variables: numeric, plural, lists, ranges, ordinals."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archcite.csl.render import numbers
from archcite.csl.style import locale as locales
from archcite.csl.style.xml import parse

EN = locales.get_locale("en-US")
FR = locales.get_locale("fr-FR")

NUMERIC = {
    "1": True, "1st": True, "L2d": True, "1a": True, "12a-c": True, "2-4": True, "1, 2 & 3": True,
    "2 and 3": True, "12/13": True, "01790": True, "iv": True, "5-й": True, "2,300": True, "3\\-B": True,
    "second": False, "5 ed.": False, "annotated edition": False, "Fifth ed.": False, "": False,
    "2002, amended effective 2010": False, "d": False, "Michaelson-Morely": False,
}  # fmt: skip

PLURAL = [
    ("12", "page", False),
    ("12-15", "page", True),
    ("12–15", "page", True),
    ("i-ix", "page", True),
    ("12 & 15", "page", True),
    ("12, and 15", "locator", True),
    ("327\\-30", "locator", False),
    ("3\\-B", "page", False),
    ("Michaelson-Morely", "page", False),
    ("fol. 186, 8 April 1544", "locator", False),
    ("367-368, fig. 333", "locator", True),
    ("1", "number-of-volumes", False),
    ("2", "number-of-volumes", True),
    ("2", "volume", False),
    ("0", "number-of-pages", False),
    ("12a", "number-of-pages", True),
    ("23-25+", "page", True),
    ("XX-XXI", "page", True),
    ("12-15 ob.", "locator", True),
    ("45 ff.", "locator", False),
    ("2 ed., special", "edition", False),
]

# variable, page range format, as written, as printed
PRINTED = [
    ("page", None, "42-45", "42–45"),
    ("page", None, "110-5", "110–5"),
    ("page", "chicago", "142-145 & 235", "142–45 & 235"),
    ("page", "chicago", "01790", "01790"),
    ("page", "expanded", "110-5", "110–115"),
    ("page", "expanded", "N110 - N5", "N110–N115"),
    ("page", "expanded", "N110 - P5", "N110-P5"),
    ("page", "expanded", "123N110 - N5, 456K200 - 99", "123N110-N5, 456K200-99"),
    ("page", "chicago-16", "xxv-xxviii, 3-10", "xxv–xxviii, 3–10"),
    ("page", None, "3\\-B", "3-B"),
    ("page", None, "Michaelson-Morely", "Michaelson-Morely"),
    ("page", None, "1-2-3", "1-2-3"),
    ("page", "minimal", "23-25+", "23–25+"),
    ("volume", None, "-3", "-3"),
    ("volume", None, "3-", "3-"),
    ("locator", None, "100 - 103", "100–103"),
    ("locator", None, "213 and 235", "213 and 235"),
    ("locator", None, "12r-13v, 15-16 ob.", "12r–13v, 15–16 ob."),
    ("locator", None, "367-368, fig. 333", "367–368, fig. 333"),
    ("locator", None, "vol. 1, fol. 186", "1, fol. 186"),
    ("locator", None, "12-13, figs. 3", "12–13, figs. 3"),
    ("edition", None, "5 ed.", "5 ed."),
    ("volume", None, "2,3", "2, 3"),
    ("volume", None, "2 , 3", "2, 3"),
    ("volume", None, "2&3", "2 & 3"),
    ("volume", None, "2 - 4", "2–4"),
    ("volume", None, "Special - issue", "Special - issue"),
    ("section", None, "12-15", "12-15"),
    ("volume", None, "vol. 3", "vol. 3"),
    ("number", None, "no. 511", "no. 511"),
    ("issue", None, "vol. 3, no. 2", "vol. 3, no. 2"),
    ("locator", None, "esp. 12-15", "esp. 12–15"),
    ("locator", None, "A-17", "A-17"),
    ("locator", None, "12\u201015", "12–15"),
    ("page", None, "12\u221215", "12–15"),
]


@pytest.mark.parametrize("text", NUMERIC)
def test_is_numeric(text: str) -> None:
    assert numbers.is_numeric(text) is NUMERIC[text]


def test_what_is_no_text() -> None:
    assert numbers.is_numeric(5)
    assert numbers.is_numeric("pp. 5-10", "page")
    assert not numbers.is_numeric("pp. 5-10", "volume")
    assert not numbers.is_numeric(None)
    assert not numbers.is_numeric(True)
    assert not numbers.is_plural(None, "page")
    assert numbers.is_plural(3, "number-of-pages")
    assert numbers.format_number(None, "ordinal", EN) == ""


@pytest.mark.parametrize(("text", "variable", "expected"), PLURAL)
def test_is_plural(text: str, variable: str, expected: bool) -> None:
    assert numbers.is_plural(text, variable, EN) is expected


def test_the_word_for_and_is_the_locale_s() -> None:
    assert numbers.is_plural("213, et 235", "locator", FR)
    assert not numbers.is_plural("213 et 235", "locator", EN)


@pytest.mark.parametrize(("variable", "page_range_format", "text", "expected"), PRINTED)
def test_printed(variable: str, page_range_format: str | None, text: str, expected: str) -> None:
    printed = numbers.format_number(
        text, "numeric", EN, variable=variable, page_range_format=page_range_format
    )
    assert printed == expected


def test_the_delimiter_is_the_locale_s() -> None:
    assert numbers.format_number("463-509", "numeric", FR, variable="page") == "463\u2011509"


@pytest.mark.parametrize(
    ("form", "text", "expected"),
    [
        ("ordinal", "42", "42nd"),
        ("ordinal", "111", "111th"),
        ("ordinal", "121", "121st"),
        ("ordinal", "2, 3", "2nd, 3rd"),
        ("ordinal", "7, p. 3-8", "7th, pp. 3–8"),
        ("ordinal", "2E", "2E"),
        ("ordinal", "01", "01"),
        ("ordinal", "-3", "-3"),
        ("long-ordinal", "9", "ninth"),
        ("long-ordinal", "11", "11th"),
        ("roman", "42", "xlii"),
        ("roman", "2-4", "ii–iv"),
        ("roman", "6000", "6000"),
        ("numeric", "7", "7"),
        ("ordinal", "A-17", "A-17"),
        ("roman", "Editions 1-6", "Editions 1-6"),
    ],
)
def test_forms(form: str, text: str, expected: str) -> None:
    assert numbers.format_number(text, form, EN, variable="edition") == expected


def test_gender_of_ordinals() -> None:
    assert numbers.to_ordinal(1, FR, "feminine") == "1ʳᵉ"
    assert numbers.to_ordinal(1, FR, "masculine") == "1ᵉʳ"
    assert numbers.to_ordinal(1, FR) == "1ᵉ"
    assert numbers.to_ordinal(21, FR, "feminine") == "21ᵉ"


def test_neuter_stands_in_for_a_gender_without_a_term() -> None:
    locale = _locale(
        '<term name="ordinal">+</term><term name="ordinal-01">.o</term>'
        '<term name="ordinal-01" gender-form="feminine">.a</term>'
        '<term name="ordinal-02" gender-form="masculine">.oo</term>'
        '<term name="ordinal-11">!</term><term name="ordinal-05" match="last-two-digits">-</term>'
    )
    assert [numbers.to_ordinal(1, locale, gender) for gender in ("feminine", "masculine", None)] == [
        "1.a", "1.o", "1.o",
    ]  # fmt: skip
    assert numbers.to_ordinal(2, locale, "feminine") == "2+"
    assert numbers.to_ordinal(111, locale, "feminine") == "111!"
    assert [numbers.to_ordinal(number, locale) for number in (5, 15, 105)] == ["5-", "15+", "105-"]


def test_ordinals_of_csl_1_0() -> None:
    terms = "".join(
        f'<term name="ordinal-0{n}">{s}</term>' for n, s in enumerate(("st", "nd", "rd", "th"), 1)
    )
    locale = _locale(terms)
    assert [numbers.to_ordinal(number, locale) for number in (1, 2, 3, 4, 11, 12, 21, 113)] == [
        "1st", "2nd", "3rd", "4th", "11th", "12th", "21st", "113th",
    ]  # fmt: skip


def test_embedded_labels() -> None:
    assert numbers.find_embedded_label("vol. 1, fol. 186", "locator") == "volume"
    assert numbers.find_embedded_label("p. 5", "locator") == ""
    assert numbers.find_embedded_label("p. 5", "locator", "folio") == "page"
    assert numbers.find_embedded_label("no. 5", "volume") == ""


def test_sort_key() -> None:
    assert sorted(["10", "9", "-3", "-20", "x"], key=numbers.sort_key) == ["-20", "-3", "9", "10", "x"]


_TEXT = st.text(alphabet=st.characters() | st.sampled_from("0123456789-–,&; ivx.\\"))


@given(_TEXT, st.sampled_from(["page", "locator", "volume", "number", "number-of-pages", "section", ""]))
def test_never_raises(text: str, variable: str) -> None:
    for form in ("numeric", "ordinal", "long-ordinal", "roman"):
        assert isinstance(numbers.format_number(text, form, EN, variable=variable), str)
    assert isinstance(numbers.is_plural(text, variable, EN), bool)
    assert isinstance(numbers.is_numeric(text), bool)
    assert isinstance(numbers.sort_key(text), str)


def test_long_values_are_no_trouble() -> None:
    for text in ("9" * 5000, "1-" * 5000, "a" * 50_000 + "!", " " * 50_000, "p. " * 20_000, "1," * 10_000):
        assert isinstance(numbers.format_number(text, "roman", EN, variable="page"), str)


@given(st.integers(1, 5999))
def test_roman_numerals_can_be_read_back(number: int) -> None:
    values = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100, "d": 500, "m": 1000}
    digits = [values[letter] for letter in numbers.to_roman(number)]
    total = sum(-one if one < after else one for one, after in zip(digits, [*digits[1:], 0], strict=True))
    assert total == number


def _locale(terms: str) -> locales.Locale:
    return locales.Locale("xx", [parse(f"<locale><terms>{terms}</terms></locale>", "a locale")])

"""Spell numbers as ordinals and Roman numerals: 2nd, second, ii.

CSL 1.0.2, "Ordinal Suffixes", "Long Ordinals" and "Gender-specific Ordinals".
"""

from __future__ import annotations

import functools
from typing import TYPE_CHECKING

from archcite.csl.data.markup import to_rich

if TYPE_CHECKING:
    from archcite.csl.style.locale import Locale, Term

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"),
    (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip


def to_roman(number: int) -> str:
    """Convert a number to lower-case Roman numerals; leave those that have none (0, 6000 and over) in digits.

    >>> to_roman(1944)
    'mcmxliv'
    """
    if not 0 < number < 6000:
        return str(number)
    out = ""
    for value, letters in _ROMAN:
        count, number = divmod(number, value)
        out += letters * count
    return out


def to_ordinal(number: int, locale: Locale, gender: str | None = None) -> str:
    """Add the ordinal suffix of the locale to a number: ``2nd``; ``gender`` is that of the counted noun."""
    suffix = _find_suffix(number % 100, number if number < 100 else -1, locale, gender)
    return f"{number}{to_rich(suffix) if '<' in suffix else suffix}"


def to_long_ordinal(number: int, locale: Locale, gender: str | None = None) -> str:
    """Convert a number up to ten to an ordinal word: ``second``; larger ones as :func:`to_ordinal`."""
    if 1 <= number <= 10 and (word := locale.term(f"long-ordinal-{number:02d}", gender=gender)):
        return word
    return to_ordinal(number, locale, gender)


@functools.lru_cache(maxsize=1024)
def _find_suffix(last_two: int, whole: int, locale: Locale, gender: str | None) -> str:
    """Find the most specific suffix: for the whole number, then its last two digits, then its last digit.

    If a term has no variant of the gender, its neuter variant is used.
    """
    terms = locale.terms
    if ("ordinal", "long") not in terms and ("ordinal-04", "long") in terms:
        return locale.term(_build_csl_1_0_name(last_two), gender=gender)
    candidates = (f"ordinal-{last_two:02d}", f"ordinal-{last_two % 10:02d}")
    for match in ("whole-number", "last-two-digits", "last-digit"):
        for name in candidates:
            for key in ((name, "long", gender), (name, "long")) if gender else ((name, "long"),):
                term = terms.get(key)
                if term is not None and _is_match(term, name, match, last_two, whole):
                    return term.single
    return locale.term("ordinal", gender=gender)


def _is_match(term: Term, name: str, match: str, last_two: int, whole: int) -> bool:
    """Return whether an ordinal term applies to a number in one of the three ways to match."""
    number = int(name[8:])
    if (term.match or ("last-digit" if number < 10 else "last-two-digits")) != match:
        return False
    if match == "whole-number":
        return whole == number
    return last_two == number if match == "last-two-digits" else last_two % 10 == number


def _build_csl_1_0_name(last_two: int) -> str:
    """Return the name of the suffix term in CSL 1.0, which had only four (CSL 1.0.2, "Ordinal Suffixes")."""
    last = last_two % 10
    return "ordinal-04" if 10 < last_two < 20 or not 1 <= last <= 3 else f"ordinal-0{last}"

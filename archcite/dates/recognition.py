"""Tell quickly that a text is not a date, by its words: most texts that are tried are names, titles and references.

The words come from the tables, and from the patterns of the readers, so that a word that is added to either is known
here, too.
"""

from __future__ import annotations

import functools
import itertools
from bisect import bisect_left
from importlib import import_module
from typing import NamedTuple

from archcite._foundation.lazy_regex import LazyPattern, pattern
from archcite.dates import vocabulary
from archcite.dates.vocabulary import find_month, fold

_LETTERS = pattern(r"[^\W\d_]+")
# Without letters, a date has at least the digits of a year: “1958”, “19--”, “[18]48”.
_YEAR = pattern(r"\d{3}|\d\d[\]_?.-]{1,2}|\d\[\d")
_ROMAN = pattern(r"[ivxlcdm]{2,}[^\W\d_]{0,4}|[ivxlcdm][^\W\d_]{0,3}|[іх][^\W\d_]{0,3}|[іхivx]{2,}")
# Beside a date, what is in brackets may have any words; so may the period of which the years are.
_ANYTHING_BESIDE = pattern(r"[(\[（]")
# Parts of a regular expression: classes of letters, and letters that are not words but escapes and names of groups.
_CLASS = pattern(r"\[\^?(?:\\.|[^\]\\])+\]")
_NOT_WORDS = pattern(r"\\[A-Za-vx-z]|\(\?P[<=]\w+>?")
# A word that goes on with any letters, or with one of a class.
_BEGINNING = pattern(r"([^\W\d_]{3,})(?:\(|\[|\\w)")
# Modules with patterns of dates.
_READERS = """calendars compound east_asian expressions feasts islamic partial periods quarters reigns rewritings single
    words""".split()  # noqa: SIM905
_SHORTEST = 3


def may_be_date(text: str) -> bool:
    """Return False where a text has a word that no date has.

    >>> may_be_date("20 октября 1925 г."), may_be_date("Resolution No. 95 of 1968"), may_be_date("1971 (in Rome)")
    (True, False, True)
    """
    words = _LETTERS.findall(fold(text))
    if not words:
        return _YEAR.search(text) is not None
    for word in words:
        if len(word) >= _SHORTEST and not _is_known(word):
            return _ANYTHING_BESIDE.search(text) is not None or not _collect_beside().isdisjoint(words)
    return True


@functools.lru_cache(maxsize=4096)
def _is_known(word: str) -> bool:
    """Return whether a date may have a word: one of a table or pattern, the beginning of one, or one with an ending."""
    if word[0] > "\u0530":
        return True  # scripts whose words have no spaces between them, or prefixes
    if find_month(word) or _ROMAN.fullmatch(word):
        return True
    known = _collect_words()
    index = bisect_left(known.whole, word)
    return (
        (index < len(known.whole) and known.whole[index].startswith(word))
        or any(word[:length] in known.beginnings for length in range(_SHORTEST, len(word)))
        or word in known.joined
    )


@functools.cache
def _collect_beside() -> frozenset[str]:
    """Return the words beside which any others may be: remarks, periods."""
    return vocabulary.find_words("remark", "period")


class _Words(NamedTuple):
    """All words of dates in order, beginnings that any ending may follow, and words of several parts in one text."""

    whole: list[str]
    beginnings: frozenset[str]
    joined: str


@functools.cache
def _collect_words() -> _Words:
    from archcite.dates import islamic, rewritings
    from archcite.dates.calendars import REPUBLICAN_MONTHS
    from archcite.dates.feasts import find_feast_words
    from archcite.dates.reigns import find_reign_words

    modules = [import_module(f"archcite.dates.{name}") for name in _READERS]
    words = itertools.chain(
        vocabulary.iterate_all_texts(),
        *(find_feast_words(), find_reign_words(), islamic.MONTHS, islamic.RUMI_MONTHS, REPUBLICAN_MONTHS),
    )
    found = {part for word in words for part in _LETTERS.findall(fold(word))}
    patterns = [
        value for module in modules for value in vars(module).values() if isinstance(value, LazyPattern)
    ]
    beginnings: set[str] = set()
    for form in (*patterns, *(form for form, _ in rewritings.REWRITINGS)):
        plain = fold(_NOT_WORDS.sub(" ", _CLASS.sub("[", form.pattern)))
        found.update(_LETTERS.findall(plain))
        beginnings.update(_BEGINNING.findall(plain))
    joined = "\n".join((*vocabulary.find_undated(), *islamic.MONTHS))
    return _Words(sorted(word for word in found if len(word) >= _SHORTEST), frozenset(beginnings), joined)

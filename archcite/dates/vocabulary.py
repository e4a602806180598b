"""Words that dates are written with, by meaning, from ``vocabulary.toml``; nothing is read before the first use.

All are compared without case and accents (:func:`fold`). A month may be abbreviated to its first three letters or more
wherever that is unambiguous.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

from archcite._foundation import resources
from archcite._foundation.lazy_regex import join_alternatives, pattern

_PLAIN_LETTERS = str.maketrans(
    {"ł": "l", "ø": "o", "ı": "i", "đ": "d", "ß": "ss", "æ": "ae", "’": "'", "ʿ": "", "ʾ": ""}
)
_LETTERS = pattern(r"[^\W\d_]+")
_WORD = pattern(r"[^\W\d_]+(?:-[^\W\d_]+)*\.?")
_FIRST_SEASON = 21  # in EDTF
_NOT_WORDS = frozenset({"name", "has_whole_months", "has_stop_after_day", "feasts", "other_words"})
_SHORTEST_ABBREVIATION = 3


def fold(text: str) -> str:
    """Return a word without case, accents and national letters.

    >>> fold("Września"), fold("Märch"), fold("МАЙ") == fold("май")
    ('wrzesnia', 'march', True)
    """
    return text.casefold() if text.isascii() else _fold_letters(text)


@functools.lru_cache(maxsize=8192)
def _fold_letters(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_PLAIN_LETTERS))
    return "".join(letter for letter in plain if not unicodedata.combining(letter)).translate(_PLAIN_LETTERS)


def load_languages() -> Mapping[str, Mapping[str, Any]]:
    """Return the words of each language by their meanings.

    >>> load_languages()["pl"]["not_before"][0]
    'nie wcześniej niż'
    """
    languages: Mapping[str, Mapping[str, Any]] = _load_table()["language"]
    return languages


def load_feasts() -> Mapping[str, str | int]:
    """Return the days of feasts by their names in the table: a month and day, or days from Easter.

    >>> load_feasts()["michaelmas"], load_feasts()["pentecost"]
    ('09-29', 49)
    """
    feasts: Mapping[str, str | int] = _load_table()["feasts"]
    return feasts


def _load_table() -> Mapping[str, Any]:
    return resources.read_table(__spec__, "vocabulary.toml")


def iterate_texts(*meanings: str) -> Iterator[str]:
    """Yield the words and expressions of meanings in all languages, as the table has them.

    >>> next(iterate_texts("not_before"))
    'no earlier than'
    """
    for language in load_languages().values():
        for meaning in meanings:
            for text in language.get(meaning, ()):
                if isinstance(text, str):
                    yield text
                else:
                    yield from text


def iterate_all_texts() -> Iterator[str]:
    """Yield the words and expressions of all meanings but names of languages and of feasts.

    >>> "uiterlijk" in iterate_all_texts()
    True
    """
    languages = load_languages().values()
    meanings = dict.fromkeys(key for language in languages for key in language)
    yield from iterate_texts(*(meaning for meaning in meanings if meaning not in _NOT_WORDS))


@functools.cache
def find_words(*meanings: str) -> frozenset[str]:
    """Return the single words of meanings in all languages, folded.

    >>> "circa" in find_words("approximate"), "en torno a" in find_words("approximate")
    (True, False)
    """
    return frozenset(fold(text.strip(".")) for text in iterate_texts(*meanings) if _WORD.fullmatch(text))


@functools.cache
def find_phrases(*meanings: str) -> frozenset[str]:
    """Return the expressions of several words, or with other signs than letters, of meanings in all languages, folded.

    >>> "en torno a" in find_phrases("approximate")
    True
    """
    return frozenset(fold(text) for text in iterate_texts(*meanings) if not _WORD.fullmatch(text))


def may_have(text: str, *meanings: str) -> bool:
    """Return False for a text in which no word begins as a word of the meanings does.

    It is asked before the long patterns that :func:`join_words` makes, which take time to compile.

    >>> may_have("first half of 1943", "half"), may_have("um 1500", "half")
    (True, False)
    """
    beginnings = _find_beginnings(*meanings)
    return any(word.startswith(beginnings) for word in _LETTERS.findall(fold(text)))


@functools.cache
def _find_beginnings(*meanings: str) -> tuple[str, ...]:
    texts = map(fold, iterate_texts(*meanings))
    return tuple(dict.fromkeys(found[0] if (found := _LETTERS.match(text)) else "" for text in texts))


def join_words(*meanings: str, shortest: int = 1, has_words: bool = True) -> str:
    """Return the regular expression of the words and expressions of meanings, with their accents or without.

    A full stop may be left out at the end, and a space after a full stop. With ``has_words`` false only expressions
    of several words, or with other signs than letters, are in it.

    >>> import re
    >>> [bool(re.fullmatch(join_words("bc"), text)) for text in ("v.Chr", "v. Chr.", "fvt")]
    [True, True, False]
    """
    texts = {
        form
        for text in iterate_texts(*meanings)
        for form in (text, fold(text))
        if len(text) >= shortest and (has_words or not _WORD.fullmatch(text))
    }
    joined = join_alternatives(
        {text.rstrip(".") for text in texts} | {text for text in texts if text[-1:] == "."}
    )
    return joined.replace(r"\.\ ", r"\.\s?").replace(r"\ ", r"\s").replace("'", "['’]")


@functools.cache
def find_numbers(*meanings: str) -> Mapping[str, int]:
    """Return the numbers of the words of meanings that have an order, folded; the first language that has a word wins.

    >>> find_numbers("weekdays")["sunday"], find_numbers("ordinals")["troisième"]
    (7, 3)
    """
    numbers: dict[str, int] = {}
    for language in load_languages().values():
        for meaning in meanings:
            for number, texts in enumerate(language.get(meaning, ()), start=1):
                for text in texts:
                    numbers.setdefault(fold(text), number)
                    numbers.setdefault(text, number)
    return numbers


def find_season(word: str) -> int:
    """Return the number in EDTF of the season that a folded word names, or 0.

    >>> find_season("spring"), find_season("zima"), find_season("letter")
    (21, 24, 0)
    """
    number = find_numbers("seasons").get(word)
    return number + _FIRST_SEASON - 1 if number else 0


@functools.cache
def find_fillers() -> frozenset[str]:
    """Return the words that say nothing: articles, prepositions, the year's and the day's own words, weekdays."""
    return find_words("filler") | find_numbers("weekdays").keys()


@functools.cache
def find_parts() -> frozenset[str]:
    """Return the words for parts of a year, a decade or a century: “early”, “end”."""
    return find_words("early", "middle", "late", "turn")


@functools.cache
def find_undated() -> frozenset[str]:
    """Return the words and expressions for “undated”, folded and without spaces, full stops and brackets."""
    return frozenset(re.sub(r"[\s.\[\]()]+", "", fold(text)) for text in iterate_texts("undated"))


def is_undated(text: str) -> bool:
    """Return whether a text says, in one of many languages, that a document has no date.

    >>> [is_undated(text) for text in ("n.d.", "Undated", "o. D.", "[б. д.]", "1958")]
    [True, True, True, True, False]
    """
    return re.sub(r"[\s.\[\]()]+", "", fold(text)) in find_undated()


@functools.cache
def _find_months(*, is_whole: bool) -> Mapping[str, int]:
    """Return the numbers of months by their names; of those that only a whole word is, or of those that may be cut."""
    months: dict[str, int] = {}
    for language in load_languages().values():
        if language.get("has_whole_months", False) == is_whole:
            for number, names in enumerate(language.get("months", ()), start=1):
                for name in names:
                    months.setdefault(fold(name), number)
    return months


@functools.cache
def _find_months_after_stop() -> Mapping[str, int]:
    languages = [language for language in load_languages().values() if language.get("has_stop_after_day")]
    return {
        fold(name): number
        for language in languages
        for number, names in enumerate(language["months"], start=1)
        for name in names
    }


@functools.cache
def _sort_months() -> list[str]:
    return sorted(_find_months(is_whole=False))


def iterate_month_texts() -> Iterator[tuple[str, int]]:
    """Yield each name of a month as the table has it, with its number.

    >>> ("września", 9) in iterate_month_texts()
    True
    """
    for language in load_languages().values():
        for number, names in enumerate(language.get("months", ()), start=1):
            yield from ((name, number) for name in names)


def find_month_after_stop(word: str) -> int:
    """Return the number of a month in the languages that write a full stop after the day, and no such other; or 0.

    >>> find_month("listopada"), find_month_after_stop("listopada")
    (11, 10)
    """
    return _find_months_after_stop().get(word, 0)


def find_month(word: str) -> int:
    """Return the number of the month that a folded word names, or 0.

    A word of at least three letters may be the beginning of names of one month only.

    >>> find_month("september"), find_month("wrzes"), find_month("ju"), find_month("letter")
    (9, 9, 0, 0)
    """
    months = _find_months(is_whole=False)
    if month := _find_months(is_whole=True).get(word) or months.get(word):
        return month
    if len(word) < _SHORTEST_ABBREVIATION:
        return 0
    names = _sort_months()
    found = set()
    for index in range(bisect_left(names, word), len(names)):
        if not names[index].startswith(word):
            break
        found.add(months[names[index]])
    return found.pop() if len(found) == 1 else 0

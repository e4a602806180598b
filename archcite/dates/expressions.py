"""Expressions of several words in dates, as one word that means the same: “in or around 1950”, “a partir de 1500”."""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Mapping

from archcite._foundation.lazy_regex import LazyPattern, join_alternatives, pattern
from archcite.dates import vocabulary
from archcite.dates.months import MONTHS
from archcite.dates.vocabulary import fold, join_words

# A word for each meaning that has expressions of several words.
_SYNONYMS = {
    "approximate": "ca.",
    "uncertain": "probably",
    "before": "before",
    "after": "after",
    "early": "early",
    "middle": "mid",
    "late": "late",
}


def _join_expressions() -> str:
    """Return the regular expression of expressions of several words before a date, or before one end of an interval."""
    return rf"(?P<start>^|[–—-]\s?)(?P<words>{join_words(*_SYNONYMS, has_words=False)})\s?(?=\S)"


@functools.cache
def _find_synonyms() -> Mapping[str, str]:
    return {
        _strip_signs(text): word
        for meaning, word in _SYNONYMS.items()
        for text in vocabulary.find_phrases(meaning)
    }


def _strip_signs(text: str) -> str:
    return re.sub(r"[\s.]", "", fold(text).replace("’", "'"))


def _translate_expression(found: re.Match[str]) -> str:
    return f"{found['start']}{_find_synonyms()[_strip_signs(found['words'])]} "


@functools.cache
def _find_months_in_signs() -> Mapping[str, str]:
    return {
        form.casefold(): MONTHS[number - 1]
        for name, number in vocabulary.iterate_month_texts()
        if not re.fullmatch(r"[^\W\d_]+", name)
        for form in (name, vocabulary.fold(name))
    }


def _translate_month(found: re.Match[str]) -> str:
    return _find_months_in_signs()[found[0].casefold()]


# What is rewritten: a pattern, and what replaces its matches.
EXPRESSIONS: tuple[tuple[LazyPattern, str | Callable[[re.Match[str]], str]], ...] = (
    # “in or around 1950”, “a partir de 1500”: expressions of several words, as one word that means the same
    (pattern(_join_expressions, re.IGNORECASE), _translate_expression),
    (pattern(lambda: rf"\s(?:{join_words('to', has_words=False)})\s", re.IGNORECASE), " – "),
    # “12 meán fómhair 1922”, “15 अगस्त 1947”: months of several words, or with signs that are not letters
    (pattern(lambda: join_alternatives(_find_months_in_signs()), re.IGNORECASE), _translate_month),
)

"""The language of a title, from its short words, letters and endings (``title_language.toml``)."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from archcite._foundation import resources
from archcite.formats.common.document_kinds import find_kind_languages

# What one sign of a language counts: a word, a letter of few languages, an ending.
_WORD, _LETTER, _ENDING = 1.0, 0.6, 0.6
# By how much the country of the archive, or words around the title, make a language more likely.
_HINT = 1.4
# Below this, or with another language nearly as likely, the language of a title is not certain.
_ENOUGH = 0.7
_DISTANCE = 1.25
_SHORTEST_WITH_ENDING = 6


class TitleLanguage(NamedTuple):
    """A language, by its tag, and how sure it is: between 0 and 1."""

    code: str
    confidence: float


def find_title_language(
    title: str, *, country: str | None = None, hints: Iterable[str] = ()
) -> TitleLanguage | None:
    """Find the language of a title; return None if it is not certain.

    ``country`` is that of the archive (ISO 3166-1), and ``hints`` are the languages of the words around the title;
    both only decide between languages that the title itself suggests.

    >>> find_title_language("Rapport du préfet du Rhône").code, find_title_language("Letter of the Consul").code
    ('fr', 'en')
    >>> find_title_language("Zapis zasedaniya Politbyuro ot 19 avgusta").code, find_title_language("Kinderdorp")
    ('ru', None)
    """
    signs = _load_signs()
    scores: dict[str, float] = {}

    def count(languages: Iterable[str], weight: float) -> None:
        languages = tuple(languages)
        for code in languages:
            scores[code] = scores.get(code, 0.0) + weight / len(languages)

    words = re.findall(r"[^\W\d_]+", title.lower())
    for word in dict.fromkeys(words):
        count(signs.words.get(word, ()), _WORD)
        if len(word) >= _SHORTEST_WITH_ENDING:
            longest = max((end for end in signs.endings if word.endswith(end)), key=len, default=None)
            count(signs.endings[longest] if longest else (), _ENDING)
    for letter in sorted(set(title.lower())):
        count(signs.letters.get(letter, ()), _LETTER)
    count(find_kind_languages(title), _WORD)
    if not scores:
        return None
    for code in (signs.countries.get(country or ""), *hints):
        if code in scores:
            scores[code] *= _HINT
    best, *others = sorted(scores, key=lambda code: -scores[code])
    next_best = scores[others[0]] if others else 0.0
    if scores[best] < _ENOUGH or scores[best] < next_best * _DISTANCE:
        return None
    return TitleLanguage(best, round(scores[best] / (scores[best] + next_best), 2))


class _Signs(NamedTuple):
    """The languages by each word, letter and ending that they have, and by the country where they are written."""

    words: dict[str, tuple[str, ...]]
    letters: dict[str, tuple[str, ...]]
    endings: dict[str, tuple[str, ...]]
    countries: dict[str, str]


@functools.cache
def _load_signs() -> _Signs:
    table = resources.read_table(__spec__, "title_language.toml")
    languages = table["languages"]
    by_country = {country: code for code, one in languages.items() for country in one.get("countries", ())}
    words, letters, endings = (_index(languages, kind) for kind in ("words", "letters", "endings"))
    return _Signs(words, letters, endings, by_country)


def _index(languages: Mapping[str, Mapping[str, Iterable[str]]], kind: str) -> dict[str, tuple[str, ...]]:
    """Return the languages by the signs of one kind that they have."""
    found: dict[str, tuple[str, ...]] = {}
    for code, language in languages.items():
        for sign in dict.fromkeys(language.get(kind, ())):
            found[sign] = (*found.get(sign, ()), code)
    return found

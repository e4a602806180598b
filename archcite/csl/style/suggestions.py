"""The styles that an unknown name may mean: by what people call them, and by the words of ids and titles."""

from __future__ import annotations

import functools
import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from archcite._foundation.close_matches import find_close_matches
from archcite._foundation.resources import read_table

# A style is suggested if it has this part of what the words of the name weigh. Rare words weigh more; a word that no
# style has weighs little, since it may be of its full title, or say how it is used (“footnotes”).
_ENOUGH = 0.65
_UNKNOWN = 1 / 3
_SIMILAR = 0.8
_SIMILAR_TO_FAMOUS = 0.7
_SURE = 0.9
_WORDS_COMPARED = 12


class _Found(NamedTuple):
    """A style that has words of a name: the part that it lacks, and how many other words it has."""

    lacking: float
    others: int
    place: int


def find_styles(
    name: str, famous: Sequence[tuple[str, str]], others: Sequence[str], meanings: Mapping[str, Sequence[str]]
) -> list[str]:
    """Return up to three of the styles that a name may mean, the likeliest first.

    ``famous`` are ids with words by which they are found, ``others`` ids alone; ``meanings`` are words that mean
    several styles. A word of the name may be misspelled, or be the beginning of a word.

    >>> famous, meanings = [("chicago", "chicago"), ("apa", "apa")], {"history": ["chicago"]}
    >>> [find_styles(name, famous, ["cell", "art-history"], meanings) for name in ("Chigaco manual", "histroy", "art")]
    [['chicago'], ['chicago'], ['art-history']]
    >>> find_styles("cellar door", famous, ["cell"], meanings)
    []
    """
    words = split_words(name)
    if (meant := meanings.get("-".join(words))) is not None:
        return [*meant[:3]]
    texts = [*famous, *((word, word) for word in meanings)]
    known_well = {word for _, text in texts for word in split_words(text)}
    texts += [(one, one) for one in others]
    found = _rank(words, [text for _, text in texts], known_well)
    if not found:
        # No style has most of the words: one of them may be a subject, or enough to know the style by.
        given = {*words}
        subjects = (meanings[word] for word in words if word in meanings)
        named = (one for one, text in famous if given.issuperset(split_words(text)))
        return [*next(subjects, named)][:3]
    if not found[0].others:
        found = [one for one in found if not one.others]
    ids = (one for best in found for one in meanings.get(texts[best.place][0], [texts[best.place][0]]))
    return [*dict.fromkeys(ids)][:3]


def split_words(text: str) -> list[str]:
    """Return the words of a name that tell one style from another, each once.

    >>> split_words("The APA citation format, 7th ed."), split_words("style")
    (['apa', '7'], ['style'])
    """
    general = _load_general()
    words = re.findall(r"[^\W\d_]+|\d+", re.sub(r"(?<=\d)(?:st|nd|rd|th)\b", "", text.casefold()))[
        :_WORDS_COMPARED
    ]
    return [*dict.fromkeys(word for word in words if word not in general)] or words


def _rank(words: Sequence[str], texts: Sequence[str], known_well: Collection[str]) -> list[_Found]:
    """Return the places of the texts that have most of the words, the best first."""
    places: dict[str, list[int]] = defaultdict(list)
    lengths = []
    for place, text in enumerate(texts):
        own = split_words(text)
        lengths.append(len(own))
        for word in own:
            places[word].append(place)
    had: dict[int, list[float]] = defaultdict(list)
    total = 0.0
    for word in words:
        here: dict[int, float] = {}
        for known, part in _find_words(word, places, known_well):
            weight = part * _weigh(len(places[known]), len(texts)) / (2 if word.isdigit() else 1)
            for place in places[known]:
                here[place] = max(here.get(place, 0.0), weight)
        total += max(here.values(), default=_UNKNOWN * _weigh(0, len(texts)))
        for place, weight in here.items():
            had[place].append(weight)
    ranked = (
        _Found(round(1 - sum(weights) / total, 1), lengths[place] - len(weights), place)
        for place, weights in had.items()
        if sum(weights) >= _ENOUGH * total
    )
    return sorted(ranked)


def _weigh(number: int, of: int) -> float:
    """Return what a word weighs that some of the texts have."""
    return math.log((of + 1) / (number + 1)) + 0.1


def _find_words(
    word: str, known: Mapping[str, object], known_well: Collection[str]
) -> Iterator[tuple[str, float]]:
    """Yield the known words that a word may mean, and how sure each is."""
    if word in known:
        yield word, 1.0
    elif len(word) > 3 and not word.isdigit():
        near = find_close_matches(word, known_well, 1, _SIMILAR_TO_FAMOUS) or find_close_matches(
            word, known, 1, _SIMILAR
        )
        starting = [one for one in known if one.startswith(word)]
        yield from ((one, _SURE) for one in (*near, *starting))


@functools.cache
def _load_general() -> frozenset[str]:
    return frozenset(read_table(__spec__, "common_names.toml")["words"]["general"])

"""Find the words that a person may have meant, in time that grows linearly with the number of words."""

from __future__ import annotations

import functools
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence

from archcite._foundation.wording import join_choices

# Up to this number, all words are compared; of more, the few that share most groups of three letters.
_MOST_COMPARED = 200
_CANDIDATES = 6
_LONGEST = 200


def find_close_matches(word: str, known: Iterable[str], count: int = 1, cutoff: float = 0.6) -> list[str]:
    """Return the known words most similar to ``word``, the most similar first; case does not matter.

    ``count`` is the largest number of words, ``cutoff`` the lowest similarity, from 0 to 1.

    >>> find_close_matches("Reposotory", ["repository", "Series", "portal"])
    ['repository']
    >>> find_close_matches("name4711", [f"Name{number:04}" for number in range(5000)])
    ['Name4711']
    """
    from difflib import get_close_matches

    folded, spellings, index = _index(tuple(known))
    wanted = word[:_LONGEST].casefold()
    candidates = folded
    if len(folded) > _MOST_COMPARED:
        shared: Counter[int] = Counter()
        for group in _split_groups(wanted):
            shared.update(index.get(group, ())[:_MOST_COMPARED])
        exact = [wanted] if wanted in spellings else []
        candidates = (
            *exact,
            *(folded[place] for place, _ in shared.most_common(max(_CANDIDATES, 3 * count))),
        )
    near = get_close_matches(wanted, dict.fromkeys(candidates), count, cutoff)
    return [spellings[one] for one in near]


def suggest(word: str, known: Sequence[str]) -> str:
    """Return the end of a sentence about an unknown word: the known word nearest to it, or all of them.

    >>> "Unknown format “htlm”" + suggest("htlm", ["html", "text"])
    'Unknown format “htlm”: did you mean “html”?'
    >>> "Unknown format “pdf”" + suggest("pdf", ["html", "text"])
    'Unknown format “pdf”: use html or text.'
    """
    near = find_close_matches(word, known)
    return f": did you mean “{near[0]}”?" if near else f": use {join_choices(known)}."


@functools.lru_cache(maxsize=8)
def _index(known: tuple[str, ...]) -> tuple[tuple[str, ...], dict[str, str], dict[str, list[int]]]:
    """Return the words without case, their spellings, and the places of words by their groups of three letters."""
    spellings: dict[str, str] = {}
    for word in known:
        spellings.setdefault(word.casefold(), word)
    folded = tuple(spellings)
    index: dict[str, list[int]] = defaultdict(list)
    if len(folded) > _MOST_COMPARED:
        for place, word in enumerate(folded):
            for group in _split_groups(word[:_LONGEST]):
                index[group].append(place)
    return folded, spellings, index


def _split_groups(word: str) -> set[str]:
    padded = f" {word} "
    return {padded[start : start + 3] for start in range(len(padded) - 2)}

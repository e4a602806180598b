"""Cut given names to initials (CSL 1.0.2, "initialize-with", "initialize" and "initialize-with-hyphen")."""

from __future__ import annotations

import functools
import re

from archcite._foundation.lazy_regex import pattern

# A capital of a script that has capitals or needs none, the rest of its word, and a full stop.
_INITIAL = pattern(
    "([A-Z\u00c0-\u017f\u0370-\u03ab\u03e2-\u03ee\u03f4-\u03ff\u0400-\u042f\u0590-\u05ff\u0600-\u06ff\u0e01-\u0e5b])"
    "([a-zA-Z\u00c0-\u017f\u0370-\u03ff\u0400-\u052f\u0600-\u06ff\u0e01-\u0e5b\u1f00-\u1fff]*)(\\.*)"
)
_STARTS_WITH_LETTER = pattern(
    "[&a-zA-Z\u00c0-\u017f\u0218-\u021b\u0370-\u052f\u0590-\u05d4\u05d6-\u05ff\u0600-\u06ff\u0e01-\u0e5b\u1e00-\u1fff]"
)
_MARKED = pattern("([\ufdd0-\ufdef]*)(.*?)([\ufdd0-\ufdef]*)", re.DOTALL)
_SEPARATOR = pattern("([ -]+)")
_LOWER_AFTER_HYPHEN = pattern("-(?=[a-z])")
_TITLES = frozenset(("Lord", "Lady"))  # they stand in the given name's place and are never cut
_KEPT_HYPHEN = "\u2013"


@functools.lru_cache(maxsize=10_000)
def initialize(given: str, mark: str, *, hyphens: bool = True) -> str:
    """Cut a given name to its initials, each followed by ``mark``.

    >>> initialize("Jean-Luc Marie", ". "), initialize("Jean-Luc", ".", hyphens=False), initialize("Ph.D. John", ".")
    ('J.-L. M.', 'J.L.', 'Ph.D.J.')
    """
    if given in _TITLES or not _STARTS_WITH_LETTER.match(_split_marks(given)[1]):
        return given
    words = _split(given, hyphens)
    out: list[str] = []
    for position in range(0, len(words), 2):
        before, word, after = _split_marks(words[position])
        match = _INITIAL.match(word)
        if match is None:
            if word:
                out.append(" " + before + word + after + " ")
            continue
        first, rest, stop = match.groups()
        if rest and stop:
            first += rest  # an abbreviation already
        elif rest:
            capitals = len(rest) - len(
                rest.lstrip("".join(letter for letter in rest if letter.isupper()) or " ")
            )
            if capitals < len(rest):
                first += rest[:capitals].lower()
        hyphen = "-" if position + 1 < len(words) and "-" in words[position + 1] else ""
        if after and mark.endswith(" "):
            after += " "
            out.append(before + first + mark.rstrip(" ") + after + hyphen)
        else:
            out.append(before + first + mark + after + hyphen)
    return _tidy("".join(out))


@functools.lru_cache(maxsize=10_000)
def normalize_initials(given: str, mark: str, *, hyphens: bool = True) -> str:
    """Put ``mark`` after the initials in a given name, and leave whole names whole.

    >>> normalize_initials("James T", ". "), normalize_initials("J.T. Henry", "."), normalize_initials("Jean-Luc", ". ")
    ('James T.', 'J.T. Henry', 'Jean-Luc')
    """
    if given in _TITLES or not _STARTS_WITH_LETTER.match(_split_marks(given)[1]):
        return given
    words = _split(given, hyphens)
    parts = [_split_marks(word) for word in words]
    words = [word for _before, word, _after in parts]
    short = [
        (len(word) > 1 and word.endswith(".")) or (len(word) == 1 and word.upper() == word) for word in words
    ]
    out: list[str] = []
    for position in range(0, len(words), 2):
        word = words[position]
        following = position + 2
        before, _word, after = parts[position]
        if not short[position]:
            out.append(before + word + after)
            if following <= len(words):
                out.append(words[position + 1])
            continue
        if after and mark.endswith(" "):
            out.append(before + word.removesuffix(".") + mark.rstrip(" ") + after + " ")
        else:
            out.append(before + word.removesuffix(".") + mark + after)
        if following < len(words):
            if "-" in words[position + 1]:
                out.append("-")
            if not short[following]:
                out.append(" ")
    return _tidy("".join(out))


def is_spaced_word(text: str) -> bool:
    """Return whether a text begins with a letter of a script that separates words by spaces.

    >>> is_spaced_word("and"), is_spaced_word("(et al.)"), is_spaced_word("等")
    (True, True, False)
    """
    return _STARTS_WITH_LETTER.match(text.lstrip("(")) is not None


def _split(given: str, hyphens: bool) -> list[str]:
    """Split a given name into words, at even indices, and their separators, at odd ones."""
    if not hyphens:
        given = given.replace("-", " ")
    given = re.sub(r"\s*-\s*", "-", given)
    given = _LOWER_AFTER_HYPHEN.sub(_KEPT_HYPHEN, given)
    given = re.sub(r"\.(?=[^ -])", ". ", given)
    return _SEPARATOR.split(re.sub(r"\s+", " ", given).strip())


def _split_marks(word: str) -> tuple[str, str, str]:
    """Split the marks of formatting from the start and the end of a word: return both and the word between them."""
    match = _MARKED.fullmatch(word)
    assert match is not None
    return match.group(1), match.group(2), match.group(3)


def _tidy(text: str) -> str:
    """Remove the spaces and separators that initials leave at their ends and beside hyphens."""
    text = re.sub(r"\s*-\s*", "-", text.rstrip(" \t\u00a0\ufeff-"))
    return re.sub(r"[ \t\n]+", " ", text).replace(_KEPT_HYPHEN, "-").strip(" ")

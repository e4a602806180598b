"""Cut given names to initials (CSL 1.0.2, "initialize-with", "initialize" and "initialize-with-hyphen")."""

from __future__ import annotations

import functools
import re

from archcite._foundation.lazy_regex import pattern

# Letters of the scripts whose names are cut to initials, and the accents that may follow them.
_LATIN = "A-Za-z\u00c0-\u024f\u1e00-\u1eff"
_OTHERS = (
    "\u0370-\u052f\u0531-\u0587\u0590-\u05d4\u05d6-\u05ff\u0600-\u06ff\u0e01-\u0e5b\u10a0-\u10ff\u1f00-\u1fff"
)
_ACCENTS = "[\u0300-\u036f]*"
# The first letter of a word, the rest of it, and a full stop.
_INITIAL = pattern(f"([{_LATIN}{_OTHERS}]{_ACCENTS})([{_LATIN}{_OTHERS}\u0300-\u036f]*)(\\.*)")
_GEORGIAN = pattern("[\u10d0-\u10ff]")  # small letters to Unicode, though names begin with them
_STARTS_WITH_LETTER = pattern(f"[&{_LATIN}{_OTHERS}]")
# Marks of formatting around a word, and an apostrophe, ayn or hamza at its start: ʿAlī is cut to ʿA.
_MARKED = pattern(
    "([\ufdd0-\ufdef]*(?:['\u02bb-\u02bf\u2018\u2019][\ufdd0-\ufdef]*)?)(.*?)([\ufdd0-\ufdef]*)", re.DOTALL
)
_SEPARATOR = pattern("([ -]+)")
_WORD_AFTER_HYPHEN = pattern(r"(?<=\w)-(?=([^\W\d_]))")
_TITLES = frozenset(("Lord", "Lady"))  # they stand in the given name's place and are never cut
_KEPT_HYPHEN = "\x02"  # a hyphen inside a word, not white space to regular expressions


@functools.lru_cache(maxsize=10_000)
def initialize(given: str, mark: str, *, hyphens: bool = True) -> str:
    """Cut a given name to its initials, each followed by ``mark``.

    >>> initialize("Jean-Luc Marie", ". "), initialize("Jean-Luc", ".", hyphens=False), initialize("Ph.D. John", ".")
    ('J.-L. M.', 'J.L.', 'Ph.D.J.')
    >>> initialize("ʿAlī", ". "), initialize("Ji-hwan", "."), initialize("abu-Bakr", ".")
    ('ʿA.', 'J.', 'abu-B.')
    """
    if given in _TITLES or not is_spaced_word(_split_marks(given)[1]):
        return given
    words = _split(given, hyphens)
    sign, space = _split_space(mark)
    out: list[str] = []
    for position in range(0, len(words), 2):
        before, word, after = _split_marks(words[position])
        hyphen = "-" if position + 1 < len(words) and "-" in words[position + 1] else ""
        match = _INITIAL.match(word)
        if match is None or (match[1].islower() and not _GEORGIAN.match(word)):
            if word:
                out.append(f" {before}{word}{after}{hyphen or ' '}")
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
        out.append(before + first + sign + after + space + hyphen)
    return _tidy("".join(out))


@functools.lru_cache(maxsize=10_000)
def normalize_initials(given: str, mark: str, *, hyphens: bool = True) -> str:
    """Put ``mark`` after the initials in a given name, and leave whole names whole.

    >>> normalize_initials("James T", ". "), normalize_initials("J.T. Henry", "."), normalize_initials("Jean-Luc", ". ")
    ('James T.', 'J.T. Henry', 'Jean-Luc')
    """
    if len(given) > 1 and given.isalpha():  # one whole word, as most are
        return given
    if given in _TITLES or not is_spaced_word(_split_marks(given)[1]):
        return given
    words = _split(given, hyphens)
    parts = [_split_marks(word) for word in words]
    words = [word for _before, word, _after in parts]
    sign, space = _split_space(mark)
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
        out.append(before + word.removesuffix(".") + sign + after + space)
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
    text = text.lstrip("(")
    first = text[:1]
    if first.isascii():
        return first.isalpha() or first == "&"
    return _STARTS_WITH_LETTER.match(text) is not None


def _split(given: str, hyphens: bool) -> list[str]:
    """Split a given name into words, at even indices, and their separators, at odd ones."""
    given = re.sub(r"\s*-\s*", "-", given)
    given = _WORD_AFTER_HYPHEN.sub(lambda found: _KEPT_HYPHEN if found[1].islower() else "-", given)
    if not hyphens:
        given = given.replace("-", " ")
    given = re.sub(r"\.(?=[^ -])", ". ", given)
    return _SEPARATOR.split(re.sub(r"\s+", " ", given).strip())


def _split_marks(word: str) -> tuple[str, str, str]:
    """Split the marks of formatting from the start and the end of a word: return both and the word between them."""
    if word.isalpha() and word.isascii():  # as most are
        return "", word, ""
    match = _MARKED.fullmatch(word)
    assert match is not None
    return match.group(1), match.group(2), match.group(3)


def _split_space(mark: str) -> tuple[str, str]:
    """Split the space at the end of ``initialize-with`` from its sign: formatting ends between them."""
    sign = mark.rstrip()
    return sign, mark[len(sign) :]


def _tidy(text: str) -> str:
    """Remove the spaces and separators that initials leave at their ends, beside hyphens and beside each other."""
    text = re.sub(r"\s*-\s*", "-", text.rstrip(" \t\u00a0\u2009\u202f\ufeff-"))
    text = re.sub(r"[ \t\n]*([\u00a0\u2009\u202f])[ \t\n]*", r"\1", text)
    return re.sub(r"[ \t\n]+", " ", text).replace(_KEPT_HYPHEN, "-").strip(" ")

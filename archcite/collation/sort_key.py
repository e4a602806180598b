"""Sort keys for text: how a reader looks a word up, not how a computer numbers its letters.

Case, accents, quotation marks and brackets do not count at first; numbers sort by value; what is still equal is
told apart by accents.  What is an accent and what a letter of its own depends on the language: ``ä`` is an ``a`` in
German, and the last letter but one in Swedish.  :mod:`archcite.collation.alphabets` has the alphabets;
the rules are those of the Unicode Collation Algorithm (UTS 10) as far as alphabets go.  A library of ICU's
would know more, but then a document built on another machine, without it, would come out in another order.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.richtext.marks import to_plain

_DIGITS = pattern(r"\d+")
_UNSORTED = pattern(r"[^\w\s]|[_ʰ-˿]")  # with modifier letters: the soft sign of “opis’”
# What parts words and numbers: “6/1955” is 6 and 1955, not 61955.
_SEPARATORS = "-/\u2010\u2011\u2012\u2013\u2014\u2015\u2215"
_SEPARATED = pattern(f"[{_SEPARATORS}]")
_IN_NUMBERS = pattern("(?<=[0-9])[.:](?=[0-9])")
# The same within ASCII, where text is looked up faster than it is searched.
_UNSORTED_ASCII = {
    number: " " if chr(number) in _SEPARATORS else None
    for number in range(128)
    if chr(number) == "_" or not (chr(number).isalnum() or chr(number).isspace())
}
_SPACES = pattern(r"\s+")
# After a letter, it makes the next letter of an alphabet: it sorts after all that can follow the letter itself.
_NEXT = 0xF000
# Before a letter of the script that comes first: between the digits and the letters of ASCII.
_FIRST = ":"
# Where letters with more than one accent are, of which one may make a letter: ấ is an â.
_ACCENTED = (range(0xC0, 0x250), range(0x1E00, 0x1F00))


@functools.lru_cache(maxsize=4096)
def build_sort_key(text: str, language: str = "en") -> tuple[str, str]:
    """Build the sort key of (rich) text in a language, given as a tag (``sv``, ``de-AT``).

    >>> sorted(["Éa", "ez", "“Ea”", "item 10", "item 9"], key=build_sort_key)
    ['“Ea”', 'Éa', 'ez', 'item 9', 'item 10']
    >>> [sorted(["Öberg", "Ozu", "Zorn"], key=lambda word: build_sort_key(word, language)) for language in ("de", "sv")]
    [['Öberg', 'Ozu', 'Zorn'], ['Ozu', 'Zorn', 'Öberg']]
    >>> sorted(["6/1955", "10/1950", "1.1.5.3", "1.1.10"], key=build_sort_key)
    ['1.1.5.3', '1.1.10', '6/1955', '10/1950']
    """
    text = to_plain(text)
    if "." in text or ":" in text:
        text = _IN_NUMBERS.sub(" ", text)
    alphabet = _get_alphabet(language)
    if text.isascii():
        accents = ""
        text = text if alphabet is None else text.translate(alphabet.capitals)
        base = " ".join(text.translate(_UNSORTED_ASCII).lower().split()) if text.isascii() else _fold(text)
        if alphabet is not None:
            base = alphabet.order(base)
    else:
        alphabet = alphabet or _get_root()
        text = _fold(unicodedata.normalize("NFC", text).translate(alphabet.capitals))
        accents = "" if text.isascii() else unicodedata.normalize("NFD", text)
        base = unicodedata.normalize("NFKD", alphabet.order(text))
        base = base.translate(_uncombined)
        if alphabet.lead:
            base = base.translate(alphabet.lead)
    return _DIGITS.sub(lambda match: match.group().zfill(12), base), accents


class _Uncombined(dict[int, int | None]):
    """Table that removes combining characters, filled as characters are looked up."""

    def __missing__(self, number: int) -> int | None:
        kept = self[number] = None if unicodedata.combining(chr(number)) else number
        return kept


_uncombined = _Uncombined()


def _fold(text: str) -> str:
    return _SPACES.sub(" ", _UNSORTED.sub("", _SEPARATED.sub(" ", text))).strip().casefold()


class _Alphabet:
    """Letters of a language that are not in the order of Unicode, and the keys that put them there."""

    def __init__(self, tables: Iterable[Mapping[str, Any]]) -> None:
        after: dict[str, tuple[str, int]] = {}
        same: dict[str, str] = {}
        self.lead: dict[int, str] = {}
        self.capitals: dict[int, str] = {}
        for table in tables:
            for before, letters in table.get("after", {}).items():
                for number, letter in enumerate(letters.split()):
                    after[letter] = (before, number)
                    same.pop(letter, None)
            same.update(table.get("same", {}))
            for letter in table.get("same", {}):
                after.pop(letter, None)
            self.capitals.update(str.maketrans(table.get("capital", {})))
            if "lead" in table:
                first, last = table["lead"].split("-")
                self.lead = {number: f"{_FIRST}{chr(number)}" for number in range(ord(first), ord(last) + 1)}
        self._places = {letter: before + chr(_NEXT + number) for letter, (before, number) in after.items()}
        self._places.update(_find_accented(self._places))
        letters = re.compile(join_alternatives(self._places))
        for letter, other in same.items():
            self._places[letter] = letters.sub(lambda found: self._places[found[0]], other)
        self._letters = re.compile(join_alternatives(self._places))

    def order(self, text: str) -> str:
        """Replace each letter of a lower-case text by its place in the alphabet."""
        places = self._places
        return self._letters.sub(lambda found: places[found[0]], text)


def _find_accented(places: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Find the letters that are a letter of the alphabet with one more accent."""
    marked = [(letter, set(unicodedata.normalize("NFD", letter))) for letter in places if len(letter) == 1]
    marked = [(letter, signs) for letter, signs in marked if len(signs) > 1]
    for number in (number for numbers in _ACCENTED for number in numbers):
        signs = set(unicodedata.normalize("NFD", chr(number)))
        if len(signs) > 2:
            for letter, wanted in marked:
                if wanted < signs and chr(number) not in places:
                    yield chr(number), places[letter]


@functools.cache
def _get_alphabet(language: str) -> _Alphabet | None:
    """Return the alphabet of a language; None if it has the order of Unicode as far as ASCII goes."""
    code = language.replace("_", "-").partition("-")[0].lower()
    if code == "en":
        return None
    from archcite.collation.alphabets import ALPHABETS

    table = ALPHABETS.get(code)
    if table is None:
        return None
    return _Alphabet((ALPHABETS["root"], ALPHABETS[table["like"]] if "like" in table else table))


@functools.cache
def _get_root() -> _Alphabet:
    from archcite.collation.alphabets import ALPHABETS

    return _Alphabet((ALPHABETS["root"],))

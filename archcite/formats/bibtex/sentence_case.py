r"""Titles of a ``.bib`` file in sentence case, which CSL expects of titles: a style may then capitalize them, or not.

Files for BibTeX have English titles in title case, and braces around what keeps its capitals. pandoc reads them so too;
but a title that has small letters where title case has capitals (“A history of the Ottoman Empire”) is left as it is.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from archcite._foundation.lazy_regex import pattern
from archcite.csl.render.text_case import STOP_WORDS

# Titles that are names: of cases, laws, periodicals and programs, entries of encyclopedias, and of letters.
KEPT_TYPES = frozenset(
    (
        *(
            "bill",
            "hearing",
            "legal_case",
            "legislation",
            "periodical",
            "regulation",
            "software",
            "standard",
            "treaty",
        ),
        *("entry", "entry-dictionary", "entry-encyclopedia", "interview", "personal_communication"),
    )
)
# A title that may change: a word, and after it one with a capital. One pattern for both would take quadratic time.
_FIRST_WORD = pattern(r"[^\W_]")
_CAPITAL = pattern(r"[^\w{][A-Z]")
_TOKEN = pattern(
    r"\\[A-Za-z]+\*?\s*(?P<argument>\{)?|\\(?:[^A-Za-z]|\Z)|(?P<open>\{)|(?P<close>\})|\$[^$]*\$|"
    r"(?P<word>[^\W\d_]+(?:['’][^\W\d_]+)*)|(?P<end>[:?!.]+[\"'’”)]*(?=\s)|---?(?=\s)|:)|\s+|.",
)
_INITIAL = pattern(r"[B-Z]\Z")
_FOREIGN_LETTER = pattern(r"[^\W\d_a-zA-Z\u00c0-\u024f\u2018-\u201f]")
# Articles, conjunctions and prepositions that no English title has in this place.
_FOREIGN_STARTS = frozenset(
    """der die das dem den ein eine el la las los le les il lo gli un une uno una het een os as de des du zur zum
    über für im
    """.split()  # noqa: SIM905
)
_FOREIGN_WORDS = frozenset(
    """und der das des dem den ein eine einer eines von vom zu zur zum im für mit nach über auf aus bei et le les des
    du une aux dans pour sur y el las los del con por para della delle dello degli dei nel nella il gli het een van
    voor op och og til af av w we z ze na do od o i za nad pod przez dla oraz ve ke pro při ili ile és
    """.split()  # noqa: SIM905
)


class _Token(NamedTuple):
    """A piece of a title: whether it is a whole word outside of braces, and whether it begins a sentence."""

    text: str
    is_word: bool = False
    begins: bool = False


def to_sentence_case(latex: str, language: str | None = None) -> str:
    r"""Return an English title in title case as one in sentence case; any other title as it is.

    What is in braces keeps its capitals, and so do words with a capital that is not their first letter. ``language`` is
    the code of the entry's language; without one, words tell English titles from others.

    >>> print(to_sentence_case(r"The Origins of {Totalitarianism}: A CIA View of \emph{Two Wars}"))
    The origins of {Totalitarianism}: A CIA view of \emph{two wars}
    >>> to_sentence_case("A history of the Ottoman Empire"), to_sentence_case("Die Geschichte der Stadt")
    ('A history of the Ottoman Empire', 'Die Geschichte der Stadt')
    """
    is_english = (language or "").partition("-")[0] == "en"
    first = _FIRST_WORD.search(latex)
    if (language and not is_english) or first is None or not _CAPITAL.search(latex, first.end()):
        return latex
    tokens = list(_iterate_tokens(latex))
    words = [token for token in tokens if token.is_word]
    if not _is_in_title_case(words) or not (is_english or _is_maybe_english(latex, words)):
        return latex
    return "".join(
        token.text.lower()
        if token.is_word and not token.begins and _is_capitalized(token.text)
        else token.text
        for token in tokens
    )


def _iterate_tokens(latex: str) -> Iterator[_Token]:
    """Yield the pieces of a title; a word that touches braces is held by them."""
    depth = 0
    open_arguments: list[bool] = []
    begins = True
    found = list(_TOKEN.finditer(latex))
    for number, token in enumerate(found):
        if token["argument"] or token["open"]:
            is_shield = bool(token["open"])
            open_arguments.append(is_shield)
            depth += is_shield
        elif token["close"] and open_arguments:
            depth -= open_arguments.pop()
        elif token["end"]:
            # A full stop after an initial does not end a sentence.
            begins = begins or not (
                token["end"] == "." and number and _INITIAL.fullmatch(found[number - 1][0])
            )
        if token["word"]:
            before = found[number - 1] if number else None
            after = found[number + 1] if number + 1 < len(found) else None
            is_held = (
                depth
                or (before is not None and _has_group(before, "close"))
                or (after and _has_group(after, "open"))
            )
            is_initial = bool(_INITIAL.fullmatch(token[0])) or (
                token[0] == "A" and after and after[0] in ".-"
            )
            is_free = not (is_held or is_initial or _is_beside_initial(found, number))
            yield _Token(token[0], is_free, begins)
            begins = False
        else:
            if depth and token[0].strip("{}\\ "):
                begins = False
            yield _Token(token[0])


def _is_beside_initial(found: list[re.Match[str]], number: int) -> bool:
    """Return whether a word is a name, as an initial beside it shows: “E. B. White”, “George F. Kennan”; not “U.S.”."""
    texts = [token[0] for token in found[max(number - 4, 0) : number + 5]]
    at = min(number, 4)
    before, after = texts[:at], texts[at + 1 :]
    follows = (
        len(before) >= 3 and before[-1].isspace() and before[-2] == "." and _INITIAL.fullmatch(before[-3])
    )
    precedes = len(after) >= 4 and after[0].isspace() and _INITIAL.fullmatch(after[1]) and after[2] == "."
    return bool((follows and (len(before) < 4 or before[-4].isspace())) or (precedes and after[3].isspace()))


def _has_group(token: re.Match[str], group: str) -> bool:
    """Return whether braces, or the command of an accent, touch a word."""
    text = token[0]
    return bool(token[group]) or (text[0] == "\\" and not text[-1].isspace() and text[-1] != "{")


def _is_capitalized(word: str) -> bool:
    return word[0].isupper() and (len(word) == 1 or word[1:].islower())


def _is_in_title_case(words: list[_Token]) -> bool:
    """Return whether all longer words begin with capitals; they are not all in capitals."""
    return not any(
        len(word.text) > 4 and word.text.islower() and not word.begins and word.text not in STOP_WORDS
        for word in words
    )


def _is_maybe_english(latex: str, words: list[_Token]) -> bool:
    if _FOREIGN_LETTER.search(latex):
        return False
    if any(word.begins and word.text.lower() in _FOREIGN_STARTS for word in words):
        return False
    return not any(word.text in _FOREIGN_WORDS for word in words if not word.begins)

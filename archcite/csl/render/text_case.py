"""Change the case of rich text: the six values of CSL's ``text-case`` attribute.

CSL 1.0.2, "Text-case". Marks are skipped, and text inside NOCASE, small capitals, superscripts and subscripts is
left as its author wrote it: ``H<sub>2</sub>o`` is a formula, not a word. So are addresses, which would not work,
and tags of HTML that CSL does not know.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Callable, Collection, Iterator

from archcite._foundation.lazy_regex import LazyPattern, pattern
from archcite.richtext.marks import (
    CLOSE,
    ITALIC,
    LINK,
    NOCASE,
    SEPARATOR,
    SHIELD,
    SMALL_CAPS,
    SUBSCRIPT,
    SUPERSCRIPT,
    Rich,
)

# Words that title case leaves in small letters, unless they come first, last or after a colon.
# The CSL schema's list of English stop words, with the particles of names and "circa".
STOP_WORDS = frozenset(
    """\
    a about above across afore after against al along alongside amid amidst among amongst an and anenst
    apropos apud around as aside astride at athwart atop barring before behind below beneath beside besides
    between beyond but by c ca circa d de despite down during et except for forenenst from given in inside
    into lest like modulo near next nor notwithstanding of off on onto or out over per plus pro qua sans
    since so than the through throughout thru thruout till to toward towards under underneath until unto up
    upon v van versus via von vs with within without yet
    """.split()  # noqa: SIM905 (a word list reads as words)
)

_MARKS = f"{ITALIC}-{SHIELD}"
_BREAKS = r"\s\u200b\-\u2010-\u2015/.,;?!:<>\[\]()\"'\u2018-\u201f\u00ab\u00bb\u00a1\u00bf"
_LETTER = rf"[^{_MARKS}{_BREAKS}]"
_LINKED = rf"{LINK}[^{SEPARATOR}{CLOSE}]*{SEPARATOR}?"  # the hidden address of a link
# An apostrophe between letters belongs to its word, and so does a full stop before several letters (node.js), but not
# one before a number (c.1500).
_WHOLE_WORD = rf"{_LETTER}+(?:['\u2019]{_LETTER}+|\.(?![0-9]){_LETTER}{{2,}})*"
_WORD = pattern(rf"({_WHOLE_WORD})")
_ADDRESS = rf"(?:[A-Za-z][A-Za-z0-9+.\-]*://|www\.)[^\s<>{_MARKS}]+|[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
_TAG = rf"</?[A-Za-z][^<>{_MARKS}]*>"
_VERBATIM = pattern(rf"({_ADDRESS}|{_TAG})")
# A hidden address, a mark, a tag, an address that is shown, a word, or a separator.
_TOKEN = pattern(rf"{_LINKED}|[{_MARKS}]|{_TAG}|(?P<address>{_ADDRESS})|{_WHOLE_WORD}|[{_BREAKS}]")
_LATIN = pattern("[A-Za-z]")
_HYPHENS = ("-", "\u2010", "\u2011")
_ROMAN_NUMERAL = pattern("[IVX]{2,}")
_HAS_MARK = pattern(f"[{_MARKS}]")
_GUARDED = frozenset((NOCASE, SMALL_CAPS, SUPERSCRIPT, SUBSCRIPT))
_APOSTROPHE = pattern("['\u2019]")
_DOTTED_LANGUAGES = ("tr", "az")
_UPPER_DOTTED = {ord("i"): "İ", ord("ı"): "I"}
_LOWER_DOTTED = {ord("İ"): "i", ord("I"): "ı"}


def apply(rich: Rich, case: str, language_is_english: bool = True, language: str = "") -> Rich:
    """Change the case of rich text.

    ``case`` is a value of ``text-case``; any other leaves the text alone.  Title case is for English only
    (CSL 1.0.2, "Non-English Items"), so ``language_is_english`` decides there; ``language`` (a tag such as
    ``tr-TR``) matters for letters that a language capitalises its own way.

    >>> apply("the wealth of nations: an inquiry", "title")
    'The Wealth of Nations: An Inquiry'
    >>> apply("die Lage der Nation", "title", False), apply("телеграмма из Пекина", "title")
    ('die Lage der Nation', 'телеграмма из Пекина')
    >>> apply("diyarbakır", "uppercase", False, "tr")
    'DİYARBAKIR'
    """
    if not rich or not case or (case == "title" and not language_is_english):
        return rich
    change = _CASES.get(case)
    if change is None:
        return rich
    if has_dotted_i(language):
        return Rich(change(rich, True))
    return Rich(change(rich))


def has_dotted_i(language: str) -> bool:
    """Return whether the capital of i is İ in a language, given by its tag."""
    return language[:2].lower() in _DOTTED_LANGUAGES


def to_upper(text: str, dotted: bool = False) -> str:
    """Convert to capitals; with ``dotted`` to those of Turkish and Azerbaijani, where i becomes İ and ı becomes I."""
    return text.translate(_UPPER_DOTTED).upper() if dotted else text.upper()


def to_lower(text: str, dotted: bool = False) -> str:
    """Convert to small letters, with ``dotted`` to those of Turkish and Azerbaijani."""
    return text.translate(_LOWER_DOTTED).lower() if dotted else text.lower()


@functools.lru_cache(maxsize=8192)
def capitalize(word: str, dotted: bool = False) -> str:
    """Capitalize the first letter of a word; a lone Greek letter is a symbol and stays.

    >>> capitalize("dawn"), capitalize("β")
    ('Dawn', 'β')
    """
    first = word[0]
    if len(word) == 1 and "\u0370" <= first <= "\u03ff":
        return word
    return to_upper(first, dotted) + word[1:]


@functools.lru_cache(maxsize=32_768)
def _to_lowercase(rich: str, dotted: bool = False) -> str:
    return _change_outside_guarded(rich, to_lower, dotted)


@functools.lru_cache(maxsize=32_768)
def _to_uppercase(rich: str, dotted: bool = False) -> str:
    return _change_outside_guarded(rich, to_upper, dotted)


@functools.lru_cache(maxsize=32_768)
def _capitalize_first_word(rich: str, dotted: bool = False) -> str:
    pieces, guarded = _split(rich)
    if len(pieces) < 2 or 1 in guarded or not _is_small(pieces[1], dotted):
        return rich
    pieces[1] = capitalize(pieces[1], dotted)
    return "".join(pieces)


@functools.lru_cache(maxsize=32_768)
def _capitalize_words(rich: str, dotted: bool = False) -> str:
    pieces, guarded = _split(rich)
    for place in range(1, len(pieces), 2):
        if _is_small(pieces[place], dotted) and place not in guarded:
            pieces[place] = capitalize(pieces[place], dotted)
    return "".join(pieces)


@functools.lru_cache(maxsize=32_768)
def _to_sentence_case(rich: str, dotted: bool = False) -> str:
    """Capitalize the first word and convert the others to small letters.

    A first word keeps capitals of its own unless the whole text is in capitals.
    """
    pieces, guarded = _split(rich)
    if len(pieces) < 2 or 1 in guarded:
        return _change_outside_guarded(rich, to_lower, dotted)
    word, rest = pieces[1], "".join(pieces[2:])
    words = _remove_verbatim(rich)
    if words == words.upper() and rest.upper() != rest.lower():
        word = to_lower(word, dotted)
    return pieces[0] + capitalize(word, dotted) + _change_outside_guarded(rest, to_lower, dotted)


@functools.lru_cache(maxsize=32_768)
def _to_title_case(rich: str, dotted: bool = False) -> str:
    if not _LATIN.search(rich):  # “Телеграмма из Пекина” is not English
        return rich
    pieces, guarded = _split(rich)
    if _remove_verbatim(rich).isupper() and _is_text_in_capitals(pieces[1::2]):
        for place in range(1, len(pieces), 2):
            if place not in guarded:
                pieces[place] = _lower_capitals(pieces[place], dotted)
    for place in range(1, len(pieces), 2):
        capitalized = (
            _capitalize_in_title(pieces[place], True) if dotted else _capitalize_in_title(pieces[place])
        )
        if capitalized is None:  # its place decides
            if not _is_kept_small(pieces, place) and place not in guarded:
                pieces[place] = capitalize(pieces[place], dotted)
        elif not guarded or place not in guarded:
            pieces[place] = capitalized
    return "".join(pieces)


def _is_text_in_capitals(words: list[str]) -> bool:
    """Return whether words in capitals are a text (TELEGRAM FROM MOSCOW) rather than a name (JAMA, PLOS ONE).

    CSL 1.0.2, "Title Case Conversion", has one rule for "uppercase strings", which would spell such names wrong.
    """
    if len(words) < 3 and not any(word.lower() in STOP_WORDS for word in words):
        return max(map(len, words), default=0) >= (_LONG_WORD if len(words) > 1 else _LONG_NAME)
    return True


_LONG_WORD, _LONG_NAME = 5, 7


def _lower_capitals(word: str, dotted: bool) -> str:
    """Convert a word of a text in capitals to small letters; initials and Roman numerals stay."""
    if len(word) == 1 and word != "A":
        return word
    return word if _ROMAN_NUMERAL.fullmatch(word) else to_lower(word, dotted)


@functools.lru_cache(maxsize=32_768)
def _capitalize_in_title(word: str, dotted: bool = False) -> str | None:
    """Return a word in title case; None for a stop word or a single letter, whose place decides.

    A single letter is more often a symbol or an elided article ("d'") than a word.
    """
    if not _is_small(word, dotted):
        return word
    return None if word in STOP_WORDS or _is_letter(word) else capitalize(word, dotted)


def _is_letter(word: str) -> bool:
    """Return whether a word is a single letter, or begins with one and an apostrophe."""
    return len(word) == 1 or (len(word) > 2 and word[1] in "'\u2019")


def _is_kept_small(pieces: list[str], place: int) -> bool:
    """Return whether title case leaves a stop word or a single letter small: it is not in a leading place."""
    before = _remove_verbatim(pieces[place - 1])
    if place == 1 or (before != " " and (":" in before or "?" in before or "!" in before)):
        return False
    # The first word of a hyphenated compound, such as the "pro" of "pro-environmental", counts as an ordinary word.
    compound = pieces[place + 1].startswith(_HYPHENS) and not before.endswith(_HYPHENS)
    if compound and len(pieces[place]) == 1:  # “x-ray”, whose letter is a part of a word
        return False
    return not (place == len(pieces) - 2 or compound) or _is_letter(pieces[place])


_CASES: dict[str, Callable[..., str]] = {
    "lowercase": _to_lowercase,
    "uppercase": _to_uppercase,
    "capitalize-first": _capitalize_first_word,
    "capitalize-all": _capitalize_words,
    "sentence": _to_sentence_case,
    "title": _to_title_case,
}


def _is_small(word: str, dotted: bool) -> bool:
    """Return whether a word is in small letters up to its apostrophe, as ``l'Égypte`` is."""
    if word.islower():
        return True
    if "'" not in word and "\u2019" not in word:
        return False
    head = _APOSTROPHE.split(word, 1)[0]
    return head == to_lower(head, dotted)


def _split(rich: str) -> tuple[list[str], Collection[int]]:
    """Split text into pieces, with words at odd indices; return also the indices that no text case may touch."""
    if not _may_have_verbatim(rich) and (rich.isascii() or _HAS_MARK.search(rich) is None):
        return _WORD.split(rich), ()
    pieces, guarded = [""], set()
    for found, is_mark, is_guarded in _walk(_TOKEN, rich):
        if is_mark or not _WORD.match(found[0]):
            pieces[-1] += found[0]
            continue
        if is_guarded or found["address"]:
            guarded.add(len(pieces))
        pieces += (found[0], "")
    return pieces, guarded


def _change_outside_guarded(rich: str, change: Callable[[str, bool], str], dotted: bool) -> str:
    """Apply a change of case to everything but guarded spans, addresses and tags."""
    if _HAS_MARK.search(rich) is None:
        return _change_outside_verbatim(rich, change, dotted)
    return "".join(
        found[0] if is_mark or guarded else _change_outside_verbatim(found[0], change, dotted)
        for found, is_mark, guarded in _walk(_STRETCH, rich)
    )


def _change_outside_verbatim(text: str, change: Callable[[str, bool], str], dotted: bool) -> str:
    if not _may_have_verbatim(text):
        return change(text, dotted)
    pieces = _VERBATIM.split(text)
    pieces[::2] = [change(piece, dotted) for piece in pieces[::2]]
    return "".join(pieces)


def _remove_verbatim(text: str) -> str:
    return _VERBATIM.sub("", text) if _may_have_verbatim(text) else text


def _may_have_verbatim(text: str) -> bool:
    return "://" in text or "www." in text or "@" in text or "<" in text


def _walk(pattern: LazyPattern, rich: str) -> Iterator[tuple[re.Match[str], bool, bool]]:
    """Yield the matches of a pattern in order; whether each is a mark, and whether it is in a guarded span."""
    spans: list[bool] = []
    guarded = 0
    for found in pattern.finditer(rich):
        mark = found[0][0]
        is_mark = ITALIC <= mark <= SHIELD
        if mark == CLOSE:
            if spans:
                guarded -= spans.pop()
        elif is_mark and mark not in (SEPARATOR, SHIELD):
            spans.append(mark in _GUARDED)
            guarded += spans[-1]
        yield found, is_mark, guarded > 0


_STRETCH = pattern(rf"{_LINKED}|[{_MARKS}]|[^{_MARKS}]+")

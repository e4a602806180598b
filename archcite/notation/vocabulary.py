"""Words that identify a piece of a reference: holders, places, classifications, media (``data/words.toml``)."""

from __future__ import annotations

import functools
import re

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.notation.archives import is_seat
from archcite.notation.data_tables import load_table

_YEAR = pattern(r"(?:1[5-9]|20)\d\d(?:\s?[-–/]\s?(?:(?:1[5-9]|20)\d\d|\d\d))?")


def is_holder(text: str) -> bool:
    """Return whether a piece looks like the name of an archive or library.

    >>> is_holder("State Archives of Gdańsk"), is_holder("a library in town"), is_holder("Political Affairs Fond")
    (True, False, False)
    """
    # Hebrew, Arabic, Chinese: writing that has no capital letters.
    is_name = text[:1].isupper() or (text[:1].isalpha() and not text[:1].islower())
    return is_name and len(text) < 150 and bool(_compile_holder_pattern().search(text))


def is_parent(text: str) -> bool:
    """Return whether a piece looks like the body that a holder belongs to: “Yonsei University”."""
    return (
        text[:1].isupper() and bool(_compile_pattern("parents").search(text)) and not re.search(r"\d", text)
    )


def is_place(text: str) -> bool:
    """Return whether a piece is a city, a state or a country.

    >>> is_place("Belgrade"), is_place("College Park"), is_place("MD"), is_place("Kuba")
    (True, True, True, False)
    """
    return text in _load_places() or is_seat(text) or is_region(text)


def is_city(text: str) -> bool:
    """Return whether a piece is a city, in English or in its own or another language.

    >>> is_city("Belgrade"), is_city("Beograd"), is_city("Stalin")
    (True, True, False)
    """
    return text in _load_places() or text in _load_city_names() or is_seat(text)


def is_region(text: str) -> bool:
    """Return whether a piece is a state or a country."""
    return text in _load_regions()


def is_country(text: str) -> bool:
    """Return whether a piece is a country."""
    return text in load_table("words")["countries"]


def is_state(text: str) -> bool:
    """Return whether a piece is a state of the United States, or its abbreviation."""
    return text in load_table("words")["states"]


def is_year(text: str) -> bool:
    """Return whether a piece is a year or a span of years.

    >>> is_year("1962"), is_year("1946-1950"), is_year("6223")
    (True, True, False)
    """
    return _YEAR.fullmatch(text) is not None


def is_classification(text: str) -> bool:
    """Return whether a piece is a classification: “TOP SECRET”."""
    return text.casefold() in _load_set("classifications")


def is_medium(text: str) -> bool:
    """Return whether a word in brackets names the medium: “Microfilm”."""
    return text.casefold() in _load_set("media")


def is_edition(text: str) -> bool:
    """Return whether a name is that of an edition of documents: “FRUS”."""
    return text.casefold() in _load_set("editions")


def find_edition(text: str) -> re.Match[str] | None:
    """Find an edition of documents with its volume or number, at the end of a text; the group is ``edition``.

    >>> find_edition("A to B, May 5, 1946, in FRUS 1946, vol. VI, p. 5.")["edition"], find_edition("Frus, box 5")
    ('FRUS 1946, vol. VI, p. 5', None)
    """
    return _compile_edition_pattern().search(text)


def is_unnumbered(text: str) -> bool:
    """Return whether a piece states that leaves have no numbers: “unpaginated”, “n.p.”."""
    return text.casefold() in _load_set("unnumbered")


@functools.lru_cache(1024)
def find_tradition_of(name: str) -> str | None:
    """Find the tradition in which an archive that is in no table is cited, by the words of its name.

    >>> find_tradition_of("Hauptstaatsarchiv Stuttgart"), find_tradition_of("Archivo Municipal de Lugo")
    ('german', 'spanish')
    >>> find_tradition_of("Cheshire Record Office")
    """
    found = _compile_traditions().search(name.casefold())
    return found.lastgroup.replace("_", "-") if found and found.lastgroup else None


@functools.cache
def _compile_traditions() -> re.Pattern[str]:
    groups = (
        rf"(?P<{tradition.replace('-', '_')}>(?:{join_alternatives(words)})\b)"
        for tradition, words in load_table("words")["traditions"].items()
    )
    return re.compile("|".join(rf"(?s:^.*?){group}" for group in groups))


@functools.cache
def _compile_edition_pattern() -> re.Pattern[str]:
    names = join_alternatives(load_table("words")["editions"])
    number = r"\d|[IVXLC]+\b|(?i:vol|bd|band|t|tome|ser|series?|serie|no|nr|doc|dok|т|сер)\b"
    return re.compile(
        r"(?:^|[,;.]\s+|\()(?:(?:printed |published |abgedruckt )?(?:in|dans|w|v|в|u):?\s+)?(?:the\s+)?"
        rf"(?P<edition>(?:{names})(?=[\s,:(]+(?:{number}))[^;]*?)[.)]*\s*$"
    )


@functools.cache
def _load_set(name: str) -> frozenset[str]:
    return frozenset(word.casefold() for word in load_table("words")[name])


@functools.cache
def _compile_pattern(name: str) -> re.Pattern[str]:
    words = join_alternatives(load_table("words")[name])
    return re.compile(rf"\b(?:{words})\b", re.IGNORECASE)


@functools.cache
def _compile_holder_pattern() -> re.Pattern[str]:
    """Compile the pattern of words for holders; some may end a longer word, as in “Parteiarchiv”."""
    words = join_alternatives(load_table("words")["holders"])
    return re.compile(
        rf"\b(?:{words})\b|\w(?:archiv|archivet|arkiv|arkivet|archief|bibliothek|biblioteket|bibliotek|bibliotheek|museum|museet"
        r"|levéltár|levéltára|könyvtár|könyvtára|arkisto|kirjasto|arhiiv|raamatukogu|knihovna"
        r"|档案馆|檔案館|史料館|文書館|図書館|图书馆|研究所|기록원|기록관|사료관|공문서관|도서관|박물관|檔案局|资料馆)\b",
        re.IGNORECASE,
    )


@functools.cache
def _load_regions() -> frozenset[str]:
    return frozenset((*load_table("words")["countries"], *load_table("words")["states"]))


@functools.cache
def _load_city_names() -> frozenset[str]:
    return frozenset(name for city, names in load_table("words")["cities"].items() for name in (city, *names))


@functools.cache
def _load_places() -> frozenset[str]:
    return frozenset(load_table("words")["places"])

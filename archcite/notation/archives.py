"""The table of archives: names, codes, places and traditions."""

from __future__ import annotations

import functools
import re
from typing import Any

from archcite._foundation.immutable import Immutable
from archcite._foundation.lazy_regex import pattern
from archcite.notation.data_tables import load_table
from archcite.record import Repository


class Archive(Immutable):
    """An entry of the table of archives.

    ``country`` is an ISO 3166-1 code, ``tradition`` the id of the tradition in which it is cited. ``place`` is its
    seat; with ``several_seats``, its holdings may be elsewhere. ``source`` is the archive's own citation guide.
    """

    name: str
    english: str
    codes: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    isil: str | None = None
    website: str | None = None
    several_seats: bool = False
    script: str | None = None
    tradition: str = "international"
    source: str | None = None

    def is_in(self, city: str) -> bool:
        """Return whether the archive is in a city, by its seat or its names (“National Archives, London”).

        >>> find_archive("AGI").is_in("Sevilla"), find_archive("AGI").is_in("Buenos Aires")
        (True, False)
        """
        cities = {city, *load_table("words")["cities"].get(city, ())}
        return self.several_seats or any(
            cities.intersection(name.split(", ")) for name in (self.place or "", *self.names)
        )

    @property
    def names(self) -> tuple[str, ...]:
        """All names and codes of the archive."""
        names = (self.name, self.english, *self.codes, *self.spellings)
        return (*names, self.script) if self.script else names


@functools.lru_cache(1024)
def find_archive(name: str) -> Archive | None:
    """Find an archive by its name, code or spelling; return None if the table does not have it.

    >>> find_archive("РГАНИ").english, find_archive("National Archives of Hungary").codes[0]
    ('Russian State Archive of Contemporary History', 'MNL OL')
    >>> find_archive("Archive of the President, Russian Federation (APRF)").country
    'RU'
    >>> find_archive("The National Archives (TNA), Kew, UK").codes[0], find_archive("The National Archives, Oslo")
    ('TNA', None)
    >>> find_archive("the State Archive of the Russian Federation").codes[0]
    'GARF'
    """
    return next(iter(_find_by_name(name)), None)


@functools.lru_cache(1024)
def find_archive_of(repository: Repository) -> Archive | None:
    """Find the archive of the table that a repository is, by name, code, place and country.

    If several archives share the name (“National Archives”), the code, city or country (an ISO 3166-1 code) decides;
    the result is None if none of them is there, and the first of the table if none of these is given.

    >>> find_archive_of(Repository("National Archives", place="College Park, Maryland")).codes[0]
    'NARA'
    >>> find_archive_of(Repository("The National Archives", place="London")).codes[0]
    'TNA'
    >>> find_archive_of(Repository("National Archives", country="AU"))
    """
    found: tuple[Archive, ...] = ()
    for name in filter(None, (repository.name, repository.code)):
        found = _intersect(found, _find_by_name(name))
    if len(found) < 2:
        return next(iter(found), None)
    city, country = (repository.place or "").partition(",")[0].strip(), repository.country or ""
    if city:
        # Others have the same name and their city: “National Archives, Prague”.
        others = _find_by_name(f"{repository.name}, {city}") if repository.name else ()
        there = next((one for one in (*found, *others) if one.is_in(city)), None)
        if there is not None:
            return there
    if len(country) == 2:
        return next((one for one in found if one.country == country.upper()), None)
    return None if city else found[0]


def find_archive_at_start(text: str) -> tuple[str, Archive] | None:
    """Find the archive whose name or code a text begins with; return the name as written, and the archive.

    If several archives share the code, the first of the table is returned; see :func:`find_archives`.

    >>> find_archive_at_start("PRC FMA 204-01532-06, 20-22")[0], find_archive_at_start("Rgani's files")
    ('PRC FMA', None)
    """
    article = _ARTICLE.match(text)
    for start in (0, article.end()) if article else (0,):
        first = _FIRST_WORD.match(text, start)
        for name, archive in _find_names_by_first_word(first.group().casefold()) if first else ():
            written = text[start : start + len(name)]
            after = text[start + len(name) : start + len(name) + 2]
            same = written == name or (_is_long(name) and written.casefold() == name.casefold())
            if same and not _GOES_ON.match(after):
                return text[: start + len(name)], archive
    dotted = _DOTTED_CODE.match(text) if text[1:2] == "." else None
    named = find_archives(re.sub(r"[. ]", "", dotted[0])) if dotted else ()
    return (dotted[0], named[0]) if dotted and named else None


def find_archives(name: str) -> tuple[Archive, ...]:
    """Return all archives that have this name or code; several may share one.

    >>> [archive.place for archive in find_archives("NAI")]
    ['New Delhi', 'Dublin']
    """
    return tuple(one for one in _find_by_folded_name(name) if name in one.names)


def list_archives() -> tuple[Archive, ...]:
    """Return all archives of the table.

    >>> "RGANI" in {code for archive in list_archives() for code in archive.codes}
    True
    """
    return tuple(map(_load_archive, range(len(load_table("archives")["archive"]))))


def is_seat(text: str) -> bool:
    """Return whether an archive of the table is in a city of that name.

    >>> is_seat("Belgrade"), is_seat("Bel")
    (True, False)
    """
    return text in _load_seats()


# “The National Archives”, “a Magyar Országos Levéltár”.
_ARTICLE = pattern(r"\A(?:The|Az?)\s+(?-i:(?=[^\W\d_a-z]))", re.IGNORECASE)
_FIRST_WORD = pattern(r"[^\s,:;(/]*[^\s,:;(/.]")
_BRACKET = pattern(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]")
# “A.N.I.C., fond 1”, and not “A.N.I.C. Smith”
_DOTTED_CODE = pattern(r"(?:[^\W\d_a-z]\.\s?){2,6}[^\W\d_a-z]\.(?=$|[,:;)/]|\s\S{0,6}\d)")
_GOES_ON = pattern(r"\w|[-’']\w|\.\d")


def _is_long(name: str) -> bool:
    """Return whether a name is written in words; a code is case-sensitive (MfAA, MFAA)."""
    return len(name) > 8 and " " in name


@functools.cache
def _load_archive(index: int) -> Archive:
    entry: dict[str, Any] = load_table("archives")["archive"][index]
    fields: dict[str, Any] = {
        key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()
    }
    return Archive(**fields)


@functools.cache
def _load_seats() -> frozenset[str]:
    """Return the places of all archives, in full (“College Park, MD”) and the cities alone."""
    places = [place for entry in load_table("archives")["archive"] if (place := entry.get("place"))]
    return frozenset((*places, *(place.partition(",")[0] for place in places)))


@functools.cache
def _index_names() -> tuple[dict[str, list[int]], dict[str, list[tuple[str, int]]]]:
    """Index the archives by their names without case, and the names by their first words."""
    by_name: dict[str, list[int]] = {}
    by_word: dict[str, list[tuple[str, int]]] = {}
    for index in range(len(load_table("archives")["archive"])):
        for name in dict.fromkeys(_load_archive(index).names):
            indexes = by_name.setdefault(name.casefold(), [])
            if index not in indexes:
                indexes.append(index)
            if first := _FIRST_WORD.match(name):
                by_word.setdefault(first.group().casefold(), []).append((name, index))
    return by_name, by_word


def _find_by_folded_name(name: str) -> list[Archive]:
    return [_load_archive(index) for index in _index_names()[0].get(name.casefold(), ())]


def _find_by_name(name: str) -> tuple[Archive, ...]:
    """Return all archives with this name, with or without an article or an addition in brackets."""
    written = " ".join(name.split())
    bare = _ARTICLE.sub("", written)
    found = dict.fromkeys(one for form in (written, bare, f"The {bare}") for one in _find_exact_name(form))
    if found:
        return tuple(found)
    if bracket := _BRACKET.fullmatch(bare):
        return _intersect(_find_by_name(bracket[1]), _find_by_name(bracket[2]))
    return _find_with_place(written) if ", " in written else ()


def _find_with_place(written: str) -> tuple[Archive, ...]:
    """Return the archives whose name is followed by their city, and perhaps its country."""
    name, city, *region = written.split(", ")
    words = load_table("words")
    if len(region) > 1 or not {*words["countries"], *words["states"]}.issuperset(region):
        return ()
    return tuple(one for one in _find_by_name(name) if one.is_in(city))


def _intersect(found: tuple[Archive, ...], further: tuple[Archive, ...]) -> tuple[Archive, ...]:
    """Return the archives that are in both sets of candidates, or else the first set that is not empty."""
    return tuple(one for one in found if one in further) or found or further


def _find_exact_name(name: str) -> list[Archive]:
    """Return the archives with exactly this name, or else those whose long name differs only in case."""
    found = _find_by_folded_name(name)
    folded = name.casefold()
    return [archive for archive in found if name in archive.names] or [
        archive for archive in found if folded in map(str.casefold, filter(_is_long, archive.names))
    ]


@functools.lru_cache(4096)
def _find_names_by_first_word(word: str) -> tuple[tuple[str, Archive], ...]:
    """Return the names that begin with a word, the longest first, each with its archive."""
    found = [(name, _load_archive(index)) for name, index in _index_names()[1].get(word, ())]
    return tuple(sorted(found, key=lambda named: -len(named[0])))

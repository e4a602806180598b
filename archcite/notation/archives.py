"""The archives that references name: full names, codes, places.  One table, read from data."""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from importlib.resources import files
from typing import Any, cast

from attrs import frozen


@frozen
class Archive:
    """An archive as the table has it; ``country`` is an ISO 3166-1 code, ``tradition`` how it cites."""

    name: str
    english: str
    codes: tuple[str, ...] = ()
    spellings: tuple[str, ...] = ()
    place: str | None = None
    country: str | None = None
    isil: str | None = None
    website: str | None = None
    tradition: str = "international"

    @property
    def names(self) -> tuple[str, ...]:
        """All that the archive is called by."""
        return (self.name, self.english, *self.codes, *self.spellings)


def find_archive(name: str) -> Archive | None:
    """The archive of that name, code or spelling; None for one that the table does not know.

    >>> find_archive("РГАНИ").english, find_archive("National Archives of Hungary").codes[0]
    ('Russian State Archive of Contemporary History', 'MNL OL')
    >>> find_archive("Archive of the President, Russian Federation (APRF)").country
    'RU'
    """
    known = _by_name()
    bare = _ARTICLE.sub("", " ".join(name.split()))
    for form in (bare, f"The {bare}", bare.casefold(), f"the {bare}".casefold()):
        if form in known:
            return known[form]
    bracket = re.fullmatch(r"(.+?)\s*[(\[]([^()\[\]]+)[)\]]", bare)
    if bracket:
        return find_archive(bracket[1]) or find_archive(bracket[2])
    return None


def archive_at_start(text: str) -> tuple[str, Archive] | None:
    """The name or code of an archive that a text begins with, as it is written, and the archive.

    >>> archive_at_start("PRC FMA 204-01532-06, 20-22")[0], archive_at_start("Rgani's files")
    ('PRC FMA', None)
    """
    article = _ARTICLE.match(text)
    for start in (0, article.end()) if article else (0,):
        first = _FIRST_WORD.match(text, start)
        for name, archive in _by_first_word().get(first.group().casefold(), ()) if first else ():
            written = text[start : start + len(name)]
            after = text[start + len(name) : start + len(name) + 2]
            same = written == name or (_is_long(name) and written.casefold() == name.casefold())
            if same and not _GOES_ON.match(after):
                return text[: start + len(name)], archive
    return None


@functools.cache
def archives() -> tuple[Archive, ...]:
    """All archives of the table."""
    import tomllib

    text = files("archcite.notation").joinpath("data/archives.toml").read_text(encoding="utf-8")
    entries: list[dict[str, Any]] = tomllib.loads(text)["archive"]
    return tuple(
        Archive(
            **cast(
                Any, {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
            )
        )
        for entry in entries
    )


# “The National Archives”, “a Magyar Országos Levéltár”.
_ARTICLE = re.compile(r"(?:The|Az?)\s+(?-i:(?=[^\W\d_a-z]))", re.IGNORECASE)
_FIRST_WORD = re.compile(r"[^\s,:;(]+")
_GOES_ON = re.compile(r"\w|[-’']\w")


def _is_long(name: str) -> bool:
    """Whether a name is one in words: a code means something else in another case (MfAA, MFAA)."""
    return len(name) > 8 and " " in name


@functools.cache
def _by_name() -> Mapping[str, Archive]:
    found: dict[str, Archive] = {}
    for archive in archives():
        for name in archive.names:
            found.setdefault(name, archive)
            if _is_long(name):
                found.setdefault(name.casefold(), archive)
    return found


@functools.cache
def _by_first_word() -> Mapping[str, tuple[tuple[str, Archive], ...]]:
    """Names by their first word, the longest first."""
    found: dict[str, list[tuple[str, Archive]]] = {}
    for archive in archives():
        for name in dict.fromkeys(archive.names):
            first = _FIRST_WORD.match(name)
            if first:
                found.setdefault(first.group().casefold(), []).append((name, archive))
    return {word: tuple(sorted(names, key=lambda named: -len(named[0]))) for word, names in found.items()}

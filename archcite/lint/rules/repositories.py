"""Rules about repositories and references, compared with the table of archives."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator
from datetime import date

from archcite.lint.findings import Problem, RuleRegistry
from archcite.notation import Archive, find_archive, find_archive_of, list_archives
from archcite.portals import find_portal_by_name
from archcite.record import Repository, Source

RULES = RuleRegistry()

_LONG_NAME = 12
_NEAR = 0.92


@RULES.add("A301")
def find_portal_as_repository(record: Source, today: date) -> Iterator[Problem]:
    """Find portals given as repositories."""
    for repository in _iterate_repositories(record):
        portal = find_portal_by_name(repository.name or "")
        if portal:
            yield Problem(
                f"“{repository.name}” is a portal: give the archive that keeps the original.",
                repository.name,
            )


@RULES.add("A302")
def find_other_repository_name(record: Source, today: date) -> Iterator[Problem]:
    """Find repositories under a name that is not one of the archive's usual names."""
    for repository in _iterate_repositories(record):
        archive = find_archive_of(repository)
        if archive and not _is_usual(repository.name or "", archive):
            usual = f"{archive.english} ({archive.codes[0]})" if archive.codes else archive.english
            yield Problem(
                f"“{repository.name}” is usually called {usual}: use one name throughout.", repository.name
            )


@RULES.add("A303")
def find_misspelt_repository(record: Source, today: date) -> Iterator[Problem]:
    """Find names of repositories that are almost the name of a known archive."""
    for repository in _iterate_repositories(record):
        name = repository.name or ""
        if len(name) >= _LONG_NAME and find_archive(name) is None and (near := _find_similar(name)):
            yield Problem(f"Unknown archive “{name}”: did you mean “{near}”?", name)


@RULES.add("A304")
def find_contradicted_repository(record: Source, today: date) -> Iterator[Problem]:
    """Find codes and countries that belong to another archive than the name."""
    for repository in _iterate_repositories(record):
        archive = find_archive_of(repository)
        if archive is None:
            continue
        by_code = find_archive(repository.code or "")
        if by_code and by_code != archive and repository.code not in archive.names:
            yield Problem(
                f"“{repository.code}” is the code of {by_code.english}, not of “{repository.name}”: check both.",
                repository.code,
            )
        country = repository.country or ""
        if len(country) == 2 and archive.country and country.upper() != archive.country:
            yield Problem(
                f"“{repository.name}” is in {archive.country}, but the record has {country}: check the country.",
                country,
            )


@RULES.add("A305")
def find_unknown_levels(record: Source, today: date) -> Iterator[Problem]:
    """Find parts of a reference that have no level."""
    for holding in record.holdings:
        for part in holding.parts:
            if part.level == "part":
                yield Problem(
                    f"“{part}” has no level: add whether it is a fonds, box, file …",
                    part.value,
                )


def _iterate_repositories(record: Source) -> Iterator[Repository]:
    for holding in record.holdings:
        if holding.repository.name:
            yield holding.repository


def _get_usual_names(archive: Archive) -> tuple[str, ...]:
    """Return the usual names of an archive: its own, its English one, and its first codes."""
    first = archive.codes[:1]
    script = tuple(code for code in archive.codes if not code.isascii())
    return (
        archive.name,
        archive.english,
        *first,
        *script,
        *(f"{archive.english} ({code})" for code in first),
    )


def _is_usual(name: str, archive: Archive) -> bool:
    """Return whether a name is usual, or only adds or leaves out words: “National Archives at College Park”."""
    if name in _get_usual_names(archive):
        return True
    known = {
        word
        for one in (archive.name, archive.english, archive.place or "")
        for word in re.findall(r"\w{3,}", one)
    }
    words = re.findall(r"\w{3,}", name)
    return len(words) > 1 and set(words) <= known


def _find_similar(name: str) -> str | None:
    from archcite._foundation.close_matches import find_close_matches

    return next(iter(find_close_matches(name, _load_long_names(), 1, _NEAR)), None)


@functools.cache
def _load_long_names() -> tuple[str, ...]:
    """Return all long names of archives."""
    names = (name for archive in list_archives() for name in archive.names)
    return tuple(dict.fromkeys(name for name in names if len(name) >= _LONG_NAME))

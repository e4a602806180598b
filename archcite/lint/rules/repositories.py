"""Rules about who keeps the document: names that the table of archives knows better, and references it cannot place."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from datetime import date

from archcite.lint.findings import Problem, Rules
from archcite.notation import Archive, archive_of, archives, find_archive
from archcite.portals import portal_named
from archcite.record import Record, Repository

RULES = Rules()

_LONG_NAME = 12
_NEAR = 0.92


@RULES.record("A301", "portal-as-repository", "error")
def portal_as_repository(record: Record, today: date) -> Iterator[Problem]:
    """A portal stands where the archive should.

    A portal shows a scan or a translation; the original is in an archive, which the portal names as its
    source. Name that archive as the `repository`, and the portal as the `portal`.
    """
    for repository in _repositories(record):
        portal = portal_named(repository.name or "")
        if portal:
            yield Problem(
                f"“{repository.name}” shows the document and does not keep it: name the archive that does.",
                repository.name,
            )


@RULES.record("A302", "other-repository-name", "note")
def other_repository_name(record: Record, today: date) -> Iterator[Problem]:
    """The repository is called by a name under which the table of archives has it only among others.

    It may be a former name (Public Record Office), an abbreviation that few know, or a translation of
    somebody's own. Use the name that readers will find; a former name is right where the source itself says it.
    """
    for repository in _repositories(record):
        archive = archive_of(repository)
        if archive and repository.name not in _good_names(archive):
            usual = f"{archive.english} ({archive.codes[0]})" if archive.codes else archive.english
            yield Problem(
                f"“{repository.name}” is usually called {usual}: use one name throughout.", repository.name
            )


@RULES.record("A303", "repository-misspelt", "warning")
def repository_misspelt(record: Record, today: date) -> Iterator[Problem]:
    """The name of the repository is almost that of a known archive.

    Two spellings are two archives in a sorted bibliography. Compare it with the archive's own name.
    """
    for repository in _repositories(record):
        name = repository.name or ""
        if len(name) >= _LONG_NAME and find_archive(name) is None and (near := _almost(name)):
            yield Problem(f"“{name}” is no archive that archcite knows: did you mean “{near}”?", name)


@RULES.record("A304", "repository-contradicted", "warning")
def repository_contradicted(record: Record, today: date) -> Iterator[Problem]:
    """The code or the country of the repository belongs to another archive.

    The name says one archive and the code (RGANI) or the country another. One of them is wrong.
    """
    for repository in _repositories(record):
        archive = archive_of(repository)
        if archive is None:
            continue
        by_code = find_archive(repository.code or "")
        if by_code and by_code != archive and repository.code not in archive.names:
            yield Problem(
                f"“{repository.code}” is the code of {by_code.english}, and “{repository.name}” another archive: "
                "check both.",
                repository.code,
            )
        country = repository.country or ""
        if len(country) == 2 and archive.country and country.upper() != archive.country:
            yield Problem(
                f"“{repository.name}” is in {archive.country}, and the record says {country}: check the country.",
                country,
            )


@RULES.record("A305", "reference-not-understood", "note")
def reference_not_understood(record: Record, today: date) -> Iterator[Problem]:
    """A piece of the reference has no level: it is neither a fonds nor a box nor a file.

    It is printed as it stands, and neither sorted nor translated. Give it its level (`fonds`, `file` …), or
    the label that the archive uses.
    """
    for holding in record.holdings:
        for part in holding.parts:
            if part.level == "part":
                yield Problem(
                    f"“{part}” has no level in the archive: say whether it is a fonds, box, file …",
                    part.value,
                )


def _repositories(record: Record) -> Iterator[Repository]:
    for holding in record.holdings:
        if holding.repository.name:
            yield holding.repository


def _good_names(archive: Archive) -> tuple[str, ...]:
    """The names that an archive may well be called by: its own, its English one, and its usual codes."""
    first = archive.codes[:1]
    script = tuple(code for code in archive.codes if not code.isascii())
    return (
        archive.name,
        archive.english,
        *first,
        *script,
        *(f"{archive.english} ({code})" for code in first),
    )


def _almost(name: str) -> str | None:
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), _names(), n=1, cutoff=_NEAR)
    return _names()[near[0]] if near else None


@functools.cache
def _names() -> dict[str, str]:
    """All long names of archives, by their small letters."""
    return {
        name.casefold(): name for archive in archives() for name in archive.names if len(name) >= _LONG_NAME
    }

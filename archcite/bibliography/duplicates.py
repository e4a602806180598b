"""Find records of the same document, whatever the spelling.

It is the same unit of an archive, the same document of a portal, or has the same title, date and holder. Records are
indexed by these keys and compared only if they share one, so that the cost is linear.
"""

from __future__ import annotations

import functools
from collections.abc import Hashable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple
from urllib.parse import urlsplit

from archcite._foundation.lazy_regex import pattern
from archcite._foundation.repeats import RepeatLog
from archcite.bibliography.repositories import identify_repository
from archcite.collation import sort_key as collation
from archcite.notation import label_part
from archcite.notation.traditions import INTERNATIONAL
from archcite.record import Holding, Repository, Source

ADDRESS, NUMBER, UNIT, PLACE, TITLE = (
    "one address",
    "one number in a portal",
    "one unit",
    "one place",
    "one title",
)
_NOT_SAID = pattern(r"[\W_]+")
_BETWEEN_NUMBERS = pattern(r"(?<=\d)[\W_]+(?=\d)")


class Duplicate(NamedTuple):
    """Two records of one document: their positions, the earlier first, and what they share."""

    first: int
    second: int
    shared: str


def find_duplicates(records: Iterable[Source]) -> list[Duplicate]:
    """Find the records that describe the same document as an earlier one, in order.

    >>> from archcite.record import Holding, Record
    >>> def letter(title, archive):
    ...     return Record(title=title, date="1958-09-09", holdings=[Holding(Repository(archive))])
    >>> find_duplicates([letter("Letter on the Recall of Advisors", "RGANI"), letter("Another Letter", "RGANI"),
    ...          letter("Letter on the recall of advisors.", "Russian State Archive of Contemporary History")])
    [Duplicate(first=0, second=2, shared='one title')]
    """
    finder = DuplicateFinder()
    for record in records:
        finder.add(record)
    return finder.find()


# Most parts of a path are those of the record before.
@functools.lru_cache(4096)
def normalize_spelling(text: str) -> str:
    """Remove case, accents, punctuation and spaces from a text, but keep adjacent numbers apart.

    >>> normalize_spelling("Letter, on the RECALL") == normalize_spelling("Lettér on the recall.")
    True
    >>> normalize_spelling("FO 371/1") == normalize_spelling("FO 37/11")
    False
    """
    return _NOT_SAID.sub("", collation.build_sort_key(_BETWEEN_NUMBERS.sub(" ", text))[0])


class DuplicateFinder:
    """A finder of duplicates among any number of records, which are given one by one and not kept.

    Of each record it keeps the hashes of what identifies the document, and more only of those that may have been
    met before.
    """

    def __init__(self) -> None:
        self._log = RepeatLog()
        # Records that may be duplicates: their positions, and what they share with others, by hash.
        self._suspects: list[tuple[int, list[tuple[str, int]]]] = []
        self._repositories: dict[Repository, tuple[str, str]] = {}

    def add(self, record: Source) -> None:
        """Add the next record."""
        paths = [self._normalize_path(holding) for holding in record.holdings]
        people = _list_people(record)
        identifiers = self._list_identifiers(record, paths, people)
        names = [(shared, RepeatLog.to_digest(key)) for shared, key in identifiers]
        looked, indexed = names, [digest for _, digest in names]
        for keys, others in self._list_title_keys(record, paths[0] if paths else (), people):
            looked = [*names, *((TITLE, RepeatLog.to_digest(key)) for key in keys)]
            indexed += map(RepeatLog.to_digest, others)
        if shared := [one for one in looked if self._log.is_suspect(one[1])]:
            self._suspects.append((len(self._log), shared))
        self._log.append(indexed)

    def find(self) -> list[Duplicate]:
        """Return the records that describe the same document as an earlier one, in order."""
        digests = {digest for _, shared in self._suspects for _, digest in shared}
        first = self._log.find_first(digests) if digests else {}
        found = []
        for position, shared in self._suspects:
            met = [(first[digest], name) for name, digest in shared if first.get(digest, position) < position]
            if met:
                earlier, name = min(met, key=itemgetter(0))
                found.append(Duplicate(earlier, position, name))
        return found

    def _list_identifiers(
        self, record: Source, paths: Sequence[tuple[str, ...]], people: tuple[str, ...]
    ) -> Iterator[tuple[str, Hashable]]:
        date = record.date.edtf if record.date else None
        if record.copy.url and (address := _normalize_address(record.copy.url)):
            number = _find_public_address(record.copy.url)
            # Many an address is that of a whole collection; the number of a portal is a document's.
            if number or date:
                yield ADDRESS, (ADDRESS, number or address, "" if number else date)
        if record.copy.portal and record.copy.identifier:
            yield (
                NUMBER,
                (NUMBER, normalize_spelling(record.copy.portal), record.copy.identifier.strip().casefold()),
            )
        for holding, path in zip(record.holdings, paths, strict=True):
            holder = self._get_repository_key(holding.repository)
            if not (holder and path):
                continue
            if any(part.level == "item" and part.value for part in holding.parts):
                yield UNIT, (UNIT, holder, path)
            elif holding.pages and date:
                pages = normalize_spelling(holding.pages.value)
                yield PLACE, (PLACE, holder, path, pages, date, record.kind.casefold(), people)

    def _list_title_keys(
        self, record: Source, path: tuple[str, ...], people: tuple[str, ...]
    ) -> Iterator[tuple[list[Hashable], list[Hashable]]]:
        """Yield the keys to look a titled record up under, with the keys to index it under."""
        title = normalize_spelling(record.title or "")
        date = record.date.edtf if record.date else None
        if not title or not (date or record.holding.parts):
            return
        head = (TITLE, title, date, self._get_repository_key(record.holding.repository), people)
        pages = normalize_spelling(record.holding.pages.value) if record.holding.pages else ""
        exact: list[Hashable] = [(*head, path, pages)]
        if date is None:
            yield exact, exact
            return
        # What is not said contradicts nothing: a path without pages is that of all its pages.
        looked = [*exact, (*head, path, "") if pages else (*head, path, None)]
        looked += [(*head, (), "")] if path else [(*head, None)]
        yield looked, [*exact, (*head, path, None), (*head, None)]

    def _get_repository_key(self, repository: Repository) -> str:
        return self._identify(repository)[0]

    def _normalize_path(self, holding: Holding) -> tuple[str, ...]:
        """Return a path without its labels, which differ by language."""
        known = self._identify(holding.repository)[1]
        parts = (label_part(part, known) for part in holding.parts)
        return tuple(normalize_spelling(part.value or part.title or "") for part in parts)

    def _identify(self, repository: Repository) -> tuple[str, str]:
        """Return the key and the tradition of a repository."""
        if repository not in self._repositories:
            key, archive = identify_repository(repository)
            self._repositories[repository] = key, archive.tradition if archive else INTERNATIONAL
        return self._repositories[repository]


# Whose names tell documents of one title apart.
_PEOPLE = frozenset(("author", "recipient"))


def _list_people(record: Source) -> tuple[str, ...]:
    """Return authors and recipients by family name, because given names may be initials."""
    people = (agent for agent in record.agents() if agent.role in _PEOPLE)
    return tuple(sorted(normalize_spelling(agent.family or agent.literal or agent.name) for agent in people))


def _normalize_address(url: str) -> str | None:
    """Return the part of an address that identifies a document; None for that of a whole site."""
    try:
        split = urlsplit(url.strip())
    except ValueError:
        return None
    host = (split.hostname or "").removeprefix("www.")
    path = split.path.rstrip("/")
    return f"{host}{path}?{split.query}" if host and (path or split.query) else None


def _find_public_address(url: str) -> str | None:
    """Return the public address of a document in a known portal, or None."""
    from archcite.portals import find_portal

    portal = find_portal(url)
    return portal.find_public_address(url) if portal else None

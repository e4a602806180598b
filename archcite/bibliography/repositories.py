"""Holders of sources: one name for each archive, whatever the records call it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from attrs import evolve, frozen

from archcite.bibliography.localized_headings import Words, find_country_code
from archcite.collation import sort_key as collation
from archcite.notation import Archive, find_archive_of, label_part
from archcite.notation.traditions import INTERNATIONAL
from archcite.record import Part, Repository, Source

# From this many letters on, a name without a space may be a word in full (“Bundesarchiv”), and no abbreviation.
_LONG = 9


@frozen
class Holder:
    """An archive, library or portal: its key, its name in full, its abbreviation, where it is.

    ``tradition`` is a name that :func:`archcite.notation.find_archive` knows it by, where it does.
    """

    key: str
    name: str
    code: str | None = None
    place: str | None = None
    country: str | None = None

    @property
    def full_name(self) -> str:
        """Name with the place, unless the name contains it.

        >>> Holder("x", "Bundesarchiv", "BArch", "Berlin").full_name
        'Bundesarchiv, Berlin'
        """
        city = (self.place or "").partition(",")[0]
        if not city or collation.build_sort_key(city)[0] in collation.build_sort_key(self.name)[0]:
            return self.name
        return f"{self.name}, {self.place}"

    @property
    def title(self) -> str:
        """Heading of the holder: name, abbreviation in brackets, and place.

        >>> Holder("x", "Bundesarchiv", "BArch", "Berlin").title
        'Bundesarchiv (BArch), Berlin'
        """
        coded = f"{self.name} ({self.code})" if self.code else self.name
        return coded + self.full_name.removeprefix(self.name)


class Holders:
    """The holders of some records; a holder is the same whether its name or its abbreviation is given.

    The name is the one in full that most of the records use; where they have the abbreviation alone, it is that
    of the table of archives: in English for an English text, in the archive's own language for any other.

    >>> from archcite.record import Holding, Record
    >>> from archcite.bibliography.localized_headings import load_words
    >>> records = [Record(holdings=[Holding(Repository(name))]) for name in ("RGANI", "РГАНИ")]
    >>> holders = Holders(records, load_words("en"))
    >>> holders.find(records[0]) == holders.find(records[1]), holders.find(records[0]).full_name
    (True, 'Russian State Archive of Contemporary History, Moscow')
    """

    def __init__(self, records: Iterable[Source], words: Words) -> None:
        self.words = words
        self._keys: dict[Repository, str] = {}
        self._archives: dict[str, Archive] = {}
        met: dict[str, Counter[Repository]] = {}
        for record in records:
            for holding in record.holdings:
                if holding.repository.name or holding.repository.code:
                    met.setdefault(self._identify(holding.repository), Counter())[holding.repository] += 1
        self._holders = {key: self._build_holder(key, found) for key, found in met.items()}

    def find(self, record: Source) -> Holder | None:
        """Return the holder that a record is cited from, or None."""
        return self.find_by_repository(record.holding.repository)

    def find_by_repository(self, repository: Repository) -> Holder | None:
        """Return the holder of a repository, or None if it has neither name nor code."""
        if not (repository.name or repository.code):
            return None
        key = self._identify(repository)
        if key not in self._holders:
            self._holders[key] = self._build_holder(key, Counter([repository]))
        return self._holders[key]

    def archive(self, holder: Holder) -> Archive | None:
        """Return the entry of a holder in the table of archives, or None."""
        return self._archives.get(holder.key)

    def label_path(self, record: Source) -> tuple[Part, ...]:
        """Return the path of a record, with labels split from numbers as its archive's tradition does."""
        archive = self._archives.get(self._identify(record.holding.repository))
        known = archive.tradition if archive else INTERNATIONAL
        return tuple(label_part(part, known) for part in record.holding.parts)

    def _identify(self, repository: Repository) -> str:
        found = self._keys.get(repository)
        if found is None:
            found, archive = identify_repository(repository)
            self._keys[repository] = found
            if archive is not None:
                self._archives[found] = archive
        return found

    def _build_holder(self, key: str, met: Counter[Repository]) -> Holder:
        archive = self._archives.get(key)
        repositories = [repository for repository, _ in met.most_common()]
        codes = [one.code for one in repositories if one.code]
        codes += [name for one in repositories if (name := one.name) and is_code(name, archive)]
        codes += archive.codes if archive else ()
        names = [_strip_code(name, codes) for one in repositories if (name := one.name) and name not in codes]
        if archive and not self.words.is_english and archive.name != archive.english:
            # The name in English is what portals and catalogues in English have, and no name for any other text.
            names = [
                name for name in names if name not in (archive.english, archive.name, *archive.spellings)
            ]
        if self.words.is_cyrillic:
            codes.sort(key=str.isascii)
        if names:
            name = names[0]
        elif archive:
            name = archive.english if self.words.is_english else archive.name
            if archive.script and self.words.is_cyrillic:
                name = archive.script
        else:
            name = (codes or [""])[0]
        code = codes[0] if codes else None
        seat = archive.place if archive and not archive.several_seats else None
        place = next((one.place for one in repositories if one.place), seat)
        country = next(
            (one.country for one in repositories if one.country), archive.country if archive else None
        )
        return Holder(
            key,
            name,
            code if code != name else None,
            place and self.words.translate_city(place),
            country and (find_country_code(country) or country),
        )


def identify_repository(repository: Repository) -> tuple[str, Archive | None]:
    """Return the key of a repository, whatever its spelling, and its archive in the table.

    >>> names = "The Hoover Institution", "hoover institution"
    >>> {identify_repository(Repository(name))[0] for name in names}
    {'Hoover Institution Library & Archives Stanford, CA'}
    """
    code = find_country_code(repository.country) if repository.country else None
    archive = find_archive_of(evolve(repository, country=code))
    if archive is not None:
        return f"{archive.english} {archive.place or ''}", archive
    name = repository.name or repository.code or ""
    return collation.build_sort_key(name.removeprefix("The ").removeprefix("the "))[0], None


def is_code(name: str, archive: Archive | None = None) -> bool:
    """Return whether an archive's name is its abbreviation.

    >>> from archcite.notation import find_archive
    >>> is_code("RGANI"), is_code("Bundesarchiv"), is_code("MNL OL", find_archive("MNL OL"))
    (True, False, True)
    """
    if archive is not None and name in archive.codes:
        return True
    return len(name) < _LONG and " " not in name and sum(sign.isupper() for sign in name) > 1


def _strip_code(name: str, codes: Iterable[str]) -> str:
    """Remove the abbreviation in brackets from a name.

    >>> _strip_code("Archive of the President, Russian Federation (APRF)", ["APRF"])
    'Archive of the President, Russian Federation'
    """
    for code in codes:
        name = name.removesuffix(f"({code})").rstrip()
    return name

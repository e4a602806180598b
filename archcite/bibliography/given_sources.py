"""What callers give as a source: a record, a published work, a CSL-JSON item, or the path of a file."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, TypeAlias

from archcite._foundation.wording import format_value
from archcite.errors import ArchciteError
from archcite.record import Publication, Record

# Keys of archcite's own files that no CSL-JSON item has.
_OWN_KEYS = frozenset(
    ("kind", "date", "agents", "repository", "holdings", "fonds", "box", "folder", "file", "copy")
)

# A record, or a published work: as a publication, or as a CSL-JSON item.
Source: TypeAlias = Record | Publication | Mapping[str, Any]
# The path of a file that records are read from.
Path: TypeAlias = str | os.PathLike[str]


def to_source(given: Source | Path) -> Source:
    """Return what :func:`archcite.cite` is given as a record or an item; a path is read.

    Raises :class:`~archcite.errors.ArchciteError` for anything else, with what to use instead.
    """
    if isinstance(given, Mapping) and _is_own(given):
        from archcite.formats.reading import loads

        return loads(given, "yaml", name="the dictionary")[0]
    if isinstance(given, (Record, Publication, Mapping)):
        return given
    if isinstance(given, (str, os.PathLike)):
        from archcite.formats.reading import read

        return read(given)
    if isinstance(given, Iterable):
        raise ArchciteError(
            "cite() takes one record; for several, use Bibliography(records), or [cite(record) for record in records]."
        )
    raise ArchciteError(f"{format_value(given)} is not a record, a CSL-JSON item or the path of a source.")


def _is_own(given: Mapping[str, Any]) -> bool:
    """Return whether a dictionary has the keys of archcite's own files rather than those of CSL-JSON.

    >>> _is_own({"kind": "letter", "date": "1918"}), _is_own({"type": "book", "title": "War", "date": "1918"})
    (True, False)
    """
    if _OWN_KEYS.isdisjoint(given):
        return False
    from archcite.csl.variables import TYPES

    return given.get("type") not in TYPES


def to_iterable(given: Iterable[Source | Path] | Source | Path) -> Iterable[Source | Path]:
    """Return what is given for records as an iterable: one record or path alone needs no list.

    Raises :class:`~archcite.errors.ArchciteError` for what is neither a source nor a list.
    """
    if isinstance(given, (Record, Publication, Mapping, str, os.PathLike)):
        return [given]
    if isinstance(given, Iterable):
        return given
    raise ArchciteError(f"{format_value(given)} is not a list of records, and not a record.")


def iterate_sources(given: Iterable[Source | Path] | Source | Path) -> Iterator[Source]:
    """Yield what a bibliography is given as records and items; paths are read, and one alone needs no list.

    Raises :class:`~archcite.errors.ArchciteError` for anything else.
    """
    for one in to_iterable(given):
        if isinstance(one, (str, os.PathLike)):
            from archcite.formats.reading import read_all

            yield from read_all(one)
        else:
            yield to_source(one)


def to_record(source: Source) -> Record | Publication:
    """Return a source as a record; a CSL-JSON item is read as one, to find the archive that it is in.

    >>> to_record({"id": "a", "type": "book", "title": "Signs"}).title
    'Signs'
    """
    if isinstance(source, Record | Publication):
        return source
    from archcite._foundation.warning_collector import collect_warnings
    from archcite.formats.csl_json.record_from_item import from_csl_item

    with collect_warnings():
        return from_csl_item(source)


def to_locator(given: str | int | None) -> str:
    """Return a locator as text; a number is a page.

    Raises :class:`~archcite.errors.ArchciteError` for anything else.

    >>> to_locator(719), to_locator("fol. 3v"), to_locator(None)
    ('719', 'fol. 3v', '')
    """
    if given is None or isinstance(given, (str, int)):
        return "" if given is None else str(given)
    raise ArchciteError(f"The locator must be text such as “p. 719”, not {format_value(given)}.")

"""Check the records that functions are given: one, or any number."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping

from archcite._foundation.wording import format_value
from archcite.errors import OutputError
from archcite.record.publication import Publication
from archcite.record.record import Record


def list_sources(given: Record | Publication | Iterable[Record | Publication]) -> list[Record | Publication]:
    """Return one record or several as a list; raise :class:`~archcite.errors.OutputError` for anything else.

    >>> [record.title for record in list_sources(Record(title="Letter"))]
    ['Letter']
    >>> list_sources("letters.yaml")
    Traceback (most recent call last):
    archcite.errors.OutputError: 'letters.yaml' is not a record: read a file with archcite.read_all() first.
    """
    if isinstance(given, (Record, Publication)):
        return [given]
    if isinstance(given, Mapping):
        return [check_source(given)]
    if isinstance(given, (str, bytes, os.PathLike)) or not isinstance(given, Iterable):
        raise OutputError(
            f"{format_value(given)} is not a record: read a file with archcite.read_all() first."
        )
    return [check_source(one) for one in given]


def check_source(given: object) -> Record | Publication:
    """Return a record; raise :class:`~archcite.errors.OutputError` for anything else."""
    if isinstance(given, (Record, Publication)):
        return given
    raise OutputError(
        f"{format_value(given)} is not a record: use Record(…), or archcite.loads() for data in another format."
    )

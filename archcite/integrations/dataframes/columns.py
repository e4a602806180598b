"""Names of columns without dots, which several engines take for paths within a column."""

from __future__ import annotations

import re
from collections.abc import Mapping

from archcite._foundation.lazy_regex import join_alternatives, pattern
from archcite.record.serialization import AGENT_KEYS, COPY_KEYS, DATE_KEYS, RECORD_KEYS, REPOSITORY_KEYS
from archcite.record.vocabulary import LEVELS, ROLES

_KEYS = (*RECORD_KEYS, *REPOSITORY_KEYS, *COPY_KEYS, *DATE_KEYS, *AGENT_KEYS, *LEVELS, *ROLES)
# A key that has an underscore itself, or the underscore between two keys.
_KEY = pattern(
    rf"(?<![^_])(?P<key>{join_alternatives(key for key in _KEYS if '_' in key)})(?![^_])|_", re.ASCII
)


def to_column(name: str) -> str:
    """Return the name of a column for the dotted name of a field in a table of archcite's.

    >>> to_column("holding.repository.name"), to_column("author.2.on_behalf_of")
    ('holding_repository_name', 'author_2_on_behalf_of')
    """
    return name.replace(".", "_")


def to_field(column: str) -> str:
    """Return the dotted name of a field for the name of a column; the inverse of :func:`to_column`.

    >>> to_field("holding_repository_name"), to_field("author_2_on_behalf_of"), to_field("copy.url")
    ('holding.repository.name', 'author.2.on_behalf_of', 'copy.url')
    """
    return _KEY.sub(lambda found: found["key"] or ".", column)


def rename_to_columns(fields: Mapping[str, str]) -> dict[str, str]:
    """Return a flat record with names of columns.

    >>> rename_to_columns({"holding.file": "File 6"})
    {'holding_file': 'File 6'}
    """
    return {to_column(name): text for name, text in fields.items()}

"""Archival references: tables of archives and traditions, one parser and one formatter."""

from __future__ import annotations

from archcite.notation.archives import (
    Archive,
    find_archive,
    find_archive_at_start,
    find_archive_of,
    list_archives,
)
from archcite.notation.conversion import convert_reference
from archcite.notation.formatter import format_reference, to_form
from archcite.notation.labels import label_part
from archcite.notation.parser import parse_reference, parse_references
from archcite.notation.reference_formatter import write_reference
from archcite.notation.reference_lists import list_references
from archcite.notation.reference_model import Reference
from archcite.notation.traditions import Tradition, get_tradition, load_traditions

__all__ = [
    "Archive",
    "Reference",
    "Tradition",
    "convert_reference",
    "find_archive",
    "find_archive_at_start",
    "find_archive_of",
    "format_reference",
    "get_tradition",
    "label_part",
    "list_archives",
    "list_references",
    "load_traditions",
    "parse_reference",
    "parse_references",
    "to_form",
    "write_reference",
]


def __dir__() -> list[str]:
    return __all__

"""How archives write their references: tables of archives and traditions, one parser and one formatter."""

from __future__ import annotations

from archcite.notation.archives import Archive, archive_at_start, archive_of, archives, find_archive
from archcite.notation.conversion import convert_reference
from archcite.notation.formatter import format_reference, in_form
from archcite.notation.labels import labelled_part
from archcite.notation.parser import parse_reference, parse_references
from archcite.notation.reference_formatter import write_reference
from archcite.notation.reference_lists import list_references
from archcite.notation.reference_model import Reference
from archcite.notation.traditions import Tradition, tradition, traditions

__all__ = [
    "Archive",
    "Reference",
    "Tradition",
    "archive_at_start",
    "archive_of",
    "archives",
    "convert_reference",
    "find_archive",
    "format_reference",
    "in_form",
    "labelled_part",
    "list_references",
    "parse_reference",
    "parse_references",
    "tradition",
    "traditions",
    "write_reference",
]

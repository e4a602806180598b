"""How archives write their references: tables of archives and traditions, one parser and one formatter."""

from __future__ import annotations

from archcite.notation.archives import Archive, archive_at_start, archive_of, archives, find_archive
from archcite.notation.convert import convert_reference
from archcite.notation.forms import format_reference, in_form
from archcite.notation.labels import labelled_part
from archcite.notation.listing import list_references
from archcite.notation.reference import Reference, parse_reference, parse_references
from archcite.notation.traditions import Tradition, tradition, traditions
from archcite.notation.writing import write_reference

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

"""Attributes that an object does not have, in a sentence that says what to use instead."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

# What the names of things that write records begin with in other programs: `to_ris`, `as_json`.
_WRITING = ("to_", "as_")


def get_missing(thing: object, name: str, find_hint: Callable[[str], str | None]) -> Any:
    """Return an attribute as Python does, with a hint in the error: what a ``__getattr__`` returns.

    >>> get_missing("text", "uppercase", {"uppercase": "upper()"}.get)
    Traceback (most recent call last):
    AttributeError: 'str' object has no attribute 'uppercase'; use upper()
    """
    try:
        return object.__getattribute__(thing, name)
    except AttributeError as error:
        hint = None if name.startswith("_") else find_hint(name)
        if hint is None:
            raise
        raise AttributeError(f"{error}; use {hint}", name=name, obj=thing) from None


def find_writing(name: str, written: str) -> str | None:
    """Return how to write what an object cannot write itself, or None for other names.

    >>> find_writing("to_csl_json", "record"), find_writing("title", "record")
    ('archcite.write(record, "csl-json")', None)
    """
    prefix = next((prefix for prefix in _WRITING if name.startswith(prefix)), None)
    return f'archcite.write({written}, "{name.removeprefix(prefix).replace("_", "-")}")' if prefix else None


def find_name(name: str) -> str | None:
    """Return what :mod:`archcite` has for a name that it does not have, or None.

    >>> find_name("load"), find_name("from_ris"), find_name("Person"), find_name("to_csl")
    ('read(path)', 'loads(text, "ris")', 'Agent', 'to_csl_item(record)')
    """
    if name in _NAMES:
        return _NAMES[name]
    if name.startswith("from_"):
        return f'loads(text, "{name.removeprefix("from_").replace("_", "-")}")'
    written = find_writing(name, "records")
    return written.removeprefix("archcite.") if written else None


def join_hints(*hints: tuple[str, tuple[str, ...]]) -> Mapping[str, str]:
    """Return what to use for each of the names that people try for it.

    >>> join_hints(("date.parts", ("year", "month")))["month"]
    'date.parts'
    """
    return {name: hint for hint, names in hints for name in names}


# What people call things in other libraries, and what archcite has.
_NAMES = join_hints(
    ("read(path)", ("load", "open", "read_file", "load_file")),
    ("read_all(paths)", ("load_all", "read_folder", "read_files", "read_many", "glob")),
    ("loads(text)", ("read_string", "from_string", "from_text", "from_dict", "parse_string")),
    ("write(records, format)", ("dumps", "dump", "save", "export", "convert", "to_string", "dump_all")),
    (
        "cite(record, style)",
        ("format", "render", "citation", "footnote", "note", "format_citation", "make_citation"),
    ),
    ("Bibliography(records, style)", ("Citations", "format_bibliography", "make_bibliography")),
    ("check(records)", ("validate", "verify", "lint_records")),
    ("csl.Processor", ("Processor", "CSLProcessor", "CiteProc", "CitationStylesBibliography")),
    ("styles.list_names()", ("list_styles", "get_styles", "STYLES", "available_styles")),
    ("styles.get_info(name)", ("Style", "get_style", "load_style", "CitationStyle")),
    ("to_csl_item(record)", ("to_csl", "to_csl_json_item")),
    ("to_bibtex(records)", ("to_bib",)),
    ("Agent", ("Person", "Name", "Author", "Creator")),
    ("ArchivalDate", ("Date", "EDTF")),
    ("Repository", ("Archive", "Library", "Institution")),
    ("Record", ("Item", "Letter", "Document", "Source", "Reference", "Entry", "ArchivalRecord")),
    ("Holding", ("Location", "Collection", "Box")),
    ("ArchciteError", ("Error", "ArchCiteError", "ArchciteException")),
    ("__version__", ("version", "VERSION")),
)

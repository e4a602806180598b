"""Write records in any supported format.

Other packages add writers as entry points of the group ``archcite.writers``: the name is that of the format, the
object a function that takes a sequence of records and returns the text of a file.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from archcite._foundation.calls import explain_call
from archcite._foundation.entry_points import find_entry_points
from archcite._foundation.wording import format_value
from archcite.errors import OutputError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint
    from typing import Literal

    # The built-in formats, for editors and type checkers; tests compare it with the table below.
    RecordFormat: TypeAlias = Literal[
        "bibtex",
        "biblatex",
        "biblatex-chicago",
        "csl-json",
        "csl-yaml",
        "ris",
        "zotero",
        "mods",
        "dublin-core",
        "ead",
        "json-ld",
        "coins",
        "cff",
        "csv",
        "json",
        "yaml",
    ]

    from archcite.record import Source

Writer: TypeAlias = "Callable[[Sequence[Source]], str]"

# Built-in formats: module and function.
BUILT_IN: Mapping[str, tuple[str, str]] = {
    "bibtex": ("archcite.formats.bibtex.writer", "to_bibtex"),
    "biblatex": ("archcite.formats.bibtex.writer", "to_biblatex"),
    "biblatex-chicago": ("archcite.formats.bibtex.writer", "to_biblatex_chicago"),
    "csl-json": ("archcite.formats.csl_json.writer", "to_csl_json"),
    "csl-yaml": ("archcite.formats.csl_json.writer", "to_csl_yaml"),
    "ris": ("archcite.formats.ris.writer", "to_ris"),
    "zotero": ("archcite.formats.zotero.writer", "to_zotero"),
    "mods": ("archcite.formats.mods.writer", "to_mods"),
    "dublin-core": ("archcite.formats.dublin_core.writer", "to_dublin_core"),
    "ead": ("archcite.formats.ead.writer", "to_ead"),
    "json-ld": ("archcite.formats.json_ld.writer", "to_json_ld"),
    "coins": ("archcite.formats.coins.writer", "to_coins"),
    "cff": ("archcite.formats.cff.writer", "to_cff"),
    "csv": ("archcite.formats.flat_table.writer", "to_csv"),
    "json": ("archcite.formats.archcite_yaml.writer", "to_json"),
    "yaml": ("archcite.formats.archcite_yaml.writer", "to_yaml"),
}

# What people call a format, and its name here.
_MEANINGS: Mapping[str, str] = {
    **dict.fromkeys(("csl", "csljson", "json-csl", "citeproc", "citeproc-json", "pandoc"), "csl-json"),
    **dict.fromkeys(("endnote", "mendeley", "citavi", "refman"), "ris"),
    **dict.fromkeys(("excel", "xlsx", "spreadsheet", "table"), "csv"),
    **dict.fromkeys(("dc", "dublincore", "oai_dc"), "dublin-core"),
    **dict.fromkeys(("jsonld", "schema.org"), "json-ld"),
    **{"citation.cff": "cff", "yml": "yaml", "archcite": "yaml"},
}

# Formats that keep a value in whatever form it has: CSL-JSON, and those of archcite itself.
_OF_ANY_FORM = frozenset(("csl-json", "csl-yaml", "csv", "json", "yaml"))

# Formats that are written a record at a time, so that any number needs little memory.
STREAMED: Mapping[str, tuple[str, str]] = {
    "csl-json": ("archcite.formats.csl_json.writer", "iterate_csl_json"),
    "csv": ("archcite.formats.flat_table.writer", "iterate_csv"),
    "ris": ("archcite.formats.ris.writer", "iterate_ris"),
}


@explain_call
def write(records: Iterable[Source] | Source, format: RecordFormat | str) -> str:
    """Return records as the text of a file in a format, such as ``ris``; :func:`list_formats` has the names.

    ``records`` are records and publications, or one of them. Raises :class:`~archcite.errors.OutputError` for an
    unknown format, and for what is not a record.

    >>> from archcite.record import Record
    >>> print(write(Record(kind="report", title="Zur Lage", date="1956"), "bibtex").splitlines()[0])
    @misc{lage1956report,
    """
    from archcite.record.source_list import list_sources

    if isinstance(format, str) and any(sign in format for sign in "./\\"):
        saving = f'with pathlib.Path("{format}").write_text(text, encoding="utf-8")'
        raise OutputError(f"“{format}” is a file: give the name of a format, and save the text {saving}.")
    writer = find_writer(format)
    return writer(list_sources(records))


def find_writer(format: str) -> Writer:
    """Return the function that writes a format; raise :class:`~archcite.errors.OutputError` for an unknown one."""
    if not isinstance(format, str):
        raise OutputError(
            f"A format is a name such as “ris”, not {format_value(format)}: give the records, and then the format."
        )
    if format in BUILT_IN:
        module, name = BUILT_IN[format]
        found: Writer = getattr(import_module(module), name)
        return found if format in _OF_ANY_FORM else _shape_for(found, format)
    for point in _find_others():
        if point.name == format:
            loaded: Writer = point.load()
            return loaded
    from archcite._foundation.close_matches import suggest

    if meant := _MEANINGS.get(format.casefold()):
        raise OutputError(f"Unknown output format “{format}”: did you mean “{meant}”?")
    raise OutputError(f"Unknown output format “{format}”{suggest(format, list_formats())}")


def iterate_pieces(records: Iterable[Source], format: str) -> Iterator[str]:
    """Yield the text of a file in pieces: one for each record where the format allows it, else the whole.

    Raises :class:`~archcite.errors.OutputError` for an unknown format.
    """
    if format in STREAMED:
        module, name = STREAMED[format]
        shaped = records if format in _OF_ANY_FORM else _shape(records, format)
        yield from getattr(import_module(module), name)(shaped)
    else:
        yield find_writer(format)(list(records))


@functools.cache
def _shape_for(writer: Writer, format: str) -> Writer:
    @functools.wraps(writer)
    def write_shaped(records: Sequence[Source]) -> str:
        return writer(list(_shape(records, format)))

    return write_shaped


def _shape(records: Iterable[Source], format: str) -> Iterator[Source]:
    from archcite.formats.csl_json.well_formed import to_well_formed

    return (to_well_formed(record, format) for record in records)


def list_formats() -> list[str]:
    """Return the names of all output formats, those of other packages last."""
    return [*BUILT_IN, *(point.name for point in _find_others() if point.name not in BUILT_IN)]


def _find_others() -> Iterable[EntryPoint]:
    return find_entry_points("archcite.writers")

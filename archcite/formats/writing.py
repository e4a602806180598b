"""Writers: one module a format, each from records to text.

Other packages add theirs as entry points of the group ``archcite.writers``: the name is that of the format,
the object a function from a sequence of records to the text of a file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, TypeAlias

from archcite._foundation.entry_points import find_entry_points
from archcite.errors import OutputError

if TYPE_CHECKING:
    from importlib.metadata import EntryPoint

    from archcite.record import Source

Writer: TypeAlias = "Callable[[Sequence[Source]], str]"

# The formats that come with archcite: module and function.
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


def write(records: Sequence[Source], format: str) -> str:
    """Records as the text of a file in a format; see :func:`formats` for the names.

    Raises :class:`~archcite.errors.OutputError` where there is no such format.

    >>> from archcite.record import Record, Source
    >>> print(write([Record(kind="report", title="Zur Lage", date="1956")], "bibtex").splitlines()[0])
    @misc{lage1956report,
    """
    return writer(format)(records)


def writer(format: str) -> Writer:
    """The function that writes a format; raises :class:`~archcite.errors.OutputError` where there is none."""
    if format in BUILT_IN:
        module, name = BUILT_IN[format]
        found: Writer = getattr(import_module(module), name)
        return found
    for point in _others():
        if point.name == format:
            loaded: Writer = point.load()
            return loaded
    raise OutputError(f"There is no format “{format}” to write; choose one of {', '.join(formats())}.")


def formats() -> list[str]:
    """The names of all formats that can be written, those of other packages last."""
    return [*BUILT_IN, *(point.name for point in _others() if point.name not in BUILT_IN)]


def _others() -> Iterable[EntryPoint]:
    return find_entry_points("archcite.writers")

"""archcite turns a record of an archival source into a correct citation, in any style, in any document.

    >>> import archcite
    >>> record = archcite.read("seeds/wilson-center-110474.txt")
    >>> archcite.cite(record, "wilson-center")[:30]
    '"Letter addressed by the CC of'

Everything public is a name of this module.  Each is loaded when it is first used, so that ``import archcite``
costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archcite.api import Bibliography, cite
    from archcite.bibliography.merging import merge
    from archcite.errors import (
        ArchciteError,
        ArchciteWarning,
        LocaleError,
        OutputError,
        RecordError,
        SourceError,
        SourceLocation,
        StyleError,
    )
    from archcite.formats.bibtex.writer import to_biblatex, to_bibtex
    from archcite.formats.csl_json.item_from_record import to_csl_item
    from archcite.formats.reading import parse, read, read_all
    from archcite.record import Record

__version__ = "0.1.0.dev0"

__all__ = [
    "ArchciteError",
    "ArchciteWarning",
    "Bibliography",
    "LocaleError",
    "OutputError",
    "Record",
    "RecordError",
    "SourceError",
    "SourceLocation",
    "StyleError",
    "__version__",
    "cite",
    "merge",
    "parse",
    "read",
    "read_all",
    "to_biblatex",
    "to_bibtex",
    "to_csl_item",
]

_HOMES = {
    "api": ("Bibliography", "cite"),
    "bibliography.merging": ("merge",),
    "errors": (
        "ArchciteError",
        "ArchciteWarning",
        "LocaleError",
        "OutputError",
        "RecordError",
        "SourceError",
        "SourceLocation",
        "StyleError",
    ),
    "formats.reading": ("parse", "read", "read_all"),
    "record": ("Record",),
    "formats.bibtex.writer": ("to_biblatex", "to_bibtex"),
    "formats.csl_json.item_from_record": ("to_csl_item",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name from the module that has it, once."""
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

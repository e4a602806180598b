"""archcite formats citations for archival sources, in any style and any document.

    >>> import archcite
    >>> record = archcite.read("seeds/wilson-center-110474.txt")
    >>> archcite.cite(record, "wilson-center")[:30]
    '"Letter addressed by the CC of'

Everything public is a name of this module.  Each is loaded when it is first used, so that ``import archcite``
costs next to nothing.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from archcite import csl, distributed, lint, notation, styles
    from archcite.api import (
        cite,
    )
    from archcite.bibliography.document import (
        Bibliography,
    )
    from archcite.bibliography.merging import (
        merge,
    )
    from archcite.citeproc.records import records_as_citeproc_source
    from archcite.errors import (
        ArchciteError,
        ArchciteWarning,
        LocaleError,
        OutputError,
        RecordError,
        SourceError,
        SourceLocation,
        StyleError,
        UnrecognizedSourceError,
    )
    from archcite.formats.bibtex.writer import (
        to_biblatex,
        to_bibtex,
    )
    from archcite.formats.csl_json.item_from_record import (
        to_csl_item,
    )
    from archcite.formats.reading import (
        loads,
        parse,
        read,
        read_all,
    )
    from archcite.formats.writing import (
        write,
    )
    from archcite.lint.engine import (
        check,
    )
    from archcite.record import (
        Agent,
        ArchivalDate,
        Holding,
        OnlineCopy,
        Pages,
        Part,
        Publication,
        Record,
        Repository,
    )

__version__ = "0.1.0.dev0"

__all__ = [
    "Agent",
    "ArchciteError",
    "ArchciteWarning",
    "ArchivalDate",
    "Bibliography",
    "Holding",
    "LocaleError",
    "OnlineCopy",
    "OutputError",
    "Pages",
    "Part",
    "Publication",
    "Record",
    "RecordError",
    "Repository",
    "SourceError",
    "SourceLocation",
    "StyleError",
    "UnrecognizedSourceError",
    "__version__",
    "check",
    "cite",
    "csl",
    "distributed",
    "lint",
    "loads",
    "merge",
    "notation",
    "parse",
    "read",
    "read_all",
    "records_as_citeproc_source",
    "styles",
    "to_biblatex",
    "to_bibtex",
    "to_csl_item",
    "write",
]

# The module that has each public name; those of `_MODULES` are modules themselves.
_HOMES = {
    "api": ("cite",),
    "bibliography.document": ("Bibliography",),
    "bibliography.merging": ("merge",),
    "citeproc.records": ("records_as_citeproc_source",),
    "errors": (
        "ArchciteError",
        "ArchciteWarning",
        "LocaleError",
        "OutputError",
        "RecordError",
        "SourceError",
        "SourceLocation",
        "StyleError",
        "UnrecognizedSourceError",
    ),
    "formats.bibtex.writer": (
        "to_biblatex",
        "to_bibtex",
    ),
    "formats.csl_json.item_from_record": ("to_csl_item",),
    "formats.reading": (
        "loads",
        "parse",
        "read",
        "read_all",
    ),
    "formats.writing": ("write",),
    "lint.engine": ("check",),
    "record": (
        "Agent",
        "ArchivalDate",
        "Holding",
        "OnlineCopy",
        "Pages",
        "Part",
        "Publication",
        "Record",
        "Repository",
    ),
}
_MODULES = (
    "csl",
    "distributed",
    "lint",
    "notation",
    "styles",
)
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}


def __getattr__(name: str) -> object:
    """Load a public name from the module that has it, once."""
    from importlib import import_module

    if name in _MODULES:
        return import_module(f".{name}", __name__)
    home = _HOME_OF.get(name)
    if home is None:
        message = f"module {__name__!r} has no attribute {name!r}{_suggest_name(name)}"
        raise AttributeError(message, name=name, obj=sys.modules[__name__])
    value: object = getattr(import_module(f".{home}", __name__), name)
    globals()[name] = value
    return value


def _suggest_name(name: str) -> str:
    """Return what to use instead of an unknown name: ``; use archcite.write(records, "ris")`` for ``to_ris``.

    Of names that are misspelled Python itself says what is meant. An import of a module asks for its name here first.
    """
    if name.startswith("__"):
        return ""
    from archcite._foundation.attributes import find_name

    meant = find_name(name)
    return f"; use archcite.{meant}" if meant else ""


def __dir__() -> list[str]:
    return __all__

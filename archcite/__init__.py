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
    from .api import Bibliography, cite, parse, read, read_all, to_biblatex, to_bibtex, to_csl_item
    from .errors import (
        ArchciteError,
        ArchciteWarning,
        LocaleError,
        OutputError,
        RecordError,
        SourceError,
        StyleError,
    )
    from .record import Record

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
    "StyleError",
    "__version__",
    "cite",
    "parse",
    "read",
    "read_all",
    "to_biblatex",
    "to_bibtex",
    "to_csl_item",
]

_ERRORS = frozenset(name for name in __all__ if name.endswith(("Error", "Warning")))


def __getattr__(name: str) -> object:
    """Load a public name from the module that has it, once."""
    if name not in __all__:
        raise AttributeError(f"module 'archcite' has no attribute {name!r}")
    from importlib import import_module

    home = "errors" if name in _ERRORS else "record" if name == "Record" else "api"
    value = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__

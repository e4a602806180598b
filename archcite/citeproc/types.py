"""Types of references, as citeproc-py names them.

>>> from archcite.citeproc import types
>>> types.ARTICLE_JOURNAL, types.LEGAL_CASE
('article-journal', 'legal_case')
"""

from __future__ import annotations

from archcite.csl.variables import TYPES

_TYPES = {type.upper().replace("-", "_"): type for type in TYPES}


def __getattr__(name: str) -> str:
    """Return the type of a name in capitals."""
    try:
        return _TYPES[name]
    except KeyError:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}") from None


def __dir__() -> list[str]:
    return sorted(_TYPES)

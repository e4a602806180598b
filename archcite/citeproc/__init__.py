"""The API of citeproc-py on archcite's processor.

A program that uses citeproc-py changes its imports, and nothing else: ``from citeproc import …`` becomes
``from archcite.citeproc import …``, and ``from citeproc.source.json import CiteProcJSON`` becomes
``from archcite.citeproc.source.json import CiteProcJSON``.

>>> source = CiteProcJSON([{"id": "roe", "type": "book", "title": "Signs", "issued": {"date-parts": [[1993]]},
...                         "author": [{"family": "Roe", "given": "Ann"}]}])
>>> style = CitationStylesStyle("apa", validate=False)
>>> bibliography = CitationStylesBibliography(style, source, formatter.html)
>>> citation = Citation([CitationItem("roe", locator=Locator("page", "12"))])
>>> bibliography.register(citation)
>>> bibliography.cite(citation)
'(Roe, 1993, p. 12)'
>>> bibliography.bibliography()
['Roe, A. (1993). <i>Signs</i>.']

New programs use :class:`archcite.csl.Processor`, which can do more.
"""

from __future__ import annotations

import os
from typing import Any

from archcite import __version__
from archcite.citeproc import formatter, source, types
from archcite.citeproc.bibliography import CitationStylesBibliography
from archcite.citeproc.data_folders import DATA_PATH, LOCALES_PATH, SCHEMA_PATH, STYLES_PATH
from archcite.citeproc.source import Citation, CitationItem, Locator
from archcite.citeproc.source.json import CiteProcJSON
from archcite.citeproc.style import CitationStylesStyle, get_style_filepath
from archcite.citeproc.style import UnknownStyleError as StyleNotFoundError
from archcite.citeproc.variables import DATES, NAMES, NUMBERS, VARIABLES

LANGUAGE_NAMES: dict[str, list[str]]
PRIMARY_DIALECTS: dict[str, str]

__all__ = [
    "DATA_PATH",
    "DATES",
    "LANGUAGE_NAMES",
    "LOCALES_PATH",
    "NAMES",
    "NUMBERS",
    "PRIMARY_DIALECTS",
    "SCHEMA_PATH",
    "STYLES_PATH",
    "VARIABLES",
    "Citation",
    "CitationItem",
    "CitationStylesBibliography",
    "CitationStylesStyle",
    "CiteProcJSON",
    "Locator",
    "StyleNotFoundError",
    "__version__",
    "formatter",
    "get_style_filepath",
    "source",
    "types",
]


def __getattr__(name: str) -> Any:
    """Read the tables of locales when they are first used."""
    if name not in ("LANGUAGE_NAMES", "PRIMARY_DIALECTS"):
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    import json

    with open(os.path.join(LOCALES_PATH, "locales.json"), encoding="utf-8") as file:
        tables = json.load(file)
    found = globals()[name] = tables[name.lower().replace("_", "-")]
    return found


def __dir__() -> list[str]:
    return sorted(__all__)

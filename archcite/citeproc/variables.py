"""Names of CSL variables as attributes of Python objects have them: ``container_title`` for ``container-title``."""

from __future__ import annotations

from archcite.csl import variables as csl

# Variables of CSL that have an underscore themselves.
_WITH_UNDERSCORE = frozenset(("archive_collection", "archive_location", "citation_key"))
_TEXTS = (
    "abstract", "annote", "archive", "archive_collection", "archive_location", "archive-place", "authority",
    "call-number", "citation-key", "citation-label", "collection-title", "container-title", "container-title-short",
    "dimensions", "division", "DOI", "event", "event-place", "event-title", "genre", "ISBN", "ISSN", "jurisdiction",
    "keyword", "language", "license", "medium", "note", "original-publisher", "original-publisher-place",
    "original-title", "part-title", "PMCID", "PMID", "publisher", "publisher-place", "references", "reviewed-genre",
    "reviewed-title", "scale", "source", "status", "title", "title-short", "URL", "volume-title", "year-suffix",
)  # fmt: skip


def to_python(variable: str) -> str:
    """Return the Python name of a variable.

    >>> to_python("container-title"), to_python("shortTitle")
    ('container_title', 'title_short')
    """
    return "title_short" if variable == "shortTitle" else variable.replace("-", "_")


def to_csl(name: str) -> str:
    """Return the CSL variable of a Python name.

    >>> to_csl("container_title"), to_csl("archive_location")
    ('container-title', 'archive_location')
    """
    return name if name in _WITH_UNDERSCORE else _CSL.get(name, name)


NAMES = sorted(map(to_python, csl.NAMES))
DATES = sorted(map(to_python, csl.DATES))
NUMBERS = sorted(map(to_python, csl.NUMBERS))
VARIABLES = [*sorted(map(to_python, _TEXTS)), *NAMES, *DATES, *NUMBERS]
_CSL = {to_python(name): name for name in (*_TEXTS, *csl.NAMES, *csl.DATES, *csl.NUMBERS)}

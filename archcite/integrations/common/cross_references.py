"""Keys that belong to cross-references of other tools, which are written as citations are (``@fig-map``)."""

from __future__ import annotations

from archcite._foundation.lazy_regex import pattern

# Quarto, pandoc-crossref, bookdown and MyST: figures, tables, sections, equations, listings, theorems, callouts.
_CROSS_REFERENCE = pattern(
    "(?i:fig|tbl|tab|sec|eq|lst|thm|lem|cor|prp|cnj|def|exm|exr|sol|rem|alg|prf"
    "|tip|nte|wrn|imp|cau|dia|supp|vid|ch|apx|nb)[-:]."
)


def is_cross_reference(key: str) -> bool:
    """Return whether a key looks like that of a figure, a table, a section or the like.

    Ask only for keys that no source has.

    >>> is_cross_reference("fig-map"), is_cross_reference("eq:growth"), is_cross_reference("figes1996")
    (True, True, False)
    """
    return _CROSS_REFERENCE.match(key) is not None

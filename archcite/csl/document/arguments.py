"""What callers give for a citation: checked, and read as what the processor works with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from archcite.csl.document.citation import Cite
from archcite.errors import ArchciteError


def read_cites(cites: Sequence[Mapping[str, Any]]) -> list[Cite]:
    """Read the CSL-JSON cites of a citation.

    Raises :class:`~archcite.errors.ArchciteError` if they are not a list of mappings.
    """
    is_list = isinstance(cites, (list, tuple)) or (
        isinstance(cites, Iterable) and not isinstance(cites, (str, Mapping))
    )
    found = list(cites) if is_list else []
    if not is_list or not all(isinstance(cite, (dict, Mapping)) for cite in found):
        raise ArchciteError('The cites of a citation must be a list of mappings, such as [{"id": "roe"}].')
    return [Cite(cite) for cite in found]


def read_note(note: object) -> int:
    """Return the number of a note, or raise :class:`~archcite.errors.ArchciteError` if it is not one.

    >>> read_note(3)
    3
    """
    if isinstance(note, int):
        return note
    raise ArchciteError(f"The note of a citation must be its number, or 0 for the text, not {note!r}.")


def read_index(index: object) -> int:
    """Return the index of a citation, or raise :class:`~archcite.errors.ArchciteError` if it is not a number."""
    if isinstance(index, int):
        return index
    raise ArchciteError(f"The index of a citation must be a whole number, not {index!r}.")


def read_affix(text: object) -> str:
    """Return the prefix or suffix of a citation; None is empty.

    Raises :class:`~archcite.errors.ArchciteError` if it is not text.
    """
    if isinstance(text, str):
        return text
    if text is None:
        return ""
    raise ArchciteError(f"The prefix and suffix of a citation must be text, not {text!r}.")


def read_ids(ids: object) -> list[str]:
    """Return ids of items or citations as texts; a single one is a list of one.

    Raises :class:`~archcite.errors.ArchciteError` if they are not a list.

    >>> read_ids(["a", 7]), read_ids("roe")
    (['a', '7'], ['roe'])
    """
    if isinstance(ids, (str, int)):
        return [str(ids)]
    if isinstance(ids, Iterable):
        return [str(one) for one in ids]
    raise ArchciteError(f"The ids must be a list of texts or numbers, not {ids!r}.")


def read_order(order: object) -> list[tuple[str, int]]:
    """Return pairs of the id and the note of a citation.

    Raises :class:`~archcite.errors.ArchciteError` if they are not such pairs.

    >>> read_order([("citation-1", 2)])
    [('citation-1', 2)]
    """
    pairs: list[Any] = list(order) if isinstance(order, Iterable) else [order]
    if all(isinstance(pair, (tuple, list)) and len(pair) == 2 for pair in pairs):
        return [(str(pair[0]), read_note(pair[1])) for pair in pairs]
    raise ArchciteError(
        "The order must be a list of pairs of a citation's id and its note, such as [(“c1”, 1)]."
    )

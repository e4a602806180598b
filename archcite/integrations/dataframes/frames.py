"""Rows of tables of several libraries, none of which archcite needs to be installed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from importlib import import_module
from typing import Any

from archcite.errors import ArchciteError


def to_rows(frame: Any) -> list[dict[str, Any]]:
    """Return the rows of a table of pandas or Polars, or of a list of mappings.

    Raises :class:`~archcite.errors.ArchciteError` for anything else.

    >>> to_rows([{"title": "Letter"}])
    [{'title': 'Letter'}]
    """
    if hasattr(frame, "to_dicts"):  # Polars
        return [dict(row) for row in frame.to_dicts()]
    if hasattr(frame, "to_dict"):  # pandas
        return [dict(row) for row in frame.to_dict(orient="records")]
    if isinstance(frame, Iterable) and not isinstance(frame, (str, bytes, Mapping)):
        rows = list(frame)
        if all(isinstance(row, Mapping) for row in rows):
            return [dict(row) for row in rows]
    raise ArchciteError(
        f"A table of pandas or Polars, or a list of mappings, is wanted, not {type(frame).__name__}."
    )


def from_rows(rows: Iterable[Mapping[str, Any]], columns: Sequence[str], like: Any) -> Any:
    """Return rows as a table with some columns, of the library that ``like`` is a table of.

    >>> from_rows([{"id": "a", "title": "Letter"}], ["id"], [])
    [{'id': 'a'}]
    """
    cut = [{name: row[name] for name in columns} for row in rows]
    if hasattr(like, "to_dicts"):
        return type(like)(cut, schema=[*columns])
    if hasattr(like, "to_dict"):
        return load_pandas().DataFrame(cut, columns=[*columns])
    return cut


def load_pandas() -> Any:
    """Return pandas; raise :class:`~archcite.errors.ArchciteError` with the command that installs it."""
    try:
        return import_module("pandas")
    except ImportError:
        raise ArchciteError("pandas is not installed: pip install pandas.") from None

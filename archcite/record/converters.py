"""Converters and validators of the classes of the model, and natural sort order."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any, TypeVar

from archcite._foundation.characters import remove_unwanted
from archcite._foundation.lazy_regex import pattern
from archcite._foundation.wording import format_value
from archcite.errors import RecordError

if TYPE_CHECKING:
    from attrs import Attribute, AttrsInstance

T = TypeVar("T")
_LONG_TEXT = 160
_DIGITS = pattern(r"(\d+)")


def to_text(value: str | None) -> str | None:
    """Strip text that may be absent, and remove unwanted characters; return None when nothing is left."""
    if value is None:
        return None
    if type(value) is str and value.isprintable():  # as most texts are
        return value.strip() or None
    if not isinstance(value, str):
        raise RecordError(
            f"A part of a record must be text, and {format_value(value)} is not: write it in quotes."
        )
    return remove_unwanted(str(value)).strip() or None


def to_text_or_empty(value: str | None) -> str:
    """Strip text; return "" when nothing is left or nothing was given."""
    return to_text(value) or ""


def to_texts(values: Iterable[str]) -> tuple[str, ...]:
    """Return a tuple of stripped texts, without the blank ones."""
    if type(values) is tuple and not values:  # as most fields are
        return values
    return tuple(item for value in to_tuple(str, values) if (item := to_text(value)))


def to_tuple(kind: type[T], values: Iterable[T]) -> tuple[T, ...]:
    """Return any list or tuple of ``kind`` as a tuple; raise :class:`RecordError` for anything else."""
    if isinstance(values, (str, bytes, Mapping)) or not isinstance(values, (tuple, list, Iterable)):
        raise RecordError(
            f"{format_value(values)} must be a list of {kind.__name__} values: put it in brackets."
        )
    items = tuple(values)
    for item in items:
        if not isinstance(item, kind):
            hint = ""
            if isinstance(item, str) and hasattr(kind, "parse"):
                hint = f": use {kind.__name__}.parse({item!r})"
            elif isinstance(item, dict):
                hint = ": use Record.from_dict() for a record as dictionaries"
            raise RecordError(f"A list of {kind.__name__} values cannot hold {format_value(item)}{hint}.")
    return items


def validate_instance(kind: type) -> Callable[[Any, Attribute[Any], Any], None]:
    """Return an attrs validator that raises :class:`RecordError` unless the value is a ``kind``."""

    def check(owner: Any, attribute: Attribute[Any], value: Any) -> None:
        if not isinstance(value, kind):
            what = f"The {attribute.name} of a {type(owner).__name__}"
            raise RecordError(f"{what} must be of the class {kind.__name__}, not {format_value(value)}.")

    return check


def format_repr(value: AttrsInstance) -> str:
    """Return the ``repr`` of a frozen class with what differs from its defaults, as it could be written in Python.

    Only long texts, such as the contents of a letter, are cut short.
    """
    from attrs import NOTHING, Factory, fields

    given = []
    for one in fields(type(value)):
        own = getattr(value, one.name)
        default = one.default.factory() if isinstance(one.default, Factory) else one.default  # type: ignore[arg-type]
        if one.repr and (default is NOTHING or own != default):
            if isinstance(own, str) and len(own) > _LONG_TEXT:
                given.append(f"{one.alias}={str(own)[: _LONG_TEXT - 1] + '…'!r}")
            else:
                given.append(f"{one.alias}={own!r}")
    return f"{type(value).__name__}({', '.join(given)})"


def build_natural_key(value: str) -> tuple[tuple[int, int, str], ...]:
    """Return the sort key under which “File 6” comes before “File 10”.

    >>> sorted(["File 10", "File 6", "File 059a"], key=build_natural_key)
    ['File 6', 'File 10', 'File 059a']
    """
    pieces = enumerate(_DIGITS.split(value.casefold()))
    return tuple((0, int(piece), "") if index % 2 else (1, 0, piece) for index, piece in pieces if piece)

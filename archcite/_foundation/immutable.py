"""Immutable values that are cheap to define and cheap to make: the elements of a style.

A style is loaded before the first citation can be made, and often for that one alone.  Twenty classes that
write their own methods when they are imported, as those of attrs do, take longer than reading the style.
"""

from __future__ import annotations

from typing import Any, ClassVar, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T", bound="Immutable")


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False)
class Immutable:
    """A class whose annotations are its fields, and whose class attributes are their defaults.

    An instance holds what differs from the defaults, and nothing else; it is equal to itself alone.

    >>> class Pair(Immutable):
    ...     first: int
    ...     second: int = 2
    >>> pair = Pair(first=1)
    >>> pair.first, pair.second, replace(pair, first=3)
    (1, 2, Pair(first=3))
    >>> Pair(frist=1)
    Traceback (most recent call last):
    TypeError: Pair has no field frist.
    """

    _field_names: ClassVar[frozenset[str]] = frozenset()

    def __init_subclass__(cls) -> None:
        cls._field_names = cls._field_names.union(cls.__annotations__)

    def __init__(self, **given: Any) -> None:
        if not self._field_names.issuperset(given):
            unknown = ", ".join(sorted(given.keys() - self._field_names))
            raise TypeError(f"{type(self).__name__} has no field {unknown}.")
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(f"{type(self).__name__}.{name} cannot be changed; make a copy with replace().")

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"
        )


def replace(value: T, **changes: Any) -> T:
    """Return a copy with some fields changed."""
    return type(value)(**{**vars(value), **changes})

"""Immutable values that are cheap to define and cheap to make: the elements of a style.

A style is loaded before the first citation can be made, and often for that one alone.  Twenty classes that
write their own methods when they are imported, as those of attrs do, take longer than reading the style.
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar, dataclass_transform

T = TypeVar("T", bound="Immutable")


@dataclass_transform(frozen_default=True, kw_only_default=True, eq_default=False)
class Immutable:
    """A class whose annotations are its fields, and whose class attributes are their defaults.

    An instance holds what differs from the defaults, and nothing else; it is equal to itself alone.

    >>> class Pair(Frozen):
    ...     first: int
    ...     second: int = 2
    >>> pair = Pair(first=1)
    >>> pair.first, pair.second, replace(pair, first=3)
    (1, 2, Pair(first=3))
    """

    def __init__(self, **given: Any) -> None:
        self.__dict__.update(given)

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError(
            f"{type(self).__name__}.{name} cannot be changed; make another one with evolve()."
        )

    def __repr__(self) -> str:
        return (
            f"{type(self).__name__}({', '.join(f'{name}={value!r}' for name, value in vars(self).items())})"
        )


def replace(value: T, **changes: Any) -> T:
    """Return a copy with some fields changed."""
    return type(value)(**{**vars(value), **changes})

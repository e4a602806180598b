"""Select the items of a bibliography."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, TypeAlias

Keep: TypeAlias = Callable[[Mapping[str, Any]], bool]


def selection(
    *,
    include: Iterable[tuple[str, str]] = (),
    exclude: Iterable[tuple[str, str]] = (),
    select: Iterable[tuple[str, str]] = (),
) -> Keep:
    """Return a test of CSL-JSON items, for :meth:`Processor.bibliography <archcite.csl.Processor.bibliography>`.

    Each condition is a pair of a variable and its value; an empty value means that the variable is absent. An
    item is kept if at least one condition of ``include`` holds (if any are given), all of ``select``, and
    none of ``exclude``. A variable that is a list (``categories``) has each of its values, and so has
    ``keyword``, whose values are separated by commas or semicolons.

    >>> letters = selection(include=[("type", "personal_communication"), ("genre", "Letter")])
    >>> letters({"type": "manuscript", "genre": "Letter"}), letters({"type": "book"})
    (True, False)
    >>> selection(exclude=[("archive", "")])({"type": "book"})
    False
    """
    some, none, every = tuple(include), tuple(exclude), tuple(select)

    def keep(item: Mapping[str, Any]) -> bool:
        return (
            (not some or any(_has(item, *condition) for condition in some))
            and all(_has(item, *condition) for condition in every)
            and not any(_has(item, *condition) for condition in none)
        )

    return keep


def _has(item: Mapping[str, Any], variable: str, value: str) -> bool:
    given = item.get(variable)
    if not value:
        return not given
    if variable == "keyword" and isinstance(given, str):
        given = [word.strip() for word in given.replace(";", ",").split(",")]
    if isinstance(given, list):
        return value in map(str, given)
    return given is not None and str(given) == value

"""Tell names in Latin letters that begin with the family name, as Chinese, Korean and Vietnamese ones do.

The tables are in ``name_order.toml``. What may be a Western name as well is not told: “Lee Anderson”, “Kim Basinger”,
and a name of two family names that is more often in the order of the West (“Wei Wang”).
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from archcite._foundation import resources
from archcite._foundation.lazy_regex import LazyPattern, pattern


class _Order(NamedTuple):
    families: frozenset[str]
    second: frozenset[str]
    given: LazyPattern  # compiled when a name begins with one of the families


def begins_with_family(name: str) -> bool:
    """Return whether a name of two or three words begins with the family name.

    >>> [begins_with_family(name) for name in ("Mao Zedong", "Kim Il Sung", "Pham Van Dong", "Chiang Kai-shek")]
    [True, True, True, True]
    >>> [begins_with_family(name) for name in ("Kim Basinger", "Jian Chen", "Long John", "Le Corbusier")]
    [False, False, False, False]
    """
    first, _, rest = name.partition(" ")
    if not rest or not first[0].isupper():
        return False
    if "-" in rest:
        family, given = _load_hyphenated()
        return family.fullmatch(first) is not None and given.fullmatch(rest) is not None
    orders = _load_orders()
    return any(
        first in order.families and rest not in order.second and order.given.fullmatch(rest)
        for order in orders
    )


@cache
def _load_orders() -> tuple[_Order, ...]:
    table = resources.read_table(__spec__, "name_order.toml")
    return tuple(
        _Order(
            frozenset(row["families"]),
            frozenset(row.get("second", ())),
            _compile(row["given"], row["syllable"]),
        )
        for name, row in table.items()
        if name != "hyphenated"
    )


@cache
def _load_hyphenated() -> tuple[re.Pattern[str], re.Pattern[str]]:
    row = resources.read_table(__spec__, "name_order.toml")["hyphenated"]
    return re.compile(row["family"]), re.compile(row["given"])


def _compile(given: str, syllable: str) -> LazyPattern:
    """Return the pattern of given names: each of their words, S, begins with a capital.

    >>> _compile("S S", "il|sung").fullmatch("Il Sung") is not None
    True
    """

    # Capitals are looked for before a word, so that the syllables are written once, in small letters.
    def write() -> str:
        words = re.sub(r"(?<![A-Za-zÀ-ỹ])S(?![A-Za-zÀ-ỹ])", lambda _found: f"(?:{syllable})", given)
        return rf"(?=[^\W\d_])(?:{words})"

    return pattern(write, re.IGNORECASE)

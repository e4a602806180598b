"""Names of institutions, told from those of people."""

from __future__ import annotations

import functools
import re

from archcite.formats.common.portal_vocabulary import load_vocabulary
from archcite.notation.vocabulary import is_country

_LONGEST_ABBREVIATION = 5


@functools.cache
def load_words(name: str) -> frozenset[str]:
    """Return a word list of ``portal_vocabulary.toml`` in lower case."""
    return frozenset(word.casefold() for word in load_vocabulary()["words"][name])


def is_body(name: str) -> bool:
    """Return whether a name is that of a corporate body rather than a person.

    >>> is_body("the National Security Archive"), is_body("Gary Goldberg"), is_body("CWIHP")
    (True, False, True)
    """
    if any(word in load_words("bodies") for word in re.findall(r"\w+", name.casefold())) or _ends_in_party(
        name
    ):
        return True
    # “Monash South Africa”: people are not called after countries.
    *_, before, last = ("", "", *name.split())
    return (is_country(last) and len(name.split()) > 2) or (bool(before) and is_country(f"{before} {last}"))


def is_body_alone(name: str) -> bool:
    """Return whether a name that somebody wrote as a text can only be that of a body.

    >>> [is_body_alone(name) for name in ("Foreign Office", "Embassy of the United States in Bucharest", "CIA")]
    [True, True, True]
    >>> [is_body_alone(name) for name in ("МИД СССР", "ZK der SED", "Auswärtiges Amt")]
    [True, True, True]
    >>> [is_body_alone(name) for name in ("Robert Service", "Office, Ann", "George Kennan", "STALIN")]
    [False, False, False, False]
    """
    if "," in name:
        return False
    words = re.findall(r"\w+", name.casefold())
    if len(words) == 1 and name.isupper() and len(name) <= _LONGEST_ABBREVIATION:
        return True
    bodies = load_words("bodies").intersection(words)
    return _ends_in_party(name) or bool(bodies - load_words("surnames") or (bodies and len(words) > 2))


def _ends_in_party(name: str) -> bool:
    """Return whether a name of several words ends with the abbreviation of a state or a party."""
    _, several, last = name.rpartition(" ")
    return bool(several) and last in load_vocabulary()["words"]["states_and_parties"]

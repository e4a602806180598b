"""What the portal's strings are made of: the table of ``_wilson_words.toml``, ready to be matched."""

from __future__ import annotations

import functools
import re
from typing import Any

from archcite import _data
from archcite._patterns import pattern
from archcite.notation.words import is_country


def table() -> dict[str, Any]:
    """The table as it stands."""
    return _data.table(__spec__, "_wilson_words.toml")


@functools.cache
def portal_pattern() -> re.Pattern[str]:
    """The names of the portal, the longest first."""
    projects = [*table()["projects"]]
    names: set[str] = set()
    for name in table()["portals"]:
        names.update(name.format(project) for project in projects) if "{}" in name else names.add(name)
    longest = sorted(names, key=len, reverse=True)
    return re.compile(
        rf"(?:the\s+)?(?:{'|'.join(map(re.escape, longest))})(?=\s*(?:[,.;:]|$))", re.IGNORECASE
    )


def is_portal(name: str) -> bool:
    """Whether a name is one of the portal's.

    >>> is_portal("Wilson Center Digital Archive"), is_portal("the NKIDP Archive"), is_portal("National Archives")
    (True, True, False)
    """
    # The table, and the long pattern that comes of it, are for those that may be one.
    return _TELLING.search(name) is not None and portal_pattern().fullmatch(name) is not None


# Each name of the portal has one of these words.
_TELLING = pattern(
    r"\b(?:wilson|digital archive|(?:history|documentation) project|CWIHP|NKIDP|NPIHP|HAPP)\b", re.IGNORECASE
)


@functools.cache
def words(name: str) -> frozenset[str]:
    """A list of the table's words, in small letters."""
    return frozenset(word.casefold() for word in table()["words"][name])


def is_body(name: str) -> bool:
    """Whether a name is a body's, and no person's.

    >>> is_body("the National Security Archive"), is_body("Gary Goldberg"), is_body("CWIHP")
    (True, False, True)
    """
    if any(word in words("bodies") for word in re.findall(r"\w+", name.casefold())):
        return True
    # “Monash South Africa”: people are not called after countries.
    *_, before, last = ("", "", *name.split())
    return (is_country(last) and len(name.split()) > 2) or (bool(before) and is_country(f"{before} {last}"))


def kind_of(title: str | None) -> str:
    """The kind of document that a title says at its start; “document” where it says none.

    >>> kind_of("Letter addressed by the CC"), kind_of("Top Secret Ciphered Telegram, Roshchin to Moscow")
    ('letter', 'telegram')
    >>> kind_of("Record of Conversation between Petrov and Zhou Enlai"), kind_of("The Chancellor's Day")
    ('conversation', 'document')
    """
    found = re.findall(r"[^\W_][\w'’é-]*", (title or "").casefold())[:12]
    adjectives = frozenset(table()["kinds"]["adjectives"])
    phrases = _phrases()
    for start in range(len(found)):
        for length in range(min(6, len(found) - start), 0, -1):
            kind = phrases.get(" ".join(found[start : start + length]))
            if kind:
                return kind
        if found[start] not in adjectives:
            break
    return "document"


def is_portal_address(url: str) -> bool:
    """Whether an address is the portal's, on any of its hosts."""
    return any(host in url for host in table()["hosts"])


@functools.cache
def _phrases() -> dict[str, str]:
    kinds = table()["kinds"]
    return {phrase: kind for kind, phrases in kinds.items() if kind != "adjectives" for phrase in phrases}

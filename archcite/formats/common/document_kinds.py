"""The kind of a document, from the words of its title."""

from __future__ import annotations

import functools
import re

from archcite.formats.common.portal_vocabulary import table


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


@functools.cache
def _phrases() -> dict[str, str]:
    kinds = table()["kinds"]
    return {phrase: kind for kind, phrases in kinds.items() if kind != "adjectives" for phrase in phrases}

"""Keys for ``.bib`` entries: who, when, what (``creel1918letter``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from zlib import crc32

from archcite.record import Agent, Record
from archcite.record.vocabulary import KINDS

_CAPITALISED = re.compile(r"[^\W\d_]{3,}")
_DOCUMENT_WORDS = frozenset(word for kind in KINDS for word in kind.split()) | {
    "the",
    "and",
    "with",
    "from",
    "meeting",
}


def keys(records: Iterable[Record]) -> list[str]:
    """A key for each record, unique among them.

    A key comes from its record alone; only where an earlier record of the file has it already, the number of
    the document in its portal (or a checksum) follows.

    >>> from archcite.record import Agent, Record
    >>> keys([Record(kind="letter", date="1918-09-25", agents=[Agent.parse("George Creel")])])
    ['creel1918letter']
    >>> keys([Record(kind="report", title="On the Situation in Łódź", date="1956")])
    ['situation1956report']
    """
    found: dict[str, None] = {}
    for record in records:
        key = base = f"{_who(record)}{_when(record)}{_ascii(record.kind)}"
        if key in found:
            key = f"{base}-{_ascii(record.copy.identifier or '') or _checksum(record)}"
        number = 1
        while key in found:
            number += 1
            key = f"{base}-{_checksum(record)}-{number}"
        found[key] = None
    return list(found)


def _who(record: Record) -> str:
    """The first author, else the first name in the title, else the archive."""
    for agent in (*record.agents("author"), *record.agents("editor")):
        if name := _agent(agent):
            return name
    words = _CAPITALISED.findall(record.title or "")
    for word in words[1:]:
        if word != word.lower() and word.lower() not in _DOCUMENT_WORDS and (name := _ascii(word)):
            return name
    return _ascii(record.holding.repository.code or "") or "anonymous"


def _agent(agent: Agent) -> str:
    """A family name; of a body its abbreviation, or its first long word."""
    if agent.family:
        return _ascii(agent.family)
    words = re.findall(r"[^\W_]+", agent.name)
    best = next((word for word in reversed(words) if len(word) > 1 and word.isupper()), None)
    return _ascii(best or next((word for word in words if len(word) > 3), agent.name))


def _when(record: Record) -> str:
    date = record.date
    if date is None:
        return ""
    if date.parts and date.parts[0]:
        return str(abs(date.parts[0][0]))
    year = re.search(r"\d{4}", str(date))
    return year[0] if year else ""


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum()).lower()


def _checksum(record: Record) -> str:
    said = "\n".join(map(str, (record.title, record.date, record.holding, record.copy, *record.agents())))
    return f"{crc32(said.encode()):08x}"

"""Keys for ``.bib`` entries: who, when, what (``creel1918letter``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping
from typing import TypeAlias
from zlib import crc32

from archcite.errors import OutputError
from archcite.record import Agent, Source
from archcite.record.vocabulary import KINDS

# A pattern, or a function from a record to its key.
Key: TypeAlias = "str | Callable[[Source], str]"
DEFAULT = "{who}{year}{what}"

_KEY = re.compile(r"[^\s,\"#%'(){}=~\\]+")
_CAPITALISED = re.compile(r"[^\W\d_]{3,}")
_DOCUMENT_WORDS = frozenset(word for kind in KINDS for word in kind.split()) | {
    "the",
    "and",
    "with",
    "from",
    "meeting",
}


def keys(records: Iterable[Source], key: Key = DEFAULT) -> list[str]:
    """A key for each record, unique among them.

    ``key`` is a pattern of ``{who}`` (the first author, else a name in the title, else the archive), ``{year}``,
    ``{what}`` (the kind), ``{id}`` (the record's own) and ``{number}`` (that of the document in its portal, else a
    checksum of what the record says), or a function from a record to a key.

    A key comes from its record alone; only where an earlier record has it already does the number follow.  Keys
    never change when records are added after the others; with ``{number}`` in the pattern, wherever they are added.

    >>> from archcite.record import Agent, Record
    >>> letter = Record(id="7", kind="letter", date="1918-09-25", agents=[Agent.parse("George Creel")])
    >>> keys([letter]), keys([letter], "{who}-{id}"), keys([letter], lambda record: f"archive/{record.id}")
    (['creel1918letter'], ['creel-7'], ['archive/7'])
    >>> keys([Record(kind="report", title="On the Situation in Łódź", date="1956")])
    ['situation1956report']

    Raises :class:`~archcite.errors.OutputError` for a pattern that has other words in it, and for a key that no
    ``.bib`` file can hold.
    """
    found: dict[str, None] = {}
    for record in records:
        base = _made(record, key)
        made, count = base, 0
        while made in found:
            count += 1
            made = f"{base}-{_number(record)}" if count == 1 else f"{base}-{_checksum(record)}-{count}"
        found[made] = None
    return list(found)


def _made(record: Source, key: Key) -> str:
    if callable(key):
        made = key(record)
    else:
        words = {name: make(record) for name, make in _WORDS.items() if f"{{{name}}}" in key}
        try:
            made = key.format_map(words)
        except (KeyError, ValueError, IndexError, AttributeError):
            known = ", ".join(f"{{{name}}}" for name in _WORDS)
            raise OutputError(f"“{key}” is no pattern for keys: it may have {known}.") from None
    if not made:
        return "anonymous"
    if not _KEY.fullmatch(made):
        raise OutputError(f"“{made}” cannot be a key: leave out spaces, commas, quotes, and braces.")
    return made


def _who(record: Source) -> str:
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


def _when(record: Source) -> str:
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


def _number(record: Source) -> str:
    return _ascii(record.copy.identifier or "") or _checksum(record)


def _checksum(record: Source) -> str:
    said = "\n".join(map(str, (record.title, record.date, record.holding, record.copy, *record.agents())))
    return f"{crc32(said.encode()):08x}"


_WORDS: Mapping[str, Callable[[Source], str]] = {
    "who": _who,
    "year": _when,
    "what": lambda record: _ascii(record.kind),
    "id": lambda record: _ascii(record.id),
    "number": _number,
}

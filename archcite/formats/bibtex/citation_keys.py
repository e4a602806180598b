"""Keys for ``.bib`` entries: those that records have, or who, when and what (``creel1918letter``)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TypeAlias
from zlib import crc32

from archcite.errors import OutputError
from archcite.record import Agent, Publication, Source
from archcite.record.vocabulary import KINDS

# A pattern, or a function from a record to its key.
Key: TypeAlias = "str | Callable[[Source], str]"
DEFAULT = "keep"
# Names of ways to make keys → the pattern; those that are kept have one for records without a key.
PATTERNS: Mapping[str, str] = {
    "keep": "{who}{year}{what}",
    "authoryear": "{who}{year}",
    "authoryearkind": "{who}{year}{what}",
}

_KEY = re.compile(r"[^\s,\"#%'(){}=~\\]+")
_CAPITALIZED = re.compile(r"[^\W\d_]{3,}")
_DOCUMENT_WORDS = frozenset(word for kind in KINDS for word in kind.split()) | {
    "the",
    "and",
    "with",
    "from",
    "meeting",
}


def keys(records: Iterable[Source], key: Key = DEFAULT) -> list[str]:
    """Return a key for each record, unique among them.

    ``key`` is ``keep`` (the id of the record, if it is a key), ``authoryear``, ``authoryearkind``, or a pattern of
    ``{who}`` (the first author, else a name in the title, else the archive), ``{year}``, ``{what}`` (the kind),
    ``{id}``
    (the record's own) and ``{number}`` (that of the document in its portal, else a checksum of what the record has);
    or a function from a record to a key.

    A key comes from its record alone; only where an earlier record has it already does the number follow.  Keys
    never change when records are added after the others; with ``{number}`` in the pattern, wherever they are added.

    >>> from archcite.record import Agent, Record
    >>> letter = Record(id="7", kind="letter", date="1918-09-25", agents=[Agent.parse("George Creel")])
    >>> keys([letter]), keys([letter], "authoryear"), keys([letter], lambda record: f"archive/{record.id}")
    (['7'], ['creel1918'], ['archive/7'])
    >>> keys([Record(kind="report", title="On the Situation in Łódź", date="1956")])
    ['situation1956report']

    Raises :class:`~archcite.errors.OutputError` for a pattern that has other words in it, and for a key that no
    ``.bib`` file can hold.
    """
    return list(iterate_keys(records, key))


def iterate_keys(records: Iterable[Source], key: Key = DEFAULT) -> Iterator[str]:
    """Yield the keys of :func:`keys`, one by one."""
    found: set[str] = set()
    for record in records:
        base = _make_key(record, key)
        made, count = base, 0
        while made in found:
            count += 1
            made = (
                f"{base}-{_find_number(record)}"
                if count == 1
                else f"{base}-{_compute_checksum(record)}-{count}"
            )
        found.add(made)
        yield made


def _make_key(record: Source, key: Key) -> str:
    if key == DEFAULT and _is_key(record.id) and not is_number_of_portal(record):
        return record.id
    if callable(key):
        made = key(record)
    else:
        key = PATTERNS.get(key, key)
        words = {name: make(record) for name, make in _WORDS.items() if f"{{{name}}}" in key}
        try:
            made = key.format_map(words)
        except (KeyError, ValueError, IndexError, AttributeError):
            known = ", ".join(f"{{{name}}}" for name in _WORDS)
            raise OutputError(
                f"“{key}” is not a pattern for keys: use {', '.join(PATTERNS)}, or words such as {known}."
            ) from None
    if not made:
        return "anonymous"
    if not _KEY.fullmatch(made):
        raise OutputError(f"“{made}” cannot be a key: leave out spaces, commas, quotes, and braces.")
    return made


def is_number_of_portal(record: Source) -> bool:
    """Return whether the id of a record is the number that a portal gave it; a publication has no such number."""
    return not isinstance(record, Publication) and record.id == record.copy.identifier


def _is_key(text: str) -> bool:
    return _KEY.fullmatch(text) is not None


def _find_who(record: Source) -> str:
    """Return the first author, else the first name in the title, else the archive."""
    for agent in (*record.agents("author"), *record.agents("editor")):
        if name := _shorten_name(agent):
            return name
    words = _CAPITALIZED.findall(record.title or "")
    for word in words[1:]:
        if word != word.lower() and word.lower() not in _DOCUMENT_WORDS and (name := _to_ascii(word)):
            return name
    return _to_ascii(record.holding.repository.code or "") or "anonymous"


def _shorten_name(agent: Agent) -> str:
    """Return a family name; of a body its abbreviation, or its first long word."""
    if agent.family:
        return _to_ascii(agent.family)
    words = re.findall(r"[^\W_]+", agent.name)
    best = next((word for word in reversed(words) if len(word) > 1 and word.isupper()), None)
    return _to_ascii(best or next((word for word in words if len(word) > 3), agent.name))


def _find_year(record: Source) -> str:
    date = record.date
    if date is None:
        return ""
    if date.parts and date.parts[0]:
        return str(abs(date.parts[0][0]))
    year = re.search(r"\d{4}", str(date))
    return year[0] if year else ""


def _to_ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.replace("ł", "l").replace("Ł", "L"))
    return "".join(sign for sign in plain if sign.isascii() and sign.isalnum()).lower()


def _find_number(record: Source) -> str:
    return _to_ascii(record.copy.identifier or "") or _compute_checksum(record)


def _compute_checksum(record: Source) -> str:
    said = "\n".join(map(str, (record.title, record.date, record.holding, record.copy, *record.agents())))
    return f"{crc32(said.encode()):08x}"


_WORDS: Mapping[str, Callable[[Source], str]] = {
    "who": _find_who,
    "year": _find_year,
    "what": lambda record: _to_ascii(record.kind),
    "id": lambda record: _to_ascii(record.id),
    "number": _find_number,
}

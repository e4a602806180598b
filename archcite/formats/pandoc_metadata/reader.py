"""Read the ``references`` in YAML metadata of pandoc: of a Markdown document, or of a YAML file alone.

Each reference is an item of CSL variables, whose texts are Markdown.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from archcite._foundation.lazy_regex import pattern
from archcite.csl.variables import DATES, NAMES
from archcite.errors import SourceError, SourceLocation
from archcite.formats.archcite_yaml.positions import PositionedMapping, Row, load, to_typed
from archcite.formats.common import catalogue_values as catalogue
from archcite.formats.common.json_reading import as_mappings
from archcite.formats.csl_json.item_from_record import to_csl_date
from archcite.formats.csl_json.record_from_item import from_csl_item
from archcite.record import Source

_REFERENCES = pattern(r"^references:", re.MULTILINE)
# Where metadata may begin: with a line of their own, or with the first key of a file of YAML.
_START = pattern(r"^---[ \t]*$|\A\ufeff?(?:\s|#[^\n]*\n)*[\w-]{1,60}:(?:\s|$)", re.MULTILINE)
# Metadata, and text after them.
_DOCUMENT = pattern(
    r"\ufeff?\s*---[ \t]*\n(?:(?!(?:---|\.\.\.)[ \t]*\n)[^\n]*\n)*(?:---|\.\.\.)[ \t]*\n\s*\S"
)
_BIBLIOGRAPHY = pattern(r"^bibliography:[ \t]*(?P<file>\S[^\n]*)?$", re.MULTILINE)
# Variables with a text that people mark up; names, numbers, addresses and dates are as they are.
_MARKED_UP = frozenset(
    (
        *("title", "title-short", "container-title", "container-title-short", "collection-title"),
        *("original-title", "volume-title", "event-title", "reviewed-title", "genre", "abstract", "note"),
    )
)
# Markdown → what CSL has for it. What is within code or a link is rare in titles, and stays.
_MARKDOWN = (
    (pattern(r"\[([^][]+)\]\{\.nocase\}"), r'<span class="nocase">\1</span>'),
    (pattern(r"\[([^][]+)\]\{\.smallcaps\}"), r'<span style="font-variant:small-caps;">\1</span>'),
    (pattern(r"(?<![\\*])\*\*(?=\S)(.{1,300}?)(?<=[^\s\\])\*\*"), r"<b>\1</b>"),
    (pattern(r"(?<![\\*])\*(?=\S)(.{1,300}?)(?<=[^\s\\])\*"), r"<i>\1</i>"),
    (pattern(r"(?<![\\\w])_(?=\S)(.{1,300}?)(?<=[^\s\\])_(?!\w)"), r"<i>\1</i>"),
    (pattern(r"(?<!\\)\^([^\s^]+)\^"), r"<sup>\1</sup>"),
    (pattern(r"(?<![\\~])~([^\s~]+)~(?!~)"), r"<sub>\1</sub>"),
    (pattern(r"(?<![-<!])---(?![->])"), "—"),
    (pattern(r"(?<![-<!])--(?![->])"), "–"),
    (pattern(r"\\([][\\`*_{}()#+.!~^$'\"<>@|-])"), r"\1"),
)


def sniff(text: str) -> bool:
    """Return whether a text has metadata of pandoc with references, or is a document that begins with metadata.

    >>> sniff("---\\nreferences:\\n- {id: a, type: book}\\n---\\n# Letters\\n"), sniff("title: Letters\\n")
    (True, False)
    >>> sniff("---\\ntitle: Letters\\n---\\n# Letters\\n"), sniff("---\\ntitle: Letters\\n...\\n")
    (True, False)
    >>> sniff("@book{roe,\\n  note = {volume: 2\\nreferences: Roe 2}\\n}")
    False
    """
    has_references = _REFERENCES.search(text) is not None and _START.search(text) is not None
    return has_references or _DOCUMENT.match(text) is not None


def read(text: str, name: str = "the text") -> list[Source]:
    """Return the references of a text; ``name`` is what errors call it.

    Raises :class:`~archcite.errors.SourceError` if it has none.

    >>> source, = read('''---
    ... title: My paper
    ... references:
    ... - id: roe
    ...   type: book
    ...   title: "*Homo* on letters"
    ...   author: {family: Roe, given: Jane}
    ... ---
    ... # Letters''')
    >>> source.csl_item()["title"], source.agents("author")[0].name, source.location.line
    ('<i>Homo</i> on letters', 'Jane Roe', 4)
    """
    sources = [
        _build_source(item, SourceLocation(name, line, number))
        for number, (line, item) in enumerate(_iterate_items(text, name), start=1)
    ]
    if not sources:
        named = _BIBLIOGRAPHY.search(text)
        file = (named["file"] or "").strip("\"' []") if named else ""
        advice = f"read {file}, which it names" if file else "read the file of its sources"
        raise SourceError(
            f"The document has no “references” in its metadata: {advice}.", location=SourceLocation(name)
        )
    return sources


def _iterate_items(text: str, name: str) -> Iterator[tuple[int | None, Any]]:
    """Yield the references of all blocks, with their lines."""
    for first, block in _iterate_blocks(text):
        if not _REFERENCES.search(block):
            continue
        tree = load("\n" * (first - 1) + block, name)
        found = tree.get("references") if isinstance(tree, PositionedMapping) else None
        if isinstance(found, Row):
            yield from zip(found.lines, found, strict=True)


def _iterate_blocks(text: str) -> Iterator[tuple[int, str]]:
    """Yield the blocks of metadata with their first lines; a text without any is one block.

    A block begins with a line ``---``, at the start or after a blank line, and ends with ``---`` or ``...``.
    """
    lines = text.removeprefix("\ufeff").splitlines()
    number = 0
    has_blocks = False
    while number < len(lines):
        is_start = lines[number].rstrip() == "---" and (not number or not lines[number - 1].strip())
        number += 1
        if not is_start or not "".join(lines[number : number + 1]).strip():
            continue
        ends = (end for end in range(number, len(lines)) if lines[end].rstrip() in ("---", "..."))
        end = next(ends, len(lines))
        has_blocks = True
        yield number + 1, "\n".join(lines[number:end])
        number = end + 1
    if not has_blocks:
        yield 1, "\n".join(lines)


def _build_source(given: Any, location: SourceLocation) -> Source:
    if not isinstance(given, Mapping):
        raise SourceError("A reference must be a mapping with “type” and other variables.", location=location)
    item = {key: _from_markdown(key, value) for key, value in to_typed(given).items()}
    identifier = item.get("id")
    if isinstance(identifier, (str, int)) and identifier != "":
        location = location._replace(record=str(identifier))
    return from_csl_item(item, location)


def _to_date(value: Any) -> Any:
    """Return a date as CSL-JSON has it: pandoc takes EDTF, and one or two mappings with year, month and day too."""
    if isinstance(value, (str, int)):
        date = to_csl_date(catalogue.parse_date(str(value), str(value)))
        return date or {"literal": str(value)}
    ends = as_mappings(value)
    keys = ("year", "month", "day")
    parts = [[end[key] for key in keys if end.get(key) not in (None, "")] for end in ends]
    if not parts or not all(parts):
        return value
    date = {"date-parts": parts}
    return date | {key: ends[0][key] for key in ("season", "circa", "literal") if ends[0].get(key)}


def _from_markdown(variable: str, value: Any) -> Any:
    if isinstance(value, str) and variable in _MARKED_UP:
        return _to_csl_markup(value)
    if variable in DATES and not (isinstance(value, Mapping) and "year" not in value):
        return _to_date(value)
    # A single name need not be in a list.
    return [value] if variable in NAMES and isinstance(value, Mapping) else value


def _to_csl_markup(text: str) -> str:
    for marks, markup in _MARKDOWN:
        text = marks.sub(markup, text)
    return text


__all__ = ["read", "sniff"]

"""Citations in plain text, as a word processor has it: their positions and contents.

Two notations are known: that of pandoc's Markdown (``[see @creel, p. 5; -@house]``, ``@creel [p. 5]``, ``@creel``),
and the scannable cites of Zotero (``{see | creel | p. 5 | and passim | }``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from attrs import evolve, frozen

from archcite._foundation.lazy_regex import pattern
from archcite.errors import SourceError
from archcite.integrations.common.citation_syntax import KEY, WrittenCite, parse_cites
from archcite.locators import parse_locator

# A key in the running text begins a word; in an address it would not.
_BARE = pattern(rf"(?<![\w@\\/.:+=&%$#~-])(-?)@({KEY})")
_IN_BRACKETS = pattern(rf"(?<![\w@\\/])-?@(?:{KEY})")
# Word turns a single hyphen between spaces into a dash.
_DASHED = pattern(r"(?<!\w)[‐‑–−]@")
_LOCATOR = pattern(r"[ \N{NO-BREAK SPACE}]?\[")
_SCANNABLE = pattern(r"\{([^{}|]*\|[^{}|]+\|[^{}|]*\|[^{}|]*(?:\|[^{}|]*){0,2})\}")
_ITEM_KEY = pattern(r"[:/]([A-Z0-9]{8})\s*\Z")
_START = pattern(r"\[|-?@|\{")
# Brackets that close further away than this are not those of a citation.
_MAX_LENGTH = 5_000
_MAX_DEPTH = 20


@frozen
class Marker:
    """A citation in a text: where it starts and ends, its cites, or what is wrong with it."""

    start: int
    end: int
    cites: tuple[WrittenCite, ...] = ()
    problem: str = ""


def find_markers(text: str, find_key: Callable[[str], str | None]) -> list[Marker]:
    """Find the citations in a text.

    ``find_key`` returns the key of a source for what an author wrote, or None if it is unknown. A word
    after an @ outside brackets is a citation only if it is the key of a source, or has brackets behind it: many are
    names or addresses.

    >>> known = lambda key: key if key == "creel" else None
    >>> [(m.start, m.end, m.cites[0].locator) for m in find_markers("So [@creel, p. 5], says me@x.org.", known)]
    [(3, 17, '5')]
    >>> find_markers("{ | creel | p. 5 | | }", known)[0].cites[0].label
    'page'
    >>> [marker.cites[0].key for marker in find_markers("As @kreel [p. 5] says, and @roe too.", known)]
    ['kreel']
    """
    return list(_merge_scannable(_iterate_markers(text, find_key), text))


def _iterate_markers(text: str, find_key: Callable[[str], str | None]) -> Iterator[Marker]:
    place = 0
    while found := _START.search(text, place):
        start = found.start()
        marker = _READERS[found[0][-1]](text, start, find_key)
        if marker is None:
            place = found.end()
        else:
            yield marker
            place = marker.end


def _read_bracketed(text: str, start: int, find_key: Callable[[str], str | None]) -> Marker | None:
    """Read ``[see @key, p. 3; -@other]``."""
    end = find_closing_bracket(text, start)
    if end < 0 or text[start + 1 : start + 2] == "[":
        return None
    written = _DASHED.sub("-@", text[start + 1 : end])
    if not _IN_BRACKETS.search(written):
        return None
    return _parse(written, start, end + 1, find_key, in_text=False)


def _read_bare(text: str, start: int, find_key: Callable[[str], str | None]) -> Marker | None:
    """Read ``@key`` and ``@key [p. 3]`` in a sentence."""
    found = _BARE.match(text, start)
    if found is None:
        return None
    end = found.end()
    locator = _LOCATOR.match(text, end)
    closing = find_closing_bracket(text, locator.end() - 1) if locator else -1
    if closing > 0:
        end = closing + 1
    elif find_key(found[2].strip("{}")) is None:
        return None
    return _parse(text[start:end], start, end, find_key, in_text=True)


def _read_scannable(text: str, start: int, find_key: Callable[[str], str | None]) -> Marker | None:
    """Read ``{prefix | cite | locator | suffix | address}``; a hyphen before the cite leaves the author out."""
    found = _SCANNABLE.match(text, start, start + _MAX_LENGTH)
    if found is None:
        return None
    prefix, name, locator, suffix, *address = (part.strip() for part in found[1].split("|"))
    suppressed = name.startswith(("-", "–"))
    name = name.lstrip("-– ").removeprefix("@")
    item = _ITEM_KEY.search(address[0]) if address else None
    key = find_key(name) or (find_key(item[1]) if item else None) or name
    try:
        parsed = parse_locator(locator) if locator else {}
    except ValueError as error:
        return Marker(start, found.end(), problem=str(error))
    cite = WrittenCite(
        key,
        prefix=f"{prefix} " if prefix else "",
        locator=parsed.get("locator", ""),
        label=parsed.get("label", ""),
        suffix=f" {suffix}" if suffix[:1].isalnum() else suffix,
        suppress_author=suppressed,
    )
    return Marker(start, found.end(), (cite,))


_READERS: dict[str, Callable[[str, int, Callable[[str], str | None]], Marker | None]] = {
    "[": _read_bracketed,
    "@": _read_bare,
    "{": _read_scannable,
}


def _parse(
    written: str, start: int, end: int, find_key: Callable[[str], str | None], *, in_text: bool
) -> Marker:
    try:
        cites = parse_cites(written, in_text=in_text)
    except (SourceError, ValueError) as error:
        return Marker(start, end, problem=str(error))
    return Marker(start, end, tuple(evolve(cite, key=find_key(cite.key) or cite.key) for cite in cites))


def _merge_scannable(markers: Iterator[Marker], text: str) -> Iterator[Marker]:
    """Merge scannable cites that follow each other directly into one citation, as Zotero does."""
    last: Marker | None = None
    for marker in markers:
        if last and last.end == marker.start and text[marker.start] == text[last.start] == "{":
            problem = last.problem or marker.problem
            last = Marker(last.start, marker.end, (*last.cites, *marker.cites), problem)
            continue
        if last:
            yield last
        last = marker
    if last:
        yield last


def find_closing_bracket(text: str, start: int) -> int:
    """Return where the bracket that opens at ``start`` closes, or -1."""
    depth = 0
    for place in range(start, min(len(text), start + _MAX_LENGTH)):
        if text[place] == "[":
            depth += 1
            if depth > _MAX_DEPTH:
                break
        elif text[place] == "]":
            depth -= 1
            if not depth:
                return place
    return -1

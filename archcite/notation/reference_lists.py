"""Lists of references: “op. 30, d. 273, 274, 301; op. 33, d. 15”, as a bibliography lists the files of a fonds.

The shared start of paths is printed once, and so is the label of adjacent files.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence

from attrs import evolve

from archcite._foundation.lazy_regex import pattern
from archcite.notation.archives import find_archive
from archcite.notation.formatter import (
    build_call_number,
    choose_separator,
    find_tradition_of,
    format_part,
    is_label_joined,
    is_own,
)
from archcite.notation.traditions import Tradition, get_tradition, label_key
from archcite.record import Pages, Part
from archcite.record.converters import build_natural_key

# Levels whose titles are printed beside their numbers; titles of files would make a list unreadable.
_NAMED = frozenset(("fonds", "subfonds", "series", "subseries"))
_LAST_NUMBER = pattern(r"(.*/)\d+")
# From three on, consecutive numbers are a range.
_RANGE = 3


def list_references(
    paths: Iterable[Sequence[Part]],
    *,
    repository: str | None = None,
    known: Tradition | None = None,
) -> str:
    """Format several paths as one string, sorted by number; a path that is the start of others is left out.

    ``repository`` and ``known`` are those of :func:`~archcite.notation.format_reference`.

    >>> from archcite.notation import parse_reference
    >>> def listed(*texts):
    ...     return list_references([parse_reference(text, "RGANI").parts for text in texts], repository="RGANI")
    >>> listed("f. 5, op. 33, d. 15", "f. 5, op. 30, d. 301", "f. 5, op. 30, d. 273", "f. 5, op. 30, d. 274")
    'f. 5, op. 30, d. 273, 274, 301; op. 33, d. 15'
    >>> list_references([[Part("fonds", None, "B 136"), Part("file", None, number)] for number in ("59750", "59748")],
    ...                 repository="BArch")
    'B 136/59748, 59750'
    >>> list_references([[Part("fonds", "RG", "26", "Records of the Coast Guard"), Part("box", "box", "3", "Logs")]])
    'Records of the Coast Guard, RG 26, box 3'
    >>> list_references([[Part("box", "box", number)] for number in ("6", "9", "7", "8")])
    'boxes 6–9'
    """
    wanted = list(dict.fromkeys(map(tuple, paths)))
    if known is None:
        archive = find_archive(repository) if repository else None
        known = (
            get_tradition(archive.tradition)
            if archive
            else find_tradition_of(wanted[0] if wanted else (), Pages())
        )
    root = _Step(None)
    for path in wanted:
        step = root
        for part in path:
            step = step.add(part)
    return _format_below(root, known)


class _Step:
    """A part that paths have in common, and the parts that follow it."""

    def __init__(self, part: Part | None) -> None:
        self.part = part
        self.steps: dict[tuple[str, str, str], _Step] = {}

    def add(self, part: Part) -> _Step:
        """Return the step for a part below this one; labels that differ only in spelling share a step."""
        key = (part.level, label_key(part.label or ""), (part.value or part.title or "").casefold())
        known = self.steps.get(key)
        if known is None:
            title = part.title if not part.value or part.level in _NAMED else None
            known = self.steps[key] = _Step(Part(part.level, part.label, part.value, title))
        elif part.title and part.value and part.level in _NAMED and known.part and not known.part.title:
            known.part = evolve(known.part, title=part.title)
        return known

    def list_in_order(self) -> list[tuple[Part, _Step]]:
        """Return the parts below this one in natural order."""
        pairs = [(step.part, step) for step in self.steps.values() if step.part is not None]
        return sorted(pairs, key=lambda pair: build_natural_key(str(pair[0])))


def _format_below(step: _Step, known: Tradition, above: str = "") -> str:
    """Format everything below a step; ``above`` is the call number so far."""
    written: list[str] = []
    nested = False
    for (label, is_end), group in itertools.groupby(step.list_in_order(), key=_build_group_key):
        if is_end:
            written.append(_format_ends([part for part, _ in group], label, known))
        else:
            nested = True
            written += (_format_with_parts(part, below, known, above) for part, below in group)
    return ("; " if nested else ", ").join(written)


def _build_group_key(pair: tuple[Part, _Step]) -> tuple[str | None, bool]:
    """Return the key that groups the ends of paths with the same label."""
    part, step = pair
    return label_key(part.label) if part.label else None, not step.steps


def _format_with_parts(part: Part, step: _Step, known: Tradition, above: str) -> str:
    first = step.list_in_order()[0][0]
    number = build_call_number(above, part, known)
    joint = choose_separator(part, first, known, False, number)
    return format_part(part, known) + joint + _format_below(step, known, number)


def _format_ends(parts: Sequence[Part], label: str | None, known: Tradition) -> str:
    """Format the last parts of paths with the label once, then a number for each."""
    first = parts[0]
    if len(parts) == 1 or not label or any(is_label_joined(part, known) or not part.value for part in parts):
        texts = [format_part(part, known) for part in parts]
        return ", ".join(texts if label else _shorten_numbers(texts))
    assert first.label is not None
    level = known.levels.get(first.level)
    values = [part.value or "" for part in parts]
    if level is not None and level.number_first and is_own(first.label, level):
        return ", ".join(f"{value}." for value in values) + f" {first.label}"
    return f"{_pluralize(first, known)} {', '.join(_to_ranges(values))}"


def _pluralize(part: Part, known: Tradition) -> str:
    """Return a label in the plural; abbreviations have one form (“d. 273, 274”)."""
    label = part.label or ""
    if label.endswith("."):
        return label
    for one in (known, get_tradition("international")):
        level = one.levels.get(part.level)
        for singular, plural in level.labels.values() if level else ():
            if singular.casefold() == label.casefold():
                return plural[:1].upper() + plural[1:] if label[:1].isupper() else plural.lower()
    return label


def _shorten_numbers(values: Sequence[str]) -> Iterator[str]:
    """Yield numbers and call numbers; the shared start of consecutive call numbers is printed once.

    >>> list(_shorten_numbers(["F/7/13", "F/7/14", "F/7/4336", "AJ/40/1"]))
    ['F/7/13', '14', '4336', 'AJ/40/1']
    """
    for head, group in itertools.groupby(values, key=_find_head):
        numbers = list(_to_ranges([value[len(head) :] for value in group]))
        yield head + numbers[0]
        yield from numbers[1:]


def _find_head(value: str) -> str:
    """Return what is before the last number of a call number, up to a slash; empty for a plain number."""
    found = _LAST_NUMBER.fullmatch(value)
    return found[1] if found else ""


def _to_ranges(values: Sequence[str]) -> Iterator[str]:
    """Combine consecutive numbers into ranges: 6, 7, 8 become 6–8.

    >>> list(_to_ranges(["6", "7", "8", "10", "11", "059a", "0100"]))
    ['6–8', '10', '11', '059a', '0100']
    """
    numbers = [int(value) if re.fullmatch(r"[1-9]\d*", value) else None for value in values]
    start = 0
    while start < len(values):
        end = start + 1
        first = numbers[start]
        while first is not None and end < len(values) and numbers[end] == first + end - start:
            end += 1
        if end - start >= _RANGE:
            yield f"{values[start]}–{values[end - 1]}"
        else:
            yield from values[start:end]
        start = end

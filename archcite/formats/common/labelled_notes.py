"""Notes that keep a field of a record under its label, for formats that have no place for it."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable
from typing import Any

from archcite._foundation.lazy_regex import join_alternatives
from archcite.record.vocabulary import DESCRIPTION_LABELS, TITLE_KINDS

_FIELDS = {label: name for name, label in DESCRIPTION_LABELS.items()}


def find_described_field(line: str) -> tuple[str, str] | None:
    """Return the field that a line of a note keeps, and its value; None for any other line.

    >>> find_described_field("Classification: Secret"), find_described_field("Place: Vienna")
    (('classification', 'Secret'), None)
    """
    label, _, value = line.strip().partition(": ")
    name = _FIELDS.get(label)
    if name is None or not value.strip() or (name == "title_kind" and value.strip() not in TITLE_KINDS):
        return None
    return name, value.strip()


@functools.cache
def _compile_joints() -> re.Pattern[str]:
    """Compile the pattern of what parts the fields of a note: a line, or a semicolon before the next label."""
    return re.compile(rf"\n|; (?=(?:{join_alternatives(_FIELDS)}): )")


def take_described_fields(notes: Iterable[str], known: dict[str, Any]) -> list[str]:
    """Move the fields that notes keep into a mapping of fields; return the other notes.

    A field that is known already keeps its value, and the note.

    >>> fields = {}
    >>> take_described_fields(["Torn.", "Extent: 3 leaves\\nSeal: lost"], fields), fields
    (['Torn.'], {'extent': '3 leaves', 'seal': 'lost'})
    """
    others: list[str] = []
    for note in notes:
        rest: list[str] = []
        for line in _compile_joints().split(note):
            found = find_described_field(line)
            if found and found[0] == "related":
                known["related"] = (*known.get("related", ()), found[1])
            elif found and known.get(found[0]) is None:
                known[found[0]] = found[1]
            else:
                rest.append(line)
        if any(line.strip() for line in rest):
            others.append("\n".join(rest))
    return others
